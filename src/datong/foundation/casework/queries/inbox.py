"""The inbox (收件箱): what a desk owes, by due day. Costs what the shown page costs, whatever the county's size.

Ids are read in the order of an index and at most CAP of them; numbers above are told as "1,000+". Tasks that rest for
months are skipped by the index over `from_on`, so a desk with many of them and little to do costs little, too.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.casework.enums import DESK_NAMES, DESKS
from datong.foundation.casework.models import Case, Deadline, Task
from datong.foundation.casework.queries import scope
from datong.foundation.casework.queries.scope import Desk
from datong.foundation.casework.registry import PROCEDURES
from datong.foundation.places import service as places
from datong.kernel import clock
from datong.kernel.bilingual import Text

CAP = 1_000
OWED, LATE, SOON, WAITING = "todo", "late", "soon", "waiting"
TABS = (OWED, LATE, SOON, WAITING)
NOBODY = "none"
ANSWER = Text("答复异议", "answer an objection")
Dated = tuple[int, dt.date | None]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for. `assignee`: "" anybody, "none" nobody, or an account's id."""

    tab: str = OWED
    programme: str = ""
    state: str = ""
    place: str = ""
    number: str = ""
    assignee: str = ""

    @property
    def narrowed(self) -> bool:
        return any((self.programme, self.state, self.place, self.number, self.assignee))


@dataclass(frozen=True, slots=True)
class Count:
    """A number up to CAP; `more`: there are at least so many."""

    number: int
    more: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One task of the list, in words."""

    id: int
    case_id: int
    number: str
    label: str
    programme: Text
    state: Text
    steps: list[Text]
    place: str
    desk: Text
    assignee: str
    due_on: dt.date | None
    warn_on: dt.date | None
    frozen: bool
    deadline: int | None


@dataclass(frozen=True, slots=True)
class Inbox:
    """The page: ids of the whole (capped) list, so that it can be cut into pages, and what the tabs count."""

    asked: Asked
    ids: list[int]
    more: bool
    counts: dict[str, Count]
    desks: list[Desk]


def inbox(user: User, asked: Asked) -> Inbox:
    """What the reader's desks owe, narrowed as asked. At most nine queries a desk."""
    own, today = scope.desks(user), clock.today()
    lists = {
        OWED: begun(own, today, narrowing(asked) & (Q() if asked.assignee else mine(user))),
        LATE: late(own, today, narrowing(asked)),
        SOON: soon(own, today, narrowing(asked)),
    }
    if asked.tab == WAITING:
        lists[WAITING] = waiting(own, user, today, narrowing(asked))
    ids = lists.get(asked.tab, lists[OWED])
    counts = {tab: Count(min(len(found), CAP), len(found) > CAP) for tab, found in lists.items()}
    return Inbox(asked, ids[:CAP], len(ids) > CAP, counts, own)


def narrowing(asked: Asked) -> Q:
    """The filters of the address as one condition."""
    wanted = Q()
    if asked.programme:
        wanted &= Q(programme=asked.programme)
    if asked.state:
        programme, _, state = asked.state.partition("/")
        wanted &= Q(programme=programme, state=state)
    if asked.place:
        low = places.prefix(asked.place)
        wanted &= Q(case_place__range=(low.ljust(12, "0"), low.ljust(12, "9")))
    if asked.number:
        found = (
            Case.objects.filter(scope.numbered(asked.number)).order_by("number").values_list("id", flat=True)
        )
        wanted &= Q(case_id__in=list(found[:CAP]))
    if asked.assignee == NOBODY:
        wanted &= Q(assignee__isnull=True)
    elif asked.assignee.isascii() and asked.assignee.isdigit():
        wanted &= Q(assignee_id=int(asked.assignee))
    return wanted


def open_tasks() -> QuerySet[Task]:
    """What is owed."""
    return Task.objects.filter(done_at__isnull=True)


def mine(user: User) -> Q:
    """Nobody's yet, or the reader's own."""
    return Q(assignee__isnull=True) | Q(assignee=user)


def begun(own: Sequence[Desk], today: dt.date, wanted: Q) -> list[int]:
    """The desks' tasks that have begun, the soonest first, those without a day last."""
    return merged(shown(open_tasks().filter(desk.q() & wanted), today) for desk in own)


def shown(tasks: QuerySet[Task], today: dt.date) -> list[Dated]:
    """Up to CAP + 1 tasks that have begun, by due day. Few are sorted here; many are read in the index's order."""
    due = tasks.filter(from_on__lte=today)
    few = list(due.order_by("from_on").values_list("id", "due_on")[: CAP + 1])
    return few if len(few) <= CAP else by_day(due)


def by_day(tasks: QuerySet[Task]) -> list[Dated]:
    """Up to CAP + 1 of them by due day, those without one last."""
    dated = tasks.filter(due_on__isnull=False).order_by("due_on", "id")
    found = list(dated.values_list("id", "due_on")[: CAP + 1])
    if len(found) <= CAP:
        undated = tasks.filter(due_on__isnull=True).order_by("id")
        found += undated.values_list("id", "due_on")[: CAP + 1 - len(found)]
    return found


def late(own: Sequence[Desk], today: dt.date, wanted: Q) -> list[int]:
    """Past their day, whoever of the desk holds them."""
    overdue = open_tasks().filter(wanted, due_on__lt=today).order_by("due_on", "id")
    return merged(list(overdue.filter(desk.q()).values_list("id", "due_on")[: CAP + 1]) for desk in own)


def soon(own: Sequence[Desk], today: dt.date, wanted: Q) -> list[int]:
    """Past 70% of their limit and not yet over, whoever of the desk holds them."""
    near = open_tasks().filter(wanted, due_on__gte=today, warn_on__lte=today, from_on__lte=today)
    by_warning = near.order_by("warn_on").values_list("id", "due_on")
    return merged(list(by_warning.filter(desk.q())[: CAP + 1]) for desk in own)


def waiting(own: Sequence[Desk], user: User, today: dt.date, wanted: Q) -> list[int]:
    """Open tasks of cases in the reader's scope that sit at another desk."""
    elsewhere = open_tasks().filter(wanted, from_on__lte=today)
    for desk in own:
        elsewhere = elsewhere.exclude(role=desk.role, place_code=desk.place_code)
    groups = [
        by_day(elsewhere.filter(scope.one_reach(where, slugs, "case_place", by_day=True)))
        for where, slugs in scope.reach(user).items()
    ]
    return merged(groups)


def merged(groups: Iterable[list[Dated]]) -> list[int]:
    """Ids of several desks as one list by due day; at most CAP + 1."""
    found = {pk: day for group in groups for pk, day in group}
    return sorted(found, key=lambda pk: (found[pk] or dt.date.max, pk))[: CAP + 1]


def lines(ids: Sequence[int]) -> list[Line]:
    """Tasks in words, in the order given. Three queries."""
    rows = Task.objects.select_related("case", "assignee").in_bulk(list(ids))
    names = places.names({row.case.place_code for row in rows.values()})
    named = access.programmes()
    days = days_of(rows.values())
    return [line(rows[pk], names, named, days) for pk in ids if pk in rows]


def days_of(tasks: Iterable[Task]) -> dict[tuple[int, str, dt.date | None], int]:
    """Ids of the open deadlines behind the due days of tasks, by case, step and day."""
    cases = {task.case_id for task in tasks if task.due_on}
    rows = Deadline.objects.filter(case_id__in=cases, state=Deadline.State.OPEN, floor=False)
    return {(case, key, due): pk for pk, case, key, due in rows.values_list("id", "case_id", "key", "due_on")}


def line(
    task: Task,
    names: dict[str, str],
    programmes: dict[str, Text],
    days: dict[tuple[int, str, dt.date | None], int],
) -> Line:
    """One task in words."""
    case, table = task.case, PROCEDURES.get(task.case.workflow).workflow
    known = {step.key: step.name for step in table.steps}
    return Line(
        id=task.pk,
        case_id=case.pk,
        number=case.number,
        label=case.label,
        programme=programmes.get(task.programme, Text(task.programme, task.programme)),
        state=table.state(task.state).name,
        steps=[ANSWER] if task.objection_id else [known[key] for key in task.steps if key in known],
        place=names.get(case.place_code, case.place_code),
        desk=desk_name(task.role),
        assignee=task.assignee.name if task.assignee else "",
        due_on=task.due_on,
        warn_on=task.warn_on,
        frozen=bool(case.frozen),
        deadline=next(
            (days[found] for key in task.steps if (found := (case.pk, key, task.due_on)) in days), None
        ),
    )


def desk_name(role: str) -> Text:
    """镇（街道） for a clerk's desk."""
    return next((DESK_NAMES[desk] for desk, its in DESKS.items() if its == role), Text(role, role))


def colleagues(user: User) -> list[User]:
    """Who else holds the reader's desks: whom a task can be given to. One query."""
    wanted = Q(pk__in=[])
    today = clock.today()
    for desk in scope.desks(user):
        wanted |= Q(posts__role=desk.role, posts__place_code=desk.place_code)
    in_force = Q(posts__since__lte=today) & (Q(posts__until__isnull=True) | Q(posts__until__gt=today))
    return list(User.objects.filter(wanted & in_force, is_active=True).distinct().order_by("name"))


def states(programmes: Iterable[str], *, final: bool = False) -> list[tuple[str, Text]]:
    """The states of the tables of these programmes, as choices: (programme/state, name); final ones where asked for.

    What two rule packs both have is offered once.
    """
    wanted = set(programmes)
    tables = [each.workflow for each in PROCEDURES.values() if each.workflow.programme in wanted]
    named = {
        f"{table.programme}/{state.key}": state.name
        for table in tables
        for state in table.states
        if final or not state.final
    }
    return list(named.items())


def tasks_for(user: User, ids: Iterable[int]) -> list[Task]:
    """Open tasks of the reader's own desks among these, with their cases; others are not told of. One query."""
    wanted = Q(pk__in=[])
    for desk in scope.desks(user):
        wanted |= desk.q()
    rows = open_tasks().filter(wanted, pk__in=list(ids)).select_related("case", "assignee")
    return list(rows.order_by("due_on", "id"))
