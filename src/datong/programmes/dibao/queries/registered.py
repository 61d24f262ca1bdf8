"""What the registers say of a case's household, and what they are to say."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet

from datong.foundation.casework.service import Case
from datong.foundation.ledgers import service as ledgers
from datong.foundation.people import service as people
from datong.foundation.places import service as places
from datong.programmes.dibao.enums import AREA_OF_LEDGER, CATEGORY_OF_LEDGER
from datong.programmes.dibao.errors import CannotAssess
from datong.programmes.dibao.models import Award, Recipient, Removal
from datong.programmes.dibao.queries.assessing import assessment_of
from datong.programmes.dibao.queries.statements import OPENS_REVIEW

ROSTER, ADDITIONS, REMOVALS = "dibao.roster", "dibao.additions", "dibao.removals"
AREAS = {area.value: word for word, area in AREA_OF_LEDGER.items()}
CATEGORIES = {category: word for word, category in CATEGORY_OF_LEDGER.items()}
HEAD, OTHER = "户主", "其他"
Cells = dict[str, Any]


def reference(certificate: str) -> str:
    """How a household without a known head is called."""
    return f"dibao:{certificate}"


def households_of(case: Case) -> list[int]:
    """Ids of the case's household, and of the one its rows stand under while the head's own row is refused."""
    headless = people.Household.objects.filter(reference=reference(case.number))
    own = [case.household_id] if case.household_id else []
    return [*own, *headless.values_list("pk", flat=True)]


def on_roster(case: Case) -> QuerySet[Recipient]:
    """The current rows of the household."""
    found: QuerySet[Recipient] = Recipient.objects.filter(
        county=case.county, household_id__in=households_of(case), valid_to__isnull=True
    )
    return found


def left_roster(case: Case, on: dt.date) -> list[int]:
    """The newest version (ids) of each row that the case itself ended on a day."""
    rows = Recipient.objects.filter(
        county=case.county,
        household_id__in=households_of(case),
        closed_by__file__batch__source=case.number,
        closed_by__file__batch__as_of=on,
    )
    newest = rows.order_by("valid_from", "valid_to", "id")
    return sorted(dict(newest.values_list("person", "pk")).values())


def removals(case: Case) -> list[int]:
    """Rows on the list of removals that the case itself entered, as far as they still speak."""
    rows = Removal.objects.filter(
        head=case.subject_id, origin__file__batch__source=case.number, valid_to__isnull=True
    )
    return list(rows.values_list("pk", flat=True))


def paid_persons(case: Case, award: Award) -> list[int]:
    """Who is paid by the decision an award rests on: by its computation, as the household document now stands. Empty
    where there is none to compute from."""
    if award.decision is None:
        return []
    opened = case.events.filter(step__in=OPENS_REVIEW, on__lte=award.decision.on).order_by("-number")
    day = opened.values_list("on", flat=True).first()
    try:
        found = assessment_of(case, day or case.law_on)
    except CannotAssess:
        return []
    return [int(member.id) for member in found.members if member.paid and member.id.isdigit()]


@dataclass(frozen=True, slots=True)
class Place:
    """Town and village as the sheets write them."""

    town: str | None
    village: str | None


def place_of(case: Case) -> Place:
    """Names of the case's place. One query."""
    town, village = case.place_code[:9] + "000", case.place_code
    names = places.names({town, village})
    return Place(names.get(town), names.get(village) if village != town else None)


def shares(amount: int, head: int | None, persons: Sequence[int]) -> dict[int, int]:
    """Fen a month for each person, whole fen with the remainder on the head (on the first, where the head is not paid):
    together exactly the amount."""
    each, rest = divmod(amount, len(persons))
    bears = head if head in persons else persons[0]
    return {person: each + (rest if person == bears else 0) for person in persons}


def yuan(fen: int) -> str:
    """Fen as a cell of money: 13790 is 137.90."""
    return f"{fen // 100}.{fen % 100:02d}"


def household_cells(case: Case, award: Award) -> Cells:
    """What every sheet says of the household."""
    place = place_of(case)
    return {
        "town": place.town,
        "village": place.village,
        "certificate": certificate_of(case),
        "head_name": case.label,
        "area": AREAS.get(award.area),
    }


def certificate_of(case: Case) -> str:
    """The number on the household's newest row of the register (it may have come from a ledger), else the case's own."""
    rows = Recipient.objects.filter(county=case.county, household_id__in=households_of(case))
    newest = rows.order_by(F("valid_to").desc(nulls_first=True), "-id").values_list("certificate", flat=True)
    return newest.first() or case.number


def roster_rows(case: Case, award: Award) -> list[tuple[int, Cells]]:
    """Person and row of everybody an award pays: as the register has them, with the award's amount; newcomers anew."""
    sheet = ledgers.SHEETS.get(ROSTER)
    standing = {row.person_id: row.pk for row in on_roster(case)}
    cells = by_record(sheet, standing.values())
    persons = paid_persons(case, award) or sorted(standing)
    if not persons:
        return []
    amounts = shares(award.amount, case.subject_id, persons)
    common = household_cells(case, award)
    fresh = newcomers(case, award, [person for person in persons if person not in standing])
    rows = []
    for person in persons:
        row = dict(cells[standing[person]]) if person in standing else {**common, **fresh[person]}
        row["monthly_benefit"] = yuan(amounts[person])
        row["category"] = CATEGORIES.get(award.category, row.get("category"))
        rows.append((person, row))
    return rows


def written(ids: Sequence[int]) -> list[tuple[int, Cells]]:
    """Person and row of versions of the roster (ids), as they stood."""
    cells = by_record(ledgers.SHEETS.get(ROSTER), ids)
    persons = dict(Recipient.objects.filter(pk__in=ids).values_list("pk", "person"))
    return [(persons[pk], row) for pk, row in cells.items()]


def head_cells(case: Case, award: Award) -> Cells:
    """What the lists of additions and removals say of a household."""
    numbers = people.identities([case.subject_id]) if case.subject_id else {}
    return household_cells(case, award) | {"head": numbers.get(case.subject_id or 0)}


def by_record(sheet: ledgers.Sheet, ids: Any) -> dict[int, Cells]:
    """Cells of records by id."""
    rows = sheet.model.objects.filter(pk__in=list(ids)).order_by("id")
    return dict(zip(sorted(ids), ledgers.cells_of(sheet, rows), strict=True))


def newcomers(case: Case, award: Award, persons: Sequence[int]) -> dict[int, Cells]:
    """What the register of people knows of persons who come onto the roster with an award."""
    numbers = people.identities(persons)
    known = people.Person.objects.in_bulk(persons)
    relations = dict(
        people.Membership.objects.filter(household=case.household_id, person__in=persons).values_list(
            "person", "relation"
        )
    )
    return {
        person: {
            "name": known[person].name,
            "relation": HEAD if person == case.subject_id else relations.get(person, OTHER),
            "person": numbers.get(person),
            "sex": known[person].sex or None,
            "since": award.first_month,
        }
        for person in persons
    }


def clashes(case: Case, persons: Sequence[int]) -> set[int]:
    """Those who stand on the roster of another household now. One query."""
    rows = Recipient.objects.filter(county=case.county, person__in=persons, valid_to__isnull=True)
    return set(rows.exclude(household__in=households_of(case)).values_list("person", flat=True))
