"""When payment begins, and what is owed after a wrongful stop (发放、补发)."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from datong.programmes.dibao.rules.packs import pack_of

__all__ = ["Arrears", "Owed", "add_months", "arrears", "first_pay_month"]


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day so many months later, or that month's last day when it has no such day (31 January + 1 = 28 February)."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def first_pay_month(decided_on: dt.date, applied_on: dt.date | None = None) -> dt.date:
    """First day of the first month paid: the month after the decision (2012 art. 29; 2021 art. 21), by the pack of the
    application (default: of the decision). Raises NotInForce."""
    law_day = applied_on or decided_on
    months: int = pack_of(law_day).value("payment.months_after_decision", law_day)
    return add_months(decided_on.replace(day=1), months)


@dataclass(frozen=True, slots=True)
class Owed:
    """One month: fen due by law, fen paid, fen still owed."""

    month: dt.date
    due: int
    paid: int

    @property
    def owed(self) -> int:
        """Never negative: what was paid too much in one month is not set against another."""
        return max(self.due - self.paid, 0)


@dataclass(frozen=True, slots=True)
class Arrears:
    """What is owed month by month, and in all (fen)."""

    lines: tuple[Owed, ...]

    @property
    def total(self) -> int:
        """Fen in all."""
        return sum(line.owed for line in self.lines)


def arrears(
    first: dt.date, last: dt.date, due: Mapping[dt.date, int], paid: Mapping[dt.date, int]
) -> Arrears:
    """What a household is owed for the months `first` to `last` (any day in them), after a wrongful stop or reduction.

    `due` and `paid` map the first day of each month to fen. A month without `due` raises KeyError: what was due is reckoned, never
    guessed; a month without `paid` was not paid. Raises ValueError when `last` is before `first`.
    """
    month, end = first.replace(day=1), last.replace(day=1)
    if end < month:
        raise ValueError("the last month is before the first")
    lines = []
    while month <= end:
        lines.append(Owed(month, due[month], paid.get(month, 0)))
        month = add_months(month, 1)
    return Arrears(tuple(lines))
