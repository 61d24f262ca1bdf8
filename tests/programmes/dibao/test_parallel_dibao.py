"""Fifty decisions at once, while lists are made, signed and counted: no deadlock, every fen where it belongs."""

from collections import Counter

import pytest

from datong.foundation.casework.models import Decision, Event, Task
from datong.foundation.casework.service import Case
from datong.foundation.journal import service as journal
from datong.foundation.notices.models import Notice
from datong.programmes.dibao import service as dibao
from datong.programmes.dibao.actions import paying
from datong.programmes.dibao.errors import BadPayment
from datong.programmes.dibao.models import Award, Owing, PaymentLine, PaymentList
from datong.programmes.dibao.queries import payments
from tests.crowd import at_once
from tests.foundation.access.walk import BAIHUA
from tests.programmes.dibao import road
from tests.programmes.dibao.test_road_letters import identity

pytestmark = pytest.mark.slow
MANY, AMOUNT = 50, 41_368
OCTOBER = road.day("2014-10-01")


@pytest.fixture
def waiting(crowd_db, who):
    """Fifty households of three, all as in the example, that wait for the county's decision on 2014-09-15."""
    cases = []
    for nth in range(MANY):
        people = {
            key: dibao.Named(
                named.name,
                identity(f"{named.identity[6:10]}-{named.identity[10:12]}-{named.identity[12:14]}", nth),
            )
            for key, named in road.PEOPLE.items()
        }
        given = dibao.Application(BAIHUA, road.day("2014-09-15"), road.document(), people)
        cases.append(dibao.apply(who.cadre, given).pk)
    Case.objects.filter(pk__in=cases).update(state="county_cleared")
    return who, cases


def approve(who, pk, nth):
    """By one officer or the other, in turn."""
    officer = (who.officer, who.officer2)[nth % 2]
    return road.decide(officer, Case.objects.get(pk=pk), "approve", category="B").state


def listed(who):
    """A list made while decisions come in, signed by the other officer, or rejected if it was overtaken."""
    try:
        made = paying.freeze(who.officer, "510626", OCTOBER)
        paying.sign(who.officer2, made.pk)
    except BadPayment as refusal:
        if "作废重编" in refusal.text.zh:
            paying.reject(who.officer2, made.pk, "编制之后又有新批准的家庭")
        return refusal.text.zh[:6]
    return "signed"


def test_fifty_decisions_and_the_list_and_the_count_at_once(waiting, to_day):
    who, cases = waiting

    def act(nth):
        if nth < MANY:
            return approve(who, cases[nth], nth)
        if nth < MANY + 5:
            return listed(who)
        return "counted" if dibao.cases_in_pay(BAIHUA) <= MANY else "too many"

    answers = Counter(map(str, at_once(MANY + 10, act)))
    assert (answers["approved"], answers["counted"]) == (MANY, 5)
    # every household once, with what the rules say of it
    assert Counter(Award.objects.values_list("amount", "first_month")) == {(AMOUNT, OCTOBER): MANY}
    assert Counter(Decision.objects.values_list("effect", "amount")) == {("grant", AMOUNT): MANY}
    assert Event.objects.filter(step="approve").values("case").distinct().count() == MANY
    assert Task.objects.filter(done_at=None, steps=["enter_pay"]).count() == MANY
    references = list(Notice.objects.filter(kind="dibao.approval").values_list("reference", flat=True))
    assert sorted(references) == [f"T-510626-2014-{nth:06d}" for nth in range(1, MANY + 1)]
    assert (dibao.cases_in_pay(BAIHUA), dibao.cases_open(BAIHUA)) == (MANY, 0)
    for made in PaymentList.objects.all():
        lines = list(made.lines.values_list("amount", flat=True))
        assert (made.households, made.amount) == (len(lines), AMOUNT * len(lines))
        assert payments.unaltered(made)
    # what a list signed meanwhile has missed is owed with the next one: October adds up to the fen
    listed(who)
    paid = sum(PaymentLine.objects.filter(standing=True, month=OCTOBER).values_list("amount", flat=True))
    late = Owing.objects.values_list("case", "amount", "months")
    assert paid + sum(amount for _, amount, _ in late) == MANY * AMOUNT
    assert {str(months) for _, _, months in late} <= {"{'2014-10-01': 41368}"}
    to_day("2014-10-08")
    november = paying.freeze(who.officer, "510626", road.day("2014-11-01"))
    assert (november.households, november.amount, paid + november.arrears) == (
        MANY,
        MANY * AMOUNT,
        MANY * AMOUNT,
    )
    assert journal.verify().broken is None


def test_one_household_decided_objected_to_and_paid_by_many_at_once(waiting):
    who, cases = waiting
    case = Case.objects.get(pk=cases[0])
    seen = case.moves

    def act(nth):
        try:
            officer = (who.officer, who.officer2)[nth % 2]
            dibao.decide(officer, case.pk, "approve", road.verdict(category="B"), seen=seen)
        except dibao.DibaoError as error:
            return type(error).__name__
        except road.casework.CaseworkError as error:
            return type(error).__name__
        return "decided"

    assert Counter(at_once(MANY, act)) == {"decided": 1, "Moved": MANY - 1}
    assert (Award.objects.count(), Decision.objects.count(), Notice.objects.count()) == (1, 1, 1)


def test_lists_after_fifty_decisions_add_up(waiting):
    who, cases = waiting
    at_once(MANY, lambda nth: approve(who, cases[nth], nth))
    answers = Counter(at_once(10, lambda _nth: listed(who)))
    made = PaymentList.objects.get(state="signed")
    assert answers["signed"] == 1
    assert (made.households, made.persons, made.amount) == (MANY, 3 * MANY, MANY * AMOUNT)
    assert made.changes == {
        "opening": [0, 0], "entered": [MANY, MANY * AMOUNT], "left": [0, 0], "raised": [0, 0], "lowered": [0, 0],
        "closing": [MANY, MANY * AMOUNT],
    }  # fmt: skip
    assert journal.verify().broken is None
