"""Taking a step: the one way by which a case moves (办理)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction
from django.db.models import Q

from datong.foundation.access import service as access
from datong.foundation.access.service import Post, User
from datong.foundation.casework.actions import clocks, deciding, tasks
from datong.foundation.casework.actions.telling import tell
from datong.foundation.casework.errors import (
    CaseworkError,
    Frozen,
    Missing,
    Moved,
    NoSuchStep,
    TooEarly,
    Upheld,
)
from datong.foundation.casework.models import Case, Deadline, Decision, Event
from datong.foundation.casework.protocols import Move, Procedure
from datong.foundation.casework.queries.objections import upheld_here
from datong.foundation.casework.registry import PROCEDURES
from datong.foundation.evidence import service as evidence
from datong.foundation.notices import service as notices
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.kernel.procedure import ADVERSE, ENTERED, State, Step, Workflow
from datong.kernel.procedure import Deadline as Declared
from datong.kernel.workdays import Limit

WAIT = Text("最早要到 {day} 之后才能办“{step}”。", "“{step}” may be taken only after {day}.")
LACKS = Text(
    "还缺材料：{kinds}。请先上传或登记。", "Papers are missing: {kinds}. Upload or record them first."
)
UNTOLD = Text(
    "告知书还没有送达，请先登记送达。", "The notice has not been proved delivered; record its delivery first."
)


def take(actor: User, case_id: int, move: Move, *, door: str = "page") -> Case:
    """Take one step of a case's table. Raises Refused, and CaseworkErrors that say what lacks; then nothing has changed.

    In this order: permission, distance (apart, kin), guards, decision, state, clocks, tasks, event, the programme's own
    hook, letter, journal; all in one transaction with the case locked.
    """
    return taken(actor, case_id, move, door, own=False)


def take_as_citizen(case_id: int, move: Move) -> Case:
    """A step whose desk is the citizen's, taken on the page that number and code opened. Raises CaseworkErrors."""
    return taken(access.citizen(), case_id, move, "citizen", own=True)


def taken(actor: User, case_id: int, move: Move, door: str, *, own: bool) -> Case:
    """The case after the step. `own`: the citizen takes it, who holds no post but owes nobody one for it."""
    with transaction.atomic():
        case = Case.objects.select_for_update(no_key=True).get(pk=case_id)
        procedure = PROCEDURES.get(case.workflow)
        step = wanted(case, procedure.workflow, move)
        if own and (step.desk != "citizen" or step.decides):
            raise NoSuchStep(step.name, procedure.workflow.state(case.state).name)
        move = replace(move, on=clocks.checked(case, move.on, since=case.moved_on))
        post = None if own else deciding.authority(actor, step.who, case)
        permit(actor, case, procedure, step, move)
        decision = deciding.decide(actor, post, case, step, move) if post and step.decides else None
        before = advance(case, procedure, step, move, decision)
        note(actor, post, case, step.key, before, move, decision, door)
        hook = procedure.after.get(step.key)
        last = hook(case, move, actor) if hook else None
        if step.notice:
            send(actor, case, procedure, step, decision, door)
        keep_papers(actor, case, procedure.workflow.state(before), step, door)
        if last is not None:
            last()
        detail: dict[str, object] = {"from": before, "to": case.state, "event": case.moves}
        if decision is not None:
            detail["decision"] = decision.pk
        tell(actor, f"{case.programme}.{step.key}", case, detail, "", door)
    return case


def wanted(case: Case, table: Workflow, move: Move) -> Step:
    """The step of the table; raises NoSuchStep, Moved."""
    step = next((each for each in table.leaving(case.state) if each.key == move.step), None)
    if move.seen is not None and move.seen != case.moves:
        raise Moved
    if step is None:
        known = next((each.name for each in table.steps if each.key == move.step), Text(move.step, move.step))
        raise NoSuchStep(known, table.state(case.state).name)
    return step


def permit(actor: User, case: Case, procedure: Procedure, step: Step, move: Move) -> None:
    """Everything that must hold besides permission; raises CaseworkError."""
    deciding.keep_apart(actor, case, procedure.workflow, step)
    if step.decides or step.apart:
        deciding.keep_kin_apart(actor, case, procedure, move)
    for sentence in hindrances(case, procedure, step, move, actor):
        raise sentence


def hindrances(case: Case, procedure: Procedure, step: Step, move: Move, actor: User) -> list[CaseworkError]:
    """What stands in the way of the step now, most basic first; also what a page shows beside a shut button."""
    day = move.on or clock.today()
    found: list[CaseworkError] = []
    if "no_open_objection" in step.guards or takes_away(case, procedure.workflow, step):
        found += [Frozen()] if case.frozen else []
        found += [Upheld()] if upheld_here(case) else []
    floors = list(case.deadlines.filter(key=step.key, floor=True, state=Deadline.State.OPEN))
    if {"notice_delivered", "notice_period_over"} & set(step.guards) and not floors:
        found.append(TooEarly(UNTOLD))
    found += [
        TooEarly(WAIT.format(day=row.due_on or "…", step=step.name))
        for row in floors
        if row.due_on is None or row.due_on >= day
    ]
    if step.evidence and (lacking := set(step.evidence) - evidence.kinds_of(target(case))):
        found.append(Missing(LACKS.format(kinds=kinds(lacking)), "evidence"))
    for name in step.guards:
        sentence = procedure.guards[name](case, move, actor) if name in procedure.guards else None
        if sentence is not None:
            found.append(CaseworkError(sentence))
    return found


def kinds(keys: set[str]) -> Text:
    """Kinds of evidence in words."""
    names = [evidence.kind_name(key) for key in sorted(keys)]
    return Text("、".join(name.zh for name in names), ", ".join(name.en for name in names))


def takes_away(case: Case, table: Workflow, step: Step) -> bool:
    """Whether the step refuses, reduces or stops, or carries such a decision out."""
    after = table.state(step.after).entitlement
    return step.effect in ADVERSE or (after in ("stopped", "refused") and case.entitlement != after)


def target(case: Case) -> str:
    """How other houses name the case."""
    return f"casework.Case:{case.pk}"


def advance(case: Case, procedure: Procedure, step: Step, move: Move, decision: Decision | None) -> str:
    """Move the case to the step's next state, with its clocks and tasks; the state it stood in."""
    table, day = procedure.workflow, move.on or clock.today()
    before, after = case.state, table.state(step.after)
    began = floor_end(case, step, day)
    clocks.meet(case, step.key, day)
    if after.key != before:
        passed_by(case, [each.key for each in table.leaving(after.key)], day)
    tasks.done(case)
    case.state, case.entitlement = after.key, after.entitlement
    case.moves += 1
    case.moved_on, case.moved_at = day, clock.now()
    case.closed_on = day if after.final else None
    if decision is not None:
        case.decision = decision
    case.save(
        update_fields=["state", "entitlement", "moves", "moved_on", "moved_at", "closed_on", "decision"]
    )
    begin(case, procedure, step.key, day, began, entered=after.key != before or step.before == (step.after,))
    if after.final:
        case.deadlines.filter(state=Deadline.State.OPEN).update(state=Deadline.State.VOID, ended_on=day)
    tasks.owe(case, table, day)
    clocks.settle(case)
    return before


def passed_by(case: Case, possible: Sequence[str], day: dt.date) -> None:
    """Days of the state that is left, and of steps that do not follow from the next one, bind no more."""
    gone = Q(since=ENTERED) | ~Q(key__in=possible)
    case.deadlines.filter(gone, state=Deadline.State.OPEN, total=False).update(
        state=Deadline.State.VOID, ended_on=day
    )


def keep_papers(actor: User, case: Case, before: State, step: Step, door: str) -> None:
    """The time papers are kept runs from the day a case ends, and no longer when a wrong ending is put right."""
    if case.closed_on is not None:
        evidence.close_matter(actor, target(case), case.closed_on, door=door)
    elif before.final and step.effect == "restore":
        evidence.reopen_matter(actor, target(case), door=door)


def floor_end(case: Case, step: Step, day: dt.date) -> dt.date:
    """From which day later limits run: the end of the step's own floor (a posting's last day), else the day it is taken."""
    floors = case.deadlines.filter(key=step.key, floor=True, state=Deadline.State.OPEN, due_on__isnull=False)
    return max((row.due_on for row in floors if row.due_on), default=day)


def begin(
    case: Case, procedure: Procedure, event: str, day: dt.date, began: dt.date, *, entered: bool
) -> None:
    """Start the days that run from this event, and from entering the state; end total times that have run."""
    for total in procedure.workflow.clocks:
        if case.state in total.until:
            case.deadlines.filter(key=total.key, total=True, state=Deadline.State.OPEN).update(
                state=Deadline.State.MET, ended_on=day
            )
    running = set(case.deadlines.filter(total=True, state=Deadline.State.OPEN).values_list("key", flat=True))
    started = beginning(case, procedure, event, day, began, clocks.counted(case), entered=entered)
    Deadline.objects.bulk_create(row for row in started if not row.total or row.key not in running)


def beginning(
    case: Case,
    procedure: Procedure,
    event: str,
    day: dt.date,
    began: dt.date,
    counted: clocks.Counted,
    *,
    entered: bool,
) -> list[Deadline]:
    """The days that begin to bind with an event, unsaved. `began`: what they run from, `day` for those of the state."""
    table = procedure.workflow
    leaving = {step.key for step in table.leaving(case.state)}
    rows: list[Deadline] = []
    for step in table.steps:
        for declared in step.deadlines:
            if declared.since == event or (declared.since == ENTERED and entered and step.key in leaving):
                limit, on = computed(
                    procedure, step, case, declared, began if declared.since == event else day
                )
                rows.append(clocks.begun(case, step.key, declared, on, counted, limit=limit))
    totals = [
        clocks.begun_total(case, total, began, counted) for total in table.clocks if total.since == event
    ]
    return rows + totals


def computed(
    procedure: Procedure, step: Step, case: Case, declared: Declared, on: dt.date
) -> tuple[Limit | None, dt.date]:
    """The programme's own limit for the step (not for its floors), if it computes one; and what day it runs from, else `on`."""
    rule = procedure.limits.get(step.key)
    own = rule(case) if rule and not declared.floor else None
    return own if isinstance(own, tuple) else (own, on)


def happened(actor: User, post: Post | None, case: Case, event: str, day: dt.date, door: str) -> None:
    """Something other than a step: the case shows it in its history, and whoever has its page open is told that it moved."""
    case.moves += 1
    case.moved_on, case.moved_at = max(day, case.moved_on), clock.now()
    case.save(update_fields=["moves", "moved_on", "moved_at"])
    note(actor, post, case, event, case.state, Move(event, on=day), None, door)


def note(
    actor: User,
    post: Post | None,
    case: Case,
    step: str,
    before: str,
    move: Move,
    decision: Decision | None,
    door: str,
) -> Event:
    """Write the event; `case.moves` is its number."""
    event = written(actor, deciding.words(post), case, step, before, move, decision, door)
    event.save(force_insert=True)
    return event


def written(
    actor: User,
    authority: str,
    case: Case,
    step: str,
    before: str,
    move: Move,
    decision: Decision | None,
    door: str,
) -> Event:
    """The event, unsaved."""
    return Event(
        case=case,
        number=case.moves,
        on=move.on or clock.today(),
        at=clock.now(),
        step=step,
        before=before,
        after=case.state,
        actor=actor,
        authority=authority,
        door=door,
        decision=decision,
        note=move.note.strip() or None,
    )


def send(
    actor: User, case: Case, procedure: Procedure, step: Step, decision: Decision | None, door: str
) -> None:
    """The letter that follows from a step; its delivery is recorded later."""
    notices.issue(
        actor,
        kind=step.notice,
        target=target(case),
        programme=case.programme,
        place_code=case.place_code,
        recipient=case.subject_id,
        recipient_name=case.label,
        facts=procedure.letter(case, step, decision),
        door=door,
    )
