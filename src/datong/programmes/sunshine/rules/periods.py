"""Accounting periods (会计期间): months, quarters, what came before."""

import datetime as dt

__all__ = ["before", "is_month_end", "month_end", "quarter", "quarter_of"]

ONE = dt.timedelta(days=1)


def month_end(day: dt.date) -> dt.date:
    """The last day of the month."""
    return shifted(day.replace(day=1), 1) - ONE


def is_month_end(day: dt.date) -> bool:
    """Whether a period may be closed on this day."""
    return (day + ONE).day == 1


def shifted(first: dt.date, months: int) -> dt.date:
    """The first of a month, so many months on."""
    count = first.year * 12 + first.month - 1 + months
    return dt.date(count // 12, count % 12 + 1, 1)


def quarter(year: int, number: int) -> tuple[dt.date, dt.date]:
    """First and last day of a quarter (1 to 4). Raises ValueError for any other number."""
    if number not in (1, 2, 3, 4):
        raise ValueError(f"a year has no quarter {number}")
    first = dt.date(year, 3 * number - 2, 1)
    return first, month_end(shifted(first, 2))


def quarter_of(day: dt.date) -> tuple[dt.date, dt.date]:
    """The quarter a day lies in."""
    return quarter(day.year, (day.month + 2) // 3)


def before(start: dt.date, end: dt.date) -> tuple[dt.date, dt.date]:
    """The period of the same kind just before: as many whole months, else as many days."""
    if start.day == 1 and is_month_end(end):
        months = (end.year - start.year) * 12 + end.month - start.month + 1
        return shifted(start, -months), start - ONE
    return start - (end - start) - ONE, start - ONE
