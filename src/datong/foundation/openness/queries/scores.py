"""Scores of villages and the county's board. The same number of queries for one village and for all."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Max, Min, Q

from datong.foundation.access.service import Scope
from datong.foundation.openness.core import scoring
from datong.foundation.openness.core.scoring import Part, Score, Tally
from datong.foundation.openness.models import Duty, Opened
from datong.foundation.openness.protocols import Aspect
from datong.foundation.openness.queries import duties
from datong.foundation.openness.queries.catalogue import aspects_in_force, items
from datong.foundation.places import service as places
from datong.kernel.bilingual import Text

QUARTERS = 8
NOTHING = Tally()


@dataclass(frozen=True, slots=True)
class AspectLine:
    """One aspect of a village: its duties, how old the newest publication is and may be, since when it is open."""

    aspect: Aspect
    tally: Tally
    opened: dt.date | None
    age: int | None
    allowance: int | None

    @property
    def fresh(self) -> bool | None:
        """Whether the newest publication is young enough; None for an aspect without a cycle."""
        return None if self.allowance is None else self.age is not None and self.age <= self.allowance


@dataclass(frozen=True, slots=True)
class Card:
    """A village on a day: each aspect in force, the three shares, whether it is open in every aspect."""

    place_code: str
    name: str
    town: str
    score: Score
    aspects: tuple[AspectLine, ...]
    rank: int = 0

    @property
    def opened(self) -> Part:
        """Aspects opened of the aspects in force."""
        return Part(sum(each.opened is not None for each in self.aspects), len(self.aspects))

    @property
    def late(self) -> int:
        return sum(each.tally.late for each in self.aspects)

    @property
    def next_due(self) -> dt.date | None:
        return min((each.tally.next_due for each in self.aspects if each.tally.next_due), default=None)

    @property
    def open(self) -> bool:
        """See duties.DEFINITION."""
        return bool(self.aspects) and self.opened.done == self.opened.total and not self.late


@dataclass(frozen=True, slots=True)
class Board:
    """The villages of a county, those with most gaps first. `trend`: by quarter of the due day, on time of owed."""

    county: str
    day: dt.date
    present: dt.date
    begins: dt.date | None
    cards: list[Card]
    trend: list[tuple[Text, Part]]

    @property
    def open(self) -> Part:
        """Villages open in every aspect, of all."""
        return Part(sum(each.open for each in self.cards), len(self.cards))

    @property
    def late(self) -> int:
        return sum(each.late for each in self.cards)

    @property
    def behind(self) -> int:
        """Villages with something overdue."""
        return sum(each.late > 0 for each in self.cards)

    @property
    def completeness(self) -> Part:
        return sum((each.score.completeness for each in self.cards), Part(0, 0))

    @property
    def timeliness(self) -> Part:
        return sum((each.score.timeliness for each in self.cards), Part(0, 0))

    def ranked(self) -> list[Card]:
        """The best first."""
        return sorted(self.cards, key=lambda each: (each.rank, each.place_code))


def county_board(county: str, day: dt.date, within: Scope | None = None, aspect: str = "") -> Board:
    """The board of a county, of a part of it, or of one aspect. Eight queries."""
    begins, now = duties.calendar_of(county)
    cards = measured(county, day, now, within, aspect)
    trend = quarters(county, day, now, within, aspect)
    return Board(county[:6], day, now, begins, gaps_first(ranked(cards)), trend)


def village_card(place_code: str, day: dt.date) -> Card:
    """One village. Raises LookupError for a place that is no village of a county loaded."""
    county = place_code[:6]
    cards = measured(county, day, duties.present(county), Scope.of([place_code]))
    if not cards:
        raise LookupError(place_code)
    return cards[0]


def measured(
    county: str, day: dt.date, now: dt.date, within: Scope | None = None, aspect: str = ""
) -> list[Card]:
    """The cards of the villages in a scope, in code order. Five queries."""
    wanted = [each for each in aspects_in_force(day) if aspect in ("", each.key)]
    there = [each for each in duties.villages(county, day) if within is None or within.covers(each.code)]
    towns = {each.code: each.short for each in places.within(county[:6], "town")}
    found = tallies(county, day, now, within)
    opened = openings(county, day, now, within)
    may = allowances(county, day)
    return [
        card(village, towns.get(village.parent, ""), day, wanted, found, opened, may) for village in there
    ]


def card(
    village: places.Place,
    town: str,
    day: dt.date,
    aspects: Iterable[Aspect],
    found: Mapping[tuple[str, str], Tally],
    opened: Mapping[tuple[str, str], dt.date],
    may: Mapping[str, int | None],
) -> Card:
    """One village from what was read for all."""
    listed = []
    for each in aspects:
        key = (village.code, each.key)
        tally, begun = found.get(key, NOTHING), opened.get(key)
        newest = max((on for on in (tally.newest, begun) if on), default=None)
        listed.append(AspectLine(each, tally, begun, scoring.age(newest, day), may.get(each.key)))
    score = scoring.score([line.tally for line in listed], [(line.age, line.allowance) for line in listed])
    return Card(village.code, village.short, town, score, tuple(listed))


def tallies(county: str, day: dt.date, now: dt.date, within: Scope | None) -> dict[tuple[str, str], Tally]:
    """The duties of every village and aspect, counted by the database. One query."""
    present = day == now
    fulfilled, undone = duties.done(day, present=present), duties.undone(day, present=present)
    on_time = fulfilled & (Q(due_on__gte=day) | Q(fulfilled_on__lte=F("due_on")))
    coming = undone & Q(due_on__gte=day)
    rows = Duty.objects.filter(within.q() if within else Q(), county=county[:6]).order_by()
    counted = rows.values("place_code", "aspect").annotate(
        done_=Count("id", filter=fulfilled),
        on_time_=Count("id", filter=on_time),
        late_=Count("id", filter=undone & Q(due_on__lt=day)),
        exempt_=Count("id", filter=~Q(exempt="") & ~fulfilled),
        coming_=Count("id", filter=coming),
        newest_=Max("fulfilled_on", filter=fulfilled),
        next_=Min("due_on", filter=coming),
    )
    return {(row["place_code"], row["aspect"]): tally(row) for row in counted}


def tally(row: Mapping[str, Any]) -> Tally:
    """One line of the count."""
    return Tally(
        row["done_"],
        row["on_time_"],
        row["late_"],
        row["exempt_"],
        row["coming_"],
        row["newest_"],
        row["next_"],
    )


def openings(county: str, day: dt.date, now: dt.date, within: Scope | None) -> dict[tuple[str, str], dt.date]:
    """From when each village discloses each aspect. One query."""
    rows = Opened.objects.filter(within.q() if within else Q(), county=county[:6])
    if day != now:
        rows = rows.filter(on__lte=day)
    return {(place, aspect): on for place, aspect, on in rows.values_list("place_code", "aspect", "on")}


def allowances(county: str, day: dt.date) -> dict[str, int | None]:
    """How old the newest publication of each aspect may be. One query."""
    cycles: dict[str, list[tuple[str, int]]] = {}
    for item in items(county, day):
        cycles.setdefault(item.aspect, []).append((item.cycle, item.day))
    return {aspect: scoring.allowance(pairs) for aspect, pairs in cycles.items()}


def ranked(cards: list[Card]) -> list[Card]:
    """Cards with their rank by score; equals share a rank, those without a score come last."""
    order = sorted((card.score.total for card in cards if card.score.total is not None), reverse=True)
    last = len(order) + 1
    return [
        Card(
            each.place_code, each.name, each.town, each.score, each.aspects,
            order.index(each.score.total) + 1 if each.score.total is not None else last,
        )
        for each in cards
    ]  # fmt: skip


def gaps_first(cards: list[Card]) -> list[Card]:
    """Most overdue first, then most aspects not opened, then the lowest score."""
    return sorted(
        cards,
        key=lambda each: (
            -each.late, each.opened.done - each.opened.total,
            each.score.total if each.score.total is not None else 101, each.place_code,
        ),
    )  # fmt: skip


def quarters(
    county: str, day: dt.date, now: dt.date, within: Scope | None, aspect: str
) -> list[tuple[Text, Part]]:
    """Of what was owed in each of the last quarters, by its due day, how much came on time. One query."""
    number = day.year * 4 + (day.month - 1) // 3
    wanted = range(number - QUARTERS + 1, number + 1)
    first = dt.date(wanted[0] // 4, wanted[0] % 4 * 3 + 1, 1)
    present = day == now
    on_time = duties.done(day, present=present) & (Q(due_on__gte=day) | Q(fulfilled_on__lte=F("due_on")))
    owed = duties.done(day, present=present) | duties.late(day, present=present)
    rows = Duty.objects.filter(within.q() if within else Q(), county=county[:6], due_on__gte=first)
    rows = rows.filter(aspect=aspect) if aspect else rows
    counted = rows.order_by().values("due_on").annotate(
        owed_=Count("id", filter=owed), on_time_=Count("id", filter=on_time)
    )  # fmt: skip
    found: dict[int, Part] = {}
    for row in counted:
        quarter = min(row["due_on"].year * 4 + (row["due_on"].month - 1) // 3, number)
        found[quarter] = found.get(quarter, Part(0, 0)) + Part(row["on_time_"], row["owed_"])
    return [(quarter_name(each), found[each]) for each in wanted if each in found and found[each].total]


def quarter_name(number: int) -> Text:
    """2014年第3季度, Q3 2014."""
    year, quarter = divmod(number, 4)
    return Text(f"{year}年第{quarter + 1}季度", f"Q{quarter + 1} {year}")
