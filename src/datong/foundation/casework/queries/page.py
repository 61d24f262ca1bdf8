"""Everything the case page shows (办件页), as far as the reader may see it."""

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.casework.enums import CAPACITIES, CHANNELS, OUTCOMES
from datong.foundation.casework.models import Case, Decision, Event, Look, Objection, Pause, Task
from datong.foundation.casework.queries import scope
from datong.foundation.casework.queries.cases import state_name
from datong.foundation.casework.queries.dates import deadline_name
from datong.foundation.casework.queries.history import Bound, Standing, as_of
from datong.foundation.casework.queries.inbox import ANSWER, desk_name
from datong.foundation.casework.registry import PROCEDURES
from datong.foundation.evidence import service as evidence
from datong.foundation.notices import service as notices
from datong.foundation.people import service as people
from datong.foundation.places import service as places
from datong.kernel.bilingual import Text
from datong.kernel.identity import mask
from datong.kernel.procedure import Workflow

LOOKS = 20
OWN_WORDS = {
    "open": Text("立案", "opened"),
    "delivered": Text("文书送达", "letter delivered"),
    "objection": Text("提出异议", "objection raised"),
    "objection:withdrawn": Text("撤回异议", "objection withdrawn"),
    "answer": Text("答复异议", "objection answered"),
}
DOORS = {
    "page": Text("网页", "page"),
    "api": Text("接口", "API"),
    "cli": Text("命令行", "command line"),
    "phone": Text("手机", "phone"),
    "citizen": Text("本人网页", "citizen's page"),
}


@dataclass(frozen=True, slots=True)
class EventLine:
    """One thing that happened, in words."""

    event: Event
    name: Text
    after: Text
    door: Text
    by: str
    back: bool


@dataclass(frozen=True, slots=True)
class DeadlineLine:
    """One deadline: what for, the day, whether it may be extended by its table."""

    bound: Bound
    name: Text
    extendable: bool


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One decision in words, with what it rests on."""

    decision: Decision
    step: Text
    inputs: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class ObjectionLine:
    """One objection in words. `by_name` is None where the reader took part in what is objected to."""

    row: Objection
    kind: Text
    capacity: Text
    channel: Text
    outcome: Text | None
    by_name: str | None
    contact: str | None
    open: bool


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the household, number masked."""

    pk: int
    name: str
    relation: str
    number: str


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A duty that is open: whose desk, who holds it, which steps."""

    task: Task
    desk: Text
    steps: list[Text]


@dataclass(frozen=True, slots=True)
class CasePage:
    """The file, ready to be drawn. `day`: the day it is shown as of; None for now."""

    case: Case
    table: Workflow
    state: Text
    state_key: str
    place: str
    programme: Text
    day: dt.date | None
    events: list[EventLine]
    deadlines: list[DeadlineLine]
    pauses: list[Pause]
    decisions: list[DecisionLine]
    tasks: list[TaskLine]
    members: list[Member]
    objections: list[ObjectionLine]
    letters: list[notices.Notice]
    items: list[Any]
    looks: list[Look]

    @property
    def stopped(self) -> Pause | None:
        """The pause that is open now."""
        return next((pause for pause in self.pauses if pause.until is None), None)


def case_page(user: User, pk: int, day: dt.date | None = None) -> CasePage:
    """One case with everything about it. Raises Http404, Refused. The number of queries does not grow with its history."""
    case = scope.case_of(user, pk)
    table = PROCEDURES.get(case.workflow).workflow
    standing = as_of(case, day or dt.date.max)
    state = standing.state if day else case.state
    return CasePage(
        case=case,
        table=table,
        state=state_name(case.workflow, state) if state else Text("尚未立案", "not opened yet"),
        state_key=state,
        place=places.names({case.place_code}).get(case.place_code, case.place_code),
        programme=access.programmes().get(case.programme, Text(case.programme, case.programme)),
        day=day,
        events=[event_line(table, event) for event in reversed(standing.events)],
        deadlines=deadline_lines(table, standing),
        pauses=standing.pauses,
        decisions=[decision_line(table, each) for each in reversed(standing.decisions)],
        tasks=[] if day else task_lines(table, case),
        members=members_of(case),
        objections=objection_lines(user, case, table, standing),
        letters=[each for each in notices.notices_of(target(case)) if not day or each.issued_on <= day],
        items=[] if day else list(evidence.items_of(target(case))),
        looks=[] if day else list(case.looks.select_related("user")[:LOOKS]),
    )


def target(case: Case) -> str:
    """How other houses name the case."""
    return f"casework.Case:{case.pk}"


def step_name(table: Workflow, key: str) -> Text:
    """A step of the table or an event of casework itself, in words."""
    own = next((step.name for step in table.steps if step.key == key), None)
    return own or OWN_WORDS.get(key) or OWN_WORDS.get(key.partition(":")[0]) or Text(key, key)


def event_line(table: Workflow, event: Event) -> EventLine:
    """One event in words."""
    return EventLine(
        event=event,
        name=step_name(table, event.step),
        after=state_of(table, event.after),
        door=DOORS.get(event.door, Text(event.door, event.door)),
        by="" if event.door == "citizen" else event.actor.name,
        back=any(step.back for step in table.steps if step.key == event.step),
    )


def state_of(table: Workflow, key: str) -> Text:
    """A state of the table in words."""
    return next((state.name for state in table.states if state.key == key), Text(key, key))


def deadline_lines(table: Workflow, standing: Standing) -> list[DeadlineLine]:
    """Deadlines, the open ones first, each with whether its table lets it be extended."""
    rows = sorted(
        standing.deadlines,
        key=lambda each: (each.state != "open", each.binding.due or dt.date.max, each.row.pk),
    )
    return [
        DeadlineLine(each, deadline_name(table, each.row.key, each.row.total), extendable(table, each))
        for each in rows
    ]


def extendable(table: Workflow, bound: Bound) -> bool:
    """Whether an article of the table extends it, and nobody has yet."""
    row = bound.row
    if bound.state != "open" or row.extended or row.floor:
        return False
    if row.total:
        return any(each.extension for each in table.clocks if each.key == row.key)
    steps = [step for step in table.steps if step.key == row.key]
    return any(each.extension and each.since == row.since for step in steps for each in step.deadlines)


def decision_line(table: Workflow, decision: Decision) -> DecisionLine:
    """One decision with its inputs opened."""
    return DecisionLine(decision, step_name(table, decision.step), json.loads(decision.inputs or "[]"))


def task_lines(table: Workflow, case: Case) -> list[TaskLine]:
    """What is owed now, and by whom."""
    rows = case.tasks.filter(done_at__isnull=True).select_related("assignee")
    return [
        TaskLine(
            row,
            desk_name(row.role),
            [ANSWER] if row.objection_id else [step_name(table, key) for key in row.steps],
        )
        for row in rows
    ]


def members_of(case: Case) -> list[Member]:
    """The household's members, the head first; the subject alone where there is no household."""
    if case.household is None:
        only = case.subject
        return [Member(only.pk, only.name, "", mask(only.identity or ""))] if only else []
    rows = people.Membership.objects.filter(household=case.household).select_related("person").order_by("id")
    found = [
        Member(row.person.pk, row.person.name, row.relation, mask(row.person.identity or "")) for row in rows
    ]
    head = case.household.head_id
    return sorted(found, key=lambda member: member.pk != head)


def objection_lines(user: User, case: Case, table: Workflow, standing: Standing) -> list[ObjectionLine]:
    """Objections, the newest first; whoever took a step of the case does not learn who objected."""
    last = standing.day
    rows = [
        row for row in case.objections.select_related("answered_by", "typed_by") if row.received_on <= last
    ]
    hidden = took_part(user, table, standing.events)
    return [objection_line(row, table, hidden) for row in rows]


def took_part(user: User, table: Workflow, events: Iterable[Event]) -> bool:
    """Whether the reader took a step of the table in this case."""
    steps = {step.key for step in table.steps}
    return any(event.actor_id == user.pk and event.step in steps for event in events)


def objection_line(row: Objection, table: Workflow, hidden: bool) -> ObjectionLine:
    """One objection in words."""
    return ObjectionLine(
        row=row,
        kind=next(
            (right.name for right in table.objections if right.key == row.kind), Text(row.kind, row.kind)
        ),
        capacity=CAPACITIES.get(row.capacity, Text(row.capacity, row.capacity)),
        channel=CHANNELS.get(row.channel, Text(row.channel, row.channel)),
        outcome=OUTCOMES.get(row.outcome),
        by_name=None if hidden else row.by_name or "",
        contact=None if hidden else row.contact or "",
        open=row.state in (Objection.State.RECEIVED, Objection.State.ACKNOWLEDGED),
    )


def news_since(user: User, pk: int, seen: int) -> list[EventLine]:
    """What has happened since the page with so many moves was opened."""
    case = scope.case_of(user, pk)
    table = PROCEDURES.get(case.workflow).workflow
    rows = case.events.filter(number__gt=seen).select_related("actor", "decision").order_by("number")
    return [event_line(table, event) for event in rows]


def objection_of(user: User, pk: int) -> tuple[Case, ObjectionLine]:
    """One objection with its case. Raises Http404, Refused."""
    row = Objection.objects.select_related("answered_by", "typed_by").filter(pk=pk).first()
    case = scope.case_of(user, row.case_id if row else 0)
    assert row is not None  # noqa: S101 - without a row there is no case
    table = PROCEDURES.get(case.workflow).workflow
    events = case.events.filter(actor=user).only("actor_id", "step")
    return case, objection_line(row, table, took_part(user, table, events))


def rights_now(case: Case) -> list[tuple[str, Text]]:
    """The objections that may be raised in the state the case stands in, as choices."""
    table = PROCEDURES.get(case.workflow).workflow
    return [(right.key, right.name) for right in table.objections if case.state in right.states]
