"""How the second county's sheets are written down, and how they become workbooks."""

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import xlsxwriter

Cell = str | int | float | bool | dt.date | None


class Bad(NamedTuple):
    """A row that must be refused: with which code, because of which column (its declared heading)."""

    code: str
    column: str
    cells: list[Cell]


@dataclass(frozen=True)
class Page:
    """A sheet, line by line from Excel's row 1; [] is a blank line. `merged`: ranges such as D3:E3."""

    name: str
    lines: list[list[Cell] | Bad]
    merged: tuple[str, ...] = ()
    hidden: bool = False

    def bad_rows(self) -> dict[int, tuple[str, str]]:
        """Code and column by Excel row, of the rows that must be refused."""
        return {
            row: (line.code, line.column) for row, line in enumerate(self.lines, 1) if isinstance(line, Bad)
        }


@dataclass(frozen=True)
class Book:
    """A workbook as a department hands it in."""

    file: str
    programme: str
    pages: list[Page] = field(default_factory=list)

    def write(self, folder: Path) -> Path:
        """Write it into a folder; the path."""
        path = folder / self.file
        with xlsxwriter.Workbook(
            path, {"strings_to_numbers": False, "strings_to_formulas": False}
        ) as workbook:
            day = workbook.add_format({"num_format": "yyyy-mm-dd"})
            for page in self.pages:
                sheet = workbook.add_worksheet(page.name)
                for row, line in enumerate(page.lines):
                    for column, cell in enumerate(line.cells if isinstance(line, Bad) else line):
                        put(sheet, row, column, cell, day)
                for span in page.merged:
                    sheet.merge_range(span, "")
                    first = span.partition(":")[0]
                    row, column = int(first[1:]) - 1, ord(first[0]) - ord("A")
                    line = page.lines[row]
                    put(
                        sheet, row, column, line.cells[column] if isinstance(line, Bad) else line[column], day
                    )
                if page.hidden:
                    sheet.hide()
        return path


def put(sheet: "xlsxwriter.worksheet.Worksheet", row: int, column: int, cell: Cell, day: object) -> None:
    """Text as text, numbers as numbers, dates as Excel dates; None leaves the cell out."""
    if isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
    elif isinstance(cell, str):
        sheet.write_string(row, column, cell)
    elif isinstance(cell, dt.date):
        sheet.write_datetime(row, column, dt.datetime(cell.year, cell.month, cell.day), day)
    elif cell is not None:
        sheet.write_number(row, column, cell)
