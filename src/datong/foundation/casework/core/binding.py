"""The day that binds (届满日): one norm or two on the same thing, the day at 70% of it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from datong.kernel.workdays import Limit, Pause, WorkingDays, reckon

__all__ = ["Binding", "bind", "limit_from", "limit_to"]

SOON = (7, 10)  # yellow from 70% of the limit on


@dataclass(frozen=True, slots=True)
class Binding:
    """`due` and `warn` are None while the clock stands still. `second`: the other norm's day, where there are two."""

    due: dt.date | None
    warn: dt.date | None
    provisional: bool
    second: dt.date | None = None


def bind(
    limit: Limit,
    other: Limit | None,
    start: dt.date,
    calendar: WorkingDays,
    pauses: Sequence[Pause] = (),
) -> Binding:
    """The later day of the two norms binds; the warning comes at 70% of the binding one, counted as it is counted."""
    first = reckon(limit, start, calendar, pauses)
    if first.due is None:
        return Binding(None, None, False)
    binding, due, provisional, second = limit, first.due, first.provisional, None
    if other is not None:
        rival = reckon(other, start, calendar, pauses)
        if rival.due is None:
            return Binding(None, None, False)
        second = min(first.due, rival.due)
        provisional = first.provisional or rival.provisional
        if rival.due > first.due:
            binding, due = other, rival.due
    return Binding(due, warning(binding, start, due, calendar), provisional, second)


def warning(limit: Limit, start: dt.date, due: dt.date, calendar: WorkingDays) -> dt.date:
    """The first day on which 70% of the time between start and due day has passed, in the limit's own days."""
    part, whole = SOON
    if limit.unit == "working":
        length = calendar.between(start, due)
        return calendar.due(start, -(-length * part // whole), provisional=True) if length > 0 else due
    length = (due - start).days
    return start + dt.timedelta(days=-(-length * part // whole))


def limit_to(limit: Limit | None) -> dict[str, Any] | None:
    """A limit as the table keeps it."""
    return None if limit is None else asdict(limit)


def limit_from(stored: Mapping[str, Any]) -> Limit:
    """A kept limit."""
    return Limit(**stored)
