"""Number styles; the article's printed numbers are the examples."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datong.kernel.bilingual import Text
from datong.kernel.numerals import (
    NumberStyle,
    Rounding,
    chinese_date,
    english_date,
    group,
    round_ratio,
)

HOUSEHOLDS = NumberStyle("plain", Text("户", "household|households"))
DOCTORS = NumberStyle("over", Text("名", "doctors"), step=100)
PAIRS = NumberStyle("wan", Text("对", "pairs"), digits=2)
SERVICES = NumberStyle("wan", Text("人次", "services"), digits=1)
ITEMS = NumberStyle("over", Text("项", "items"), step=10)
VISITS = NumberStyle("over", Text("人次", "visits"), step=50)
INVESTMENT = NumberStyle("plain", Text("万元", "yuan"), en_factor=10_000)
YEAR = NumberStyle("plain", Text("年", ""), group=False)


@pytest.mark.parametrize(
    ("style", "value", "zh", "en"),
    [
        (HOUSEHOLDS, 8851, "8851户", "8,851 households"),
        (HOUSEHOLDS, 647, "647户", "647 households"),
        (HOUSEHOLDS, 1, "1户", "1 household"),
        (HOUSEHOLDS, 0, "0户", "0 households"),
        (NumberStyle("plain", Text("人", "people")), 14296, "14296人", "14,296 people"),
        (DOCTORS, 306, "300余名", "over 300 doctors"),
        (PAIRS, 10412, "1.04万对", "10,412 pairs"),
        (SERVICES, 74180, "7.4万人次", "74,180 services"),
        (ITEMS, 14, "10余项", "over 10 items"),
        (VISITS, 3356, "3350余人次", "over 3,350 visits"),
        (INVESTMENT, 2000, "2000万元", "20,000,000 yuan"),
        (NumberStyle("plain", Text("千米", "km")), 109, "109千米", "109 km"),
        (YEAR, 2015, "2015年", "2015"),
        (NumberStyle("plain", Text("元", "yuan")), 74992, "74992元", "74,992 yuan"),
        (NumberStyle("grouped", Text("元", "yuan")), 74992, "74,992元", "74,992 yuan"),
        (NumberStyle("percent", digits=2), Decimal("1.39"), "1.39%", "1.39%"),
        (NumberStyle("percent", digits=2), Decimal("15.07"), "15.07%", "15.07%"),
        (NumberStyle("percent", digits=1), Decimal("14.22"), "14.2%", "14.2%"),
        (NumberStyle("percent"), 47, "47%", "47%"),
    ],
)
def test_the_article_s_numbers(style: NumberStyle, value: int | Decimal, zh: str, en: str) -> None:
    assert style.show(value, "zh") == zh
    assert style.show(value, "en") == en


@pytest.mark.parametrize(
    ("style", "value", "zh", "en"),
    [
        (INVESTMENT, Decimal("0.5"), "0万元", "5,000 yuan"),
        (DOCTORS, 300, "300名", "300 doctors"),
        (DOCTORS, 301, "300余名", "over 300 doctors"),
        (DOCTORS, 100, "100名", "100 doctors"),
        (DOCTORS, 99, "99名", "99 doctors"),
        (DOCTORS, 0, "0名", "0 doctors"),
        (DOCTORS, -306, "-306名", "-306 doctors"),
        (DOCTORS, Decimal("300.5"), "300余名", "over 300 doctors"),
        (DOCTORS, Decimal("300.0"), "300名", "300 doctors"),
        (PAIRS, 9999, "9999对", "9,999 pairs"),
        (PAIRS, 10000, "1万对", "10,000 pairs"),
        (PAIRS, 20000, "2万对", "20,000 pairs"),
        (PAIRS, 10999, "1.09万对", "10,999 pairs"),
        (PAIRS, 1000000, "100万对", "1,000,000 pairs"),
        (PAIRS, -20000, "-2万对", "-20,000 pairs"),
        (PAIRS, Decimal("12345.50"), "1.23万对", "12,345.5 pairs"),
        (
            NumberStyle("wan", Text("对", "pairs"), digits=2, rounding="half_up"),
            10450,
            "1.05万对",
            "10,450 pairs",
        ),
        (NumberStyle("percent", digits=2), Decimal("15.1"), "15.10%", "15.10%"),
        (NumberStyle("percent", digits=8), Decimal("0.00000001"), "0.00000001%", "0.00000001%"),
        (NumberStyle("plain", Text("千米", "km"), digits=1), Decimal("109.38"), "109.3千米", "109.3 km"),
        (NumberStyle("plain", Text("千米", "km"), digits=1), Decimal("1109.38"), "1109.3千米", "1,109.3 km"),
    ],
)
def test_at_the_edges(style: NumberStyle, value: int | Decimal, zh: str, en: str) -> None:
    assert style.show(value, "zh") == zh
    assert style.show(value, "en") == en


@pytest.mark.parametrize(
    "style", [HOUSEHOLDS, DOCTORS, PAIRS, NumberStyle("percent"), NumberStyle("grouped")]
)
def test_no_data_is_said_in_words(style: NumberStyle) -> None:
    assert style.show(None, "zh") == "暂无数据"
    assert style.show(None, "en") == "no data"


def test_languages_are_told_apart_by_prefix() -> None:
    assert HOUSEHOLDS.show(8851, "en-gb") == "8,851 households"
    assert HOUSEHOLDS.show(8851, "zh-hans") == "8851户"


def test_a_style_without_sense_is_refused() -> None:
    with pytest.raises(ValueError, match="step"):
        NumberStyle("over", step=0)
    with pytest.raises(ValueError, match="digits"):
        NumberStyle("plain", digits=-1)


@pytest.mark.parametrize(
    ("numerator", "denominator", "digits", "rounding", "expected"),
    [
        (3800, 252, 2, "floor", "15.07"),  # 15.0793...
        (3800, 252, 2, "half_up", "15.08"),
        (3400, 239, 2, "floor", "14.22"),  # 14.2259...
        (3400, 239, 1, "floor", "14.2"),
        (6700, 141, 0, "floor", "47"),  # 47.517...
        (6700, 141, 0, "half_up", "48"),
        (14500, 10431, 2, "floor", "1.39"),  # 1.39008...
        (1, 2, 0, "half_up", "1"),
        (-1, 2, 0, "half_up", "-1"),
        (1, -2, 0, "half_up", "-1"),
        (-1, 3, 1, "floor", "-0.4"),
        (-1, 3, 1, "half_up", "-0.3"),
        (-1, -3, 1, "floor", "0.3"),
        (0, 5, 2, "floor", "0.00"),
        (10, 1, 3, "floor", "10.000"),
        (10**40 + 1, 1, 1, "floor", "1" + "0" * 39 + "1.0"),
    ],
)
def test_round_ratio(
    numerator: int, denominator: int, digits: int, rounding: Rounding, expected: str
) -> None:
    assert str(round_ratio(numerator, denominator, digits, rounding)) == expected


def test_round_ratio_refuses_nonsense() -> None:
    with pytest.raises(ZeroDivisionError):
        round_ratio(1, 0, 2, "floor")
    with pytest.raises(ValueError, match="digits"):
        round_ratio(1, 3, -1, "floor")


@given(st.integers(), st.integers().filter(bool), st.integers(0, 6))
def test_round_ratio_is_the_nearest_as_declared(numerator: int, denominator: int, digits: int) -> None:
    exact, unit = Fraction(numerator, denominator), Fraction(1, 10**digits)
    floored = Fraction(round_ratio(numerator, denominator, digits, "floor"))
    nearest = Fraction(round_ratio(numerator, denominator, digits, "half_up"))
    assert floored <= exact < floored + unit
    assert abs(nearest - exact) <= unit / 2
    assert abs(nearest - exact) < unit / 2 or abs(nearest) > abs(exact)


@given(st.integers(-(10**12), 10**12), st.integers(0, 8), st.integers(0, 4))
def test_round_ratio_agrees_with_decimal(scaled: int, places: int, digits: int) -> None:
    with localcontext(prec=60):
        value, unit = Decimal(scaled) / 10**places, Decimal(1).scaleb(-digits)
        assert round_ratio(scaled, 10**places, digits, "half_up") == value.quantize(unit, ROUND_HALF_UP)
        assert round_ratio(scaled, 10**places, digits, "floor") == value.quantize(unit, ROUND_FLOOR)


@given(st.integers(0, 10**9), st.sampled_from([10, 50, 100, 1000]))
def test_over_never_promises_too_much(value: int, step: int) -> None:
    shown = NumberStyle("over", Text("名", "people"), step=step).show(value, "zh")
    number = int(shown.removesuffix("名").removesuffix("余"))
    assert number <= value < number + step
    assert ("余" in shown) == (value > number)
    assert number == value or number % step == 0


@given(st.integers(10_000, 10**12), st.integers(0, 4))
def test_wan_floors_within_its_digits(value: int, digits: int) -> None:
    shown = NumberStyle("wan", Text("对", "pairs"), digits=digits).show(value, "zh")
    number = shown.removesuffix("万对")
    assert 0 <= value - Fraction(number) * 10_000 < Fraction(10_000, 10**digits)
    assert not ("." in number and number.endswith(("0", ".")))


@given(st.integers(-(10**15), 10**15))
def test_plain_numbers_can_be_read_back(value: int) -> None:
    assert int(HOUSEHOLDS.show(value, "zh").removesuffix("户")) == value
    assert int(HOUSEHOLDS.show(value, "en").split()[0].replace(",", "")) == value


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (8851, "8,851"),
        (0, "0"),
        (999, "999"),
        (1000000, "1,000,000"),
        (-1234, "-1,234"),
        (Decimal("1234.50"), "1,234.50"),
    ],
)
def test_group(number: int | Decimal, expected: str) -> None:
    assert group(number) == expected


def test_dates() -> None:
    assert chinese_date(date(2014, 9, 26)) == "2014年9月26日"
    assert english_date(date(2014, 9, 26)) == "26 September 2014"
    months = ", ".join(english_date(date(2015, m, 1))[2:5] for m in range(1, 13))
    assert months == "Jan, Feb, Mar, Apr, May, Jun, Jul, Aug, Sep, Oct, Nov, Dec"
