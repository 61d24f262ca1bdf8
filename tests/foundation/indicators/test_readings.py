"""Reading figures: in both languages, inside a scope, and without a value where there is none."""

from decimal import Decimal

import pytest
from django.db.models import Q

from datong.foundation.indicators import service as indicators
from datong.kernel.bilingual import Text
from datong.kernel.numerals import NumberStyle
from tests import small_county as second
from tests.counties import County

pytestmark = pytest.mark.django_db

IN_ENGLISH = {
    "dibao.households": "10 households",
    "dibao.appraisal_demonstrations": "1 time",
    "dibao.trainings": "3 times",
    "family_doctor.doctors": "4 doctors",
    "family_doctor.pairs": "5 pairs",
    "irrigation.canal_km": "4 km",
    # 41 万元, 4.5 万元
    "irrigation.investment_wan": "410,000 yuan",
    "irrigation.self_raised_wan_a_year": "45,000 yuan",
    "irrigation.first_year": "2016",
    "membership.unqualified_share": "42.85%",
    "membership.rectify": "1 member",
    "silver_age.aid_yuan": "1,150.5 yuan",
    "approvals.services_merged": "0 items",
    "approvals.construction_days_after": "19 working days",
}
SCOPES = {
    # place: households, persons in receipt, members, share found unqualified
    "519999": (10, 15, 7, Decimal("42.85")),
    "519999100": (5, 8, 2, Decimal("0.00")),
    "519999101": (3, 5, 2, Decimal("100.00")),
    "519999100203": (1, 1, 0, None),
}
FOUR = ("dibao.households", "dibao.persons", "membership.members", "membership.unqualified_share")


@pytest.mark.parametrize("key", IN_ENGLISH)
def test_printed_in_english(small_county: County, key: str) -> None:
    reading = indicators.read([indicators.FIGURES.get(key)], small_county.code, small_county.as_of)[key]
    assert reading.printed("en") == IN_ENGLISH[key]


@pytest.mark.parametrize("place", SCOPES)
def test_inside_a_scope(small_county: County, place: str) -> None:
    figures = [indicators.FIGURES.get(key) for key in FOUR]
    found = indicators.read(figures, small_county.code, small_county.as_of, Q(place_code__startswith=place))
    assert tuple(found[key].value for key in FOUR) == SCOPES[place]


def test_a_share_of_nothing_has_both_sides_and_no_value(small_county: County) -> None:
    figure = indicators.FIGURES.get("membership.unqualified_share")
    within = Q(place_code="519999100203")
    reading = indicators.read([figure], small_county.code, small_county.as_of, within)[figure.key]
    assert (reading.numerator, reading.denominator, reading.value, reading.printed()) == (
        0,
        0,
        None,
        "暂无数据",
    )


@pytest.mark.parametrize("key", list(indicators.FIGURES))
def test_every_figure_is_named_and_defined_in_both_languages(key: str) -> None:
    figure = indicators.FIGURES.get(key)
    texts = (figure.name, figure.definition)
    assert all(text.zh and text.en and text.zh != text.en for text in texts)
    assert figure.key.startswith(figure.programme + ".")
    assert (figure.measure is None) is (figure.share is not None)


@pytest.mark.parametrize("key", list(indicators.CHECKS))
def test_every_check_is_named_and_defined_in_both_languages(key: str) -> None:
    check = indicators.CHECKS.get(key)
    assert all(text.zh and text.en and text.zh != text.en for text in (check.name, check.definition))


def test_a_key_belongs_to_its_programme() -> None:
    figure = indicators.Figure(
        key="dibao.cows",
        name=Text("牛", "Cows"),
        definition=Text("牛。", "Cows."),
        style=NumberStyle("plain"),
    )
    with pytest.raises(ValueError, match=r"sunshine\."):
        indicators.register("sunshine", [figure], [])
    assert "dibao.cows" not in indicators.FIGURES


def test_the_records_behind_a_share_are_those_of_its_numerator(small_county: County) -> None:
    figure = indicators.FIGURES.get("membership.unqualified_share")
    rows = indicators.rows_behind(figure, small_county.code, small_county.as_of)
    assert sorted(rows.values_list("name", flat=True)) == sorted(["何大林", "龙在田", "钱进"])


def test_sheets_handed_in(small_county: County) -> None:
    known = indicators.handed_in(second.COUNTY, second.AS_OF)
    assert known == {
        "dibao.roster", "dibao.removals", "dibao.additions", "dibao.gatherings",
        "family_doctor.doctors", "family_doctor.contracts", "family_doctor.services",
        "irrigation.canals", "irrigation.ponds", "irrigation.funding", "sunshine.progress",
        "membership.members", "membership.disposals",
        "silver_age.volunteers", "silver_age.elders", "silver_age.visits",
        "approvals.items", "approvals.delegations", "approvals.steps", "approvals.documents", "approvals.costs",
    }  # fmt: skip
