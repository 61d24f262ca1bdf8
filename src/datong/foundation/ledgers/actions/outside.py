"""Sheets of a house that keeps its rows itself (a double-entry book, say): read as an import reads them, and no more.

Places, persons and references are not looked up; a row comes back as values or with the reason why not.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from datong.foundation.ledgers.actions import reading
from datong.foundation.ledgers.actions.keeping import cells_json
from datong.foundation.ledgers.actions.matching import COPY, GUIDE, fitting, names_of
from datong.foundation.ledgers.actions.receiving import lacking, missing_columns, pick
from datong.foundation.ledgers.core.body import body_rows
from datong.foundation.ledgers.core.headings import find_heading
from datong.foundation.ledgers.core.limits import Limits
from datong.foundation.ledgers.core.reader import RawSheet, read_workbook
from datong.foundation.ledgers.core.sheet import Sheet
from datong.kernel.bilingual import Text
from datong.kernel.text import heading_key

NO_HEADING = Text(
    "工作表“{name}”中没有找到表头行，请对照模板检查表头。",
    "No heading row was found in the sheet “{name}”; compare it with the template.",
)


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row: its number in the sheet, values by column name, the cells as sealed text keeps them, and what is wrong
    with it (column heading, sentence), if anything is."""

    row: int
    values: dict[str, Any]
    cells: str
    fault: tuple[str, Text] | None


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """A sheet of the workbook and the declared one it is; with a `problem` none of its rows was read."""

    sheet: Sheet
    name: str
    problem: Text | None = None
    rows: tuple[ReadRow, ...] = ()


@dataclass(slots=True)
class ReadBook:
    """The sheets in the order of declaration, and the names of those nobody declared."""

    sheets: list[ReadSheet] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def read_sheets(path: Path, sheets: Sequence[Sheet], limits: Limits) -> ReadBook:
    """Read an .xlsx in a process of its own. Raises UnreadableWorkbook with its sentence."""
    found = ReadBook()
    for raw in read_workbook(path, limits).sheets:
        sheet = which(raw, sheets)
        if sheet is not None:
            found.sheets.append(read_sheet(sheet, raw))
        elif heading_key(raw.name) != GUIDE:
            found.unknown.append(raw.name)
    found.sheets.sort(key=lambda each: sheets.index(each.sheet))
    return found


def which(raw: RawSheet, sheets: Sequence[Sheet]) -> Sheet | None:
    """The declared sheet of this name, else the one whose required columns are all there."""
    key = COPY.sub("", heading_key(raw.name))
    named = next((each for each in sheets if key in names_of(each)), None)
    return named or next((each for each in sheets if fitting(raw, each) == 1.0), None)


def read_sheet(sheet: Sheet, raw: RawSheet) -> ReadSheet:
    """The rows below the heading, each read or refused."""
    heading = find_heading(raw, sheet.headings())
    if heading is None:
        return ReadSheet(sheet, raw.name, NO_HEADING.format(name=raw.name))
    missing = missing_columns(sheet, heading)
    if missing:
        return ReadSheet(sheet, raw.name, lacking(missing[0], heading))
    rows = body_rows(raw, heading).rows
    found = {name: at for name, at in heading.found.items() if not name.startswith("-")}
    read = reading.Reading(
        sheet=sheet,
        county="",
        row_numbers=[raw.first_row + index for index in rows],
        cells={name: pick(raw.columns[at], rows) for name, at in found.items()},
    )
    reading.read_columns(read)
    return ReadSheet(sheet, raw.name, None, tuple(row_of(read, raw.name, at) for at in range(read.height)))


def row_of(read: reading.Reading, name: str, at: int) -> ReadRow:
    """One row of a reading."""
    refusal = read.refused.get(at)
    headings = [read.sheet.by_name[column].heading for column in read.cells]
    return ReadRow(
        read.row_numbers[at],
        {column: values[at] for column, values in read.values.items()},
        cells_json(headings, [cells[at] for cells in read.cells.values()]),
        (refusal.column.heading, refusal.sentence(name, read.row_numbers[at])) if refusal else None,
    )
