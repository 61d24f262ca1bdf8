"""The family-doctor figures, each with its definition in words, and what must agree."""

from datong.foundation.indicators.service import Check, Count, Distinct, Figure
from datong.kernel.bilingual import Text
from datong.kernel.numerals import NumberStyle
from datong.programmes.family_doctor import queries

FIGURES = (
    Figure(
        key="family_doctor.doctors",
        name=Text("选派医生", "Doctors assigned"),
        definition=Text("医生名册上的医生。", "Doctors on the roll."),
        style=NumberStyle("over", Text("名", "doctor|doctors"), step=100),
        sheet="family_doctor.doctors",
        measure=Count(),
    ),
    Figure(
        key="family_doctor.pairs",
        name=Text("服务对子", "Households paired with a doctor"),
        definition=Text("签约结对的户，一份签约计一对。", "Contracts between a household and a doctor."),
        style=NumberStyle("wan", Text("对", "pair|pairs"), digits=2),
        sheet="family_doctor.contracts",
        measure=Count(),
        lead=True,
        day="day",
    ),
    Figure(
        key="family_doctor.services",
        name=Text("诊疗服务", "Services given"),
        definition=Text(
            "服务记录的条数，一户一天一项计一人次。", "Records of service: one household, one day, one item."
        ),
        style=NumberStyle("wan", Text("人次", "service|services"), digits=1),
        sheet="family_doctor.services",
        measure=Count(),
        lead=True,
        day="day",
    ),
    Figure(
        key="family_doctor.service_categories",
        name=Text("服务大类", "Classes of service"),
        definition=Text("服务记录中出现过的服务类别。", "Different classes among the services given."),
        style=NumberStyle("plain", Text("大类", "class|classes")),
        sheet="family_doctor.services",
        measure=Distinct("category", additive=False),
    ),
    Figure(
        key="family_doctor.service_items",
        name=Text("服务项目", "Items of service"),
        definition=Text("服务记录中出现过的服务项目。", "Different items among the services given."),
        style=NumberStyle("over", Text("项", "item|items"), step=10),
        sheet="family_doctor.services",
        measure=Distinct("item", additive=False),
    ),
)

CHECKS = (
    Check(
        key="family_doctor.doctor_names",
        name=Text("签约中的医生姓名与名册一致", "Doctors' names agree with the roll"),
        definition=Text(
            "签约结对所写的医生姓名应与医生名册同一编号的姓名相同。",
            "A contract names its doctor as the roll does.",
        ),
        run=queries.doctor_names,
    ),
    Check(
        key="family_doctor.served_before_contract",
        name=Text("签约之前的服务", "Services before the contract"),
        definition=Text(
            "服务日期早于签约日期的服务记录。", "Services dated before the contract they belong to."
        ),
        run=queries.served_before_contract,
        blocks=False,
    ),
    Check(
        key="family_doctor.load",
        name=Text("医生负担是否合理", "Is a doctor's load plausible?"),
        definition=Text(
            "一名医生签约户数超过 100 户，或平均每户服务不足 1 次时提请注意。",
            "Tells when a doctor has over 100 households, or households were served less than once on average.",
        ),
        run=queries.load,
        blocks=False,
    ),
)
