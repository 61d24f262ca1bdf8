"""The road of 2021 in 2024: one posting, an appraisal only after an objection, an announcement; a taper; a refusal.

Days off in the time walked: Qingming 2024-04-04 to 06 (Sunday 7 April worked), Labour Day 05-01 to 05 (Sunday 28 April and
Saturday 11 May worked), National Day 10-01 to 07 (Sunday 29 September and Saturday 12 October worked), New Year's Day
2025-01-01, Spring Festival 2025-01-28 to 02-04 (Sunday 26 January and Saturday 8 February worked), Qingming 2025-04-04 to
06, Labour Day 2025-05-01 to 05 (Sunday 27 April worked), Dragon Boat 2025-05-31 to 06-02.
"""

import datetime as dt

import pytest

from datong.foundation.access.service import Refused
from datong.foundation.casework import service as casework
from datong.foundation.casework.service import Raised
from datong.foundation.journal import service as journal
from datong.foundation.people import service as people
from datong.programmes.dibao import service as dibao
from datong.programmes.dibao.actions import drawing
from tests.foundation.access.walk import BAIHUA
from tests.programmes.dibao import road

pytestmark = pytest.mark.django_db
M2021 = "民发〔2021〕57号"
WORKS = "户主已稳定就业，家庭人均收入超过低保标准。"
OBJECTS = Raised("他家有工资收入没有申报", "villager", "visit", "某村民")


def owed(case, key):
    return case.deadlines.get(key=key, state="open", floor=False).due_on.isoformat()


def begun(who, to_day):
    """March 4 to 12: applied, accepted, begun within three working days on either side, surveyed."""
    to_day("2024-03-04")
    case = dibao.apply(
        who.cadre, dibao.Application(BAIHUA, dt.date(2024, 3, 4), road.document_2024(), road.PEOPLE)
    )
    assert (case.number, case.workflow) == ("DB-510626-2024-000001", "dibao.v2021")
    road.consent(who, case, "2024-03-04")
    to_day("2024-03-05")
    case = dibao.accept(who.clerk, case.pk)
    # three working days after Tuesday 5 March: 6 7 8
    assert owed(case, "start_survey") == "2024-03-08"
    # thirty: March 6-8 (3), 11-15, 18-22, 25-29 (18), April 1-3 (21), Sunday 7 (22), 8-12 (27), 15 16 17
    assert case.deadlines.get(total=True).due_on == dt.date(2024, 4, 17)
    to_day("2024-03-06")
    case = road.step(who.clerk, case, "start_survey")
    assert owed(case, "start_check") == "2024-03-11"
    with pytest.raises(Refused):
        road.step(who.clerk, case, "start_check")
    to_day("2024-03-08")
    case = road.step(who.officer, case, "start_check")
    to_day("2024-03-12")
    case = dibao.record_survey(who.clerk, case.pk, road.visit(who, "2024-03-12"))
    to_day("2024-03-13")
    with pytest.raises(casework.KeptApart):
        road.step(who.clerk, case, "review")
    return road.step(who.clerk2, case, "review")


def posted(who, to_day, case):
    """March 14 to 22: posted, objected to, appraised, the opinion stated anew."""
    # ten working days after Wednesday 13 March: 14 15, 18-22, 25 26 27
    assert owed(case, "post_town") == "2024-03-27"
    to_day("2024-03-14")
    case = road.step(who.clerk2, case, "post_town")
    [row] = dibao.postings_of(case)
    # 7 days: 21 March; 7 working days: 15, 18-22, 25
    assert (row.ends_by_article, row.ends_on) == (dt.date(2024, 3, 21), dt.date(2024, 3, 25))
    # 7,455.60/12 - 4,200.00/12/3 = 504.633333, x 3 = 1,513.90; 20% of 621.30 for the illness = 124.26; the child is 22
    assert dibao.shown(row) == {
        "applicant_name": "邓有田",
        "initial_opinion": "符合条件，拟月保障金额 1638.16 元",
    }
    to_day("2024-03-18")
    objection = casework.object_to(who.cadre, case.pk, OBJECTS)
    # twenty working days after 18 March: 19-22 (4), 25-29 (9), April 1-3 (12), 7 (13), 8-12 (18), 15 16
    assert objection.due_on == dt.date(2024, 4, 16)
    to_day("2024-03-20")
    casework.answer(who.officer2, objection.pk, outcome="dismissed", reasons=road.WHY, article="第十九条")
    result = road.appraised(who, case, "2024-03-20", road.officials())
    assert (result.carried, result.votes.yes) == (True, 11)
    case = road.step(who.clerk2, case, "appraise")
    to_day("2024-03-22")
    with pytest.raises(casework.KeptApart):
        road.step(who.clerk, case, "review_anew")
    return road.step(who.clerk2, case, "review_anew")


def decided(who, to_day, case):
    """March 25 to April 1: a complaint makes the county visit; confirmed, announced, delivered, in pay."""
    to_day("2024-03-25")
    case = road.step(who.officer, case, "receive")
    # ten working days after Monday 25 March: 26-29 (4), April 1-3 (7), 7 8 9
    assert owed(case, "approve") == "2024-04-09"
    dibao.require_visit(who.officer, case.pk, dibao.VisitReason.REPORTED, on=dt.date(2024, 3, 25))
    with pytest.raises(casework.CaseworkError, match="必须由县里入户"):
        road.decide(who.officer2, case, "approve", category="unstable")
    to_day("2024-03-27")
    both = road.visit(who, "2024-03-27", investigators=(who.officer.pk, who.clerk.pk))
    dibao.record_county_visit(who.officer, case.pk, both)
    to_day("2024-03-28")
    case = road.decide(who.officer2, case, "approve", category="unstable", article=f"{M2021} 第二十条")
    assert case.decision.amount == 163_816
    announced = dibao.postings_of(case)[0]
    assert (announced.stage, announced.ends_on, dibao.shown(announced)) == (
        "announcement", None, {"applicant_name": "邓有田", "member_count": 3, "amount": "1638.16"},
    )  # fmt: skip
    said = road.words(road.letter(case, "dibao.approval"))
    for wanted in ("每月 1638.16 元，从 2024年4月 起", f"{M2021} 第二十条", "2024年5月27日 以前申请行政复议"):
        assert wanted in said
    to_day("2024-03-29")
    return road.deliver(who.cadre, case, "dibao.approval", "2024-03-29")


def test_from_the_application_to_the_first_payment(who, to_day):
    case = decided(who, to_day, posted(who, to_day, begun(who, to_day)))
    to_day("2024-04-01")
    case = road.step(who.officer, case, "enter_pay")
    # unstable income: six months after 1 April is National Day; the first working day after it is Tuesday 8 October
    assert owed(case, "open_review") == "2024-10-08"
    assert road.line_of(road.paid_out(who, "2024-04"), case) == (163_816, 0)
    assert road.history(case)[-8:] == [
        ("objection:town_posting", "2024-03-18", "cadre"),
        ("answer:dismissed", "2024-03-20", "officer2"),
        ("appraise", "2024-03-20", "clerk2"),
        ("review_anew", "2024-03-22", "clerk2"),
        ("receive", "2024-03-25", "officer"),
        ("approve", "2024-03-28", "officer2"),
        ("delivered:dibao.approval", "2024-03-29", "cadre"),
        ("enter_pay", "2024-04-01", "officer"),
    ]
    total = case.deadlines.get(total=True)
    assert (total.state, total.ended_on) == ("met", dt.date(2024, 3, 28))
    assert dibao.computed_again(case.decisions.get(step="approve")) == 163_816
    assert journal.verify().broken is None


def test_a_posting_that_was_objected_to_is_not_simply_closed(who, to_day):
    """Art. 19: with an objection the household is surveyed again or appraised, whatever the answer was."""
    to_day("2024-03-04")
    case = dibao.apply(
        who.cadre, dibao.Application(BAIHUA, dt.date(2024, 3, 4), road.document_2024(), road.PEOPLE)
    )
    road.consent(who, case, "2024-03-04")
    case = road.step(who.clerk, dibao.accept(who.clerk, case.pk), "start_survey")
    case = road.step(who.officer, case, "start_check")
    case = dibao.record_survey(who.clerk, case.pk, road.visit(who, "2024-03-04"))
    case = road.step(who.clerk2, road.step(who.clerk2, case, "review"), "post_town")
    row = casework.object_to(who.cadre, case.pk, OBJECTS)
    to_day("2024-03-15")
    with pytest.raises(casework.KeptApart):  # the officer who began the check of records
        casework.answer(who.officer, row.pk, outcome="dismissed", reasons=road.WHY, article="第十九条")
    casework.answer(who.officer2, row.pk, outcome="dismissed", reasons=road.WHY, article="第十九条")
    with pytest.raises(casework.CaseworkError, match="公示期间有人提出异议"):
        road.step(who.clerk2, case, "close_town")
    case = road.step(who.clerk2, case, "reinvestigate", note="按规定重新调查")
    case = dibao.record_survey(who.clerk, case.pk, road.visit(who, "2024-03-15"))
    assert (case.state, case.events.filter(step="survey_anew").count()) == ("reconsidered", 1)
    assert road.step(who.clerk2, case, "review_anew").state == "forwarded"


def test_an_objection_taken_back_counts_for_nothing(who, to_day):
    to_day("2024-03-04")
    case = dibao.apply(
        who.cadre, dibao.Application(BAIHUA, dt.date(2024, 3, 4), road.document_2024(), road.PEOPLE)
    )
    road.consent(who, case, "2024-03-04")
    case = road.step(who.clerk, dibao.accept(who.clerk, case.pk), "start_survey")
    case = road.step(who.officer, case, "start_check")
    case = dibao.record_survey(who.clerk, case.pk, road.visit(who, "2024-03-04"))
    case = road.step(who.clerk2, road.step(who.clerk2, case, "review"), "post_town")
    row = casework.object_to(who.cadre, case.pk, OBJECTS)
    casework.withdraw(who.cadre, row.pk, "提出人说是看错了人家")
    to_day("2024-03-15")
    assert road.step(who.clerk2, case, "close_town").state == "forwarded"


def test_a_complaint_after_the_county_s_visit_wants_another_one(who, to_day):
    case = road.county_2021(who, to_day)
    both = road.visit(who, "2024-03-26", investigators=(who.officer.pk, who.clerk.pk))
    dibao.record_county_visit(who.officer, case.pk, both)
    to_day("2024-03-28")
    dibao.require_visit(who.officer, case.pk, dibao.VisitReason.REPORTED, on=dt.date(2024, 3, 28))
    with pytest.raises(casework.CaseworkError, match="必须由县里入户"):
        road.decide(who.officer2, case, "approve", category="stable")
    again = road.visit(who, "2024-03-28", investigators=(who.officer.pk, who.clerk.pk))
    dibao.record_county_visit(who.officer, case.pk, again)
    assert road.decide(who.officer2, case, "approve", category="stable").state == "approved"


def test_a_refusal_is_told_within_three_working_days(who, to_day):
    case = road.county_2021(who, to_day)
    to_day("2024-04-03")
    case = road.decide(who.officer2, case, "refuse", article=f"{M2021} 第二十一条")
    # three working days after Wednesday 3 April, before Qingming: Sunday 7 (made up), 8 9
    assert owed(case, "confirm_refusal") == "2024-04-09"
    said = road.words(road.letter(case, "dibao.refusal"))
    assert (road.WHY in said, "在 20 个工作日内答复" in said, f"{M2021} 第二十一条" in said) == (
        True,
        True,
        True,
    )
    case = road.deliver(who.clerk, case, "dibao.refusal", "2024-04-03", channel="sms")
    with pytest.raises(casework.CaseworkError, match="还没有送达"):
        road.step(who.clerk, case, "confirm_refusal")
    to_day("2024-04-08")
    case = road.deliver(who.clerk, case, "dibao.refusal", "2024-04-08", channel="visit")
    assert road.step(who.clerk, case, "confirm_refusal").state == "refused"


def employed(case):
    """The head earns 4,000.00 a month."""
    found = road.found_at(case, "2023-10", "2024-09")
    wage = {"member": found["applicant"], "kind": "wage", "from": "2023-10", "to": "2024-09", "per": "month"}
    found["income"].append(wage | {"amount": "4000.00", "method": "documented", "source": "工资单"})
    return found


@pytest.fixture
def tapering(who, to_day):
    """In pay since April 2024; found employed on 8 October, a taper of six months decided on the 10th, told on the 11th."""
    case = road.paid_2021(who, to_day)
    assert case.decisions.get(step="approve").amount == 163_816
    head = people.Person.objects.create(name="赵桂英", place_code=BAIHUA)
    household = people.settle({head.pk: BAIHUA})[head.pk]
    new = casework.NewCase(
        "dibao.v2021",
        BAIHUA,
        "赵桂英",
        dt.date(2024, 4, 1),
        household,
        head.pk,
        "in_pay",
        "ledger:dibao.roster:A:rural",
    )
    beside = casework.open_case(who.officer, new)
    dibao.Award.objects.create(
        case=beside, amount=10_000, persons=1, area="rural", category="A", first_month=dt.date(2024, 4, 1)
    )
    to_day("2024-10-08")
    case = road.reviewed(who, case, "2024-10-08", employed(case))
    case = road.step(who.clerk2, case, "propose_stop", note=WORKS)
    to_day("2024-10-10")
    with pytest.raises(casework.CaseworkError, match="不得超过 6 个月"):
        road.decide(who.officer, case, "decide_taper", article=f"{M2021} 第三十三条", taper_months=7)
    case = road.decide(
        who.officer, case, "decide_taper", reasons=WORKS, article=f"{M2021} 第三十三条", taper_months=6
    )
    to_day("2024-10-11")
    return case


def told(who, case):
    return road.deliver(who.clerk, case, "dibao.taper", "2024-10-11")


def lists(who, to_day, case, first, last):
    """What the case gets on the lists of these months, each made on the 5th."""
    year, month = map(int, first.split("-"))
    found = {}
    while f"{year}-{month:02d}" <= last:
        name = f"{year}-{month:02d}"
        to_day(f"{name}-05")
        found[name] = road.line_of(road.paid_out(who, name), case)
        year, month = year + month // 12, month % 12 + 1
    return found


def test_a_taper_is_paid_to_its_end_and_no_longer(who, to_day, tapering):
    said = road.words(road.letter(tapering, "dibao.taper"))
    assert "低保金照发到 2025年4月，之后停发" in said
    case = told(who, tapering)
    found = lists(who, to_day, case, "2024-10", "2025-04")
    assert set(found.values()) == {(163_816, 0)}
    to_day("2025-04-30")
    with pytest.raises(casework.CaseworkError, match="渐退期还没有结束"):
        road.step(who.officer, case, "end_taper")
    to_day("2025-05-06")
    assert road.line_of(road.paid_out(who, "2025-05"), case) is None
    case = road.step(who.officer, case, "end_taper")
    assert (case.state, case.entitlement, dibao.award_of(case).last_month) == (
        "stopped", "stopped", dt.date(2025, 4, 1),
    )  # fmt: skip


def test_an_objection_keeps_a_taper_paid_beyond_its_end(who, to_day, tapering):
    case = told(who, tapering)
    lists(who, to_day, case, "2024-10", "2025-04")
    to_day("2025-04-28")
    row = casework.object_to(who.cadre, case.pk, Raised("厂里已经停工了", "applicant", "visit", "邓有田"))
    assert lists(who, to_day, case, "2025-05", "2025-05") == {"2025-05": (163_816, 0)}
    to_day("2025-05-20")
    with pytest.raises(casework.Frozen):
        road.step(who.officer, case, "end_taper")
    casework.answer(who.reviewer, row.pk, outcome="dismissed", reasons=road.WHY, article="第三十三条")
    case = road.step(who.officer, case, "end_taper")
    # what was paid while it was frozen stays paid
    assert (case.state, dibao.award_of(case).last_month) == ("stopped", dt.date(2025, 5, 1))
    to_day("2025-06-05")
    assert road.line_of(road.paid_out(who, "2025-06"), case) is None


def test_a_taper_whose_letter_never_arrived_goes_on_being_paid(who, to_day, tapering):
    assert lists(who, to_day, tapering, "2024-10", "2025-05")["2025-05"] == (163_816, 0)
    to_day("2025-05-20")
    with pytest.raises(casework.TooEarly, match="还没有送达"):
        road.step(who.officer, tapering, "end_taper")


def test_a_taper_taken_back_leaves_no_month_unpaid(who, to_day, tapering):
    """The list of May is made in April, before anybody objects; the objection is upheld in May."""
    case = told(who, tapering)
    lists(who, to_day, case, "2024-10", "2025-04")
    to_day("2025-04-28")
    assert road.line_of(road.paid_out(who, "2025-05"), case) is None
    row = casework.object_to(who.cadre, case.pk, Raised("厂里已经停工了", "applicant", "visit", "邓有田"))
    to_day("2025-05-12")
    casework.answer(who.reviewer, row.pk, outcome="upheld", reasons=road.WHY, article="第三十三条")
    with pytest.raises(casework.Upheld):
        road.step(who.officer, case, "end_taper")
    case = road.decide(who.officer2, case, "cancel_taper", article=f"{M2021} 第三十八条")
    assert (case.state, dibao.award_of(case).last_month) == ("in_pay", None)
    assert lists(who, to_day, case, "2025-06", "2025-07") == {
        "2025-06": (163_816, 163_816),
        "2025-07": (163_816, 0),
    }
    assert journal.verify().broken is None


def test_a_draw_of_2024_is_made_under_the_setting_of_the_system(who, to_day):
    case = road.county_2021(who, to_day)
    announced = drawing.announce(who.officer, "510626", "三月二十七日福利彩票三地号码与村民代表各掷骰子一次")
    to_day("2024-03-27")
    made = drawing.draw(who.officer, announced.pk, "271828")
    assert (made.drawn, made.share) == ([case.number], [3, 10])
    assert [(row.reason, row.reference) for row in case.visits_due.all()] == [("drawn", f"draw:{made.pk}")]
    with pytest.raises(casework.CaseworkError, match="必须由县里入户"):
        road.decide(who.officer2, case, "approve", category="stable")
