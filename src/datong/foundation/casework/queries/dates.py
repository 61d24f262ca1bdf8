"""Why this date (为什么是这一天): every counted and every skipped day of a deadline."""

import datetime as dt
from dataclasses import dataclass

from django.http import Http404

from datong.foundation.access import service as access
from datong.foundation.access.service import AnyUser
from datong.foundation.calendar import service as calendar
from datong.foundation.casework.core.binding import limit_from
from datong.foundation.casework.models import Case, Deadline
from datong.foundation.casework.queries.scope import VIEW
from datong.foundation.casework.registry import PROCEDURES
from datong.kernel import workdays as kernel
from datong.kernel.bilingual import Text
from datong.kernel.procedure import ENTERED, Workflow
from datong.kernel.workdays import Day, Explanation, Limit


@dataclass(frozen=True, slots=True)
class Norm:
    """One norm's way to its day. `binds`: the later of two."""

    limit: Limit
    explanation: Explanation
    binds: bool


@dataclass(frozen=True, slots=True)
class Month:
    """The days of one month that the clock passed, in weeks; None where the week belongs to another month."""

    year: int
    number: int
    weeks: list[list[Day | dt.date | None]]


@dataclass(frozen=True, slots=True)
class WhyDate:
    """The page: the deadline, what started it, its norms with their days, the months as small grids."""

    case: Case
    row: Deadline
    name: Text
    since: Text
    norms: list[Norm]
    months: list[Month]
    pauses: list[kernel.Pause]


def why_date(user: AnyUser, pk: int) -> WhyDate:
    """The day-by-day account of one deadline. Raises Http404, Refused. Five queries."""
    row = Deadline.objects.select_related("case").filter(pk=pk).first()
    if row is None:
        raise Http404
    case = row.case
    access.require(user, VIEW, programme=case.programme, place_code=case.place_code)
    table = PROCEDURES.get(case.workflow).workflow
    pauses = [kernel.Pause(each.since, each.until, each.reason, each.article) for each in case.pauses.all()]
    days = calendar.working_days()
    first = limit_from(row.limit)
    extra = int(row.extended["days"]) if row.extended else 0
    limits = [Limit(first.days + extra, first.unit, first.article, first.rolls)]
    limits += [limit_from(row.other)] if row.other else []
    told = [kernel.explain(limit, row.started_on, days, pauses) for limit in limits]
    latest = max(range(len(told)), key=lambda at: told[at].reckoning.due or dt.date.max)
    norms = [
        Norm(limit, each, at == latest) for at, (limit, each) in enumerate(zip(limits, told, strict=True))
    ]
    return WhyDate(
        case, row, name_of(table, row), since_words(table, row), norms, months(told[latest]), pauses
    )


def name_of(table: Workflow, row: Deadline) -> Text:
    """What the deadline is for, in words."""
    return deadline_name(table, row.key, row.total)


def deadline_name(table: Workflow, key: str, total: bool) -> Text:
    """The step that is owed, or the clock over several."""
    if total:
        return next((each.name for each in table.clocks if each.key == key), Text(key, key))
    return next((each.name for each in table.steps if each.key == key), Text(key, key))


def since_words(table: Workflow, row: Deadline) -> Text:
    """From which event the days run."""
    if row.since == ENTERED:
        return Text("进入上一状态之日", "the day the state was entered")
    head, _, tail = row.since.partition(":")
    if head == "delivered":
        return (
            Text("文书送达之日", "the day the letter was delivered") if tail else Text(row.since, row.since)
        )
    step = next((each.name for each in table.steps if each.key == row.since), Text(row.since, row.since))
    return Text("“{step}”之日", "the day of “{step}”").format(step=step)


def months(told: Explanation) -> list[Month]:
    """The stretch from the start to the last day as months of weeks (Monday first)."""
    known = {day.day: day for day in told.days}
    last = max(known, default=told.start)
    found, year, number = [], told.start.year, told.start.month
    while (year, number) <= (last.year, last.month):
        first = dt.date(year, number, 1)
        following = dt.date(year + number // 12, number % 12 + 1, 1)
        cells: list[Day | dt.date | None] = [None] * first.weekday()
        cells += [
            known.get(day, day) for day in (first + dt.timedelta(n) for n in range((following - first).days))
        ]
        cells += [None] * (-len(cells) % 7)
        found.append(Month(year, number, [cells[at : at + 7] for at in range(0, len(cells), 7)]))
        year, number = following.year, following.month
    return found


__all__ = ["Month", "Norm", "WhyDate", "deadline_name", "why_date"]
