"""Reads of the registers of funds, assets and resources; contracts that end soon stand first."""

import datetime as dt
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from datong.foundation.access import service as access
from datong.foundation.access.service import AnyUser
from datong.programmes.sunshine.models import Contract, Holding
from datong.programmes.sunshine.permissions import PROGRAMME, VIEW
from datong.programmes.sunshine.registry import REGISTERS, Register

SOON = 90


def register(slug: str) -> Register | None:
    """A register by its slug."""
    return REGISTERS.get(slug)


def rows_of(viewer: AnyUser, place_code: str, found: Register) -> QuerySet[Any]:
    """A village's rows that stand, by number."""
    rows = access.visible(found.sheet.model.objects.all(), viewer, VIEW, PROGRAMME)
    return rows.filter(place_code=place_code, current=True).order_by("number")


def row_of(viewer: AnyUser, place_code: str, found: Register, pk: int) -> Holding | None:
    """One row of a register that stands."""
    return rows_of(viewer, place_code, found).filter(pk=pk).first()


def earlier(row: Holding) -> QuerySet[Any]:
    """What the row said before, the latest first."""
    same = type(row)._default_manager.filter(place_code=row.place_code, number=row.number, current=False)
    return same.select_related("by").order_by("-id")


def contracts(viewer: AnyUser, today: dt.date, days: int = SOON, place_code: str = "") -> QuerySet[Contract]:
    """Contracts the viewer may see, in one village or all: those that end within `days` first, then those that run,
    then those that are over; the nearest end first. Each has `turn`: 0, 1 or 2."""
    rows = access.visible(Contract.objects.filter(current=True), viewer, VIEW, PROGRAMME)
    if place_code:
        rows = rows.filter(place_code=place_code)
    runs = Q(ended__isnull=True, end__gte=today)
    turn = Case(
        When(runs & Q(end__lte=today + dt.timedelta(days=days)), then=Value(0)),
        When(runs, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return rows.annotate(turn=turn).order_by("turn", "end", "number", "id")


def expiring(viewer: AnyUser, today: dt.date, days: int = SOON, place_code: str = "") -> QuerySet[Contract]:
    """Only those that end within `days`."""
    return contracts(viewer, today, days, place_code).filter(
        **{"turn": 0}
    )  # the type checker forgot the annotation
