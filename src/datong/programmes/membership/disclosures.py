"""What of the appraisal a village publishes: how many members took part. Grades of so few people would name them."""

import datetime as dt

from datong.foundation.openness.service import Column, Drawn, Source, Table
from datong.kernel.bilingual import Text
from datong.programmes.membership.models import Member

COLUMNS = (
    Column("what", Text("事项", "What")),
    Column("persons", Text("人数", "Persons"), "number", unit=Text("人", "persons")),
)


def appraisal(place_code: str, _first: dt.date, last: dt.date) -> Drawn | None:
    """Members of a village and how many were appraised; totals only (R3)."""
    members = Member.objects.at(place_code, last).filter(place_code=place_code)
    if not (total := members.count()):
        return None
    appraised = members.exclude(grade=None).exclude(grade="").count()
    table = Table(
        Text("民主评议党员情况（汇总）", "Appraisal of Party members (totals)"),
        COLUMNS,
        (("党员总数", total), ("参加评议", appraised)),
    )
    return Drawn((table,), Text(f"党员民主评议台账，{last:%Y-%m-%d}", f"membership ledger, {last:%Y-%m-%d}"))


SOURCES = (Source("members.appraisal", "membership", appraisal),)
