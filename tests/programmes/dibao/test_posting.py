"""Postings: by two norms, exactly what the law lets them show, coming down by themselves; objections and what follows."""

import datetime as dt

import pytest

from datong.foundation.casework import service as casework
from datong.foundation.casework.service import Raised
from datong.programmes.dibao import service as dibao
from tests.foundation.access.walk import BAIHUA, WANAN_COMMUNITY
from tests.programmes.dibao import road
from tests.programmes.dibao.test_application import held

pytestmark = pytest.mark.django_db


@pytest.fixture
def posted(who, to_day, monkeypatch):
    """2012: posted by the town on 2014-09-15."""
    case = road.accepted(who)
    case = dibao.record_survey(who.clerk, case.pk, road.visit(who, "2014-09-15"))
    held(monkeypatch, case, "2014-09-15")
    return road.step(
        who.clerk2, road.step(who.clerk2, road.step(who.clerk2, case, "appraise"), "review"), "post_town"
    )


def object_to(who, case):
    raised = Raised("他家去年买了货车，没有申报", "villager", "visit", "某村民")
    return casework.object_to(who.cadre, case.pk, raised)


def test_it_hangs_in_its_village_and_comes_down_by_itself(who, posted):
    [row] = dibao.postings_of(posted)
    # 7 days: 09-22, a Monday; 7 working days: 16 17 18 19 22 23 24
    assert (row.starts_on, row.ends_by_article, row.ends_by_catalogue, row.ends_on) == (
        dt.date(2014, 9, 15), dt.date(2014, 9, 22), dt.date(2014, 9, 24), dt.date(2014, 9, 24),
    )  # fmt: skip
    assert [each.pk for each in dibao.up(BAIHUA, dt.date(2014, 9, 24))] == [row.pk]
    assert list(dibao.up(BAIHUA, dt.date(2014, 9, 25))) == []
    assert list(dibao.up(BAIHUA, dt.date(2014, 9, 14))) == []
    assert list(dibao.up(WANAN_COMMUNITY, dt.date(2014, 9, 20))) == []


def test_the_floor_of_the_case_is_the_posting_s_last_day(who, posted):
    floor = posted.deadlines.get(key="close_town", floor=True)
    assert floor.due_on == dibao.postings_of(posted)[0].ends_on


def test_it_shows_these_fields_and_no_others(who, posted):
    shown = dibao.shown(dibao.postings_of(posted)[0])
    assert shown == {
        "applicant_name": "邓有田",
        "survey_result": "2014-09-15 入户调查，共同生活的家庭成员 3 人",
        "appraisal_result": "2014-09-15 民主评议，认为调查结果客观真实",
        "review_result": "符合条件，拟月保障金额 413.68 元",
    }


def test_it_is_not_closed_before_both_norms_are_over(who, posted, to_day):
    to_day("2014-09-24")
    with pytest.raises(casework.TooEarly, match="2014-09-24"):
        road.step(who.clerk2, posted, "close_town")
    to_day("2014-09-25")
    assert road.step(who.clerk2, posted, "close_town").state == "forwarded"


def test_an_objection_holds_it_until_answered(who, posted, to_day):
    row = object_to(who, posted)
    to_day("2014-09-25")
    with pytest.raises(casework.Frozen):
        road.step(who.clerk2, posted, "close_town")
    casework.answer(who.officer, row.pk, outcome="dismissed", reasons=road.WHY, article="第二十五条")
    assert road.step(who.clerk2, posted, "close_town").state == "forwarded"


def test_sent_back_the_posting_comes_down_that_day(who, posted):
    case = road.step(who.clerk2, posted, "survey_again", note="有村民反映新购货车")
    assert (case.state, dibao.postings_of(case)[0].taken_down_on) == ("accepted", dt.date(2014, 9, 15))
    assert list(dibao.up(BAIHUA, dt.date(2014, 9, 16))) == []
    assert case.deadlines.filter(key="close_town", state="open").count() == 0


def test_2012_an_objection_to_the_county_s_posting_is_surveyed_and_posted_again(who, posted, to_day):
    to_day("2014-09-25")
    case = road.step(who.officer, road.step(who.clerk2, posted, "close_town"), "receive")
    case = road.step(who.officer2, road.step(who.officer2, case, "opine"), "post_county")
    row = object_to(who, case)
    case = road.step(who.officer2, case, "reinvestigate", note="村民反映新购货车，重新核查")
    clock = case.deadlines.get(key="redecision", total=True)
    # 20 working days after 2014-09-25: 09-26 28 29 30, 10-08 to 11 (11th made up), 13-17, 20-24, 27 28
    assert (clock.due_on, row.due_on, row.role) == (
        dt.date(2014, 10, 28),
        dt.date(2014, 10, 28),
        "county_reviewer",
    )
    case = dibao.record_survey(who.clerk, case.pk, road.visit(who, "2014-09-25"))
    assert case.state == "county_received"
    with pytest.raises(casework.Frozen):
        road.step(who.officer2, case, "opine")
    casework.answer(who.reviewer, row.pk, outcome="dismissed", reasons=road.WHY, article="第二十九条")
    case = road.step(who.officer2, case, "opine")
    assert case.deadlines.get(key="redecision").state == "met"
    case = road.step(who.officer2, case, "post_county")
    assert [row.stage for row in dibao.postings_of(case)] == ["county", "county", "town"]
