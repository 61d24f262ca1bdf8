"""How lists write numbers, days, money, plates (写法), and what each writing means. Blank is None; nonsense raises ValueError."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal, InvalidOperation

from datong.kernel.identity import normalise, problem
from datong.kernel.text import fold, name_key

__all__ = [
    "Cell",
    "DigitsLost",
    "day",
    "fen",
    "identity",
    "is_identity",
    "looks_lost",
    "name",
    "plate",
    "sex",
    "text_of",
    "valid_identity",
]

Cell = object
_EIGHTEEN = re.compile(r"[1-9][0-9]{16}[0-9X]")
_FIFTEEN = re.compile(r"[1-9][0-9]{14}")
_SCIENTIFIC = re.compile(r"[0-9](\.[0-9]+)?E\+?1[0-9]", re.IGNORECASE)
_DAY = re.compile(r"([12][0-9]{3})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*日?(?:[ T].*)?")
_DIGITS = re.compile(r"([12][0-9]{3})([01][0-9])([0-3][0-9])")
_MONTH = re.compile(r"[12][0-9]{3}\s*[-/.年]\s*[0-9]{1,2}\s*月?")
_PLATE = re.compile(
    r"([京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z])[·.\- ]?([A-Z0-9]{4,6}[A-Z0-9挂学警港澳]?)"
)
_MONEY = re.compile(r"[¥￥]?(-?[0-9][0-9,]*(?:\.[0-9]+)?)(万)?元?(?:/月|/年)?")
_EPOCH = dt.date(1899, 12, 30)  # serial numbers of spreadsheets count from here
_LOST = 1e15  # 16 digits and more in a numeric cell: beyond what a spreadsheet keeps
_SEXES = {"男": "男", "女": "女", "男性": "男", "女性": "女", "1": "男", "2": "女", "M": "男", "F": "女"}


class DigitsLost(ValueError):
    """An identity number was kept as a number, and its last digits are gone."""


def text_of(cell: Cell) -> str:
    """A cell as one sees it: folded, 2015.0 as 2015, a day as ISO; nothing as ""."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return fold(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ")
    if isinstance(cell, dt.date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell)


def looks_lost(cell: Cell) -> bool:
    """Whether a cell holds what is left of an identity number after a spreadsheet took it for a number. Whole numbers of
    Parquet lose nothing."""
    if isinstance(cell, float):
        return abs(cell) >= _LOST
    return isinstance(cell, str) and bool(_SCIENTIFIC.fullmatch(fold(cell)))


def is_identity(text: str) -> bool:
    """Whether a text has the shape of a number of 18 or 15 characters."""
    number = normalise(text)
    return bool(_EIGHTEEN.fullmatch(number) or _FIFTEEN.fullmatch(number))


def valid_identity(text: str) -> bool:
    """An 18-character number with its right check character, or 15 digits with a birthday in them."""
    number = normalise(text)
    if len(number) == 15:
        return bool(_FIFTEEN.fullmatch(number)) and _calendar(f"19{number[6:12]}") is not None
    return problem(number) is None


def identity(cell: Cell) -> str | None:
    """The number as written, normalised, right or wrong. Raises DigitsLost."""
    if looks_lost(cell):
        raise DigitsLost
    return normalise(text_of(cell).lstrip("'")) or None


def _calendar(digits: str) -> dt.date | None:
    found = _DIGITS.fullmatch(digits)
    if not found:
        return None
    try:
        return dt.date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def day(cell: Cell) -> str | None:
    """ISO day of 2012-3-5, 2012/3/5, 2012.3.5, 2012年3月5日, 20120305, a date, a spreadsheet's serial number; a month alone
    stays a month (2012-03)."""
    if isinstance(cell, dt.date):
        return cell.isoformat()[:10]
    if isinstance(cell, float | int) and not isinstance(cell, bool) and 5_000 < cell < 80_000:
        return (_EPOCH + dt.timedelta(days=int(cell))).isoformat()
    text = text_of(cell)
    return written_day(text) if text else None


def written_day(text: str) -> str:
    """A day in words."""
    if found := _DAY.fullmatch(text):
        return dt.date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    if eight := _calendar(text):
        return eight.isoformat()
    if _MONTH.fullmatch(text):
        year, month = re.findall(r"[0-9]+", text)
        return dt.date(int(year), int(month), 1).isoformat()[:7]
    raise ValueError(text)


def fen(cell: Cell, *, ten_thousands: bool = False) -> int | None:
    """Money in fen: 1,200.50, 1200元, ¥1200, 3.5万元. `ten_thousands`: the heading says 万元. More than two decimals of a yuan
    are rounded to the fen."""
    if isinstance(cell, bool):
        raise ValueError("no money")
    if isinstance(cell, float | int):
        yuan = Decimal(str(cell))
    else:
        text = text_of(cell).replace("，", ",")
        if not text:
            return None
        found = _MONEY.fullmatch(text.replace(" ", ""))
        if not found:
            raise ValueError(text)
        try:
            yuan = Decimal(found[1].replace(",", "")) * (10_000 if found[2] else 1)
        except InvalidOperation:
            raise ValueError(text) from None
        if found[2]:
            ten_thousands = False
    return int((yuan * (10_000 if ten_thousands else 1) * 100).to_integral_value())


def plate(cell: Cell) -> str | None:
    """A number plate without dots and blanks: 川FA1234."""
    text = text_of(cell).upper().replace(" ", "")
    if not text:
        return None
    found = _PLATE.fullmatch(text)
    if not found:
        raise ValueError(text)
    return found[1] + found[2]


def sex(cell: Cell) -> str | None:
    """男 or 女."""
    text = text_of(cell).upper()
    if not text:
        return None
    if text not in _SEXES:
        raise ValueError(text)
    return _SEXES[text]


def name(cell: Cell) -> str | None:
    """A name without blanks and dots between its parts."""
    return name_key(text_of(cell)) or None
