"""Several tasks at once: who takes them, or one simple step for all of them. Each is an act of its own."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.casework.actions.moving import take
from datong.foundation.casework.actions.tasks import assign
from datong.foundation.casework.errors import CaseworkError
from datong.foundation.casework.models import Case, Task
from datong.foundation.casework.protocols import Move
from datong.foundation.casework.queries import inbox
from datong.foundation.casework.registry import PROCEDURES
from datong.kernel.bilingual import Text
from datong.kernel.procedure import Step

TAKE, GIVE, BACK, STEP = "take", "give", "back", "step"
GONE = Text("任务已经办结，或者不在您的岗位。", "The task is done already, or it is not at your desk.")
NOBODY = Text("没有选择交给谁。", "Nobody was chosen to give it to.")
NO_STEP = Text(
    "这件办件现在不能批量办这一步。", "This step cannot be taken together with others for this case."
)


@dataclass(frozen=True, slots=True)
class Together:
    """What was sent: which tasks, what to do; `to` an account's id, `step` a step's key."""

    tasks: list[int]
    what: str
    to: str = ""
    step: str = ""

    @property
    def ask_step(self) -> bool:
        """Whether the step is still to be chosen."""
        return self.what == STEP and not self.step


@dataclass(frozen=True, slots=True)
class Outcome:
    """One task: what became of it. `why` is empty when it went."""

    case_id: int | None
    number: str
    label: str
    why: Text | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """What went and what did not."""

    went: list[Outcome] = field(default_factory=list)
    stayed: list[Outcome] = field(default_factory=list)


def simple(step: Step) -> bool:
    """Whether a step may be taken for many cases at once: it decides nothing and needs no papers of its own."""
    return not (step.decides or step.evidence or step.notice)


def steps(user: User, ids: list[int]) -> list[Step]:
    """The simple steps that every chosen task allows, and the reader may take."""
    rows = inbox.tasks_for(user, ids)
    found: list[dict[str, Step]] = [possible(user, row) for row in rows]
    common = set.intersection(*(set(each) for each in found)) if found else set()
    return [step for key, step in found[0].items() if key in common] if found else []


def possible(user: User, task: Task) -> dict[str, Step]:
    """The simple steps of one task that the reader may take, by key; a programme's own page is not simple."""
    procedure, case = PROCEDURES.get(task.case.workflow), task.case
    return {
        step.key: step
        for step in procedure.workflow.leaving(case.state)
        if step.key in task.steps
        and simple(step)
        and procedure.address(case, step) is None
        and access.can(user, step.who, programme=case.programme, place_code=case.place_code)
    }


def act(user: User, sent: Together) -> Result:
    """Do it task by task; one that is refused does not hold up the others.

    All their cases are locked first, in one order, so that two people with the same list never wait for one another.
    """
    result = Result()
    with transaction.atomic():
        rows = {row.pk: row for row in inbox.tasks_for(user, sent.tasks)}
        held = Case.objects.select_for_update(no_key=True).filter(
            pk__in=[row.case_id for row in rows.values()]
        )
        list(held.order_by("pk").values_list("pk"))
        for pk in dict.fromkeys(sent.tasks):
            row = rows.get(pk)
            outcome = outcome_of(row, attempted(doing(user, row, sent)) if row else GONE)
            (result.stayed if outcome.why else result.went).append(outcome)
    return result


def outcome_of(task: Task | None, why: Text | None) -> Outcome:
    """What became of one task."""
    if task is None:
        return Outcome(None, "", "", why)
    return Outcome(task.case.pk, task.case.number, task.case.label, why)


def doing(user: User, task: Task, sent: Together) -> Callable[[], Any]:
    """The act for one task."""
    if sent.what == STEP:
        return lambda: step_once(user, task, sent.step)
    if sent.what == BACK:
        return lambda: assign(user, [task.pk], None)
    if sent.what == GIVE:
        return lambda: assign(user, [task.pk], chosen(user, sent.to))
    return lambda: assign(user, [task.pk], user)


def step_once(user: User, task: Task, key: str) -> None:
    """Take the step, if it is one that may be taken together; raises CaseworkError."""
    if key not in possible(user, task):
        raise CaseworkError(NO_STEP)
    take(user, task.case_id, Move(key, seen=task.case.moves))


def chosen(user: User, to: str) -> User:
    """The colleague of this id; raises CaseworkError."""
    found = next((each for each in inbox.colleagues(user) if str(each.pk) == to), None)
    if found is None:
        raise CaseworkError(NOBODY)
    return found


def attempted(do: Callable[[], Any]) -> Text | None:
    """The sentence why it did not go; None when it went. What failed has left nothing behind."""
    try:
        with transaction.atomic():
            do()
    except CaseworkError as refusal:
        return refusal.text
    except access.Refused as refusal:
        return refusal.sentence
    return None
