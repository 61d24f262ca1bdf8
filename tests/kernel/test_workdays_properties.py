"""What must hold for every date, every limit and every pause."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from datong.foundation.calendar.core.seed import seed_calendar
from datong.kernel.workdays import Limit, Pause, explain, reckon

CHINA = seed_calendar()
DATES = st.dates(date(2004, 1, 1), date(2025, 6, 1))
FAR_DATES = st.dates(date(1990, 1, 1), date(2040, 1, 1))
DAYS = st.integers(1, 120)
UNITS = st.sampled_from(("working", "calendar", "month"))


@given(DATES, DAYS)
def test_due_and_between_are_inverse(start, days):
    due = CHINA.due(start, days)
    assert (CHINA.between(start, due), CHINA.is_working(due)) == (days, True)


@given(FAR_DATES, DAYS)
def test_counting_by_hand_gives_the_same_day(start, days):
    """Day after day, also outside the calendar."""
    day, left = start, days
    while left:
        day += timedelta(1)
        known = CHINA.first <= day <= CHINA.last
        left -= (
            (day in CHINA.worked or (day.weekday() < 5 and day not in CHINA.off))
            if known
            else day.weekday() < 5
        )
    assert CHINA.due(start, days, provisional=True) == day
    certain = CHINA.first <= start + timedelta(1) and day <= CHINA.last
    assert reckon(Limit(days, "working"), start, CHINA).provisional is not certain


@given(FAR_DATES, FAR_DATES, DAYS)
def test_a_later_start_never_ends_earlier(one, other, days):
    early, late = sorted((one, other))
    assert CHINA.due(early, days, provisional=True) <= CHINA.due(late, days, provisional=True)


@given(FAR_DATES, DAYS, DAYS)
def test_more_days_end_later(start, one, other):
    if one < other:
        assert CHINA.due(start, one, provisional=True) < CHINA.due(start, other, provisional=True)


@given(FAR_DATES)
def test_the_next_working_day_works_and_none_lies_between(day):
    following = CHINA.next_working(day)
    assert (CHINA.is_working(following), following >= day) == (True, True)
    assert CHINA.between(day - timedelta(1), following) == 1


@given(DATES, DAYS, st.integers(0, 100), st.integers(0, 60))
def test_a_pause_moves_the_due_date_by_exactly_the_working_days_it_lasted(start, days, after, length):
    since = start + timedelta(after)
    until = since + timedelta(length)
    plain = CHINA.due(start, days)
    paused = CHINA.due(start, days, [Pause(since, until, "补正")])
    lasted = CHINA.between(since, until) if CHINA.between(start, since) < days else 0
    assert CHINA.between(plain, paused) == lasted


@given(DATES, DAYS, st.lists(st.tuples(st.integers(-20, 100), st.integers(0, 40)), max_size=4), UNITS)
@settings(max_examples=150)
def test_the_explanation_numbers_every_day_of_the_limit_once(start, days, stretches, unit):
    """However pauses overlap: as many counted days as the limit has, and the last one is the last day before rolling."""
    if unit == "month":
        days = min(days, 6)
    pauses = [Pause(start + timedelta(a), start + timedelta(a + b), "补正") for a, b in stretches]
    told = explain(Limit(days, unit), start, CHINA, pauses)
    numbers = [each.number for each in told.counted]
    assert numbers == list(range(1, len(numbers) + 1))
    if unit != "month":
        assert len(numbers) == days
    assert [each.day for each in told.days] == [
        start + timedelta(step) for step in range(1, len(told.days) + 1)
    ]
    assert told.days[-1].day == told.reckoning.due
    assert unit == "working" or CHINA.is_working(told.reckoning.due)
