"""Legal days of a case: they start with events, stand still for a legal reason, are extended once under an article."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.calendar import service as calendar
from datong.foundation.casework.actions import tasks
from datong.foundation.casework.actions.telling import tell
from datong.foundation.casework.core.binding import bind, limit_from, limit_to
from datong.foundation.casework.errors import BadClock, Missing
from datong.foundation.casework.models import Case, Deadline, Objection, Pause, Task
from datong.foundation.casework.registry import PROCEDURES
from datong.foundation.journal import service as journal
from datong.kernel import clock
from datong.kernel import workdays as kernel
from datong.kernel.bilingual import Text
from datong.kernel.procedure import Clock
from datong.kernel.procedure import Deadline as Declared
from datong.kernel.workdays import Limit, WorkingDays

SHORTEST_WHY = 4
BETWEEN = Text(
    "日期应在 {first}（立案或上一步的日期）和今天 {today} 之间。",
    "The day must lie between {first}, when the case was opened or last moved, and today, {today}.",
)


@dataclass(frozen=True, slots=True)
class Counted:
    """What days of a case are counted by: the calendar, and when its clocks stood still."""

    days: WorkingDays
    pauses: Sequence[kernel.Pause] = ()


def counted(case: Case) -> Counted:
    """As of now; two queries."""
    return Counted(calendar.working_days(), paused(case))


def begun(
    case: Case,
    key: str,
    declared: Declared,
    on: dt.date,
    counted: Counted,
    *,
    total: bool = False,
    limit: Limit | None = None,
) -> Deadline:
    """A day that begins to bind, unsaved. `limit`: in place of the table's, where the programme computes it."""
    row = Deadline(
        case=case,
        key=key,
        total=total,
        floor=declared.floor,
        since=declared.since,
        started_on=on,
        limit=limit_to(limit or declared.limit),
        other=limit_to(declared.other),
    )
    reckon(row, counted.days, counted.pauses)
    return row


def begun_total(case: Case, total: Clock, on: dt.date, counted: Counted) -> Deadline:
    """A limit over several steps begins, unsaved."""
    return begun(case, total.key, Declared(total.limit, total.since), on, counted, total=True)


def reckon(row: Deadline | Objection, days: WorkingDays, pauses: Sequence[kernel.Pause]) -> None:
    """Set the due day, the warning and whether it is provisional, from what the row holds."""
    other = limit_from(row.other) if isinstance(row, Deadline) and row.other else None
    begun = row.started_on if isinstance(row, Deadline) else row.received_on
    extra = int(row.extended["days"]) if isinstance(row, Deadline) and row.extended else 0
    limit = limit_from(row.limit)
    whole = Limit(limit.days + extra, limit.unit, limit.article, limit.rolls)
    binding = bind(whole, other, begun, days, pauses)
    row.due_on, row.warn_on, row.provisional = binding.due, binding.warn, binding.provisional


def paused(case: Case) -> list[kernel.Pause]:
    """When the clocks of the case stood still."""
    return [kernel.Pause(row.since, row.until, row.reason, row.article) for row in case.pauses.all()]


def meet(case: Case, key: str, on: dt.date) -> None:
    """The step was taken: its days are met."""
    case.deadlines.filter(key=key, total=False, state=Deadline.State.OPEN).update(
        state=Deadline.State.MET, ended_on=on
    )


def settle(case: Case) -> None:
    """Set the case's soonest day, and the days of its open tasks, from the open deadlines; saves both."""
    rows = list(case.deadlines.filter(state=Deadline.State.OPEN))
    owed = list(case.tasks.filter(done_at=None, objection=None))
    place(case, rows, owed)
    tasks.later(case, PROCEDURES.get(case.workflow).workflow, owed)
    for task in owed:
        task.save(update_fields=["due_on", "warn_on", "from_on"])
    case.save(update_fields=["due_on"])


def place(case: Case, rows: Sequence[Deadline], owed: Sequence[Task]) -> None:
    """Put the days of open deadlines on tasks and case, unsaved. Before a floor has passed a task is not shown."""
    for task in owed:
        own = [row for row in rows if row.key in task.steps]
        soonest = min((row for row in own if row.due_on and not row.floor), key=soon, default=None)
        task.due_on = soonest.due_on if soonest else None
        task.warn_on = soonest.warn_on if soonest else None
        task.from_on = max(task.from_on, opens(task, own))
    case.due_on = min((row.due_on for row in rows if row.due_on and not row.floor), default=None)


def opens(task: Task, rows: Sequence[Deadline]) -> dt.date:
    """The day after the first of its floors; at once when one of its steps has none."""
    floors = {
        key: [row.due_on for row in rows if row.key == key and row.floor and row.due_on] for key in task.steps
    }
    if not all(floors.values()):
        return task.from_on
    return min(max(days) for days in floors.values()) + dt.timedelta(days=1)


def soon(row: Deadline) -> dt.date:
    """What deadlines are compared by."""
    return row.due_on or dt.date.max


def stop(
    actor: User, case_id: int, reason: str, *, on: dt.date | None = None, note: str = "", door: str = "page"
) -> Pause:
    """The clocks of a case stand still from `on`, for a reason of its table. Raises Refused, BadClock."""
    with transaction.atomic():
        case = Case.objects.select_for_update(no_key=True).get(pk=case_id)
        access.require(actor, "clocks.stop", programme=case.programme, place_code=case.place_code)
        legal = {each.key: each for each in PROCEDURES.get(case.workflow).workflow.stops}
        if reason not in legal:
            raise BadClock(
                Text("请选择一项法定的中止事由。", "Choose a legal reason for which the clock may stop."),
                "reason",
            )
        if case.closed_on or case.pauses.filter(until=None).exists():
            raise BadClock(
                Text(
                    "此案的期限已经中止或者已经办结。",
                    "The clock stands still already, or the case is closed.",
                )
            )
        day = checked(case, on)
        pause = Pause.objects.create(
            case=case,
            reason=legal[reason].name.zh,
            article=legal[reason].article,
            note=note.strip(),
            since=day,
            begun_by=actor,
        )
        again(case)
        tell(actor, "clocks.stop", case, {"reason": reason, "since": day.isoformat()}, note, door)
    return pause


def go_on(actor: User, case_id: int, *, on: dt.date | None = None, door: str = "page") -> Pause:
    """The clocks run again from the day after `on`: due days move by exactly what the pause lasted. Raises BadClock."""
    with transaction.atomic():
        case = Case.objects.select_for_update(no_key=True).get(pk=case_id)
        access.require(actor, "clocks.stop", programme=case.programme, place_code=case.place_code)
        pause = case.pauses.filter(until=None).first()
        if pause is None:
            raise BadClock(Text("此案的期限没有中止。", "The clock of this case does not stand still."))
        day = on or clock.today()
        if day < pause.since or day > clock.today():
            raise BadClock(
                Text("恢复日期应在中止日期之后、今天以前。", "The day must lie between the stop and today."),
                "on",
            )
        pause.until, pause.ended_by = day, actor
        pause.save(update_fields=["until", "ended_by"])
        again(case)
        tell(actor, "clocks.go_on", case, {"until": day.isoformat()}, "", door)
    return pause


def extend(actor: User, deadline_id: int, why: str, *, door: str = "page") -> Deadline:
    """Extend a limit once, by what its article allows. Raises Refused, BadClock."""
    with transaction.atomic():
        case = Case.objects.select_for_update(no_key=True).get(deadlines__pk=deadline_id)
        access.require(actor, "clocks.stop", programme=case.programme, place_code=case.place_code)
        row = case.deadlines.get(pk=deadline_id)
        allowed = extension(case, row)
        if row.state != Deadline.State.OPEN or allowed is None:
            raise BadClock(Text("没有条文允许延长这个期限。", "No article allows this limit to be extended."))
        if row.extended:
            raise BadClock(
                Text(
                    "这个期限已经延长过一次，不能再延长。",
                    "This limit has been extended once; it cannot be again.",
                )
            )
        if len(why.strip()) < SHORTEST_WHY:
            raise Missing(Text("请写明延长的理由。", "State why the limit is extended."), "why")
        if row.due_on is not None and row.due_on < clock.today():
            raise BadClock(
                Text("期限已过，不能再延长。", "The limit has passed; it cannot be extended any more.")
            )
        row.extended = {
            "days": allowed.days,
            "article": allowed.article,
            "by": actor.username,
            "why": why.strip(),
            "on": clock.today().isoformat(),
        }
        reckon(row, calendar.working_days(), paused(case))
        row.save(update_fields=["extended", "due_on", "warn_on", "provisional"])
        settle(case)
        tell(actor, "clocks.extend", case, {"deadline": row.key, "days": allowed.days}, why, door)
    return row


def extension(case: Case, row: Deadline) -> Limit | None:
    """What the table lets this limit be extended by; None without an article."""
    table = PROCEDURES.get(case.workflow).workflow
    if row.total:
        return next((each.extension for each in table.clocks if each.key == row.key), None)
    declared = table.step(row.key).deadlines
    return next(
        (each.extension for each in declared if each.since == row.since and each.floor == row.floor), None
    )


def again(case: Case) -> None:
    """Reckon every open day of the case anew."""
    days, pauses = calendar.working_days(), paused(case)
    for row in case.deadlines.filter(state=Deadline.State.OPEN):
        reckon(row, days, pauses)
        row.save(update_fields=["due_on", "warn_on", "provisional"])
    settle(case)


def recompute(actor: User) -> int:
    """The calendar has changed: reckon every open provisional day anew, of cases and objections; how many cases moved.

    Due days of years already known are left: they were told to people. Journalled as one act.
    """
    with transaction.atomic():
        wanted = Deadline.objects.filter(state=Deadline.State.OPEN, provisional=True).values("case_id")
        cases = list(Case.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk"))
        for case in cases:
            again(case)
        days = calendar.working_days()
        for row in Objection.objects.filter(provisional=True, answered_on=None):
            reckon(row, days, ())
            row.save(update_fields=["due_on", "warn_on", "provisional"])
            row.tasks.filter(done_at=None).update(due_on=row.due_on, warn_on=row.warn_on)
        journal.record(
            actor.username, "clocks.recompute", "casework.Deadline:*", detail={"cases": len(cases)}
        )
    return len(cases)


def checked(case: Case, on: dt.date | None, since: dt.date | None = None) -> dt.date:
    """The legal day of an act: not in the future, not before the case was opened, nor before `since` (the step before it)."""
    day, first = on or clock.today(), since or case.opened_on
    if not first <= day <= clock.today():
        raise BadClock(BETWEEN.format(first=first, today=clock.today()), "on")
    return day
