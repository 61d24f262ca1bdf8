"""The family-doctor ledger: three sheets of the health bureau."""

from datong.foundation.ledgers.service import (
    SEX,
    Batch,
    Body,
    Choice,
    Column,
    Day,
    Identity,
    Number,
    Phone,
    Reference,
    Sheet,
    Town,
    Village,
    Whole,
    Words,
)
from datong.programmes.family_doctor.actions import households
from datong.programmes.family_doctor.models import Contract, Doctor, Service

TIER = Choice({"县级": ("县",), "镇级": ("镇", "乡镇级", "乡级"), "村级": ("村",)})
CATEGORY = Choice(
    {
        "健康管理服务": ("健康管理",),
        "基本医疗服务": ("基本医疗",),
        "方便就医服务": ("方便就医",),
        "出院回访服务": ("出院回访",),
        "双向转诊服务": ("双向转诊",),
        "便民惠民服务": ("便民惠民",),
    }
)
DOCTOR = Reference(to="family_doctor.doctors", code="unknown_doctor")


def becomes(batch: Batch) -> dict[str, list[int]]:
    return {"household": households(batch)}


DOCTORS = Sheet(
    programme="family_doctor",
    slug="doctors",
    name="医生名册",
    en="Doctors",
    model=Doctor,
    key=("number",),
    person="person",
    synonyms=("家庭医生名册", "医生花名册", "医生"),
    columns=(
        Column(name="name", heading="姓名", en="Name", kind=Words(60), synonyms=("医生姓名",), search=True),
        Column(
            name="person", heading="身份证号码", en="Citizen number", kind=Identity(name="name", sex="sex")
        ),
        Column(name="sex", heading="性别", en="Sex", kind=SEX, required=False, shown=False),
        Column(name="tier", heading="级别", en="Tier", kind=TIER, synonyms=("医生级别", "层级"), filter=True),
        Column(
            name="town",
            heading="所在镇",
            en="Town",
            kind=Town(),
            synonyms=("镇", "乡镇", "乡镇（街道）", "镇街"),
            filter=True,
        ),
        Column(
            name="employer",
            heading="工作单位",
            en="Employer",
            kind=Body("clinic"),
            synonyms=("单位", "所在单位", "医疗机构"),
        ),
        Column(name="title", heading="职称", en="Title", kind=Words(20), required=False, filter=True),
        Column(
            name="number", heading="医生编号", en="Doctor no.", kind=Number(), synonyms=("编号",), search=True
        ),
    ),
)

CONTRACTS = Sheet(
    programme="family_doctor",
    slug="contracts",
    name="签约结对",
    en="Contracts",
    model=Contract,
    key=("number",),
    person="head",
    becomes=becomes,
    synonyms=("签约名册", "签约台账", "签约", "结对名册"),
    columns=(
        Column(
            name="number",
            heading="签约编号",
            en="Contract no.",
            kind=Number(),
            synonyms=("编号",),
            search=True,
        ),
        Column(name="town", heading="镇", en="Town", kind=Town(), filter=True),
        Column(name="village", heading="村（社区）", en="Village or community", kind=Village()),
        Column(name="head_name", heading="户主姓名", en="Head of household", kind=Words(60), search=True),
        Column(
            name="head",
            heading="户主身份证号码",
            en="Head's citizen number",
            kind=Identity(name="head_name"),
            synonyms=("身份证号码", "身份证号", "公民身份号码", "证件号码", "身份证"),
        ),
        Column(
            name="members",
            heading="家庭人口",
            en="Members",
            kind=Whole(units=("人", "口"), least=1),
            synonyms=("家庭人口数", "人口", "人口数", "家庭人数"),
        ),
        Column(name="phone", heading="联系电话", en="Telephone", kind=Phone(), required=False, shown=False),
        Column(
            name="group",
            heading="重点人群",
            en="Key group",
            kind=Words(30),
            required=False,
            synonyms=("人群分类", "重点人群类别", "人群类别"),
            filter=True,
        ),
        Column(name="doctor", heading="医生编号", en="Doctor no.", kind=DOCTOR),
        Column(
            name="doctor_name",
            heading="医生姓名",
            en="Doctor",
            kind=Words(60),
            required=False,
            synonyms=("家庭医生", "签约医生", "医生"),
        ),
        Column(name="day", heading="签约日期", en="Contracted on", kind=Day(), synonyms=("日期",)),
    ),
)

SERVICES = Sheet(
    programme="family_doctor",
    slug="services",
    name="服务记录",
    en="Services",
    model=Service,
    key=("contract", "day", "item"),
    synonyms=("家庭医生服务记录", "服务台账", "服务登记"),
    columns=(
        Column(
            name="contract",
            heading="签约编号",
            en="Contract no.",
            kind=Reference(to="family_doctor.contracts", code="unknown_contract"),
            search=True,
        ),
        Column(
            name="served_name",
            heading="服务对象",
            en="Served",
            kind=Words(60),
            required=False,
            synonyms=("服务对象姓名", "对象姓名", "姓名"),
            search=True,
        ),
        Column(name="doctor", heading="医生编号", en="Doctor no.", kind=DOCTOR),
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
            name="item",
            heading="服务项目",
            en="Item",
            kind=Words(40),
            synonyms=("项目", "服务内容"),
            filter=True,
        ),
    ),
)

SHEETS = (DOCTORS, CONTRACTS, SERVICES)
