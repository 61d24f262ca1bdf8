"""Opening cases: one by an official, many at once when a ledger is taken over."""

from collections.abc import Callable, Sequence
from itertools import count

from django.db import IntegrityError, transaction

from datong.foundation.access import service as access
from datong.foundation.access.service import Post, User
from datong.foundation.calendar import service as calendar
from datong.foundation.casework.actions import clocks, deciding, moving, tasks
from datong.foundation.casework.actions.telling import tell
from datong.foundation.casework.errors import CaseworkError
from datong.foundation.casework.models import Case, Deadline, Task
from datong.foundation.casework.protocols import Move, NewCase, Procedure
from datong.foundation.casework.registry import PROCEDURES
from datong.foundation.journal import service as journal
from datong.foundation.storage import service as storage
from datong.kernel import clock
from datong.kernel.bilingual import Text

TWICE = Text(
    "这个家庭在本项工作中已有未办结的办件，请在原办件中办理。",
    "The household already has an open case in this programme; go on in that one.",
)
OPENED = "open"


def open_case(
    actor: User, new: NewCase, *, door: str = "page", then: Callable[[Case], None] | None = None
) -> Case:
    """A case in the table's first state (or one of its entries). `then` is called once it stands, before anything is
    journalled. Raises Refused, CaseworkError (open twice).
    """
    procedure = PROCEDURES.get(new.workflow)
    table = procedure.workflow
    access.require(actor, procedure.open, programme=table.programme, place_code=new.place_code)
    post = access.post_for(actor, procedure.open, table.programme, new.place_code)
    return opened(actor, post, procedure, new, door, then)


def open_as_citizen(new: NewCase, *, then: Callable[[Case], None] | None = None) -> Case:
    """A case somebody opens on a page without a login, where the procedure allows it (`anybody`)."""
    procedure = PROCEDURES.get(new.workflow)
    if not procedure.anybody:
        raise ValueError(f"{new.workflow}: nobody opens a case of it without a login")
    return opened(access.citizen(), None, procedure, new, "citizen", then)


def opened(
    actor: User,
    post: Post | None,
    procedure: Procedure,
    new: NewCase,
    door: str,
    then: Callable[[Case], None] | None,
) -> Case:
    """The case with its first event, days and tasks."""
    table = procedure.workflow
    with transaction.atomic():
        case = inserted(build(new, procedure, number(procedure.prefix, new.place_code[:6], new.law_on.year)))
        moving.note(actor, post, case, OPENED, "", Move(OPENED, on=case.opened_on, note=new.note), None, door)
        moving.begin(case, procedure, OPENED, case.opened_on, case.opened_on, entered=True)
        tasks.owe(case, table, case.opened_on)
        clocks.settle(case)
        if then is not None:
            then(case)
        tell(actor, "cases.open", case, {"workflow": table.key, "state": case.state}, "", door)
    return case


def build(new: NewCase, procedure: Procedure, number: str) -> Case:
    """The case, unsaved."""
    table, today = procedure.workflow, clock.today()
    state = table.state(new.entry or table.start)
    if state.key not in (table.start, *table.entries):
        raise ValueError(f"{table.key}: a case cannot begin in {state.key}")
    return Case(
        number=number,
        workflow=table.key,
        programme=table.programme,
        state=state.key,
        entitlement=state.entitlement,
        county=new.place_code[:6],
        place_code=new.place_code,
        household_id=new.household,
        subject_id=new.subject,
        label=new.label,
        origin=new.origin,
        law_on=new.law_on,
        opened_on=min(new.law_on, today),
        moved_on=min(new.law_on, today),
        moved_at=clock.now(),
    )


def inserted(case: Case) -> Case:
    """Saved; raises CaseworkError when the household has an open case already."""
    try:
        with transaction.atomic():
            case.save(force_insert=True)
    except IntegrityError as error:
        raise CaseworkError(TWICE) from error
    return case


def number(prefix: str, county: str, year: int, wanted: int = 1) -> str:
    """The next case number: DB-510626-2014-000001; of several wanted at once the first."""
    name = f"{prefix}-{county}-{year}"
    return f"{name}-{storage.next_number(name, wanted):06d}"


def open_many(actor: User, news: Sequence[NewCase], *, door: str = "cli") -> list[Case]:
    """Cases taken over from a ledger, all of one table and county: a handful of queries, however many.

    Raises Refused, and CaseworkError when one of the households has an open case already; all or nothing.
    """
    if not news:
        return []
    procedure = PROCEDURES.get(news[0].workflow)
    county = news[0].place_code[:6]
    access.require(
        actor, procedure.open, programme=procedure.workflow.programme, place_code=county + "000000"
    )
    post = access.post_for(actor, procedure.open, procedure.workflow.programme, county + "000000")
    with transaction.atomic():
        by_year: dict[int, list[NewCase]] = {}
        for new in news:
            by_year.setdefault(new.law_on.year, []).append(new)
        made: list[Case] = []
        notes: list[str] = []
        for year, group in sorted(by_year.items()):
            first = number(procedure.prefix, county, year, len(group))
            head, _, start = first.rpartition("-")
            made += [
                build(new, procedure, f"{head}-{at:06d}")
                for new, at in zip(group, count(int(start)), strict=False)
            ]
            notes += [new.note for new in group]
        taken_over(actor, deciding.words(post), procedure, made, notes, door)
        detail: dict[str, object] = {"workflow": procedure.workflow.key, "cases": len(made)}
        journal.record(
            actor.username,
            "cases.take_over",
            f"casework.Case:{county}*",
            place=county + "000000",
            door=door,
            detail=detail,
        )
    return made


def taken_over(
    actor: User, authority: str, procedure: Procedure, made: list[Case], notes: Sequence[str], door: str
) -> None:
    """Insert the cases with their first event, days and tasks in bulk."""
    for case, pk in zip(made, storage.reserve_ids(Case, len(made)), strict=True):
        case.pk = pk
    events = [
        moving.written(
            actor, authority, case, OPENED, "", Move(OPENED, on=case.opened_on, note=note), None, door
        )
        for case, note in zip(made, notes, strict=True)
    ]
    counted = clocks.Counted(calendar.working_days())
    days: list[Deadline] = []
    owed: list[Task] = []
    for case in made:
        own = moving.beginning(case, procedure, OPENED, case.opened_on, case.opened_on, counted, entered=True)
        todo = tasks.owed(case, procedure.workflow, case.opened_on)
        clocks.place(case, own, todo)
        tasks.later(case, procedure.workflow, todo)
        days += own
        owed += todo
    try:
        with transaction.atomic():
            storage.insert_objects(made)
    except IntegrityError as error:
        raise CaseworkError(TWICE) from error
    for rows in (events, days, owed):
        storage.insert_objects(rows)
