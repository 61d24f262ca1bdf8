"""THE TABLE of a match (线索办理流程表): from “to verify” to explained, confirmed or dismissed, and back when it was wrong.

No step has an effect: a confirmed match takes nothing from anybody. It lets a human open a check by the procedure of the
programme, with that procedure's own notice, waiting time and objection.
"""

from datong.foundation.reviews.enums import HitState
from datong.kernel.bilingual import Text
from datong.kernel.procedure import State, Step, Workflow

__all__ = ["HIT", "LAW", "may", "steps_from"]

LAW = "社会救助暂行办法第五十八条"
DECIDE = "reviews.decide"
MOST = 2_000  # matches that one cause may explain at once
OPEN = HitState.TO_VERIFY.value
DONE = (HitState.EXPLAINED.value, HitState.CONFIRMED.value, HitState.DISMISSED.value)


def deciding(key: str, zh: str, en: str, after: HitState) -> Step:
    """A human settles the question."""
    return Step(
        key, Text(zh, en), (OPEN,), after.value, DECIDE, "town", LAW, duty=after is HitState.EXPLAINED
    )


HIT = Workflow(
    key="reviews.hit",
    name=Text("线索办理", "handling of a match"),
    programme="reviews",
    start=OPEN,
    states=tuple(State(each.value, each.label, resting=each is not HitState.TO_VERIFY) for each in HitState),
    steps=(
        deciding("explain", "接受说明", "accept the explanation", HitState.EXPLAINED),
        deciding("confirm", "情况属实", "confirm", HitState.CONFIRMED),
        deciding("dismiss", "不属实", "dismiss", HitState.DISMISSED),
        Step(
            "reopen", Text("重新核实", "verify again"), DONE, OPEN, DECIDE, "town", LAW,
            duty=False, apart=("explain", "confirm", "dismiss"), back=True,
        ),
    ),
)  # fmt: skip


def steps_from(state: str) -> list[Step]:
    """What may follow a state."""
    return list(HIT.leaving(state))


def may(state: str, key: str) -> Step | None:
    """The step, where it may follow the state."""
    return next((step for step in HIT.leaving(state) if step.key == key), None)
