"""Reads of the sunshine house."""

import datetime as dt
from functools import reduce
from operator import and_
from typing import Any

from django.db.models import Q

from datong.foundation.indicators.service import Finding
from datong.foundation.ledgers.service import SheetReceipt
from datong.foundation.openness import service as openness
from datong.foundation.places import service as places
from datong.kernel.bilingual import Text
from datong.programmes.sunshine.enums import ASPECTS
from datong.programmes.sunshine.models import Progress

IN_EVERY_ASPECT = reduce(and_, (Q(**{f"{name}__isnull": False}) for name, *_ in ASPECTS))


def aspects(rows: Any) -> int:
    """How many of the ten aspects have a column in the ledgers that these records came from."""
    receipts = SheetReceipt.objects.filter(pk__in=rows.order_by().values_list("origin", flat=True).distinct())
    columns = {name for found in receipts.values_list("columns", flat=True) for name in found}
    return sum(name in columns for name, *_ in ASPECTS)


def every_village(county: str, day: dt.date) -> list[Finding]:
    """Villages of the county that the ledger leaves out."""
    there = set(Progress.objects.at(county, day).values_list("place_code", flat=True))
    if not there:
        return []
    return [
        Finding(place.code, Text(f"{place.short}不在推进台账中", f"{place.short} is not in the ledger"))
        for place in places.within(county[:6], "village")
        if place.code not in there
    ]


def opened(county: str, day: dt.date) -> dict[tuple[str, str], dt.date]:
    """From when each village discloses each aspect, as the ledger of a day says; by (place code, aspect). One query."""
    names = [name for name, *_ in ASPECTS]
    rows = Progress.objects.at(county, day).values_list("place_code", *names)
    return {
        (code, name): on
        for code, *days in rows
        for name, on in zip(names, days, strict=True)
        if on is not None
    }


def open_everywhere(county: str, day: dt.date) -> Q:
    """The ledger's villages that are open in every aspect on a day: by the duty calendar; by the ledger's own dates in a
    county that keeps none."""
    if not openness.keeps_calendar(county):
        return IN_EVERY_ASPECT
    return Q(place_code__in=openness.open_villages(county, day))


def calendar_agrees(county: str, day: dt.date) -> list[Finding]:
    """Villages that the ledger and the duty calendar judge differently; none where a county keeps no calendar."""
    if not openness.keeps_calendar(county):
        return []
    rows = Progress.objects.at(county, day)
    told = {code for code in rows.filter(IN_EVERY_ASPECT).values_list("place_code", flat=True) if code}
    computed = openness.open_villages(county, day)
    names = places.names(told ^ computed)
    return [
        Finding(
            code,
            Text(
                f"{names.get(code, code)}：台账为全面公开，义务日历不是",
                f"{names.get(code, code)}: open by the ledger, not by the duty calendar",
            )
            if code in told
            else Text(
                f"{names.get(code, code)}：义务日历为全面公开，台账不是",
                f"{names.get(code, code)}: open by the duty calendar, not by the ledger",
            ),
        )
        for code in sorted(told ^ computed)
    ]
