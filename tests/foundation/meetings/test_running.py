"""Before and during the meeting: who comes, opening, the order of business, notes; and everything sent twice."""

import datetime as dt

import pytest

from datong.foundation.access.service import Refused
from datong.foundation.journal.service import entries
from datong.foundation.meetings import service
from datong.foundation.meetings.models import Event
from datong.foundation.meetings.queries.rooms import room
from datong.foundation.meetings.service import NotNow
from datong.kernel import clock
from tests.foundation.meetings.hall import MORNING, Hall, called, fill, opened, voting

pytestmark = pytest.mark.django_db


def acts(action: str) -> int:
    """How often an act was journalled."""
    return entries().filter(action=f"meetings.{action}").count()


def test_coming_twice_is_coming_once(hall: Hall) -> None:
    meeting = called(hall)
    seat = meeting.attendees.get(name="代表甲")
    service.check_in(hall.clerk, seat.pk)
    service.check_in(hall.clerk, seat.pk)
    assert (acts("check_in"), Event.objects.filter(kind="arrived").count()) == (1, 1)
    seat.refresh_from_db()
    assert (seat.present, seat.arrived) == (True, MORNING)


def test_a_check_in_by_mistake_is_taken_back_before_the_meeting(hall: Hall) -> None:
    meeting = called(hall)
    seat = meeting.attendees.get(name="代表甲")
    service.check_in(hall.clerk, seat.pk)
    service.check_out(hall.clerk, seat.pk)
    service.check_out(hall.clerk, seat.pk)
    seat.refresh_from_db()
    assert (seat.present, seat.arrived, acts("check_out")) == (False, None, 1)


def test_who_leaves_and_returns(hall: Hall) -> None:
    meeting = opened(hall)
    seat = meeting.attendees.get(name="代表甲")
    with clock.override(MORNING + dt.timedelta(minutes=20)):
        service.check_out(hall.clerk, seat.pk)
    assert room(meeting).groups == {"town": 1, "committee": 2, "reps": 7}
    seat.refresh_from_db()
    assert (seat.arrived, seat.left) == (MORNING, MORNING + dt.timedelta(minutes=20))
    service.check_in(hall.clerk, seat.pk)
    assert room(meeting).groups == {"town": 1, "committee": 2, "reps": 8}
    said = list(Event.objects.filter(kind__in=["left", "late"]).values_list("kind", flat=True))
    assert said == ["left", "late"]


def test_a_meeting_opens_with_quorum_and_composition(hall: Hall) -> None:
    meeting = opened(hall)
    assert (meeting.state, meeting.opened_at) == ("opened", MORNING)
    assert Event.objects.get(kind="opened").said_zh == (
        "会议开始：应到 10 人，实到 10 人，10/10 > 1/2，符合。实到 11 人，其中村民代表 8 人，8/11 ≥ 2/3，符合。"
    )
    service.open_meeting(hall.clerk, meeting.pk)
    assert acts("open") == 1


def test_a_meeting_without_quorum_says_what_lacks(hall: Hall) -> None:
    """5 of 10 entitled came, all of them representatives: 5/10 is not more than 1/2."""
    meeting = called(hall)
    fill(hall, meeting, without=["镇上甲", "委员甲", "委员乙", "代表甲", "代表乙", "代表丙"])
    with pytest.raises(NotNow) as refused:
        service.open_meeting(hall.clerk, meeting.pk)
    assert refused.value.text.zh == (
        "还不能开会：应到 10 人，实到 5 人，5/10 ≤ 1/2，不符合；至少应有 6 人到会。"
    )


def test_who_is_abroad_is_not_expected(hall: Hall) -> None:
    """The same five, but one of the absent is abroad: 5 of 9 is more than half."""
    meeting = called(hall)
    fill(hall, meeting, without=["镇上甲", "委员甲", "委员乙", "代表甲", "代表乙", "代表丙"])
    away = meeting.attendees.get(name="代表甲")
    service.excuse(hall.clerk, away.pk, "abroad")
    service.excuse(hall.clerk, away.pk, "abroad")
    assert service.open_meeting(hall.clerk, meeting.pk).state == "opened"
    assert Event.objects.get(kind="excused").said_zh == "代表甲缺席：出国半年以上。"


def test_any_other_excuse_counts(hall: Hall) -> None:
    meeting = called(hall)
    away = meeting.attendees.get(name="代表甲")
    service.excuse(hall.clerk, away.pk, "", apology="家中有事")
    assert room(meeting).entitled == 10
    with pytest.raises(NotNow, match="规则里的一种"):
        service.excuse(hall.clerk, away.pk, "rain")
    with pytest.raises(NotNow, match="请写明原因"):
        service.excuse(hall.clerk, away.pk, "")
    service.check_in(hall.clerk, away.pk)
    with pytest.raises(NotNow, match="此人已到会"):
        service.excuse(hall.clerk, away.pk, "abroad")


def test_a_meeting_is_not_opened_before_its_day(hall: Hall) -> None:
    meeting = called(hall)
    fill(hall, meeting)
    with clock.override(MORNING - dt.timedelta(days=1)), pytest.raises(NotNow, match="定于 2014-09-26"):
        service.open_meeting(hall.clerk, meeting.pk)


def test_nobody_comes_or_goes_during_a_vote(hall: Hall) -> None:
    motion = voting(hall)
    seat = motion.meeting.attendees.get(name="代表甲")
    for act in (service.check_in, service.check_out):
        with pytest.raises(NotNow, match="到会人数已经清点"):
            act(hall.clerk, seat.pk)
    with pytest.raises(NotNow, match="确认结果后再加人"):
        service.add_seat(hall.clerk, motion.meeting.pk, service.NewSeat("孙老", "reps"))


def test_the_order_of_business(hall: Hall) -> None:
    meeting = opened(hall)
    service.go_to(hall.clerk, meeting.pk, 1)
    service.go_to(hall.clerk, meeting.pk, 1)
    meeting.refresh_from_db()
    assert (meeting.step, acts("step")) == (1, 1)
    assert Event.objects.get(kind="step").said_en == "Order of business: appraisal."
    with pytest.raises(NotNow, match="没有这个议程"):
        service.go_to(hall.clerk, meeting.pk, 3)


def test_a_note_sent_twice_is_kept_once(hall: Hall) -> None:
    meeting = opened(hall)
    one = service.note(hall.clerk, meeting.pk, " 代表甲：情况属实 ", key="k1")
    assert service.note(hall.clerk, meeting.pk, "代表甲：情况属实", key="k1").pk == one.pk
    assert one.said_zh == "代表甲：情况属实"
    with pytest.raises(NotNow, match="请写下"):
        service.note(hall.clerk, meeting.pk, " ", key="k2")


def test_a_note_is_sealed_and_not_in_the_journal(hall: Hall) -> None:
    from django.db import connection

    meeting = opened(hall)
    service.note(hall.clerk, meeting.pk, "赵大家里去年卖了牛", key="k1")
    with connection.cursor() as cursor:
        cursor.execute("SELECT said_zh FROM meetings_event WHERE kind = 'note'")
        assert "赵大".encode() not in bytes(cursor.fetchone()[0])
    assert all("赵大" not in str(entry.detail) + entry.why for entry in entries())


@pytest.mark.parametrize("who", ["leader", "far"])
def test_who_may_not_run_it(hall: Hall, who: str) -> None:
    meeting = called(hall)
    seat = meeting.attendees.get(name="代表甲")
    other = getattr(hall, who)
    for act in (
        lambda: service.check_in(other, seat.pk),
        lambda: service.open_meeting(other, meeting.pk),
        lambda: service.cancel(other, meeting.pk, "不开了"),
        lambda: service.put(other, meeting.motions.get().pk),
    ):
        with pytest.raises(Refused):
            act()
