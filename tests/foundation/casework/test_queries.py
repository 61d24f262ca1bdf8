"""Reads that other houses use: a case as of a day, equal reasons, rubber stamps."""

import datetime as dt

import pytest

from datong.foundation.access.enums import Role
from datong.foundation.casework import service as casework
from datong.foundation.casework.models import Case, Decision
from datong.foundation.casework.service import Move
from datong.foundation.storage import service as storage
from tests.foundation.access.walk import SHEHONG, make_user
from tests.foundation.casework import toy

pytestmark = pytest.mark.django_db
MONDAY, SUNDAY = dt.date(2014, 9, 22), dt.date(2014, 9, 28)


def decide(
    case: Case, who, reasons: str, on: dt.date = MONDAY, effect: str = "grant", seconds: int | None = 300
):
    """A decision put straight into the table."""
    return Decision.objects.create(
        case=case,
        step="grant",
        effect=effect,
        by=who,
        by_name=who.name,
        authority="罗江县县级部门专干",
        unit="county_officer:510626000000:",
        reasons=reasons,
        reasons_digest=storage.digest(reasons),
        reasons_length=40,
        article="办法第四条",
        facts="",
        inputs="[]",
        seconds=seconds,
        on=on,
        at=dt.datetime(2014, 9, 22, 4, tzinfo=dt.UTC),
    )


def test_a_case_as_of_a_day(who, to_day):
    case = casework.take(who.clerk, toy.opened(who).pk, Move("accept"))
    to_day("2014-09-18")
    casework.stop(who.clerk, case.pk, "experts")
    to_day("2014-09-22")
    casework.go_on(who.clerk, case.pk)
    row = case.deadlines.get(key="survey")
    casework.extend(who.clerk, row.pk, "等专家书面意见")
    to_day("2014-09-24")
    casework.take(who.clerk, case.pk, Move("survey"))

    def told(day: str):
        then = casework.as_of(case, dt.date.fromisoformat(day))
        [own] = [each for each in then.deadlines if each.row.key == "survey"] or [None]
        return then.state, [event.step for event in then.events], own and (own.state, own.binding.due)

    assert told("2014-09-14") == ("", [], None)
    assert told("2014-09-17") == ("accepted", ["open", "accept"], ("open", dt.date(2014, 9, 28)))
    assert told("2014-09-19") == ("accepted", ["open", "accept"], ("open", None))  # stood still
    # two working days stopped (19, 22), five more by extension: 09-30 and then 10-08, 9, 10, 11, 13
    assert told("2014-09-22") == ("accepted", ["open", "accept"], ("open", dt.date(2014, 10, 13)))
    assert told("2014-09-24") == ("surveyed", ["open", "accept", "survey"], ("met", dt.date(2014, 10, 13)))


def test_equal_reasons_over_a_fifth_of_a_week_are_found(who):
    case = toy.opened(who)
    same = [decide(case, who.officer, "情况属实，符合规定，同意给予。", SUNDAY) for _ in range(2)]
    same.append(decide(case, who.officer2, "情况属实，符合规定，同意给予。"))
    for number in range(8):
        decide(case, who.officer, f"自己的理由{number}")
    decide(case, who.officer, "情况属实，符合规定，同意给予。", dt.date(2014, 9, 29))  # another week
    [group] = casework.identical_reasons(who.leader, dt.date(2014, 9, 24))
    assert (group.count, group.total) == (3, 11)
    assert group.decisions == [row.pk for row in same]
    assert group.deciders == ["toy-officer2的姓名", "toy-officer的姓名"]


def test_exactly_a_fifth_is_not_over_it(who):
    case = toy.opened(who)
    for number in range(10):
        decide(case, who.officer, "同样的理由" if number < 2 else f"理由{number}")
    assert casework.identical_reasons(who.leader, MONDAY) == []


def test_nothing_is_said_of_fewer_than_ten(who):
    case = toy.opened(who)
    for _ in range(9):
        decide(case, who.officer, "同样的理由")
    assert casework.identical_reasons(who.leader, MONDAY) == []


def test_equal_reasons_elsewhere_are_not_told(who):
    case = toy.opened(who)
    for _ in range(10):
        decide(case, who.officer, "同样的理由")
    far = make_user("far", Role.COUNTY_OFFICER, SHEHONG)
    assert casework.identical_reasons(far, MONDAY) == []
    assert casework.rubber_stamps(far, MONDAY) == []


def test_whoever_decides_within_a_minute_is_named(who):
    case = toy.opened(who)
    for number in range(10):
        decide(case, who.officer, f"理由{number}", seconds=59 if number < 6 else 600)
        decide(case, who.officer2, f"理由{number}", seconds=60)
    decide(case, who.reviewer, "理由", seconds=3)  # one alone says nothing
    [found] = casework.rubber_stamps(who.leader, MONDAY)
    assert (found.user_id, found.decisions, found.median_seconds, found.agreed) == (
        who.officer.pk,
        10,
        59.0,
        10,
    )
    assert casework.rubber_stamps(who.leader, dt.date(2014, 9, 23)) == []


def test_whoever_agrees_to_everything_is_named(who):
    case = toy.opened(who)
    for number in range(101):
        decide(case, who.officer, f"理由{number}")
        decide(case, who.officer2, f"理由{number}", effect="refuse" if number < 3 else "grant")
    [found] = casework.rubber_stamps(who.leader, MONDAY)
    assert (found.user_id, found.decisions, found.agreed) == (who.officer.pk, 101, 101)
