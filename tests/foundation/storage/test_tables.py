"""Bulk writing, sealed columns and the name index, on either database."""

from itertools import repeat

import pytest
from django.db import connection

from datong.foundation.people.service import Person
from datong.foundation.places.service import Place
from datong.foundation.storage import service as storage

pytestmark = pytest.mark.django_db


def test_reserved_ids_are_unused_and_in_order() -> None:
    first = list(storage.reserve_ids(Person, 3))
    assert first == list(range(first[0], first[0] + 3))
    storage.insert(
        Person, ["id", "name", "sex", "place_code"], [first, ["甲", "乙", "丙"], repeat(""), repeat("")]
    )
    assert not set(first) & set(storage.reserve_ids(Person, 3))
    assert list(Person.objects.order_by("id").values_list("id", "name")) == list(
        zip(first, "甲乙丙", strict=True)
    )


def test_what_is_inserted_in_bulk_reads_as_if_saved_one_by_one() -> None:
    import datetime as dt

    columns = [
        "code",
        "parent",
        "level",
        "kind",
        "name",
        "short",
        "initials",
        "valid_from",
        "valid_to",
        "successor",
    ]
    storage.insert(
        Place,
        columns,
        [
            ["519999000000", "519999100000"], repeat(""), ["county", "town"], repeat(""), ["青溪县", "临'溪\t镇\\"],
            repeat("x"), repeat("y"), repeat(dt.date(2015, 1, 31)), [None, dt.date(2016, 2, 29)], repeat(""),
        ],
    )  # fmt: skip
    assert list(Place.objects.values_list("code", "name", "valid_from", "valid_to")) == [
        ("519999000000", "青溪县", dt.date(2015, 1, 31), None),
        ("519999100000", "临'溪\t镇\\", dt.date(2015, 1, 31), dt.date(2016, 2, 29)),
    ]


def test_a_sealed_column_reads_in_clear_and_lies_sealed() -> None:
    person = Person.objects.create(identity="51999919440710116X", name="龙文秀", place_code="")
    assert Person.objects.get(pk=person.pk).identity == "51999919440710116X"
    with connection.cursor() as cursor:
        cursor.execute("SELECT identity FROM people_person WHERE id = %s", [person.pk])
        lying = bytes(cursor.fetchone()[0])
    assert b"5199" not in lying
    assert storage.unseal("people_person.identity", lying) == "51999919440710116X"


def test_an_empty_sealed_column_is_empty() -> None:
    person = Person.objects.create(identity=None, name="无", place_code="")
    assert Person.objects.get(pk=person.pk).identity is None


NAMES = {1: "欧阳震华", 2: "阳春", 3: "买买提·艾力", 4: "Ａｎｎａ Lee", 5: "阳阳"}


@pytest.mark.parametrize(
    ("part", "found"),
    [
        ("欧阳", [1]),
        ("阳震", [1]),
        ("阳", [1, 2, 5]),
        ("春", [2]),
        ("阳春", [2]),
        ("震华", [1]),
        ("欧阳华", []),
        ("提艾", [3]),
        ("提·艾", [3]),
        ("anna", [4]),
        ("nal", [4]),
        ("阳阳", [5]),
        ("  ", []),
        ('"', []),
        ("阳' OR '1", []),
        ("*", []),
    ],
)
def test_names_are_found_by_any_part(part: str, found: list[int]) -> None:
    storage.index_names(list(NAMES), list(NAMES.values()))
    assert sorted(storage.find_names(part)) == found


def test_a_name_indexed_again_is_found_by_the_new_one_only() -> None:
    storage.index_names([1], ["周玉兰"])
    storage.index_names([1], ["周玉梅"])
    assert (storage.find_names("玉兰"), storage.find_names("玉梅")) == ([], [1])
