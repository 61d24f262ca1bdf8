"""Duties of desks: made when a case enters a state, taken, given to somebody, handed over with a post."""

import datetime as dt
from collections.abc import Sequence
from itertools import groupby

from django.db import transaction

from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.casework.actions.telling import tell
from datong.foundation.casework.enums import DESKS, desk_place
from datong.foundation.casework.errors import CaseworkError
from datong.foundation.casework.models import Case, Objection, Task
from datong.foundation.journal import service as journal
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.kernel.procedure import Step, Workflow

AHEAD = dt.timedelta(days=30)
NOT_THEIRS = Text(
    "{name}没有办理这项任务的岗位，请选择对应岗位上的同志。",
    "{name} holds no post for this task; choose somebody who does.",
)


def owe(case: Case, table: Workflow, day: dt.date) -> None:
    """Make the tasks of the state the case stands in."""
    Task.objects.bulk_create(owed(case, table, day))


def owed(case: Case, table: Workflow, day: dt.date) -> list[Task]:
    """The tasks of the state, unsaved: one for each desk that owes a step."""
    return made([step for step in table.leaving(case.state) if step.duty], case, day)


def put_right(case: Case, table: Workflow, day: dt.date) -> None:
    """An objection was upheld: taking back what it was raised against, or going back, is what is owed now."""
    ways = [step for step in table.leaving(case.state) if step.effect == "restore" or step.back]
    if ways:
        done(case)
        Task.objects.bulk_create(made(ways, case, day))


def made(steps: Sequence[Step], case: Case, day: dt.date) -> list[Task]:
    """Tasks for these steps, unsaved: one for each desk."""
    duties = [step for step in steps if DESKS[step.desk] is not None]
    return [
        Task(
            case=case,
            state=case.state,
            steps=[step.key for step in own],
            role=str(DESKS[desk]),
            programme=case.programme,
            place_code=desk_place(desk, case.place_code),
            case_place=case.place_code,
            made_at=clock.now(),
            from_on=day,
        )
        for desk, own in groupby(sorted(duties, key=lambda step: step.desk), key=lambda step: step.desk)
    ]


def later(case: Case, table: Workflow, owed: Sequence[Task]) -> None:
    """Where a case may rest for months, its tasks show up a month before they are due; without a day, never by themselves.

    Nothing is yellow before it is shown.
    """
    if table.state(case.state).resting:
        for task in owed:
            task.from_on = max(task.from_on, task.due_on - AHEAD) if task.due_on else dt.date.max
            task.warn_on = max(task.warn_on, task.from_on) if task.warn_on else None


def done(case: Case) -> None:
    """The case has moved on: what was owed in its state is done. Answers stay owed."""
    case.tasks.filter(done_at=None, objection=None).update(done_at=clock.now())


def owe_answer(row: Objection) -> None:
    """An objection has come in: its desk owes the answer, by its day."""
    case = row.case
    Task.objects.create(
        case=case,
        state=case.state,
        steps=[],
        objection=row,
        role=row.role,
        programme=case.programme,
        place_code=row.place_code,
        case_place=case.place_code,
        made_at=clock.now(),
        from_on=row.received_on,
        due_on=row.due_on,
        warn_on=row.warn_on,
    )


def answered(row: Objection) -> None:
    """Answered or taken back."""
    row.tasks.filter(done_at=None).update(done_at=clock.now())


def assign(actor: User, task_ids: Sequence[int], to: User | None, *, door: str = "page") -> int:
    """Give open tasks to somebody (None: back to the desk); everyone may take a free task of the own desk, and give the
    own one back or on. How many changed.

    Raises Refused, CaseworkError; all or nothing.
    """
    with transaction.atomic():
        tasks = list(
            Task.objects.select_for_update(no_key=True, of=("self",))
            .select_related("case")
            .filter(pk__in=task_ids, done_at=None)
            .order_by("pk")
        )
        for task in tasks:
            mine = task.assignee_id == actor.pk
            taken = task.assignee_id is None and to is not None and to.pk == actor.pk
            action = "cases.handle" if mine or taken else "cases.reassign"
            access.require(actor, action, programme=task.programme, place_code=task.place_code)
            if to is not None and not holds(to, task):
                raise CaseworkError(NOT_THEIRS.format(name=to.name), "to")
        Task.objects.filter(pk__in=[task.pk for task in tasks]).update(assignee=to)
        for task in tasks:
            tell(
                actor, "cases.assign", task.case, {"task": task.pk, "to": to.username if to else ""}, "", door
            )
    return len(tasks)


def holds(user: User, task: Task) -> bool:
    """Whether one of the user's posts is the desk of the task."""
    return any(
        post.role == task.role
        and post.place_code == task.place_code
        and post.covers_programme(task.programme)
        for post in access.posts_in_force(user)
    )


def hand_over(actor: User, before: User, after: User, post: access.Post) -> int:
    """A post changes hands: open tasks its holder had taken go with it. Called inside the transaction of the hand-over."""
    tasks = Task.objects.filter(assignee=before, done_at=None, role=post.role, place_code=post.place_code)
    if post.programmes:
        tasks = tasks.filter(programme__in=post.programmes)
    count = tasks.update(assignee=after)
    journal.record(
        actor.username,
        "cases.hand_over",
        f"access.User:{after.pk}",
        place=post.place_code,
        detail={"from": before.pk, "tasks": count},
    )
    return count
