"""The irrigation ledger: three sheets of the water bureau."""

from datong.foundation.ledgers.service import (
    Choice,
    Column,
    Money,
    Number,
    Scaled,
    Sheet,
    Town,
    Village,
    Words,
    Year,
)
from datong.programmes.irrigation.models import Canal, Funding, Pond

POND = Choice({"堰塘": ("塘堰", "堰"), "山坪塘": ("坪塘",), "石河堰": ()})
SOURCE = Choice(
    {
        "县财政补助": ("县财政", "财政补助", "县级财政补助"),
        "整合项目资金": ("整合项目", "整合资金", "项目整合资金"),
        "群众自筹及投劳折资": ("群众自筹", "自筹及投劳", "村级自筹及投劳折资"),
    }
)

NUMBER = Column(
    name="number", heading="编号", en="No.", kind=Number(), synonyms=("工程编号", "项目编号"), search=True
)
TOWN = Column(name="town", heading="镇", en="Town", kind=Town(), filter=True)
VILLAGE = Column(
    name="village",
    heading="村",
    en="Village",
    kind=Village(),
    synonyms=("村（社区）", "社区", "村（居）", "行政村"),
)
AREA = Column(
    name="area",
    heading="受益面积（亩）",
    en="Area served (mu)",
    kind=Scaled(1, ("亩",)),
    required=False,
    synonyms=("受益面积", "灌溉面积（亩）", "灌面（亩）"),
)
ESTIMATE = Column(
    name="estimate",
    heading="估算投资（元）",
    en="Estimate (yuan)",
    kind=Money(),
    synonyms=("估算投资", "投资估算（元）", "投资（元）", "概算投资（元）"),
)
YEAR = Column(name="year", heading="计划年度", en="Planned year", kind=Year(), filter=True)

CANALS = Sheet(
    programme="irrigation",
    slug="canals",
    name="渠道",
    en="Canals",
    model=Canal,
    key=("number",),
    synonyms=("渠道台账", "渠系"),
    columns=(
        NUMBER,
        TOWN,
        VILLAGE,
        Column(
            name="name",
            heading="渠道名称",
            en="Canal",
            kind=Words(60),
            synonyms=("渠名", "名称"),
            search=True,
        ),
        Column(
            name="length",
            heading="整治长度（米）",
            en="Length (m)",
            kind=Scaled(1, ("米", "m")),
            synonyms=("整治长度", "长度（米）", "长度"),
        ),
        Column(
            name="defect",
            heading="病险类型",
            en="Defect",
            kind=Words(30),
            synonyms=("病害类型", "病险", "病害"),
            filter=True,
        ),
        AREA,
        ESTIMATE,
        YEAR,
    ),
)

PONDS = Sheet(
    programme="irrigation",
    slug="ponds",
    name="堰塘",
    en="Ponds",
    model=Pond,
    key=("number",),
    synonyms=("塘堰", "山坪塘", "堰塘台账"),
    columns=(
        NUMBER,
        TOWN,
        VILLAGE,
        Column(
            name="name",
            heading="塘堰名称",
            en="Pond",
            kind=Words(60),
            synonyms=("塘名", "堰塘名称", "名称"),
            search=True,
        ),
        Column(name="type", heading="类型", en="Type", kind=POND, synonyms=("塘堰类型", "类别"), filter=True),
        Column(
            name="volume",
            heading="现有容积（立方米）",
            en="Volume (m³)",
            kind=Scaled(1, ("立方米", "方")),
            required=False,
            synonyms=("现有容积", "容积（立方米）"),
        ),
        Column(
            name="enlargement",
            heading="增容（立方米）",
            en="Enlargement (m³)",
            kind=Scaled(1, ("立方米", "方")),
            required=False,
            synonyms=("增容", "清淤增容（立方米）"),
        ),
        AREA,
        ESTIMATE,
        YEAR,
    ),
)

FUNDING = Sheet(
    programme="irrigation",
    slug="funding",
    name="资金计划",
    en="Funding plan",
    model=Funding,
    key=("year", "source"),
    synonyms=("投资计划", "资金"),
    columns=(
        Column(
            name="year", heading="年度", en="Year", kind=Year(), synonyms=("计划年度", "年份"), filter=True
        ),
        Column(
            name="source",
            heading="资金来源",
            en="Source",
            kind=SOURCE,
            synonyms=("来源", "资金渠道"),
            filter=True,
        ),
        Column(
            name="amount",
            heading="金额（万元）",
            en="Amount (10,000 yuan)",
            kind=Money("万元"),
            synonyms=("金额", "计划金额（万元）", "资金（万元）"),
        ),
    ),
)

SHEETS = (CANALS, PONDS, FUNDING)
