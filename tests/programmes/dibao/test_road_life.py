"""In pay under the law of 2012: a reduction objected to and taken back, a stop carried out, proved wrong and paid back.

Days off in the time walked: National Day 2014-10-01 to 07 (Sunday 28 September and Saturday 11 October worked), New Year 2015-01-01
to 03 (Sunday 4 January worked), Spring Festival 2015-02-18 to 24 (Sunday 15 and Saturday 28 February worked), Qingming 2015-04-04 to 06
(Monday the 6th off), Labour Day 2015-05-01 to 03.
"""

import datetime as dt

import pytest

from datong.foundation.access.service import Refused
from datong.foundation.casework import service as casework
from datong.foundation.casework.queries.inbox import Asked
from datong.foundation.casework.service import Case, Raised
from datong.foundation.evidence import service as evidence
from datong.foundation.journal import service as journal
from datong.foundation.people import service as people
from datong.programmes.dibao import service as dibao
from datong.programmes.dibao.models import Owing
from tests.foundation.access.walk import BAIHUA
from tests.programmes.dibao import road

pytestmark = pytest.mark.django_db
WORKS = "儿子已在县城就业，家庭人均收入超过低保标准。"
ARTICLE = "社会救助暂行办法 第十三条"
LONE = {"id": "a", "relation": "self", "birth": "1951-03-12", "hukou": "rural", "source": "户口簿"}
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


@pytest.fixture
def paid(who, to_day):
    """In pay since September 2014; another household beside it, so that a list is never empty."""
    case = road.paid_2012(who, to_day)
    head = people.Person.objects.create(name="赵桂英", place_code=BAIHUA)
    household = people.settle({head.pk: BAIHUA})[head.pk]
    new = casework.NewCase(
        "dibao.v2012",
        BAIHUA,
        "赵桂英",
        dt.date(2014, 9, 1),
        household,
        head.pk,
        "in_pay",
        "ledger:dibao.roster:A:rural",
    )
    beside = casework.open_case(who.officer, new)
    dibao.Award.objects.create(
        case=beside, amount=10_000, persons=1, area="rural", category="A", first_month=dt.date(2014, 9, 1)
    )
    return case


def healed(case):
    """The wife is well again; the months of December 2013 to November 2014."""
    found = road.found_at(case, "2013-12", "2014-11")
    found["members"][1]["serious_illness"] = False
    return found


def employed(case, first, last):
    """The head earns 2,000.00 a month."""
    found = road.found_at(case, first, last)
    wage = {"member": found["applicant"], "kind": "wage", "from": first, "to": last, "per": "month"}
    found["income"].append(wage | {"amount": "2000.00", "method": "documented", "source": "工资单"})
    return found


def bound(case, key):
    """The first day after which a step may be taken."""
    return case.deadlines.get(key=key, floor=True, state="open").due_on


def todo(case):
    return [(task.role, task.steps) for task in case.tasks.filter(done_at=None)]


def paid_until(who, to_day, last, first="2014-09"):
    """A signed list for every month from `first` to `last`."""
    year, month = map(int, first.split("-"))
    while f"{year}-{month:02d}" <= last:
        to_day(f"{year}-{month:02d}-05")
        road.paid_out(who, f"{year}-{month:02d}")
        year, month = year + month // 12, month % 12 + 1


def reduction_told(who, to_day, case):
    """Visited on 1 December 2014, proposed on the 2nd, decided on the 3rd, delivered on the 4th."""
    to_day("2014-12-01")
    case = road.reviewed(who, case, "2014-12-01", healed(case))
    to_day("2014-12-02")
    case = road.step(who.clerk2, case, "propose_change")
    with pytest.raises(Refused):
        road.decide(who.clerk2, case, "decide_reduction", article=ARTICLE)
    to_day("2014-12-03")
    case = road.decide(who.officer, case, "decide_reduction", article=ARTICLE)
    to_day("2014-12-04")
    return road.deliver(who.cadre, case, "dibao.reduction", "2014-12-04")


def test_a_reduction_is_told_frozen_answered_and_taken_back(who, to_day, paid):
    paid_until(who, to_day, "2014-11")
    case = reduction_told(who, to_day, paid)
    # 2,777.00/12 - 4,200.00/12/3 = 114.75, x 3 = 344.25; the child's 10% of 231.41667 = 23.141667; 367.391667
    assert (case.state, case.decision.amount, dibao.award_of(case).amount) == ("change_told", 36_739, 41_368)
    said = road.words(road.letter(case, "dibao.reduction"))
    assert "由每月 413.68 元减为每月 367.39 元。决定现在还没有执行" in said
    assert "满 10 日、且满 10 个工作日" in said
    # ten days after 4 December: Sunday 14, so Monday 15; the county's ten working days: 5, 8-12, 15-18
    assert bound(case, "carry_out_change") == dt.date(2014, 12, 15)
    to_day("2014-12-18")
    with pytest.raises(casework.CaseworkError, match="告知期到 2014-12-18 为止"):
        road.step(who.officer, case, "carry_out_change")
    row = casework.object_to(who.cadre, case.pk, Raised("妻子上月又住院了", "applicant", "phone", "邓有田"))
    # twenty working days after 18 December: 19, 22-26 (6), 29-31 (9), January 4 (10, made up), 5-9 (15), 12-16
    assert (row.due_on, row.role) == (dt.date(2015, 1, 16), "county_reviewer")
    # the reviewer finds the answer in the inbox, and it stays there until it is given
    task = row.tasks.get(done_at=None)
    assert (task.role, task.due_on, casework.inbox(who.reviewer, Asked()).ids) == (
        "county_reviewer", dt.date(2015, 1, 16), [task.pk],
    )  # fmt: skip
    to_day("2014-12-30")
    with pytest.raises(casework.Frozen):
        road.step(who.officer, case, "carry_out_change")
    assert road.line_of(road.paid_out(who, "2014-12"), case) == (41_368, 0)
    with pytest.raises(casework.BadObjection):
        casework.answer(who.officer2, row.pk, outcome="upheld", reasons=road.WHY, article=ARTICLE)
    casework.answer(who.reviewer, row.pk, outcome="upheld", reasons=road.WHY, article=ARTICLE)
    assert casework.inbox(who.reviewer, Asked()).ids == []
    with pytest.raises(casework.Upheld):
        road.step(who.officer, case, "carry_out_change")
    assert todo(case) == [("county_officer", ["cancel_change"])]
    case = road.decide(who.officer2, case, "cancel_change", article=ARTICLE)
    assert (case.state, dibao.award_of(case).amount, case.frozen) == ("in_pay", 41_368, 0)
    assert "每月 413.68 元" in road.words(road.letter(case, "dibao.restored"))
    assert road.line_of(road.paid_out(who, "2015-01"), case) == (41_368, 0)
    assert journal.verify().broken is None


def test_a_reduction_nobody_objects_to_begins_with_the_next_month(who, to_day, paid):
    paid_until(who, to_day, "2014-11")
    case = reduction_told(who, to_day, paid)
    to_day("2014-12-19")
    case = road.step(who.officer, case, "carry_out_change")
    assert case.state == "in_pay"
    assert [road.line_of(road.paid_out(who, month), case) for month in ("2014-12", "2015-01")] == [
        (41_368, 0), (36_739, 0),
    ]  # fmt: skip


def test_a_grant_after_the_list_of_its_month_was_signed_is_paid_with_the_next(who, to_day, paid):
    """The list of January may be made in December; a household approved after it is promised January too."""
    paid_until(who, to_day, "2014-12")
    to_day("2014-12-26")
    given = dibao.Application(
        BAIHUA, dt.date(2014, 12, 26), road.document("2013-12", "2014-11", members=[LONE], income=[], supporters=[]),
        {"a": dibao.Named("王大爷", "510626195103121235")},
    )  # fmt: skip
    case = dibao.apply(who.cadre, given)
    Case.objects.filter(pk=case.pk).update(state="county_cleared")
    assert road.line_of(road.paid_out(who, "2015-01"), case) is None
    case = road.decide(who.officer, case, "approve", category="B")
    # 2,777.00/12, no income, nobody with an uplift
    assert case.decision.amount == 23_142
    assert "从 2015年1月 起按月发放" in road.words(road.letter(case, "dibao.approval"))
    to_day("2015-01-26")
    assert road.line_of(road.paid_out(who, "2015-02"), case) == (23_142, 23_142)


def test_a_raise_after_the_list_was_signed_brings_the_difference(who, to_day, paid):
    paid_until(who, to_day, "2014-11")
    to_day("2014-11-27")
    road.paid_out(who, "2014-12")
    raised = road.found_at(paid, "2013-11", "2014-10", income=[])
    case = road.step(who.clerk2, road.reviewed(who, paid, "2014-11-27", raised), "propose_change")
    case = road.decide(who.officer, case, "decide_raise", article=ARTICLE)
    # the support of 600.00 alone: 231.416667 - 600.00/12/3 = 214.75, x 3 = 644.25; + 69.425 = 713.675
    assert (case.decision.amount, dibao.award_of(case).first_month) == (71_368, dt.date(2014, 12, 1))
    to_day("2014-12-29")
    assert road.line_of(road.paid_out(who, "2015-01"), case) == (71_368, 71_368 - 41_368)


def stopped(who, to_day, case):
    """Checked on 2 March 2015, proposed on the 4th, decided on the 5th, delivered on the 6th, carried out on the 23rd."""
    to_day("2015-03-02")
    case = road.reviewed(who, case, "2015-03-02", employed(case, "2014-03", "2015-02"))
    to_day("2015-03-04")
    with pytest.raises(casework.CaseworkError, match="写明原因"):
        road.step(who.clerk2, case, "propose_stop", note="")
    case = road.step(who.clerk2, case, "propose_stop", note=WORKS)
    to_day("2015-03-05")
    case = road.decide(who.officer, case, "decide_stop", reasons=WORKS, article=ARTICLE)
    assert (case.state, case.entitlement) == ("stop_told", "paid")
    to_day("2015-03-06")
    case = road.deliver(who.clerk, case, "dibao.stop", "2015-03-06")
    # ten days after Friday 6 March: Monday 16; ten working days: 9-13, 16-20
    assert bound(case, "carry_out_stop") == dt.date(2015, 3, 16)
    to_day("2015-03-16")
    with pytest.raises(casework.TooEarly, match="2015-03-16"):
        road.step(who.officer, case, "carry_out_stop")
    to_day("2015-03-20")
    with pytest.raises(casework.CaseworkError, match="告知期到 2015-03-20 为止"):
        road.step(who.officer, case, "carry_out_stop")
    to_day("2015-03-23")
    with pytest.raises(Refused):
        road.step(who.clerk2, case, "carry_out_stop")
    return road.step(who.officer, case, "carry_out_stop")


def test_a_stop_proved_wrong_is_restored_with_what_was_not_paid(who, to_day, paid):
    paid_until(who, to_day, "2015-02")
    case = stopped(who, to_day, paid)
    assert (case.state, case.entitlement, dibao.award_of(case).last_month) == (
        "stopped", "stopped", dt.date(2015, 3, 1),
    )  # fmt: skip
    assert road.line_of(road.paid_out(who, "2015-03"), case) == (41_368, 0)
    to_day("2015-04-07")
    april = road.paid_out(who, "2015-04")
    assert (road.line_of(april, case), april.changes["left"]) == (None, [1, 41_368])
    to_day("2015-04-10")
    row = casework.object_to(
        who.cadre2, case.pk, Raised("工资单是同名的人的", "applicant", "visit", "邓有田")
    )
    # twenty working days after Friday 10 April: 13-17, 20-24, 27-30 (14), May 4-8 (19), 11
    assert row.due_on == dt.date(2015, 5, 11)
    to_day("2015-04-20")
    casework.answer(who.reviewer, row.pk, outcome="upheld", reasons=road.WHY, article=ARTICLE)
    assert todo(case) == [("county_officer", ["restore"])]
    assert case.tasks.get(done_at=None).pk in casework.inbox(who.officer2, Asked()).ids
    to_day("2015-04-21")
    with pytest.raises(casework.KeptApart):
        road.decide(who.officer, case, "restore", article=ARTICLE, cause="同名误认")
    case = road.decide(who.officer2, case, "restore", article=ARTICLE, cause="同名误认")
    assert (case.state, case.closed_on, todo(case)[0][1]) == ("in_pay", None, ["open_review"])
    [owing] = Owing.objects.filter(case=case)
    assert (owing.amount, owing.months, owing.cause) == (41_368, {"2015-04-01": 41_368}, "同名误认")
    to_day("2015-05-04")
    assert road.line_of(road.paid_out(who, "2015-05"), case) == (41_368, 41_368)
    # September 2014 to May 2015: nine months, nothing twice and nothing left out
    lines = dibao.PaymentLine.objects.filter(case=case).values_list("amount", "arrears")
    assert sum(amount + arrears for amount, arrears in lines) == 9 * 41_368
    assert journal.verify().broken is None


def test_an_objection_dismissed_lets_the_stop_be_carried_out(who, to_day, paid):
    to_day("2014-12-01")
    case = road.reviewed(who, paid, "2014-12-01", employed(paid, "2013-12", "2014-11"))
    case = road.step(who.clerk2, case, "propose_stop", note=WORKS)
    case = road.decide(who.officer, case, "decide_stop", reasons=WORKS, article=ARTICLE)
    case = road.deliver(who.clerk, case, "dibao.stop", "2014-12-01")
    row = casework.object_to(who.cadre, case.pk, Raised("收入不稳定", "applicant", "visit", "邓有田"))
    to_day("2014-12-22")
    casework.answer(who.reviewer, row.pk, outcome="dismissed", reasons=road.WHY, article=ARTICLE)
    assert todo(case) == [("county_officer", ["carry_out_stop"])]
    assert road.step(who.officer, case, "carry_out_stop").state == "stopped"


def test_one_member_dies_and_the_amount_changes(who, to_day, paid):
    to_day("2014-12-01")
    case = dibao.report_death(who.cadre, paid.pk, "陈素芳十一月二十九日病故")
    assert todo(case) == [("town_clerk", ["keep", "propose_change", "propose_stop"])]
    left = road.found_at(case, "2013-12", "2014-11")
    left["members"] = [left["members"][0], left["members"][2]]
    visit = road.visit(who, "2014-12-01", investigators=(who.clerk.pk, who.cadre.pk), document=left)
    dibao.record_review_visit(who.clerk, case.pk, visit)
    case = road.step(who.clerk2, Case.objects.get(pk=case.pk), "propose_change")
    case = road.decide(who.officer, case, "decide_reduction", article=ARTICLE)
    # 2,777.00/12 - 4,200.00/12/2 = 56.416667, x 2 = 112.833333; the child's 10% of 231.416667: 135.975, half up
    assert case.decision.amount == 13_598
    case = road.deliver(who.clerk, case, "dibao.reduction", "2014-12-01")
    to_day("2014-12-16")
    case = road.step(who.officer, case, "carry_out_change")
    assert (dibao.award_of(case).amount, dibao.award_of(case).persons) == (13_598, 2)


def test_an_ending_by_a_death_that_did_not_happen_is_put_right(who, to_day, paid):
    paid_until(who, to_day, "2014-11")
    to_day("2014-12-01")
    case = dibao.report_death(who.cadre, paid.pk, "全家三人车祸身亡")
    evidence.keep(
        who.clerk, target=casework.target(case), kind="death", name="死亡证明.png", content=PNG, programme="dibao",
        place_code=BAIHUA,
    )  # fmt: skip
    case = road.decide(who.officer, case, "end_by_death", article=ARTICLE, deaths=3)
    assert (case.state, case.entitlement, dibao.award_of(case).last_month) == (
        "ended_by_death", "none", dt.date(2014, 12, 1),
    )  # fmt: skip
    road.paid_out(who, "2014-12")
    to_day("2015-01-05")
    assert road.line_of(road.paid_out(who, "2015-01"), case) is None
    row = casework.object_to(
        who.cadre, case.pk, Raised("我家三口都健在，是同名的人", "applicant", "visit", "邓有田")
    )
    casework.answer(who.reviewer, row.pk, outcome="upheld", reasons=road.WHY, article=ARTICLE)
    with pytest.raises(casework.KeptApart):
        road.decide(who.officer, case, "restore", article=ARTICLE, cause="死亡登记同名")
    case = road.decide(who.officer2, case, "restore", article=ARTICLE, cause="死亡登记同名")
    assert (case.state, case.entitlement, case.closed_on) == ("in_pay", "paid", None)
    to_day("2015-02-02")
    assert road.line_of(road.paid_out(who, "2015-02"), case) == (41_368, 41_368)


def test_a_clerk_does_not_keep_the_own_kin_in_pay(who, to_day, paid):
    to_day("2014-12-01")
    case = road.reviewed(who, paid, "2014-12-01", road.found_at(paid, "2013-12", "2014-11"))
    who.clerk2.person = people.Person.objects.get(name="陈素芳")
    who.clerk2.save(update_fields=["person"])
    with pytest.raises(casework.CaseworkError, match="应当回避"):
        road.step(who.clerk2, case, "keep")
    assert road.step(who.clerk, case, "keep").state == "in_pay"


def test_a_refusal_wrongly_made_is_opened_again(who, to_day):
    case = road.county_2012(who, to_day)
    to_day("2014-07-24")
    case = road.decide(who.officer2, case, "refuse", article="民发〔2012〕220号 第二十六条")
    # three days after Thursday 24 July: Sunday 27, so Monday 28
    assert case.deadlines.get(key="confirm_refusal", state="open").due_on == dt.date(2014, 7, 28)
    with pytest.raises(casework.CaseworkError, match="还没有送达"):
        road.step(who.clerk, case, "confirm_refusal")
    to_day("2014-07-25")
    case = road.deliver(who.clerk, case, "dibao.refusal", "2014-07-25")
    case = road.step(who.clerk, case, "confirm_refusal")
    assert (case.state, case.entitlement, case.closed_on) == ("refused", "refused", dt.date(2014, 7, 25))
    to_day("2014-07-30")
    row = casework.object_to(
        who.cadre, case.pk, Raised("把别家的收入算到我家", "applicant", "paper", "邓有田")
    )
    casework.answer(who.reviewer, row.pk, outcome="upheld", reasons=road.WHY, article="第二十条")
    assert todo(case) == [("county_officer", ["reopen"])]
    case = road.decide(who.officer, case, "reopen", article="民发〔2012〕220号 第二十条")
    assert (case.state, case.entitlement, case.closed_on) == ("county_received", "none", None)
    assert "重新办理" in road.words(road.letter(case, "dibao.reopened"))
    # five working days after Wednesday 30 July: 31, 1 August, 4 5 6
    assert case.deadlines.get(key="opine", state="open").due_on == dt.date(2014, 8, 6)
    case = road.step(who.officer, road.step(who.officer, case, "opine"), "post_county")
    to_day("2014-08-11")
    case = road.step(who.officer, case, "close_county")
    assert road.decide(who.officer, case, "approve", category="B").decision.amount == 41_368
    assert journal.verify().broken is None


def test_an_upheld_objection_before_a_refusal_is_final_shuts_it(who, to_day):
    case = road.county_2012(who, to_day)
    case = road.decide(who.officer2, case, "refuse", article="民发〔2012〕220号 第二十六条")
    case = road.deliver(who.clerk, case, "dibao.refusal", "2014-07-23")
    row = casework.object_to(who.cadre, case.pk, Raised("收入算错了", "applicant", "paper", "邓有田"))
    casework.answer(who.reviewer, row.pk, outcome="partly", reasons=road.WHY, article="第二十条")
    with pytest.raises(casework.Upheld):
        road.step(who.clerk, case, "confirm_refusal")
    assert (case.state, case.entitlement) == ("refusal_told", "none")
