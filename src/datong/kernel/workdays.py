"""Working days and legal time limits (工作日与法定期限).

The day of the event is not counted (民法典 201). A limit in calendar days or months that ends on a rest day ends on the
next working day (民法典 203), one in months on the same day of its last month, or that month's end (民法典 202). Outside
the years whose holiday notice is known, Monday to Friday count and the result is provisional (暂定).
"""

from __future__ import annotations

import calendar as months
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from itertools import accumulate
from typing import Literal, get_args

from datong.kernel.bilingual import Text

__all__ = [
    "BeyondCalendar",
    "Day",
    "Explanation",
    "Limit",
    "Pause",
    "Reckoning",
    "WorkingDays",
    "explain",
    "reckon",
]

Unit = Literal["working", "calendar", "month"]
Kind = Literal["counted", "makeup", "weekend", "holiday", "paused", "rolled"]

WEEKEND = {5: Text("周六", "Saturday"), 6: Text("周日", "Sunday")}
COUNTED = Text("计入", "counted")
MAKEUP = Text("调休上班，计入", "make-up working day, counted")
PROVISIONAL = Text(
    "计入（该年放假通知未登记，暂按周一至周五）",
    "counted (no holiday notice for that year yet: Monday to Friday)",
)
PAUSED = Text("暂停计时：{why}", "clock stopped: {why}")
ROLLED = Text(
    "期满日遇休息日顺延（民法典第二百零三条）：{why}",
    "the last day is a rest day, moved on (Civil Code 203): {why}",
)
ROLLED_TO = Text("顺延至此日", "moved on to this day")
OUTSIDE = Text(
    "从 {start} 起算，要用到 {first} 至 {last} 以外的日历，那里没有登记放假通知；请登记该年的放假通知，或改用暂定日期（--provisional）",
    "counting from {start} needs days outside {first} to {last}, for which no holiday notice is known; enter that year's "
    "notice, or accept a provisional date (--provisional)",
)
NO_SUCH_DATE = Text(
    "从 {start} 起算的期限太长，算不出日期", "the limit from {start} is too long: no such date"
)


class BeyondCalendar(ValueError):
    """A due date that needs years whose holiday notice is not known; `.text` says which and what to do."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.zh)
        self.text = text

    @classmethod
    def outside(cls, start: date, calendar: WorkingDays) -> BeyondCalendar:
        """For a limit from `start` that leaves the calendar."""
        return cls(OUTSIDE.format(start=start, first=calendar.first, last=calendar.last))


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit (期限): so many working days, calendar days or months, under an article.

    `rolls`: a last day on a rest day moves to the next working day; means nothing for working days.
    """

    days: int
    unit: Unit
    article: str = ""
    rolls: bool = True

    def __post_init__(self) -> None:
        if self.days < 0 or self.unit not in get_args(Unit):
            raise ValueError(f"no such limit: {self.days} {self.unit}")


@dataclass(frozen=True, slots=True)
class Pause:
    """Stopped time (暂停): the days after `since` up to and including `until`; `until` None while it lasts."""

    since: date
    until: date | None
    reason: Text | str
    article: str = ""

    def __post_init__(self) -> None:
        if self.until is not None and self.until < self.since:
            raise ValueError(f"a pause cannot end ({self.until}) before it begins ({self.since})")

    @property
    def why(self) -> Text:
        """The reason with its article."""
        reason = self.reason if isinstance(self.reason, Text) else Text(self.reason, self.reason)
        return (
            Text(f"{reason.zh}（{self.article}）", f"{reason.en} ({self.article})")
            if self.article
            else reason
        )


@dataclass(frozen=True, slots=True)
class Reckoning:
    """When a limit ends. `due` is None while a pause is open (`stopped`); `provisional`: to be reckoned again."""

    due: date | None
    provisional: bool
    stopped: bool


@dataclass(frozen=True, slots=True)
class Day:
    """One day between start and due date. `number`: which day of the limit it is; None when it is skipped."""

    day: date
    number: int | None
    kind: Kind
    reason: Text
    provisional: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why this date: every day after the start up to the due date, or up to the open pause."""

    limit: Limit
    start: date
    reckoning: Reckoning
    days: tuple[Day, ...]

    @property
    def counted(self) -> tuple[Day, ...]:
        """The days that count."""
        return tuple(day for day in self.days if day.number is not None)

    @property
    def skipped(self) -> tuple[Day, ...]:
        """The days that do not."""
        return tuple(day for day in self.days if day.number is None)


class WorkingDays:
    """The working days from `first` to `last` (both included): Monday to Friday, without `off`, with `worked`.

    `off` names the holiday of each day off (weekends among them need not stand there); `worked` are the make-up days
    (调休上班) on weekends. Immutable. Outside the table Monday to Friday count, which is provisional.
    """

    __slots__ = ("_days", "_from", "_rank", "_shift", "_to", "first", "last", "off", "worked")

    def __init__(
        self, first: date, last: date, off: Mapping[date, Text | str], worked: Collection[date]
    ) -> None:
        if last < first:
            raise ValueError(f"a calendar cannot end ({last}) before it begins ({first})")
        if both := sorted(set(off).intersection(worked)):
            raise ValueError(f"{both[0]} cannot be both a day off and a make-up day")
        self.first, self.last = first, last
        self.off: dict[date, Text] = {
            day: name if isinstance(name, Text) else Text(name, name) for day, name in off.items()
        }
        self.worked = frozenset(worked)
        self._from, self._to = first.toordinal(), last.toordinal()
        free, busy = {day.toordinal() for day in off}, {day.toordinal() for day in worked}
        works = [
            number in busy or ((number - 1) % 7 < 5 and number not in free)
            for number in range(self._from, self._to + 1)
        ]
        # _rank[i]: working days among the table's first i days; _days: their ordinals, in order.
        self._rank = [0, *accumulate(works)]
        self._days = [number for number, on in enumerate(works, self._from) if on]
        self._shift = len(self._days) - _weekdays(self._to)

    def is_working(self, day: date) -> bool:
        """Whether people work on that day."""
        return self._at(day.toordinal()) > self._at(day.toordinal() - 1)

    def covers(self, first: date, last: date) -> bool:
        """Whether holiday notices are known for all days from `first` to `last`."""
        return self.first <= first and last <= self.last

    def rest(self, day: date) -> Text | None:
        """Why nobody works on that day (国庆节, 周六); None for a working day."""
        return None if self.is_working(day) else self.off.get(day) or WEEKEND[day.weekday()]

    def next_working(self, day: date) -> date:
        """That day when it is a working day, otherwise the first one after it."""
        return self._day(self._at(day.toordinal() - 1) + 1, day)

    def between(self, start: date, end: date) -> int:
        """How many working days lie after `start` up to and including `end`; negative when `end` is earlier."""
        return self._at(end.toordinal()) - self._at(start.toordinal())

    def due(self, start: date, days: int, pauses: Iterable[Pause] = (), provisional: bool = False) -> date:
        """The last day of a limit of so many working days; the start is not counted, 0 days end on the start itself.

        Raises BeyondCalendar outside the table unless `provisional`; ValueError for negative days or an open pause.
        """
        if not pauses and days > 0:  # the common case, without objects
            found = self._day(self._at(start.toordinal()) + days, start)
            certain = found <= self.last and self.first <= start + timedelta(1)
        else:
            reckoning = reckon(Limit(days, "working"), start, self, tuple(pauses))
            if reckoning.due is None:
                raise ValueError("a stopped clock has no due date")
            found, certain = reckoning.due, not reckoning.provisional
        if certain or provisional:
            return found
        raise BeyondCalendar.outside(start, self)

    def _at(self, number: int) -> int:
        """How many working days there are from the table's first day up to this ordinal; 0 and less before it."""
        if number < self._from:
            return _weekdays(number) - _weekdays(self._from - 1)
        return self._rank[number - self._from + 1] if number <= self._to else _weekdays(number) + self._shift

    def _day(self, rank: int, start: date) -> date:
        """The working day of that rank: the inverse of `_at`."""
        if rank < 1:
            return _dated(_weekday(rank + _weekdays(self._from - 1)), start)
        return _dated(
            self._days[rank - 1] if rank <= len(self._days) else _weekday(rank - self._shift), start
        )


def reckon(limit: Limit, start: date, calendar: WorkingDays, pauses: Sequence[Pause] = ()) -> Reckoning:
    """When `limit` ends that began with the event of `start`.

    A pause that begins before the limit is over moves its end by exactly the days of the limit's own unit (months: calendar
    days) it lasted; overlapping pauses count once. Dates outside the calendar are reckoned and marked provisional.
    """
    end = _end(limit, start, calendar, pauses)
    if end is None:
        return Reckoning(None, False, True)
    due = calendar.next_working(end) if _rolls(limit) else end
    known = (
        calendar.covers(start + timedelta(1), due) if limit.unit == "working" else calendar.covers(end, due)
    )
    return Reckoning(due, not known and (limit.unit == "working" or limit.rolls) and limit.days > 0, False)


def explain(limit: Limit, start: date, calendar: WorkingDays, pauses: Sequence[Pause] = ()) -> Explanation:
    """Day by day: which counted as which, which were skipped and why."""
    reckoning = reckon(limit, start, calendar, pauses)
    end = _end(limit, start, calendar, pauses) or max(pause.since for pause in pauses)
    days = tuple(_days(limit, start, end, calendar, pauses))
    if reckoning.due is not None and reckoning.due > end:
        days += tuple(_rolled(end, reckoning.due, calendar))
    return Explanation(limit, start, reckoning, days)


def _end(limit: Limit, start: date, calendar: WorkingDays, pauses: Sequence[Pause]) -> date | None:
    """The last day before any rolling, on the limit's own scale; None while an open pause stops it."""
    working = limit.unit == "working"
    if limit.days == 0:
        return start

    def at(day: date) -> int:
        return calendar._at(day.toordinal()) if working else day.toordinal()

    last = _months_on(start, limit.days).toordinal() if limit.unit == "month" else at(start) + limit.days
    for since, until in _merged(pauses, start):
        if at(since) >= last:
            break
        if until is None:
            return None
        last += at(until) - at(since)
    return calendar._day(last, start) if working else _dated(last, start)


def _merged(pauses: Iterable[Pause], start: date) -> Iterator[tuple[date, date | None]]:
    """The stopped stretches after `start`, in order, overlapping ones joined."""
    since: date | None = None
    until: date | None = start
    for pause in sorted(pauses, key=lambda each: each.since):
        if since is not None and (until is None or pause.since <= until):
            until = None if until is None or pause.until is None else max(until, pause.until)
        elif pause.until is None or pause.until > start:
            if since is not None:
                yield since, until
            since, until = max(pause.since, start), pause.until
    if since is not None:
        yield since, until


def _days(
    limit: Limit, start: date, end: date, calendar: WorkingDays, pauses: Sequence[Pause]
) -> Iterator[Day]:
    number = 0
    for step in range(1, (end - start).days + 1):
        day = start + timedelta(step)
        outside = not calendar.covers(day, day) and limit.unit == "working"
        rest = calendar.rest(day) if limit.unit == "working" else None
        if rest is not None:
            yield Day(day, None, "holiday" if day in calendar.off else "weekend", rest, outside)
        elif pause := next(
            (each for each in pauses if each.since < day and (each.until is None or day <= each.until)), None
        ):
            yield Day(day, None, "paused", PAUSED.format(why=pause.why), outside)
        else:
            number += 1
            makeup = limit.unit == "working" and day in calendar.worked
            reason = MAKEUP if makeup else PROVISIONAL if outside else COUNTED
            yield Day(day, number, "makeup" if makeup else "counted", reason, outside)


def _rolled(end: date, due: date, calendar: WorkingDays) -> Iterator[Day]:
    """The rest days a last day moves over: they come after the limit's own last day, and bear no number."""
    for step in range((due - end).days + 1):
        day = end + timedelta(step)
        rest = calendar.rest(day)
        if step:
            reason = ROLLED.format(why=rest) if rest else ROLLED_TO
            yield Day(day, None, "rolled", reason, not calendar.covers(day, day))


def _rolls(limit: Limit) -> bool:
    return limit.rolls and limit.unit != "working" and limit.days > 0


def _months_on(day: date, count: int) -> date:
    """The same day so many months later, or the end of a month that lacks it."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    if year > MAXYEAR:
        raise BeyondCalendar(NO_SUCH_DATE.format(start=day))
    return date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))


def _dated(number: int, start: date) -> date:
    """The day of an ordinal; raises BeyondCalendar past the year 9999."""
    try:
        return date.fromordinal(number)
    except (ValueError, OverflowError) as error:
        raise BeyondCalendar(NO_SUCH_DATE.format(start=start)) from error


def _weekdays(number: int) -> int:
    """Mondays to Fridays among the ordinals 1 to `number`; ordinal 1 is a Monday."""
    weeks, days = divmod(number, 7)
    return weeks * 5 + min(days, 5)


def _weekday(rank: int) -> int:
    """The ordinal of the Monday-to-Friday day of that rank: the inverse of `_weekdays`."""
    weeks, days = divmod(rank - 1, 5)
    return weeks * 7 + days + 1
