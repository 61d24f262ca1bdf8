"""Objections: taken from anyone entitled through any channel, acknowledged, answered by another person of another unit."""

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.calendar import service as calendar
from datong.foundation.casework.actions import clocks, deciding, moving, tasks
from datong.foundation.casework.actions.telling import tell
from datong.foundation.casework.core.binding import limit_to
from datong.foundation.casework.enums import CAPACITIES, CHANNELS, DESKS, OUTCOMES, desk_place
from datong.foundation.casework.errors import BadObjection, KeptApart, Missing
from datong.foundation.casework.models import Case, Objection
from datong.foundation.casework.protocols import SHORTEST_REASONS, Move
from datong.foundation.casework.queries.objections import UPHELD, raised_here
from datong.foundation.casework.registry import PROCEDURES
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.kernel.procedure import Objectable

SHORTEST_TEXT = 5
NOT_NOW = Text("现在这一步不能提出异议。", "No objection can be raised at this stage.")
SAME_UNIT = Text(
    "异议要由作出决定的人和单位以外的人答复，请转县级复核。",
    "An objection is answered by somebody of another unit than the one that decided; pass it on to the county's review.",
)


@dataclass(frozen=True, slots=True)
class Raised:
    """An objection as handed in. `kind`: a right of the table (none: the first that is open now)."""

    text: str
    capacity: str
    channel: str
    by_name: str = ""
    contact: str = ""
    by_person: int | None = None
    kind: str = ""
    on: dt.date | None = None


def object_to(actor: User, case_id: int, raised: Raised, *, door: str = "page") -> Objection:
    """An official types in an objection for somebody. Raises Refused, BadObjection, Missing."""
    with transaction.atomic():
        case = Case.objects.select_for_update(no_key=True).get(pk=case_id)
        access.require(actor, "cases.object", programme=case.programme, place_code=case.place_code)
        return received(actor, actor, case, raised, door)


def object_as_citizen(case_id: int, text: str, contact: str = "") -> Objection:
    """The household objects on its own page, which it opened with number and code."""
    with transaction.atomic():
        case = Case.objects.select_for_update(no_key=True).get(pk=case_id)
        raised = Raised(text, "applicant", "page", case.label, contact, case.subject_id)
        return received(access.citizen(), None, case, raised, "citizen")


def received(actor: User, typed_by: User | None, case: Case, raised: Raised, door: str) -> Objection:
    """The saved objection; the case is frozen from now on."""
    right = right_now(case, raised.kind)
    if len(raised.text.strip()) < SHORTEST_TEXT:
        raise Missing(Text("请写明对什么有异议。", "Say what you object to."), "text")
    if raised.capacity not in CAPACITIES or raised.channel not in CHANNELS:
        raise BadObjection(Text("请选择提出人身份和提出方式。", "Choose who objects and how."), "capacity")
    day = clocks.checked(case, raised.on)
    row = Objection(
        case=case,
        kind=right.key,
        decision=case.decision,
        by_name=raised.by_name.strip() or None,
        by_person_id=raised.by_person,
        contact=raised.contact.strip() or None,
        capacity=raised.capacity,
        channel=raised.channel,
        typed_by=typed_by,
        text=raised.text.strip(),
        received_on=day,
        at=clock.now(),
        limit=limit_to(right.limit),
        role=str(DESKS[right.by]),
        place_code=desk_place(right.by, case.place_code),
    )
    clocks.reckon(row, calendar.working_days(), ())
    row.save(force_insert=True)
    tasks.owe_answer(row)
    thaw(case, 1)
    moved(actor, case, f"objection:{right.key}", day, door)
    tell(actor, "cases.object", case, {"objection": row.pk, "channel": raised.channel}, "", door)
    return row


def right_now(case: Case, kind: str) -> Objectable:
    """The right by which an objection may be raised in the state the case stands in; raises BadObjection."""
    rights = PROCEDURES.get(case.workflow).workflow.objections
    for right in rights:
        if case.state in right.states and kind in ("", right.key):
            return right
    raise BadObjection(NOT_NOW)


def acknowledge(actor: User, objection_id: int, *, door: str = "page") -> Objection:
    """Tell whoever objected that it has arrived. Raises Refused, BadObjection."""
    with transaction.atomic():
        row, case = locked(objection_id)
        access.require(actor, "cases.object", programme=case.programme, place_code=case.place_code)
        if row.state == Objection.State.RECEIVED:
            row.state, row.acknowledged_on = Objection.State.ACKNOWLEDGED, clock.today()
            row.save(update_fields=["state", "acknowledged_on"])
            tell(actor, "cases.acknowledge", case, {"objection": row.pk}, "", door)
    return row


def answer(
    actor: User, objection_id: int, *, outcome: str, reasons: str, article: str, door: str = "page"
) -> Objection:
    """Answer an objection. Never by whoever decided, surveyed or typed it in, nor by the unit that decided.

    Raises Refused, KeptApart, OwnKin, BadObjection, Missing.
    """
    with transaction.atomic():
        row, case = locked(objection_id)
        post = deciding.authority(actor, "cases.answer", case)
        if row.state in (Objection.State.ANSWERED, Objection.State.WITHDRAWN):
            raise BadObjection(Text("这份异议已经答复。", "This objection has been answered."))
        elsewhere(actor, deciding.unit(post), case, row)
        deciding.keep_kin_apart(actor, case, PROCEDURES.get(case.workflow), Move("answer"))
        if outcome not in OUTCOMES:
            raise Missing(Text("请选择答复结论。", "Choose an outcome."), "outcome")
        if (length := len(reasons.strip())) < SHORTEST_REASONS:
            raise Missing(deciding.SHORT.format(least=SHORTEST_REASONS, count=length), "reasons")
        if not article.strip():
            raise Missing(Text("请写明依据的条文。", "State the article it rests on."), "article")
        row.state, row.outcome = Objection.State.ANSWERED, outcome
        row.answer, row.article = reasons.strip(), article.strip()
        row.answered_by, row.answered_on = actor, clock.today()
        row.save(update_fields=["state", "outcome", "answer", "article", "answered_by", "answered_on"])
        tasks.answered(row)
        thaw(case, -1)
        if outcome in UPHELD and row in raised_here(case):
            tasks.put_right(case, PROCEDURES.get(case.workflow).workflow, clock.today())
        moved(actor, case, f"answer:{outcome}", clock.today(), door)
        tell(actor, "cases.answer", case, {"objection": row.pk, "outcome": outcome}, "", door)
    return row


def elsewhere(actor: User, unit: str, case: Case, row: Objection) -> None:
    """Another person of another unit; raises KeptApart, BadObjection."""
    decided = row.decision
    if decided is not None and (decided.by_id == actor.pk or decided.unit == unit):
        raise BadObjection(SAME_UNIT)
    steps = [step.key for step in PROCEDURES.get(case.workflow).workflow.steps]
    if row.typed_by_id == actor.pk or case.events.filter(actor=actor, step__in=steps).exists():
        raise KeptApart(Text("此前的办理", "an earlier step"))


def withdraw(actor: User, objection_id: int, why: str, *, door: str = "page") -> Objection:
    """Whoever objected took it back, as an official records with a reason. Raises Refused, BadObjection, Missing."""
    with transaction.atomic():
        row, case = locked(objection_id)
        access.require(actor, "cases.object", programme=case.programme, place_code=case.place_code)
        if row.state in (Objection.State.ANSWERED, Objection.State.WITHDRAWN):
            raise BadObjection(Text("这份异议已经答复。", "This objection has been answered."))
        if len(why.strip()) < clocks.SHORTEST_WHY:
            raise Missing(Text("请写明撤回的经过。", "Say how it was taken back."), "why")
        row.state, row.answer, row.answered_on = Objection.State.WITHDRAWN, why.strip(), clock.today()
        row.save(update_fields=["state", "answer", "answered_on"])
        tasks.answered(row)
        thaw(case, -1)
        moved(actor, case, "objection:withdrawn", clock.today(), door)
        tell(actor, "cases.withdraw", case, {"objection": row.pk}, "", door)
    return row


def locked(objection_id: int) -> tuple[Objection, Case]:
    """The objection and its case, the case locked first."""
    case = Case.objects.select_for_update(no_key=True).get(objections__pk=objection_id)
    return Objection.objects.select_related("decision").get(pk=objection_id), case


def thaw(case: Case, by: int) -> None:
    """One open objection more (1) or less (-1)."""
    Case.objects.filter(pk=case.pk).update(frozen=F("frozen") + by)
    case.refresh_from_db(fields=["frozen"])


def moved(actor: User, case: Case, event: str, day: dt.date, door: str) -> None:
    """An event of the case, by whatever post lets the actor see it; a citizen has none."""
    post = access.post_for(actor, "cases.view", case.programme, case.place_code)
    moving.happened(actor, post, case, event, day, door)
