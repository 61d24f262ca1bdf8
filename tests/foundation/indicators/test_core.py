"""How a figure is explained: long division, the way of a share, the exact number."""

from decimal import Decimal

import pytest

from datong.foundation.indicators.core import Cut, exact_text, printing_rule, quotient, share_arithmetic
from datong.kernel.bilingual import Text
from datong.kernel.numerals import NumberStyle

HOUSEHOLDS = Text("户", "household|households")


@pytest.mark.parametrize(
    ("numerator", "denominator", "shown"),
    [
        (145, 10431, "1.390087…"),
        (38, 252, "15.079365…"),
        (1, 2, "50"),
        (1, 8, "12.5"),
        (2, 3, "66.666666…"),
        (0, 7, "0"),
        (1, 1, "100"),
        (Decimal("1.5"), 3, "50"),
        (1, 100_000_000, "0.000001"),
        (1, 300_000_000, "0.000000…"),
        (-1, 8, "-12.5"),
    ],
)
def test_long_division_rounds_nothing(numerator: int, denominator: int, shown: str) -> None:
    assert quotient(numerator, denominator) == shown


def test_division_by_nothing_is_an_error() -> None:
    with pytest.raises(ZeroDivisionError):
        quotient(1, 0)


def test_the_way_of_a_cut_share() -> None:
    way = share_arithmetic(145, 10431, Cut(2, "floor"), "1.39%", Text("1.39%", "1.39%"))
    assert way.zh == "145 ÷ 10,431 × 100 = 1.390087…，截去 2 位小数以后的部分，得 1.39%，写作 1.39%。"
    assert way.en == "145 ÷ 10,431 × 100 = 1.390087…; cut after 2 decimals: 1.39%; printed as 1.39%."


def test_the_way_of_a_rounded_share() -> None:
    way = share_arithmetic(2, 3, Cut(1, "half_up"), "66.7%", Text("66.7%", "66.7%"))
    assert way.zh == "2 ÷ 3 × 100 = 66.666666…，四舍五入到 1 位小数，得 66.7%，写作 66.7%。"


def test_a_whole_number_cut() -> None:
    assert Cut(0, "floor").words == Text("截去小数", "cut to a whole number")


@pytest.mark.parametrize(
    ("value", "style", "zh", "en"),
    [
        (8851, NumberStyle("plain", HOUSEHOLDS), "8,851 户", "8,851 households"),
        (1, NumberStyle("plain", HOUSEHOLDS), "1 户", "1 household"),
        (None, NumberStyle("plain", HOUSEHOLDS), "–", "–"),
        (Decimal("15.07"), NumberStyle("percent", digits=2), "15.07%", "15.07%"),
        (2000, NumberStyle("plain", Text("万元", "yuan"), en_factor=10_000), "2,000 万元", "20,000,000 yuan"),
        (2015, NumberStyle("plain", Text("年", ""), group=False), "2015 年", "2015"),
    ],
)
def test_the_exact_number(value: int | Decimal | None, style: NumberStyle, zh: str, en: str) -> None:
    assert exact_text(value, style) == Text(zh, en)


def test_only_shortened_numbers_need_a_rule() -> None:
    assert printing_rule(NumberStyle("plain", HOUSEHOLDS)) is None
    over = printing_rule(NumberStyle("over", HOUSEHOLDS, step=100))
    assert over is not None
    assert "100 的整倍数" in over.zh
    wan = printing_rule(NumberStyle("wan", HOUSEHOLDS, digits=2))
    assert wan is not None
    assert wan.zh == "以万计，截去 2 位小数以后的部分，末尾的零不写；不满一万写原数。"
