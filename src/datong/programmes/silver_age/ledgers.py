"""The silver-age ledger: three sheets of the working committee of county bodies."""

from datong.foundation.ledgers.service import (
    SEX,
    Body,
    Choice,
    Column,
    Day,
    Flag,
    Identity,
    Money,
    Number,
    Reference,
    Scaled,
    Sheet,
    Town,
    Village,
    Whole,
    Words,
)
from datong.programmes.silver_age.models import Elder, Visit, Volunteer

ELDER = Choice(
    {
        "空巢": ("空巢老人",),
        "残疾": ("残疾老人",),
        "贫困": ("贫困老人",),
        "孤寡": ("孤寡老人",),
        "失能": ("失能老人",),
    }
)
CATEGORY = Choice(
    {
        "物资帮扶": ("物资",),
        "生活照料": ("照料",),
        "精神陪护": ("陪护", "精神慰藉"),
        "事项代办": ("代办",),
        "健康服务": ("健康",),
        "政策宣讲": ("宣讲",),
    }
)
VOLUNTEER = Reference(to="silver_age.volunteers", code="unknown_person")

TOWN = Column(name="town", heading="镇", en="Town", kind=Town(), filter=True)
VILLAGE = Column(
    name="village",
    heading="社区",
    en="Community",
    kind=Village(),
    synonyms=("村（社区）", "村", "村（居）", "行政村"),
)

VOLUNTEERS = Sheet(
    programme="silver_age",
    slug="volunteers",
    name="志愿者名册",
    en="Volunteers",
    model=Volunteer,
    key=("number",),
    person="person",
    synonyms=("志愿者", "志愿者花名册"),
    columns=(
        Column(
            name="number",
            heading="志愿者编号",
            en="Volunteer no.",
            kind=Number(),
            synonyms=("编号",),
            search=True,
        ),
        Column(name="name", heading="姓名", en="Name", kind=Words(60), synonyms=("志愿者姓名",), search=True),
        Column(name="person", heading="身份证号码", en="Citizen number", kind=Identity(name="name")),
        Column(
            name="branch",
            heading="机关党组织",
            en="Party body",
            kind=Body("party_branch"),
            synonyms=("党组织", "所在党组织", "机关党支部"),
        ),
        Column(
            name="team",
            heading="服务队",
            en="Team",
            kind=Body("team"),
            synonyms=("服务分队", "队", "志愿服务队"),
        ),
        TOWN,
        VILLAGE,
        Column(
            name="group",
            heading="小组",
            en="Group",
            kind=Whole(units=("组",), least=1),
            required=False,
            synonyms=("服务小组", "组别", "小组号"),
        ),
        Column(
            name="leader",
            heading="组长",
            en="Group leader",
            kind=Flag(),
            required=False,
            synonyms=("是否组长",),
        ),
    ),
)

ELDERS = Sheet(
    programme="silver_age",
    slug="elders",
    name="老人结对",
    en="Elders",
    model=Elder,
    key=("number",),
    person="person",
    synonyms=("结对老人", "老人名册", "结对名册"),
    columns=(
        Column(
            name="number", heading="老人编号", en="Elder no.", kind=Number(), synonyms=("编号",), search=True
        ),
        Column(name="name", heading="姓名", en="Name", kind=Words(60), synonyms=("老人姓名",), search=True),
        Column(
            name="person", heading="身份证号码", en="Citizen number", kind=Identity(name="name", sex="sex")
        ),
        Column(name="sex", heading="性别", en="Sex", kind=SEX, required=False, shown=False),
        TOWN,
        VILLAGE,
        Column(
            name="type", heading="类型", en="Type", kind=ELDER, synonyms=("老人类型", "类别"), filter=True
        ),
        Column(
            name="volunteer",
            heading="结对志愿者编号",
            en="Volunteer no.",
            kind=VOLUNTEER,
            synonyms=("志愿者编号", "志愿者"),
        ),
    ),
)

VISITS = Sheet(
    programme="silver_age",
    slug="visits",
    name="服务记录",
    en="Visits",
    model=Visit,
    key=("volunteer", "elder", "day", "category"),
    synonyms=("志愿服务记录", "服务台账", "服务登记"),
    columns=(
        Column(
            name="elder",
            heading="老人编号",
            en="Elder no.",
            kind=Reference(to="silver_age.elders", code="unknown_person"),
            synonyms=("服务对象编号",),
            search=True,
        ),
        Column(name="volunteer", heading="志愿者编号", en="Volunteer no.", kind=VOLUNTEER, search=True),
        Column(name="day", heading="服务日期", en="Date", kind=Day()),
        Column(
            name="category",
            heading="服务类别",
            en="Class",
            kind=CATEGORY,
            synonyms=("类别", "服务类型"),
            filter=True,
        ),
        Column(
            name="hours",
            heading="服务时长（小时）",
            en="Hours",
            kind=Scaled(1, ("小时",)),
            required=False,
            synonyms=("服务时长", "时长", "小时"),
        ),
        Column(
            name="aid",
            heading="资金物资（元）",
            en="Aid (yuan)",
            kind=Money(),
            required=False,
            synonyms=("资金物资", "帮扶资金（元）", "物资折款（元）"),
        ),
        Column(
            name="matter",
            heading="办成实事",
            en="Matter settled",
            kind=Flag(),
            required=False,
            synonyms=("实事", "办实事"),
        ),
    ),
)

SHEETS = (VOLUNTEERS, ELDERS, VISITS)
