"""Organisations are founded once for each county, kind, name and place."""

import pytest

from datong.foundation.organisations import service as organisations

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
