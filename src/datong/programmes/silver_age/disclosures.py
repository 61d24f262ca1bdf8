"""What of the visits a community publishes: how often, of which kind; neither elders nor volunteers are named."""

import datetime as dt

from django.db.models import Count, Sum

from datong.foundation.openness.service import Column, Drawn, Source, Table
from datong.kernel.bilingual import Text
from datong.programmes.silver_age.models import Visit

COLUMNS = (
    Column("category", Text("服务类别", "Kind of service")),
    Column("visits", Text("次数", "Visits"), "number", unit=Text("次", "visits")),
    Column("aid", Text("帮扶资金物资", "Aid"), "money", unit=Text("元", "yuan")),
)


def visits(place_code: str, first: dt.date, last: dt.date) -> Drawn | None:
    """Visits to the elders of a community in the period, by kind; None where there was none."""
    rows = (
        Visit.objects.at(place_code, last)
        .filter(elder__place_code=place_code, day__range=(first, last))
        .values("category")
        .annotate(visits=Count("id"), aid=Sum("aid"))
        .order_by("category")
    )
    lines = tuple((row["category"], row["visits"], row["aid"] or 0) for row in rows)
    if not lines:
        return None
    total = ("合计", sum(line[1] for line in lines), sum(line[2] for line in lines))
    table = Table(
        Text("银龄守护志愿服务情况（汇总）", "Visits of volunteers (totals)"), COLUMNS, lines, total=total
    )
    return Drawn((table,), Text(f"银龄守护台账，{last:%Y-%m-%d}", f"silver-age ledger, {last:%Y-%m-%d}"))


SOURCES = (Source("members.volunteering", "silver_age", visits),)
