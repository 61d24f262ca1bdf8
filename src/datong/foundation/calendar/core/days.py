"""The days a notice names, and the calendar they make."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from datong.kernel.bilingual import Text
from datong.kernel.workdays import WorkingDays


@dataclass(frozen=True, slots=True, order=True)
class Named:
    """A day on which a notice departs from the week: a day off (`works` False) or a make-up day, for which holiday."""

    day: dt.date
    works: bool
    zh: str
    en: str

    @property
    def name(self) -> Text:
        """The holiday's name."""
        return Text(self.zh, self.en)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring days of one kind and one holiday."""

    first: dt.date
    last: dt.date
    works: bool
    name: Text

    @property
    def length(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1


def assemble(years: Mapping[int, Iterable[Named]]) -> WorkingDays:
    """The calendar of all years that have a notice. A notice may name days of the December before its year (元旦调休);
    where two notices name the same day, that of the later year holds. Raises ValueError without any year."""
    held: dict[dt.date, Named] = {}
    for year in sorted(years):
        held |= {each.day: each for each in years[year]}
    off = {day: each.name for day, each in held.items() if not each.works}
    worked = [day for day, each in held.items() if each.works]
    return WorkingDays(dt.date(min(years), 1, 1), dt.date(max(years), 12, 31), off, worked)


def digest(before: str, year: int, number: str, days: Iterable[Named]) -> str:
    """SHA-256 over a notice and the digest of the one entered before it: names one state of the whole calendar."""
    lines = [f"{each.day} {'+' if each.works else '-'} {each.zh} {each.en}" for each in sorted(days)]
    return hashlib.sha256("\n".join([before, str(year), number, *lines]).encode()).hexdigest()


def stretches(days: Iterable[Named]) -> list[Stretch]:
    """The days as stretches, in their order."""
    found = []
    numbered = enumerate(sorted(days))
    for _, group in groupby(
        numbered, key=lambda pair: (pair[1].day.toordinal() - pair[0], pair[1].works, pair[1].zh)
    ):
        run = [each for _, each in group]
        found.append(Stretch(run[0].day, run[-1].day, run[0].works, run[0].name))
    return found
