"""The imported roster becomes casework; nothing is invented, nothing is closed, the figures stay."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from datong.foundation.access.service import Refused
from datong.foundation.casework import service as casework
from datong.foundation.casework.models import Deadline, Task
from datong.foundation.casework.service import Case
from datong.foundation.ledgers.models import Import, ImportedFile, SheetReceipt
from datong.foundation.people.models import Household, Person
from datong.kernel import clock
from datong.programmes.dibao import service as dibao
from datong.programmes.dibao.models import Award, Recipient
from datong.programmes.dibao.queries.awards import last_time
from tests.foundation.access.walk import BAIHUA, LUOJIANG
from tests.programmes.dibao import road

pytestmark = pytest.mark.django_db
AS_OF = dt.date(2014, 9, 15)


def receipt(who):
    batch = Import.objects.create(
        county="510626", as_of=AS_OF, by=who.officer, at=clock.now(), door="cli", state="done"
    )
    file = ImportedFile.objects.create(
        batch=batch, name="01.xlsx", sha256="0" * 64, programme="dibao", state="done"
    )
    return SheetReceipt.objects.create(file=file, programme="dibao", slug="roster", name="在册对象")


def on_roster(sheet, number, *, members=2, since="2010-03-15", category="B类", area="农村", benefit=15_000):
    """One household, put straight into the tables."""
    people = [Person.objects.create(name=f"{number}户{nth}", place_code=BAIHUA) for nth in range(members)]
    household = Household.objects.create(head=people[0], place_code=BAIHUA)
    Recipient.objects.bulk_create(
        Recipient(
            county="510626", place_code=BAIHUA, key=f"{number}-{nth}".encode(), content=b"c", origin=sheet, row=nth,
            valid_from=AS_OF, certificate=f"D{number}", head_name=people[0].name, name=person.name, relation="户主",
            person=person, household=household, area=area, category=category, monthly_benefit=benefit,
            since=dt.date.fromisoformat(since),
        )
        for nth, person in enumerate(people)
    )  # fmt: skip
    return household


@pytest.fixture
def sheet(who):
    return receipt(who)


def test_a_household_becomes_a_case_in_pay(who, sheet):
    household = on_roster(sheet, 1)
    assert dibao.adopt(who.officer, LUOJIANG, AS_OF) == 1
    case = Case.objects.get()
    assert (case.number, case.state, case.entitlement, case.workflow, case.law_on, case.household_id, case.label) == (
        "DB-510626-2010-000001", "in_pay", "paid", "dibao.v2012", dt.date(2010, 3, 15), household.pk, "1户0",
    )  # fmt: skip
    assert case.origin == "ledger:dibao.roster:B:rural"
    award = Award.objects.get(case=case)
    assert (award.amount, award.persons, award.category, award.first_month, award.last_month, award.decision) == (
        30_000, 2, "B", dt.date(2010, 3, 1), None, None,
    )  # fmt: skip
    assert dibao.is_undeclared(case)
    assert dibao.latest(case) is None
    with pytest.raises(dibao.CannotAssess, match="还没有家庭申报"):
        dibao.assessment_of(case)


@pytest.mark.parametrize(
    ("category", "area", "months", "start", "due"),
    [
        # since 2010-03-15; the last time until 2014-09-15 in steps of 12, 6, 1 and 3 months, and the one after it
        ("A类", "城市", 12, dt.date(2014, 3, 15), dt.date(2015, 3, 16)),  # 03-15 is a Sunday
        ("B类", "农村", 6, dt.date(2014, 9, 15), dt.date(2015, 3, 16)),
        ("C类", "城市", 1, dt.date(2014, 9, 15), dt.date(2014, 10, 15)),
        ("C类", "农村", 3, dt.date(2014, 9, 15), dt.date(2014, 12, 15)),
    ],
)
def test_the_first_check_keeps_the_rhythm_of_the_category(who, sheet, category, area, months, start, due):
    on_roster(sheet, 1, category=category, area=area)
    dibao.adopt(who.officer, LUOJIANG, AS_OF)
    bound = Deadline.objects.get(key="open_review")
    assert (bound.limit["days"], bound.limit["unit"], bound.started_on, bound.due_on) == (
        months,
        "month",
        start,
        due,
    )
    task = Task.objects.get()
    assert (task.role, task.place_code, task.due_on) == ("town_clerk", "510626106000", due)


def test_again_it_opens_only_what_is_new(who, sheet):
    on_roster(sheet, 1)
    dibao.adopt(who.officer, LUOJIANG, AS_OF)
    on_roster(sheet, 2, since="2014-08-01")
    assert dibao.adopt(who.officer, LUOJIANG, AS_OF) == 1
    assert dibao.adopt(who.officer, LUOJIANG, AS_OF) == 0
    assert [case.label for case in Case.objects.order_by("id")] == ["1户0", "2户0"]


def test_who_has_left_the_ledger_keeps_the_case_and_raises_a_question(who, sheet):
    household = on_roster(sheet, 1)
    on_roster(sheet, 2)
    dibao.adopt(who.officer, LUOJIANG, AS_OF)
    Recipient.objects.filter(household=household).update(valid_to=dt.date(2014, 9, 30))
    later = dt.date(2014, 10, 1)
    assert dibao.adopt(who.officer, LUOJIANG, later) == 0
    assert [case.household_id for case in dibao.gone(LUOJIANG, later)] == [household.pk]
    assert Case.objects.filter(state="in_pay").count() == 2


def test_its_first_check_must_take_a_declaration(who, sheet):
    on_roster(sheet, 1)
    dibao.adopt(who.officer, LUOJIANG, AS_OF)
    case = dibao.open_review(who.clerk, Case.objects.get().pk)
    bare = road.visit(who, "2014-09-15", investigators=(who.clerk.pk, who.cadre.pk))
    with pytest.raises(dibao.BadSurvey, match="还没有家庭申报"):
        dibao.record_review_visit(who.clerk, case.pk, bare)
    with pytest.raises(casework.CaseworkError, match="还没有登记入户"):
        road.step(who.clerk, case, "keep")


def test_only_the_county_takes_over(who, sheet):
    with pytest.raises(Refused, match="县级民政部门专干"):
        dibao.adopt(who.clerk, LUOJIANG, AS_OF)


def test_counts_of_casework(who, sheet):
    on_roster(sheet, 1)
    dibao.adopt(who.officer, LUOJIANG, AS_OF)
    road.applied(who)
    assert dibao.cases_in_pay(LUOJIANG) == 1
    assert dibao.cases_open(LUOJIANG) == 1
    assert dibao.undeclared(BAIHUA) == 1
    assert dibao.cases_by_state("510626106000") == {"in_pay": 1, "submitted": 1}
    assert dibao.cases_decided(LUOJIANG, AS_OF, AS_OF) == {}


def test_as_many_queries_for_one_as_for_thirty(who, sheet):
    on_roster(sheet, 0)
    with CaptureQueriesContext(connection) as one:
        dibao.adopt(who.officer, LUOJIANG, AS_OF)
    for number in range(1, 31):
        on_roster(sheet, number)
    with CaptureQueriesContext(connection) as thirty:
        dibao.adopt(who.officer, LUOJIANG, AS_OF)
    assert len(thirty) <= len(one) + 2


def test_the_last_time_of_a_rhythm():
    assert last_time(dt.date(2010, 3, 15), dt.date(2010, 3, 15), 12) == dt.date(2010, 3, 15)
    assert last_time(dt.date(2010, 3, 15), dt.date(2011, 3, 14), 12) == dt.date(2010, 3, 15)
    assert last_time(dt.date(2010, 3, 15), dt.date(2011, 3, 15), 12) == dt.date(2011, 3, 15)
    assert last_time(dt.date(2014, 8, 1), dt.date(2014, 7, 1), 3) == dt.date(2014, 8, 1)
    assert last_time(dt.date(2013, 11, 30), dt.date(2014, 4, 1), 3) == dt.date(
        2014, 2, 28
    )  # no 30th of February
