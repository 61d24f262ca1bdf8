"""What the household reads on its own page: where its case stands, what comes next and until when, who looked."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from datong.foundation.access import service as access
from datong.foundation.casework.enums import DESK_NAMES, OUTCOMES
from datong.foundation.casework.models import Case, Objection
from datong.foundation.casework.queries.cases import state_name
from datong.foundation.casework.queries.page import DecisionLine, decision_line, rights_now, step_name, target
from datong.foundation.casework.registry import PROCEDURES
from datong.foundation.notices import service as notices
from datong.foundation.places import service as places
from datong.kernel import clock
from datong.kernel.bilingual import Text

CASE, UNTIL = "my_case", "my_case_until"
MOST = 30
OWN = ("applicant", "agent")


@dataclass(frozen=True, slots=True)
class Next:
    """A step that is owed: what, by which desk, until when."""

    step: Text
    desk: Text
    due_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Looked:
    """Somebody had the file open: the day, the unit in words; no name."""

    day: dt.date
    unit: Text


@dataclass(frozen=True, slots=True)
class OwnObjection:
    """An objection as the household sees it. `own`: raised by the household or for it; of others neither text nor answer."""

    row: Objection
    own: bool
    number: str
    open: bool
    outcome: Text | None


@dataclass(frozen=True, slots=True)
class OwnCase:
    """The household's own page."""

    case: Case
    programme: Text
    state: Text
    place: str
    coming: list[Next]
    happened: list[tuple[dt.date, Text]]
    decision: DecisionLine | None
    letters: list[notices.Notice]
    objections: list[OwnObjection]
    rights: list[tuple[str, Text]]
    looks: list[Looked]
    stopped: str
    objectable: bool


def opened_in(session: Mapping[str, Any]) -> int:
    """The id of the case this browser has opened with number and code within the half hour; 0 without one."""
    return int(session.get(CASE, 0)) if session.get(UNTIL, 0) >= clock.now().timestamp() else 0


def own_case(pk: int) -> OwnCase | None:
    """The case whose number and code were shown; None when it is gone. The queries do not grow with its history."""
    case = Case.objects.select_related("decision").filter(pk=pk).first()
    if case is None:
        return None
    table = PROCEDURES.get(case.workflow).workflow
    pause = case.pauses.filter(until=None).first()
    return OwnCase(
        case=case,
        programme=access.programmes().get(case.programme, Text(case.programme, case.programme)),
        state=state_name(case.workflow, case.state),
        place=places.names({case.place_code}).get(case.place_code, ""),
        coming=coming(case),
        happened=[
            (event.on, step_name(table, event.step)) for event in case.events.order_by("-number")[:MOST]
        ],
        decision=decision_line(table, case.decision) if case.decision else None,
        letters=list(notices.notices_of(target(case))),
        objections=[own_objection(row) for row in case.objections.all()],
        rights=rights_now(case),
        looks=looks_of(case),
        stopped=pause.reason if pause else "",
        objectable=bool(table.objections),
    )


def coming(case: Case) -> list[Next]:
    """The steps that desks owe now."""
    table = PROCEDURES.get(case.workflow).workflow
    desks = {step.key: DESK_NAMES[step.desk] for step in table.steps}
    return [
        Next(step_name(table, key), desks.get(key, Text("", "")), task.due_on)
        for task in case.tasks.filter(done_at__isnull=True).order_by("due_on", "id")
        for key in task.steps
    ]


def own_objection(row: Objection) -> OwnObjection:
    """One objection with the number of its receipt."""
    return OwnObjection(
        row, row.capacity in OWN, receipt(row), row.answered_on is None, OUTCOMES.get(row.outcome)
    )


def receipt(row: Objection) -> str:
    """The number on the receipt of an objection: YY-2014-000012."""
    return f"YY-{row.received_on.year}-{row.pk:06d}"


def looks_of(case: Case) -> list[Looked]:
    """Who looked at the file, by day and unit, without names; the household's own looks are left out. Three queries."""
    rows = list(
        case.looks.filter(user__isnull=False).select_related("user").prefetch_related("user__posts")[:MOST]
    )
    posts = {row.pk: held(row.user, row.day, case) for row in rows}
    told = access.lines([post for post in posts.values() if post is not None])
    words = {
        line.id: Text(f"{line.place.zh}{line.role.zh}", f"{line.role.en}, {line.place.en}") for line in told
    }
    unknown = Text("已离任的工作人员", "an official no longer in office")
    return [
        Looked(row.day, words.get(post.pk, unknown) if (post := posts[row.pk]) else unknown) for row in rows
    ]


def held(user: access.User | None, day: dt.date, case: Case) -> access.Post | None:
    """The post by which somebody could look at the case on that day."""
    posts = list(user.posts.all()) if user else []
    inside = [
        post
        for post in posts
        if post.since <= day
        and (post.until is None or day < post.until)
        and case.place_code.startswith(places.prefix(post.place_code))
    ]
    return max(inside, key=lambda post: len(places.prefix(post.place_code)), default=None)
