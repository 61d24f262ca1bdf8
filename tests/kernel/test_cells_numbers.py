"""Whole numbers, decimals and money."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datong.kernel.bilingual import Text
from datong.kernel.cells import BadCell, Raw, parse_decimal, parse_integer, parse_money

UNITS = ("人", "户")
FEN = st.integers(-(2**53) + 1, 2**53 - 1)


def refusal(parse: Callable[[], object]) -> BadCell:
    with pytest.raises(BadCell) as caught:
        parse()
    assert caught.value.code == "bad_number"
    return caught.value


@pytest.mark.parametrize(
    ("v", "expected"),
    [
        (3, 3),
        (3.0, 3),
        (0.0, 0),
        (-3.0, -3),
        (2.9999999999999996, 3),
        (9007199254740991.0, 9007199254740991),
        ("3", 3),
        ("007", 7),
        ("３", 3),
        ("1,234", 1234),
        ("１，２３４", 1234),
        ("1,234,567", 1234567),
        ("3.0", 3),
        ("3.00", 3),
        ("-3", -3),
        ("−3", -3),
        ("－3", -3),
        ("+3", 3),
        ("3人", 3),
        (" 3 户\n", 3),
        ("1,234人", 1234),
    ],
)
def test_integer(v: Raw, expected: int) -> None:
    assert parse_integer(v, UNITS) == expected


@pytest.mark.parametrize(
    ("v", "zh"),
    [
        ("3.5", "整数"),
        (3.5, "整数"),
        (3.001, "整数"),
        (float("nan"), "数字"),
        (float("inf"), "过大"),
        (float("-inf"), "过大"),
        (9007199254740992.0, "过大"),
        (2**53, "过大"),
        ("9007199254740992", "过大"),
        ("9" * 5000, "过大"),
        (True, "数字"),
        (date(2014, 7, 3), "数字"),
        ("三人", "数字"),
        ("5 6", "数字"),
        ("1,23", "数字"),
        ("12,34,567", "数字"),
        ("1.2.3", "数字"),
        (".", "数字"),
        (",", "数字"),
        ("-", "数字"),
        ("--3", "数字"),
        ("约3", "数字"),
        ("3件", "数字"),
        ("3人左右", "数字"),
        ("1e3", "数字"),
        ("٣", "数字"),
        ("²", "数字"),
        ("#N/A", "数字"),
    ],
)
def test_not_an_integer(v: Raw, zh: str) -> None:
    assert zh in refusal(lambda: parse_integer(v, UNITS)).text.zh


def test_the_allowed_units_are_named() -> None:
    assert refusal(lambda: parse_integer("3件", UNITS)).text == Text(
        "不是可识别的数字，请只填数字，可带单位：人、户",
        "Not a number that can be read; please enter digits, if you like with a unit: 人, 户",
    )
    assert refusal(lambda: parse_integer("3件")).text.zh == "不是可识别的数字，请只填数字"


@pytest.mark.parametrize(
    ("v", "places", "expected"),
    [
        (1.5, 1, 15),
        (1.5, 3, 1500),
        (2, 1, 20),
        ("1.5", 1, 15),
        ("1.50", 1, 15),
        ("1.5000000", 1, 15),
        (".5", 1, 5),
        ("5.", 1, 50),
        ("0", 2, 0),
        ("-0.05", 2, -5),
        ("1,234.5", 1, 12345),
        ("１．５", 1, 15),
        ("1.5 千米", 1, 15),
        (0.1 + 0.2, 1, 3),
        (0.1 + 0.2, 2, 30),
        (1.1 * 3, 1, 33),
        (1.1, 2, 110),
        (0.3 - 0.1 - 0.2, 2, 0),
        (sum([0.1] * 1000), 1, 1000),
        (12345678901234.56, 2, 1234567890123456),
    ],
)
def test_decimal(v: Raw, places: int, expected: int) -> None:
    assert parse_decimal(v, places, ("千米",)) == expected


@pytest.mark.parametrize(
    ("v", "places", "zh"),
    [
        (1.55, 1, "最多保留 1 位小数"),
        ("1.55", 1, "最多保留 1 位小数"),
        ("1.0000001", 2, "最多保留 2 位小数"),
        (1.0000001, 2, "最多保留 2 位小数"),
        (1234567890123.456, 2, "最多保留 2 位小数"),
        (1.5, 0, "整数"),
        (1e300, 2, "过大"),
        ("1.5%", 2, "数字"),
        (float("nan"), 2, "数字"),
    ],
)
def test_not_a_decimal(v: Raw, places: int, zh: str) -> None:
    assert zh in refusal(lambda: parse_decimal(v, places)).text.zh


@pytest.mark.parametrize(
    ("v", "unit", "expected"),
    [
        (1234.5, "元", 123450),
        (1234, "元", 123400),
        (0.1 + 0.2, "元", 30),
        (0.07, "元", 7),
        (74992.0, "元", 7499200),
        ("1,234.50元", "元", 123450),
        ("￥1,234", "元", 123400),
        ("¥1234.5", "元", 123450),
        ("￥ 1,234 元", "元", 123400),
        ("人民币200元", "元", 20000),
        ("200元整", "元", 20000),
        ("-￥5", "元", -500),
        ("￥-5", "元", -500),
        ("-5", "元", -500),
        ("−￥5", "元", -500),
        ("1.2万元", "元", 1200000),
        ("3 万", "元", 3000000),
        ("３　万", "元", 3000000),
        ("0.000001万元", "元", 1),
        ("2亿元", "元", 20_000_000_000),
        ("5千元", "元", 500000),
        ("１，２３４．５０", "元", 123450),
        (2000, "万元", 2000000000),
        (2000.0, "万元", 2000000000),
        (1.2, "万元", 1200000),
        ("2000", "万元", 2000000000),
        ("1.2", "万元", 1200000),
        ("200元", "万元", 20000),
        ("3万元", "万元", 3000000),
        ("90071992547409.91", "元", 9007199254740991),
    ],
)
def test_money(v: Raw, unit: Literal["元", "万元"], expected: int) -> None:
    assert parse_money(v, unit) == expected


@pytest.mark.parametrize(
    ("v", "unit", "zh"),
    [
        (0.001, "元", "1 分钱"),
        ("0.001", "元", "1 分钱"),
        ("1.23456789万元", "元", "1 分钱"),
        (1.23456789, "万元", "1 分钱"),
        ("90071992547409.92", "元", "过大"),
        (90071992547409.92, "元", "过大"),
        (10**14, "元", "过大"),
        ("99999999亿元", "元", "过大"),
        (float("nan"), "元", "数字"),
        (float("-inf"), "元", "过大"),
        (True, "元", "数字"),
        ("三百元", "元", "金额"),
        ("3元5角", "元", "金额"),
        ("100美元", "元", "金额"),
        ("$100", "元", "金额"),
        ("-￥-5", "元", "金额"),
        ("1,23元", "元", "金额"),
        ("100-200元", "元", "金额"),
        ("元", "元", "金额"),
    ],
)
def test_not_money(v: Raw, unit: Literal["元", "万元"], zh: str) -> None:
    assert zh in refusal(lambda: parse_money(v, unit)).text.zh


@given(FEN)
def test_every_amount_however_it_is_written(fen: int) -> None:
    yuan = Decimal(fen).scaleb(-2)
    for text in (f"{yuan:f}", f"{yuan:,f}元", f"￥{yuan:f}", f"{Decimal(fen).scaleb(-6):f}万元"):
        assert parse_money(text) == fen


@given(st.integers(-(10**13), 10**13))
def test_every_amount_in_a_numeric_cell(fen: int) -> None:
    assert parse_money(fen / 100) == fen
    assert parse_money(fen / 1_000_000, "万元") == fen


@given(st.integers(-(10**11), 10**11), st.integers(1, 9))
def test_a_tenth_of_a_fen_is_never_rounded_away(fen: int, tenth: int) -> None:
    finer = 10 * fen + tenth
    assert "1 分钱" in refusal(lambda: parse_money(f"{Decimal(finer).scaleb(-3):f}")).text.zh
    assert "1 分钱" in refusal(lambda: parse_money(finer / 1000)).text.zh


@given(FEN)
def test_every_integer_in_every_form(n: int) -> None:
    forms: list[Raw] = [n, float(n), str(n), f"{n:,}", f"{n} 户", f"{n}.0"]
    assert [parse_integer(form, UNITS) for form in forms] == [n] * 6


@given(st.integers(-(10**9), 10**9), st.integers(0, 5))
def test_decimals_in_every_form(scaled: int, places: int) -> None:
    value = Decimal(scaled).scaleb(-places)
    forms: list[Raw] = [float(value), f"{value:f}", f"{value:,f}", f"{value:f}千米"]
    assert [parse_decimal(form, places, ("千米",)) for form in forms] == [scaled] * 4
