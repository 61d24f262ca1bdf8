"""The papers of a meeting (打印件): attendance sheet, ballots, tally sheet, minutes, as documents."""

from collections.abc import Sequence

from datong.foundation.documents import service as documents
from datong.foundation.documents.service import Doc, Grid, Heading, Note, PageBreak, Para
from datong.foundation.meetings.enums import MotionState
from datong.foundation.meetings.models import Meeting
from datong.foundation.meetings.queries.counting import PAPERS
from datong.foundation.meetings.queries.minutes import minutes
from datong.foundation.meetings.queries.page import agenda
from datong.foundation.meetings.queries.rooms import rule_of
from datong.foundation.places import service as places
from datong.kernel.bilingual import Text
from datong.kernel.clock import SHANGHAI
from datong.kernel.numerals import chinese_date, english_date

BALLOTS_A_PAGE = 4


def head(
    meeting: Meeting, name: Text, blocks: Sequence[documents.Block], lang: str, *, dated: bool = True
) -> Doc:
    """A paper with the meeting's own head."""
    place = places.names({meeting.place_code}).get(meeting.place_code, meeting.place_code)
    return Doc(
        title=f"{meeting.title} {name.to(lang)}",
        blocks=list(blocks),
        unit=place,
        dated=meeting.held_on if dated else None,
        lang="en" if lang == "en" else "zh",
    )


def facts(meeting: Meeting, lang: str) -> documents.Fields:
    """When, where, chaired and written by whom."""
    day = english_date(meeting.held_on) if lang == "en" else chinese_date(meeting.held_on)
    words = (
        (Text("会议日期", "Date"), day),
        (Text("会议地点", "Place"), meeting.place_text),
        (Text("主持人", "Chair"), meeting.chair),
        (Text("记录人", "Recorder"), meeting.recorder),
    )
    return documents.Fields([(label.to(lang), value) for label, value in words])


def attendance(meeting: Meeting, lang: str) -> Doc:
    """The attendance sheet: everybody invited, by group, with room to sign."""
    rule = rule_of(meeting)
    order = [group.key for group in rule.groups]
    rows = sorted(meeting.attendees.all(), key=lambda each: (order.index(each.group), each.pk))
    columns = (
        Text("序号", "No."),
        Text("姓名", "Name"),
        Text("身份", "Group"),
        Text("签名", "Signature"),
        Text("到会时间", "Arrived"),
    )
    grid = Grid(
        [column.to(lang) for column in columns],
        [
            [str(number), each.name, rule.group(each.group).name.to(lang), "", ""]
            for number, each in enumerate(rows, start=1)
        ],
        widths=(1, 2, 3, 4, 2),
        numbers=(0,),
    )
    blank = [["", "", "", "", ""] for _ in range(4)]
    extra = Grid(grid.head, [*grid.rows, *blank], widths=grid.widths, numbers=grid.numbers)
    return head(meeting, PAPERS_OF["attendance"], [facts(meeting, lang), extra], lang)


def ballots(meeting: Meeting, lang: str) -> Doc:
    """Ballots, all alike and without numbers: one for each who may vote on a motion, four to a page."""
    blocks: list[documents.Block] = []
    voters = meeting.attendees.filter(entitled=True).count()
    box = Text("□ 赞成　　□ 反对　　□ 弃权", "□ for    □ against    □ abstain")
    how = Text(
        "在一个方框内打“√”；不写姓名；多选、不选或涂改不清的作废。",
        "Tick one box; write no name; more than one tick, none, or an unclear one makes it void.",
    )
    for line in agenda(meeting, {each.pk: each for each in meeting.attendees.all()}):
        if line.state == MotionState.WITHDRAWN:
            continue
        for number in range(max(0, voters - len(line.aside))):
            if blocks and number % BALLOTS_A_PAGE == 0:
                blocks.append(PageBreak())
            title = Text("表决票 · 第 {order} 项", "Ballot · motion {order}").format(order=line.motion.order)
            blocks += [
                Heading(title.to(lang)),
                Para(line.motion.wording or "", "flush"),
                Para(box.to(lang), "flush"),
                Note(how.to(lang)),
            ]
    if not blocks:
        blocks = [Para(Text("没有需要表决的议项。", "There is nothing to vote on.").to(lang))]
    return head(meeting, PAPERS_OF["ballots"], blocks, lang, dated=False)


def tally_sheet(meeting: Meeting, lang: str) -> Doc:
    """The tally sheet, to be filled in by two people; empty, so that each counts alone."""
    columns = [
        Text("议项", "Motion"),
        Text("发出", "Handed out"),
        Text("收回", "Returned"),
        *PAPERS.values(),
    ]
    rows = [
        [f"{line.motion.order}. {line.motion.wording}", *[""] * (len(columns) - 1)]
        for line in agenda(meeting, {each.pk: each for each in meeting.attendees.all()})
    ]
    shape = Grid([column.to(lang) for column in columns], rows, widths=(5, 1, 1, 1, 1, 1, 1))
    blocks: list[documents.Block] = [facts(meeting, lang)]
    for person in (Text("第一计票人", "First counter"), Text("第二计票人", "Second counter")):
        blocks += [Heading(person.to(lang)), shape, documents.Signatures([person.to(lang)])]
    return head(meeting, PAPERS_OF["tally"], blocks, lang)


def minutes_paper(meeting: Meeting, lang: str) -> Doc:
    """The minutes on paper, with a line to sign for each who came."""
    found = minutes(meeting)
    comma, stop = (", ", ".") if lang == "en" else ("、", "。")
    blocks: list[documents.Block] = [facts(meeting, lang), Heading(Text("参会人员", "Present").to(lang))]
    blocks += [
        Para(f"{group.to(lang)}：{comma.join(names)}{stop}", "flush") for group, names in found.present
    ]
    if found.absent:
        absent = [f"{name}（{why.to(lang)}）" if why else name for name, why in found.absent]
        blocks.append(Para(f"{Text('缺席', 'Absent').to(lang)}：{comma.join(absent)}{stop}", "flush"))
    blocks.append(Heading(Text("会议经过", "Proceedings").to(lang)))
    blocks += [
        Para(f"{line.at.astimezone(SHANGHAI):%H:%M}　{line.said.to(lang)}", "flush") for line in found.lines
    ]
    blocks.append(Heading(Text("表决结果", "Results").to(lang)))
    for line in found.motions:
        result = line.result.said.to(lang) if line.result else line.state.label.to(lang)
        said = [f"{line.motion.order}. {line.motion.wording}", result]
        said += [line.result.conclusion] if line.result and line.result.conclusion else []
        blocks.append(Para("\n".join(said), "flush"))
    blocks.append(Heading(Text("签名", "Signatures").to(lang)))
    signers = [each.name for each, _ in found.signed]
    blocks.append(documents.Signatures(signers or [Text("主持人", "Chair").to(lang)]))
    return head(meeting, PAPERS_OF["minutes"], blocks, lang)


PAPERS_OF = {
    "attendance": Text("签到表", "attendance sheet"),
    "ballots": Text("表决票", "ballots"),
    "tally": Text("计票单", "tally sheet"),
    "minutes": Text("记录", "minutes"),
}
DRAW = {"attendance": attendance, "ballots": ballots, "tally": tally_sheet, "minutes": minutes_paper}


def papers(meeting: Meeting) -> list[tuple[str, Text]]:
    """The papers of this meeting's print pack; an open vote needs neither ballots nor a tally sheet."""
    secret = rule_of(meeting).ballot == "secret"
    return [(key, name) for key, name in PAPERS_OF.items() if secret or key in ("attendance", "minutes")]


def paper(meeting: Meeting, key: str, lang: str) -> Doc:
    """One paper of the print pack. Raises KeyError for one it does not have."""
    return {known: DRAW[known] for known, _ in papers(meeting)}[key](meeting, lang)
