"""What takes something away: told first, waited for, frozen by an objection that others answer."""

import datetime as dt

import pytest

from datong.foundation.casework import service as casework
from datong.foundation.casework.models import Case, Objection
from datong.foundation.casework.service import Move, Raised
from datong.foundation.notices import service as notices
from tests.foundation.casework import toy

pytestmark = pytest.mark.django_db
ANSWER = "经复核，鱼塘确已闲置两年以上，收回符合办法第五条的规定。"


def take(actor, case, step, **more):
    return casework.take(actor, case.pk, Move(step, **more))


@pytest.fixture
def warned(who, to_day):
    """A case whose withdrawal was decided on 2014-10-08."""
    case = toy.walk_to(who, toy.opened(who), "posted")
    to_day("2014-09-29")
    case = take(who.clerk, case, "close_posting")
    case = take(who.officer, case, "grant", ruling=toy.ruling())
    to_day("2014-10-08")
    return take(who.officer, case, "warn", ruling=toy.ruling(article="办法第五条"))


def letter_of(case):
    return notices.notices_of(casework.target(case)).get(kind="toy.warning")


def deliver(who, case, channel="handed", on="2014-10-09", **more):
    fields = {"receiver": "邓有田", "proof": "本人签收", "on": dt.date.fromisoformat(on)}
    return casework.deliver_notice(who.clerk, case.pk, letter_of(case).pk, channel=channel, **fields | more)


def test_nothing_is_withdrawn_before_it_was_told(who, warned):
    with pytest.raises(casework.TooEarly, match="还没有送达"):
        take(who.officer, warned, "withdraw")


def test_the_clock_starts_with_the_proof_and_the_day_must_be_over(who, warned, to_day):
    to_day("2014-10-09")
    case = deliver(who, warned)
    floor = case.deadlines.get(key="withdraw", floor=True)
    # ten days after 10-09 end on Sunday 2014-10-19, which moves on to Monday the 20th
    assert (floor.started_on, floor.due_on) == (dt.date(2014, 10, 9), dt.date(2014, 10, 20))
    to_day("2014-10-20")
    with pytest.raises(casework.TooEarly, match="2014-10-20"):
        take(who.officer, case, "withdraw")
    to_day("2014-10-21")
    case = take(who.officer, case, "withdraw")
    assert (case.state, case.entitlement, case.closed_on) == ("withdrawn", "stopped", dt.date(2014, 10, 21))
    assert case.deadlines.filter(state="open").count() == 0
    assert case.tasks.filter(done_at=None).count() == 0


def test_a_message_is_no_proof(who, warned, to_day):
    to_day("2014-10-09")
    deliver(who, warned, channel="sms", receiver="13800000000", proof="已发")
    assert warned.deadlines.filter(key="withdraw").count() == 0
    to_day("2014-12-01")
    with pytest.raises(casework.TooEarly):
        take(who.officer, warned, "withdraw")


def test_a_second_delivery_does_not_start_the_clock_again(who, warned, to_day):
    to_day("2014-10-09")
    deliver(who, warned)
    to_day("2014-10-13")
    deliver(who, warned, on="2014-10-13")
    assert [row.due_on for row in warned.deadlines.filter(key="withdraw")] == [dt.date(2014, 10, 20)]


def test_an_objection_freezes_the_effect_until_somebody_else_answers(who, warned, to_day):
    to_day("2014-10-09")
    deliver(who, warned)
    to_day("2014-10-13")
    raised = Raised("塘里还养着鱼", "applicant", "visit", "邓有田")
    objection = casework.object_to(who.cadre, warned.pk, raised)
    assert (objection.role, objection.due_on) == ("county_reviewer", dt.date(2014, 11, 10))
    case = Case.objects.get(pk=warned.pk)
    assert case.frozen == 1
    to_day("2014-12-30")
    with pytest.raises(casework.Frozen):
        take(who.officer, case, "withdraw")
    casework.acknowledge(who.clerk, objection.pk)
    for decider_or_unit in (who.officer, who.officer2):
        with pytest.raises(casework.BadObjection, match="以外的人答复"):
            casework.answer(
                decider_or_unit, objection.pk, outcome="dismissed", reasons=ANSWER, article="办法第五条"
            )
    answered = casework.answer(
        who.reviewer, objection.pk, outcome="dismissed", reasons=ANSWER, article="办法第五条"
    )
    assert (answered.state, answered.outcome, answered.answer) == ("answered", "dismissed", ANSWER)
    assert Case.objects.get(pk=case.pk).frozen == 0
    assert take(who.officer, case, "withdraw").state == "withdrawn"


def test_an_objection_is_taken_from_the_household_itself(who, warned):
    row = casework.object_as_citizen(warned.pk, "塘里还养着鱼", "13900000000")
    assert (row.channel, row.typed_by, row.by_name, row.capacity) == ("page", None, "邓有田", "applicant")
    assert Objection.objects.get().contact == "13900000000"


def test_an_objection_needs_words_a_right_and_is_withdrawn_with_a_reason(who, warned, to_day):
    with pytest.raises(casework.Missing):
        casework.object_to(who.cadre, warned.pk, Raised("不", "applicant", "visit"))
    with pytest.raises(casework.BadObjection):
        casework.object_to(who.cadre, warned.pk, Raised("塘里还养着鱼", "dog", "visit"))
    row = casework.object_to(who.cadre, warned.pk, Raised("塘里还养着鱼", "villager", "phone"))
    casework.withdraw(who.clerk, row.pk, "本人到镇上书面撤回")
    assert Case.objects.get(pk=warned.pk).frozen == 0
    with pytest.raises(casework.BadObjection):
        casework.answer(who.reviewer, row.pk, outcome="upheld", reasons=ANSWER, article="办法第五条")
    kept = take(who.officer, Case.objects.get(pk=warned.pk), "keep")
    with pytest.raises(casework.BadObjection, match="不能提出异议"):
        casework.object_to(who.cadre, kept.pk, Raised("塘里还养着鱼", "applicant", "visit"))


def test_an_objection_keeps_a_posting_open(who, to_day):
    case = toy.walk_to(who, toy.opened(who), "posted")
    casework.object_to(who.cadre, case.pk, Raised("面积不对，占了路", "villager", "paper", "张三"))
    to_day("2014-12-01")
    with pytest.raises(casework.Frozen):
        take(who.clerk, case, "close_posting")
