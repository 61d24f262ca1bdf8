"""The current register (现有名册) as the four files of `rules.wholesale`: numbers only, no name, no identity number.

A household is in it when its newest document is known: its case is open, or was refused or stopped within the last twelve months.
The household's key is the number of its case. Who is paid without any document (taken over from a ledger, never visited since) is
counted as not covered: neither income nor property is known there, and nothing is put in their place.

Documents were taken at different times. So that one day's rule can be asked of all, the months of income and the day of the
declaration are moved forward by whole months, from the document's own month to the month asked: what was last established is taken
to go on (收入按最近一次核定的核算期计). Birth, deaths and all else stay as they are. `carried` counts the households so moved.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from datong.foundation.casework.service import Case, Event
from datong.kernel.suppression import few
from datong.programmes.dibao.models import Award, Recipient, Statement
from datong.programmes.dibao.rules import BadDocument, Wholesale, add_months, parse_document
from datong.programmes.dibao.rules.facts import Home

__all__ = ["Coverage", "Rows", "current", "is_empty", "read", "uncovered", "write"]

ENDED = ("refused", "stopped")
WORKFLOWS = "dibao."
OPENS_REVIEW = ("open_review", "report_change", "report_death")
LOOKED_BACK = 12
MORE = {"households": ("place", "received")}
PERSONS_EACH = 1_000
EVERY = 200

Tell = Callable[[int, int], None]


@dataclass
class Coverage:
    """What a simulation covers and what it cannot. `uncovered`: households paid without a document, with what is known of
    them: persons and fen a month. `state` tells one state of the register from another."""

    households: int | None = 0
    receiving: int | None = 0
    carried: int | None = 0
    unreadable: int | None = 0
    uncovered: int | None = 0
    uncovered_persons: int | None = 0
    uncovered_fen: int | None = 0
    state: str = ""

    def as_json(self) -> dict[str, int | str | None]:
        return dict(vars(self))

    def released(self) -> Coverage:
        """The same without numbers about fewer than ten households, nor those that tell of the rest of fewer than ten (None)."""
        whole = self.households or 0
        found = replace(self)
        for name in ("households", "unreadable", "uncovered"):
            if few(getattr(self, name)):
                setattr(found, name, None)
        for name in ("receiving", "carried"):
            part = getattr(self, name)
            if found.households is None or few(part) or few(whole - part):
                setattr(found, name, None)
        if found.uncovered is None:
            found.uncovered_persons = found.uncovered_fen = None
        return found


@dataclass
class Rows:
    """The rows of the four files."""

    tables: dict[str, list[tuple[Any, ...]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, case: Case, received: int | None, home: Home) -> None:
        """One household; its members are numbered within it."""
        key = case.pk
        ids = {person.person: key * PERSONS_EACH + nth for nth, person in enumerate(home.persons)}
        self.tables["households"].append((key, *home[:12], int(case.place_code), received))
        for person in home.persons:
            groups = None if person.groups is None else ",".join(person.groups)
            self.tables["persons"].append((key, ids[person.person], *person[1:-1], groups))
        for item in (*home.incomes, *home.expenses):
            self.tables["incomes"].append((key, ids.get(item.person), *item[1:]))
        for thing in home.assets:
            self.tables["assets"].append((key, ids.get(thing.person), *thing[1:]))


def current(county: str, on: dt.date) -> QuerySet[Case]:
    """Cases that may be covered: open, or ended by a refusal or a stop within twelve months and none since."""
    since = add_months(on.replace(day=1), -LOOKED_BACK)
    ended = Q(closed_on__gte=since, entitlement__in=ENDED) & ~Exists(_of_household(pk__gt=OuterRef("pk")))
    return Case.objects.filter(Q(closed_on__isnull=True) | ended, programme="dibao", county=county[:6])


def _of_household(**more: Any) -> QuerySet[Case]:
    """Dibao's cases of the outer household. By workflow: asked for the programme, SQLite reads all its cases for each household."""
    return Case.objects.filter(household=OuterRef("household"), workflow__startswith=WORKFLOWS, **more)


def is_empty(county: str, on: dt.date) -> bool:
    """Nobody is paid and no household has a document: there is nobody whom a change could touch."""
    rows = current(county, on).filter(
        Q(entitlement="paid") | Exists(Statement.objects.filter(case=OuterRef("pk")))
    )
    return not rows.exists() and not Recipient.objects.at(county, on).exists()


def read(county: str, on: dt.date, tell: Tell | None = None) -> tuple[Rows, Coverage]:
    """The rows of the four files, and what they cover. Nine queries, however many households."""
    rows, covers, seen = Rows(), uncovered(county, on), sha256()
    cases = current(county, on)
    reviewed, paid = _reviews(cases), _received(cases)
    newest = _newest(cases)
    total, households, receiving, carried, unreadable = newest.count(), 0, 0, 0, 0
    for number, statement in enumerate(newest.iterator(chunk_size=1_000), 1):
        if tell is not None and (number % EVERY == 1 or number == total):
            tell(number, total)
        case = statement.case
        try:
            home = parse_document(json.loads(statement.document)).facts
        except BadDocument:
            unreadable += 1
            continue
        told = statement.told_on(reviewed.get(case.pk, ()))
        later = (on.year - told.year) * 12 + on.month - told.month
        received = paid.get(case.pk) if case.entitlement == "paid" else 0
        rows.add(case, received, moved(home, later) if later else home)
        seen.update(f"{case.pk}:{statement.pk}:{received};".encode())
        households += 1
        receiving += case.entitlement == "paid"
        carried += later != 0
    covers = replace(
        covers, households=households, receiving=receiving, carried=carried, unreadable=unreadable, state=seen.hexdigest()[:16]
    )  # fmt: skip
    return rows, covers


def write(rows: Rows, folder: Path) -> dict[str, Path]:
    """The four files in a private folder."""
    from datong.engine.whatif.tables import write_tables  # noqa: PLC0415 - heavy, and only for who simulates

    return write_tables(Wholesale.tables, Wholesale.key, rows.tables, folder, MORE)


def moved(home: Home, later: int) -> Home:
    """The household's months and its declaration so many months later."""

    def month(index: int | None) -> int | None:
        return None if index is None else index + later

    declared = home.declared_on
    if declared is not None:
        index = declared // 10_000 * 12 + declared // 100 % 100 - 1 + later
        declared = index // 12 * 10_000 + (index % 12 + 1) * 100 + declared % 100
    return home._replace(
        declared_on=declared,
        incomes=[item._replace(first=month(item.first), last=month(item.last)) for item in home.incomes],
        expenses=[item._replace(first=month(item.first), last=month(item.last)) for item in home.expenses],
    )


def uncovered(county: str, on: dt.date) -> Coverage:
    """Those paid of whom no document is known: cases without one, and the roster's households without a case."""
    stated = Statement.objects.filter(case=OuterRef("pk"))
    bare = current(county, on).filter(~Exists(stated), entitlement="paid")
    running = Award.objects.filter(case__in=bare.values("pk"), last_month__isnull=True)
    of_cases = running.aggregate(persons=Sum("persons"), fen=Sum("amount"))
    of_roster = (
        Recipient.objects.at(county, on)
        .filter(~Exists(_of_household()))
        .aggregate(
            households=Count("household", distinct=True), persons=Count("pk"), fen=Sum("monthly_benefit")
        )
    )
    return Coverage(
        uncovered=bare.count() + of_roster["households"],
        uncovered_persons=(of_cases["persons"] or 0) + of_roster["persons"],
        uncovered_fen=(of_cases["fen"] or 0) + (of_roster["fen"] or 0),
    )


def _newest(cases: QuerySet[Case]) -> QuerySet[Statement]:
    later = Statement.objects.filter(case=OuterRef("case"), number__gt=OuterRef("number"))
    return (
        Statement.objects.filter(~Exists(later), case__in=cases.values("pk"))
        .select_related("case")
        .order_by("case_id")
    )


def _reviews(cases: QuerySet[Case]) -> dict[int, list[dt.date]]:
    """The days on which re-verifications were opened, by case."""
    found: dict[int, list[dt.date]] = defaultdict(list)
    rows = Event.objects.filter(case__in=cases.values("pk"), step__in=OPENS_REVIEW).order_by("number")
    for case, on in rows.values_list("case_id", "on"):
        found[case].append(on)
    return found


def _received(cases: QuerySet[Case]) -> dict[int, int]:
    """Fen a month by case: the award that runs, else the last one."""
    rows = Award.objects.filter(case__in=cases.values("pk"), case__entitlement="paid")
    return dict(rows.order_by("first_month", "pk").values_list("case_id", "amount"))
