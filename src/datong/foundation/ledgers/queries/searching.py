"""One search for everything: persons by part of their name, places, papers by number, works by name.

Identity numbers are not looked for here: they come by a posted form and lead to the person at once.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Q

from datong.foundation.access import service as access
from datong.foundation.ledgers.core.kinds import Identity, Number, Reference, Town, Village, Words
from datong.foundation.ledgers.core.sheet import Sheet
from datong.foundation.ledgers.queries.asking import choosable
from datong.foundation.ledgers.queries.finding import FEW_PERSONS, matching
from datong.foundation.ledgers.queries.people import in_words, person_sheets
from datong.foundation.ledgers.queries.registers import rows_seen
from datong.foundation.ledgers.queries.shown import identity_column, paths, place_names, printed
from datong.foundation.ledgers.queries.viewing import InView
from datong.foundation.ledgers.registry import PROGRAMMES, SHEETS
from datong.foundation.people import service as people
from datong.foundation.places import service as places
from datong.foundation.storage import service as storage
from datong.kernel.bilingual import Text
from datong.kernel.identity import mask
from datong.kernel.text import name_key

SEE = "registers.view"
MOST_PERSONS = 50
MOST_PLACES = 10
MOST_PAPERS = 10
SHOWN_CELLS = 3


@dataclass(frozen=True)
class PersonFound:
    """A person with the programmes whose records name them."""

    pk: int
    name: str
    number: str
    place: str
    programmes: list[Text]


@dataclass(frozen=True)
class PlaceFound:
    """A place with the registers in which the reader may look at it; `town` is the code of its town."""

    code: str
    name: str
    town: str
    sheets: list[Sheet]


@dataclass(frozen=True)
class PaperFound:
    """A record found by its number or name: its first cells as the register shows them."""

    sheet: Sheet
    pk: int
    cells: list[str]


@dataclass(frozen=True)
class Found:
    """What a search found; `more_persons`: there are others, and the words should be longer."""

    persons: list[PersonFound] = field(default_factory=list)
    places: list[PlaceFound] = field(default_factory=list)
    papers: list[PaperFound] = field(default_factory=list)
    more_persons: bool = False
    more_places: bool = False

    @property
    def more_papers(self) -> bool:
        """Whether a register may hold more than the few that are listed of each."""
        counted = Counter(each.sheet.id for each in self.papers)
        return any(many >= MOST_PAPERS for many in counted.values())

    @property
    def total(self) -> int:
        return len(self.persons) + len(self.places) + len(self.papers)


def find(user: access.AnyUser, view: InView, words: str) -> Found:
    """Everything that the words find in the user's scope; nothing without words. About one query a sheet."""
    if not words:
        return Found()
    persons, more_persons = find_persons(user, view, words)
    near = places.find(words, view.county)
    return Found(
        persons=persons,
        places=[place_found(user, place) for place in near[:MOST_PLACES]],
        papers=find_papers(user, view, words),
        more_persons=more_persons,
        more_places=len(near) > MOST_PLACES,
    )


def find_persons(user: access.AnyUser, view: InView, words: str) -> tuple[list[PersonFound], bool]:
    """Persons named by a record that the user may see: the whole name first; and whether there are more."""
    ids = storage.find_names(words)
    if not ids:
        return [], False
    seen: dict[int, dict[str, None]] = {}
    places_of: dict[int, str] = {}
    for sheet in person_sheets(user):
        rows = rows_seen(user, sheet, view, "persons.view").filter(naming(sheet, ids, words))
        for person, place in rows.order_by("id").values_list(f"{sheet.person}_id", "place_code")[
            : MOST_PERSONS * 4
        ]:
            seen.setdefault(person, {})[sheet.programme] = None
            places_of.setdefault(person, place)
    key = name_key(words)
    known = [each for each in people.Person.objects.filter(pk__in=seen) if key in name_key(each.name)]
    known.sort(key=lambda each: (name_key(each.name) != key, len(each.name), each.name, each.pk))
    names = place_names(places_of[each.pk] for each in known[:MOST_PERSONS])
    told = [
        person_found(each, seen[each.pk], in_words(names, places_of[each.pk]))
        for each in known[:MOST_PERSONS]
    ]
    return told, len(known) > MOST_PERSONS


def naming(sheet: Sheet, ids: list[int], words: str) -> Q:
    """Rows that name one of these persons; when the name is very common, rows in which it is written."""
    if len(ids) <= FEW_PERSONS:
        return Q(**{f"{sheet.person}__in": ids})
    return Q(**{f"{identity_column(sheet)}__contains": words})


def person_found(person: people.Person, programmes: Mapping[str, None], place: str) -> PersonFound:
    return PersonFound(
        pk=person.pk,
        name=person.name,
        number=mask(person.identity or ""),
        place=place,
        programmes=[PROGRAMMES.get(slug)[1] for slug in programmes],
    )


def place_found(user: access.AnyUser, place: places.Place) -> PlaceFound:
    """A place with the registers that say where their rows are."""
    sheets = [
        sheet
        for sheet in SHEETS.values()
        if any(isinstance(column.kind, Town | Village) for column in sheet.columns)
        and access.can(user, SEE, programme=sheet.programme, place_code=place.code)
    ]
    town = place.code if place.level in ("town", "county") else place.parent
    return PlaceFound(place.code, place.short, town, sheets)


def find_papers(user: access.AnyUser, view: InView, words: str) -> list[PaperFound]:
    """Papers by the beginning of their number, works and items by part of their name."""
    found: list[PaperFound] = []
    for sheet in SHEETS.values():
        condition = paper(sheet, words, view.county)
        if condition is None or not access.can(user, SEE, programme=sheet.programme):
            continue
        columns = choosable(sheet)
        columns = [
            *columns[:SHOWN_CELLS],
            *(c for c in columns[SHOWN_CELLS:] if isinstance(c.column.kind, Number)),
        ]
        rows = list(
            rows_seen(user, sheet, view)
            .filter(condition)
            .order_by("id")
            .values_list(*paths(columns))[:MOST_PAPERS]
        )
        names = place_names({row[1] for row in rows})
        found += [PaperFound(sheet, row[0], printed(columns, row, names)) for row in rows]
    return found


def paper(sheet: Sheet, words: str, county: str) -> Q | None:
    """The rows of a sheet that the words may mean as a paper; None when it cannot be one."""
    numbers = [column.name for column in sheet.columns if isinstance(column.kind, Number)]
    condition = Q(pk__in=[])
    wanted = words.replace(" ", "").upper()
    by_number = bool(numbers) and len(wanted) > 1 and any(letter.isdigit() for letter in wanted)
    for name in numbers if by_number else ():
        condition |= Q(**{f"{name}__startswith": wanted})
    by_name = named_things(sheet) and len(words) > 1
    if by_name:
        condition |= matching(sheet, words, county)
    return condition if by_number or by_name else None


def named_things(sheet: Sheet) -> bool:
    """Whether a sheet is about works, items or meetings that have names, and not about persons or single services."""
    about_others = any(isinstance(column.kind, Identity | Reference) for column in sheet.columns)
    return not about_others and any(
        column.search and isinstance(column.kind, Words) for column in sheet.columns
    )
