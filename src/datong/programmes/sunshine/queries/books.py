"""Reads of the village books: how they stand, vouchers, balances, ledgers of accounts. `visible` to the viewer first;
the functions without a viewer are for actions and for what is published.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Max, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from datong.foundation.access import service as access
from datong.foundation.access.service import AnyUser
from datong.foundation.places import service as places
from datong.foundation.places.service import Place
from datong.programmes.sunshine.models import Book, Closing, Line, Opening, Voucher
from datong.programmes.sunshine.permissions import PROGRAMME, VIEW
from datong.programmes.sunshine.rules import bookkeeping
from datong.programmes.sunshine.rules.bookkeeping import Trial
from datong.programmes.sunshine.rules.charts import Chart, chart_on, passage
from datong.programmes.sunshine.rules.entering import Standing

ONE = dt.timedelta(days=1)


def villages(viewer: AnyUser) -> QuerySet[Place]:
    """The villages whose books the viewer may see, opened or not."""
    return access.visible(
        Place.objects.filter(level="village"), viewer, VIEW, PROGRAMME, place_field="code"
    ).order_by("code")


def village(code: str) -> Place | None:
    """One village; None for any other place."""
    return Place.objects.filter(code=code, level="village").first()


@dataclass(frozen=True, slots=True)
class VillageLine:
    """One village of the list: its town, when the books were opened, until when closed, vouchers, the last one's day."""

    code: str
    name: str
    town: str
    opened: dt.date | None
    closed: dt.date | None
    vouchers: int
    last: dt.date | None


def village_lines(found: Iterable[Place]) -> list[VillageLine]:
    """Villages with the state of their books; three queries and one for the names of towns."""
    rows = list(found)
    codes = [row.code for row in rows]
    towns = places.names({row.parent for row in rows})
    opened = grouped(Opening.objects.filter(place_code__in=codes), "day")
    closed = grouped(Closing.objects.filter(place_code__in=codes), "until")
    counted = Voucher.objects.filter(place_code__in=codes).order_by().values("place_code")
    vouchers = {
        code: (many, last)
        for code, many, last in counted.annotate(many=Count("id"), last=Max("day")).values_list(
            "place_code", "many", "last"
        )
    }
    return [
        VillageLine(
            row.code,
            row.short,
            towns.get(row.parent, row.parent),
            opened.get(row.code),
            closed.get(row.code),
            *vouchers.get(row.code, (0, None)),
        )
        for row in rows
    ]


def grouped(rows: "QuerySet[Opening] | QuerySet[Closing]", field: str) -> dict[str, dt.date]:
    """The latest day by place."""
    return dict(rows.order_by().values_list("place_code").annotate(latest=Max(field)))


def standing(place_code: str) -> Standing:
    """How the books of a village stand. Three queries."""
    openings = Opening.objects.filter(place_code=place_code).order_by("day").values_list("day", flat=True)
    return Standing(
        tuple(openings.distinct()),
        Closing.objects.filter(place_code=place_code).aggregate(latest=Max("until"))["latest"],
        Voucher.objects.filter(place_code=place_code).aggregate(latest=Max("day"))["latest"],
    )


def vouchers(viewer: AnyUser, place_code: str) -> QuerySet[Voucher]:
    """A village's vouchers, the newest first."""
    rows = access.visible(Voucher.objects.all(), viewer, VIEW, PROGRAMME)
    return rows.filter(place_code=place_code).select_related("by", "reverses", "reversal")


def voucher(viewer: AnyUser, place_code: str, pk: int) -> Voucher | None:
    """One voucher with its lines."""
    return vouchers(viewer, place_code).prefetch_related("lines").filter(pk=pk).first()


def closings(viewer: AnyUser, place_code: str) -> QuerySet[Closing]:
    """The closed periods of a village, the latest first."""
    rows = access.visible(Closing.objects.all(), viewer, VIEW, PROGRAMME)
    return rows.filter(place_code=place_code).select_related("by")


@dataclass(frozen=True, slots=True)
class Balances:
    """What stood at the beginning of a period and moved in it, by code of the chart of its last day.

    `start` may be later than asked: a period begins no earlier than the opening it rests on.
    """

    chart: Chart
    start: dt.date
    end: dt.date
    opening: dict[str, int]
    turnover: dict[str, tuple[int, int]]

    @property
    def closing(self) -> dict[str, int]:
        """Debit less credit on the last day."""
        codes = {*self.opening, *self.turnover}
        return {
            code: self.opening.get(code, 0) + debit - credit
            for code in sorted(codes)
            for debit, credit in (self.turnover.get(code, (0, 0)),)
        }

    def trial(self) -> Trial:
        """The trial balance of the period."""
        return bookkeeping.trial(self.chart, self.opening, self.turnover)


def balances(place_code: str, start: dt.date, end: dt.date, stand: Standing) -> Balances | None:
    """Openings and turnovers of a period; None while the books are not open on its last day. Two queries."""
    opened, chart = stand.opening_of(end), chart_on(end)
    if opened is None or chart is None:
        return None
    start = max(start, opened)
    opening = {
        code: debit - credit
        for code, debit, credit in Opening.objects.filter(place_code=place_code, day=opened)
        .order_by()
        .values_list("account")
        .annotate(debits=Sum("debit"), credits=Sum("credit"))
    }
    turnover: dict[str, tuple[int, int]] = {}
    inside = Q(day__gte=start)
    for code, debit, credit, before in (
        Line.objects.filter(place_code=place_code, day__range=(opened, end))
        .order_by()
        .values_list("account")
        .annotate(
            debits=Coalesce(Sum("debit", filter=inside), 0),
            credits=Coalesce(Sum("credit", filter=inside), 0),
            before=Coalesce(Sum("debit", filter=~inside), 0) - Coalesce(Sum("credit", filter=~inside), 0),
        )
    ):
        turnover[code] = (debit, credit)
        opening[code] = opening.get(code, 0) + before
    return Balances(chart, start, end, opening, turnover)


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One line of an account's ledger with the balance after it (debit less credit)."""

    line: Line
    balance: int


def account_lines(
    viewer: AnyUser, place_code: str, code: str, start: dt.date, end: dt.date
) -> QuerySet[Line]:
    """The lines of one account in a period, in the order of the books."""
    rows = access.visible(Line.objects.all(), viewer, VIEW, PROGRAMME)
    return (
        rows.filter(place_code=place_code, account=code, day__range=(start, end))
        .select_related("voucher")
        .order_by("day", "voucher__number", "position")
    )


def running(lines: Iterable[Line], opening: int) -> list[LedgerLine]:
    """Lines with the balance after each."""
    told, balance = [], opening
    for line in lines:
        balance += line.debit - line.credit
        told.append(LedgerLine(line, balance))
    return told


def sum_before(rows: QuerySet[Line], shown: int) -> int:
    """Debit less credit of the first `shown` lines: what stands before the next page. At most one query."""
    if not shown:
        return 0
    first = Line.objects.filter(
        pk__in=rows.order_by("day", "voucher__number", "position").values("pk")[:shown]
    )
    sums = first.order_by().aggregate(debits=Coalesce(Sum("debit"), 0), credits=Coalesce(Sum("credit"), 0))
    return int(sums["debits"] - sums["credits"])


@dataclass(frozen=True, slots=True)
class Proposed:
    """Openings of a new chart, proposed from the balances under the old one; `waiting`: old accounts a person places."""

    placed: dict[str, int]
    waiting: dict[str, int]


def proposed_opening(place_code: str, day: dt.date, stand: Standing) -> Proposed | None:
    """What the balances of the day before become on the first day of a new chart; None where there is no change."""
    move = passage()
    if day != move.after.since or not stand.openings:
        return None
    found = balances(place_code, day - ONE, day - ONE, stand)
    return Proposed(*bookkeeping.carried(found.closing, move)) if found else None


def book_of(place_code: str) -> Book | None:
    """The book of a village, opened or not yet."""
    return Book.objects.filter(place_code=place_code).first()
