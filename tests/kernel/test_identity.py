"""GB 11643. 11010519491231002X, 440524188001010014 and 34052419800101001X are the standard's own examples."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datong.kernel import clock, identity

# 5*7+1*9+0+6*5+2*8+6*4+1*2+9*1+9*6+0+0+1*9+0+1*5+8*8+5*4+1*2 = 279; 279 mod 11 = 4; the character for 4 is 8
LUOJIANG = "510626199001018518"
STANDARD = ["11010519491231002X", "440524188001010014", "34052419800101001X"]

_POWERS = [pow(2, 17 - i, 11) for i in range(18)]


def _checksum(number: str) -> int:
    """ISO 7064 MOD 11-2, the check character included: 1 for a sound number."""
    return sum(w * (10 if c == "X" else int(c)) for w, c in zip(_POWERS, number, strict=True)) % 11


@st.composite
def numbers(draw: st.DrawFn) -> str:
    born = draw(st.dates(date(1850, 1, 1), date(2014, 9, 26)))
    first17 = f"{draw(st.integers(100000, 999999))}{born:%Y%m%d}{draw(st.integers(0, 999)):03d}"
    return next(first17 + c for c in "0123456789X" if _checksum(first17 + c) == 1)


@pytest.mark.parametrize("number", [LUOJIANG, *STANDARD])
def test_sound_numbers(number: str) -> None:
    assert identity.problem(number) is None
    assert identity.check_digit(number[:17]) == number[17]


@given(numbers())
def test_every_sound_number_is_accepted(number: str) -> None:
    assert identity.problem(number) is None
    assert identity.birth_date(number).strftime("%Y%m%d") == number[6:14]


@given(numbers(), st.integers(0, 16), st.integers(1, 9))
def test_any_one_wrong_digit_is_found(number: str, place: int, shift: int) -> None:
    wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    bad = identity.problem(wrong)
    assert bad is not None
    assert bad.code == "bad_check_digit"


@given(numbers(), st.integers(0, 15))
def test_two_exchanged_digits_are_found(number: str, place: int) -> None:
    a, b = number[place], number[place + 1]
    exchanged = number[:place] + b + a + number[place + 2 :]
    assert (identity.problem(exchanged) is None) == (a == b)


@pytest.mark.parametrize(
    ("number", "zh", "en"),
    [
        ("510626199001018511", "第 18 位校验码应为 8", "The 18th character should be 8"),
        ("110105194912310021", "第 18 位校验码应为 X", "The 18th character should be X"),
        ("510626900101851", "15 位的旧号码", "old 15-digit number"),
        ("51062619900101851", "现有 17 位", "this one has 17"),
        ("5106261990010185188", "现有 19 位", "this one has 19"),
        ("51062619900101851A", "17 位数字加 1 位校验码", "17 digits"),
        ("010626199001018518", "首位不为 0", "the first not 0"),
        ("510626199002308518", "出生日期", "date of birth"),
        ("510626199013018518", "出生日期", "date of birth"),
        ("510626184901018518", "出生日期", "date of birth"),
        ("5.10626E+17", "末几位已丢失", "last digits are lost"),
    ],
)
def test_the_sentence_says_what_is_wrong(number: str, zh: str, en: str) -> None:
    bad = identity.problem(number)
    assert bad is not None
    assert bad.code == "bad_check_digit"
    assert zh in bad.text.zh
    assert en in bad.text.en


@pytest.mark.parametrize(
    "number", ["510626199001018511", "510626199002308518", "510626900101851", "51062619900101851A"]
)
def test_the_sentence_never_repeats_the_number(number: str) -> None:
    bad = identity.problem(number)
    assert bad is not None
    for part in (number, number[:6], number[6:14], number[-4:]):
        assert part not in bad.text.zh + bad.text.en


def test_nobody_is_born_tomorrow() -> None:
    # 35+9+0+30+16+24 + 4+0+6+12+0+81+20+35 + 0+0+2 = 274; 274 mod 11 = 10; the character for 10 is 2
    number = "510626201409270012"
    with clock.override(datetime(2014, 9, 26, 12, tzinfo=UTC)):
        assert identity.problem(number) is not None
    with clock.override(datetime(2014, 9, 27, 12, tzinfo=UTC)):
        assert identity.problem(number) is None


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (" 11010519491231002x\n", "11010519491231002X"),
        ("１１０１０５１９４９１２３１００２ｘ", "11010519491231002X"),
        ("110105 19491231 002X", "11010519491231002X"),
        (None, ""),
        (510626900101851, "510626900101851"),
    ],
)
def test_normalise(raw: object, expected: str) -> None:
    assert identity.normalise(raw) == expected


@pytest.mark.parametrize(
    "digits", ["", "1234567890123456", "1234567890123456X", "１２３４５６７８９０１２３４５６７"]
)
def test_a_check_character_needs_seventeen_digits(digits: str) -> None:
    with pytest.raises(ValueError, match="17 digits"):
        identity.check_digit(digits)


def test_birth_date_and_sex() -> None:
    assert identity.birth_date(LUOJIANG) == date(1990, 1, 1)
    assert identity.sex(LUOJIANG) == "男"
    assert identity.sex("11010519491231002X") == "女"


@pytest.mark.parametrize("number", ["", "510626900101851", "X" * 18])
def test_a_misshapen_number_has_neither(number: str) -> None:
    with pytest.raises(ValueError, match="no date of birth"):
        identity.birth_date(number)
    with pytest.raises(ValueError, match="no sex"):
        identity.sex(number)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("510626199001018511", "510626********8511"),
        ("11010519491231002X", "110105********002X"),
        ("510626900101851", "510626*****1851"),
        ("51062619900101", "**************"),
        ("张三", "**"),
        ("", ""),
    ],
)
def test_mask(number: str, expected: str) -> None:
    assert identity.mask(number) == expected


@pytest.mark.parametrize(
    ("phone", "expected"),
    [
        ("13612344232", "136****4232"),
        ("0838-3123456", "083*****3456"),
        ("3123456", "*****56"),
        ("12345", "*****"),
        ("", ""),
    ],
)
def test_mask_phone(phone: str, expected: str) -> None:
    assert identity.mask_phone(phone) == expected


@given(st.text(max_size=30))
def test_masks_keep_the_length_and_hide_five_characters_or_more(s: str) -> None:
    assert len(identity.mask(s)) == len(s)
    assert identity.mask(s).count("*") >= min(len(s), 5)
    assert len(identity.mask_phone(s)) == len(s)
    assert identity.mask_phone(s).count("*") >= min(len(s), 4)
