"""Text and identity numbers (文本、身份证号码)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TypeAlias

from datong.kernel import identity
from datong.kernel.bilingual import Text
from datong.kernel.refusal import BadCell
from datong.kernel.text import tidy

__all__ = ["Raw", "parse_identity", "parse_text"]

Raw: TypeAlias = str | float | int | bool | date | datetime | time | timedelta | None

_WHOLE_FLOATS = 1e16  # beyond this repr() of a float turns to exponents

_NUMERIC_CELL = Text(
    "单元格是数字格式，身份证号码的末几位已丢失，请把单元格设为文本格式后重新录入 18 位号码",
    "The cell is numeric and the last digits of the identity number are lost; "
    "format the cell as text and type all 18 characters again",
)
_DATE_CELL = Text(
    "单元格是日期，不是身份证号码，请把单元格设为文本格式后重新录入 18 位号码",
    "The cell holds a date, not an identity number; format the cell as text and type all 18 characters",
)


def parse_text(v: Raw) -> str | None:
    """Text without stray blanks, line breaks and invisible marks; its characters, also full-width ones, stay.

    A numeric cell gives what the sheet shows (12.0 gives "12"), a date cell gives ISO 8601.
    """
    if isinstance(v, str):
        return tidy(v) or None
    return None if v is None else _as_shown(v)


def _as_shown(v: float | bool | date | time | timedelta) -> str:
    if isinstance(v, bool):
        return "TRUE" if v else "FALSE"
    if isinstance(v, float) and v.is_integer() and abs(v) < _WHOLE_FLOATS:
        return str(int(v))
    if isinstance(v, datetime):
        return v.date().isoformat() if v.time() == time() else v.isoformat(sep=" ", timespec="seconds")
    return str(v)


def parse_identity(v: Raw) -> str | None:
    """An 18-character identity number, checked: half-width, without blanks, X as a capital.

    Refused with `bad_check_digit`: a numeric cell (a spreadsheet keeps 15 digits, the rest is gone), an old
    15-digit number, a wrong length, an impossible date of birth, a wrong check character.
    """
    if isinstance(v, str):
        return v if identity.problem(v) is None else _identity_in_disguise(v)
    if v is None:
        return None
    raise BadCell("bad_check_digit", _NUMERIC_CELL if isinstance(v, (int, float)) else _DATE_CELL)


def _identity_in_disguise(v: str) -> str | None:
    """A number typed with blanks, full-width digits or a small x; None for blanks, else the refusal."""
    number = identity.normalise(v)
    if number and (bad := identity.problem(number)) is not None:
        raise bad
    return number or None
