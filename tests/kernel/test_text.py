from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from datong.kernel.text import bigrams, fold, heading_key, name_key, neutralise, restore, tidy

CELLS = st.text(st.one_of(st.characters(), st.sampled_from("'=+-@\t\r\n＝＋－＠ \u3000\u00a0\u200b（）Ａ１")))


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("百花村", "百花村"),
        ("", ""),
        (" \u3000\n\u00a0", ""),
        ("１２３ＡＢｃ（）", "123ABc()"),
        ("镇\n（街道）", "镇 (街道)"),
        ("  调元镇 \r\n  百花村\u3000", "调元镇 百花村"),
        ("张\u200b三\ufeff", "张三"),
        ("\u00a0王\u00a0 五", "王 五"),
        ("～！＠", "~!@"),
        ("，。、；", ",。、;"),  # only the full-width forms of ASCII are folded
        ("￥5", "￥5"),
    ],
)
def test_fold(raw: str, expected: str) -> None:
    assert fold(raw) == expected


@pytest.mark.parametrize(
    "ideograph", ["\uf9d1", "\uf900", "\ufa0e", "\U0002f800", "𠮷", "䶮", "㐂", "葛\U000e0100"]
)
def test_no_ideograph_is_altered(ideograph: str) -> None:
    assert tidy(ideograph) == fold(ideograph) == name_key(ideograph) == heading_key(ideograph) == ideograph


def test_combining_marks_are_not_composed() -> None:
    assert fold("e\u0301") == "e\u0301"


def test_tidy_keeps_full_width_characters() -> None:
    assert tidy(" 实施方案（试行），\n共１０条\u200b ") == "实施方案（试行）， 共１０条"


@given(CELLS)
def test_folding_twice_changes_nothing(s: str) -> None:
    for key in (tidy, fold, heading_key, name_key):
        assert key(key(s)) == key(s)


@given(CELLS)
def test_folded_text_has_single_blanks_only(s: str) -> None:
    folded = fold(s)
    assert folded == folded.strip()
    assert "  " not in folded
    assert not any(c.isspace() and c != " " for c in folded)
    assert not any("\uff01" <= c <= "\uff5e" for c in folded)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("身份证\n号码", "身份证号码"),
        (" 镇 （街道） ", "镇(街道)"),
        ("村【社区】", "村(社区)"),
        ("村［居］", "村(居)"),
        ("村〔居〕", "村(居)"),
        ("“阳光行动”", "阳光行动"),
        ("'三资'「三务」", "三资三务"),
        ("ID Number", "idnumber"),
        ("ＩＤ", "id"),
    ],
)
def test_heading_key(raw: str, expected: str) -> None:
    assert heading_key(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("张 三", "张三"),
        ("买买提·艾力", "买买提艾力"),
        ("买买提•艾力", "买买提艾力"),
        ("买买提．艾力", "买买提艾力"),
        ("买买提・艾力", "买买提艾力"),
        ("li si", "LISI"),
    ],
)
def test_name_key(raw: str, expected: str) -> None:
    assert name_key(raw) == expected


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("", []),
        (" ", []),
        ("王", ["王"]),
        ("王五", ["王五"]),
        ("百花村", ["百花", "花村"]),
        ("张三 a1", ["张三", "三A", "A1"]),
        ("5106", ["51", "10", "06"]),
        ("哈哈哈", ["哈哈", "哈哈"]),
    ],
)
def test_bigrams(raw: str, expected: list[str]) -> None:
    assert bigrams(raw) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+86", "'+86"),
        ("-5", "'-5"),
        ("@cmd", "'@cmd"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("＝1", "'＝1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠x", "'＠x"),
        ("'=1", "''=1"),
        ("''-", "'''-"),
        ("'abc", "'abc"),
        ("'", "'"),
        ("百花村", "百花村"),
        ("a=1", "a=1"),
        ("", ""),
    ],
)
def test_neutralise_and_restore(cell: str, expected: str) -> None:
    assert neutralise(cell) == expected
    assert restore(expected) == cell


@given(CELLS)
@example("'''=")
def test_restore_is_the_inverse_of_neutralise(s: str) -> None:
    neutral = neutralise(s)
    assert restore(neutral) == s
    assert neutral[:1] not in set("=+-@\t\r＝＋－＠")


@given(CELLS, CELLS)
def test_different_cells_stay_different(a: str, b: str) -> None:
    assert (neutralise(a) == neutralise(b)) == (a == b)
