"""What must hold before a step of an objection: each a sentence why not, or nothing."""

from datong.foundation.access.service import User
from datong.foundation.casework.service import Case, Move
from datong.foundation.openness.workflow import ANSWERS
from datong.kernel import clock
from datong.kernel.bilingual import Text

ON_THE_PAGE = Text(
    "请打开异议的答复页填写结论和答复，再提交。",
    "Open the page of the answer, state outcome and answer, then send it.",
)
REACT_ON_THE_PAGE = Text(
    "请打开登记意见的页面，写明提出人怎样表示的，再提交。",
    "Open the page for what the objector says, state how it was said, then send it.",
)
ANOTHER = Text(
    "您已经答复过这件异议。往上转的异议由另一个单位的人答复。",
    "You have answered this objection already; further up somebody of another unit answers.",
)
NOT_YOU = Text(
    "答复是您作的，提出人对答复的意见由别人登记。",
    "The answer is yours; somebody else records what the objector says to it.",
)
NOT_YET = Text(
    "答复期限还没有过（{day} 止），现在不能往上转。",
    "The time for the answer is not over (it ends on {day}); it cannot go up yet.",
)


def says_answer(_case: Case, move: Move, _actor: User) -> Text | None:
    """The answer comes with the step."""
    return None if move.looking or "answer" in move.data else ON_THE_PAGE


def says_reaction(_case: Case, move: Move, _actor: User) -> Text | None:
    """What the objector said comes with the step."""
    return None if move.looking or "why" in move.data else REACT_ON_THE_PAGE


def answered_before(case: Case, actor: User) -> bool:
    """Whether the actor took a step of answering in this case."""
    return case.events.filter(actor=actor, step__in=ANSWERS.values()).exists()


def another_than_before(case: Case, _move: Move, actor: User) -> Text | None:
    """Whoever answered below does not answer above."""
    return ANOTHER if answered_before(case, actor) else None


def not_the_answerer(case: Case, _move: Move, actor: User) -> Text | None:
    """Nobody records that people are satisfied with the own answer."""
    return NOT_YOU if answered_before(case, actor) else None


def past_due(case: Case, move: Move, _actor: User) -> Text | None:
    """The day of the answer is over."""
    day = move.on or clock.today()
    if case.due_on is None or case.due_on >= day:
        return NOT_YET.format(day=case.due_on or "–")
    return None


GUARDS = {
    "says_answer": says_answer,
    "says_reaction": says_reaction,
    "another_than_before": another_than_before,
    "not_the_answerer": not_the_answerer,
    "past_due": past_due,
}
