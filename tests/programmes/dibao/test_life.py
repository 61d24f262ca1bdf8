"""In pay: re-verified, changed, stopped and restored; under the law of the day, and never without the household."""

import datetime as dt

import pytest

from datong.foundation.casework import service as casework
from datong.foundation.casework.service import Move, Raised
from datong.foundation.evidence import service as evidence
from datong.foundation.people import service as people
from datong.programmes.dibao import service as dibao
from datong.programmes.dibao.actions import awards, stating
from datong.programmes.dibao.enums import StatementKind
from tests.foundation.access.walk import BAIHUA
from tests.programmes.dibao import road

pytestmark = pytest.mark.django_db
NEED = "家中大儿子已在县城就业，全家人均收入超过低保标准。"


@pytest.fixture
def paid(who, to_day):
    """A household in pay since 2014-11-01 with 413.68 a month, opened straight in that state, category B, with its declaration."""
    to_day("2014-11-03")
    return in_pay(who)


def in_pay(who, day="2014-11-03"):
    made, relations = stating.with_persons(road.document(), road.PEOPLE, BAIHUA)
    head = int(made["applicant"])
    household = people.settle({head: BAIHUA})[head]
    people.join([household] * len(relations), list(relations), list(relations.values()))
    new = casework.NewCase(
        "dibao.v2012",
        BAIHUA,
        "邓有田",
        dt.date.fromisoformat(day),
        household,
        head,
        "in_pay",
        "ledger:dibao.roster:B:rural",
    )
    case = casework.open_case(who.officer, new)
    stating.state(who.clerk, case, StatementKind.APPLICATION, made, on=dt.date.fromisoformat(day))
    dibao.Award.objects.create(
        case=case, amount=41_368, persons=3, area="rural", category="B", first_month=dt.date(2014, 11, 1)
    )
    return case


def under_review(who, case, **changes):
    case = dibao.open_review(who.clerk, case.pk)
    today = case.moved_on.isoformat()
    visit = road.visit(who, today, investigators=(who.clerk.pk, who.cadre.pk), **changes)
    dibao.record_review_visit(who.clerk, case.pk, visit)
    return case


def stop_told(who, case):
    case = under_review(who, case)
    case = road.step(who.clerk2, case, "propose_stop", note=NEED)
    return road.decide(who.officer, case, "decide_stop", reasons=NEED, article="社会救助暂行办法 第十三条")


def test_the_next_check_follows_the_category(who, paid):
    # B: six months after 2014-11-03 (opened that day, next time after it): 2015-05-03, a Sunday, so Monday
    assert paid.deadlines.get(key="open_review").due_on == dt.date(2015, 5, 4)


def test_a_check_that_finds_nothing_new(who, paid):
    case = dibao.open_review(who.clerk, paid.pk)
    with pytest.raises(casework.CaseworkError, match="还没有登记入户"):
        road.step(who.clerk, case, "keep")
    visit = road.visit(who, "2014-11-03", investigators=(who.clerk.pk, who.cadre.pk))
    dibao.record_review_visit(who.clerk, case.pk, visit)
    case = road.step(who.clerk, case, "keep")
    assert (case.state, case.entitlement) == ("in_pay", "paid")
    assert [row.due_on for row in case.deadlines.filter(key="open_review", state="open")] == [
        dt.date(2015, 5, 4)
    ]


def test_a_stop_takes_reasons_a_delivered_letter_and_time(who, paid, to_day):
    case = stop_told(who, paid)
    assert (case.state, case.entitlement) == ("stop_told", "paid")
    with pytest.raises(casework.TooEarly, match="还没有送达"):
        road.step(who.officer, case, "carry_out_stop")
    to_day("2014-11-05")
    case = road.deliver(who.clerk, case, "dibao.stop", "2014-11-05")
    to_day("2014-11-18")
    # delivered Wednesday 11-05: ten days end Saturday 11-15, so Monday 11-17; the county's ten working days 11-19
    with pytest.raises(casework.CaseworkError, match="2014-11-19"):
        road.step(who.officer, case, "carry_out_stop")
    to_day("2014-11-20")
    case = road.step(who.officer, case, "carry_out_stop")
    assert (case.state, case.entitlement, case.closed_on) == ("stopped", "stopped", dt.date(2014, 11, 20))
    assert dibao.award_of(case).last_month == dt.date(2014, 11, 1)


def test_a_text_message_is_no_proof(who, paid, to_day):
    case = stop_told(who, paid)
    case = road.deliver(who.clerk, case, "dibao.stop", "2014-11-03", channel="sms")
    to_day("2014-12-03")
    with pytest.raises(casework.TooEarly, match="还没有送达"):
        road.step(who.officer, case, "carry_out_stop")


def test_an_objection_freezes_the_stop_until_others_answer(who, paid, to_day):
    case = stop_told(who, paid)
    case = road.deliver(who.clerk, case, "dibao.stop", "2014-11-03")
    row = casework.object_to(
        who.cadre, case.pk, Raised("大儿子是季节工，收入不稳定", "applicant", "visit", "邓有田")
    )
    to_day("2014-12-03")
    with pytest.raises(casework.Frozen):
        road.step(who.officer, case, "carry_out_stop")
    with pytest.raises(casework.BadObjection):
        casework.answer(who.officer, row.pk, outcome="dismissed", reasons=road.WHY, article="第六十五条")
    casework.answer(who.reviewer, row.pk, outcome="upheld", reasons=road.WHY, article="第六十五条")
    case = road.decide(who.officer2, case, "cancel_stop", article="社会救助暂行办法 第六十五条")
    assert (case.state, case.entitlement, dibao.award_of(case).last_month) == ("in_pay", "paid", None)


def test_a_second_stop_needs_its_own_letter(who, paid, to_day):
    case = stop_told(who, paid)
    case = road.deliver(who.clerk, case, "dibao.stop", "2014-11-03")
    case = road.decide(who.officer2, case, "cancel_stop", article="社会救助暂行办法 第六十五条")
    assert case.deadlines.filter(key="carry_out_stop", state="open").count() == 0
    to_day("2015-03-02")
    case = stop_told(who, case)
    to_day("2015-05-04")
    with pytest.raises(casework.TooEarly, match="还没有送达"):
        road.step(who.officer, case, "carry_out_stop")


def test_a_letter_that_comes_after_the_stop_was_taken_back_opens_nothing(who, paid, to_day):
    case = stop_told(who, paid)
    case = road.decide(who.officer2, case, "cancel_stop", article="社会救助暂行办法 第六十五条")
    case = road.deliver(who.clerk, case, "dibao.stop", "2014-11-03")
    to_day("2015-03-02")
    case = stop_told(who, case)
    to_day("2015-05-04")
    with pytest.raises(casework.CaseworkError, match="还没有送达"):
        road.step(who.officer, case, "carry_out_stop")


def test_a_wrong_stop_is_restored_from_the_month_it_ended(who, paid, to_day):
    case = stop_told(who, paid)
    case = road.deliver(who.clerk, case, "dibao.stop", "2014-11-03")
    to_day("2014-12-03")
    case = road.step(who.officer, case, "carry_out_stop")
    to_day("2015-03-02")
    with pytest.raises(casework.KeptApart):
        road.decide(who.officer, case, "restore", cause="把季节工收入按全年计算")
    with pytest.raises(casework.CaseworkError, match="恢复待遇"):
        road.decide(who.officer2, case, "restore")
    case = road.decide(who.officer2, case, "restore", cause="把季节工收入按全年计算")
    assert (case.state, case.entitlement, case.closed_on) == ("in_pay", "paid", None)
    assert [(row.first_month, row.last_month) for row in case.awards.all()] == [
        (dt.date(2014, 11, 1), dt.date(2014, 12, 1)),
        (dt.date(2015, 1, 1), None),
    ]


def test_nobody_decides_on_whom_they_visited_or_proposed(who, paid):
    case = under_review(who, paid)
    case = road.step(who.officer, case, "propose_stop", note=NEED)
    with pytest.raises(casework.KeptApart):
        road.decide(who.officer, case, "decide_stop", reasons=NEED)
    with pytest.raises(casework.Missing, match="理由太短"):
        road.decide(who.officer2, case, "decide_stop", reasons="不符合")


def test_nobody_decides_for_the_own_kin(who, paid):
    case = under_review(who, paid)
    case = road.step(who.clerk2, case, "propose_stop", note=NEED)
    who.officer.person = people.Person.objects.get(name="陈素芳")
    who.officer.save(update_fields=["person"])
    with pytest.raises(casework.OwnKin):
        road.decide(who.officer, case, "decide_stop", reasons=NEED)


def test_a_reduction_waits_like_a_stop(who, paid, to_day):
    less, _ = stating.with_persons(road.document("2013-11", "2014-10"), road.PEOPLE, BAIHUA)
    less["members"][1]["serious_illness"] = False
    case = under_review(who, paid, document=less)
    case = road.step(who.clerk2, case, "propose_change")
    with pytest.raises(casework.CaseworkError, match="应办“决定减发”"):
        road.decide(who.officer, case, "decide_raise", article="社会救助暂行办法 第十三条")
    case = road.decide(who.officer, case, "decide_reduction", article="社会救助暂行办法 第十三条")
    # without the supplement for illness: 344.25 + 10% of 231.41667 = 367.391667
    assert (case.state, case.decision.amount, dibao.award_of(case).amount) == ("change_told", 36_739, 41_368)
    case = road.deliver(who.clerk, case, "dibao.reduction", "2014-11-03")
    to_day("2014-12-03")
    case = road.step(who.officer, case, "carry_out_change")
    assert [(row.amount, row.first_month, row.last_month) for row in case.awards.all()] == [
        (41_368, dt.date(2014, 11, 1), dt.date(2014, 12, 1)),
        (36_739, dt.date(2015, 1, 1), None),
    ]


def test_an_old_case_is_checked_under_the_law_of_the_day(who, to_day):
    to_day("2014-11-03")
    case = in_pay(who)
    to_day("2022-11-01")
    case = dibao.open_review(who.clerk, case.pk, note="年度核查")
    assert (case.workflow, case.state) == ("dibao.v2021", "under_review")
    assert (
        case.events.get(step="open_review").note
        == "年度核查；按复核之日的规定，转按2021年办法办理（dibao.v2021）"
    )


def test_a_taper_lasts_as_long_as_the_law_allows(who, to_day):
    case = in_pay(who)
    to_day("2022-11-01")
    case = under_review(who, case)
    case = road.step(who.clerk2, case, "propose_stop", note=NEED)
    article = "民发〔2021〕57号 第三十三条"
    with pytest.raises(casework.CaseworkError, match="不得超过 6 个月"):
        road.decide(who.officer, case, "decide_taper", article=article, taper_months=7)
    case = road.decide(who.officer, case, "decide_taper", article=article, taper_months=6)
    assert (case.state, case.entitlement, dibao.award_of(case).last_month) == (
        "tapering",
        "paid",
        dt.date(2023, 5, 1),
    )
    case = road.deliver(who.clerk, case, "dibao.taper", "2022-11-01")
    to_day("2023-05-31")
    with pytest.raises(casework.CaseworkError, match="渐退期还没有结束"):
        road.step(who.officer, case, "end_taper")
    to_day("2023-06-01")
    assert road.step(who.officer, case, "end_taper").state == "stopped"


def test_a_case_ends_by_death_only_when_nobody_is_left(who, paid):
    case = dibao.report_death(who.cadre, paid.pk, "邓有田于本月一日病故")
    with pytest.raises(casework.Missing, match="死亡证明"):
        road.decide(who.officer, case, "end_by_death", deaths=3)
    png = bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
        "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
    )
    evidence.keep(
        who.clerk, target=casework.target(case), kind="death", name="死亡证明.png", content=png, programme="dibao",
        place_code=BAIHUA,
    )  # fmt: skip
    with pytest.raises(casework.CaseworkError, match="还有人在世"):
        road.decide(who.officer, case, "end_by_death", deaths=1)
    case = road.decide(who.officer, case, "end_by_death", deaths=3)
    assert (case.state, case.entitlement) == ("ended_by_death", "none")


def test_a_change_is_kept_as_the_household_said_it(who, paid):
    made = dibao.document_of(dibao.latest(paid))
    made["note"] = "九月起大儿子外出务工"
    case = dibao.report_change(who.cadre, paid.pk, made, note="大儿子外出务工")
    assert (case.state, dibao.latest(case).kind, dibao.latest(case).number) == ("under_review", "change", 2)


def test_a_table_without_the_step_refuses_it(who, paid):
    with pytest.raises(casework.NoSuchStep):
        casework.take(who.officer, paid.pk, Move("carry_out_stop"))


def test_months():
    assert awards.first_of(dt.date(2014, 12, 31), 1) == dt.date(2015, 1, 1)
