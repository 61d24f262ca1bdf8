"""A case as it stood on a day (当日状态): by the legal days of what was written once, never from what is now."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from datong.foundation.calendar import service as calendar
from datong.foundation.casework.core.binding import Binding, bind, limit_from
from datong.foundation.casework.models import Case, Deadline, Decision, Event, Pause
from datong.kernel import workdays as kernel
from datong.kernel.workdays import Limit, WorkingDays


@dataclass(frozen=True, slots=True)
class Bound:
    """A deadline as it was: with the day it bound to then, open or met."""

    row: Deadline
    binding: Binding
    state: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The case on `day`: its state, what had happened, been decided and was running. `state` empty: not opened yet."""

    day: dt.date
    state: str
    events: list[Event]
    decisions: list[Decision]
    deadlines: list[Bound]
    pauses: list[Pause]


def as_of(case: Case, day: dt.date) -> Standing:
    """What had happened by the end of `day`, by the legal day of each event. Four queries."""
    events = [event for event in events_of(case) if event.on <= day]
    pauses = [pause for pause in case.pauses.select_related("begun_by", "ended_by") if pause.since <= day]
    days = calendar.working_days()
    begun = [row for row in case.deadlines.all() if row.started_on <= day]
    return Standing(
        day=day,
        state=events[-1].after if events else "",
        events=events,
        decisions=[each for each in case.decisions.select_related("by") if each.on <= day],
        deadlines=[bound(row, day, days, pauses) for row in begun],
        pauses=pauses,
    )


def events_of(case: Case) -> list[Event]:
    """Everything that happened, in order, with who did it and what was decided."""
    return list(case.events.select_related("actor", "decision").order_by("number"))


def bound(row: Deadline, day: dt.date, days: WorkingDays, pauses: Sequence[Pause]) -> Bound:
    """The deadline with what was known of pauses and extensions on `day`."""
    extra = int(row.extended["days"]) if row.extended and row.extended.get("on", "") <= day.isoformat() else 0
    limit = limit_from(row.limit)
    whole = Limit(limit.days + extra, limit.unit, limit.article, limit.rolls)
    other = limit_from(row.other) if row.other else None
    known = [kernel.Pause(each.since, known_end(each, day), each.reason, each.article) for each in pauses]
    over = row.ended_on is not None and row.ended_on <= day
    return Bound(
        row, bind(whole, other, row.started_on, days, known), row.state if over else Deadline.State.OPEN
    )


def known_end(pause: Pause, day: dt.date) -> dt.date | None:
    """The end of a pause, if it had come by `day`."""
    return pause.until if pause.until is not None and pause.until <= day else None
