"""Every read of the calendar."""

import calendar as grid
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from datong.foundation.calendar.core.days import Named, Stretch, assemble, stretches
from datong.foundation.calendar.core.seed import seed_calendar, seed_years
from datong.foundation.calendar.models import Notice
from datong.kernel.bilingual import Text
from datong.kernel.workdays import WorkingDays

_held: dict[str, WorkingDays] = {}


@dataclass(frozen=True, slots=True)
class Cell:
    """One day of a month's grid. `kind`: work, weekend, off (with the holiday's `name`), makeup."""

    day: dt.date
    kind: str
    name: Text | None


@dataclass(frozen=True, slots=True)
class Month:
    """Weeks from Monday to Sunday; None for days of other months. `working`: how many working days."""

    number: int
    weeks: list[list[Cell | None]]
    working: int


@dataclass(frozen=True, slots=True)
class Version:
    """A notice and what it changed against the one before it of the same year."""

    notice: Notice
    added: list[Stretch]
    removed: list[Stretch]
    holds: bool


@dataclass(frozen=True, slots=True)
class YearPage:
    """A year: its months, what its notice says, all versions (newest first). Without versions it is provisional."""

    year: int
    months: list[Month]
    stretches: list[Stretch]
    versions: list[Version]
    first: int
    last: int

    @property
    def working(self) -> int:
        """Working days of the year."""
        return sum(month.working for month in self.months)


def version() -> str:
    """The digest that names the calendar as it now is; the empty word before any notice is in the database."""
    return Notice.objects.order_by("-pk").values_list("digest", flat=True).first() or ""


def working_days() -> WorkingDays:
    """The calendar as it now is; one short query when it has not changed. Before any notice: the seed."""
    now = version()
    if not now:
        return seed_calendar()
    days = _held.get(now)
    if days is None:
        days = assemble(days_by_year())
        _held.clear()
        _held[now] = days
    return days


def days_by_year() -> dict[int, list[Named]]:
    """The named days of the notice that holds, year by year; the seed before any notice."""
    notices = Notice.objects.order_by("pk").prefetch_related("days")
    held = {notice.year: named(notice) for notice in notices}
    return held or {year: list(days) for year, days in seed_years().items()}


def named(notice: Notice) -> list[Named]:
    """The days of a notice."""
    return [each.named for each in notice.days.all()]


def last_notice() -> dt.date:
    """The last day whose notice is known; everything later is provisional."""
    return working_days().last


def versions(year: int) -> list[Version]:
    """The notices of a year, the newest first, each with what it changed."""
    notices = list(
        Notice.objects.filter(year=year).order_by("pk").select_related("entered_by").prefetch_related("days")
    )
    found = [Version(notice, [], [], notice is notices[-1]) for notice in notices[:1]]
    for before, after in pairwise(notices):
        old, new = set(named(before)), set(named(after))
        found.append(Version(after, stretches(new - old), stretches(old - new), after is notices[-1]))
    return found[::-1]


def year_page(year: int) -> YearPage | None:
    """The page of a year; None outside the first year and the year after the last notice."""
    days = working_days()
    if not days.first.year <= year <= days.last.year + 1:
        return None
    months = [month_of(days, year, number) for number in range(1, 13)]
    return YearPage(year, months, said(year), versions(year), days.first.year, days.last.year)


def said(year: int) -> list[Stretch]:
    """What the notice of a year says."""
    return stretches(days_by_year().get(year, ()))


def month_of(days: WorkingDays, year: int, number: int) -> Month:
    """One month's grid."""
    weeks = [
        [cell(days, each) if each.month == number else None for each in week]
        for week in grid.Calendar().monthdatescalendar(year, number)
    ]
    return Month(number, weeks, sum(each is not None and days.is_working(each.day) for each in flat(weeks)))


def flat(weeks: Iterable[list[Cell | None]]) -> list[Cell | None]:
    """The cells of all weeks."""
    return [each for week in weeks for each in week]


def cell(days: WorkingDays, day: dt.date) -> Cell:
    """What a day is."""
    if day in days.off:
        return Cell(day, "off", days.off[day])
    kind = "makeup" if day in days.worked else "work" if days.is_working(day) else "weekend"
    return Cell(day, kind, None)
