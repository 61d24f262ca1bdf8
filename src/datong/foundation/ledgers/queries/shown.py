"""How the columns of a sheet are read from the register and printed on a page.

A row is read as `(id, place_code, *paths)` and printed as text, one piece a column. Identity numbers and phones are
unsealed only where a page of details asks for them, and come out masked.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Literal

from django.utils.translation import gettext as _

from datong.foundation.ledgers.core.kinds import (
    Body,
    Choice,
    Day,
    Flag,
    Identity,
    Money,
    Phone,
    Reference,
    Scaled,
    Town,
    Village,
    Whole,
    Words,
)
from datong.foundation.ledgers.core.sheet import Column, Sheet
from datong.foundation.ledgers.registry import SHEETS
from datong.foundation.places import service as places
from datong.kernel.identity import mask, mask_phone

Names = Mapping[str, str]
Printer = Callable[[Any, str, Names], str]
MORE = "more"
PLACE = "place_code"
FEN_OF_WAN = 6


@dataclass(frozen=True)
class Shown:
    """One column: `path` reads it, `show(value, place_code, names)` prints it, `sort` is the path to order by ("" when
    it has none), `field` whether the record has a field of its own for it."""

    column: Column
    path: str
    show: Printer
    kind: Literal["text", "number", "date"] = "text"
    sort: str = ""
    field: bool = True
    personal: bool = False

    @property
    def name(self) -> str:
        return self.column.name


@cache
def shown(sheet_id: str) -> dict[str, Shown]:
    """Every column of a sheet by name, in declared order."""
    sheet = SHEETS.get(sheet_id)
    fields = {field.name for field in sheet.model._meta.get_fields()}
    return {column.name: show_column(column, column.name in fields) for column in sheet.columns}


def show_column(column: Column, field: bool) -> Shown:
    """How one column is read and printed; `field`: the record has a field for it."""
    kind = column.kind
    if isinstance(kind, Village):
        return Shown(column, PLACE, village_name, sort=PLACE)
    if isinstance(kind, Town):
        return (
            Shown(column, column.name, unit_name, sort=PLACE)
            if field
            else Shown(column, PLACE, town_name, sort=PLACE)
        )
    if not field:
        return Shown(column, MORE, extra(column), field=False, personal=isinstance(kind, Identity | Phone))
    if isinstance(kind, Identity):
        return Shown(column, identity_path(column), masked, personal=True)
    if isinstance(kind, Phone):
        return Shown(column, column.name, masked_phone, personal=True)
    path = joined_path(column)
    return Shown(column, path, printer(column), kind=alignment(column), sort=path)


def joined_path(column: Column) -> str:
    """The field to read: of a reference its number, of an organisation its name."""
    if isinstance(column.kind, Reference):
        return f"{column.name}__{number_of(SHEETS.get(column.kind.to))}"
    return f"{column.name}__name" if isinstance(column.kind, Body) else column.name


def identity_path(column: Column) -> str:
    """Where the sealed number of a person column is."""
    return f"{person_path(column)}__identity"


def person_path(column: Column) -> str:
    """The path of a citizen number's person: the column itself, or the person of the record it stands for."""
    target = column.kind.known_in if isinstance(column.kind, Identity) else None
    return f"{column.name}__{SHEETS.get(target).person}" if target else column.name


def number_of(sheet: Sheet) -> str:
    """The column under whose value other sheets name a row of this one."""
    return sheet.key[0]


def alignment(column: Column) -> Literal["text", "number", "date"]:
    if isinstance(column.kind, Money | Whole | Scaled):
        return "number"
    return "date" if isinstance(column.kind, Day) else "text"


def printer(column: Column) -> Printer:
    """How a value of the column's own field is printed."""
    kind = column.kind
    if isinstance(kind, Money):
        return fixed if kind.unit == "元" else scaled(FEN_OF_WAN)
    if isinstance(kind, Scaled):
        return scaled(kind.places)
    if isinstance(kind, Whole):
        return grouped
    if isinstance(kind, Flag):
        return flag
    return iso if isinstance(kind, Day) else plain


def plain(value: Any, _place: str, _names: Names) -> str:
    return "" if value is None else str(value)


def iso(value: Any, _place: str, _names: Names) -> str:
    return "" if value is None else value.isoformat()


def grouped(value: Any, _place: str, _names: Names) -> str:
    return "" if value is None else f"{value:,}"


def flag(value: Any, _place: str, _names: Names) -> str:
    return "" if value is None else _("是") if value else _("否")


def fixed(value: Any, _place: str, _names: Names) -> str:
    """Fen as yuan with two decimals."""
    return "" if value is None else f"{Decimal(value).scaleb(-2):,.2f}"


def scaled(digits: int) -> Printer:
    """A whole number of the smallest unit, as a number with at most `digits` decimals."""

    def show(value: Any, _place: str, _names: Names) -> str:
        if value is None:
            return ""
        text = f"{Decimal(value).scaleb(-digits):,f}"
        return text.rstrip("0").rstrip(".") if "." in text else text

    return show


def extra(column: Column) -> Printer:
    """A declared column that the record keeps in its `more`."""
    show = plain if isinstance(column.kind, Day) else printer(column)
    if isinstance(column.kind, Identity | Phone):
        show = nothing

    def show_more(value: Any, place: str, names: Names) -> str:
        return show((value or {}).get(column.name), place, names)

    return show_more


def nothing(_value: Any, _place: str, _names: Names) -> str:
    """Personal numbers have fields of their own; elsewhere they are not shown."""
    return ""


def masked(value: Any, _place: str, _names: Names) -> str:
    return mask(value) if value else ""


def masked_phone(value: Any, _place: str, _names: Names) -> str:
    return mask_phone(value) if value else ""


def town_of(code: str) -> str:
    """The 12-digit code of the town of a place."""
    return code[:9] + "000"


def village_name(_value: Any, place: str, names: Names) -> str:
    return "" if place.endswith("000") else names.get(place, place)


def town_name(_value: Any, place: str, names: Names) -> str:
    return "" if place.endswith("000000") else names.get(town_of(place), "")


def unit_name(value: Any, place: str, names: Names) -> str:
    """A town, or the body of the county that the ledger named."""
    return value or town_name(None, place, names)


def place_names(codes: Iterable[str]) -> dict[str, str]:
    """Names of places and of their towns, one query; none without places."""
    wanted = set(codes)
    return places.names(wanted | {town_of(code) for code in wanted}) if wanted else {}


def paths(columns: Sequence[Shown]) -> list[str]:
    """What to ask of the database for a row that shows these columns."""
    return ["id", PLACE, *(each.path for each in columns)]


def printed(columns: Sequence[Shown], row: Sequence[Any], names: Names) -> list[str]:
    """A row read by `paths`, as text."""
    place = row[1]
    return [each.show(value, place, names) for each, value in zip(columns, row[2:], strict=True)]


def in_reading_order(sheet: Sheet) -> list[Shown]:
    """The columns of a page: who or what it is first, its state second, then as declared."""
    every = shown(sheet.id)
    first = identity_column(sheet)
    states = [c.name for c in sheet.columns if isinstance(c.kind, Choice) and c.filter and c.name != first]
    front = [first, *states[-1:]]
    return [every[name] for name in [*front, *(name for name in every if name not in front)]]


def identity_column(sheet: Sheet) -> str:
    """The column by which a reader knows a row: the person's name, else what it is searched by, else its village."""
    every = sheet.columns
    named = [c.kind.name for c in every if isinstance(c.kind, Identity) and c.kind.name]
    words = [c.name for c in every if c.search and c.required and isinstance(c.kind, Words)]
    searched = [c.name for c in every if c.search]
    villages = [c.name for c in every if isinstance(c.kind, Village)]
    return str([*named, *words, *searched, *villages, every[0].name][0])
