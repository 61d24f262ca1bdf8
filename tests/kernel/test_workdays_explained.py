"""Why this date: every counted and every skipped day, with its reason."""

from datetime import date

from datong.foundation.calendar.core.seed import seed_calendar
from datong.kernel.bilingual import Text
from datong.kernel.workdays import Limit, Pause, explain

CHINA = seed_calendar()


def test_three_working_days_over_a_weekend_with_a_make_up_day():
    told = explain(Limit(3, "working", "第十五条"), date(2014, 9, 26), CHINA)
    assert (told.reckoning.due, told.start) == (date(2014, 9, 30), date(2014, 9, 26))
    assert [(each.day.day, each.number, each.kind, each.reason.zh) for each in told.days] == [
        (27, None, "weekend", "周六"),
        (28, 1, "makeup", "调休上班，计入"),
        (29, 2, "counted", "计入"),
        (30, 3, "counted", "计入"),
    ]


def test_28_working_days_from_2014_09_26_skip_these():
    told = explain(Limit(28, "working"), date(2014, 9, 26), CHINA)
    assert told.reckoning.due == date(2014, 11, 10)
    assert [f"{each.day:%m-%d} {each.reason.zh}" for each in told.skipped] == [
        "09-27 周六", "10-01 国庆节", "10-02 国庆节", "10-03 国庆节", "10-04 国庆节", "10-05 国庆节", "10-06 国庆节",
        "10-07 国庆节", "10-12 周日", "10-18 周六", "10-19 周日", "10-25 周六", "10-26 周日", "11-01 周六", "11-02 周日",
        "11-08 周六", "11-09 周日",
    ]  # fmt: skip
    assert [each.number for each in told.counted] == list(range(1, 29))


def test_a_pause_shows_its_legal_reason_on_the_working_days_it_took():
    stopped = Pause(date(2014, 9, 3), date(2014, 9, 8), Text("等待核对", "waiting for a check"), "第十七条")
    told = explain(Limit(4, "working"), date(2014, 9, 1), CHINA, [stopped])
    assert [(each.day.day, each.number, each.reason.en) for each in told.days] == [
        (2, 1, "counted"),
        (3, 2, "counted"),
        (4, None, "clock stopped: waiting for a check (第十七条)"),
        (5, None, "clock stopped: waiting for a check (第十七条)"),
        (6, None, "Saturday"),
        (7, None, "Sunday"),
        (8, None, "Mid-autumn Festival"),
        (9, 3, "counted"),
        (10, 4, "counted"),
    ]


def test_a_posting_of_seven_days_rolls_over_the_holiday():
    told = explain(Limit(7, "calendar"), date(2014, 9, 25), CHINA)
    assert [(f"{each.day:%m-%d}", each.number, each.kind) for each in told.days] == [
        ("09-26", 1, "counted"), ("09-27", 2, "counted"), ("09-28", 3, "counted"), ("09-29", 4, "counted"),
        ("09-30", 5, "counted"), ("10-01", 6, "counted"), ("10-02", 7, "counted"), ("10-03", None, "rolled"),
        ("10-04", None, "rolled"), ("10-05", None, "rolled"), ("10-06", None, "rolled"), ("10-07", None, "rolled"),
        ("10-08", None, "rolled"),
    ]  # fmt: skip
    assert told.days[7].reason.zh == "期满日遇休息日顺延（民法典第二百零三条）：国庆节"
    assert told.days[-1].reason.zh == "顺延至此日"


def test_calendar_days_that_were_stopped_are_not_counted():
    stopped = Pause(date(2014, 9, 2), date(2014, 9, 4), "鉴定")
    told = explain(Limit(3, "calendar"), date(2014, 9, 1), CHINA, [stopped])
    assert [(each.day.day, each.number) for each in told.days] == [
        (2, 1),
        (3, None),
        (4, None),
        (5, 2),
        (6, 3),
        (7, None),
        (8, None),
        (9, None),
    ]
    assert told.reckoning.due == date(2014, 9, 9)  # Saturday 6, Sunday 7, Mid-autumn 8


def test_days_without_a_notice_are_marked():
    told = explain(Limit(2, "working"), date(2026, 12, 30), CHINA)
    assert [(str(each.day), each.provisional, each.reason.zh) for each in told.days] == [
        ("2026-12-31", False, "计入"),
        ("2027-01-01", True, "计入（该年放假通知未登记，暂按周一至周五）"),
    ]
    assert told.reckoning.provisional


def test_a_stopped_clock_is_told_up_to_where_it_stands():
    told = explain(Limit(10, "working"), date(2014, 9, 1), CHINA, [Pause(date(2014, 9, 3), None, "鉴定")])
    assert (told.reckoning.due, told.reckoning.stopped) == (None, True)
    assert [(each.day.day, each.number) for each in told.days] == [(2, 1), (3, 2)]


def test_a_limit_of_no_days_has_nothing_to_tell():
    told = explain(Limit(0, "working"), date(2014, 10, 1), CHINA)
    assert (told.reckoning.due, told.days) == (date(2014, 10, 1), ())
