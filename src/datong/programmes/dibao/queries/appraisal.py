"""The democratic appraisal (民主评议): its rule, the cases that wait for one, who steps aside.

Minfa [2012] No. 220 arts 21-24: villager representatives are two thirds of all who are present. How many must be in favour the
measures do not say; more than half of those present is the county's own setting.
"""

import datetime as dt
from collections.abc import Iterable

from datong.foundation.access.service import User
from datong.foundation.casework.service import Case
from datong.foundation.meetings.service import (
    Closed,
    Composition,
    Group,
    Majority,
    MeetingKind,
    MeetingRule,
    Share,
)
from datong.kernel.bilingual import Text
from datong.programmes.dibao.queries import statements
from datong.programmes.dibao.workflow.words import M2012

KEY = "dibao.appraisal"
WAITING = {"dibao.v2012": ("surveyed",), "dibao.v2021": ("town_posted", "resurveying")}
REPS = "villager_rep"
GROUPS = (
    Group("town_staff", Text("镇（街道）工作人员", "township staff"), ("town_staff", "dibao_staff")),
    Group("party_branch", Text("村（社区）党组织成员", "village Party organisation"), ("party_branch",)),
    Group("committee", Text("村（居）委会成员", "village committee"), ("committee",)),
    Group("party_rep", Text("熟悉情况的党员代表", "Party members who know the village"), ("party_rep",)),
    Group(REPS, Text("村（居）民代表", "villagers' representatives"), (REPS,)),
)
RULE = MeetingRule(
    key=KEY,
    name=Text("低保民主评议", "democratic appraisal"),
    article=f"{M2012} 第二十一条至第二十四条；表决比例：县级设定（所读条文没有规定）",
    groups=GROUPS,
    compositions=(Composition((REPS,), Share(2, 3, strict=False)),),
    quorum=None,
    majority=Majority(Share(1, 2, strict=True), "present"),
    ballot="open",
    uncounted=(),
    recused_count=False,
    everyone_signs=True,
)
ORDER = (
    Text("宣讲政策", "explain the rules"),
    Text("介绍情况", "present the survey"),
    Text("现场评议", "appraise"),
    Text("形成结论", "conclude"),
    Text("签字确认", "sign"),
)


def rule(_day: dt.date) -> MeetingRule:
    """The rule; since 2021 the same is used where an objection leads to an appraisal."""
    return RULE


def waiting(place_code: str) -> Iterable[Case]:
    """The cases of a village, or of all villages of a town, that an appraisal may be asked about."""
    inside = place_code[:9] if place_code.endswith("000") else place_code
    return [
        case
        for table, states in WAITING.items()
        for case in Case.objects.filter(workflow=table, state__in=states, place_code__startswith=inside)
    ]


def conflicted(case: Case) -> set[int]:
    """Whoever surveyed the household does not vote on whether the survey is true."""
    users = User.objects.filter(pk__in=statements.investigators(case), person__isnull=False)
    return set(users.values_list("person_id", flat=True))


def closed(_actor: User, _meeting: Closed, _door: str) -> None:
    """The result stands in the minutes; the town takes the step itself, and reads them first."""


KIND = MeetingKind(
    key=KEY,
    programme="dibao",
    name=Text("低保民主评议会", "democratic appraisal of dibao"),
    rule=rule,
    order_of_business=ORDER,
    waiting=waiting,
    on_closed=closed,
    conflicted=conflicted,
    object=Text("入户调查结果是否客观真实", "whether the survey is objective and true"),
)
