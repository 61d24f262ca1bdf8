"""The irrigation figures, each with its definition in words, and what must agree."""

from django.db.models import Q

from datong.foundation.indicators.service import Check, Computed, Count, Figure, Greatest, Least, Total
from datong.kernel.bilingual import Text
from datong.kernel.numerals import NumberStyle
from datong.programmes.irrigation import queries

WAN = 1_000_000
MONEY = NumberStyle("plain", Text("万元", "yuan"), digits=2, en_factor=10_000)
YEAR = NumberStyle("plain", Text("年", ""), group=False)


def a_year(key: str, source: str, name: Text) -> Figure:
    """What one source gives in a year."""
    return Figure(
        key=key,
        name=name,
        definition=Text(
            f"资金计划中“{source}”的金额之和除以计划年数。",
            f"The plan's sum from {source} divided by its number of years.",
        ),
        style=MONEY,
        sheet="irrigation.funding",
        where=Q(source=source),
        measure=Computed(queries.amount_a_year),
    )


FIGURES = (
    Figure(
        key="irrigation.canal_km",
        name=Text("整治渠道", "Canals to be mended"),
        definition=Text(
            "渠道整治长度之和，以千米计。", "The sum of lengths of canals to be mended, in kilometres."
        ),
        style=NumberStyle("plain", Text("千米", "km")),
        sheet="irrigation.canals",
        measure=Total("length", per=10_000),
        lead=True,
    ),
    Figure(
        key="irrigation.ponds",
        name=Text("堰塘清淤增容", "Ponds to be cleared"),
        definition=Text("规划中的堰塘口数。", "Ponds in the plan."),
        style=NumberStyle("plain", Text("口", "pond|ponds")),
        sheet="irrigation.ponds",
        measure=Count(),
        lead=True,
    ),
    Figure(
        key="irrigation.investment_wan",
        name=Text("总投资", "Investment"),
        definition=Text("资金计划各年度、各来源金额之和。", "The funding plan's sum over years and sources."),
        style=MONEY,
        sheet="irrigation.funding",
        measure=Total("amount", per=WAN),
        lead=True,
    ),
    Figure(
        key="irrigation.first_year",
        name=Text("开始年度", "First year"),
        definition=Text("资金计划中最早的年度。", "The earliest year of the funding plan."),
        style=YEAR,
        sheet="irrigation.funding",
        measure=Least("year"),
    ),
    Figure(
        key="irrigation.last_year",
        name=Text("完成年度", "Last year"),
        definition=Text("资金计划中最晚的年度。", "The latest year of the funding plan."),
        style=YEAR,
        sheet="irrigation.funding",
        measure=Greatest("year"),
    ),
    a_year("irrigation.county_wan_a_year", "县财政补助", Text("县财政每年补助", "From the county each year")),
    a_year(
        "irrigation.integrated_wan_a_year",
        "整合项目资金",
        Text("每年整合项目", "From merged projects each year"),
    ),
    a_year(
        "irrigation.self_raised_wan_a_year",
        "群众自筹及投劳折资",
        Text("每年群众自筹及投劳折资", "Raised by villagers each year"),
    ),
)

CHECKS = (
    Check(
        key="irrigation.batches_and_budget",
        name=Text("各年度工程估算与资金计划一致", "Each year's works sum to its budget"),
        definition=Text(
            "全部渠道和堰塘估算投资之和应等于资金计划总额；各年度相差不超过该年度资金的 10%。",
            "Estimates of all canals and ponds sum to the plan's money; a year differs by at most a tenth of its money.",
        ),
        run=queries.batches_and_budget,
    ),
    Check(
        key="irrigation.equal_years",
        name=Text("各年度资金是否均等", "Is the money the same every year?"),
        definition=Text("“每年”补助以各年度相等为前提。", "“Each year” supposes equal years."),
        run=queries.equal_years,
        blocks=False,
    ),
)
