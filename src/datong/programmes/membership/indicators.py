"""The membership figures, each with its definition in words, and what must agree."""

from django.db.models import Q

from datong.foundation.indicators.service import Check, Count, Figure, Share
from datong.kernel.bilingual import Text
from datong.kernel.numerals import NumberStyle
from datong.programmes.membership import queries

MEMBERS = NumberStyle("plain", Text("名", "member|members"))
PERSONS = NumberStyle("plain", Text("人", "member|members"))


def handled(key: str, name: Text, definition: Text, measures: tuple[str, ...]) -> Figure:
    """Members handled in one of some ways."""
    return Figure(
        key=key,
        name=name,
        definition=definition,
        style=PERSONS,
        sheet="membership.disposals",
        where=Q(measure__in=measures),
        measure=Count(),
    )


FIGURES = (
    Figure(
        key="membership.members",
        name=Text("党员", "Members"),
        definition=Text("党员名册上的党员。", "Members on the roll."),
        style=MEMBERS,
        sheet="membership.members",
        measure=Count(),
        lead=True,
    ),
    Figure(
        key="membership.unqualified",
        name=Text("不合格党员", "Members found unqualified"),
        definition=Text(
            "党员名册中民主评议等次为“不合格”的党员。", "Members on the roll whose grade is 不合格."
        ),
        style=MEMBERS,
        sheet="membership.members",
        where=Q(grade="不合格"),
        measure=Count(),
        lead=True,
    ),
    Figure(
        key="membership.unqualified_share",
        name=Text("不合格党员占比", "Share found unqualified"),
        definition=Text(
            "不合格党员占党员总数的百分比，截去两位小数以后。",
            "Unqualified members per cent of all, cut after two decimals.",
        ),
        style=NumberStyle("percent", digits=2),
        share=Share("membership.unqualified", "membership.members"),
    ),
    handled(
        "membership.rectify",
        Text("限期整改", "To mend their ways"),
        Text("处置台账中处置方式为“限期改正”的党员。", "Members whose measure is 限期改正 (time to mend)."),
        ("限期改正",),
    ),
    handled(
        "membership.removed",
        Text("除名", "Struck off"),
        Text("处置台账中处置方式为“除名”的党员。", "Members whose measure is 除名 (struck off)."),
        ("除名",),
    ),
    handled(
        "membership.persuaded_or_other",
        Text("劝退及其他处置", "Advised to leave, and other measures"),
        Text(
            "处置台账中处置方式为“劝退”或“其他处置”的党员。",
            "Members whose measure is 劝退 (advised to leave) or 其他处置 (other).",
        ),
        ("劝退", "其他处置"),
    ),
)

CHECKS = (
    Check(
        key="membership.grades_and_measures",
        name=Text("评议等次与处置台账一致", "Grades agree with measures"),
        definition=Text(
            "评为“不合格”的党员都应有处置，处置台账上的党员都应评为“不合格”。",
            "Every member found unqualified has a measure, and every member with a measure was found unqualified.",
        ),
        run=queries.grades_and_measures,
    ),
    Check(
        key="membership.told",
        name=Text("结果是否已告知家属和单位", "Were family and employer told?"),
        definition=Text(
            "处置结果应反馈给处置对象的家人和工作单位。",
            "Results are told to the member's family and employer.",
        ),
        run=queries.told,
        blocks=False,
    ),
)
