"""Signs that decisions are not taken in earnest (雷同理由、不看就批), for the page of fairness."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from django.db.models import QuerySet

from datong.foundation.access.service import AnyUser
from datong.foundation.casework.models import Decision
from datong.foundation.casework.queries import scope

FEWEST, SHARE = 10, 0.2
QUICK_SECONDS, AGREED, PROPOSALS = 60, 0.98, 100
AGREEING = frozenset({"grant", "change", "restore"})


@dataclass(frozen=True, slots=True)
class SameReasons:
    """Equal reasons on `count` of the week's `total` decisions, by `deciders` people."""

    digest: bytes
    count: int
    total: int
    deciders: list[str]
    decisions: list[int]


@dataclass(frozen=True, slots=True)
class RubberStamp:
    """A decider who hardly looks: median seconds (None: never measured), and how many of how many were agreed to."""

    user_id: int
    name: str
    decisions: int
    median_seconds: float | None
    agreed: int


def identical_reasons(user: AnyUser, week: dt.date) -> list[SameReasons]:
    """Groups of equal reasons that make up over 20% of the week's decisions (Monday to Sunday around `week`).

    Nothing is said of fewer than ten decisions. Two queries at most, of decisions in the reader's scope.
    """
    monday = week - dt.timedelta(week.weekday())
    rows = list(decisions(user).filter(on__gte=monday, on__lt=monday + dt.timedelta(7)))
    groups: dict[bytes, list[Decision]] = defaultdict(list)
    for row in rows:
        groups[bytes(row.reasons_digest)].append(row)
    if len(rows) < FEWEST:
        return []
    found = [
        SameReasons(
            digest, len(own), len(rows), sorted({row.by_name for row in own}), [row.pk for row in own]
        )
        for digest, own in groups.items()
        if len(own) > 1 and len(own) > SHARE * len(rows)
    ]
    return sorted(found, key=lambda group: -group.count)


def decisions(user: AnyUser) -> QuerySet[Decision]:
    """Decisions of cases in the reader's scope; sealed columns are not opened."""
    where = scope.within(user, place="case__place_code", programme="case__programme")
    return Decision.objects.filter(where).defer("reasons", "facts", "inputs").order_by("id")


def rubber_stamps(user: AnyUser, since: dt.date) -> list[RubberStamp]:
    """Deciders since that day with a median under a minute, or who agreed to over 98% of more than 100 proposals."""
    by_decider: dict[int, list[Decision]] = defaultdict(list)
    for row in decisions(user).filter(on__gte=since):
        by_decider[row.by_id].append(row)
    return list(stamps(by_decider))


def stamps(by_decider: dict[int, list[Decision]]) -> Iterator[RubberStamp]:
    """Those of them who stand out."""
    for decider, rows in sorted(by_decider.items()):
        measured = [row.seconds for row in rows if row.seconds is not None]
        middle = float(median(measured)) if measured else None
        agreed = sum(row.effect in AGREEING for row in rows)
        quick = middle is not None and len(measured) >= FEWEST and middle < QUICK_SECONDS
        if quick or (len(rows) > PROPOSALS and agreed > AGREED * len(rows)):
            yield RubberStamp(decider, rows[-1].by_name, len(rows), middle, agreed)
