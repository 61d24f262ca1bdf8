"""Signs that matches are not looked at in earnest (走过场): people who hardly look, or agree with nearly every match (D15)."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from statistics import median

from datong.foundation.access.service import AnyUser
from datong.foundation.reviews.models import Verdict
from datong.foundation.reviews.queries.lists import within
from datong.foundation.reviews.queries.statistics import VIEW
from datong.kernel import clock
from datong.kernel.bilingual import Text

QUICK_SECONDS, FEWEST = 60, 10
AGREED, CASES = 0.98, 100
SPAN = 365  # days looked back
QUICK = Text(
    "{name}最近一年逐条核实的线索，看证据的时间一半不到 {seconds} 秒（{count} 条有记录）。",
    "{name} decided half of the matches of the last year, one by one, in less than {seconds} seconds ({count} measured).",
)
AGREEING = Text(
    "{name}最近一年逐条核实 {decided} 条线索，{confirmed} 条都认定属实，超过 98%。",
    "{name} decided {decided} matches one by one in the last year and confirmed {confirmed}, over 98%.",
)


@dataclass(frozen=True, slots=True)
class Alarm:
    """A decider who stands out: decisions one by one within a year, how many of them confirmed, how long the evidence was open.

    `median_seconds`: over `measured` decisions; None where none was measured. `said`: what stands out, a sentence each.
    """

    user_id: int
    name: str
    decided: int
    confirmed: int
    measured: int
    median_seconds: float | None
    said: tuple[Text, ...]


def alarms(viewer: AnyUser, county: str) -> list[Alarm]:
    """Deciders of a county (6 digits) whose median is under a minute over ten and more measured decisions, or who confirmed over 98% of
    a hundred and more. Batches and reopenings are left out. One query; sealed columns are not opened."""
    since = clock.now() - dt.timedelta(SPAN)
    rows = Verdict.objects.filter(
        within(viewer, VIEW, "hit__place_code", "hit__programme"),
        hit__county=county[:6],
        at__gte=since,
        batch=None,
    ).exclude(step="reopen")
    by_decider: dict[int, list[tuple[str, str, int | None]]] = defaultdict(list)
    for decider, name, step, seconds in rows.order_by("id").values_list(
        "by_id", "by_name", "step", "seconds"
    ):
        by_decider[decider].append((name, step, seconds))
    found = [alarm(decider, own) for decider, own in sorted(by_decider.items())]
    return [each for each in found if each.said]


def alarm(decider: int, rows: list[tuple[str, str, int | None]]) -> Alarm:
    """One decider, from (name, step, seconds)."""
    measured = [seconds for *_, seconds in rows if seconds is not None]
    middle = float(median(measured)) if measured else None
    name, decided = rows[-1][0], len(rows)
    confirmed = sum(step == "confirm" for _, step, _ in rows)
    said = []
    if middle is not None and len(measured) >= FEWEST and middle < QUICK_SECONDS:
        said.append(QUICK.format(name=name, seconds=QUICK_SECONDS, count=len(measured)))
    if decided >= CASES and confirmed > AGREED * decided:
        said.append(AGREEING.format(name=name, decided=decided, confirmed=confirmed))
    return Alarm(decider, name, decided, confirmed, len(measured), middle, tuple(said))
