"""What of the family doctors a village publishes: who serves it, and how many households signed; nobody's health."""

import datetime as dt

from django.db.models import Count

from datong.foundation.openness.service import Column, Drawn, Source, Table
from datong.kernel.bilingual import Text
from datong.programmes.family_doctor.models import Contract

COLUMNS = (
    Column("doctor", Text("家庭医生", "Doctor"), holds="name"),
    Column("title", Text("职称", "Title"), holds="duty"),
    Column("employer", Text("单位", "Employer"), holds="duty"),
    Column("households", Text("签约户数", "Households"), "number", unit=Text("户", "households")),
)


def doctors(place_code: str, _first: dt.date, last: dt.date) -> Drawn | None:
    """The doctors of a village's households, with how many each looks after; None where there is none."""
    rows = (
        Contract.objects.at(place_code, last)
        .filter(place_code=place_code)
        .values("doctor__name", "doctor__title", "doctor__employer__name")
        .annotate(households=Count("id"))
        .order_by("-households", "doctor__name")
    )
    lines = tuple(
        (row["doctor__name"], row["doctor__title"] or "", row["doctor__employer__name"], row["households"])
        for row in rows
    )
    if not lines:
        return None
    table = Table(Text("家庭医生签约服务", "Family doctors of the village"), COLUMNS, lines)
    return Drawn((table,), Text(f"家庭医生台账，{last:%Y-%m-%d}", f"family-doctor ledger, {last:%Y-%m-%d}"))


SOURCES = (Source("services.doctors", "family_doctor", doctors),)
