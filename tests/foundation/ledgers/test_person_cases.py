"""Cases on a person's page, and the list of cases narrowed to a person: of the person and of the household, in scope."""

import datetime as dt

import pytest
from django.test import Client

from datong.foundation.access import service as access
from datong.foundation.casework import service as casework
from datong.foundation.casework.service import Case
from datong.foundation.people.service import Person
from tests.foundation.ledgers.reading_room import home_of, number_of, queries, readers, text

__all__ = ["readers"]
pytestmark = pytest.mark.django_db
DAAN = "519999100202"


def case(label: str, place: str = DAAN, household: int | None = None, subject: int | None = None) -> Case:
    """A case of dibao, handed in."""
    new = casework.NewCase(
        workflow="dibao.v2012", place_code=place, label=label, law_on=dt.date(2015, 6, 1), household=household, subject=subject
    )  # fmt: skip
    return casework.open_case(access.console(), new)


def person(name: str) -> str:
    return f"/persons/{number_of(name)}/"


def test_the_household_s_case_stands_on_the_page_of_each_member(readers: dict[str, Client]) -> None:
    made = case("周玉兰", household=home_of("周玉兰"))
    for name in ("周玉兰", "周小梅"):
        page = readers["linxi"].get(person(name))
        assert "办件 本人和家庭的，共 1 件" in text(page)
        assert made.number in text(page)
        assert f"/cases/?person={number_of(name)}" in page.content.decode()
    assert made.number not in text(readers["officer"].get(person("何大林")))


def test_of_another_programme_nothing_is_told(readers: dict[str, Client]) -> None:
    made = case("周玉兰", household=home_of("周玉兰"))
    assert made.number in text(readers["dibao"].get(person("周玉兰")))
    page = readers["doctors"].get(person("周玉兰"))
    assert (page.status_code, made.number in text(page)) == (200, False)


def test_somebody_named_by_no_ledger_is_seen_through_the_case(readers: dict[str, Client]) -> None:
    newcomer = Person.objects.create(name="新来人", place_code=DAAN)
    address = f"/persons/{newcomer.pk}/?county=519999"
    assert {who: client.get(address).status_code for who, client in readers.items()} == dict.fromkeys(
        readers, 403
    )
    case("新来人", subject=newcomer.pk)
    answers = {who: client.get(address).status_code for who, client in readers.items()}
    assert {who for who, status in answers.items() if status == 200} == {
        "officer", "dibao", "leader", "linxi", "cadre", "auditor",
    }  # fmt: skip
    assert {who for who, client in readers.items() if client.get(f"/persons/{newcomer.pk}/kin/").status_code == 200} == {
        "officer", "dibao", "linxi",
    }  # fmt: skip


def test_the_list_of_one_person_s_cases(readers: dict[str, Client]) -> None:
    own, other = case("周玉兰", subject=number_of("周玉兰")), case("马列英", subject=number_of("马列英"))
    page = readers["officer"].get(f"/cases/?person={number_of('周玉兰')}")
    assert own.number in text(page)
    assert other.number not in text(page)
    assert "只看 一个人和其家庭的办件" in text(page)
    assert "没有符合条件的办件" in text(readers["shiqiao"].get(f"/cases/?person={number_of('周玉兰')}"))
    for unreadable in ("x", "1" * 30, "-1"):
        assert other.number in text(readers["officer"].get(f"/cases/?person={unreadable}"))


def test_as_many_queries_for_one_case_as_for_three(readers: dict[str, Client]) -> None:
    case("周玉兰", subject=number_of("周玉兰"))
    address = f"/cases/?person={number_of('周玉兰')}"
    one = queries(readers["officer"], person("周玉兰")), queries(readers["officer"], address)
    for _ in range(2):
        case("周玉兰", subject=number_of("周玉兰"))
    assert (queries(readers["officer"], person("周玉兰")), queries(readers["officer"], address)) == one
