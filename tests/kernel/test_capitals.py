"""Sums in capital numerals, against the examples of the rules for filling in bank papers (支付结算办法, annex 1)."""

import pytest

from datong.kernel.capitals import capital_yuan


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (140950, "人民币壹仟肆佰零玖元伍角整"),
        (600714, "人民币陆仟零柒元壹角肆分"),
        (168032, "人民币壹仟陆佰捌拾元叁角贰分"),
        (10700053, "人民币壹拾万零柒仟元伍角叁分"),
        (1640902, "人民币壹万陆仟肆佰零玖元零贰分"),
        (32504, "人民币叁佰贰拾伍元零肆分"),
        (0, "人民币零元整"),
        (5, "人民币伍分"),
        (50, "人民币伍角整"),
        (1000, "人民币壹拾元整"),
        (10000000, "人民币壹拾万元整"),
        (1000000000, "人民币壹仟万元整"),
        (10000000001, "人民币壹亿元零壹分"),
        (100010000, "人民币壹佰万零壹佰元整"),
        (10000000100, "人民币壹亿零壹元整"),
        (2000000000000, "人民币贰佰亿元整"),
        (123456789012, "人民币壹拾贰亿叁仟肆佰伍拾陆万柒仟捌佰玖拾元壹角贰分"),
    ],
)
def test_sums_in_words(fen: int, words: str) -> None:
    assert capital_yuan(fen) == words


@pytest.mark.parametrize("fen", [-1, 10**18])
def test_what_cannot_be_written(fen: int) -> None:
    with pytest.raises(ValueError, match="capitals"):
        capital_yuan(fen)
