"""Signatures, closing, and what never changes afterwards."""

from dataclasses import replace

import pytest
from django.db import DatabaseError, connection, transaction

from datong.foundation.evidence import service as evidence
from datong.foundation.journal.service import entries
from datong.foundation.meetings import service
from datong.foundation.meetings.core.strokes import picture
from datong.foundation.meetings.models import Attendee, Event, Meeting, MotionResult, Signature
from datong.foundation.meetings.registry import KINDS
from datong.foundation.meetings.service import NotNow
from datong.kernel.bilingual import Text
from tests.foundation.meetings.hall import OPEN, PAPER, Hall, opened, settled, signed

pytestmark = pytest.mark.django_db
PATH = "M10 10L60 90L120 20L200 100M220 50L300 50"


def test_nobody_signs_before_all_motions_are_over(hall: Hall) -> None:
    meeting = opened(hall)
    seat = meeting.attendees.get(name="代表甲")
    with pytest.raises(NotNow, match="还有没有结束的议项：第 1 项"):
        service.sign_typed(hall.clerk, seat.pk, "代表甲")
    with pytest.raises(NotNow, match="还有没有结束的议项"):
        service.close(hall.clerk, meeting.pk)


def test_a_signature_on_the_screen_is_kept_as_a_picture(hall: Hall) -> None:
    meeting = settled(hall)
    seat = meeting.attendees.get(name="代表甲")
    row = service.sign_screen(hall.clerk, seat.pk, PATH)
    assert service.sign_screen(hall.clerk, seat.pk, PATH).pk == row.pk
    item = evidence.items_of(f"meetings.Meeting:{meeting.pk}").get()
    assert (item.pk, item.kind, item.blob.type, item.place_code) == (
        row.item_id,
        "meeting_signatures",
        "image/png",
        meeting.place_code,
    )
    with pytest.raises(NotNow, match="还没有签名"):
        service.sign_screen(hall.clerk, meeting.attendees.get(name="代表乙").pk, "")


def test_one_paper_holds_several_signatures(hall: Hall) -> None:
    meeting = settled(hall)
    ids = list(meeting.attendees.filter(group="reps").values_list("pk", flat=True))
    rows = service.sign_paper(hall.clerk, meeting.pk, ids, name="签名页.png", content=picture(PATH) or b"")
    assert (len(rows), {row.way for row in rows}, len({row.item_id for row in rows})) == (8, {"paper"}, 1)
    assert (
        service.sign_paper(hall.clerk, meeting.pk, ids, name="签名页.png", content=picture(PATH) or b"") == []
    )


def test_a_name_typed_by_its_bearer(hall: Hall) -> None:
    meeting = settled(hall)
    seat = meeting.attendees.get(name="代表甲")
    with pytest.raises(NotNow, match="与名单不一致"):
        service.sign_typed(hall.clerk, seat.pk, "代表乙")
    assert service.sign_typed(hall.clerk, seat.pk, " 代表 甲").way == "typed"


def test_who_will_not_sign_gives_a_reason(hall: Hall) -> None:
    meeting = settled(hall)
    seat = meeting.attendees.get(name="代表甲")
    service.sign_refused(hall.clerk, seat.pk, "不同意结论")
    assert Event.objects.get(kind="signed").said_zh == "代表甲拒绝签名：不同意结论。"


def test_who_did_not_come_does_not_sign(hall: Hall) -> None:
    meeting = settled(hall)
    Attendee.objects.filter(name="代表甲").update(arrived=None, present=False)
    with pytest.raises(NotNow, match="请选择签名的人"):
        service.sign_typed(hall.clerk, meeting.attendees.get(name="代表甲").pk, "代表甲")


def test_a_meeting_is_closed_once_everybody_signed(hall: Hall) -> None:
    meeting = settled(hall)
    with pytest.raises(NotNow, match="还没有签名：镇上甲、委员甲、"):
        service.close(hall.clerk, meeting.pk)
    signed(hall, meeting)
    service.close(hall.clerk, meeting.pk)
    service.close(hall.clerk, meeting.pk)
    assert Meeting.objects.get().state == "closed"
    assert entries().filter(action="meetings.close").count() == 1
    [told] = hall.closed
    assert (told.kind, told.programme, [each.case_id for each in told.results]) == (
        OPEN,
        "dibao",
        [hall.case.pk],
    )
    assert told.results[0].carried is True


def test_a_programme_that_refuses_keeps_the_meeting_open(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting = settled(hall)
    signed(hall, meeting)

    def refuse(*_: object) -> None:
        raise NotNow(Text("此案有新情况。", "The case has changed."))

    monkeypatch.setitem(KINDS._entries, OPEN, replace(KINDS.get(OPEN), on_closed=refuse))
    with pytest.raises(NotNow):
        service.close(hall.clerk, meeting.pk)
    assert Meeting.objects.get().state == "opened"
    assert Event.objects.filter(kind="closed").count() == 0


def test_the_result_is_bound_to_the_case_once_the_meeting_is_closed(hall: Hall) -> None:
    meeting = settled(hall)
    assert service.result_of(hall.case.pk, OPEN) is None
    signed(hall, meeting)
    service.close(hall.clerk, meeting.pk)
    result = service.result_of(hall.case.pk, OPEN)
    assert result is not None
    assert (result.meeting_id, result.carried, result.conclusion) == (meeting.pk, True, "调查结果属实")
    assert service.result_of(hall.case.pk, PAPER) is None
    assert service.result_of(hall.other.pk, OPEN) is None
    [line] = service.meetings_of(hall.case.pk)
    assert (line.meeting.pk, line.state.zh, line.motion, line.result) == (
        meeting.pk,
        "已结束",
        "settled",
        result,
    )


def test_nothing_changes_after_closing(hall: Hall) -> None:
    meeting = settled(hall)
    signed(hall, meeting)
    service.close(hall.clerk, meeting.pk)
    seat, motion = meeting.attendees.first(), meeting.motions.get()
    for act in (
        lambda: service.check_out(hall.clerk, seat.pk),
        lambda: service.note(hall.clerk, meeting.pk, "补记", key="k9"),
        lambda: service.withdraw(hall.clerk, motion.pk, "不算"),
        lambda: service.confirm(hall.clerk, motion.pk),
        lambda: service.cancel(hall.clerk, meeting.pk, "不算"),
        lambda: service.sign_typed(hall.clerk, seat.pk, seat.name),
        lambda: service.go_to(hall.clerk, meeting.pk, 2),
    ):
        with pytest.raises(NotNow, match="会议现在是“已结束”"):
            act()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE meetings_motionresult SET yes = 0",
        "DELETE FROM meetings_motionresult",
        "UPDATE meetings_event SET kind = 'note'",
        "DELETE FROM meetings_event",
    ],
)
def test_results_and_events_are_written_once(hall: Hall, statement: str) -> None:
    settled(hall)
    before = (MotionResult.objects.count(), Event.objects.count(), MotionResult.objects.get().yes)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert (MotionResult.objects.count(), Event.objects.count(), MotionResult.objects.get().yes) == before


def test_a_paper_that_is_no_paper_is_refused(hall: Hall) -> None:
    meeting = settled(hall)
    seat = meeting.attendees.get(name="代表甲")
    with pytest.raises(evidence.BadEvidence):
        service.sign_paper(hall.clerk, meeting.pk, [seat.pk], name="a.exe", content=b"MZ\x00\x01")
    assert Signature.objects.count() == 0
