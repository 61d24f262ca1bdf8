"""The imported roster becomes casework: every household on it a case in pay, with its award and where it came from."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Min, Sum

from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.casework import service as casework
from datong.foundation.casework.service import Case, NewCase
from datong.foundation.storage import service as storage
from datong.programmes.dibao.enums import AREA_OF_LEDGER, CATEGORY_OF_LEDGER
from datong.programmes.dibao.models import Award, Recipient
from datong.programmes.dibao.queries.awards import first_of, origin
from datong.programmes.dibao.workflow import table_of

NOTE = "由在册台账转入，没有申报材料；首次复核时必须入户并重新申报。"


@dataclass(frozen=True, slots=True)
class Line:
    """One household of the roster: its members' benefits summed (fen a month)."""

    household: int
    head: int | None
    label: str
    place_code: str
    area: str
    category: str
    since: dt.date
    persons: int
    amount: int


def adopt(actor: User, county: str, as_of: dt.date, *, door: str = "cli") -> int:
    """Open a case in pay for every household on the roster of a day that has none; how many.

    No statement is invented. Again, it opens only what is new. A household that has left the ledger keeps its case: whoever
    answers for it decides (`queries.adoption.gone`). Raises Refused.
    """
    place = county[:6] + "000000"
    access.require(actor, "dibao.adopt", programme="dibao", place_code=place)
    with transaction.atomic():
        have = set(
            Case.objects.filter(programme="dibao", county=county[:6]).values_list("household_id", flat=True)
        )
        lines = [line for line in roster(county, as_of) if line.household not in have]
        made: list[Case] = []
        for table in sorted({table_of(line.since) for line in lines}):
            news = [new(line, table) for line in lines if table_of(line.since) == table]
            made += casework.open_many(actor, news, door=door)
        keep_awards(made, {line.household: line for line in lines})
    return len(made)


def roster(county: str, as_of: dt.date) -> Iterator[Line]:
    """The households of the roster. Two queries, however many."""
    rows = Recipient.objects.at(county, as_of).order_by()
    heads = {
        household: (person, name)
        for household, person, name in rows.filter(household__head__isnull=False).values_list(
            "household", "household__head", "household__head__name"
        )
    }
    grouped = rows.values("household").annotate(
        since=Min("since"), persons=Count("id"), amount=Sum("monthly_benefit"), place=Min("place_code"),
        area=Min("area"), category=Min("category"), name=Min("head_name"),
    )  # fmt: skip
    for row in grouped.order_by("household").iterator():
        head, name = heads.get(row["household"], (None, row["name"]))
        yield Line(
            household=row["household"],
            head=head,
            label=name,
            place_code=row["place"],
            area=AREA_OF_LEDGER.get(row["area"], AREA_OF_LEDGER["农村"]).value,
            category=CATEGORY_OF_LEDGER.get(row["category"], ""),
            since=row["since"],
            persons=row["persons"],
            amount=row["amount"],
        )


def new(line: Line, table: str) -> NewCase:
    """The case to be opened."""
    return NewCase(
        workflow=table,
        place_code=line.place_code,
        label=line.label,
        law_on=line.since,
        household=line.household,
        subject=line.head,
        entry="in_pay",
        origin=origin(line.category, line.area),
        note=NOTE,
    )


def keep_awards(cases: list[Case], lines: dict[int, Line]) -> None:
    """What the ledger says each household gets; one statement, however many."""
    found = [lines[int(case.household_id or 0)] for case in cases]
    if found:
        storage.insert(
            Award,
            ["case", "amount", "persons", "area", "category", "first_month"],
            [
                [case.pk for case in cases],
                [line.amount for line in found],
                [line.persons for line in found],
                [line.area for line in found],
                [line.category for line in found],
                [first_of(line.since) for line in found],
            ],
        )
