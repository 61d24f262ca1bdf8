"""What joint review learns of dibao, and that a confirmed match opens a re-verification and stops nothing."""

import datetime as dt

import pytest

from datong.foundation.casework.service import Case
from datong.foundation.organisations.service import Duty
from datong.foundation.reviews import service as reviews
from datong.foundation.reviews.service import Finding, NotNow
from datong.programmes.dibao import service as dibao
from datong.programmes.dibao.actions import reviewed
from tests.programmes.dibao import road
from tests.programmes.dibao.conftest import ToDay

ON = dt.date(2014, 12, 1)


def finding(case: Case, kind: str, person: int | None = None, **row: str | int) -> Finding:
    who = person or next(iter(sorted(dibao.adults_of(case))))
    return Finding(
        "dibao", who, case.household_id, case.place_code, kind, row, ON, "机动车登记", "reviews.Hit:1"
    )


def test_dibao_is_reviewed() -> None:
    plugged = reviews.PROGRAMMES.get("dibao")
    assert (plugged.name.zh, set(plugged.duties)) == ("城乡低保", {Duty.DIBAO_STAFF, Duty.COMMITTEE})


@pytest.mark.django_db
def test_a_paid_household(who: road.Crew, to_day: ToDay) -> None:
    """One household in pay, asked about several findings; the road into pay is long, so it is walked once."""
    case = road.paid_2012(who, to_day)
    award = dibao.award_of(case)
    assert award is not None

    assert {each.person for each in reviewed.recipients("510626000000", ON)} == set(dibao.adults_of(case)) | {
        each.person for each in reviewed.recipients(case.place_code, ON)
    }
    wages = reviewed.consequence(finding(case, "payroll", amount=300_000), ON)
    assert (wages.eligible, wages.before, wages.after) == (None, award.amount, None)
    kin = reviewed.consequence(finding(case, "kinship"), ON)
    assert (kin.eligible, kin.after) == (None, None)
    house = reviewed.consequence(finding(case, "housing", size="60"), ON)
    assert (house.eligible, house.after, house.said.zh) == (
        None,
        award.amount,
        "家庭已经申报了这一项，结果不变。",
    )
    vehicle = reviewed.consequence(finding(case, "vehicle"), ON)
    assert (vehicle.eligible, vehicle.before, vehicle.after) == (False, award.amount, 0)
    death = reviewed.consequence(finding(case, "death"), ON)
    assert death.before == award.amount

    again = reviewed.open_check(who.clerk, finding(case, "vehicle"), "核对线索属实，启动复核", "page")
    assert (again.pk, again.state, again.entitlement) == (case.pk, "under_review", "paid")
    kept = dibao.award_of(again)
    assert (kept.pk, kept.amount, kept.last_month) == (award.pk, award.amount, None)


@pytest.mark.django_db
def test_a_household_without_a_case(who: road.Crew) -> None:
    case = Case(place_code="510626106209", household_id=None)
    asked = Finding("dibao", 1, None, case.place_code, "vehicle", {}, ON)
    told = reviewed.consequence(asked, ON)
    assert (told.eligible, told.before, told.after) == (None, None, None)
    with pytest.raises(NotNow):
        reviewed.open_check(who.clerk, asked, "启动复核", "page")


@pytest.mark.django_db
def test_the_time_to_answer(who: road.Crew) -> None:
    limit = reviewed.reply_limit("510626", ON)
    assert limit is not None
    assert limit.days >= 10
