"""Postings, relatives, visits, reviews, payment, arrears: what the packs ask of the offices."""

import datetime as dt
from fractions import Fraction

import pytest

from datong.programmes.dibao import rules

OLD, NEW = (rules.pack_of(dt.date(2014, 9, 26)), rules.pack_of(dt.date(2022, 3, 15)))


def test_what_postings_show() -> None:
    town, county = rules.posting_content(OLD, "town"), rules.posting_content(OLD, "county")
    assert town.shows == ("survey_result", "appraisal_result", "review_result")
    assert county.shows == ("applicant_name", "member_names", "amount")
    assert [posting.limit and posting.limit.days for posting in (town, county)] == [7, 7]
    after = rules.posting_content(NEW, "announcement")
    assert (after.shows, after.limit) == (("applicant_name", "member_count", "amount"), None)
    assert set(town.shows + county.shows + after.shows + rules.posting_content(NEW, "town").shows) == set(
        rules.POSTED
    )


def test_the_catalogues_working_days_run_beside_from_2019() -> None:
    assert rules.posting_content(OLD, "town", dt.date(2018, 12, 31)).also is None
    also = rules.posting_content(NEW, "town", dt.date(2022, 3, 15)).also
    assert also is not None
    assert (also.days, also.unit) == (7, "working")


def test_2021_has_no_county_posting_and_2012_no_announcement() -> None:
    for pack, stage in ((NEW, "county"), (OLD, "announcement")):
        with pytest.raises(rules.NotInForce):
            rules.posting_content(pack, stage)  # type: ignore[arg-type]


def test_relatives_and_visits() -> None:
    six = ("spouse", "parent", "child", "sibling", "grandparent", "grandchild")
    assert (rules.near_relative_kinds(OLD), rules.near_relative_kinds(NEW)) == (six, six)
    assert (rules.spot_check_share(OLD), rules.spot_check_share(NEW)) == (Fraction(3, 10), None)
    assert rules.mandatory_visits(OLD) == ("registered_relative", "doubtful", "reported", "other_key")
    assert rules.mandatory_visits(NEW) == ("registered_relative", "reported")


@pytest.mark.parametrize(("category", "area", "months", "due"), [
    ("A", "urban", 12, (2015, 11, 30)), ("B", "rural", 6, (2015, 5, 30)), ("C", "urban", 1, (2014, 12, 30)), ("C", "rural", 3, (2015, 2, 28)),
])  # fmt: skip
def test_reviews_of_2012(category: str, area: str, months: int, due: tuple[int, int, int]) -> None:
    found = rules.review_due(category, area, OLD, dt.date(2014, 11, 30))  # type: ignore[arg-type]
    assert (found.months, found.due, found.article.zh) == (
        months,
        dt.date(*due),
        "民发〔2012〕220号第三十三条",
    )


@pytest.mark.parametrize(("category", "due"), [("stable", (2023, 3, 15)), ("unstable", (2022, 9, 15))])
def test_reviews_of_2021(category: str, due: tuple[int, int, int]) -> None:
    assert rules.review_due(category, "rural", NEW, dt.date(2022, 3, 15)).due == dt.date(*due)


def test_a_category_of_the_other_pack_is_refused() -> None:
    assert (rules.review_categories(OLD), rules.review_categories(NEW)) == (
        ("A", "B", "C"),
        ("stable", "unstable"),
    )
    with pytest.raises(rules.UnknownParameter):
        rules.review_due("A", "rural", NEW, dt.date(2022, 3, 15))


@pytest.mark.parametrize(
    ("decided", "first"),
    [((2014, 12, 31), (2015, 1, 1)), ((2014, 11, 1), (2014, 12, 1)), ((2022, 1, 31), (2022, 2, 1))],
)
def test_payment_begins_the_month_after_the_decision(
    decided: tuple[int, int, int], first: tuple[int, int, int]
) -> None:
    assert rules.first_pay_month(dt.date(*decided)) == dt.date(*first)


def test_months_end_where_they_end() -> None:
    assert rules.add_months(dt.date(2014, 1, 31), 1) == dt.date(2014, 2, 28)
    assert rules.add_months(dt.date(2016, 2, 29), 12) == dt.date(2017, 2, 28)
    assert rules.add_months(dt.date(2014, 11, 30), -9) == dt.date(2014, 2, 28)


def test_arrears_month_by_month() -> None:
    may, june, july = (dt.date(2014, month, 1) for month in (5, 6, 7))
    found = rules.arrears(
        dt.date(2014, 5, 20),
        dt.date(2014, 7, 31),
        {may: 20000, june: 20000, july: 25000},
        {may: 20500, june: 5000},
    )
    # May was overpaid by 5.00, which is not set against June and July: 0 + 150.00 + 250.00
    assert [(line.month, line.owed) for line in found.lines] == [(may, 0), (june, 15000), (july, 25000)]
    assert found.total == 40000


def test_arrears_guess_nothing() -> None:
    with pytest.raises(KeyError):
        rules.arrears(dt.date(2014, 5, 1), dt.date(2014, 6, 1), {dt.date(2014, 5, 1): 20000}, {})
    with pytest.raises(ValueError, match="before"):
        rules.arrears(dt.date(2014, 6, 1), dt.date(2014, 5, 1), {}, {})
