"""When something may be entered in a village's books (能否记账): the day, the chart, what is closed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from datong.kernel.bilingual import Text
from datong.programmes.sunshine.rules.charts import TOO_EARLY, Chart, chart_on
from datong.programmes.sunshine.rules.periods import is_month_end

__all__ = ["Standing"]

NOT_OPEN = Text(
    "这个村还没有建账；请代管账目的镇经办人先登记期初余额。",
    "The books of this village are not open yet; the town clerk who keeps them enters the opening balances first.",
)
FUTURE = Text("{day} 还没有到，请核对日期。", "{day} is still to come; check the date.")
BEFORE_BOOKS = Text(
    "{day} 早于建账日 {first}，不能记账。", "{day} is before the books were opened on {first}."
)
IS_CLOSED = Text(
    "{until} 及以前已经结账，不能再记 {day} 的账；要更正以前的凭证，请在没有结账的日期用红字冲销。",
    "Everything up to {until} is closed, so nothing can be entered on {day}; to correct an earlier voucher, reverse it on "
    "a day that is not closed.",
)
NEW_CHART = Text(
    "{since} 起执行{chart}（{document}），请先按新科目登记期初余额，再记 {day} 的账。",
    "From {since} the {chart} ({document}) binds; enter the opening balances of the new accounts before anything of {day}.",
)
NOT_MONTH_END = Text(
    "只能结到某月的最后一天，{day} 不是。", "A period ends on the last day of a month; {day} is none."
)
NOT_OVER = Text("{day} 还没有过完，不能结账。", "{day} is not over yet; it cannot be closed.")
CLOSED_BEFORE = Text("{until} 及以前已经结账。", "Everything up to {until} is closed already.")
OPENING_INSIDE = Text(
    "{day} 以后已有凭证或结账，不能再登记 {day} 的期初余额。",
    "There are vouchers or closings on or after {day}; an opening of {day} cannot be entered any more.",
)
OPENED = Text("{day} 的期初余额已经登记。", "The opening of {day} is entered already.")


@dataclass(frozen=True, slots=True)
class Standing:
    """How the books of a village stand: days of their openings, last closed day, day of the last voucher."""

    openings: tuple[dt.date, ...] = ()
    closed: dt.date | None = None
    last: dt.date | None = None

    def opening_of(self, day: dt.date) -> dt.date | None:
        """The opening that a day's balances begin with."""
        return max((each for each in self.openings if each <= day), default=None)

    def is_closed(self, day: dt.date) -> bool:
        """Whether a day lies in a closed period, or before a later opening."""
        return (self.closed is not None and day <= self.closed) or any(each > day for each in self.openings)

    def refuses(self, day: dt.date, today: dt.date) -> Text | None:
        """Why nothing may be entered on a day; None when it may."""
        chart = chart_on(day)
        if chart is None:
            return TOO_EARLY.format(day=day)
        if not self.openings:
            return NOT_OPEN
        if day > today:
            return FUTURE.format(day=day)
        opened = self.opening_of(day)
        if opened is None:
            return BEFORE_BOOKS.format(day=day, first=min(self.openings))
        return self.refuses_period(day, opened, chart)

    def refuses_period(self, day: dt.date, opened: dt.date, chart: Chart) -> Text | None:
        """Why a day after an opening is out of reach: closed, or of a chart not opened yet."""
        if self.is_closed(day):
            later = [each - dt.timedelta(days=1) for each in self.openings if each > day]
            until = max([*later, *([self.closed] if self.closed else [])])
            return IS_CLOSED.format(until=until, day=day)
        if chart_on(opened) is not chart:
            return NEW_CHART.format(since=chart.since, chart=chart.name, document=chart.document, day=day)
        return None

    def refuses_closing(self, until: dt.date, today: dt.date) -> Text | None:
        """Why a period may not be closed on a day."""
        if not self.openings:
            return NOT_OPEN
        if not is_month_end(until):
            return NOT_MONTH_END.format(day=until)
        if until >= today:
            return NOT_OVER.format(day=until)
        if until < min(self.openings):
            return BEFORE_BOOKS.format(day=until, first=min(self.openings))
        if self.is_closed(until):
            return CLOSED_BEFORE.format(until=self.closed or until)
        return None

    def refuses_opening(self, day: dt.date, today: dt.date) -> Text | None:
        """Why balances may not be opened on a day: the first opening of the books, or of a new chart."""
        if chart_on(day) is None:
            return TOO_EARLY.format(day=day)
        if day > today:
            return FUTURE.format(day=day)
        if day in self.openings:
            return OPENED.format(day=day)
        latest: Collection[dt.date] = [each for each in (*self.openings, self.closed, self.last) if each]
        if any(each >= day for each in latest):
            return OPENING_INSIDE.format(day=day)
        return None
