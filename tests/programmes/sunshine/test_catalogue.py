"""The shipped catalogue: ten aspects, eight classes and 44 numbered items of finance, every line usable; the ledger and the
duty calendar count the same open villages."""

import datetime as dt
from collections import Counter

import pytest

from datong.foundation.access import service as access
from datong.foundation.indicators import service as indicators
from datong.foundation.openness import service as openness
from datong.foundation.openness.core.catalogue import read
from datong.programmes.sunshine.enums import ASPECTS
from datong.programmes.sunshine.queries import calendar_agrees, opened
from datong.programmes.sunshine.wiring import CATALOGUE
from tests.foundation.access.walk import BAIHUA, plant_places

AS_OF = dt.date(2014, 9, 26)
COUNTY = "510626"
ITEMS = read(CATALOGUE.file)
CLASSES = {
    "财务计划": 7, "各项收入": 11, "各项支出": 10, "各项资产": 6, "各类资源": 1, "债权债务": 4, "收益分配": 6, "其他需要公开的事项": 1,
}  # fmt: skip


def test_ten_aspects_in_the_order_of_the_countys_opinion():
    assert list(dict.fromkeys(item["aspect"] for item in ITEMS)) == [key for key, *_ in ASPECTS]
    assert [each.key for each in openness.aspects_in_force(AS_OF)] == [key for key, *_ in ASPECTS]
    assert len(openness.aspects_in_force(dt.date(2015, 1, 1))) == 9  # the campaign is over


def test_finance_has_eight_classes_and_44_numbered_items():
    finance = [item for item in ITEMS if item["group_zh"] in CLASSES]
    assert Counter(item["group_zh"] for item in finance) == CLASSES
    numbered = [item for item in finance if item["key"].count(".") == 2]
    assert (len(numbered), {item["confidence"] for item in numbered}) == (44, {"L"})
    assert {item["signed"] for item in finance} == {True}
    assert {item["cycle"] for item in finance} == {"quarterly"}


def test_nine_decisions_of_article_24():
    decisions = [item for item in ITEMS if item["key"].startswith("economy.decisions.")]
    assert (len(decisions), {item["cycle"] for item in decisions}, {item["day"] for item in decisions}) == (
        9,
        {"at_once"},
        {10},
    )
    assert all("第二十四条" in item["source"] for item in decisions)


def test_party_conduct_is_totals_and_relief_is_never_wider_than_beneficiaries():
    assert {item["profile"] for item in ITEMS if item["aspect"] == "members"} == {"R3"}
    assert {
        item["profile"] for item in ITEMS if item["key"].startswith("benefits.") and item["public_days"]
    } == {"R2"}


def test_the_campaign_ends_and_nothing_cites_the_law_of_2026():
    assert {item["until"] for item in ITEMS if item["aspect"] == "campaign"} == {dt.date(2014, 12, 31)}
    assert [item["key"] for item in ITEMS if "2026" in item["source"] or not item["source"]] == []


def test_who_prepares_and_checks_has_a_name():
    desks = {
        "accountant",
        "committee",
        "party",
        "association",
        "finance_group",
        "supervision",
        "party_branch",
        "town",
    }
    assert {item[name] for item in ITEMS for name in ("prepares", "checks")} <= desks


@pytest.mark.django_db
def test_a_county_without_a_ledger_is_not_troubled():
    plant_places()
    assert opened(COUNTY, AS_OF) == {}
    openness.load_catalogue(access.console(), COUNTY, "sunshine", door="cli")
    openness.raise_duties(access.console(), COUNTY, AS_OF)
    assert calendar_agrees(COUNTY, AS_OF) == []
    starts = {(BAIHUA, key): AS_OF for key, *_ in ASPECTS}
    openness.open_aspects(access.console(), COUNTY, starts, "test")
    assert [(found.place_code, found.text.en) for found in calendar_agrees(COUNTY, AS_OF)] == [
        (BAIHUA, "百花村: open by the duty calendar, not by the ledger")
    ]
    assert (
        indicators.read([indicators.FIGURES.get("sunshine.villages_done")], COUNTY, AS_OF)[
            "sunshine.villages_done"
        ].value
        is None
    )
