"""How well a village discloses (公开得分): three shares, each with its arithmetic, and their mean.

Completeness = done of (done + late). Timeliness = on time of (done + late). Freshness = aspects whose newest publication is
no older than their shortest cycle and its days, of the aspects that have a cycle. Per cent are cut down: 100 means all.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

CYCLE_DAYS = {"monthly": 31, "quarterly": 92, "yearly": 366}


@dataclass(frozen=True, slots=True)
class Part:
    """So many of so many."""

    done: int
    total: int

    @property
    def percent(self) -> int | None:
        """Whole per cent, cut down; None of nothing."""
        return self.done * 100 // self.total if self.total else None

    def __add__(self, other: "Part") -> "Part":
        return Part(self.done + other.done, self.total + other.total)


@dataclass(frozen=True, slots=True)
class Tally:
    """The duties of one aspect of a village on a day. `coming`: not due yet; `next_due`: the first of those."""

    done: int = 0
    on_time: int = 0
    late: int = 0
    exempt: int = 0
    coming: int = 0
    newest: dt.date | None = None
    next_due: dt.date | None = None

    @property
    def owed(self) -> int:
        """What should have been published by now, exemptions left out."""
        return self.done + self.late


@dataclass(frozen=True, slots=True)
class Score:
    """The three shares of a village."""

    completeness: Part
    timeliness: Part
    freshness: Part

    @property
    def parts(self) -> tuple[Part, Part, Part]:
        return self.completeness, self.timeliness, self.freshness

    @property
    def total(self) -> int | None:
        """The mean of the shares that have a value, cut down; None while nothing is owed."""
        known = [part.percent for part in self.parts if part.percent is not None]
        return sum(known) // len(known) if known else None


def allowance(cycles: Iterable[tuple[str, int]]) -> int | None:
    """How old the newest publication of an aspect may be: its shortest cycle in days and the days given after it.
    Pairs of cycle and day; None for an aspect without a cycle."""
    known = [CYCLE_DAYS[cycle] + day for cycle, day in cycles if cycle in CYCLE_DAYS]
    return min(known, default=None)


def age(newest: dt.date | None, day: dt.date) -> int | None:
    """Days since the newest publication; one after `day` (see the present of a calendar) is of that day."""
    return None if newest is None else max(0, (day - newest).days)


def score(tallies: Iterable[Tally], freshness: Iterable[tuple[int | None, int | None]]) -> Score:
    """The score of a village from its aspects; `freshness`: age and allowance of each, those without allowance left out."""
    counted = list(tallies)
    owed = sum(each.owed for each in counted)
    cycled = [(old, may) for old, may in freshness if may is not None]
    return Score(
        Part(sum(each.done for each in counted), owed),
        Part(sum(each.on_time for each in counted), owed),
        Part(sum(old is not None and old <= may for old, may in cycled), len(cycled)),
    )
