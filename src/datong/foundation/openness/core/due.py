"""When an item is owed (公开期限), and where a duty stands on a day. Plain days in, plain days out.

`until` is the last day a version or an item is in force. Days are never moved to a working day: no source says so.
"""

import calendar
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

SOON = 10
MONTHS = {"monthly": 1, "quarterly": 3, "yearly": 12}


@dataclass(frozen=True, slots=True)
class Rule:
    """One version of an item as far as days go; `day` as in the catalogue."""

    version: int
    cycle: str
    day: int
    since: dt.date
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Owed:
    """One period of an item: by which version, from when to when, due when."""

    version: int
    start: dt.date
    end: dt.date
    due: dt.date


def in_force(rules: Sequence[Rule], day: dt.date) -> Rule | None:
    """The newest version that has begun by `day`; None before the first, and once the newest has ended."""
    begun = [rule for rule in rules if rule.since <= day]
    newest = max(begun, key=lambda rule: rule.version, default=None)
    return None if newest is None or (newest.until is not None and newest.until < day) else newest


def owed(rules: Sequence[Rule], begins: dt.date, to: dt.date) -> list[Owed]:
    """Every period that has begun by `to` and ends on or after `begins`, each under the version of its last day.

    What is owed at once or at a stage has no periods; a standing item is owed once, from the day it is first in force.
    """
    found: list[Owed] = []
    standing = False
    for rule in sorted(rules, key=lambda each: each.version):
        first, last = window(rules, rule)
        if rule.cycle == "standing":
            start = max(first, begins)
            if not standing and start <= min(to, last):
                found.append(Owed(rule.version, start, start, due_after(rule, start)))
                standing = True
        elif rule.cycle in MONTHS:
            stretch = periods(MONTHS[rule.cycle], max(first, begins), min(to, last))
            found += [
                Owed(rule.version, *each, due_after(rule, each[1])) for each in stretch if each[1] <= last
            ]
    return found


def window(rules: Sequence[Rule], rule: Rule) -> tuple[dt.date, dt.date]:
    """First and last day of a version: until the day before a later version begins."""
    later = [each.since - dt.timedelta(1) for each in rules if each.version > rule.version]
    return rule.since, min([rule.until or dt.date.max, *later])


def periods(months: int, begins: dt.date, to: dt.date) -> Iterator[tuple[dt.date, dt.date]]:
    """Calendar periods of so many months that end on or after `begins` and start on or before `to`."""
    start = dt.date(begins.year, (begins.month - 1) // months * months + 1, 1)
    while start <= to:
        after = plus_months(start, months)
        yield start, after - dt.timedelta(1)
        start = after


def in_one_period(cycle: str, start: dt.date, end: dt.date) -> bool:
    """Whether the days lie in one calendar period of the cycle; days of what has no periods always do."""
    return cycle not in MONTHS or end < plus_months(
        next(periods(MONTHS[cycle], start, start))[0], MONTHS[cycle]
    )


def plus_months(first: dt.date, months: int) -> dt.date:
    """The first of a month, so many months later."""
    count = first.year * 12 + first.month - 1 + months
    return dt.date(count // 12, count % 12 + 1, 1)


def due_after(rule: Rule, end: dt.date) -> dt.date:
    """The last day on time: that day of the month after the period, or so many days after the end or the event."""
    if rule.cycle in {"monthly", "quarterly"}:
        after = end + dt.timedelta(1)
        return after.replace(day=min(rule.day, calendar.monthrange(after.year, after.month)[1]))
    return end + dt.timedelta(rule.day)


def standing_of(
    due_on: dt.date,
    fulfilled_on: dt.date | None,
    day: dt.date,
    *,
    exempt: bool = False,
    present: bool = False,
) -> str:
    """The state of a duty on `day`, the value of a DutyState. What was done after `day` is not yet done, unless `day`
    is the `present` of the county's calendar: then it counts as done that day."""
    if fulfilled_on is not None and (present or fulfilled_on <= day):
        return "done" if min(fulfilled_on, day) <= due_on else "done_late"
    if exempt:
        return "exempt"
    if due_on < day:
        return "late"
    return "due" if (due_on - day).days <= SOON else "coming"
