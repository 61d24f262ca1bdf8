"""Village decisions: the kinds of meetings, which cases wait for which, and what stands in the way of a step."""

import datetime as dt
from collections.abc import Callable, Iterable

from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.casework.service import Case, Event, Move
from datong.foundation.meetings import service as meetings
from datong.foundation.meetings.service import Closed, Group, Majority, MeetingKind, MeetingRule, Share
from datong.foundation.openness.service import Publication, PublicationState
from datong.foundation.places import service as places
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.programmes.sunshine.rules import meetings as law
from datong.programmes.sunshine.rules.shapes import Body, Portion, Rule
from datong.programmes.sunshine.workflow import KEY, PLAN_BEFORE, POSTED, SEND_BACK

# Which meeting a case waits for in a state, and which step it opens.
MEETINGS = {
    "propose": ("drafted", ("sunshine.branch",)),
    "discuss": ("proposed", ("sunshine.committees",)),
    "deliberate": ("discussed", ("sunshine.members",)),
    "resolve": ("deliberated", ("sunshine.representatives", "sunshine.villagers")),
}
CLASSES = {
    "allowances": Text("享受误工补贴的人员及补贴标准", "allowances for lost work"),
    "income": Text("村集体经济所得收益的使用", "use of what the collective economy brings"),
    "public_works": Text("公益事业的兴办、筹资筹劳和建设承包", "public works, money and labour for them"),
    "land": Text("土地承包经营方案", "contracting of land"),
    "ventures": Text("村集体经济项目的立项、承包", "projects of the collective"),
    "homesteads": Text("宅基地的使用方案", "use of homesteads"),
    "compensation": Text("征地补偿费的使用、分配", "compensation for land"),
    "property": Text("借贷、租赁或者其他方式处分集体财产", "loans, leases, disposal of collective property"),
    "other": Text("村民会议认为应当决定的其他事项", "other matters"),
}
# So many days lie between the plan and the meeting that this step follows.
NOTICE = {"deliberate": PLAN_BEFORE.days}
RESULT = "economy.execution"
BODIES = {
    Body.BRANCH: Text("村（社区）党组织成员", "members of the Party branch committee"),
    Body.COMMITTEE: Text("村（居）委会成员", "village committee members"),
    Body.MEMBERS: Text("党员", "Party members"),
    Body.REPRESENTATIVES: Text("村（居）民代表", "villagers' representatives"),
    Body.VILLAGERS: Text("村（居）民", "villagers"),
    Body.FINANCE_GROUP: Text("民主理财小组成员", "democratic finance group"),
}
ORDER = (
    Text("说明事由和方案", "explain the matter and the plan"),
    Text("讨论", "discuss"),
    Text("表决", "vote"),
    Text("宣布结果", "announce the result"),
    Text("签字", "sign"),
)
NOT_HELD = Text(
    "还没有召开并关闭“{name}”，请先召开会议、记录表决。",
    "“{name}” has not been held and closed; hold it and record the vote first.",
)
NOT_CARRIED = Text(
    "“{name}”没有通过此事项；可以修改方案后再开会，或选择“会议未通过，终止”。",
    "“{name}” did not carry it: hold another meeting on a changed plan, or end it as not carried.",
)
NOTHING_LOST = Text("最近一次会议没有否决此事项。", "The last meeting did not vote it down.")
TOO_EARLY = Text(
    "“{name}”于 {held} 召开，方案送达还不满 {days} 天；请在 {earliest} 或以后重新开会。",
    "“{name}” was held on {held}, less than {days} days after the plan was sent; hold it again on {earliest} or later.",
)
TOO_SHORT = Text(
    "{what}于 {on} 公开，须公开满 {days} 天，{earliest} 起才能办这一步。",
    "Published on {on} ({what}); it has to stand for {days} days: this can be done from {earliest}.",
)
UNPUBLISHED = Text(
    "还没有公开：请先在“村务公开”中发布{what}（阶段写 {number}）。",
    "Not published yet: publish {what} first under Openness (stage {number}).",
)
THE_RESOLUTION, THE_RESULT = Text("决议", "the resolution"), Text("实施结果", "the result")


def resolution_item(case: Case) -> str:
    """The line of the catalogue under which the resolution of this class of matters is published."""
    return f"economy.decisions.{case.origin or 'other'}"


def result_item(_case: Case) -> str:
    """The line under which it is published how decisions were carried out."""
    return RESULT


def share(portion: Portion) -> Share:
    """The share as meetings know it."""
    return Share(portion[0], portion[1], strict=portion[2])


def rule_of(found: Rule) -> MeetingRule:
    """The law's rule as meetings know it."""
    return MeetingRule(
        key=found.key,
        name=found.name,
        article=found.article,
        groups=tuple(
            Group(body.value, BODIES[body], () if body is Body.VILLAGERS else (body.value,))
            for body in found.bodies
        ),
        compositions=(),
        quorum=share(found.quorum) if found.quorum else None,
        majority=Majority(share(found.majority), found.of),
        ballot="open",
        uncounted=(),
        recused_count=False,
        everyone_signs=True,
    )


def waiting(kind: str) -> Callable[[str], Iterable[Case]]:
    """The cases of a village that a meeting of this kind may be asked about."""
    states = [state for state, kinds in MEETINGS.values() if kind in kinds]

    def cases(place_code: str) -> Iterable[Case]:
        return Case.objects.filter(workflow=KEY, state__in=states, place_code=place_code) if states else ()

    return cases


def closed(_actor: User, _meeting: Closed, _door: str) -> None:
    """The result stands in the minutes; the village takes the step itself."""


def kind(rule: Callable[[dt.date], Rule]) -> MeetingKind:
    """One kind of meeting."""
    sample = rule(law.ORGANIC)
    return MeetingKind(
        key=sample.key,
        programme="sunshine",
        name=sample.name,
        rule=lambda day: rule_of(rule(day)),
        order_of_business=ORDER,
        waiting=waiting(sample.key),
        on_closed=closed,
    )


KINDS = tuple(kind(rule) for rule in law.RULES)
NAMES = {each.key: each.name for each in KINDS}


def last_result(case: Case, step: str) -> meetings.Result | None:
    """What the last meeting that opens this step resolved on the case."""
    found = [meetings.result_of(case.pk, key) for key in MEETINGS[step][1]]
    return max((each for each in found if each), key=lambda each: (each.held_on, each.at), default=None)


def sent_back(case: Case) -> dt.datetime | None:
    """When the town last sent it back: what was resolved or published before does not count any more."""
    events = Event.objects.filter(case_id=case.pk, step=SEND_BACK).order_by("-number")
    return events.values_list("at", flat=True).first()


def carried(step: str) -> Callable[[Case, Move, User], Text | None]:
    """The guard of a step that follows a meeting."""

    def guard(case: Case, _move: Move, _actor: User) -> Text | None:
        result = last_result(case, step)
        name = NAMES[MEETINGS[step][1][0]]
        if result is None or result.held_on < case.moved_on:
            return NOT_HELD.format(name=name)
        back = sent_back(case)
        if back is not None and result.at <= back:
            return NOT_HELD.format(name=name)
        days = NOTICE.get(step, 0)
        earliest = case.moved_on + dt.timedelta(days)
        if result.held_on < earliest:
            return TOO_EARLY.format(name=name, held=result.held_on, days=days, earliest=earliest)
        return None if result.carried else NOT_CARRIED.format(name=name)

    return guard


def turned_down(case: Case, _move: Move, _actor: User) -> Text | None:
    """A case ends as not carried only after a meeting that voted it down."""
    step = next((key for key, (state, _) in MEETINGS.items() if state == case.state), None)
    result = last_result(case, step) if step else None
    return None if result is not None and not result.carried else NOTHING_LOST


def published(
    item: Callable[[Case], str], what: Text, days: int = 0
) -> Callable[[Case, Move, User], Text | None]:
    """The guard of a step that waits until a publication about the case has stood for so many days."""

    def guard(case: Case, move: Move, _actor: User) -> Text | None:
        found = Publication.objects.filter(
            place_code=case.place_code, key=item(case), stage=case.number, state=PublicationState.SHOWN
        )
        if back := sent_back(case):
            found = found.filter(edition__released_at__gt=back)
        there = found.order_by("published_on").first()
        if there is None:
            return UNPUBLISHED.format(what=what, number=case.number)
        earliest = there.published_on + dt.timedelta(days)
        if (move.on or clock.today()) < earliest:
            return TOO_SHORT.format(what=what, on=there.published_on, days=days, earliest=earliest)
        return None

    return guard


GUARDS = {
    **{f"{step}_carried": carried(step) for step in MEETINGS},
    "turned_down": turned_down,
    "resolution_published": published(resolution_item, THE_RESOLUTION, POSTED.days),
    "result_published": published(result_item, THE_RESULT),
}


def villages_of(viewer: access.AnyUser) -> list[tuple[str, str]]:
    """Villages (code, name) in which the viewer may bring a matter before the village."""
    where = access.scope(viewer, "sunshine.decide", "sunshine")
    found = [
        (place.code, place.short) for prefix in where.prefixes for place in places.within(prefix, "village")
    ]
    return sorted(dict(found).items())
