"""What of irrigation a village publishes: its works in the plan, with year and estimate."""

import datetime as dt

from datong.foundation.openness.service import Column, Drawn, Source, Table
from datong.kernel.bilingual import Text
from datong.programmes.irrigation.models import Canal, Pond

COLUMNS = (
    Column("name", Text("工程", "Work")),
    Column("kind", Text("类别", "Kind")),
    Column("year", Text("计划年度", "Year planned")),
    Column("estimate", Text("估算投资", "Estimate"), "money", unit=Text("元", "yuan")),
)
CAPTION = Text("水利渠系整治计划工程", "Canals and ponds in the plan")


def works(place_code: str, _first: dt.date, last: dt.date) -> Drawn | None:
    """The canals and ponds of a village in the plan in force on the last day of the period; None where there is none."""
    rows = [
        (each.name, kind, str(each.year), each.estimate)
        for kind, model in (("渠道", Canal), ("山坪塘", Pond))
        for each in model.objects.at(place_code, last).filter(place_code=place_code).order_by("year", "id")
    ]
    if not rows:
        return None
    table = Table(CAPTION, COLUMNS, tuple(rows), total=("合计", None, None, sum(row[3] for row in rows)))
    return Drawn((table,), Text(f"水利渠系整治台账，{last:%Y-%m-%d}", f"irrigation ledger, {last:%Y-%m-%d}"))


SOURCES = (Source("works.budget", "irrigation", works),)
