"""The pages of the calendar: seen by everybody with a post, changed by few, nothing typed is lost."""

import datetime as dt

import pytest
from django.test import Client

from datong.foundation.access.enums import Role
from datong.foundation.calendar import service
from datong.foundation.calendar.models import Notice
from datong.foundation.journal import service as journal
from datong.kernel import clock
from tests.foundation.access.walk import BAIHUA, LUOJIANG, make_user, plant_places

pytestmark = pytest.mark.django_db
NOTICE_2027 = """一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。1月31日（周日）、2月13日（周六）上班。
"""


@pytest.fixture
def officer():
    plant_places()
    return make_user("officer", Role.COUNTY_OFFICER, LUOJIANG)


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_year_is_drawn_with_words_not_colour_alone(officer):
    page = signed_in(officer).get("/calendar/2014/").content.decode()
    assert page.count('<table class="month">') == 12
    # 元旦 1, 春节 7, 清明 3, 劳动节 3, 端午 1 and 中秋 1 (beside plain weekends), 国庆 7; and the one of the legend
    assert page.count('class="day day-off"') == 23 + 1
    assert page.count('class="day day-makeup"') == 5 + 1  # the five of rules.md 8.6
    assert page.count('<b class="day-mark">休</b>') == 24
    assert page.count('<b class="day-mark">班</b>') == 6
    assert '<span class="digits">250</span> 个工作日' in page
    assert "2014-10-01 – 2014-10-07" in page
    assert "系统初始数据" in page


def test_in_english(officer):
    client = signed_in(officer)
    client.cookies["django_language"] = "en"
    page = client.get("/calendar/2014/").content.decode()
    assert ("National Day" in page, "October" in page) == (True, True)


def test_every_post_sees_it_and_without_one_nobody(officer):
    cadre = make_user("cadre", Role.VILLAGE_CADRE, BAIHUA)
    nobody = make_user("nobody")
    assert signed_in(cadre).get("/calendar/2026/").status_code == 200
    assert signed_in(nobody).get("/calendar/2026/").status_code == 403
    assert Client().get("/calendar/2026/").status_code == 302


def test_a_cadre_cannot_enter_a_notice(officer):
    client = signed_in(make_user("cadre", Role.VILLAGE_CADRE, BAIHUA))
    assert "/calendar/2027/notice/" not in client.get("/calendar/2027/").content.decode()
    assert client.get("/calendar/2027/notice/").status_code == 403
    sent = client.post("/calendar/2027/notice/", {"number": "假的", "text": NOTICE_2027})
    assert (sent.status_code, Notice.objects.filter(year=2027).count()) == (403, 0)


def test_the_year_after_the_last_notice_says_it_is_provisional(officer):
    client = signed_in(officer)
    page = client.get("/calendar/2027/").content.decode()
    assert "2027 年的放假通知还没有登记" in page
    assert "/calendar/2027/notice/" in page
    assert (client.get("/calendar/2028/").status_code, client.get("/calendar/2003/").status_code) == (
        404,
        404,
    )


def test_this_year_opens_by_itself(officer):
    with clock.override(dt.datetime(2014, 9, 26, 4, tzinfo=dt.UTC)):
        page = signed_in(officer).get("/calendar/").content.decode()
    assert "2014 年工作日历" in page
    assert page.count('aria-current="date"') == 1


def test_a_pasted_notice_is_entered(officer):
    client = signed_in(officer)
    sent = client.post("/calendar/2027/notice/", {"number": "2027 年通知第1号", "text": NOTICE_2027})
    assert (sent.status_code, sent.url) == (302, "/calendar/2027/")
    days = service.working_days()
    assert days.last == dt.date(2027, 12, 31)
    # from Thursday 4 February: 5 to 11 off, Friday 12, Saturday 13 a make-up day, Sunday, Monday 15
    assert days.due(dt.date(2027, 2, 4), 3) == dt.date(2027, 2, 15)
    page = client.get("/calendar/2027/").content.decode()
    assert ("2027 年通知第1号" in page, "officer的姓名" in page) == (True, True)
    entry = journal.entries()[0]
    assert (entry.actor, entry.action, entry.detail) == (
        "officer",
        "calendar.enter",
        {"year": 2027, "number": "2027 年通知第1号", "off": 10, "makeup": 2},
    )


def test_what_is_wrong_is_told_and_what_was_typed_is_kept(officer):
    text = "2027-02-05..2027-02-11 春节\n2027-02-30 国庆节\n请各单位安排好值班\n"
    sent = signed_in(officer).post("/calendar/2027/notice/", {"number": "", "text": text})
    page = sent.content.decode()
    assert sent.status_code == 422
    assert "第 2 行的“2027-02-30”不是日期" in page
    assert "第 3 行看不出日期：“请各单位安排好值班”" in page
    assert "2027-02-05..2027-02-11 春节\n2027-02-30 国庆节" in page
    assert Notice.objects.filter(year=2027).count() == 0


def test_an_amendment_starts_from_what_holds(officer):
    client = signed_in(officer)
    page = client.get("/calendar/2019/notice/").content.decode()
    assert "2019-05-01..2019-05-04 劳动节\n2019-05-05 劳动节 上班" in page


def test_a_page_costs_the_same_for_one_and_for_many_versions(officer, django_assert_num_queries):
    client = signed_in(officer)
    client.get("/calendar/2026/")

    def queries() -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as seen:
            client.get("/calendar/2026/")
        return len(seen)

    one = queries()
    for number in range(3):
        newest = Notice.objects.filter(year=2026).latest("pk")
        days = service.days_by_year()[2026]
        service.enter(officer, service.NewNotice(2026, f"第{number}次更正", days, seen=newest.pk))
    client.get("/calendar/2026/")
    assert queries() == one
