"""From the application to the county's decision under both laws, and what is refused on the way."""

import datetime as dt
import json

import pytest

from datong.foundation.access.service import Refused
from datong.foundation.casework import service as casework
from datong.foundation.casework.service import Move
from datong.foundation.meetings import service as meetings
from datong.foundation.people import service as people
from datong.programmes.dibao import service as dibao
from datong.programmes.dibao.queries import guards
from datong.programmes.dibao.rules import BadDocument
from tests.programmes.dibao import road

pytestmark = pytest.mark.django_db


def test_an_application_opens_a_case_and_keeps_no_identity_number(who):
    case = road.applied(who)
    assert (case.state, case.workflow, case.label, case.law_on) == (
        "submitted", "dibao.v2012", "邓有田", dt.date(2014, 9, 15),
    )  # fmt: skip
    statement = dibao.latest(case)
    document = dibao.document_of(statement)
    head = people.by_identity(road.HEAD.identity)
    assert document["applicant"] == str(head.pk)
    assert [member["birth"] for member in document["members"]] == ["1958-03-12", "1960-07-02", "2001-11-20"]
    assert {item["member"] for item in document["income"]} == {str(head.pk)}
    assert not any(each.identity in json.dumps(document) for each in road.PEOPLE.values())
    assert people.members([case.household_id]) == sorted(int(member["id"]) for member in document["members"])


def test_what_the_register_knows_is_not_asked_again(who):
    given = road.document()
    for member in given["members"]:
        del member["birth"]
        del member["source"]
    case = dibao.apply(who.cadre, dibao.Application("510626106209", dt.date(2014, 9, 15), given, road.PEOPLE))
    members = dibao.document_of(dibao.latest(case))["members"]
    assert [(each["birth"], each["source"]) for each in members] == [
        ("1958-03-12", "人口登记"), ("1960-07-02", "人口登记"), ("2001-11-20", "人口登记"),
    ]  # fmt: skip
    known = dibao.knows_about(case.household_id)
    assert [(each["name"], each["birth"]) for each in known["members"]] == [
        ("邓有田", "1958-03-12"), ("陈素芳", "1960-07-02"), ("邓小川", "2001-11-20"),
    ]  # fmt: skip


def test_one_household_has_one_open_case(who):
    road.applied(who)
    with pytest.raises(casework.CaseworkError, match="已有未办结的办件"):
        road.applied(who)


def test_the_law_begins_in_2012(who):
    with pytest.raises(dibao.BadApplication, match="2012-12-12") as refused:
        dibao.apply(who.cadre, road.application("2012-12-11"))
    assert refused.value.field == "applied_on"


def test_a_wrong_number_is_told_at_its_member(who):
    given = dibao.Application(
        "510626106209",
        dt.date(2014, 9, 15),
        road.document(),
        road.PEOPLE | {"b": dibao.Named("陈素芳", "510626196007021221")},
    )
    with pytest.raises(dibao.BadApplication) as refused:
        dibao.apply(who.cadre, given)
    assert refused.value.field == "members[1].identity"


def test_faults_of_the_document_are_all_told(who):
    with pytest.raises(BadDocument) as refused:
        dibao.apply(who.cadre, road.application(area="moon", surplus=1))
    assert [problem.path for problem in refused.value.problems] == ["surplus", "area"]


def test_an_officer_of_the_county_does_not_apply_for_people(who):
    with pytest.raises(Refused, match="代为登记"):
        dibao.apply(who.officer, road.application())


def test_missing_papers_are_listed_once(who):
    case = road.applied(who)
    case = dibao.ask_papers(who.clerk, case.pk, ["户口簿复印件", "诊断证明"])
    assert case.state == "incomplete"
    case = road.step(who.cadre, case, "supply")
    with pytest.raises(dibao.BadPapers, match="只能一次性告知"):
        dibao.ask_papers(who.clerk, case.pk, ["银行流水"])
    case = dibao.ask_papers(who.clerk, case.pk, ["新生儿户口页"], new_facts="受理前家中又添一名新生儿")
    assert [(row.number, json.loads(row.items)) for row in case.papers_lists.all()] == [
        (1, ["户口簿复印件", "诊断证明"]),
        (2, ["新生儿户口页"]),
    ]


def test_nothing_is_accepted_before_every_adult_has_signed(who):
    case = road.applied(who)
    with pytest.raises(casework.CaseworkError, match="邓有田、陈素芳"):
        dibao.accept(who.clerk, case.pk)
    road.consent(who, case)
    assert dibao.accept(who.clerk, case.pk).state == "accepted"


def test_the_urban_regulations_bind_urban_households_only(who):
    rural = road.applied(who)
    assert [(row.key, row.state) for row in rural.deadlines.filter(total=True)] == [("urban_statute", "void")]


def test_an_urban_household_has_thirty_days(who):
    given = road.document(area="urban")
    for member in given["members"]:
        member["hukou"] = "urban"
    case = dibao.apply(who.cadre, dibao.Application("510626106209", dt.date(2014, 9, 15), given, road.PEOPLE))
    row = case.deadlines.get(total=True)
    # 30 days after 2014-09-15
    assert (row.key, row.state, row.due_on) == ("urban_statute", "open", dt.date(2014, 10, 15))


def held(monkeypatch, case, day="2014-09-22"):
    """As if an appraisal had been closed that day."""
    result = meetings.Result(
        1, 1, case.pk, "dibao.appraisal", dt.date.fromisoformat(day), True, None, None, None, "", None
    )
    monkeypatch.setattr(guards.meetings, "result_of", lambda *_: result)


def to_county(who, to_day, monkeypatch):
    """2012: accepted 09-15, surveyed 09-17, appraised 09-22, posted 09-23, received 10-13."""
    case = road.accepted(who)
    to_day("2014-09-17")
    case = dibao.record_survey(who.clerk, case.pk, road.visit(who, "2014-09-17"))
    to_day("2014-09-22")
    with pytest.raises(casework.CaseworkError, match="还没有开过民主评议会"):
        road.step(who.clerk2, case, "appraise")
    held(monkeypatch, case)
    case = road.step(who.clerk2, case, "appraise")
    case = road.step(who.clerk2, case, "review")
    to_day("2014-09-23")
    case = road.step(who.clerk2, case, "post_town")
    to_day("2014-10-13")
    case = road.step(who.clerk2, case, "close_town")
    return road.step(who.officer, case, "receive")


def test_the_whole_road_of_2012(who, to_day, monkeypatch):
    case = to_county(who, to_day, monkeypatch)
    posting = dibao.postings_of(case)[0]
    # 7 days after 09-23: 09-30; 7 working days: 24 25 26 28 29 30 (six, the 28th made up), then the holiday to 10-07, so 10-08
    assert (posting.ends_by_article, posting.ends_by_catalogue, posting.ends_on) == (
        dt.date(2014, 9, 30), dt.date(2014, 10, 8), dt.date(2014, 10, 8),
    )  # fmt: skip
    assert set(dibao.shown(posting)) == {
        "applicant_name",
        "survey_result",
        "appraisal_result",
        "review_result",
    }
    case = road.step(who.officer2, case, "opine")
    case = road.step(who.officer2, case, "post_county")
    shown = dibao.shown(dibao.postings_of(case)[0])
    # (2777.00/12 - 4200.00/12/3) x 3 = 344.25; uplifts 10% (child) + 20% (illness) of 231.41667 = 69.425; 413.675, half up
    assert shown == {
        "applicant_name": "邓有田",
        "member_names": ["邓有田", "陈素芳", "邓小川"],
        "amount": "413.68",
    }
    with pytest.raises(casework.TooEarly):
        road.step(who.officer2, case, "close_county")
    to_day("2014-10-23")
    case = road.step(who.officer2, case, "close_county")
    # posted 10-13: 7 days 10-20, 7 working days 10-22; three working days after that: 10-27
    assert case.deadlines.get(key="approve").due_on == dt.date(2014, 10, 27)
    case = road.decide(who.officer2, case, "approve", category="B")
    assert (case.state, case.entitlement, case.decision.amount) == ("approved", "paid", 41_368)
    award = dibao.award_of(case)
    assert (award.amount, award.persons, award.area, award.category, award.first_month) == (
        41_368, 3, "rural", "B", dt.date(2014, 11, 1),
    )  # fmt: skip
    with pytest.raises(casework.CaseworkError, match="2014-11"):
        road.step(who.officer, case, "enter_pay")
    to_day("2014-11-03")
    case = road.step(who.officer, case, "enter_pay")
    assert (case.state, case.closed_on) == ("in_pay", None)
    # category B: six months
    assert case.deadlines.get(key="open_review").due_on == dt.date(2015, 5, 4)
    assert dibao.computed_again(case.decision) == 41_368


def test_a_decision_keeps_every_number_with_source_and_day(who, to_day, monkeypatch):
    case = to_county(who, to_day, monkeypatch)
    case = road.step(who.officer2, case, "opine")
    case = road.step(who.officer2, case, "post_county")
    to_day("2014-10-23")
    case = road.step(who.officer2, case, "close_county")
    bare = casework.Ruling(reasons=road.WHY, article="第二十九条", amount=41_368, kin_declared=True)
    with pytest.raises(casework.CaseworkError, match="请在“低保决定”页面办理"):
        casework.take(who.officer2, case.pk, Move("approve", ruling=bare))
    with pytest.raises(casework.CaseworkError, match="与测算结果不一致"):
        road.decide(who.officer2, case, "approve", category="B", amount=40_000)
    with pytest.raises(dibao.BadVerdict, match="复核类别"):
        road.decide(who.officer2, case, "approve")
    case = road.decide(
        who.officer2,
        case,
        "approve",
        category="B",
        amount=40_000,
        departs="女方医疗费已由大病保险报销一部分，县里集体研究后酌减。",
    )
    kept = json.loads(case.decision.inputs)
    assert all(each["source"] and each["day"] for each in kept)
    assert {
        "name": "核算期计入收入合计（分）",
        "value": "420000",
        "source": "家庭申报第 2 版",
        "day": "2014-09-17",
    } in kept
    assert "不按测算结果的理由：女方医疗费已由大病保险报销一部分" in case.decision.facts
    assert dibao.computed_again(case.decision) == 41_368


def test_whoever_surveyed_does_not_review(who, to_day, monkeypatch):
    case = road.accepted(who)
    case = dibao.record_survey(who.cadre, case.pk, road.visit(who, "2014-09-15"))
    held(monkeypatch, case)
    case = road.step(who.clerk, case, "appraise")
    with pytest.raises(casework.CaseworkError, match="您参加过此户的入户调查"):
        road.step(who.clerk, case, "review")


def test_a_refusal_becomes_final_with_its_delivery(who, to_day, monkeypatch):
    case = to_county(who, to_day, monkeypatch)
    case = road.decide(who.officer2, case, "refuse", article="民发〔2012〕220号 第二十六条")
    assert (case.state, case.entitlement) == ("refusal_told", "none")
    # 3 days after 10-13
    assert case.deadlines.get(key="confirm_refusal").due_on == dt.date(2014, 10, 16)
    with pytest.raises(casework.CaseworkError, match="还没有送达"):
        road.step(who.clerk, case, "confirm_refusal")
    case = road.deliver(who.clerk, case, "dibao.refusal", "2014-10-13")
    case = road.step(who.clerk, case, "confirm_refusal")
    assert (case.state, case.entitlement, case.closed_on) == ("refused", "refused", dt.date(2014, 10, 13))


def test_a_missing_parameter_is_a_sentence_for_the_page(who, to_day):
    case = road.accepted(who, "2014-09-15")
    found = dibao.assessment_of(case, dt.date(2027, 3, 1))
    assert found.eligible is None
    assert "农村低保标准" in dibao.undetermined(found).zh


def test_the_road_of_2021(who, to_day):
    to_day("2023-03-01")
    given = road.document("2022-03", "2023-02")
    given["members"][2]["full_time"] = True
    case = dibao.apply(who.cadre, dibao.Application("510626106209", dt.date(2023, 3, 1), given, road.PEOPLE))
    road.consent(who, case, "2023-03-01")
    case = dibao.accept(who.clerk, case.pk)
    assert (case.workflow, case.state) == ("dibao.v2021", "accepted")
    # 30 working days after Wednesday 2023-03-01: 22 in March from the 2nd, 04-05 is off, so the 8th after is 04-13
    assert case.deadlines.get(total=True).due_on == dt.date(2023, 4, 13)
    case = road.step(who.clerk, case, "start_survey")
    case = road.step(who.officer, case, "start_check")
    case = dibao.record_survey(who.clerk, case.pk, road.visit(who, "2023-03-01"))
    case = road.step(who.clerk2, case, "review")
    case = road.step(who.clerk2, case, "post_town")
    assert set(dibao.shown(dibao.postings_of(case)[0])) == {"applicant_name", "initial_opinion"}
    to_day("2023-03-13")
    case = road.step(who.clerk2, case, "close_town")
    case = road.step(who.officer, case, "receive")
    case = road.decide(who.officer, case, "approve", category="stable", article="民发〔2021〕57号 第二十条")
    announced = dibao.shown(dibao.postings_of(case)[0])
    assert set(announced) == {"applicant_name", "member_count", "amount"}
    assert announced["member_count"] == 3


def test_fifteen_days_more_only_for_a_listed_case(who, to_day):
    to_day("2023-03-01")
    case = road.accepted(who, "2023-03-01")
    with pytest.raises(dibao.BadVerdict, match="特殊情况"):
        dibao.extend_total(who.officer, case.pk, "busy", "人手不够，办不过来")
    row = dibao.extend_total(who.officer, case.pk, "difficult_survey", "三名成员在外省务工，需异地协查")
    # March 22; April 20 (the 5th off, Sunday 23rd made up); May 4, 5 and Saturday 6th, made up: 45
    assert row.due_on == dt.date(2023, 5, 6)
    with pytest.raises(casework.BadClock, match="已经延长过一次"):
        dibao.extend_total(who.officer, case.pk, "objection", "公示期间有两名村民提出异议")
