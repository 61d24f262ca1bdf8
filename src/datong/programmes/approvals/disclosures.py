"""What of the reform a village publishes: which matters its town's service centre now handles."""

import datetime as dt

from datong.foundation.openness.service import Column, Drawn, Source, Table
from datong.kernel.bilingual import Text
from datong.programmes.approvals.models import Delegation

COLUMNS = (
    Column("name", Text("事项", "Matter")),
    Column("department", Text("原办理部门", "Department before")),
    Column("receiver", Text("现在到哪里办", "Where to go now")),
)


def handled_nearby(place_code: str, _first: dt.date, last: dt.date) -> Drawn | None:
    """Matters handed down to the towns by the last day of the period; None where there is none."""
    rows = Delegation.objects.at(place_code, last).select_related("department").order_by("id")
    lines = tuple((row.name, row.department.name, row.receiver) for row in rows)
    if not lines:
        return None
    table = Table(Text("可以就近办理的事项", "Matters handled nearby"), COLUMNS, lines)
    return Drawn((table,), Text(f"行政审批台账，{last:%Y-%m-%d}", f"approvals ledger, {last:%Y-%m-%d}"))


SOURCES = (Source("services.guides", "approvals", handled_nearby),)
