"""Organisations are founded once for each county, kind, name and place; duties are held from a day to a day."""

import datetime as dt
from typing import Any

import pytest

from datong.foundation.organisations import service as organisations
from datong.foundation.organisations.service import BadHolder, Holder
from datong.foundation.people import service as people
from datong.foundation.places.models import Place
from tests.second_county.people import ID

pytestmark = pytest.mark.django_db

COUNTY, TOWN = "519999000000", "519999100000"


def test_founded_once() -> None:
    first = organisations.found(
        "519999", "clinic", [("县人民医院", COUNTY), ("县人民医院", COUNTY), ("临溪镇卫生院", TOWN)]
    )
    again = organisations.found("519999", "clinic", [("临溪镇卫生院", TOWN)])
    assert again["临溪镇卫生院", TOWN] == first["临溪镇卫生院", TOWN]
    assert organisations.Organisation.objects.count() == 2


def test_a_name_elsewhere_or_of_another_kind_is_another() -> None:
    ids = {
        organisations.found("519999", "clinic", [("一队", COUNTY)])["一队", COUNTY],
        organisations.found("519999", "team", [("一队", COUNTY)])["一队", COUNTY],
        organisations.found("519999", "team", [("一队", TOWN)])["一队", TOWN],
        organisations.found("510626", "team", [("一队", COUNTY)])["一队", COUNTY],
    }
    assert len(ids) == 4


def test_names() -> None:
    ids = organisations.found("519999", "team", [("一队", COUNTY), ("二队", COUNTY)])
    assert sorted(organisations.names(set(ids.values())).values()) == ["一队", "二队"]
    assert organisations.names(set()) == {}


class TestHolders:
    """Who holds which duty, where, when."""

    VILLAGE, NEIGHBOUR = "519999100201", "519999100202"

    @pytest.fixture
    def persons(self) -> dict[str, int]:
        Place.objects.bulk_create(
            Place(code=code, parent=parent, level=level, name=name, short=name)
            for code, parent, level, name in [
                (COUNTY, "", "county", "青溪县"),
                (TOWN, COUNTY, "town", "临溪镇"),
                (self.VILLAGE, TOWN, "village", "柳坝村"),
                (self.NEIGHBOUR, TOWN, "village", "大安村"),
            ]
        )
        names = ("马克勤", "江涛", "钱进")
        ids = people.enrol({ID[name]: people.Newcomer(name, "", COUNTY) for name in names})
        return {name: ids[ID[name]] for name in names}

    def appoint(self, persons: dict[str, int], name: str, duty: str, place: str, **more: Any) -> Holder:
        since = more.pop("since", dt.date(2014, 1, 1))
        return organisations.appoint(
            "wang", person_id=persons[name], name=name, duty=duty, place_code=place, since=since, **more
        )

    def test_of_a_place_a_duty_and_a_day(self, persons: dict[str, int]) -> None:
        self.appoint(persons, "马克勤", "committee", self.VILLAGE)
        self.appoint(persons, "江涛", "committee", self.NEIGHBOUR, until=dt.date(2014, 7, 1))
        self.appoint(persons, "钱进", "dibao_staff", TOWN, since=dt.date(2014, 3, 1))

        def found(place: str, duties: list[str], day: dt.date) -> list[str]:
            return [line.name for line in organisations.holders(place, duties, day)]

        every = ["committee", "dibao_staff"]
        assert found(COUNTY, every, dt.date(2014, 6, 30)) == ["钱进", "马克勤", "江涛"]
        assert found(COUNTY, every, dt.date(2014, 7, 1)) == ["钱进", "马克勤"]
        assert found(COUNTY, every, dt.date(2014, 2, 28)) == ["马克勤", "江涛"]
        assert found(COUNTY, every, dt.date(2013, 12, 31)) == []
        assert found(self.VILLAGE, every, dt.date(2014, 6, 30)) == ["马克勤"]
        assert found(TOWN, ["dibao_staff"], dt.date(2014, 6, 30)) == ["钱进"]
        assert organisations.holders(COUNTY, [], dt.date(2014, 6, 30)) == []
        lines = organisations.duties_of(persons.values(), dt.date(2014, 7, 1))
        assert {pk: [line.duty for line in found] for pk, found in lines.items()} == {
            persons["马克勤"]: ["committee"],
            persons["钱进"]: ["dibao_staff"],
        }

    @pytest.mark.parametrize(
        ("change", "field"),
        [
            ({"duty": "emperor"}, "duty"),
            ({"duty": "town_staff"}, "place"),
            ({"place": TOWN}, "place"),
            ({"place": "519999100999"}, "place"),
            ({"until": dt.date(2014, 1, 1)}, "until"),
        ],
    )
    def test_what_does_not_go_together(
        self, persons: dict[str, int], change: dict[str, Any], field: str
    ) -> None:
        wanted = {"duty": "committee", "place": self.VILLAGE} | change
        with pytest.raises(BadHolder) as caught:
            self.appoint(persons, "马克勤", **wanted)
        assert caught.value.field == field
        assert Holder.objects.count() == 0
