"""Reads of the sunshine house."""

import datetime as dt
from functools import reduce
from operator import and_
from typing import Any

from django.db.models import Q

from datong.foundation.indicators.service import Finding
from datong.foundation.ledgers.service import SheetReceipt
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
