"""Workbooks in the form of declared sheets, empty or filled (模板、示例、退回行)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from datong.foundation.ledgers.core.kinds import Day
from datong.foundation.ledgers.core.sheet import Column, Sheet
from datong.foundation.ledgers.extracts.layout import Book, guide, is_text, lay_out


@dataclass(frozen=True, slots=True)
class FilledRow:
    """Cells by column heading; for a refused row the heading of the bad cell and the reason."""

    cells: Mapping[str, Any]
    wrong: str = ""
    reason: str = ""


def filled(title: str, parts: Sequence[tuple[Sheet, Sequence[FilledRow]]]) -> bytes:
    """An .xlsx: a page of explanations, then each sheet with its rows; reasons stand in a last column."""
    book = Book()
    guide(book, title, [sheet for sheet, _ in parts])
    for sheet, rows in parts:
        page = book.page(sheet.name)
        lay_out(book, page, sheet.columns)
        width = len(sheet.columns)
        if any(row.reason for row in rows):
            page.set_column(width, width, 80, book.text)
            page.write_string(0, width, "退回原因", book.heading)
        for number, row in enumerate(rows, start=1):
            for at, column in enumerate(sheet.columns):
                form = book.wrong if row.wrong and column.heading == row.wrong else None
                book.cell(page, number, at, cell(column, row.cells.get(column.heading)), form)
            if row.reason:
                book.cell(page, number, width, row.reason, book.reason)
    return book.close()


def cell(column: Column, value: Any) -> Any:
    """A kept cell as it goes into the file: days as days, numbers of papers as text."""
    if isinstance(column.kind, Day) and isinstance(value, str):
        try:
            return dt.date.fromisoformat(value[:10])
        except ValueError:
            return value
    if isinstance(value, float) and value.is_integer() and is_text(column):
        return str(int(value))
    return value
