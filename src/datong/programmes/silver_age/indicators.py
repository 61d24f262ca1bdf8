"""The silver-age figures, each with its definition in words, and what must agree."""

from django.db.models import Q

from datong.foundation.indicators.service import Check, Count, Distinct, Figure, Total
from datong.kernel.bilingual import Text
from datong.kernel.numerals import NumberStyle
from datong.programmes.silver_age import queries

FIGURES = (
    Figure(
        key="silver_age.volunteers",
        name=Text("党员志愿者", "Volunteers"),
        definition=Text("志愿者名册上的志愿者。", "Volunteers on the roll."),
        style=NumberStyle("plain", Text("名", "volunteer|volunteers")),
        sheet="silver_age.volunteers",
        measure=Count(),
        lead=True,
    ),
    Figure(
        key="silver_age.teams",
        name=Text("服务队", "Teams"),
        definition=Text("志愿者名册中不同的服务队。", "Different teams on the roll."),
        style=NumberStyle("plain", Text("支", "team|teams")),
        sheet="silver_age.volunteers",
        measure=Distinct("team", additive=False),
    ),
    Figure(
        key="silver_age.groups",
        name=Text("服务小组", "Groups"),
        definition=Text("志愿者名册中不同的服务队小组。", "Different groups of the teams on the roll."),
        style=NumberStyle("plain", Text("个", "group|groups")),
        sheet="silver_age.volunteers",
        where=Q(group__isnull=False),
        measure=Distinct("team", "group", additive=False),
    ),
    Figure(
        key="silver_age.services",
        name=Text("志愿服务", "Visits"),
        definition=Text(
            "服务记录的条数，一次上门一类服务计一人次。",
            "Records of visits: one visit, one class of service.",
        ),
        style=NumberStyle("over", Text("人次", "visit|visits"), step=50),
        sheet="silver_age.visits",
        measure=Count(),
        lead=True,
        day="day",
    ),
    Figure(
        key="silver_age.aid_yuan",
        name=Text("资金和物资帮扶", "Money and goods given"),
        definition=Text("服务记录中资金物资之和。", "The sum of money and goods given on visits."),
        style=NumberStyle("plain", Text("元", "yuan"), digits=2),
        sheet="silver_age.visits",
        measure=Total("aid", per=100),
    ),
    Figure(
        key="silver_age.matters",
        name=Text("办理实事", "Matters settled"),
        definition=Text("服务记录中办成实事的条数。", "Visits on which a matter was settled."),
        style=NumberStyle("plain", Text("件", "matter|matters")),
        sheet="silver_age.visits",
        where=Q(matter=True),
        measure=Count(),
    ),
    Figure(
        key="silver_age.categories",
        name=Text("服务类别", "Classes of service"),
        definition=Text("服务记录中出现过的服务类别。", "Different classes among the visits."),
        style=NumberStyle("plain", Text("类", "class|classes")),
        sheet="silver_age.visits",
        measure=Distinct("category", additive=False),
    ),
)

CHECKS = (
    Check(
        key="silver_age.pairs",
        name=Text("志愿者与老人一对一", "One volunteer, one elder"),
        definition=Text(
            "每名志愿者恰好与一位老人结对。", "Every volunteer is paired with exactly one elder."
        ),
        run=queries.pairs,
    ),
    Check(
        key="silver_age.own_elder",
        name=Text("服务的是结对老人", "Visits go to the volunteer's own elder"),
        definition=Text(
            "服务记录的志愿者应是这位老人的结对志愿者。",
            "A visit's volunteer is the one paired with the elder.",
        ),
        run=queries.own_elder,
        blocks=False,
    ),
    Check(
        key="silver_age.weekly",
        name=Text("是否做到每周服务", "Was it once a week?"),
        definition=Text(
            "服务人次 ÷ 志愿者数 ÷ 周数，应接近每周一次；不到一半时提请注意。",
            "Visits / volunteers / weeks should come near one a week; tells when it is less than half.",
        ),
        run=queries.weekly,
        blocks=False,
    ),
    Check(
        key="silver_age.group_size",
        name=Text("小组人数", "Size of groups"),
        definition=Text("每个服务小组应有 5 至 6 人。", "A group has five or six members."),
        run=queries.group_size,
        blocks=False,
    ),
)
