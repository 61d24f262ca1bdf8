"""The dibao ledger: four sheets of the civil affairs bureau."""

from datong.foundation.ledgers.service import (
    SEX,
    Batch,
    Choice,
    Column,
    Day,
    Identity,
    Money,
    Number,
    Sheet,
    Town,
    Village,
    Whole,
    Words,
)
from datong.programmes.dibao.actions import households
from datong.programmes.dibao.models import Addition, Gathering, Recipient, Removal

AREA = Choice({"城市": ("城镇", "城", "非农业", "城市低保"), "农村": ("乡村", "农", "农业", "农村低保")})
CATEGORY = Choice(
    {"A类": ("A", "一类"), "B类": ("B", "二类"), "C类": ("C", "三类"), "稳定": (), "不稳定": ()}
)  # since 2021 the measures know no classes, but households whose means change little and others
PERSONS = Whole(units=("人", "名"), least=1)

TOWN = Column(name="town", heading="镇", en="Town", kind=Town(), filter=True)
VILLAGE = Column(name="village", heading="村（社区）", en="Village or community", kind=Village())
AREA_COLUMN = Column(name="area", heading="城乡类别", en="Urban or rural", kind=AREA, filter=True)
HEAD_NAME = Column(name="head_name", heading="户主姓名", en="Head of household", kind=Words(60), search=True)


def certificate(heading: str, *synonyms: str) -> Column:
    return Column(
        name="certificate",
        heading=heading,
        en="Certificate no.",
        kind=Number(),
        synonyms=synonyms,
        search=True,
    )


def head() -> Column:
    return Column(
        name="head",
        heading="户主身份证号码",
        en="Head's citizen number",
        kind=Identity(name="head_name"),
        synonyms=("身份证号码", "身份证号", "公民身份号码", "证件号码", "身份证"),
    )


def becomes(batch: Batch) -> dict[str, list[int]]:
    return {"household": households(batch)}


ROSTER = Sheet(
    programme="dibao",
    slug="roster",
    name="在册对象",
    en="Recipients",
    model=Recipient,
    key=("person",),
    person="person",
    becomes=becomes,
    synonyms=("在册名单", "低保对象", "低保花名册", "在册低保对象"),
    order=("place_code", "certificate", "id"),
    columns=(
        TOWN,
        VILLAGE,
        certificate("低保证号", "低保证编号", "证号", "低保编号"),
        HEAD_NAME,
        Column(
            name="name",
            heading="成员姓名",
            en="Member",
            kind=Words(60),
            synonyms=("姓名", "家庭成员姓名", "保障对象姓名"),
            search=True,
        ),
        Column(
            name="relation",
            heading="与户主关系",
            en="Relation to head",
            kind=Words(20),
            synonyms=("关系", "与户主的关系"),
        ),
        Column(
            name="person",
            heading="身份证号码",
            en="Citizen number",
            kind=Identity(name="name", sex="sex"),
            synonyms=("成员身份证号码", "成员身份证号"),
        ),
        Column(name="sex", heading="性别", en="Sex", kind=SEX, required=False, shown=False),
        AREA_COLUMN,
        Column(
            name="category",
            heading="保障类别",
            en="Category",
            kind=CATEGORY,
            synonyms=("类别", "低保类别", "分类"),
            filter=True,
        ),
        Column(
            name="monthly_benefit",
            heading="月人均补助（元）",
            en="Monthly benefit per head (yuan)",
            kind=Money(),
            synonyms=("月人均补助", "人均月补助", "人均补助（元）", "月补助（元）", "人均月补助（元）"),
        ),
        Column(
            name="since",
            heading="享受起始日期",
            en="In receipt since",
            kind=Day(),
            synonyms=("起始日期", "享受日期", "享受起始时间", "享受时间", "开始享受日期"),
        ),
        Column(name="remark", heading="备注", en="Remark", kind=Words(80), required=False, shown=False),
    ),
)

REMOVALS = Sheet(
    programme="dibao",
    slug="removals",
    name="清退名单",
    en="Households removed",
    model=Removal,
    key=("head", "day"),
    person="head",
    synonyms=("清退", "退出名单", "清退对象"),
    columns=(
        TOWN,
        VILLAGE,
        certificate("原低保证号", "低保证号", "证号"),
        HEAD_NAME,
        head(),
        AREA_COLUMN,
        Column(
            name="persons",
            heading="清退人数",
            en="Persons removed",
            kind=PERSONS,
            synonyms=("人数", "退出人数"),
        ),
        Column(
            name="day",
            heading="清退日期",
            en="Removed on",
            kind=Day(),
            synonyms=("退出日期", "日期", "清退时间"),
        ),
        Column(
            name="reason",
            heading="清退原因",
            en="Reason",
            kind=Words(80),
            synonyms=("原因", "退出原因"),
            filter=True,
        ),
    ),
)

ADDITIONS = Sheet(
    programme="dibao",
    slug="additions",
    name="新增名单",
    en="Households added",
    model=Addition,
    key=("head", "day"),
    person="head",
    synonyms=("新增", "新增对象", "新纳入名单"),
    columns=(
        TOWN,
        VILLAGE,
        certificate("低保证号", "证号"),
        HEAD_NAME,
        head(),
        AREA_COLUMN,
        Column(
            name="persons",
            heading="新增人数",
            en="Persons added",
            kind=PERSONS,
            synonyms=("人数", "纳入人数"),
        ),
        Column(
            name="day",
            heading="批准日期",
            en="Approved on",
            kind=Day(),
            synonyms=("新增日期", "批准时间", "日期", "纳入日期"),
        ),
    ),
)

GATHERINGS = Sheet(
    programme="dibao",
    slug="gatherings",
    name="培训与评议会",
    en="Trainings and appraisals",
    model=Gathering,
    key=("title", "day", "town", "village"),
    synonyms=("培训会", "培训与评议", "会议"),
    columns=(
        Column(
            name="title",
            heading="会议名称",
            en="Meeting",
            kind=Words(80),
            synonyms=("名称", "会议"),
            search=True,
        ),
        Column(
            name="town",
            heading="地点（镇）",
            en="Town",
            kind=Town(),
            synonyms=("镇", "乡镇", "乡镇（街道）", "镇街"),
        ),
        Column(
            name="village",
            heading="地点（村）",
            en="Village or community",
            kind=Village(),
            synonyms=("村", "社区", "村（社区）", "村（居）", "行政村"),
        ),
        Column(name="day", heading="日期", en="Date", kind=Day(), synonyms=("会议日期", "时间", "召开日期")),
        Column(
            name="attendance",
            heading="参会人数",
            en="Attendance",
            kind=Whole(units=("人", "名")),
            required=False,
            synonyms=("人数", "参加人数"),
        ),
    ),
)

SHEETS = (ROSTER, REMOVALS, ADDITIONS, GATHERINGS)
