"""The legal days of a case: two norms, stopped clocks, extensions, a calendar that changes."""

import datetime as dt

import pytest

from datong.foundation.access.service import Refused
from datong.foundation.casework import service as casework
from datong.foundation.casework.models import Case, Deadline
from datong.foundation.casework.service import Move
from tests.foundation.casework import toy

pytestmark = pytest.mark.django_db


def take(actor, case, step, **more):
    return casework.take(actor, case.pk, Move(step, **more))


def accepted(who):
    return take(who.clerk, toy.opened(who), "accept")


def due(case, key):
    return case.deadlines.get(key=key, state="open").due_on


def test_days_run_from_steps_and_total_time_over_all(who):
    case = accepted(who)
    # from 2014-09-15: 10 working days, 30 working days (rules 8.6)
    assert (due(case, "survey"), due(case, "total")) == (dt.date(2014, 9, 28), dt.date(2014, 10, 30))
    assert case.due_on == dt.date(2014, 9, 28)


def test_of_two_norms_the_later_day_binds(who, to_day):
    """Posted on 2014-09-26: 7 days end on Friday 10-03, a holiday, and move to 10-08; 7 working days end on 10-11."""
    case = take(who.clerk, accepted(who), "survey")
    to_day("2014-09-26")
    case = take(who.clerk, case, "post")
    row = case.deadlines.get(key="close_posting")
    assert (row.floor, row.due_on) == (True, dt.date(2014, 10, 11))
    task = case.tasks.get(done_at=None)
    assert (task.due_on, task.from_on) == (None, dt.date(2014, 10, 12))
    to_day("2014-10-11")
    with pytest.raises(casework.TooEarly):
        take(who.clerk, case, "close_posting")
    to_day("2014-10-20")
    case = take(who.clerk, case, "close_posting")
    # however late it is taken down, the county's three working days run from the posting's last day
    assert case.deadlines.get(key="grant").started_on == dt.date(2014, 10, 11)
    assert due(case, "grant") == dt.date(2014, 10, 15)


def test_a_stopped_clock_moves_the_day_by_exactly_its_working_days(who, to_day):
    case = accepted(who)
    to_day("2014-09-17")
    casework.stop(who.clerk, case.pk, "experts", note="县水务局评审")
    case.refresh_from_db()
    assert case.deadlines.get(key="survey").due_on is None
    assert case.due_on is None
    to_day("2014-09-24")
    casework.go_on(who.clerk, case.pk)
    # stopped 18, 19, 22, 23, 24 September: five working days; 09-28 + 5 = 29, 30, 10-08, 10-09, 10-10
    assert due(case, "survey") == dt.date(2014, 10, 10)
    assert due(case, "total") == dt.date(2014, 11, 6)


def test_stopping_needs_a_legal_reason_and_is_done_once(who):
    case = accepted(who)
    with pytest.raises(casework.BadClock):
        casework.stop(who.clerk, case.pk, "holiday")
    with pytest.raises(casework.BadClock):
        casework.go_on(who.clerk, case.pk)
    casework.stop(who.clerk, case.pk, "experts")
    with pytest.raises(casework.BadClock):
        casework.stop(who.clerk, case.pk, "experts")
    with pytest.raises(Refused):
        casework.stop(who.cadre, case.pk, "experts")


def test_an_extension_needs_an_article_and_a_reason_and_comes_once(who, to_day):
    case = accepted(who)
    survey = case.deadlines.get(key="survey")
    with pytest.raises(casework.Missing):
        casework.extend(who.clerk, survey.pk, "")
    row = casework.extend(who.clerk, survey.pk, "山路塌方，人户分离")
    assert row.due_on == dt.date(2014, 10, 10)  # the 15th working day after 09-15
    with pytest.raises(casework.BadClock, match="延长过一次"):
        casework.extend(who.clerk, survey.pk, "山路塌方，人户分离")
    total = case.deadlines.get(key="total")
    assert casework.extend(who.clerk, total.pk, "山路塌方，人户分离").due_on == dt.date(2014, 11, 20)


def test_without_an_article_nothing_is_extended(who, to_day):
    case = take(who.clerk, accepted(who), "survey")
    case = take(who.clerk, case, "post")
    with pytest.raises(casework.BadClock, match="没有条文"):
        casework.extend(who.clerk, case.deadlines.get(key="close_posting").pk, "想快一点")


def test_what_has_passed_is_not_extended(who, to_day):
    case = accepted(who)
    to_day("2014-10-08")
    with pytest.raises(casework.BadClock, match="期限已过"):
        casework.extend(who.clerk, case.deadlines.get(key="survey").pk, "山路塌方")


def test_days_beyond_the_calendar_are_provisional_and_reckoned_again(who, to_day):
    to_day("2026-12-21")
    case = toy.opened(who, law_on=dt.date(2026, 12, 21))
    case = take(who.clerk, case, "accept")
    row = case.deadlines.get(key="survey")
    assert (row.provisional, row.due_on) == (True, dt.date(2027, 1, 4))
    Deadline.objects.filter(pk=row.pk).update(due_on=dt.date(2027, 2, 1))
    casework.recompute(who.officer)
    row.refresh_from_db()
    assert row.due_on == dt.date(2027, 1, 4)
    assert Case.objects.get(pk=case.pk).due_on == dt.date(2027, 1, 4)
