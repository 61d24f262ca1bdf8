"""The watch (催办): cases in which nothing has moved, answers that are overdue."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from datong.foundation.access.service import AnyUser, Scope
from datong.foundation.casework.models import Case, Objection
from datong.foundation.casework.queries import scope
from datong.foundation.casework.queries.inbox import desk_name
from datong.foundation.casework.registry import PROCEDURES
from datong.foundation.places import service as places
from datong.kernel import clock
from datong.kernel.bilingual import Text

DAYS, MOST_DAYS, CAP, MOST_OVERDUE = 10, 3_650, 1_000, 100
OPEN = (Objection.State.RECEIVED, Objection.State.ACKNOWLEDGED)


@dataclass(frozen=True, slots=True)
class Still:
    """A case without a move. `desk`: who owes the next step; nobody, if nothing is owed."""

    case: Case
    state: Text
    place: str
    desks: list[Text]
    holders: list[str]
    days: int


@dataclass(frozen=True, slots=True)
class Overdue:
    """An objection whose answer is late. `days`: calendar days past the day."""

    row: Objection
    place: str
    desk: Text
    days: int


def still(user: AnyUser, days: int, place: str = "") -> list[int]:
    """Ids of open cases in the reader's scope without a move for `days` days, the longest first, at most CAP;
    of one place (12 digits) where asked for.

    Cases that may rest (in pay) are left out: nothing is owed there before the day of their next check.
    """
    since = clock.today() - dt.timedelta(days)
    unresting, states = Q(pk__in=[]), set[str]()
    for procedure in PROCEDURES.values():
        table = procedure.workflow
        moving = [state.key for state in table.states if not (state.resting or state.final)]
        unresting |= Q(workflow=table.key, state__in=moving)
        states |= set(moving)
    seen = Case.objects.filter(scope.within(user, by_day=True))
    rows = seen.filter(unresting, state__in=sorted(states), closed_on__isnull=True, moved_on__lte=since)
    if place:
        rows = rows.filter(scope.inside(Scope.of([place]), "place_code"))
    return list(rows.order_by("moved_on", "id").values_list("id", flat=True)[:CAP])


def still_lines(ids: list[int]) -> list[Still]:
    """The cases in words, in the order given. Three queries."""
    rows = Case.objects.prefetch_related("tasks__assignee").in_bulk(ids)
    names = places.names({row.place_code for row in rows.values()})
    return [still_line(rows[pk], names) for pk in ids if pk in rows]


def still_line(case: Case, names: dict[str, str]) -> Still:
    """One of them in words."""
    owed = [task for task in case.tasks.all() if task.done_at is None]
    return Still(
        case,
        PROCEDURES.get(case.workflow).workflow.state(case.state).name,
        names.get(case.place_code, case.place_code),
        list(dict.fromkeys(desk_name(task.role) for task in owed)),
        [task.assignee.name for task in owed if task.assignee],
        (clock.today() - case.moved_on).days,
    )


def overdue(user: AnyUser) -> QuerySet[Objection]:
    """Objections in the reader's scope whose answer is late, the oldest first."""
    where = scope.within(user, place="case__place_code", programme="case__programme")
    return (
        Objection.objects.filter(where, state__in=OPEN, due_on__lt=clock.today())
        .select_related("case")
        .order_by("due_on", "id")
    )


def overdue_lines(rows: list[Objection]) -> list[Overdue]:
    """Objections in words. One query."""
    names = places.names({row.case.place_code for row in rows})
    today = clock.today()
    return [
        Overdue(row, names.get(row.case.place_code, ""), desk_name(row.role), (today - row.due_on).days)
        for row in rows
        if row.due_on
    ]
