"""The survey form, and minutes of the appraisal: blank, or of the last visit and meeting."""

from datong.foundation.casework.service import Case
from datong.foundation.documents.service import (
    Blank,
    Block,
    Choice,
    Doc,
    Fields,
    Grid,
    Heading,
    Note,
    Para,
    Signatures,
)
from datong.foundation.meetings import service as meetings
from datong.programmes.dibao.models import Survey
from datong.programmes.dibao.queries import appraisal, statements
from datong.programmes.dibao.queries.papers.parts import (
    Words,
    applicant_fields,
    doc,
    document,
    income_grid,
    members_grid,
    padded,
    property_grid,
)


def survey(case: Case | None, w: Words) -> Doc:
    """入户调查表: what the household declared stands in it; the investigators correct and add by hand, two sign."""
    found = document(case)
    last = next(iter(statements.surveys_of(case)), None) if case else None
    blocks: list[Block] = [
        applicant_fields(w, case, found),
        visit_fields(w, last),
        Heading(w("一、家庭成员", "1. Members")),
        members_grid(w, found),
        Heading(w("二、收入", "2. Income")),
        income_grid(w, found),
        Heading(w("三、财产", "3. Property")),
        property_grid(w, found),
        Heading(w("四、看到的情况", "4. What was seen")),
        Choice(
            w("住房", "Housing"),
            [w("自有", "own"), w("租住", "rented"), w("借住", "borrowed"), w("危房", "unsafe")],
        ),
        Choice(
            w("吃穿用", "Living"),
            [w("与申报相符", "as declared"), w("好于申报", "better"), w("差于申报", "worse")],
        ),
        Blank(3, w("房屋、陈设、生产情况", "House, furniture, work")),
        Blank(2, w("邻里访问（姓名、关系、所述）", "Neighbours asked (name, relation, what they said)")),
        Heading(w("五、说法不一致的", "5. Where the two differ")),
        disputes(w, last),
        Note(
            w(
                "两种说法都照实记录，不由调查人员裁断；不清楚的写“不清楚”。",
                "Both versions are written down; the investigators do not judge. What is not known is “not known”.",
            )
        ),
        Signatures(
            [
                w("调查人员（一）", "Investigator 1"),
                w("调查人员（二）", "Investigator 2"),
                w("被调查人", "Respondent"),
                w("见证人", "Witness"),
            ]
        ),
    ]
    return doc(w, w("低保家庭入户调查表", "Household survey"), blocks, case)


def visit_fields(w: Words, last: Survey | None) -> Fields:
    """When, by whom, who answered."""
    return Fields(
        [
            (w("调查日期", "Day"), w.day(last.day) if last else ""),
            (w("被调查人", "Respondent"), last.respondent if last else ""),
            (w("调查人员（一）", "Investigator 1"), last.first.name if last else ""),
            (w("调查人员（二）", "Investigator 2"), last.second.name if last else ""),
            (w("在场人", "Also present"), (last.present or "") if last else ""),
        ]
    )


def disputes(w: Words, last: Survey | None) -> Grid:
    """Both versions of every disputed fact."""
    rows = [[each.path, each.theirs, each.ours] for each in (last.disputes.all() if last else ())]
    head = [
        w("事项", "Fact"),
        w("家庭的说法", "The household says"),
        w("调查的情况", "The investigators found"),
    ]
    return Grid(head, padded(rows, 3, blank=last is None, least=2), widths=(2, 4, 4))


def minutes(case: Case | None, w: Words) -> Doc:
    """民主评议记录: of the last meeting on the case, as kept by meetings; else a form in the order the measures give."""
    last = (
        next((each for each in meetings.meetings_of(case.pk) if each.meeting.kind == appraisal.KEY), None)
        if case
        else None
    )
    if last is not None:
        return meetings.paper(last.meeting, "minutes", w.lang)
    groups = [[w.of(group.name), "", ""] for group in appraisal.GROUPS]
    blocks: list[Block] = [
        Fields(
            [
                (w("评议日期", "Day"), ""),
                (w("地点", "Place"), ""),
                (w("主持人", "Chair"), ""),
                (w("记录人", "Recorder"), ""),
                (w("申请人", "Applicant"), case.label if case else ""),
            ]
        ),
        Heading(w("一、参加人员", "1. Who came")),
        Grid([w("身份", "As"), w("人数", "Number"), w("姓名", "Names")], groups, widths=(3, 1, 6)),
        Note(
            w(
                "村（居）民代表不少于参加评议总人数的三分之二；申请家庭成员及近亲属、参加调查的人员回避。",
                "Villagers' representatives are two thirds of all; the household, its near relatives and the investigators step aside.",
            )
        ),
        Heading(w("二、评议经过", "2. Proceedings")),
        *(Blank(2, f"{number}. {w.of(step)}") for number, step in enumerate(appraisal.ORDER[:3], 1)),
        Heading(w("三、评议结论", "3. Conclusion")),
        Para(
            w(
                "评议的是入户调查结果是否客观、真实，不是评谁该不该享受低保。",
                "The question is whether the survey is objective and true, not who deserves dibao.",
            )
        ),
        Grid(
            [w("赞成", "For"), w("反对", "Against"), w("弃权", "Abstained")], [["", "", ""]], widths=(1, 1, 1)
        ),
        Choice(
            w("结论", "Conclusion"),
            [
                w("调查结果客观真实", "objective and true"),
                w("有较大异议，重新调查", "disputed: survey again"),
            ],
        ),
        Heading(w("四、全体参加人员签字", "4. Everybody signs")),
        Grid(
            [w("姓名", "Name"), w("签字", "Signature"), w("姓名", "Name"), w("签字", "Signature")],
            [["", "", "", ""]] * 8,
            widths=(2, 3, 2, 3),
        ),
    ]
    return doc(w, w("低保民主评议记录", "Minutes of the democratic appraisal"), blocks, case)
