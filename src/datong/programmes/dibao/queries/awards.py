"""What a household gets, and since when."""

import calendar
import datetime as dt

from datong.foundation.casework.service import Case
from datong.kernel.clock import SHANGHAI
from datong.kernel.workdays import Limit
from datong.programmes.dibao.models import Award
from datong.programmes.dibao.rules import NotInForce, UnknownParameter, pack_of
from datong.programmes.dibao.workflow import MEASURES_OF_2021
from datong.programmes.dibao.workflow.words import UNDER_2012, UNDER_2021

LEDGER = "ledger:dibao.roster"
STABLE = {"A": "stable", "B": "stable", "C": "unstable"}


def award_of(case: Case) -> Award | None:
    """The one that runs, or the last one."""
    return case.awards.order_by("-first_month", "-id").first()


def first_of(day: dt.date, later: int = 0) -> dt.date:
    """The first day of the month of `day`, or of a month so many months later (earlier when negative)."""
    index = day.year * 12 + day.month - 1 + later
    return dt.date(index // 12, index % 12 + 1, 1)


def last_of(month: dt.date) -> dt.date:
    """The last day of a month."""
    return month.replace(day=calendar.monthrange(month.year, month.month)[1])


def interval(category: str, area: str, on: dt.date) -> int | None:
    """Months between re-verifications for a category by the law of a day; None where the category is not known."""
    if not category:
        return None
    key = STABLE.get(category, category) if on >= MEASURES_OF_2021 else category
    try:
        months: int = pack_of(on).value(f"review.{key}", on, area)
    except (NotInForce, UnknownParameter):
        return None
    return months


def origin(category: str, area: str) -> str:
    """Where an adopted case comes from, with what its first re-verification depends on."""
    return f"{LEDGER}:{category}:{area}"


def review_limit(case: Case) -> Limit | tuple[Limit, dt.date] | None:
    """When a case in pay is to be re-verified, by its category; None: the table's own limit.

    A case taken over goes by the rhythm since it began: it runs from the last time before it was taken over (`moved_at`).
    """
    if case.moves == 0 and case.origin.startswith(LEDGER):
        category, area = case.origin.removeprefix(LEDGER).strip(":").split(":")
        taken_over = case.moved_at.astimezone(SHANGHAI).date()
        months = interval(category, area, taken_over)
        return (every(months, taken_over), last_time(case.opened_on, taken_over, months)) if months else None
    award = award_of(case)
    months = interval(award.category, award.area, case.moved_on) if award else None
    return every(months, case.moved_on) if months else None


def every(months: int, on: dt.date) -> Limit:
    """So many months, under the article of the day."""
    return Limit(months, "month", (UNDER_2021 if on >= MEASURES_OF_2021 else UNDER_2012).review)


def last_time(since: dt.date, now: dt.date, months: int) -> dt.date:
    """The last day of the rhythm of so many months since `since` that is not after `now`; `since` itself at the earliest."""
    passed = (now.year - since.year) * 12 + now.month - since.month - (now.day < since.day)
    month = first_of(since, max(passed, 0) // months * months)
    return month.replace(day=min(since.day, last_of(month).day))
