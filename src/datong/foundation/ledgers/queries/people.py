"""What the registers say of persons and households, as far as the reader may see.

A person is seen through records: whoever is named by a record that the reader may see, and nobody else.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404

from datong.foundation.access import service as access
from datong.foundation.casework import service as casework
from datong.foundation.casework.service import CaseLine
from datong.foundation.ledgers.core.kinds import Phone
from datong.foundation.ledgers.core.sheet import Sheet
from datong.foundation.ledgers.queries.asking import usual
from datong.foundation.ledgers.queries.registers import Line, rows_seen
from datong.foundation.ledgers.queries.shown import Shown, paths, place_names, printed
from datong.foundation.ledgers.queries.viewing import InView
from datong.foundation.ledgers.registry import PROGRAMMES, SHEETS
from datong.foundation.people import service as people
from datong.kernel.bilingual import Text
from datong.kernel.identity import mask, normalise, problem

SEE = "persons.view"
UNMASK = "persons.unmask"
TIE = "kinship.edit"
MOST_LINES = 200


@dataclass(frozen=True)
class ByNumber:
    """Who an identity number belongs to; `problem` says why it cannot be one."""

    persons: tuple[int, ...]
    problem: Text | None = None


@dataclass(frozen=True)
class Naming:
    """The records of one register that name somebody, with the place of each."""

    sheet: Sheet
    columns: list[Shown]
    lines: list[Line]
    places: list[str]

    @property
    def programme(self) -> Text:
        return PROGRAMMES.get(self.sheet.programme)[1]


@dataclass(frozen=True)
class Member:
    """Somebody of a household, with the relation to its head as it was written."""

    pk: int
    name: str
    relation: str
    number: str
    head: bool


@dataclass(frozen=True)
class Home:
    """A household: where, and those of its members whom a record in the reader's scope names."""

    pk: int
    reference: str
    place: str
    members: list[Member]


@dataclass(frozen=True)
class PersonPage:
    """A person, number masked, with every record and household that the reader may see."""

    person: people.Person
    number: str
    place: str
    namings: list[Naming]
    homes: list[Home]
    may_unmask: bool
    cases: list[CaseLine]
    may_tie: bool


@dataclass(frozen=True)
class HouseholdPage:
    """A household with the records of its members."""

    home: Home
    namings: list[Naming]


def by_number(typed: str) -> ByNumber:
    """The person with exactly this identity number; nobody, with the sentence, when it is not a number at all."""
    number = normalise(typed)
    wrong = problem(number)
    if wrong is not None:
        return ByNumber((), wrong.text)
    found = people.by_identity(number)
    return ByNumber((found.pk,) if found else ())


def person_sheets(user: access.AnyUser, action: str = SEE) -> list[Sheet]:
    """Sheets that name persons, of the programmes for which the user may do `action`."""
    return [
        sheet
        for sheet in SHEETS.values()
        if sheet.person and access.can(user, action, programme=sheet.programme)
    ]


def household_sheets(user: access.AnyUser) -> list[Sheet]:
    """Those of them whose records belong to a household."""
    return [sheet for sheet in person_sheets(user) if "household" in field_names(sheet)]


def field_names(sheet: Sheet) -> set[str]:
    return {field.name for field in sheet.model._meta.get_fields()}


def seen(user: access.AnyUser, view: InView, persons: Collection[int]) -> bool:
    """Whether a record in the user's scope names one of these persons."""
    return bool(persons) and any(True for _ in namings_of(user, view, persons))


def person(user: access.AnyUser, view: InView, pk: int) -> PersonPage:
    """A person's page; raises Http404, or Refused when no record or case in the user's scope is about the person."""
    found = people.Person.objects.filter(pk=pk).first()
    if found is None:
        raise Http404("no such person")
    access.require(user, SEE)
    namings, cases = list(namings_of(user, view, [pk])), casework.cases_about(user, pk)
    if not namings and not cases:
        require_ever_seen(user, lambda sheet: Q(**{str(sheet.person): pk}))
    rows = household_rows(user, view, lambda sheet: Q(**{str(sheet.person): pk}))
    return PersonPage(
        person=found,
        number=mask(found.identity or ""),
        place=in_words(place_names([found.place_code]), found.place_code),
        namings=namings,
        homes=homes(user, view, {household for household, _ in rows}),
        may_unmask=any(may(user, UNMASK, naming) for naming in namings),
        cases=cases,
        may_tie=any(may(user, TIE, naming) for naming in namings)
        or any(may_tie(user, each) for each in cases),
    )


def household(user: access.AnyUser, view: InView, pk: int) -> HouseholdPage:
    """A household's page; raises Http404, or Refused when no record in the user's scope belongs to it."""
    if people.household(pk) is None:
        raise Http404("no such household")
    found = homes(user, view, {pk})
    if not found:
        require_ever_seen(user, lambda sheet: Q(household=pk) if "household" in field_names(sheet) else None)
        raise Http404("no record of this household on this date")
    return HouseholdPage(found[0], list(namings_of(user, view, [member.pk for member in found[0].members])))


def require_ever_seen(user: access.AnyUser, naming: Any) -> None:
    """Raises Refused unless some record of any date, in the user's scope, is one that `naming(sheet)` finds."""
    for sheet in person_sheets(user):
        condition = naming(sheet)
        rows: QuerySet[Any] = sheet.model.objects.all()
        if condition and access.visible(rows, user, SEE, sheet.programme).filter(condition).exists():
            return
    raise access.Refused(access.permission(SEE).refusal, SEE)


def namings_of(user: access.AnyUser, view: InView, persons: Collection[int]) -> Iterator[Naming]:
    """The records that name these persons, register by register; one query each, and one for the places."""
    read = []
    for sheet in person_sheets(user):
        columns = usual(sheet)
        naming = rows_seen(user, sheet, view, SEE).filter(**{f"{sheet.person}__in": persons})
        found = list(naming.order_by("-valid_from", "id").values_list(*paths(columns))[:MOST_LINES])
        if found:
            read.append((sheet, columns, found))
    names = place_names({row[1] for _, _, rows in read for row in rows})
    for sheet, columns, rows in read:
        lines = [Line(row[0], printed(columns, row, names)) for row in rows]
        yield Naming(sheet, columns, lines, [row[1] for row in rows])


def may(user: access.AnyUser, action: str, naming: Naming) -> bool:
    """Whether one of the records lies where the user may do `action`."""
    where = access.scope(user, action, naming.sheet.programme)
    return any(where.covers(place) for place in naming.places)


def may_tie(user: access.AnyUser, line: CaseLine) -> bool:
    """Whether the user may record the kin of whoever this case is about."""
    return access.can(user, TIE, programme=line.case.programme, place_code=line.case.place_code)


def household_rows(user: access.AnyUser, view: InView, naming: Any) -> list[tuple[int, int]]:
    """(household, person) of the records seen that `naming(sheet)` finds. One query a register with households."""
    pairs: dict[tuple[int, int], None] = {}
    for sheet in household_sheets(user):
        rows = rows_seen(user, sheet, view, SEE).filter(naming(sheet)).order_by("id")
        pairs |= dict.fromkeys(rows.values_list("household_id", f"{sheet.person}_id"))
    return list(pairs)


def homes(user: access.AnyUser, view: InView, households: set[int]) -> list[Home]:
    """Households with the members whom records in the user's scope name; those without any are left out."""
    if not households:
        return []
    pairs = household_rows(user, view, lambda _: Q(household__in=households))
    persons = people.Person.objects.in_bulk({person for _, person in pairs})
    relations = {
        (each.household_id, each.person_id): each.relation
        for each in people.Membership.objects.filter(household__in=households)
    }
    found = people.Household.objects.filter(pk__in={household for household, _ in pairs}).order_by("id")
    names = place_names({each.place_code for each in found})
    return [
        Home(
            each.pk,
            each.reference or "",
            in_words(names, each.place_code),
            members(
                each, [persons[person] for household, person in pairs if household == each.pk], relations
            ),
        )
        for each in found
    ]


def members(
    home: people.Household, persons: Sequence[people.Person], relations: dict[Any, str]
) -> list[Member]:
    """The head first, the others as the register has them."""
    told = [
        Member(
            pk=each.pk,
            name=each.name,
            relation=relations.get((home.pk, each.pk), ""),
            number=mask(each.identity or ""),
            head=each.pk == home.head_id,
        )
        for each in persons
    ]
    return sorted(told, key=lambda member: not member.head)


def phone_columns(sheet: Sheet) -> list[str]:
    """Fields of telephone numbers."""
    known = field_names(sheet)
    return [
        column.name for column in sheet.columns if isinstance(column.kind, Phone) and column.name in known
    ]


def in_words(names: dict[str, str], code: str) -> str:
    """调元镇百花村; the county's own name for what lies in no town."""
    town = names.get(code[:9] + "000", "")
    return town if code.endswith("000") else town + names.get(code, code)


def phones(user: access.AnyUser, view: InView, pk: int) -> list[str]:
    """Full telephone numbers of a person in the records where the user may see full numbers."""
    found: dict[str, None] = {}
    for sheet in person_sheets(user, UNMASK):
        fields = phone_columns(sheet)
        if fields:
            rows = rows_seen(user, sheet, view, UNMASK).filter(**{str(sheet.person): pk})
            found |= {value: None for row in rows.values_list(*fields) for value in row if value}
    return list(found)
