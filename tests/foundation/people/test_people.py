"""The register of people: one number one person, sealed, found by exact number or part of the name, unmasked with a purpose."""

import pytest
from django.db import connection

from datong.foundation.journal import service as journal
from datong.foundation.people import service as people
from tests.second_county.people import ID, wide

pytestmark = pytest.mark.django_db

AT = "519999100202"


def enrol(*names: str) -> dict[str, int]:
    """Person ids by name."""
    found = people.enrol({ID[name]: people.Newcomer(name, "", AT) for name in names})
    return {name: found[ID[name]] for name in names}


def test_the_same_number_is_the_same_person() -> None:
    first = enrol("周玉兰", "何大明")
    second = enrol("何大明", "周玉兰", "龙文秀")
    assert {name: second[name] for name in first} == first
    assert people.Person.objects.count() == 3


def test_a_known_persons_name_stays_as_it_was_written() -> None:
    [pk] = enrol("周玉兰").values()
    assert people.enrol({ID["周玉兰"]: people.Newcomer("周玉蘭", "女", AT)}) == {ID["周玉兰"]: pk}
    assert people.Person.objects.get(pk=pk).name == "周玉兰"


def test_a_person_carries_what_the_number_tells() -> None:
    [pk] = enrol("龙文秀").values()
    person = people.Person.objects.get(pk=pk)
    assert (person.identity, person.birth_date.isoformat(), person.place_code) == (
        "51999919440710116X",
        "1944-07-10",
        AT,
    )


@pytest.mark.parametrize(
    "written", [ID["龙文秀"], ID["龙文秀"].lower(), wide(ID["龙文秀"]), f" {ID['龙文秀']} "]
)
def test_exact_search_by_number(written: str) -> None:
    [pk] = enrol("龙文秀").values()
    person = people.by_identity(written)
    assert person is not None
    assert person.pk == pk


def test_a_number_nobody_has_finds_nobody() -> None:
    enrol("龙文秀")
    assert people.by_identity(ID["何大明"]) is None


@pytest.mark.parametrize(
    ("part", "names"),
    [
        ("小", ["刘小军", "周小梅"]),
        ("小梅", ["周小梅"]),
        ("周", ["周小梅", "周玉兰"]),
        ("周玉", ["周玉兰"]),
        ("玉兰", ["周玉兰"]),
        ("周玉兰", ["周玉兰"]),
        ("周 玉兰", ["周玉兰"]),
        ("周兰", []),
        ("梅", ["周小梅"]),
        ("'\"; --", []),
        ("", []),
    ],
)
def test_search_by_part_of_a_name(part: str, names: list[str]) -> None:
    enrol("周小梅", "刘小军", "周玉兰", "何大明")
    assert sorted(person.name for person in people.by_name(part)) == names


def test_the_table_holds_no_number_in_clear() -> None:
    enrol("周小梅")
    with connection.cursor() as cursor:
        cursor.execute("SELECT identity, identity_index FROM people_person")
        sealed, index = map(bytes, cursor.fetchone())
    assert ID["周小梅"].encode() not in sealed + index
    assert (len(sealed), len(index)) == (1 + 12 + 18 + 16, 16)


def test_households_by_head_and_by_paper() -> None:
    ids = enrol("周玉兰", "周建国", "江水生")
    head = ids["周玉兰"]
    first = people.settle({head: AT})
    assert people.settle({head: AT}) == first
    papers = people.settle_by_reference({"dibao:QX008": AT})
    assert people.settle_by_reference({"dibao:QX008": AT}) == papers
    assert people.Household.objects.count() == 2


def test_joining_twice_is_joining_once() -> None:
    ids = enrol("周玉兰", "周建国")
    household = people.settle({ids["周玉兰"]: AT})[ids["周玉兰"]]
    for _ in range(2):
        people.join([household, household], [ids["周玉兰"], ids["周建国"]], ["户主", "配偶"])
    found = people.Membership.objects.order_by("id").values_list("person__name", "relation")
    assert list(found) == [("周玉兰", "户主"), ("周建国", "配偶")]


def test_unmasking_is_journalled_with_its_purpose_and_without_the_number() -> None:
    [pk] = enrol("周玉兰").values()
    person = people.Person.objects.get(pk=pk)
    assert people.unmask("wang", person, " 核对养老金领取 ") == ID["周玉兰"]
    [entry] = journal.entries(f"people.Person:{pk}")
    assert (entry.actor, entry.action, entry.why, entry.place) == (
        "wang",
        "persons.unmask",
        "核对养老金领取",
        AT,
    )
    assert ID["周玉兰"] not in str(entry.__dict__)


@pytest.mark.parametrize("purpose", ["", "   ", "看看"])
def test_without_a_purpose_nothing_is_shown_or_journalled(purpose: str) -> None:
    [pk] = enrol("周玉兰").values()
    with pytest.raises(people.PurposeMissing):
        people.unmask("wang", people.Person.objects.get(pk=pk), purpose)
    assert journal.entries().count() == 0


def test_full_numbers_for_an_export() -> None:
    ids = enrol("周玉兰", "龙文秀")
    assert people.identities(list(ids.values())) == {ids[name]: ID[name] for name in ids}
