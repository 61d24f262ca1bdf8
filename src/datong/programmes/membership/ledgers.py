"""The membership ledger: two sheets of the organisation department."""

from datong.foundation.ledgers.service import (
    SEX,
    Body,
    Choice,
    Column,
    Day,
    Flag,
    Identity,
    Sheet,
    Town,
    Words,
)
from datong.programmes.membership.models import Disposal, Member

GRADE = Choice({"优秀": (), "合格": (), "基本合格": (), "不合格": ()})
MEASURE = Choice(
    {
        "限期改正": ("限期整改", "限期改进"),
        "劝退": ("劝其退党", "劝退出党"),
        "除名": ("党内除名",),
        "其他处置": ("其他",),
    }
)

MEMBERS = Sheet(
    programme="membership",
    slug="members",
    name="党员名册",
    en="Members",
    model=Member,
    key=("person",),
    person="person",
    synonyms=("党员花名册", "党员", "党员台账"),
    columns=(
        Column(name="name", heading="姓名", en="Name", kind=Words(60), synonyms=("党员姓名",), search=True),
        Column(
            name="person", heading="身份证号码", en="Citizen number", kind=Identity(name="name", sex="sex")
        ),
        Column(name="sex", heading="性别", en="Sex", kind=SEX, required=False, shown=False),
        Column(
            name="unit",
            heading="镇（单位）",
            en="Town or body",
            kind=Town(organs=True),
            synonyms=("镇", "乡镇", "单位", "镇/单位", "乡镇（单位）", "乡镇（街道）", "镇街"),
            filter=True,
        ),
        Column(
            name="branch",
            heading="党支部",
            en="Party branch",
            kind=Body("party_branch", village=True, endings=("党支部", "支部", "党总支")),
        ),
        Column(
            name="joined",
            heading="入党时间",
            en="Joined on",
            kind=Day(),
            required=False,
            synonyms=("入党日期",),
        ),
        Column(
            name="grade",
            heading="民主评议等次",
            en="Grade",
            kind=GRADE,
            required=False,
            synonyms=("评议等次", "等次", "评议结果", "评议等级"),
            filter=True,
        ),
    ),
)

DISPOSALS = Sheet(
    programme="membership",
    slug="disposals",
    name="处置台账",
    en="Handling of unqualified members",
    model=Disposal,
    key=("member",),
    person="member__person",
    synonyms=("处置", "不合格党员处置", "处置名单"),
    columns=(
        Column(name="name", heading="姓名", en="Name", kind=Words(60), synonyms=("党员姓名",), search=True),
        Column(
            name="member",
            heading="身份证号码",
            en="Citizen number",
            kind=Identity(known_in="membership.members"),
        ),
        Column(name="branch_name", heading="党支部", en="Party branch", kind=Words(80)),
        Column(
            name="meeting",
            heading="评议大会日期",
            en="Appraised on",
            kind=Day(),
            synonyms=("评议日期", "评议会日期", "大会日期"),
        ),
        Column(
            name="measure",
            heading="处置方式",
            en="Measure",
            kind=MEASURE,
            synonyms=("处置", "处置措施"),
            filter=True,
        ),
        Column(
            name="approved",
            heading="上级党委批复日期",
            en="Approved on",
            kind=Day(),
            required=False,
            synonyms=("批复日期", "批准日期"),
        ),
        Column(
            name="family_told",
            heading="已告知家属",
            en="Family told",
            kind=Flag(),
            required=False,
            synonyms=("告知家属",),
        ),
        Column(
            name="employer_told",
            heading="已告知单位",
            en="Employer told",
            kind=Flag(),
            required=False,
            synonyms=("告知单位",),
        ),
    ),
)

SHEETS = (MEMBERS, DISPOSALS)
