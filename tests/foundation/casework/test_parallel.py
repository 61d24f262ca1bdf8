"""Fifty people decide at once: no deadlock, nothing counted twice, every task and total exact."""

import datetime as dt
from collections import Counter

import pytest

from datong.foundation.casework import service as casework
from datong.foundation.casework.models import Case, Decision, Event, Task
from datong.foundation.casework.service import Move
from datong.foundation.journal import service as journal
from datong.foundation.people.models import Household, Person
from datong.kernel import clock
from tests.crowd import at_once
from tests.foundation.access.walk import BAIHUA, plant_places
from tests.foundation.casework import toy

pytestmark = pytest.mark.slow
MANY = 50


@pytest.fixture
def waiting(crowd_db, to_day):
    """Fifty cases that wait for the county's decision."""
    plant_places()
    who = toy.crew()
    cases = []
    for number in range(MANY):
        to_day("2014-09-15")
        head = Person.objects.create(name=f"户主{number}", sex="男", place_code=BAIHUA)
        household = Household.objects.create(head=head, place_code=BAIHUA)
        case = toy.opened(who, household=household.pk, subject=head.pk)
        case = toy.walk_to(who, case, "posted")
        cases.append(case.pk)
    to_day("2014-09-29")
    for pk in cases:
        casework.take(who.clerk, pk, Move("close_posting"))
    return who, cases


def test_fifty_cases_decided_at_once_and_counted_while_it_goes_on(waiting):
    who, cases = waiting

    def decide(number):
        if number >= MANY:
            return Case.objects.filter(state__in=("ready", "in_use")).count()
        return casework.take(
            who.officer, cases[number], Move("grant", ruling=toy.ruling(amount=10_000))
        ).state

    answers = at_once(MANY + 10, decide)
    assert Counter(map(str, answers)) == {"in_use": MANY, str(MANY): 10}
    assert sum(Decision.objects.values_list("amount", flat=True)) == MANY * 10_000
    assert Event.objects.filter(step="grant").count() == MANY
    assert Task.objects.filter(done_at=None, steps=["look_again"]).count() == MANY
    assert journal.verify().broken is None


def test_one_case_decided_by_fifty_at_once_is_decided_once(waiting):
    who, cases = waiting

    def decide(_number):
        try:
            casework.take(who.officer, cases[0], Move("grant", ruling=toy.ruling(), seen=4))
        except casework.Moved:
            return "moved"
        return "decided"

    assert Counter(at_once(MANY, decide)) == {"decided": 1, "moved": MANY - 1}
    assert Decision.objects.count() == 1
    assert Case.objects.get(pk=cases[0]).moves == 5
    assert clock.today() == dt.date(2014, 9, 29)
