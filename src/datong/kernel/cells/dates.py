"""Dates and years (日期、年份)."""

from __future__ import annotations

import re
from datetime import date, datetime

from datong.kernel.bilingual import Text
from datong.kernel.cells.texts import Raw
from datong.kernel.refusal import BadCell
from datong.kernel.text import fold

__all__ = ["parse_date", "parse_year"]

_FIRST_YEAR, _LAST_YEAR = 1900, 2100

# A time of day after the date is dropped, as it is for a date cell with a time.
_DATE = re.compile(
    r"([0-9]{4}) ?(?:"
    r"年 ?([0-9]{1,2}) ?月 ?([0-9]{1,2}) ?[日号]?"
    r"|([./‐‑–—−-]) ?([0-9]{1,2}) ?\4 ?([0-9]{1,2})"
    r"|([0-9]{2})([0-9]{2})"
    r")(?:[ T]?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)?"
)
_YEAR = re.compile(r"([0-9]{4}) ?(?:年度?)?")

_NOT_A_DATE = Text(
    "不是可识别的日期，请写成 2014-07-03、2014.7.3、2014/7/3、2014年7月3日、20140703，或把单元格设为日期格式",
    "Not a date that can be read; write 2014-07-03, 2014.7.3, 2014/7/3, 2014年7月3日, 20140703 "
    "or format the cell as a date",
)
_BARE_NUMBER = Text(
    "单元格是数字而不是日期，系统不作推测，请设为日期格式，或写成 2014-07-03、20140703",
    "The cell is a bare number, not a date, and is not guessed at; "
    "format it as a date, or write 2014-07-03 or 20140703",
)
_NO_SUCH_DAY = Text(
    "日历上没有这一天，请核对年月日", "There is no such day in the calendar; please check year, month and day"
)
_OUT_OF_RANGE = Text(
    f"年份应在 {_FIRST_YEAR} 至 {_LAST_YEAR} 之间，请核对",
    f"The year should be between {_FIRST_YEAR} and {_LAST_YEAR}; please check",
)
_NOT_A_YEAR = Text(
    "不是可识别的年份，请写成 2014 或 2014年", "Not a year that can be read; write 2014 or 2014年"
)


def parse_date(v: Raw) -> date | None:
    """A date from 1900 to 2100: a date cell, a text in a usual form, or eight digits. Else `bad_date`.

    Any other bare number may be a spreadsheet's serial number or a typing error: it is never guessed at.
    """
    if isinstance(v, date):
        return _within_range(v.date() if isinstance(v, datetime) else v)
    if isinstance(v, str):
        s = fold(v)
        return _date_from_text(s) if s else None
    if v is None:
        return None
    if isinstance(v, (int, float)) and not isinstance(v, bool):
        return _date_from_number(v)
    raise BadCell("bad_date", _NOT_A_DATE)


def _date_from_text(s: str) -> date:
    found = _DATE.fullmatch(s)
    if found is None:
        raise BadCell("bad_date", _BARE_NUMBER if s.isdigit() else _NOT_A_DATE)
    year, *rest = (part for part in found.groups() if part is not None)
    month, day = rest[-2:]
    return _day(int(year), int(month), int(day))


def _date_from_number(v: float) -> date:
    if not 10_000_000 <= v <= 99_999_999 or v != int(v):
        raise BadCell("bad_date", _BARE_NUMBER)
    year, month_and_day = divmod(int(v), 10_000)
    return _day(year, *divmod(month_and_day, 100))


def _day(year: int, month: int, day: int) -> date:
    try:
        return _within_range(date(year, month, day))
    except BadCell:
        raise
    except ValueError:
        raise BadCell("bad_date", _NO_SUCH_DAY) from None


def _within_range(day: date) -> date:
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise BadCell("bad_date", _OUT_OF_RANGE)
    return day


def parse_year(v: Raw) -> int | None:
    """A year from 1900 to 2100: 2014, 2014.0, "2014年", or the year of a date cell. Else `bad_date`."""
    if v is None:
        return None
    if isinstance(v, str):
        s = fold(v)
        return _year_from_text(s) if s else None
    if isinstance(v, date):
        return _within_range(v.date() if isinstance(v, datetime) else v).year
    if isinstance(v, bool) or not isinstance(v, (int, float)) or not 1000 <= v <= 9999 or v != int(v):
        raise BadCell("bad_date", _NOT_A_YEAR)
    return _year_within_range(int(v))


def _year_from_text(s: str) -> int:
    found = _YEAR.fullmatch(s.removesuffix(".0"))
    if found is None:
        raise BadCell("bad_date", _NOT_A_YEAR)
    return _year_within_range(int(found[1]))


def _year_within_range(year: int) -> int:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise BadCell("bad_date", _OUT_OF_RANGE)
    return year
