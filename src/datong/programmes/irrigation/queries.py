"""Reads of the irrigation house: money by year, and what must agree."""

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from datong.foundation.indicators.service import Finding, Value
from datong.kernel.bilingual import Text
from datong.programmes.irrigation.models import Canal, Funding, Pond

WAN = 1_000_000


def amount_a_year(rows: Any) -> Value:
    """Total over the number of years, in 万元; exact to a hundredth of a yuan, floored there."""
    years = rows.order_by().values_list("year", flat=True).distinct().count()
    if not years:
        return 0
    total = rows.aggregate(n=Sum("amount"))["n"]
    whole, rest = divmod(total, years * WAN)
    return whole if rest == 0 else Decimal(total // years) / WAN


def by_year(rows: Any, field: str) -> dict[int, int]:
    """Fen by year."""
    return dict(rows.order_by().values("year").annotate(n=Sum(field)).values_list("year", "n"))


def batches_and_budget(county: str, day: dt.date) -> list[Finding]:
    """Whether the works' estimates are the plan's money, in all and year by year."""
    money = by_year(Funding.objects.at(county, day), "amount")
    canals, ponds = (by_year(model.objects.at(county, day), "estimate") for model in (Canal, Pond))
    works = {year: canals.get(year, 0) + ponds.get(year, 0) for year in canals.keys() | ponds.keys()}
    if not money or not works:
        return []
    findings = []
    if sum(works.values()) != sum(money.values()):
        findings.append(differing(county, Text("合计", "in all"), sum(works.values()), sum(money.values())))
    for year in sorted(works.keys() | money.keys()):
        planned, budget = works.get(year, 0), money.get(year, 0)
        if abs(planned - budget) * 10 > budget:
            findings.append(differing(county, Text(f"{year} 年", str(year)), planned, budget))
    return findings


def differing(county: str, when: Text, planned: int, budget: int) -> Finding:
    """A difference between works and money, with its arithmetic."""
    text = Text(
        "{when}：工程估算 {planned} 万元，资金计划 {budget} 万元，相差 {gap} 万元",
        "{when}: works {planned}, money {budget}, a difference of {gap} (10,000 yuan)",
    ).format(when=when, planned=wan(planned), budget=wan(budget), gap=wan(planned - budget))
    return Finding(county[:6] + "000000", text)


def wan(fen: int) -> str:
    """Fen as 万元, two decimals."""
    return f"{Decimal(fen) / WAN:.2f}"


def equal_years(county: str, day: dt.date) -> list[Finding]:
    """Sources whose money differs from year to year."""
    findings = []
    for source in Funding.objects.at(county, day).order_by().values_list("source", flat=True).distinct():
        years = by_year(Funding.objects.at(county, day).filter(source=source), "amount")
        if len(set(years.values())) > 1:
            listed = "、".join(f"{year} 年 {wan(fen)}" for year, fen in sorted(years.items()))
            text = Text(
                f"{source}各年度不等：{listed} 万元", f"{source} differs by year: {listed} (10,000 yuan)"
            )
            findings.append(Finding(county[:6] + "000000", text))
    return findings
