"""Persons and households: one page over all programmes, as far as the reader may see; full numbers for a purpose."""

import pytest
from django.test import Client

from datong.foundation.journal import service as journal
from tests.foundation.ledgers.reading_room import (
    home_of,
    names,
    number_of,
    queries,
    readers,
    says_no_number,
    text,
)
from tests.second_county.people import ID

__all__ = ["readers"]
pytestmark = pytest.mark.django_db


def person(name: str) -> str:
    return f"/persons/{number_of(name)}/"


def test_one_page_over_all_programmes(readers: dict[str, Client]) -> None:
    page = readers["officer"].get(person("何大林"))
    said = text(page)
    assert "何大林 石桥乡和平村" in said
    assert "519999********2193" in said or "519999********" in said
    assert "出生日期 1966-07-27" in said
    for register in ("在册对象 低保", "签约结对 农村家庭医生", "党员名册", "处置台账"):
        assert register in said
    assert says_no_number(page)


def test_each_reader_sees_the_own_programmes(readers: dict[str, Client]) -> None:
    dibao = text(readers["dibao"].get(person("何大林")))
    assert "在册对象" in dibao
    assert "党员名册" not in dibao
    assert "签约结对" not in dibao
    doctors = text(readers["doctors"].get(person("何大林")))
    assert "签约结对" in doctors
    assert "在册对象" not in doctors


@pytest.mark.parametrize(
    ("name", "allowed"),
    [
        ("周玉兰", {"officer", "dibao", "doctors", "leader", "linxi", "cadre", "auditor"}),
        ("何大林", {"officer", "dibao", "doctors", "leader", "shiqiao", "auditor"}),
        ("马克勤", {"officer", "leader", "linxi", "auditor"}),
    ],
)
def test_a_person_is_seen_through_records(readers: dict[str, Client], name: str, allowed: set[str]) -> None:
    answers = {
        who: client.get(f"{person(name)}?county=519999").status_code for who, client in readers.items()
    }
    assert {who for who, status in answers.items() if status == 200} == allowed
    assert {status for who, status in answers.items() if who not in allowed} == {403}


def test_nobody_of_that_number(readers: dict[str, Client]) -> None:
    assert readers["officer"].get("/persons/999999999/").status_code == 404
    assert readers["officer"].get("/households/999999999/").status_code == 404


def test_before_the_first_ledger_the_page_says_so(readers: dict[str, Client]) -> None:
    page = readers["officer"].get(f"{person('何大林')}?as_of=2015-01-01")
    assert page.status_code == 200
    assert "这一天没有关于此人的记录" in text(page)


def test_the_household_with_its_members(readers: dict[str, Client]) -> None:
    page = readers["officer"].get(person("周小梅"))
    assert "所在家庭 临溪镇大安村" in text(page)
    assert names(page)[:3] == ["周玉兰", "周建国", "周小梅"]
    assert "女儿" in text(page)


def test_a_household_page(readers: dict[str, Client]) -> None:
    page = readers["linxi"].get(f"/households/{home_of('周玉兰')}/")
    said = text(page)
    assert "周玉兰一家 3 人" in said
    assert names(page)[:3] == ["周玉兰", "周建国", "周小梅"]
    assert "签约结对 农村家庭医生" in said
    assert says_no_number(page)


def test_members_known_to_another_programme_only_are_not_told(readers: dict[str, Client]) -> None:
    page = readers["doctors"].get(f"/households/{home_of('周玉兰')}/")
    assert "周玉兰一家 1 人" in text(page)
    assert "周建国" not in page.content.decode()


def test_who_may_open_a_household(readers: dict[str, Client]) -> None:
    address = f"/households/{home_of('周玉兰')}/?county=519999"
    allowed = {who for who, client in readers.items() if client.get(address).status_code == 200}
    assert allowed == {"officer", "dibao", "doctors", "leader", "linxi", "cadre", "auditor"}
    assert readers["shiqiao"].get(address).status_code == 403


def test_the_full_number_for_a_purpose_once_and_journalled(readers: dict[str, Client]) -> None:
    address = person("陈志高") + "unmask/"
    page = readers["linxi"].post(address, {"purpose": "pay", "words": "六月低保金退回"})
    assert page.status_code == 200
    assert ID["陈志高"] in page.content.decode()
    assert "13800000002" in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    [entry] = journal.entries().filter(action="persons.unmask")
    assert entry.actor == "linxi"
    assert entry.target == f"people.Person:{number_of('陈志高')}"
    assert entry.why == "发放补助、资金：六月低保金退回"
    assert ID["陈志高"] not in str(entry.detail) + entry.why
    again = readers["linxi"].get(address)
    assert (again.status_code, again["Location"]) == (302, person("陈志高"))


@pytest.mark.parametrize(
    "sent", [{"purpose": "pay", "words": "看"}, {"purpose": "", "words": "六月低保金退回"}, {}]
)
def test_without_a_purpose_nothing_is_shown_and_what_was_typed_stays(
    readers: dict[str, Client], sent: dict[str, str]
) -> None:
    page = readers["officer"].post(person("陈志高") + "unmask/", sent)
    assert page.status_code == 422
    assert says_no_number(page)
    assert "请写明查看完整号码的用途" in text(page)
    assert f'value="{sent.get("words", "")}"' in page.content.decode()
    assert not journal.entries().filter(action="persons.unmask").exists()


@pytest.mark.parametrize("who", ["leader", "cadre", "auditor", "shiqiao", "admin", "far"])
def test_who_may_not_unmask(readers: dict[str, Client], who: str) -> None:
    sent = {"purpose": "check", "words": "核对一下身份"}
    page = readers[who].post(f"{person('周玉兰')}unmask/?county=519999", sent)
    assert page.status_code == 403
    assert says_no_number(page)
    assert not journal.entries().filter(action="persons.unmask").exists()


def test_a_telephone_of_another_programme_stays_masked(readers: dict[str, Client]) -> None:
    sent = {"purpose": "check", "words": "核对一下身份"}
    page = readers["dibao"].post(person("陈志高") + "unmask/", sent)
    assert ID["陈志高"] in page.content.decode()
    assert "13800000002" not in page.content.decode()


def test_who_may_not_is_not_offered(readers: dict[str, Client]) -> None:
    assert "/unmask/" in readers["officer"].get(person("周玉兰")).content.decode()
    assert "/unmask/" not in readers["leader"].get(person("周玉兰")).content.decode()


def test_as_many_queries_for_one_record_as_for_three(readers: dict[str, Client]) -> None:
    one, three = f"/households/{home_of('钱多福')}/", f"/households/{home_of('周玉兰')}/"
    assert queries(readers["dibao"], one) == queries(readers["dibao"], three)


@pytest.mark.parametrize("name", ["何大林", "马列英", "白求平", "江老太"])
def test_pages_in_english(readers: dict[str, Client], name: str) -> None:
    page = readers["officer"].get(person(name), headers={"accept-language": "en"})
    assert page.status_code == 200
    assert name in text(page)
