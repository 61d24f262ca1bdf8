"""The approvals ledger: five sheets of the government service centre."""

from datong.foundation.ledgers.service import Body, Choice, Column, Day, Money, Number, Sheet, Whole, Words
from datong.programmes.approvals.models import Cost, Delegation, Document, Item, Step

TYPE = Choice({"行政审批": ("审批", "行政许可"), "公共服务": ("服务", "公共服务审批")})
REFORM = Choice({"保留": (), "中止": ("暂停",), "取消": (), "调整": (), "合并": ()})
HANDLING = Choice({"保留": (), "精简": ("取消", "减少")})
DAYS = Whole(units=("个工作日", "工作日", "天", "日"))
DEPARTMENT = Column(
    name="department",
    heading="实施部门",
    en="Department",
    kind=Body("department"),
    synonyms=("部门", "实施单位", "责任部门"),
    filter=False,
)

ITEMS = Sheet(
    programme="approvals",
    slug="items",
    name="事项目录",
    en="Catalogue of items",
    model=Item,
    key=("number",),
    synonyms=("目录", "审批事项目录", "事项清单"),
    columns=(
        Column(
            name="number",
            heading="事项编码",
            en="Item no.",
            kind=Number(),
            synonyms=("编码", "事项编号", "编号"),
            search=True,
        ),
        Column(name="name", heading="事项名称", en="Item", kind=Words(120), synonyms=("名称",), search=True),
        Column(name="type", heading="事项类型", en="Type", kind=TYPE, synonyms=("类型",), filter=True),
        DEPARTMENT,
        Column(
            name="reform",
            heading="改革方式",
            en="Reform",
            kind=REFORM,
            synonyms=("处理方式", "改革措施"),
            filter=True,
        ),
        Column(
            name="legal_limit",
            heading="法定时限（工作日）",
            en="Legal limit (working days)",
            kind=DAYS,
            required=False,
            synonyms=("法定时限", "法定期限"),
        ),
        Column(
            name="promised_limit",
            heading="承诺时限（工作日）",
            en="Promised limit (working days)",
            kind=DAYS,
            required=False,
            synonyms=("承诺时限", "承诺期限"),
        ),
    ),
)

DELEGATIONS = Sheet(
    programme="approvals",
    slug="delegations",
    name="下放事项",
    en="Delegated businesses",
    model=Delegation,
    key=("name",),
    synonyms=("下放", "权限下放"),
    columns=(
        Column(
            name="name",
            heading="业务名称",
            en="Business",
            kind=Words(120),
            synonyms=("事项名称", "名称"),
            search=True,
        ),
        Column(
            name="department",
            heading="下放部门",
            en="Handed down by",
            kind=Body("department"),
            synonyms=("部门",),
        ),
        Column(
            name="receiver", heading="承接单位", en="Taken over by", kind=Words(80), synonyms=("承接部门",)
        ),
        Column(
            name="day", heading="下放日期", en="On", kind=Day(), required=False, synonyms=("日期", "下放时间")
        ),
    ),
)

STEPS = Sheet(
    programme="approvals",
    slug="steps",
    name="建设项目流程",
    en="Construction projects, step by step",
    model=Step,
    key=("stage", "name"),
    synonyms=("建设项目审批流程", "流程"),
    columns=(
        Column(name="stage", heading="阶段", en="Stage", kind=Words(60), synonyms=("审批阶段",), filter=True),
        Column(
            name="name", heading="环节", en="Step", kind=Words(80), synonyms=("审批环节", "事项"), search=True
        ),
        Column(
            name="department",
            heading="部门",
            en="Department",
            kind=Body("department"),
            synonyms=("实施部门", "责任部门"),
        ),
        Column(
            name="before",
            heading="改革前时限（工作日）",
            en="Before (working days)",
            kind=DAYS,
            synonyms=("改革前时限", "改革前"),
        ),
        Column(
            name="after",
            heading="改革后时限（工作日）",
            en="After (working days)",
            kind=DAYS,
            synonyms=("改革后时限", "改革后"),
        ),
        Column(
            name="parallel",
            heading="并联组",
            en="Parallel group",
            kind=Words(10),
            required=False,
            synonyms=("并联", "并联分组"),
        ),
    ),
)

DOCUMENTS = Sheet(
    programme="approvals",
    slug="documents",
    name="报建资料清单",
    en="Papers of a construction dossier",
    model=Document,
    key=("number",),
    synonyms=("报建资料", "资料清单"),
    columns=(
        Column(
            name="number", heading="资料编号", en="Paper no.", kind=Number(), synonyms=("编号",), search=True
        ),
        Column(name="name", heading="资料名称", en="Paper", kind=Words(120), synonyms=("名称",), search=True),
        Column(
            name="handling",
            heading="处理",
            en="Handling",
            kind=HANDLING,
            synonyms=("处理方式", "处理结果"),
            filter=True,
        ),
        Column(
            name="reason",
            heading="精简理由",
            en="Why dropped",
            kind=Words(80),
            required=False,
            synonyms=("理由", "精简原因"),
            filter=True,
        ),
    ),
)

COSTS = Sheet(
    programme="approvals",
    slug="costs",
    name="办事成本",
    en="Cost to the applicant",
    model=Cost,
    key=("name",),
    synonyms=("成本",),
    columns=(
        Column(name="name", heading="项目", en="What", kind=Words(80), synonyms=("名称",), search=True),
        Column(name="before", heading="改革前", en="Before (yuan)", kind=Money(), synonyms=("改革前（元）",)),
        Column(name="after", heading="改革后", en="After (yuan)", kind=Money(), synonyms=("改革后（元）",)),
    ),
)

SHEETS = (ITEMS, DELEGATIONS, STEPS, DOCUMENTS, COSTS)
