"""THE TABLE of a village decision (四议两公开): four meetings, two publications, then the work and its result.

Form and order: 四议两公开 as the field practises it (branch proposes, the two committees discuss, Party members deliberate,
villagers or their representatives resolve; the resolution and its result are published). What is carried follows from the
meetings; nobody types a result in.
"""

from datong.kernel.bilingual import Text
from datong.kernel.procedure import Deadline, State, Step, Workflow
from datong.kernel.workdays import Limit

KEY = "sunshine.decision"
SEND_BACK = "send_back"
PRACTICE = "四议两公开（各地实施办法；县级设定）"
LAW = "村民委员会组织法 第二十二条至第二十六条"
PLAN_BEFORE = Limit(3, "calendar", "四议两公开：方案提前 3 天送达党员（县级设定）", rolls=False)
POSTED = Limit(7, "calendar", "决议公开不少于 7 天（通行做法，县级设定）", rolls=False)
REPORT = Limit(10, "calendar", "结果自办结之日起 10 日内公开（县级公开目录）", rolls=False)

DRAFTED = State("drafted", Text("待党支部提议", "waiting for the branch to propose"))
PROPOSED = State("proposed", Text("已提议，待两委商议", "proposed, for the two committees"))
DISCUSSED = State("discussed", Text("已商议，方案送党员", "discussed, the plan goes to Party members"))
DELIBERATED = State("deliberated", Text("已审议，待村民（代表）会议决议", "deliberated, for the villagers"))
RESOLVED = State("resolved", Text("已决议，公开中", "resolved, being published"))
DOING = State("doing", Text("实施中", "being carried out"))
FINISHED = State("finished", Text("已办结，待结果公开", "finished, result to be published"))
CLOSED = State("closed", Text("结果已公开", "result published"), final=True)
REJECTED = State("rejected", Text("未获通过", "not carried"), final=True)

VILLAGE, TOWN = "sunshine.decide", "sunshine.oversee"


def met(key: str, name: Text, before: State, after: State, article: str, *limits: Deadline) -> Step:
    """The step that follows a meeting which carried the motion."""
    return Step(
        key=key,
        name=name,
        before=(before.key,),
        after=after.key,
        who=VILLAGE,
        desk="village",
        article=article,
        deadlines=limits,
        guards=(f"{key}_carried",),
    )


STEPS = (
    met("propose", Text("党支部提议", "the branch proposes"), DRAFTED, PROPOSED, PRACTICE),
    met("discuss", Text("村“两委”商议", "the two committees discuss"), PROPOSED, DISCUSSED, PRACTICE),
    met(
        "deliberate",
        Text("党员大会审议", "Party members deliberate"),
        DISCUSSED,
        DELIBERATED,
        PRACTICE,
        Deadline(PLAN_BEFORE, floor=True),
    ),
    met("resolve", Text("村民（代表）会议决议", "the villagers resolve"), DELIBERATED, RESOLVED, LAW),
    Step(
        key="carry_out",
        name=Text("决议公开期满，开始实施", "posted long enough: carry it out"),
        before=(RESOLVED.key,),
        after=DOING.key,
        who=VILLAGE,
        desk="village",
        article=PRACTICE,
        deadlines=(Deadline(POSTED, floor=True),),
        guards=("resolution_published",),
    ),
    Step(
        key="finish",
        name=Text("实施完毕", "carried out"),
        before=(DOING.key,),
        after=FINISHED.key,
        who=VILLAGE,
        desk="village",
        article=PRACTICE,
    ),
    Step(
        key="close",
        name=Text("结果公开", "the result is published"),
        before=(FINISHED.key,),
        after=CLOSED.key,
        who=VILLAGE,
        desk="village",
        article=PRACTICE,
        deadlines=(Deadline(REPORT),),
        guards=("result_published",),
    ),
    Step(
        key="turn_down",
        name=Text("会议未通过，终止", "not carried: end it"),
        before=(DRAFTED.key, PROPOSED.key, DISCUSSED.key, DELIBERATED.key),
        after=REJECTED.key,
        who=VILLAGE,
        desk="village",
        article=PRACTICE,
        duty=False,
        guards=("turned_down",),
    ),
    Step(
        key=SEND_BACK,
        name=Text("镇审查发现程序问题，退回重议", "the town found a fault: back to the villagers"),
        before=(RESOLVED.key, DOING.key),
        after=DELIBERATED.key,
        who=TOWN,
        desk="town",
        article="村民委员会组织法 第二十七条：镇政府责令改正",
        duty=False,
        back=True,
    ),
)

DECISION = Workflow(
    key=KEY,
    name=Text("村级重大事项（四议两公开）", "village decision (four meetings, two publications)"),
    programme="sunshine",
    start=DRAFTED.key,
    states=(DRAFTED, PROPOSED, DISCUSSED, DELIBERATED, RESOLVED, DOING, FINISHED, CLOSED, REJECTED),
    steps=STEPS,
)
