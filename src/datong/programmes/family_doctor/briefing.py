"""The paragraph of this programme in the county's briefing; every number in it is a figure."""

from datong.foundation.briefings.service import Template
from datong.kernel.bilingual import Text

PARAGRAPH = Template(
    slug="family_doctor",
    icon="stethoscope",
    heading=Text("农村家庭医生服务", "Family doctors for the countryside"),
    text=Text(
        "为缓解群众看病难、看病贵，统筹县、镇、村三级医疗力量，以镇卫生院医生为主、县级医院对口支援指导、"
        "村医补充，组成家庭医生团队，上门为农户提供健康管理、基本医疗、方便就医、出院回访、双向转诊、便民"
        "惠民等{family_doctor.service_categories}{family_doctor.service_items}免"
        "费服务。活动开展以来，选派医生{family_doctor.doctors}，与农户结成服务对子"
        "{family_doctor.pairs}，开展诊疗服务{family_doctor.services}，"
        "小病在村社、大病到医院、康复回基层的就医格局正在形成。",
        "To make care easier to reach and to pay for, doctors of county, town and village work in "
        "teams: town doctors first, county hospitals behind them, village doctors beside them. "
        "Households get {family_doctor.service_categories} with {family_doctor.service_items} of "
        "free service: health management, basic care, easier appointments, visits after discharge, "
        "two-way referral and convenience services. So far {family_doctor.doctors} were assigned, "
        "{family_doctor.pairs} of household and doctor were formed, and {family_doctor.services} "
        "were given.",
    ),
)
