"""Declarations on paper enter with the households taken over from the ledger: whose, when, of whom; and what they are good for."""

import datetime as dt
from typing import Any

import pytest

from datong.foundation.access.service import Refused
from datong.foundation.casework.service import Case
from datong.foundation.people.models import Household, Membership
from datong.programmes.dibao import service as dibao
from datong.programmes.dibao.extracts import register
from datong.programmes.dibao.models import Statement
from datong.programmes.dibao.queries import statements
from tests.foundation.access.walk import LUOJIANG
from tests.programmes.dibao import road
from tests.programmes.dibao.test_adopt import AS_OF, on_roster, receipt

pytestmark = pytest.mark.django_db
SIGNED = dt.date(2014, 9, 1)


@pytest.fixture
def home(who: road.Crew) -> Household:
    """Two persons in pay since 2010-03-15, taken over on 2014-09-15."""
    household = on_roster(receipt(who), 1)
    people = household.head.__class__.objects.filter(name__startswith="1户").order_by("pk")
    for person, relation in zip(people, ("户主", "配偶"), strict=True):
        Membership.objects.create(household=household, person=person, relation=relation)
    road.parameters()
    dibao.adopt(who.officer, LUOJIANG, AS_OF)
    return household


def paper(home: Household, **changes: Any) -> dibao.Filed:
    """4,800.00 a year for two, declared on 2014-09-01."""
    first, second = home.memberships.order_by("pk").values_list("person_id", flat=True)
    document = road.document() | {
        "applicant": str(first),
        "members": [
            {"id": str(first), "relation": "self", "birth": "1958-03-12", "hukou": "rural"},
            {"id": str(second), "relation": "spouse", "birth": "1960-07-02", "hukou": "rural"},
        ],
        "income": [
            {"kind": "casual_work", "from": "2013-09", "to": "2014-08", "per": "month", "amount": "400.00", "method": "declared"}
        ],
        "property": [],
        "supporters": [],
    }  # fmt: skip
    return dibao.Filed(**({"household": home.pk, "signed_on": SIGNED, "document": document} | changes))


def test_a_paper_is_a_version_like_any_other(who: road.Crew, home: Household) -> None:
    """It is governed by the law of the day it was signed, not by that of the day the household entered pay."""
    assert dibao.file_declarations(who.officer, LUOJIANG, [paper(home)]) == 1
    case = Case.objects.get()
    found = Statement.objects.get()
    assert (found.kind, found.number, found.on, found.case_id) == ("filed", 1, SIGNED, case.pk)
    assert (dibao.is_undeclared(case), dibao.law_day(case)) == (False, SIGNED)
    # 2,777.00 x 2 - 4,800.00 = 754.00 a year, 62.83 a month
    assert dibao.assessment_of(case).amount == 62_83
    covers = register.read("510626", AS_OF)[1]
    assert (covers.households, covers.uncovered, covers.carried) == (1, 0, 0)
    assert statements.declared_under(case) == SIGNED


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"household": 0}, "第 1 份：这一户没有由台账转入的在保办件"),
        ({"signed_on": dt.date(2010, 3, 1)}, "签字日期应在进入保障之后"),
        ({"signed_on": dt.date(2199, 1, 1)}, "今天以前"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_number(
    who: road.Crew, home: Household, changes: dict[str, Any], words: str
) -> None:
    with pytest.raises(dibao.BadApplication, match=words):
        dibao.file_declarations(who.officer, LUOJIANG, [paper(home, **changes)])
    assert Statement.objects.count() == 0


def test_nobody_from_outside_the_household_and_nothing_twice(who: road.Crew, home: Household) -> None:
    stranger = paper(home)
    stranger.document["members"][1]["id"] = "987654"
    with pytest.raises(dibao.BadApplication, match="第 1 份：成员 987654 不是人口登记里这一户的人"):
        dibao.file_declarations(who.officer, LUOJIANG, [stranger])
    with pytest.raises(dibao.BadApplication, match="第 2 份：这一户在本次录入中出现了两次"):
        dibao.file_declarations(who.officer, LUOJIANG, [paper(home), paper(home)])
    dibao.file_declarations(who.officer, LUOJIANG, [paper(home)])
    with pytest.raises(dibao.BadApplication, match="已经有申报"):
        dibao.file_declarations(who.officer, LUOJIANG, [paper(home)])


def test_only_who_may_take_over_the_roster(who: road.Crew, home: Household) -> None:
    with pytest.raises(Refused, match="县级民政部门专干"):
        dibao.file_declarations(who.clerk, LUOJIANG, [paper(home)])
