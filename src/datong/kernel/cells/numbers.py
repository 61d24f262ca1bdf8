"""Whole numbers, decimals and money (数量、金额): integers of the smallest unit, never floats."""

from __future__ import annotations

import re
from functools import lru_cache
from math import isnan
from typing import Literal

from datong.kernel.bilingual import Text
from datong.kernel.cells.texts import Raw
from datong.kernel.refusal import BadCell
from datong.kernel.text import fold

__all__ = ["parse_decimal", "parse_integer", "parse_money"]

# A spreadsheet's numbers are doubles: beyond 2**53 they are not exact, and readers of JSON lose digits too.
_LIMIT = 2**53
_LIMIT_DIGITS = len(str(_LIMIT))

# Sign and symbol, digits, unit. Blanks are allowed between the three, not within the digits: "5 6" is not 56.
_PARTS = re.compile(r"([^0-9.,]*)([0-9.,]+)(.*)")
_DIGITS = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+|(?=\.[0-9]))(?:\.([0-9]*))?")
_SIGNS = {"": 1, "+": 1, "-": -1, "−": -1}
_MONEY_SIGNS = _SIGNS | {
    sign + symbol + after: -1 if "-" in sign + after else 1
    for symbol in ("¥", "￥", "人民币", "RMB")
    for sign, after in (("", ""), ("-", ""), ("", "-"))
}

_FEN_PLACES = {"元": 2, "万元": 6}  # 1 元 is 10**2 fen
_WRITTEN_FEN_PLACES = _FEN_PLACES | {"圆": 2, "元整": 2, "千元": 5, "万": 6, "亿": 10, "亿元": 10}

_NOT_A_NUMBER = Text(
    "不是可识别的数字，请只填数字", "Not a number that can be read; please enter digits only"
)
_NOT_A_NUMBER_OR_UNIT = Text(
    "不是可识别的数字，请只填数字，可带单位：{units}",
    "Not a number that can be read; please enter digits, if you like with a unit: {units}",
)
_NOT_WHOLE = Text(
    "应为整数，请核对小数部分", "Should be a whole number; please check the part after the point"
)
_TOO_FINE = Text("最多保留 {places} 位小数，请核对", "At most {places} decimal places; please check")
_FINER_THAN_FEN = Text(
    "金额不能细于 1 分钱，请核对小数位和单位",
    "An amount cannot be finer than one fen (0.01 yuan); check decimals and unit",
)
_TOO_LARGE = Text("数字过大，请核对数字和单位", "The number is too large; please check it and its unit")
_BAD_AMOUNT = Text(
    "不是可识别的金额，请写成 1234.50、1,234.50元 或 1.2万元",
    "Not an amount that can be read; write 1234.50, 1,234.50元 or 1.2万元",
)


def parse_integer(v: Raw, units: tuple[str, ...] = ()) -> int | None:
    """A whole number: 3, 3.0, "1,234", "３", or "3户" with 户 among `units`. Else `bad_number`.

    `units` are written half-width.
    """
    if isinstance(v, float):
        return _from_float(v, 0, _NOT_WHOLE)
    return _parse(v, 0, units, _NOT_WHOLE)


def parse_decimal(v: Raw, places: int, units: tuple[str, ...] = ()) -> int | None:
    """A number, as an integer of `10**-places`: 1.5 with one place gives 15. Else `bad_number`.

    Zeros beyond `places` are accepted, other digits are refused; what a formula's arithmetic leaves behind
    (0.30000000000000004) is taken for the number it stands for.
    """
    if isinstance(v, float):
        return _from_float(v, places, _too_fine(places))
    return _parse(v, places, units, _too_fine(places))


def parse_money(v: Raw, unit: Literal["元", "万元"] = "元") -> int | None:
    """An amount in fen. A bare number is in the column's `unit`; a unit written in the cell goes before it.

    Understands "1,234.50元", "￥1,234", "1.2万元", "3 万", "-￥5". Else `bad_number`; also for anything finer
    than a fen, and for 2**53 fen or more.
    """
    places = _FEN_PLACES[unit]
    if isinstance(v, float):
        return _from_float(v, places, _FINER_THAN_FEN)
    if isinstance(v, str):
        s = fold(v)
        return _money_from_text(s, places) if s else None
    return _parse(v, places, (), _FINER_THAN_FEN)


def _power_of_ten(places: int) -> int:
    return int(10**places)


def _parse(v: Raw, places: int, units: tuple[str, ...], too_fine: Text) -> int | None:
    if v is None:
        return None
    if isinstance(v, str):
        s = fold(v)
        return _from_text(s, places, units, too_fine) if s else None
    if isinstance(v, int) and not isinstance(v, bool):
        return _bounded(v * _power_of_ten(places))
    raise BadCell("bad_number", _not_a_number(units))


def _from_float(v: float, places: int, too_fine: Text) -> int:
    scale = _power_of_ten(places)
    scaled = v * scale
    if not -_LIMIT < scaled < _LIMIT:  # also infinity and NaN
        raise BadCell("bad_number", _NOT_A_NUMBER if isnan(v) else _TOO_LARGE)
    nearest = round(scaled)
    if nearest / scale != v and not _is_noise(abs(scaled - nearest), max(scale, abs(nearest))):
        raise BadCell("bad_number", too_fine)
    return nearest


def _is_noise(distance: float, size: int) -> bool:
    """Whether a distance (in units of the last place) is left by binary arithmetic, not typed by a person."""
    return distance <= 1e-4 and distance <= 1e-12 * size


def _from_text(s: str, places: int, units: tuple[str, ...], too_fine: Text) -> int:
    if s.isascii() and s.isdigit() and len(s) + places < _LIMIT_DIGITS:
        return int(s) * _power_of_ten(places)
    parts = _PARTS.fullmatch(s)
    if parts is None:
        raise BadCell("bad_number", _not_a_number(units))
    sign, unit = _SIGNS.get(parts[1].strip()), parts[3].strip()
    if sign is None or (unit and unit not in units):
        raise BadCell("bad_number", _not_a_number(units))
    return sign * _scaled(parts[2], places, _not_a_number(units), too_fine)


def _money_from_text(s: str, places: int) -> int:
    parts = _PARTS.fullmatch(s)
    if parts is None:
        raise BadCell("bad_number", _BAD_AMOUNT)
    sign, unit = _MONEY_SIGNS.get(parts[1].replace(" ", "").replace("−", "-")), parts[3].strip()
    written = _WRITTEN_FEN_PLACES.get(unit) if unit else places
    if sign is None or written is None:
        raise BadCell("bad_number", _BAD_AMOUNT)
    return sign * _scaled(parts[2], written, _BAD_AMOUNT, _FINER_THAN_FEN)


def _scaled(digits: str, places: int, not_a_number: Text, too_fine: Text) -> int:
    found = _DIGITS.fullmatch(digits)
    if found is None:
        raise BadCell("bad_number", not_a_number)
    whole, fraction = found[1].replace(",", "").lstrip("0"), (found[2] or "").rstrip("0")
    if len(fraction) > places:
        raise BadCell("bad_number", too_fine)
    if len(whole) > _LIMIT_DIGITS:
        raise BadCell("bad_number", _TOO_LARGE)
    return _bounded(int(whole + fraction.ljust(places, "0") or "0"))


def _bounded(scaled: int) -> int:
    if not -_LIMIT < scaled < _LIMIT:
        raise BadCell("bad_number", _TOO_LARGE)
    return scaled


@lru_cache
def _too_fine(places: int) -> Text:
    return _TOO_FINE.format(places=places) if places else _NOT_WHOLE


@lru_cache
def _not_a_number(units: tuple[str, ...]) -> Text:
    if not units:
        return _NOT_A_NUMBER
    return _NOT_A_NUMBER_OR_UNIT.format(units=Text("、".join(units), ", ".join(units)))
