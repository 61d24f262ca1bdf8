"""The roster of a whole county becomes casework, and no figure of the briefing moves."""

import datetime as dt
from collections.abc import Iterator

import pytest
from django.db.models import Sum

from datong.foundation.access.service import Role, User
from datong.foundation.briefings import service as briefings
from datong.foundation.casework.service import Case, Decision, Event, Task
from datong.foundation.journal import service as journal
from datong.kernel import clock
from datong.programmes.dibao import service as dibao
from datong.programmes.dibao.actions import paying
from datong.programmes.dibao.models import Award, Recipient
from tests import small_county as second
from tests.counties import County
from tests.foundation.access.walk import make_user

pytestmark = pytest.mark.django_db
COUNTY, AS_OF = second.COUNTY, second.AS_OF


@pytest.fixture
def officer(small_county: County) -> Iterator[User]:
    """An officer of the small county, the day after its ledgers."""
    with clock.override(dt.datetime(2015, 7, 1, 4, tzinfo=dt.UTC)):
        yield make_user("takes-over", Role.COUNTY_OFFICER, COUNTY + "000000")


def told() -> list[object]:
    """The briefing in both languages with all its figures and questions."""
    return [briefings.draft(COUNTY, AS_OF, lang) for lang in ("zh", "en")]


def test_the_briefing_is_the_same_before_and_after(officer: User) -> None:
    before = told()
    made = dibao.adopt(officer, COUNTY, AS_OF)
    assert made == Case.objects.count() == second.EXPECTED["figures"]["dibao.households"][0]
    assert told() == before
    assert dibao.adopt(officer, COUNTY, AS_OF) == 0


def test_every_household_is_taken_over_once_with_its_sum(officer: User) -> None:
    made = dibao.adopt(officer, COUNTY, AS_OF)
    roster = Recipient.objects.at(COUNTY, AS_OF)
    assert made == roster.values("household").distinct().count() == dibao.cases_in_pay(COUNTY + "000000")
    awards = Award.objects.aggregate(amount=Sum("amount"), persons=Sum("persons"))
    assert awards == {
        "amount": roster.aggregate(sum=Sum("monthly_benefit"))["sum"],
        "persons": roster.count(),
    }
    assert roster.count() == second.EXPECTED["figures"]["dibao.persons"][0]


def test_nothing_is_decided_and_nothing_invented(officer: User) -> None:
    made = dibao.adopt(officer, COUNTY, AS_OF)
    assert (Decision.objects.count(), dibao.undeclared(COUNTY + "000000")) == (0, made)
    assert set(Event.objects.values_list("step", flat=True)) == {"open"}
    assert Task.objects.filter(steps=["open_review"], done_at=None).count() == made
    assert journal.verify().broken is None


def test_the_first_list_pays_what_the_roster_says(officer: User) -> None:
    dibao.adopt(officer, COUNTY, AS_OF)
    made = paying.freeze(officer, COUNTY, dt.date(2015, 7, 1))
    roster = Recipient.objects.at(COUNTY, AS_OF)
    assert (made.households, made.persons, made.amount) == (
        roster.values("household").distinct().count(),
        roster.count(),
        roster.aggregate(sum=Sum("monthly_benefit"))["sum"],
    )
