"""Why a date is what it is, and what the watch finds."""

import datetime as dt

import pytest

from datong.foundation.access.enums import Role
from datong.foundation.casework import service as casework
from datong.foundation.casework.models import Case
from datong.foundation.casework.service import Move, Raised
from tests.foundation.access.walk import SHEHONG, make_user
from tests.foundation.casework import toy
from tests.foundation.casework.reading import Reader, many

pytestmark = pytest.mark.django_db


def test_every_day_is_accounted_for(who, to_day):
    to_day("2014-09-26")
    case = casework.take(who.clerk, toy.opened(who, law_on=dt.date(2014, 9, 26)).pk, Move("accept"))
    row = case.deadlines.get(key="survey")
    page = Reader(who.clerk).text(f"/cases/deadlines/{row.pk}/why/")
    assert "“勘查”为什么是这一天" in page
    assert "进入上一状态之日（2014年9月26日）起算，当天不计。" in page
    # 28 (make-up) 29 30; holiday 1 to 7; 8 9 10 11 (make-up); 13 14 15
    assert "到期日 2014年10月15日" in page
    assert "规定 10 个工作日 依据 办法第二条 算到 2014-10-15" in page
    for line in (
        "2014-09-27 – 周六",
        "2014-09-28 1 调休上班，计入",
        "2014-10-01 – 国庆节",
        "2014-10-08 4 计入",
        "2014-10-11 7 调休上班，计入",
        "2014-10-15 10 计入",
    ):
        assert line in page, line


def test_two_norms_each_have_their_days(who):
    case = toy.walk_to(who, toy.opened(who), "posted")
    row = case.deadlines.get(floor=True)
    page = Reader(who.clerk).text(f"/cases/deadlines/{row.pk}/why/")
    assert "规定 1 7 日 依据 办法第三条 算到 2014-09-22 起作用的 否" in page
    assert "规定 2 7 个工作日 依据 目录 算到 2014-09-24 起作用的 是（较晚的一天）" in page
    assert "“公示”之日（2014年9月15日）起算" in page
    assert "不得早于 2014年9月24日" in page


def test_a_pause_is_told_with_its_reason(who, to_day):
    case = casework.take(who.clerk, toy.opened(who).pk, Move("accept"))
    casework.stop(who.clerk, case.pk, "experts")
    row = case.deadlines.get(key="survey")
    assert "期限已中止 中止的事由消除后继续计算。" in Reader(who.clerk).text(
        f"/cases/deadlines/{row.pk}/why/"
    )
    to_day("2014-09-17")
    casework.go_on(who.clerk, case.pk)
    page = Reader(who.clerk).text(f"/cases/deadlines/{row.pk}/why/")
    assert "到期日 2014年9月30日" in page
    assert "2014-09-16 – 暂停计时：专家评审（行政许可法第四十五条）" in page
    assert "2014-09-18 1 计入" in page


def test_the_reason_of_a_date_is_not_for_outsiders(who):
    case = casework.take(who.clerk, toy.opened(who).pk, Move("accept"))
    row = case.deadlines.get(key="survey")
    far = Reader(make_user("far", Role.COUNTY_OFFICER, SHEHONG))
    assert far.get(f"/cases/deadlines/{row.pk}/why/").status_code == 403
    assert far.get("/cases/deadlines/999999/why/").status_code == 404


def test_the_watch_finds_what_does_not_move(who, to_day):
    casework.take(who.clerk, toy.opened(who).pk, Move("accept"))
    leader = Reader(who.leader)
    to_day("2014-09-24")
    assert "邓有田" not in leader.text("/cases/watch/")
    to_day("2014-09-25")
    page = leader.text("/cases/watch/")
    assert "没有动的办件 1 件" in page
    assert "邓有田 10 天没有动 已受理 镇（街道）" in page
    assert "邓有田" not in leader.text("/cases/watch/?days=11")
    assert "邓有田" in leader.text("/cases/watch/?days=5&place=510626106000")
    assert "邓有田" not in leader.text("/cases/watch/?place=510626100000")
    assert "邓有田" in leader.text("/cases/watch/?days=many")
    far = Reader(make_user("far", Role.COUNTY_OFFICER, SHEHONG))
    assert "邓有田" not in far.text("/cases/watch/")


def test_a_case_in_pay_may_rest(who, to_day):
    toy.opened(who, entry="in_use")
    to_day("2014-11-25")
    assert "没有停着不动的办件" in Reader(who.officer).text("/cases/watch/")


def test_the_watch_costs_the_same_for_one_and_thirty(who, to_day):
    case = casework.take(who.clerk, toy.opened(who).pk, Move("accept"))
    to_day("2014-10-15")
    leader = Reader(who.leader)
    leader.get("/cases/watch/")
    one = leader.queries("/cases/watch/")
    many(case, 29)
    assert leader.queries("/cases/watch/") == one
    assert Case.objects.count() == 30


def test_a_late_answer_is_escalated_to_the_leaders(who, to_day):
    case = toy.walk_to(who, toy.opened(who), "posted")
    casework.object_to(who.cadre, case.pk, Raised("塘里养的不是鱼", "villager", "visit"))
    # the twentieth working day after 09-15: 16-19 22-26 28-30 of September, 8-11 13-16 of October
    to_day("2014-10-16")
    assert "没有。" in Reader(who.leader).text("/cases/watch/")
    to_day("2014-10-17")
    page = Reader(who.leader).text("/cases/watch/")
    assert "1 份异议超过期限没有答复，已提请县领导督办。" in page
    assert "邓有田 已逾期 1 个工作日（10月16日止） 县级部门 百花村 2014-09-15" in page
