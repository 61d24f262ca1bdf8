"""THE TABLE of objections to village disclosure (村务公开异议办理流程表).

The village answers first; whoever is not satisfied, or gets no answer in time, is heard by the town, then by the county's
review: always another unit than the one before. Nothing here takes anything from anybody, so no step decides.
"""

from datong.foundation.openness.core.reply_times import SHIPPED, UPPER
from datong.kernel.bilingual import Text
from datong.kernel.procedure import Deadline, Desk, State, Step, Workflow

__all__ = ["ANSWERS", "ENTRY", "OBJECTION", "PROGRAMME", "REACTIONS", "UNANSWERED"]

PROGRAMME = "sunshine"
LAW = "村民委员会组织法第三十一条"
SICHUAN = "四川省村务公开条例（2009年）第十七条"
REACT, ESCALATE = "objections.react", "objections.escalate"
ENTRY = {"village": "received", "town": "at_town", "county": "at_county"}
UNANSWERED = {"received": "village", "acknowledged": "village", "at_town": "town", "at_county": "county"}
ANSWERS = {"village": "answer_village", "town": "answer_town", "county": "answer_county"}
REACTIONS = {
    "answered_village": ("satisfied_village", "unsatisfied_village"),
    "answered_town": ("satisfied_town", "unsatisfied_town"),
}
OPEN = (*UNANSWERED, *REACTIONS)


def state(key: str, zh: str, en: str, *, final: bool = False, resting: bool = False) -> State:
    """One state of the table."""
    return State(key, Text(zh, en), final=final, resting=resting)


STATES = (
    state("received", "已收到，待村里核实", "received, for the village to look into"),
    state("acknowledged", "村里正在核实", "the village is looking into it"),
    state(
        "answered_village",
        "村里已答复，听您的意见",
        "answered by the village, your word is asked",
        resting=True,
    ),
    state("at_town", "镇（街道）正在办理", "with the town"),
    state(
        "answered_town",
        "镇（街道）已答复，听您的意见",
        "answered by the town, your word is asked",
        resting=True,
    ),
    state("at_county", "县级正在复核", "in the county's review"),
    state("satisfied", "提出人满意，已办结", "closed, the objector is satisfied", final=True),
    state("closed", "县级已作最终答复", "closed with the county's final answer", final=True),
    state("withdrawn", "提出人已撤回", "taken back by the objector", final=True),
)


def answer(level: str, desk: Desk, before: tuple[str, ...], after: str, names: tuple[str, str]) -> Step:
    """A unit answers in writing; the village within what the asker's reply time says (`limits`), others within 20 days."""
    limit = SHIPPED["villager" if level == "village" else UPPER].limit
    return Step(
        key=ANSWERS[level],
        name=Text(*names),
        before=before,
        after=after,
        who=f"objections.answer_{level}",
        desk=desk,
        article=LAW if level == "county" else SICHUAN,
        deadlines=(Deadline(limit),),
        guards=("says_answer", "another_than_before"),
    )


def reaction(key: str, before: str, after: str, names: tuple[str, str], *, back: bool = False) -> Step:
    """What whoever objected says to an answer."""
    return Step(
        key=key,
        name=Text(*names),
        before=(before,),
        after=after,
        who=REACT,
        desk="citizen",
        article=LAW,
        duty=False,
        guards=("says_reaction", "not_the_answerer"),
        back=back,
    )


def escalation(key: str, before: tuple[str, ...], after: str, names: tuple[str, str], desk: Desk) -> Step:
    """Nobody answered in time: it goes up by itself."""
    return Step(
        key=key,
        name=Text(*names),
        before=before,
        after=after,
        who=ESCALATE,
        desk=desk,
        article=LAW,
        duty=False,
        guards=("past_due",),
    )


STEPS = (
    Step(
        key="acknowledge",
        name=Text("村里确认收到，开始核实", "the village has seen it"),
        before=("received",),
        after="acknowledged",
        who="objections.answer_village",
        desk="village",
        article=SICHUAN,
        duty=False,
    ),
    answer(
        "village",
        "village",
        ("received", "acknowledged"),
        "answered_village",
        ("村里书面答复", "the village answers in writing"),
    ),
    reaction(
        "satisfied_village",
        "answered_village",
        "satisfied",
        ("对村里的答复满意", "satisfied with the village's answer"),
    ),
    reaction(
        "unsatisfied_village",
        "answered_village",
        "at_town",
        ("对村里的答复不满意，转镇（街道）", "not satisfied with the village, on to the town"),
        back=True,
    ),
    escalation(
        "escalate_town",
        ("received", "acknowledged"),
        "at_town",
        ("村里逾期未答复，转镇（街道）", "the village is late, on to the town"),
        "town",
    ),
    answer(
        "town", "town", ("at_town",), "answered_town", ("镇（街道）书面答复", "the town answers in writing")
    ),
    reaction(
        "satisfied_town",
        "answered_town",
        "satisfied",
        ("对镇里的答复满意", "satisfied with the town's answer"),
    ),
    reaction(
        "unsatisfied_town",
        "answered_town",
        "at_county",
        ("对镇里的答复不满意，转县级复核", "not satisfied with the town, on to the county"),
        back=True,
    ),
    escalation(
        "escalate_county",
        ("at_town",),
        "at_county",
        ("镇里逾期未答复，转县级复核", "the town is late, on to the county"),
        "county",
    ),
    answer(
        "county",
        "review",
        ("at_county",),
        "closed",
        ("县级复核，作最终答复", "the county reviews and answers finally"),
    ),
    Step(
        key="withdraw",
        name=Text("提出人撤回", "the objector takes it back"),
        before=OPEN,
        after="withdrawn",
        who=REACT,
        desk="citizen",
        article=LAW,
        duty=False,
        guards=("says_reaction", "not_the_answerer"),
    ),
)
OBJECTION = Workflow(
    key="openness.objection",
    name=Text("村务公开异议办理", "objections to village disclosure"),
    programme=PROGRAMME,
    start="received",
    entries=("at_town", "at_county"),
    states=STATES,
    steps=STEPS,
)
