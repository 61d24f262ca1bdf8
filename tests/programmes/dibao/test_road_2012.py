"""The road of 2012 day by day: 2014-07-01 to the first payment, with what is refused on every step, and the journal at the end.

Days off in the time walked: Saturdays and Sundays; the Mid-Autumn festival of Monday 2014-09-08. Nothing else until
1 October, no Saturday or Sunday was worked until 28 September.
"""

import datetime as dt
import json

import pytest

from datong.foundation.access.service import Refused
from datong.foundation.casework import service as casework
from datong.foundation.casework.service import Raised
from datong.foundation.journal import service as journal
from datong.foundation.meetings import service as meetings
from datong.foundation.people import service as people
from datong.programmes.dibao import service as dibao
from datong.programmes.dibao.actions import drawing, paying
from datong.programmes.dibao.errors import BadPayment
from datong.programmes.dibao.models import VisitDue
from tests.foundation.access.walk import BAIHUA
from tests.programmes.dibao import road

pytestmark = pytest.mark.django_db
SOURCE = "八月七日福利彩票三地开奖号码与三名村民代表各掷一次骰子"
ASKED = ["户口簿复印件", "诊断证明"]


def owed(case, key):
    """The open day of a step, not its floor."""
    return case.deadlines.get(key=key, state="open", floor=False).due_on.isoformat()


def floor(case, key):
    return case.deadlines.get(key=key, state="open", floor=True).due_on.isoformat()


def desks(case):
    """Who owes the next step."""
    return sorted(case.tasks.filter(done_at=None).values_list("role", "place_code"))


@pytest.fixture
def walk(who, to_day):
    to_day("2014-07-01")
    return who, to_day


def applied(who, to_day):
    """July 1 to 7: applied, papers listed once, accepted; the wife's brother sits on the village committee."""
    given = dibao.Application(BAIHUA, dt.date(2014, 7, 1), road.document("2013-07", "2014-06"), road.PEOPLE)
    with pytest.raises(Refused):
        dibao.apply(who.reviewer, given)
    case = dibao.apply(who.cadre, given)
    assert (case.number, case.state, case.law_on) == (
        "DB-510626-2014-000001",
        "submitted",
        dt.date(2014, 7, 1),
    )
    assert desks(case) == [("town_clerk", "510626106000")]
    to_day("2014-07-02")
    with pytest.raises(Refused):
        dibao.ask_papers(who.cadre, case.pk, ASKED)
    case = dibao.ask_papers(who.clerk, case.pk, ASKED)
    assert desks(case) == [("village_cadre", BAIHUA)]
    assert "缺少的材料：户口簿复印件；诊断证明。" in road.words(road.letter(case, "dibao.papers"))
    to_day("2014-07-04")
    case = road.step(who.cadre, case, "supply")
    with pytest.raises(dibao.BadPapers, match="只能一次性告知"):
        dibao.ask_papers(who.clerk, case.pk, ["银行流水"])
    brother = people.Person.objects.create(name="陈会计", place_code=BAIHUA)
    wife = people.Person.objects.get(name="陈素芳")
    people.declare_kinship("admin", wife.pk, brother.pk, "sibling", "户口簿")
    seats = road.officials(brother.pk)
    to_day("2014-07-07")
    road.consent(who, case, "2014-07-07")
    case = dibao.accept(who.clerk, case.pk)
    assert [(row.name, row.duty, row.source) for row in case.near_relatives.all()] == [
        ("陈会计", "committee", "register")
    ]
    assert [row.reason for row in case.visits_due.all()] == ["registered_relative"]
    # ten working days after Monday 7 July: 8 9 10 11, 14-18, 21
    assert owed(case, "survey") == "2014-07-21"
    return case, seats | {"陈会计": brother.pk}


def surveyed_and_appraised(who, to_day, case, seats):
    """July 17 to 23: two visit, the village appraises, the town reviews; whoever visited does not."""
    to_day("2014-07-17")
    with pytest.raises(dibao.BadSurvey, match="至少要有两名"):
        dibao.record_survey(who.clerk, case.pk, road.visit(who, "2014-07-17", investigators=(who.clerk.pk,)))
    case = dibao.record_survey(who.clerk, case.pk, road.visit(who, "2014-07-17"))
    # five working days after Thursday 17 July: 18, 21 22 23 24
    assert owed(case, "appraise") == "2014-07-24"
    to_day("2014-07-22")
    few = {name: person for name, person in seats.items() if name not in ("代表庚", "代表辛", "代表己")}
    held = road.called(who, case, "2014-07-22", few)
    # five representatives of nine present: 15 < 18
    with pytest.raises(meetings.NotNow):
        meetings.open_meeting(who.clerk2, held.pk)
    meetings.cancel(who.clerk2, held.pk, "到会村民代表不足三分之二")
    # eight of twelve present: exactly two thirds; the wife's brother steps aside, so eleven may vote, seven of them yes
    result = road.appraised(who, case, "2014-07-22", seats, against=4)
    assert (result.carried, result.votes.yes, result.votes.no) == (True, 7, 4)
    case = road.step(who.clerk2, case, "appraise")
    to_day("2014-07-23")
    with pytest.raises(casework.KeptApart):
        road.step(who.clerk, case, "review")
    with pytest.raises(Refused):
        road.step(who.officer, case, "review")
    return road.step(who.clerk2, case, "review")


def posted_by_the_town(who, to_day, case):
    """July 24 to August 5: posted; a villager objects; the county answers; closed the day after the later norm."""
    to_day("2014-07-24")
    with pytest.raises(casework.CaseworkError, match=r"日期不能倒填|应在"):
        casework.take(who.clerk2, case.pk, casework.Move("post_town", on=dt.date(2014, 7, 23)))
    case = road.step(who.clerk2, case, "post_town")
    [row] = dibao.postings_of(case)
    # 7 days: 31 July; 7 working days: 25, 28-31 July, 1 and 4 August
    assert [each.isoformat() for each in (row.ends_by_article, row.ends_by_catalogue, row.ends_on)] == [
        "2014-07-31", "2014-08-04", "2014-08-04",
    ]  # fmt: skip
    assert dibao.shown(row) == {
        "applicant_name": "邓有田",
        "survey_result": "2014-07-17 入户调查，共同生活的家庭成员 3 人",
        "appraisal_result": "2014-07-22 民主评议，认为调查结果客观真实",
        "review_result": "符合条件，拟月保障金额 413.68 元",
    }
    to_day("2014-07-28")
    raised = Raised("他家儿子在外打工，没有算进去", "villager", "visit", "某村民")
    objection = casework.object_to(who.cadre, case.pk, raised)
    # twenty working days after 28 July: 29-31 (3), August 1, 4-8 (9), 11-15 (14), 18-22 (19), 25
    assert (objection.due_on, objection.role) == (dt.date(2014, 8, 25), "county_officer")
    to_day("2014-08-05")
    with pytest.raises(casework.Frozen):
        road.step(who.clerk2, case, "close_town")
    with pytest.raises(Refused):
        casework.answer(who.clerk2, objection.pk, outcome="dismissed", reasons=road.WHY, article="第二十五条")
    casework.answer(who.officer2, objection.pk, outcome="dismissed", reasons=road.WHY, article="第二十五条")
    assert [list(dibao.up(BAIHUA, road.day(on))) for on in ("2014-08-04", "2014-08-05")] == [[row], []]
    case = road.step(who.clerk2, case, "close_town")
    to_day("2014-08-06")
    case = road.step(who.officer, case, "receive")
    # five working days after 6 August: 7 8, 11 12 13
    assert owed(case, "opine") == "2014-08-13"
    return case


def checked_by_the_county(who, to_day, case):
    """August 6 to 12: drawn (as mandatory), visited, opined, posted again."""
    announced = drawing.announce(who.officer, "510626", SOURCE)
    assert (announced.size, announced.mandatory, announced.share) == (1, [case.number], [3, 10])
    to_day("2014-08-07")
    made = drawing.draw(who.officer, announced.pk, "314159")
    assert made.drawn == [case.number]
    assert VisitDue.objects.filter(reason="drawn").count() == 0
    with pytest.raises(casework.CaseworkError, match="必须由县里入户"):
        road.step(who.officer2, case, "opine")
    to_day("2014-08-08")
    both = road.visit(who, "2014-08-08", investigators=(who.officer.pk, who.clerk.pk))
    dibao.record_county_visit(who.officer, case.pk, both)
    to_day("2014-08-11")
    with pytest.raises(Refused):
        road.step(who.clerk2, case, "opine")
    case = road.step(who.officer2, case, "opine")
    to_day("2014-08-12")
    case = road.step(who.officer2, case, "post_county")
    row = dibao.postings_of(case)[0]
    # 7 days: 19 August; 7 working days: 13 14 15, 18 19 20 21
    assert (row.ends_by_article, row.ends_on) == (dt.date(2014, 8, 19), dt.date(2014, 8, 21))
    # 2,777.00/12 - 4,200.00/12/3 = 114.75 a head, x 3 = 344.25; (10 + 20)% of 231.41667 = 69.425; 413.675, half up
    assert dibao.shown(row) == {
        "applicant_name": "邓有田", "member_names": ["邓有田", "陈素芳", "邓小川"], "amount": "413.68",
    }  # fmt: skip
    to_day("2014-08-21")
    with pytest.raises(casework.TooEarly, match="2014-08-21"):
        road.step(who.officer2, case, "close_county")
    return case


def approved(who, to_day, case):
    """August 22 to 27: the posting is over, one officer decides, the letter arrives."""
    to_day("2014-08-22")
    case = road.step(who.officer2, case, "close_county")
    # three working days after the posting's last day, 21 August, not after the day it was closed: 22, 25 26
    assert owed(case, "approve") == "2014-08-26"
    to_day("2014-08-25")
    with pytest.raises(casework.KinUndeclared):
        road.decide(who.officer2, case, "approve", category="B", kin_declared=False)
    with pytest.raises(casework.Missing, match="理由太短"):
        road.decide(who.officer2, case, "approve", category="B", reasons="同意")
    with pytest.raises(Refused):
        road.decide(who.clerk2, case, "approve", category="B")
    who.officer2.person = people.Person.objects.get(name="陈会计")
    who.officer2.save(update_fields=["person"])
    with pytest.raises(casework.OwnKin):
        road.decide(who.officer2, case, "approve", category="B")
    who.officer2.person = None
    who.officer2.save(update_fields=["person"])
    case = road.decide(who.officer2, case, "approve", category="B")
    assert (case.decision.amount, case.decision.by_name, case.decision.on) == (
        41_368, "officer2的姓名", dt.date(2014, 8, 25),
    )  # fmt: skip
    said = road.words(road.letter(case, "dibao.approval"))
    for wanted in (
        "批准您家享受低保，每月 413.68 元，从 2014年9月 起按月发放。",
        road.WHY,
        "民发〔2012〕220号 第二十九条",
        "决定人：罗江县县级部门专干 officer2的姓名。",
        "2014年10月24日 以前申请行政复议",  # 60 days after 25 August: 6 in August, 30 in September, 24 in October
    ):
        assert wanted in said
    to_day("2014-08-27")
    return road.deliver(who.clerk, case, "dibao.approval", "2014-08-27")


def paid(who, to_day, case):
    """August 29 to September 2: not on the list of August; frozen by one, signed by another."""
    to_day("2014-08-29")
    with pytest.raises(BadPayment, match="没有应发放的家庭"):
        paying.freeze(who.officer, "510626", dt.date(2014, 8, 1))
    with pytest.raises(casework.CaseworkError, match="从 2014-09 起发放"):
        road.step(who.officer, case, "enter_pay")
    to_day("2014-09-01")
    case = road.step(who.officer, case, "enter_pay")
    # category B: six months; 1 March 2015 is a Sunday, so Monday
    assert owed(case, "open_review") == "2015-03-02"
    made = paying.freeze(who.officer, "510626", dt.date(2014, 9, 1))
    with pytest.raises(BadPayment, match="两名同志"):
        paying.sign(who.officer, made.pk)
    with pytest.raises(Refused):
        paying.sign(who.clerk, made.pk)
    made = paying.sign(who.officer2, made.pk)
    assert (made.state, made.households, made.persons, made.amount, made.arrears) == (
        "signed",
        1,
        3,
        41_368,
        0,
    )
    assert road.line_of(made, case) == (41_368, 0)
    return case


def test_from_the_application_to_the_first_payment(walk):
    who, to_day = walk
    case, seats = applied(who, to_day)
    case = surveyed_and_appraised(who, to_day, case, seats)
    case = posted_by_the_town(who, to_day, case)
    case = checked_by_the_county(who, to_day, case)
    case = paid(who, to_day, approved(who, to_day, case))
    assert road.history(case) == [
        ("open", "2014-07-01", "cadre"),
        ("submit", "2014-07-01", "cadre"),
        ("ask_papers", "2014-07-02", "clerk"),
        ("supply", "2014-07-04", "cadre"),
        ("accept", "2014-07-07", "clerk"),
        ("survey", "2014-07-17", "clerk"),
        ("appraise", "2014-07-22", "clerk2"),
        ("review", "2014-07-23", "clerk2"),
        ("post_town", "2014-07-24", "clerk2"),
        ("objection:town_posting", "2014-07-28", "cadre"),
        ("answer:dismissed", "2014-08-05", "officer2"),
        ("close_town", "2014-08-05", "clerk2"),
        ("receive", "2014-08-06", "officer"),
        ("opine", "2014-08-11", "officer2"),
        ("post_county", "2014-08-12", "officer2"),
        ("close_county", "2014-08-22", "officer2"),
        ("approve", "2014-08-25", "officer2"),
        ("delivered:dibao.approval", "2014-08-27", "clerk"),
        ("enter_pay", "2014-09-01", "officer"),
    ]
    assert [
        (row.key, row.ended_on.isoformat()) for row in case.deadlines.filter(state="met").order_by("id")
    ] == [
        ("survey", "2014-07-17"),
        ("appraise", "2014-07-22"),
        ("close_town", "2014-08-05"),
        ("opine", "2014-08-11"),
        ("close_county", "2014-08-22"),
        ("approve", "2014-08-25"),
        ("enter_pay", "2014-09-01"),
    ]
    assert [casework.as_of(case, road.day(on)).state for on in ("2014-07-16", "2014-08-05", "2014-08-25")] == [
        "accepted", "forwarded", "approved",
    ]  # fmt: skip
    verdict = journal.verify()
    assert (verdict.broken, verdict.entries > 60) == (None, True)


def test_a_decision_of_the_road_is_computed_again_years_later(walk):
    who, to_day = walk
    case = road.paid_2012(who, to_day)
    to_day("2019-03-01")
    decision = case.decisions.get(step="approve")
    assert dibao.computed_again(decision) == decision.amount == 41_368
    # also from the household document as it stood and the rules of that day
    statement = next(row for row in dibao.statements_of(case) if row.on <= decision.on)
    found = dibao.rules.assess(
        dibao.rules.parse_document(dibao.document_of(statement)),
        case.law_on,
        dibao.county_parameters("510626"),
    )
    assert (found.amount, f"{found.rules} {found.county_version}"[:60]) == (
        decision.amount,
        decision.rule_version,
    )
    kept = json.loads(decision.inputs)
    assert [each for each in kept if not (each["source"] and each["day"])] == []


def test_whoever_objects_to_the_county_s_posting_sets_off_a_new_survey(walk):
    """Art. 29: with an objection the county looks into it anew, within 20 working days, and posts again."""
    who, to_day = walk
    case = road.county_2012(who, to_day)
    to_day("2014-07-24")
    case = road.step(who.officer2, road.step(who.officer2, case, "opine"), "post_county")
    row = casework.object_to(who.cadre, case.pk, Raised("他家有一辆货车", "villager", "phone", "某村民"))
    assert row.tasks.get(done_at=None).role == "county_reviewer"
    to_day("2014-08-05")
    casework.answer(who.reviewer, row.pk, outcome="dismissed", reasons=road.WHY, article="第二十九条")
    with pytest.raises(casework.CaseworkError, match="要重新调查"):
        road.step(who.officer2, case, "close_county")
    case = road.step(who.officer2, case, "reinvestigate", note="村民反映有货车")
    # twenty working days after Tuesday 5 August: 6 7 8 (3), 11-15 (8), 18-22 (13), 25-29 (18), September 1, 2
    assert case.deadlines.get(key="redecision").due_on == dt.date(2014, 9, 2)
    case = dibao.record_survey(who.clerk, case.pk, road.visit(who, "2014-08-05"))
    case = road.step(who.officer2, road.step(who.officer2, case, "opine"), "post_county")
    # posted on 5 August: 6 7 8, 11 12 13 14
    assert floor(case, "close_county") == "2014-08-14"
    to_day("2014-08-15")
    case = road.step(who.officer2, case, "close_county")
    assert road.decide(who.officer2, case, "approve", category="B").state == "approved"


def test_an_upheld_objection_to_the_town_s_posting_shuts_the_way_on(walk):
    who, to_day = walk
    to_day("2014-07-01")
    given = dibao.Application(BAIHUA, dt.date(2014, 7, 1), road.document("2013-07", "2014-06"), road.PEOPLE)
    case = dibao.apply(who.cadre, given)
    road.consent(who, case, "2014-07-01")
    case = dibao.accept(who.clerk, case.pk)
    case = dibao.record_survey(who.clerk, case.pk, road.visit(who, "2014-07-01"))
    road.appraised(who, case, "2014-07-01", road.officials())
    case = road.step(who.clerk2, road.step(who.clerk2, case, "appraise"), "review")
    case = road.step(who.clerk2, case, "post_town")
    row = casework.object_to(who.cadre, case.pk, Raised("漏算了打工收入", "villager", "paper", "某村民"))
    to_day("2014-07-09")
    casework.answer(who.officer, row.pk, outcome="partly", reasons=road.WHY, article="第二十五条")
    with pytest.raises(casework.Upheld):
        road.step(who.clerk2, case, "close_town")
    assert [task.steps for task in case.tasks.filter(done_at=None)] == [["survey_again"]]
    case = road.step(who.clerk2, case, "survey_again", note="异议部分成立，重新调查")
    assert (case.state, dibao.postings_of(case)[0].taken_down_on) == ("accepted", dt.date(2014, 7, 9))


def test_the_applicant_withdraws_and_may_come_again(walk):
    who, to_day = walk
    case = road.county_2012(who, to_day)
    with pytest.raises(casework.CaseworkError, match="写明原因"):
        road.step(who.cadre, case, "withdraw", note="")
    case = road.step(who.cadre, case, "withdraw", note="儿子已接老人进城同住")
    assert (case.state, case.entitlement, case.closed_on, case.decision) == (
        "withdrawn", "none", dt.date(2014, 7, 23), None,
    )  # fmt: skip
    assert case.tasks.filter(done_at=None).count() == 0
    assert case.deadlines.filter(state="open").count() == 0
    again = road.applied(who, "2014-07-23")
    assert (again.number, again.household_id) == ("DB-510626-2014-000002", case.household_id)


def test_a_step_cannot_be_dated_before_the_one_before_it(walk):
    who, to_day = walk
    case = road.county_2012(who, to_day)
    with pytest.raises(casework.BadClock, match="2014-07-23（立案或上一步的日期）"):
        casework.take(
            who.officer, case.pk, casework.Move("send_back", on=dt.date(2014, 7, 22), note="材料不全")
        )
