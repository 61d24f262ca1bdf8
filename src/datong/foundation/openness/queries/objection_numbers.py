"""Public numbers of objections (异议统计): how many, of which kind, how they ended, how long answers took."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from datong.foundation.casework import service as casework
from datong.foundation.openness.core.withholding import SMALLEST, shown
from datong.foundation.openness.enums import Defect
from datong.foundation.openness.models import Answer, Objection
from datong.foundation.openness.workflow import UNANSWERED
from datong.foundation.places import service as places
from datong.kernel import clock

ENDS = ("satisfied", "closed", "withdrawn", "answered", "waiting")


@dataclass(frozen=True, slots=True)
class Times:
    """Days from receipt to the first answer. None where fewer than ten were answered. `on_time`, `late`: None where
    left out for smallness."""

    median: int | None
    ninety: int | None
    on_time: int | None
    late: int | None


@dataclass(frozen=True, slots=True)
class Statistics:
    """Of the objections received from `start` to `end`. A count of None is a small number left out."""

    start: dt.date
    end: dt.date
    total: int | None
    defects: dict[str, int | None]
    ends: dict[str, int | None]
    outcomes: dict[str, int | None]
    towns: list[tuple[str, str, int | None]]
    times: Times


@dataclass(frozen=True, slots=True)
class Fact:
    """One objection as it is counted. `days`, `late`: of its first answer, None without one."""

    defect: str
    end: str
    outcome: str
    town: str
    days: int | None
    late: bool | None


def statistics(county: str, start: dt.date, end: dt.date) -> Statistics:
    """What may be shown to everybody: one-way tables only, each with its own small cells left out. Four queries."""
    facts = counted(county, start, end)
    defects, total = shown(tally((fact.defect for fact in facts), Defect))
    ends, _ = shown(tally((fact.end for fact in facts), ENDS))
    outcomes, _ = shown(
        tally((fact.outcome for fact in facts if fact.outcome), ("upheld", "partly", "dismissed"))
    )
    towns = {place.code: place.short for place in places.within(county[:6], "town")}
    by_town, _ = shown(tally((fact.town for fact in facts), towns))
    lines = [(code, towns.get(code, code), count) for code, count in by_town.items() if count != 0]
    return Statistics(start, end, total, defects, ends, outcomes, lines, times(facts))


def counted(county: str, start: dt.date, end: dt.date) -> list[Fact]:
    """The objections received in these days. Three queries."""
    own = Objection.objects.filter(county=county[:6], received_on__range=(start, end))
    answers = Prefetch("answers", Answer.objects.defer("text", "why"))
    sealed = ("words", "where", "right", "private", "by_name", "phone")
    found = own.select_related("case").prefetch_related(answers).defer(*sealed)
    passed_up = casework.Event.objects.filter(
        step__in=("escalate_town", "escalate_county"), case_id__in=own.values("case_id")
    )
    late = set(passed_up.values_list("case_id", flat=True))
    return [fact(row, row.case_id in late) for row in found]


def fact(row: Objection, passed_up: bool) -> Fact:
    """How one is counted: late also where it went up unanswered, or while the day has passed and nobody has answered."""
    answers = list(row.answers.all())
    first, last = (answers[0], answers[-1]) if answers else (None, None)
    state = row.case.state
    overdue = state in UNANSWERED and row.case.due_on is not None and row.case.due_on < clock.today()
    late = passed_up or overdue or any(each.late for each in answers)
    return Fact(
        defect=row.defect,
        end=state if state in ENDS else "waiting" if state in UNANSWERED else "answered",
        outcome=last.outcome if last else "",
        town=row.place_code[:9] + "000",
        days=(first.on - row.received_on).days if first else None,
        late=late if answers or late else None,
    )


def tally(values: Iterable[str], keys: Iterable[str]) -> dict[str, int]:
    """How often each value stands there; every key is named."""
    counts = Counter(values)
    return {str(key): counts.pop(str(key), 0) for key in keys} | dict(counts)


def times(facts: Sequence[Fact]) -> Times:
    """Median and 90th percentile of days, how many in time and late."""
    days = sorted(fact.days for fact in facts if fact.days is not None)
    known = [fact.late for fact in facts if fact.late is not None]
    cells, _ = shown({"on_time": known.count(False), "late": known.count(True)})
    enough = len(days) >= SMALLEST
    return Times(
        median=rank(days, 50) if enough else None,
        ninety=rank(days, 90) if enough else None,
        on_time=cells["on_time"],
        late=cells["late"],
    )


def rank(ordered: Sequence[int], percent: int) -> int:
    """The smallest value that at least so many per cent do not exceed (nearest rank)."""
    return ordered[-(-len(ordered) * percent // 100) - 1]
