"""The citizen identity number (公民身份号码), GB 11643.

Six digits area, eight birth date, three sequence, one check character. The area is not looked up: codes of
counties abolished decades ago stay valid in the numbers of the people registered there.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from operator import mul

from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.kernel.refusal import BadCell
from datong.kernel.text import fold

__all__ = ["birth_date", "check_digit", "mask", "mask_phone", "normalise", "problem", "sex"]

_SHAPE = re.compile(r"[1-9][0-9]{16}[0-9X]")
_OLD_SHAPE = re.compile(r"[0-9]{15}")
_SCIENTIFIC = re.compile(r"[0-9](\.[0-9]+)?E\+?[0-9]{2}")

# ISO 7064, MOD 11-2: the weight of a position is a power of two modulo 11.
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"
_ZEROS = ord("0") * sum(_WEIGHTS)  # what the digits' character codes add to the sum
_EARLIEST_YEAR = 1850
_PAST_BEYOND_DOUBT = 2010  # for these years the clock, the slowest part of the check, is not asked

_OLD_NUMBER = Text(
    "这是 15 位的旧号码，已停止使用，请换成 18 位公民身份号码",
    "This is an old 15-digit number, no longer in use; please replace it with the 18-character number",
)
_DIGITS_LOST = Text(
    "号码曾以数字格式保存，末几位已丢失，请把单元格设为文本格式后重新录入 18 位身份证号码",
    "The number was kept as a numeric value and its last digits are lost; "
    "format the cell as text and type all 18 characters again",
)
_WRONG_LENGTH = Text(
    "身份证号码应为 18 位，现有 {length} 位，请核对后补正",
    "An identity number has 18 characters, this one has {length}; please check and correct it",
)
_WRONG_CHARACTERS = Text(
    "身份证号码应为 17 位数字加 1 位校验码（数字或 X），首位不为 0，请核对后补正",
    "An identity number is 17 digits, the first not 0, and a check character (a digit or X); "
    "please check and correct it",
)
_NO_SUCH_BIRTHDAY = Text(
    "第 7 至 14 位不是可能的出生日期，请核对身份证号码",
    "Characters 7 to 14 are not a possible date of birth; please check the identity number",
)
_WRONG_CHECK = Text(
    "第 18 位校验码应为 {expected}，请核对身份证号码",
    "The 18th character should be {expected}; please check the identity number",
)


def normalise(raw: object) -> str:
    """The number as it is stored: half-width, no blanks, x as X. Nothing is checked; None gives ""."""
    return "" if raw is None else fold(str(raw)).replace(" ", "").upper()


def check_digit(first17: str) -> str:
    """The check character ("0" to "9" or "X") that belongs to 17 digits. Else raises ValueError."""
    if len(first17) != 17 or not (first17.isascii() and first17.isdigit()):
        raise ValueError("a check character is computed from exactly 17 digits")
    return _check_character(first17)


def _check_character(first17: str) -> str:
    return _CHECK_CHARACTERS[(sum(map(mul, _WEIGHTS, first17.encode())) - _ZEROS) % 11]


def problem(number: str) -> BadCell | None:
    """What is wrong with a normalised number, or None. The code is always `bad_check_digit`."""
    if not _SHAPE.fullmatch(number):
        return BadCell("bad_check_digit", _misshapen(number))
    born = _calendar_date(number[6:14])
    if born is None or born.year < _EARLIEST_YEAR or _lies_ahead(born):
        return BadCell("bad_check_digit", _NO_SUCH_BIRTHDAY)
    expected = _check_character(number[:17])
    if number[17] != expected:
        return BadCell("bad_check_digit", _WRONG_CHECK.format(expected=expected))
    return None


def _lies_ahead(born: date) -> bool:
    return born.year > _PAST_BEYOND_DOUBT and born > clock.today()


def _misshapen(number: str) -> Text:
    if _OLD_SHAPE.fullmatch(number):
        return _OLD_NUMBER
    if _SCIENTIFIC.fullmatch(number):
        return _DIGITS_LOST
    if len(number) != 18:
        return _WRONG_LENGTH.format(length=len(number))
    return _WRONG_CHARACTERS


@lru_cache(maxsize=65536)
def _calendar_date(digits: str) -> date | None:
    """The date of eight digits; cached, because a county has fewer birthdays than people."""
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


def birth_date(number: str) -> date:
    """Date of birth in an 18-character number. Raises ValueError when it holds none."""
    born = _calendar_date(number[6:14]) if _SHAPE.fullmatch(number) else None
    if born is None:
        raise ValueError("no date of birth in this identity number")
    return born


def sex(number: str) -> str:
    """Sex, "男" or "女": the 17th digit is odd for men. Raises ValueError for a misshapen number."""
    if not _SHAPE.fullmatch(number):
        raise ValueError("no sex in this identity number")
    return "男" if int(number[16]) % 2 else "女"


def mask(number: str) -> str:
    """A number fit for a screen: "510626********8511". Anything shorter than 15 becomes all stars."""
    if len(number) < 15:
        return "*" * len(number)
    return number[:6] + "*" * (len(number) - 10) + number[-4:]


def mask_phone(phone: str) -> str:
    """A telephone number fit for a screen: "136****4232".

    Of numbers shorter than 11 only the last two digits are shown, of those shorter than 7 none.
    """
    if len(phone) >= 11:
        return phone[:3] + "*" * (len(phone) - 7) + phone[-4:]
    shown = 2 if len(phone) >= 7 else 0
    return "*" * (len(phone) - shown) + phone[len(phone) - shown :]
