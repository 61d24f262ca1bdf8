"""The print pack: attendance sheet, ballots without numbers, tally sheet, minutes."""

import io

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document

from datong.foundation.documents.service import Doc, Grid, Heading, PageBreak, Para, Signatures
from datong.foundation.meetings import service
from datong.foundation.meetings.models import Meeting
from tests.foundation.meetings.hall import BACKEND, OPEN, PAPER, Hall, called, settled, signed, voting

pytestmark = pytest.mark.django_db


def grid(doc: Doc) -> Grid:
    return next(block for block in doc.blocks if isinstance(block, Grid))


def test_the_attendance_sheet_lists_everybody_with_room_to_sign(hall: Hall) -> None:
    doc = service.paper(called(hall), "attendance", "zh")
    rows = grid(doc).rows
    assert (doc.title, doc.unit) == ("民主评议会 签到表", "百花村")
    assert rows[0] == ["1", "镇上甲", "镇工作人员", "", ""]
    assert [row[1] for row in rows[:3]] == ["镇上甲", "委员甲", "委员乙"]
    assert len(rows) == 11 + 4


def test_ballots_are_alike_and_bear_no_numbers(hall: Hall) -> None:
    """Ten are entitled; one of them is too near the case: nine ballots, four to a page."""
    hall.near[hall.case.pk] = {hall.reps[0].pk}
    doc = service.paper(called(hall, PAPER), "ballots", "zh")
    heads = [block.text for block in doc.blocks if isinstance(block, Heading)]
    assert heads == ["表决票 · 第 1 项"] * 9
    assert sum(isinstance(block, PageBreak) for block in doc.blocks) == 2
    texts = [block.text for block in doc.blocks if isinstance(block, Para)]
    assert texts == ["赵大一户的调查结果是否客观真实", "□ 赞成　　□ 反对　　□ 弃权"] * 9
    assert (doc.number, doc.code, doc.dated) == ("", "", None)


def test_the_tally_sheet_is_empty_for_two_people(hall: Hall) -> None:
    doc = service.paper(called(hall, PAPER), "tally", "zh")
    sheets = [block for block in doc.blocks if isinstance(block, Grid)]
    assert len(sheets) == 2
    assert list(sheets[0].head) == ["议项", "发出", "收回", "赞成", "反对", "弃权", "废票"]
    assert sheets[0].rows == sheets[1].rows == [["1. 赵大一户的调查结果是否客观真实", "", "", "", "", "", ""]]


def test_an_open_vote_needs_no_ballots(hall: Hall) -> None:
    meeting = called(hall)
    assert [key for key, _ in service.papers(meeting)] == ["attendance", "minutes"]
    with pytest.raises(KeyError):
        service.paper(meeting, "ballots", "zh")


def test_the_minutes_on_paper_say_what_happened(hall: Hall) -> None:
    doc = service.paper(settled(hall), "minutes", "zh")
    texts = [block.text for block in doc.blocks if isinstance(block, Para)]
    assert texts[0] == "镇工作人员：镇上甲。"
    assert texts[1] == "村委会成员：委员甲、委员乙。"
    assert "09:00　第 1 项开始表决，可投票 10 人。" in texts
    assert texts[-1] == (
        "1. 赵大一户的调查结果是否客观真实\n"
        "赞成 10 票，反对 0 票，弃权 0 票；赞成占到会有表决权的 10 人的 10/10 > 1/2，通过\n调查结果属实"
    )
    signers = next(block for block in doc.blocks if isinstance(block, Signatures))
    assert len(signers.labels) == 11


def test_the_minutes_keep_a_small_secret_ballot_secret(hall: Hall) -> None:
    motion = voting(hall, PAPER)
    for user in (hall.clerk, hall.cadre):
        service.count(user, motion.pk, service.Votes(3, 1, 0))
    service.confirm(hall.clerk, motion.pk)
    texts = [b.text for b in service.paper(motion.meeting, "minutes", "zh").blocks if isinstance(b, Para)]
    assert texts[-1].endswith("无记名投票，未通过；人数较少或意见一致，为保护投票秘密不列票数")
    assert not any("赞成 3" in text for text in texts)


@pytest.fixture
def done(hall: Hall) -> Meeting:
    """A closed meeting."""
    meeting = settled(hall)
    signed(hall, meeting)
    return service.close(hall.clerk, meeting.pk)


def test_papers_come_as_pdf_and_docx(hall: Hall, done: Meeting, client: Client) -> None:
    client.force_login(hall.leader, BACKEND)
    pdf = client.get(reverse("meeting_paper", args=[done.pk, "minutes", "pdf"]))
    assert (pdf.status_code, pdf.content[:5]) == (200, b"%PDF-")
    assert pdf["Content-Disposition"] == f'attachment; filename="meeting-{done.pk}-minutes.pdf"'
    word = client.get(reverse("meeting_paper", args=[done.pk, "minutes", "docx"]))
    text = "\n".join(each.text for each in Document(io.BytesIO(word.content)).paragraphs)
    assert "村委会成员：委员甲、委员乙。" in text
    for key, fmt in (("ballots", "pdf"), ("minutes", "txt"), ("letter", "pdf")):
        assert client.get(reverse("meeting_paper", args=[done.pk, key, fmt])).status_code == 404


def test_nobody_from_elsewhere_gets_the_papers(hall: Hall, done: Meeting, client: Client) -> None:
    client.force_login(hall.far, BACKEND)
    assert client.get(reverse("meeting_paper", args=[done.pk, "minutes", "pdf"])).status_code == 404
    assert service.meetings_of(hall.case.pk)[0].meeting.kind == OPEN
