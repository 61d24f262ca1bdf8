"""When an item is owed and where a duty stands, reckoned by hand."""

import datetime as dt

import pytest

from datong.foundation.openness.core.due import (
    Owed,
    Rule,
    due_after,
    in_force,
    in_one_period,
    owed,
    standing_of,
)

D = dt.date
QUARTERLY = Rule(1, "quarterly", 15, D(2012, 1, 1))


def test_a_quarter_is_due_on_the_fifteenth_after_it():
    assert owed([QUARTERLY], D(2014, 9, 26), D(2014, 9, 26)) == [
        Owed(1, D(2014, 7, 1), D(2014, 9, 30), D(2014, 10, 15))
    ]


def test_quarters_over_the_end_of_a_year():
    assert [(each.start, each.due) for each in owed([QUARTERLY], D(2014, 11, 1), D(2015, 4, 1))] == [
        (D(2014, 10, 1), D(2015, 1, 15)),
        (D(2015, 1, 1), D(2015, 4, 15)),
        (D(2015, 4, 1), D(2015, 7, 15)),
    ]


def test_a_month_without_that_day_is_due_on_its_last():
    monthly = Rule(1, "monthly", 28, D(2012, 1, 1))
    assert [each.due for each in owed([monthly], D(2015, 1, 5), D(2015, 1, 31))] == [D(2015, 2, 28)]
    assert due_after(Rule(1, "quarterly", 31, D(2012, 1, 1)), D(2014, 3, 31)) == D(2014, 4, 30)


def test_a_year_is_due_so_many_days_after_it():
    yearly = Rule(1, "yearly", 31, D(2010, 10, 28))
    assert owed([yearly], D(2014, 9, 26), D(2014, 12, 31)) == [
        Owed(1, D(2014, 1, 1), D(2014, 12, 31), D(2015, 1, 31))
    ]


def test_standing_is_owed_once_from_the_first_day_it_is_reckoned():
    rules = [Rule(1, "standing", 30, D(2014, 1, 1)), Rule(2, "standing", 60, D(2015, 1, 1))]
    assert owed(rules, D(2014, 9, 26), D(2016, 1, 1)) == [
        Owed(1, D(2014, 9, 26), D(2014, 9, 26), D(2014, 10, 26))
    ]


@pytest.mark.parametrize("cycle", ["at_once", "stage"])
def test_events_have_no_periods(cycle):
    assert owed([Rule(1, cycle, 10, D(2012, 1, 1))], D(2014, 1, 1), D(2016, 1, 1)) == []


def test_a_new_version_holds_for_periods_that_end_in_it():
    rules = [QUARTERLY, Rule(2, "quarterly", 20, D(2014, 9, 1))]
    # Q2 ends under the first version, Q3 (until 30 September) under the second
    assert [(each.version, each.due) for each in owed(rules, D(2014, 4, 1), D(2014, 9, 26))] == [
        (1, D(2014, 7, 15)),
        (2, D(2014, 10, 20)),
    ]


def test_a_change_from_quarters_to_months():
    rules = [QUARTERLY, Rule(2, "monthly", 15, D(2014, 10, 1))]
    assert [(each.version, each.start) for each in owed(rules, D(2014, 7, 1), D(2014, 11, 30))] == [
        (1, D(2014, 7, 1)),
        (2, D(2014, 10, 1)),
        (2, D(2014, 11, 1)),
    ]


def test_what_ends_is_owed_for_the_period_that_ends_with_it_and_no_more():
    ending = Rule(1, "quarterly", 15, D(2014, 1, 1), until=D(2014, 12, 31))
    assert [each.start for each in owed([ending], D(2014, 7, 1), D(2015, 12, 31))] == [
        D(2014, 7, 1),
        D(2014, 10, 1),
    ]


def test_the_newest_version_in_force_on_a_day():
    first = Rule(1, "quarterly", 15, D(2012, 1, 1))
    last = Rule(2, "quarterly", 15, D(2014, 6, 1), until=D(2014, 12, 31))
    assert in_force([first, last], D(2011, 12, 31)) is None
    assert in_force([first, last], D(2014, 5, 31)) == first
    assert in_force([last, first], D(2014, 12, 31)) == last
    assert in_force([first, last], D(2015, 1, 1)) is None


@pytest.mark.parametrize(
    ("due_on", "fulfilled", "exempt", "present", "state"),
    [
        (D(2014, 10, 15), None, False, False, "coming"),
        (D(2014, 10, 6), None, False, False, "due"),  # ten days ahead
        (D(2014, 10, 7), None, False, False, "coming"),  # eleven
        (D(2014, 9, 26), None, False, False, "due"),  # the last day on time
        (D(2014, 9, 25), None, False, False, "late"),
        (D(2014, 9, 25), None, True, False, "exempt"),
        (D(2014, 9, 25), D(2014, 9, 25), False, False, "done"),
        (D(2014, 9, 25), D(2014, 9, 26), False, False, "done_late"),
        (D(2014, 9, 25), D(2014, 9, 27), False, False, "late"),  # not yet done on the day asked about
        (D(2014, 9, 25), D(2014, 9, 27), False, True, "done_late"),  # the present counts it as done today
        (D(2014, 10, 15), D(2026, 1, 1), False, True, "done"),
        (D(2014, 9, 25), D(2014, 9, 20), True, False, "done"),  # exempt, and published all the same
    ],
)
def test_where_a_duty_stands_on_26_september(due_on, fulfilled, exempt, present, state):
    found = standing_of(due_on, fulfilled, D(2014, 9, 26), exempt=exempt, present=present)
    assert found == state


@pytest.mark.parametrize(
    ("cycle", "start", "end", "held"),
    [
        ("quarterly", D(2014, 7, 1), D(2014, 9, 30), True),
        ("quarterly", D(2014, 8, 1), D(2014, 8, 31), True),
        ("quarterly", D(2014, 7, 1), D(2014, 10, 1), False),
        ("quarterly", D(2000, 1, 1), D(2099, 12, 31), False),
        ("monthly", D(2016, 2, 1), D(2016, 2, 29), True),
        ("monthly", D(2014, 12, 31), D(2015, 1, 1), False),
        ("yearly", D(2014, 1, 1), D(2014, 12, 31), True),
        ("yearly", D(2014, 12, 31), D(2015, 12, 30), False),
        ("stage", D(2013, 1, 1), D(2015, 1, 1), True),
    ],
)
def test_one_publication_cannot_stand_for_several_periods(cycle, start, end, held):
    assert in_one_period(cycle, start, end) is held
