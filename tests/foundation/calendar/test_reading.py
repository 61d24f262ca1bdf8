"""A notice as people paste or type it."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datong.foundation.calendar.core.days import Named, digest, stretches
from datong.foundation.calendar.core.reading import read, written
from datong.foundation.calendar.core.seed import seed_years

# The wording of the State Council's notice for 2026, as the seed knows that year.
PASTED = """
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
"""


def test_the_notice_of_2026_as_pasted_is_the_seed_of_2026():
    found = read(PASTED, 2026)
    assert found.problems == []
    assert tuple(found.days) == seed_years()[2026]


def test_short_lines():
    found = read(
        "2027-02-05..2027-02-06 春节\n2027/2/13 春节 上班\n1月1日 元旦\n2027-05-01 劳动 off\n2027-05-08 劳动 works",
        2027,
    )
    assert found.problems == []
    assert [(str(each.day), each.works, each.en) for each in found.days] == [
        ("2027-01-01", False, "New Year's Day"),
        ("2027-02-05", False, "Spring Festival"),
        ("2027-02-06", False, "Spring Festival"),
        ("2027-02-13", True, "Spring Festival"),
        ("2027-05-01", False, "Labour Day"),
        ("2027-05-08", True, "Labour Day"),
    ]


def test_two_holidays_in_one_and_one_that_is_new():
    found = read("国庆节、中秋节：10月1日至3日放假。\n2027-09-03 胜利80周年纪念日/Victory Day", 2027)
    assert found.problems == []
    assert [(str(each.day), each.zh, each.en) for each in found.days] == [
        ("2027-09-03", "胜利80周年纪念日", "Victory Day"),
        ("2027-10-01", "国庆节、中秋节", "National Day, Mid-autumn Festival"),
        ("2027-10-02", "国庆节、中秋节", "National Day, Mid-autumn Festival"),
        ("2027-10-03", "国庆节、中秋节", "National Day, Mid-autumn Festival"),
    ]


def test_new_year_across_two_years():
    found = read("元旦：2026年12月31日至2027年1月2日放假调休，共3天。", 2027)
    assert found.problems == []
    assert [str(each.day) for each in found.days] == ["2026-12-31", "2027-01-01", "2027-01-02"]


@pytest.mark.parametrize(
    ("text", "zh"),
    [
        (
            "各地区要妥善安排值班",
            "第 1 行看不出日期：“各地区要妥善安排值班”。请写成“2027-02-05..2027-02-11 春节”或“2027-02-13 春节 上班”，与放假无关的行请删去。",
        ),
        ("\n2027-13-01 元旦", "第 2 行的“2027-13-01”不是日期。"),
        ("2027-02-11..2027-02-05 春节", "第 1 行的“2027-02-11..2027-02-05”先后颠倒了。"),
        (
            "2027-02-05..2027-03-11 春节",
            "第 1 行的“2027-02-05..2027-03-11”长达 35 天，一段放假不会超过 15 天，请核对。",
        ),
        (
            "2027-02-05 泼水节",
            "第 1 行的“泼水节”不是已知的节日，请用节日全名（如 春节），新的节日写成“中文名/English name”。",
        ),
        ("2027-02-05", "第 1 行没有写是哪个节日。"),
        ("2026-10-01 国庆节", "2026-10-01 不在 2027 年（元旦可以用到上一年 12 月）。"),
        ("2027-02-05 春节\n2027-02-05 春节 上班", "2027-02-05 写了两次。"),
        (
            "2027-02-05 春节\n2027-02-04 春节 上班",
            "2027-02-04 是星期一至星期五，本来就上班，不是调休上班日。",
        ),
        ("2027-02-13 春节 上班", "没有任何放假的日子。"),
        ("", "没有任何放假的日子。"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text, zh):
    assert zh in [problem.zh for problem in read(text, 2027).problems]


@pytest.mark.parametrize("year", seed_years())
def test_what_is_written_reads_back(year):
    days = seed_years()[year]
    found = read(written(days), year)
    assert (found.problems, tuple(found.days)) == ([], days)


@given(st.text(max_size=200), st.integers(2004, 9998))
def test_any_text_is_either_days_or_problems(text, year):
    found = read(text, year)
    assert bool(found.problems) or all(each.zh and each.en for each in found.days)


def test_stretches_part_where_the_holiday_or_the_kind_changes():
    day = dt.date(2027, 2, 5)
    days = [
        Named(day, False, "春节", "Spring Festival"),
        Named(day + dt.timedelta(1), False, "春节", "Spring Festival"),
        Named(day + dt.timedelta(2), True, "春节", "Spring Festival"),
        Named(day + dt.timedelta(4), True, "春节", "Spring Festival"),
    ]
    assert [(run.first.day, run.last.day, run.works, run.length) for run in stretches(days)] == [
        (5, 6, False, 2),
        (7, 7, True, 1),
        (9, 9, True, 1),
    ]


def test_the_digest_names_content_and_history():
    one = Named(dt.date(2027, 1, 1), False, "元旦", "New Year's Day")
    plain = digest("", 2027, "号", [one])
    assert (
        len(
            {
                plain,
                digest("x", 2027, "号", [one]),
                digest("", 2028, "号", [one]),
                digest("", 2027, "另", [one]),
            }
        )
        == 4
    )
    assert plain == digest("", 2027, "号", [one])
