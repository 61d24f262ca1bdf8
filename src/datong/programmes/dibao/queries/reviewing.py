"""When households are due for re-verification: by month and category, inside what the reader may see."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, TruncMonth

from datong.foundation.access.service import AnyUser
from datong.foundation.casework import service as casework
from datong.foundation.casework.service import Case, Deadline
from datong.foundation.places import service as places
from datong.kernel.bilingual import Text
from datong.programmes.dibao.models import Award
from datong.programmes.dibao.queries.awards import first_of
from datong.programmes.dibao.queries.deciding import CATEGORIES

MONTHS = 12
LATE = "late"
NAMES = {key: (Text(f"{key} 类", key) if len(key) == 1 else name) for key, name in CATEGORIES.items()} | {
    "": Text("没有类别", "no category")
}


@dataclass(frozen=True, slots=True)
class Month:
    """One line of the calendar: its first day (None: overdue), how many by category, how many in all."""

    key: str
    first: dt.date | None
    counts: dict[str, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class DueLine:
    """One household of the list."""

    case: Case
    due_on: dt.date
    category: Text
    place: str


def due_rows(user: AnyUser) -> QuerySet[Any]:
    """The days on which a re-verification falls due, of cases in pay that the reader may see, with the category."""
    category = (
        Award.objects.filter(case=OuterRef("case_id")).order_by("-first_month", "-id").values("category")[:1]
    )
    rows = Deadline.objects.filter(
        key="open_review",
        state=Deadline.State.OPEN,
        due_on__isnull=False,
        case__in=casework.seen(user).filter(programme="dibao", state="in_pay").values("pk"),
    )
    return rows.annotate(category=Coalesce(Subquery(category), Value("")))


def calendar(user: AnyUser, today: dt.date) -> list[Month]:
    """Overdue, then this month and the eleven after it. One query, however many cases."""
    begin, end = first_of(today), first_of(today, MONTHS)
    rows = due_rows(user).filter(due_on__lt=end).annotate(month=TruncMonth("due_on")).order_by()
    counts: dict[dt.date | None, dict[str, int]] = defaultdict(dict)
    for month, category, n in (
        late_apart(rows, today).values_list("month", "category").annotate(n=Count("pk"))
    ):
        counts[month][category] = n
    late: dict[str, int] = {}
    for category, n in (
        due_rows(user).filter(due_on__lt=today).order_by().values_list("category").annotate(n=Count("pk"))
    ):
        late[category] = n
    months = [first_of(begin, later) for later in range(MONTHS)]
    return [
        Month(LATE, None, late),
        *(Month(f"{month:%Y-%m}", month, counts.get(month, {})) for month in months),
    ]


def late_apart(rows: QuerySet[Any], today: dt.date) -> QuerySet[Any]:
    """What is overdue stands in its own line."""
    return rows.filter(due_on__gte=today)


def due_in(user: AnyUser, month: str, category: str | None, today: dt.date) -> QuerySet[Any]:
    """The list behind a number of the calendar; the soonest first. An unreadable month: everything from today on."""
    rows = due_rows(user).select_related("case").order_by("due_on", "pk")
    if category is not None:
        rows = rows.filter(category=category)
    if month == LATE:
        return rows.filter(due_on__lt=today)
    try:
        first = dt.date.fromisoformat(f"{month}-01")
    except ValueError:
        return rows
    return rows.filter(due_on__gte=max(first, today), due_on__lt=first_of(first, 1))


def lines(rows: list[Any]) -> list[DueLine]:
    """Rows in words. One query."""
    named = places.names({row.case.place_code for row in rows})
    return [
        DueLine(
            row.case,
            row.due_on,
            NAMES.get(row.category, Text(row.category, row.category)),
            named.get(row.case.place_code, ""),
        )
        for row in rows
    ]


def categories(months: list[Month]) -> list[tuple[str, Text]]:
    """The columns: every category that occurs, in the order of the law."""
    found = {category for month in months for category in month.counts}
    known = [key for key in NAMES if key in found]
    return [(key, NAMES[key]) for key in known] + [
        (key, Text(key, key)) for key in sorted(found - set(NAMES))
    ]
