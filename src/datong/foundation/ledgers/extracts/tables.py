"""Records as plain tables, for pages, traces and files: one query for the rows, one for the names of places."""

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from datong.foundation.ledgers import registry
from datong.foundation.ledgers.core.kinds import (
    Body,
    Cell,
    Day,
    Flag,
    Identity,
    Phone,
    Reference,
    Town,
    Village,
)
from datong.foundation.ledgers.core.sheet import Column, Sheet
from datong.foundation.ledgers.extracts.layout import Book
from datong.foundation.places import service as places
from datong.kernel.identity import mask, mask_phone
from datong.kernel.text import neutralise

CHUNK = 5_000
Record = Sequence[Any]
Show = Callable[[Record], Cell]


def table(
    sheet: Sheet,
    rows: Any,
    lang: str = "zh",
    masked: bool = True,
    columns: Sequence[Column] | None = None,
) -> tuple[list[str], Iterator[list[Cell]]]:
    """Headings in `lang`, and an iterator over the records: one list of cells each, in the order of the columns.

    `rows`: records of the sheet (a RecordSet), in its own order, else in the register's. A cell is text, a number in
    the unit of its heading, a date, or None. Identity numbers and telephones are masked unless the caller holds the
    permission for full ones. Two queries, however many rows. Text is not neutralised: that is done where a file is
    written.
    """
    chosen = sheet.columns if columns is None else columns
    return [column.label.to(lang) for column in chosen], cells(sheet, rows, chosen, lang, masked)


def cells(
    sheet: Sheet, rows: Any, columns: Sequence[Column], lang: str, masked: bool
) -> Iterator[list[Cell]]:
    """The rows of `table`."""
    paths = list(dict.fromkeys(["place_code", *(path(sheet, column) for column in columns)]))
    if not (rows.query.is_sliced or rows.query.order_by):
        rows = rows.order_by(*(sheet.order or ("id",)))
    found = rows.values_list(*paths).iterator(CHUNK)
    first = next(found, None)
    if first is None:
        return
    style = Style(places.gazetteer(first[0][:6]).shorts, lang, masked)
    at = {name: position for position, name in enumerate(paths)}
    show = [shower(sheet, column, at[path(sheet, column)], style) for column in columns]
    yield [each(first) for each in show]
    for record in found:
        yield [each(record) for each in show]


def cells_of(sheet: Sheet, rows: Any) -> Iterator[dict[str, Cell]]:
    """Records as they would be entered again: cells by column name, numbers in full, which a page never shows."""
    names = [column.name for column in sheet.columns]
    for record in cells(sheet, rows, sheet.columns, "zh", masked=False):
        yield dict(zip(names, record, strict=True))


def path(sheet: Sheet, column: Column) -> str:
    """Where the text of a column stands, seen from the record: in a field, in a joined table, in `more`."""
    kind, name = column.kind, column.name
    if isinstance(kind, Village) or (isinstance(kind, Town) and not kind.organs):
        return "place_code"
    if not has_field(sheet, name):
        return "more"
    if isinstance(kind, Reference):
        return f"{name}__{key_field(kind.to)}"
    if isinstance(kind, Identity):
        return f"{name}__{key_field(kind.known_in)}__identity" if kind.known_in else f"{name}__identity"
    return f"{name}__name" if isinstance(kind, Body) else name


def has_field(sheet: Sheet, name: str) -> bool:
    """Whether the record has a field of this name; else the value is in its `more`."""
    return any(field.name == name for field in sheet.model._meta.get_fields())


def key_field(target: str) -> str:
    """The field under which rows of another sheet are referred to."""
    return registry.SHEETS.get(target).key[0]


@dataclass(frozen=True)
class Style:
    """Names of places by 12-digit code, the language, whether numbers of persons are masked."""

    names: dict[str, str]
    lang: str
    masked: bool


def shower(sheet: Sheet, column: Column, at: int, style: Style) -> Show:
    """How a column's cell is made from a record as fetched; `at` is the place of its path."""
    kind, write, names = column.kind, column.kind.write, style.names
    if isinstance(kind, Village):
        return lambda record: None if record[0].endswith("000") else names.get(record[0], record[0])
    if isinstance(kind, Town):
        return town_shower(at if kind.organs else None, names)
    if not has_field(sheet, column.name):
        return lambda record: write(revived(column, record[at].get(column.name)))
    if isinstance(kind, Identity | Phone) and style.masked:
        hide = mask if isinstance(kind, Identity) else mask_phone
        return lambda record: None if record[at] is None else hide(record[at])
    if isinstance(kind, Flag) and style.lang.startswith("en"):
        return lambda record: None if record[at] is None else "yes" if record[at] else "no"
    return lambda record: write(record[at])


def town_shower(at: int | None, names: dict[str, str]) -> Show:
    """The town of a record's place; where bodies of the county are named too, what the record itself says."""

    def show(record: Record) -> Cell:
        place = record[0]
        own: str | None = None if at is None else record[at]
        if own or place.endswith("000000"):
            return own or None
        town = place[:9] + "000"
        return names.get(town, town)

    return show


def revived(column: Column, value: Any) -> Any:
    """A value of `more` as its kind knows it: dates are kept as ISO text there."""
    return dt.date.fromisoformat(value) if isinstance(column.kind, Day) and value is not None else value


def table_rows(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[list[Cell]]:
    """Headings and rows as a CSV writer takes them: empty cells as empty text, nothing that looks like a formula."""
    yield [neutralise(heading) for heading in headings]
    for row in rows:
        yield [neutralise(cell) if isinstance(cell, str) else "" if cell is None else cell for cell in row]


def csv_bytes(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """A CSV in UTF-8 with the mark by which spreadsheets know it."""
    out = io.StringIO()
    csv.writer(out).writerows(table_rows(headings, rows))
    return out.getvalue().encode("utf-8-sig")


def xlsx_bytes(headings: Sequence[str], rows: Iterable[Sequence[Cell]], title: str = "Datong") -> bytes:
    """A workbook of one sheet: text as text, numbers and dates as such; rows are written as they come."""
    book = Book()
    page = book.page(title)
    book.headings(page, headings)
    for number, row in enumerate(rows, start=1):
        book.row(page, number, row)
    return book.close()
