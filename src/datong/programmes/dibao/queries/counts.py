"""How many cases stand where: figures of casework beside those of the ledgers."""

import datetime as dt

from django.db.models import Count, QuerySet

from datong.foundation.casework.service import Case, Decision
from datong.foundation.places import service as places

PROGRAMME = "dibao"


def cases_by_state(place_code: str) -> dict[str, int]:
    """Cases by state inside a place (its code, trailing zeros cut)."""
    rows = _inside(place_code).order_by().values("state").annotate(n=Count("id"))
    return {row["state"]: row["n"] for row in rows}


def cases_open(place_code: str) -> int:
    """Cases on the way to a decision: neither closed nor in pay."""
    return _inside(place_code).filter(closed_on=None).exclude(entitlement="paid").count()


def cases_in_pay(place_code: str) -> int:
    """Cases whose household is paid."""
    return _inside(place_code).filter(entitlement="paid").count()


def cases_decided(place_code: str, since: dt.date, until: dt.date) -> dict[str, int]:
    """Decisions by effect from `since` to `until`, both included."""
    rows = Decision.objects.filter(case__in=_inside(place_code), on__range=(since, until))
    return {row["effect"]: row["n"] for row in rows.order_by().values("effect").annotate(n=Count("id"))}


def undeclared(place_code: str) -> int:
    """Cases in pay without any declaration: taken over from a ledger and not yet visited."""
    return _inside(place_code).filter(entitlement="paid", statements__isnull=True).count()


def _inside(place_code: str) -> QuerySet[Case]:
    inside = places.prefix(place_code)
    codes = (inside.ljust(12, "0"), inside.ljust(12, "9"))
    return Case.objects.filter(programme=PROGRAMME, place_code__range=codes)
