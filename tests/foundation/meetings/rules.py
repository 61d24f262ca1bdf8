"""A rule like the appraisal of 2012, for tests only: villager representatives are two thirds of all present."""

from dataclasses import replace

from datong.foundation.meetings.core.rules import (
    Composition,
    Group,
    Majority,
    MeetingRule,
    Share,
    Uncounted,
)
from datong.kernel.bilingual import Text

RULE = MeetingRule(
    key="test.appraisal",
    name=Text("测试评议", "test appraisal"),
    article="测试规则第22条",
    groups=(
        Group("town", Text("镇工作人员", "town staff"), ("town_staff",), votes=False),
        Group("committee", Text("村委会成员", "village committee"), ("committee",)),
        Group("reps", Text("村民代表", "villager representatives"), ("villager_rep",)),
    ),
    compositions=(Composition(("reps",), Share(2, 3, strict=False)),),
    quorum=Share(1, 2, strict=True),
    majority=Majority(Share(1, 2, strict=True), "present"),
    ballot="open",
    uncounted=(Uncounted("abroad", Text("出国半年以上", "abroad for half a year or more")),),
    recused_count=False,
    everyone_signs=True,
)
SECRET = replace(RULE, key="test.secret", ballot="secret")
