"""Working days and legal limits: the vectors of rules.md 8.6, and the articles."""

from datetime import date, timedelta

import pytest

from datong.foundation.calendar.core.seed import seed_calendar
from datong.kernel.bilingual import Text
from datong.kernel.workdays import BeyondCalendar, Limit, Pause, WorkingDays, reckon

CHINA = seed_calendar()
STEPS = (3, 5, 10, 20, 28, 30, 45, 72)
# Columns +3 +5 +10 +20 +28 +30 +45 +72 of the table in rules.md 8.6, written out in full.
VECTORS = {
    "2014-07-01": "2014-07-04 2014-07-08 2014-07-15 2014-07-29 2014-08-08 2014-08-12 2014-09-02 2014-10-15",
    "2014-09-15": "2014-09-18 2014-09-22 2014-09-28 2014-10-16 2014-10-28 2014-10-30 2014-11-20 2014-12-29",
    "2014-09-26": "2014-09-30 2014-10-09 2014-10-15 2014-10-29 2014-11-10 2014-11-12 2014-12-03 2015-01-12",
    "2014-12-31": "2015-01-06 2015-01-08 2015-01-15 2015-01-29 2015-02-10 2015-02-12 2015-03-10 2015-04-17",
    "2015-02-13": "2015-02-17 2015-02-26 2015-03-04 2015-03-18 2015-03-30 2015-04-01 2015-04-23 2015-06-02",
    "2024-09-30": "2024-10-10 2024-10-12 2024-10-18 2024-11-01 2024-11-13 2024-11-15 2024-12-06 2025-01-15",
    "2025-01-20": "2025-01-23 2025-01-26 2025-02-08 2025-02-21 2025-03-05 2025-03-07 2025-03-28 2025-05-09",
    "2026-02-13": "2026-02-25 2026-02-27 2026-03-05 2026-03-19 2026-03-31 2026-04-02 2026-04-24 2026-06-04",
}
YEARS = dict(
    zip(
        range(2012, 2027),
        (249, 250, 250, 249, 250, 249, 250, 250, 249, 250, 249, 249, 251, 248, 248),
        strict=True,
    )
)


def d(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (start, days, due)
        for start, row in VECTORS.items()
        for days, due in zip(STEPS, row.split(), strict=True)
    ],
)
def test_the_vectors(start, days, due):
    assert CHINA.due(d(start), days) == d(due)
    assert CHINA.between(d(start), d(due)) == days


@pytest.mark.parametrize(("year", "days"), YEARS.items())
def test_working_days_of_a_year(year, days):
    assert CHINA.between(date(year - 1, 12, 31), date(year, 12, 31)) == days
    every = (date(year, 1, 1) + timedelta(step) for step in range(366))
    assert sum(CHINA.is_working(day) for day in every if day.year == year) == days


def test_the_seed_spans_2004_to_2026():
    assert (CHINA.first, CHINA.last) == (date(2004, 1, 1), date(2026, 12, 31))


def test_why_nobody_works():
    assert CHINA.rest(d("2014-10-04")) == Text("国庆节", "National Day")  # a Saturday of the holiday
    assert CHINA.rest(d("2014-09-27")) == Text("周六", "Saturday")
    assert CHINA.rest(d("2014-09-28")) is None  # a Sunday, make-up day
    assert CHINA.rest(d("2014-09-29")) is None


@pytest.mark.parametrize(
    ("day", "following"),
    [
        ("2014-09-26", "2014-09-26"),
        ("2014-09-27", "2014-09-28"),
        ("2014-10-01", "2014-10-08"),
        ("2014-10-12", "2014-10-13"),
    ],
)
def test_the_next_working_day_is_the_day_itself_or_the_first_after(day, following):
    assert CHINA.next_working(d(day)) == d(following)


def test_no_days_end_on_the_start_itself():
    assert CHINA.due(d("2014-10-01"), 0) == d("2014-10-01")


def test_the_start_may_be_a_rest_day():
    """A fact of Saturday 27 September: the make-up Sunday is the first day."""
    assert CHINA.due(d("2014-09-27"), 1) == d("2014-09-28")


def test_past_the_last_notice_only_provisionally():
    assert CHINA.due(d("2026-12-30"), 1) == d("2026-12-31")
    with pytest.raises(BeyondCalendar) as refusal:
        CHINA.due(d("2026-12-30"), 2)
    assert refusal.value.text == Text(
        "从 2026-12-30 起算，要用到 2004-01-01 至 2026-12-31 以外的日历，那里没有登记放假通知；请登记该年的放假通知，或改用暂定日期（--provisional）",
        "counting from 2026-12-30 needs days outside 2004-01-01 to 2026-12-31, for which no holiday notice is known; "
        "enter that year's notice, or accept a provisional date (--provisional)",
    )
    # Friday 2027-01-01 counts as Monday to Friday do, the weekend of 2 and 3 January does not.
    assert CHINA.due(d("2026-12-30"), 2, provisional=True) == d("2027-01-01")
    assert CHINA.due(d("2026-12-30"), 3, provisional=True) == d("2027-01-04")
    assert CHINA.due(d("2026-12-30"), 2 + 250, provisional=True) == d(
        "2027-12-17"
    )  # 50 weeks after 2027-01-01


def test_before_the_first_notice_only_provisionally():
    assert CHINA.due(d("2003-12-31"), 1) == d("2004-01-02")  # 1 January 2004 is a holiday
    with pytest.raises(BeyondCalendar):
        CHINA.due(d("2003-12-30"), 2)
    assert CHINA.due(d("2003-12-29"), 2, provisional=True) == d("2003-12-31")  # Monday, Tuesday, Wednesday
    assert CHINA.due(d("2003-12-29"), 3, provisional=True) == d("2004-01-02")


@pytest.mark.parametrize("limit", [Limit(10**9, "working"), Limit(10**9, "calendar"), Limit(10**6, "month")])
def test_a_limit_past_the_end_of_dates_is_refused(limit):
    with pytest.raises(BeyondCalendar) as refusal:
        reckon(limit, d("2014-09-26"), CHINA)
    assert refusal.value.text.zh == "从 2014-09-26 起算的期限太长，算不出日期"


@pytest.mark.parametrize(
    ("start", "limit", "due"),
    [
        # Seven days of posting from Thursday 25 September: the seventh is 2 October, a holiday: 8 October.
        ("2014-09-25", Limit(7, "calendar"), "2014-10-08"),
        ("2014-09-25", Limit(7, "calendar", rolls=False), "2014-10-02"),
        ("2014-09-01", Limit(7, "calendar"), "2014-09-09"),  # the seventh is 8 September, Mid-autumn
        ("2014-09-21", Limit(7, "calendar"), "2014-09-28"),  # a Sunday, but a make-up day
        ("2014-07-01", Limit(60, "calendar"), "2014-09-01"),  # the sixtieth is Saturday 30 August
        ("2014-01-31", Limit(1, "month"), "2014-02-28"),  # February has no 31st: its end, a Friday
        ("2014-08-31", Limit(6, "month", rolls=False), "2015-02-28"),
        ("2011-02-28", Limit(12, "month", rolls=False), "2012-02-28"),
        ("2014-09-01", Limit(1, "month"), "2014-10-08"),
        ("2014-09-26", Limit(0, "calendar"), "2014-09-26"),
    ],
)
def test_calendar_days_and_months(start, limit, due):
    reckoning = reckon(limit, d(start), CHINA)
    assert (reckoning.due, reckoning.provisional, reckoning.stopped) == (d(due), False, False)


def test_calendar_days_are_provisional_only_where_rest_days_matter():
    rolling, firm = Limit(7, "calendar"), Limit(7, "calendar", rolls=False)
    assert reckon(rolling, d("2026-12-26"), CHINA).provisional  # ends on Saturday 2 January 2027
    assert reckon(rolling, d("2026-12-26"), CHINA).due == d("2027-01-04")
    assert not reckon(firm, d("2026-12-26"), CHINA).provisional
    assert not reckon(rolling, d("2026-12-24"), CHINA).provisional  # ends on 31 December


def pause(since: str, until: str | None) -> Pause:
    return Pause(d(since), d(until) if until else None, "补正材料", "行政许可法第三十二条")


@pytest.mark.parametrize(
    ("pauses", "due"),
    [
        # 10 working days from 2014-09-01 without a pause: 2-5, 9-12, 15, 16 September (8 is Mid-autumn).
        ([], "2014-09-16"),
        ([("2014-09-03", "2014-09-05")], "2014-09-18"),  # Thursday and Friday: 2 working days
        ([("2014-09-05", "2014-09-08")], "2014-09-16"),  # a weekend and a holiday: none
        (
            [("2014-09-03", "2014-09-05"), ("2014-09-04", "2014-09-09")],
            "2014-09-19",
        ),  # 4, 5, 9: overlaps count once
        ([("2014-09-04", "2014-09-09"), ("2014-09-03", "2014-09-05")], "2014-09-19"),  # in any order
        ([("2014-09-03", "2014-09-04"), ("2014-09-04", "2014-09-05")], "2014-09-18"),  # end to end
        ([("2014-08-25", "2014-09-03")], "2014-09-18"),  # what lay before the start stops nothing: 2, 3
        ([("2014-08-25", "2014-09-01")], "2014-09-16"),  # over before the first day
        ([("2014-09-16", "2014-10-20")], "2014-09-16"),  # begins when the limit is over
        (
            [("2014-09-15", "2014-09-30")],
            "2014-10-08",
        ),  # 16 to 30 September: 12 working days; the tenth is 8 October
        (
            [("2014-09-03", "2014-09-05"), ("2014-09-17", "2014-09-18")],
            "2014-09-19",
        ),  # the second begins in time
        ([("2014-09-03", "2014-09-03")], "2014-09-16"),  # ended on its first day
    ],
)
def test_a_pause_moves_the_due_date_by_the_working_days_it_lasted(pauses, due):
    stopped = [pause(*each) for each in pauses]
    assert reckon(Limit(10, "working"), d("2014-09-01"), CHINA, stopped).due == d(due)
    assert CHINA.due(d("2014-09-01"), 10, stopped) == d(due)


def test_a_pause_moves_calendar_days_by_calendar_days():
    """30 days from 1 September end on 1 October; 10 days of pause: 11 October, a Saturday but a make-up day."""
    assert reckon(
        Limit(30, "calendar"), d("2014-09-01"), CHINA, [pause("2014-09-05", "2014-09-15")]
    ).due == d("2014-10-11")
    assert reckon(Limit(1, "month"), d("2014-09-01"), CHINA, [pause("2014-09-05", "2014-09-15")]).due == d(
        "2014-10-11"
    )


def test_an_open_pause_leaves_no_due_date():
    reckoning = reckon(Limit(10, "working"), d("2014-09-01"), CHINA, [pause("2014-09-03", None)])
    assert (reckoning.due, reckoning.provisional, reckoning.stopped) == (None, False, True)
    with pytest.raises(ValueError, match="stopped clock"):
        CHINA.due(d("2014-09-01"), 10, [pause("2014-09-03", None)])


def test_an_open_pause_that_begins_when_the_limit_is_over_stops_nothing():
    reckoning = reckon(Limit(10, "working"), d("2014-09-01"), CHINA, [pause("2014-09-16", None)])
    assert (reckoning.due, reckoning.stopped) == (d("2014-09-16"), False)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Limit(-1, "working"),
        lambda: Limit(1, "weeks"),
        lambda: pause("2014-09-03", "2014-09-02"),
        lambda: CHINA.due(d("2014-09-01"), -1),
        lambda: WorkingDays(date(2014, 1, 2), date(2014, 1, 1), {}, ()),
        lambda: WorkingDays(
            date(2014, 1, 1), date(2014, 1, 2), {date(2014, 1, 1): "元旦"}, [date(2014, 1, 1)]
        ),
    ],
)
def test_impossible_declarations_are_errors(make):
    with pytest.raises(ValueError, match=r"limit|pause|calendar|both"):
        make()
