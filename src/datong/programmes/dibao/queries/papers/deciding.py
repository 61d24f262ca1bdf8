"""The approval form (审批表): the household on one page, the computation, the opinion of each office, the decision."""

from datong.foundation.casework.service import Case, Decision, Event
from datong.foundation.documents.service import (
    Blank,
    Block,
    Choice,
    Doc,
    Fields,
    Grid,
    Heading,
    Para,
    Signatures,
)
from datong.foundation.meetings import service as meetings
from datong.programmes.dibao.errors import CannotAssess
from datong.programmes.dibao.queries import appraisal, assessing
from datong.programmes.dibao.queries.papers.parts import Words, applicant_fields, doc, document, members_grid
from datong.programmes.dibao.rules import Assessment, money

REVIEWS, OPINIONS = ("review_anew", "review"), ("opine",)


def approval(case: Case | None, w: Words) -> Doc:
    """Filled with what is known: no opinion is written for an office that has not given one."""
    found = document(case)
    blocks: list[Block] = [
        applicant_fields(w, case, found),
        Heading(w("一、家庭成员", "1. Members")),
        members_grid(w, found),
        Heading(w("二、收入和保障金测算", "2. Income and computation")),
        computation(w, assessed(case)),
        Heading(w("三、民主评议", "3. Democratic appraisal")),
        *appraised(w, case),
        Heading(w("四、镇（街道）审核意见", "4. Opinion of the town")),
        *opinion(w, case, REVIEWS, w("镇（街道）盖章", "Seal of the town")),
        Heading(w("五、县级民政部门审查意见", "5. Opinion of the county")),
        *opinion(w, case, OPINIONS, w("审查人所在单位盖章", "Seal of the office")),
        Heading(w("六、县级民政部门决定", "6. Decision of the county")),
        *decision(w, case.decision if case else None),
    ]
    return doc(w, w("最低生活保障审批表", "Approval form for dibao"), blocks, case)


def assessed(case: Case | None) -> Assessment | None:
    """What the rules say; None where they cannot."""
    if case is None:
        return None
    try:
        return assessing.assessment_of(case)
    except CannotAssess:
        return None


def computation(w: Words, found: Assessment | None) -> Grid:
    """The numbers the amount follows from; empty for the pen where there are none."""
    of = found.computation if found else None
    rows = [
        [w("核算期", "Months reckoned"), f"{of.first_month} – {of.last_month}" if of else ""],
        [w("计入的家庭收入合计（元）", "Income counted (yuan)"), money(of.income) if of else ""],
        [w("计算人均收入的人数", "Members"), str(of.members) if of else ""],
        [
            w("低保标准（元）", "Standard (yuan)"),
            f"{money(of.standard)} / {of.standard_months}{w('个月', ' months')}" if of else "",
        ],
        [w("分类施保固定金额（元）", "Fixed supplements (yuan)"), money(of.fixed) if of else ""],
        [
            w("测算月保障金（元）", "Computed, a month (yuan)"),
            money(found.amount) if found and found.amount is not None else "",
        ],
    ]
    return Grid([w("项目", "Item"), w("数", "Number")], rows, widths=(3, 2), numbers=(1,))


def appraised(w: Words, case: Case | None) -> list[Block]:
    """What the appraisal resolved."""
    result = meetings.result_of(case.pk, appraisal.KEY) if case else None
    if result is None:
        return [Fields([(w("评议日期", "Day"), ""), (w("评议结论", "Conclusion"), "")])]
    return [
        Fields(
            [
                (w("评议日期", "Day"), w.day(result.held_on)),
                (w("评议结论", "Conclusion"), f"{w.of(result.said)} {result.conclusion}".strip()),
            ]
        )
    ]


def opinion(w: Words, case: Case | None, steps: tuple[str, ...], seal: str) -> list[Block]:
    """Who gave an opinion by one of these steps, when, in which words; lines for the pen where nobody has."""
    event = last_event(case, steps) if case else None
    if event is None:
        return [Blank(2), Signatures([w("签字", "Signature"), seal])]
    return [
        Para(event.note or ""),
        Fields(
            [
                (w("经办人", "By"), f"{event.authority} {event.actor.name}".strip()),
                (w("日期", "Day"), w.day(event.on)),
            ]
        ),
        Signatures([w("签字", "Signature"), seal]),
    ]


def last_event(case: Case, steps: tuple[str, ...]) -> Event | None:
    """The newest event of these steps."""
    return case.events.filter(step__in=steps).select_related("actor").order_by("-number").first()


def decision(w: Words, made: Decision | None) -> list[Block]:
    """What was decided, by whom, why; boxes where nothing is."""
    kinds = {"grant": w("批准", "approved"), "refuse": w("不予批准", "refused")}
    chosen = [at for at, key in enumerate(kinds) if made is not None and made.effect == key]
    boxes = Choice(w("决定", "Decision"), list(kinds.values()), chosen)
    if made is None:
        facts = Fields(
            [
                (w("月保障金额（元）", "Amount a month (yuan)"), ""),
                (w("依据条文", "Article"), ""),
                (w("起发月份", "Paid from"), ""),
            ]
        )
        return [
            boxes,
            facts,
            Blank(3, w("理由", "Reasons")),
            Signatures([w("决定人", "Decided by"), w("盖章", "Seal")]),
        ]
    pairs = [
        (w("月保障金额（元）", "Amount a month (yuan)"), "" if made.amount is None else money(made.amount)),
        (w("决定日期", "Decided on"), w.day(made.on)),
        (w("依据条文", "Article"), made.article),
        (w("决定人", "Decided by"), f"{made.authority} {made.by_name}"),
        (w("理由", "Reasons"), made.reasons),
    ]
    return [boxes, Fields(pairs), Signatures([w("决定人签字", "Signature"), w("盖章", "Seal")])]
