"""Calling a meeting: roster, motions, rule, who may."""

import datetime as dt

import pytest

from datong.foundation.access.service import Refused
from datong.foundation.journal.service import entries
from datong.foundation.meetings import service
from datong.foundation.meetings.models import Attendee, Event, Meeting
from datong.foundation.meetings.queries.rooms import offers, rule_of
from datong.foundation.meetings.service import NewMeeting, NewSeat, NotNow, RuleOpen
from tests.foundation.access.walk import BAIHUA
from tests.foundation.meetings.hall import DAY, OPEN, SHUT, Hall, called, hold, new, opened, person
from tests.foundation.meetings.rules import RULE

pytestmark = pytest.mark.django_db


def test_the_register_offers_the_village_its_town_and_nobody_else(hall: Hall) -> None:
    found = offers(RULE, BAIHUA, DAY)
    assert [(each.name, each.group) for each in found] == [
        ("镇上甲", "town"),
        ("委员甲", "committee"),
        ("委员乙", "committee"),
        *((f"代表{n}", "reps") for n in "甲乙丙丁戊己庚辛"),
    ]


def test_who_holds_two_duties_sits_once_in_the_first_group(hall: Hall) -> None:
    hold(hall.committee[0], "villager_rep")
    found = [each for each in offers(RULE, BAIHUA, DAY) if each.person_id == hall.committee[0].pk]
    assert [each.group for each in found] == ["committee"]


def test_a_meeting_keeps_the_rule_of_its_day(hall: Hall) -> None:
    meeting = called(hall)
    assert rule_of(Meeting.objects.get()) == RULE
    assert (meeting.state, meeting.county, meeting.place_code) == ("called", "510626", BAIHUA)
    assert [each.wording for each in meeting.motions.all()] == ["赵大一户的调查结果是否客观真实"]
    assert meeting.attendees.filter(entitled=True).count() == 10
    assert meeting.attendees.filter(group="town", entitled=False).count() == 1


def test_the_same_form_sent_twice_calls_one_meeting(hall: Hall) -> None:
    assert called(hall).pk == called(hall).pk
    assert Meeting.objects.count() == 1
    assert entries().filter(action="meetings.call").count() == 1


def test_the_journal_names_nobody(hall: Hall) -> None:
    meeting = called(hall)
    entry = entries(f"meetings.Meeting:{meeting.pk}").get()
    assert entry.detail == {"kind": OPEN, "seats": 11, "motions": 1}
    assert entry.place == BAIHUA


def test_only_cases_that_wait_are_put(hall: Hall) -> None:
    hall.case.state = "posted"
    hall.case.save(update_fields=["state"])
    with pytest.raises(NotNow, match="DB-510626-2014-00001 现在不等待"):
        called(hall)
    assert Meeting.objects.count() == 0


def test_a_case_is_on_one_list_at_a_time(hall: Hall) -> None:
    first = called(hall)
    with pytest.raises(NotNow, match="已列入另一次"):
        called(hall, key_sent="t2")
    service.cancel(hall.clerk, first.pk, "停电")
    assert called(hall, key_sent="t2").pk != first.pk


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"place_text": " "}, "place_text"),
        ({"chair": ""}, "chair"),
        ({"recorder": ""}, "recorder"),
        ({"cases": []}, "cases"),
        ({"seats": []}, "seats"),
        ({"seats": [NewSeat("镇上甲", "town")]}, "seats"),
        ({"seats": [NewSeat("某人", "reps", 999_999)]}, "seats"),
        ({"seats": [NewSeat("代表甲", "reps"), NewSeat(" ", "reps")]}, "name"),
    ],
)
def test_what_lacks_is_said_at_its_field(hall: Hall, change: dict[str, object], field: str) -> None:
    wanted = new(hall)
    given = {name: getattr(wanted, name) for name in NewMeeting.__dataclass_fields__} | change
    with pytest.raises(NotNow) as refused:
        service.call(hall.clerk, NewMeeting(**given))  # type: ignore[arg-type]
    assert refused.value.field == field
    assert Meeting.objects.count() == 0


def test_a_rule_the_county_has_yet_to_complete_calls_nothing(hall: Hall) -> None:
    with pytest.raises(RuleOpen, match="还没有规定到会比例"):
        called(hall, SHUT)


@pytest.mark.parametrize("who", ["leader", "far"])
def test_who_may_not_call(hall: Hall, who: str) -> None:
    with pytest.raises(Refused, match="会议由本地的"):
        service.call(getattr(hall, who), new(hall))
    assert Meeting.objects.count() == 0


def test_the_village_cadre_may(hall: Hall) -> None:
    assert service.call(hall.cadre, new(hall)).called_by == hall.cadre


def test_somebody_typed_in_takes_one_seat(hall: Hall) -> None:
    meeting = called(hall, more=[NewSeat("孙老", "reps")])
    service.add_seat(hall.clerk, meeting.pk, NewSeat("孙老", "reps"))
    service.add_seat(hall.clerk, meeting.pk, NewSeat("李老", "reps"))
    typed = Attendee.objects.filter(person=None).values_list("name", flat=True)
    assert sorted(typed) == ["孙老", "李老"]
    with pytest.raises(NotNow, match="请选择身份"):
        service.add_seat(hall.clerk, meeting.pk, NewSeat("周老", "elders"))


def test_a_meeting_with_results_is_not_cancelled(hall: Hall) -> None:
    from tests.foundation.meetings.hall import settled

    meeting = settled(hall)
    with pytest.raises(NotNow, match="已有表决结果"):
        service.cancel(hall.clerk, meeting.pk, "改期")


def test_cancelling_needs_a_reason_and_ends_everything(hall: Hall) -> None:
    meeting = opened(hall)
    with pytest.raises(NotNow, match="请写明原因"):
        service.cancel(hall.clerk, meeting.pk, " ")
    service.cancel(hall.clerk, meeting.pk, "人数不够")
    assert Event.objects.filter(kind="cancelled").get().said_zh == "会议取消：人数不够"
    with pytest.raises(NotNow, match="会议现在是“已取消”"):
        service.check_in(hall.clerk, meeting.attendees.first().pk)


def test_nobody_who_left_the_duty_is_invited(hall: Hall) -> None:
    gone = hold(person("前代表"), "villager_rep")
    gone_holder = gone.pk
    from datong.foundation.organisations.models import Holder

    Holder.objects.filter(person=gone).update(until=dt.date(2014, 9, 1))
    assert gone_holder not in {each.person_id for each in offers(RULE, BAIHUA, DAY)}
