"""Conditions on the rows of a sheet: words, filters, places, order."""

from collections.abc import Callable
from typing import Any

from django.db.models import F, Q, QuerySet

from datong.foundation.ledgers.core.kinds import Flag, Identity, Number, Reference, Whole, Year
from datong.foundation.ledgers.core.sheet import Column, Sheet
from datong.foundation.ledgers.queries.asking import Asking
from datong.foundation.ledgers.queries.shown import PLACE, identity_column, shown
from datong.foundation.places import service as places
from datong.foundation.storage import service as storage

FEW_PERSONS = 1_000
NONE = Q(pk__in=[])


def narrowed(rows: QuerySet[Any], sheet: Sheet, asking: Asking, county: str) -> QuerySet[Any]:
    """The rows that an asking leaves."""
    for name, value in asking.filters.items():
        rows = rows.filter(chosen_value(sheet, sheet.by_name[name], value))
    for code in (asking.town, asking.village):
        rows = rows.filter(inside(code)) if code else rows
    if asking.persons is not None:
        rows = rows.filter(about_persons(sheet, asking.persons))
    return rows.filter(matching(sheet, asking.q, county)) if asking.q else rows


def inside(code: str) -> Q:
    """Rows at a place or in it; of the county itself only what belongs to no town."""
    part = places.prefix(code)
    if len(part) <= 6:
        return Q(place_code=code)
    return Q(place_code__range=(part.ljust(12, "0"), part.ljust(12, "9")))


def chosen_value(sheet: Sheet, column: Column, value: str) -> Q:
    """Rows whose column holds one value; none when it cannot."""
    path = shown(sheet.id)[column.name].path
    if isinstance(column.kind, Flag):
        return Q(**{path: value == "是"})
    if isinstance(column.kind, Year | Whole):
        return Q(**{path: int(value)}) if value.isascii() and value.isdigit() and len(value) < 10 else NONE
    return Q(**{path: value})


def about_persons(sheet: Sheet, persons: tuple[int, ...]) -> Q:
    """Rows that name one of these persons."""
    return Q(**{f"{sheet.person}__in": persons}) if sheet.person else NONE


def searched_by_place(sheet: Sheet) -> bool:
    """Whether words mean places, since the sheet has no column to search."""
    return not any(column.search for column in sheet.columns) and sheet.village() is not None


def matching(sheet: Sheet, words: str, county: str) -> Q:
    """Rows in which a searched column holds the words; names of persons by the index of names. A sheet without such
    columns is searched by the names of its places."""
    condition = NONE
    for place in places.find(words, county) if searched_by_place(sheet) else ():
        condition |= inside(place.code)
    digits = any(letter.isascii() and letter.isalnum() for letter in words)
    for column in sheet.columns:
        if not column.search:
            continue
        if isinstance(column.kind, Number | Reference):
            condition |= (
                Q(**{f"{shown(sheet.id)[column.name].path}__contains": words.upper()}) if digits else NONE
            )
        else:
            condition |= holding(sheet, column, words)
    return condition


def holding(sheet: Sheet, column: Column, words: str) -> Q:
    """Rows whose text column holds the words. A person's name is looked up in the index of names unless it is so
    common that reading the column is less work."""
    person = named_person(sheet, column)
    if person is not None:
        found = storage.find_names(words)
        if len(found) <= FEW_PERSONS:
            return Q(**{f"{person}__in": found})
    return Q(**{f"{column.name}__contains": words})


def named_person(sheet: Sheet, column: Column) -> str | None:
    """The path of the person whose name a column holds."""
    for identity in sheet.identities():
        if isinstance(identity.kind, Identity) and identity.kind.name == column.name:
            return identity.name
    return sheet.person if sheet.person and column.name == identity_column(sheet) else None


def ordered(rows: QuerySet[Any], sheet: Sheet, sort: str) -> QuerySet[Any]:
    """In the order asked for; else by place, so that a village stands together. Empty values come last."""
    path = shown(sheet.id)[sort.removeprefix("-")].sort if sort else ""
    if not path:
        return rows.order_by(PLACE, "id")
    turn: Callable[..., Any] = F(path).desc if sort.startswith("-") else F(path).asc
    rest = [PLACE, "id"] if path != PLACE else ["id"]
    return rows.order_by(turn(nulls_last=True) if nullable(sheet, path) else turn(), *rest)


def nullable(sheet: Sheet, path: str) -> bool:
    """Whether a path may lead to nothing."""
    field = sheet.model._meta.get_field(path.split("__", maxsplit=1)[0])
    return bool(field.null)
