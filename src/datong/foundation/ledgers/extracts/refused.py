"""The refused rows of an import as a workbook to correct and hand in again (退回行)."""

import json
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from django.db import transaction
from django.db.models import Q

from datong.foundation.access import service as access
from datong.foundation.journal import service as journal
from datong.foundation.ledgers import registry
from datong.foundation.ledgers.core.kinds import Day
from datong.foundation.ledgers.core.sheet import Column
from datong.foundation.ledgers.enums import RefusedState
from datong.foundation.ledgers.errors import NoSuchImport
from datong.foundation.ledgers.extracts.layout import Book, is_text, lay_out
from datong.foundation.ledgers.models import Import, RefusedRow

NUMBER, REASON = "退回编号", "退回原因"


def refused_workbook(user: Any, import_id: int, *, door: str, lang: str = "zh") -> bytes:
    """The .xlsx of an import's refused rows that wait: their cells as they stood under the declared headings, the bad
    one marked, then the number of the refusal and its reason. Identity numbers are in full, since they are what is to
    be corrected. Imported again, accepted rows settle their refusals.

    Permission ledgers.correct; only rows of the user's programmes and places; journalled. Raises NoSuchImport,
    access.Refused.
    """
    batch = Import.objects.filter(pk=import_id).first()
    if batch is None:
        raise NoSuchImport.of(import_id)
    access.require(user, "ledgers.correct")
    with transaction.atomic():
        rows = list(waiting(user, batch))
        if not rows:
            access.require(user, "ledgers.correct", place_code=batch.county + "000000")
        content = workbook(rows, lang)
        journal.record(
            user.username,
            "ledgers.refused",
            f"ledgers.Import:{batch.pk}",
            place=batch.county + "000000",
            door=door,
            detail={"rows": len(rows)},
        )
    return content


def waiting(user: Any, batch: Import) -> Iterable[RefusedRow]:
    """Open rows of an import that the user may correct, sheet by sheet. One query."""
    mine = Q(pk__in=[])
    for programme in registry.PROGRAMMES:
        scope = access.scope(user, "ledgers.correct", programme)
        if scope:
            mine |= Q(receipt__programme=programme) & scope.q("place_code")
    rows = RefusedRow.objects.filter(mine, receipt__file__batch=batch, state=RefusedState.OPEN)
    return rows.select_related("receipt").order_by("receipt_id", "row", "id")


def workbook(rows: Sequence[RefusedRow], lang: str) -> bytes:
    """The rows by sheet; a sheet that came twice is there once."""
    sheets = {name: number for number, name in enumerate(registry.SHEETS)}
    known = [row for row in rows if sheet_id(row) in sheets]
    known.sort(key=lambda row: sheets[sheet_id(row)])
    book = Book()
    for name, group in groupby(known, key=sheet_id):
        write_sheet(book, name, list(group), lang)
    if not known:
        book.page("没有退回的行")
    return book.close()


def sheet_id(row: RefusedRow) -> str:
    """programme.slug of a refused row."""
    return f"{row.receipt.programme}.{row.receipt.slug}"


def write_sheet(book: Book, name: str, rows: list[RefusedRow], lang: str) -> None:
    """One sheet of refused rows."""
    sheet = registry.SHEETS.get(name)
    page = book.page(sheet.name)
    lay_out(book, page, sheet.columns)
    width = len(sheet.columns)
    for at, (heading, wide) in enumerate(((NUMBER, 10), (REASON, 80)), start=width):
        page.set_column(at, at, wide, book.text)
        page.write_string(0, at, heading, book.heading)
    for number, row in enumerate(rows, start=1):
        cells = json.loads(row.cells)
        for at, column in enumerate(sheet.columns):
            wrong = book.wrong if column.heading == row.column else None
            book.cell(page, number, at, as_it_stood(column, cells.get(column.heading)), wrong)
        book.cell(page, number, width, str(row.pk))
        book.cell(
            page, number, width + 1, row.reason_en if lang.startswith("en") else row.reason_zh, book.reason
        )


def as_it_stood(column: Column, cell: Any) -> Any:
    """A refused cell as it goes into the file. A number in a column of names stays a number where digits were lost:
    as text it would look whole."""
    if isinstance(cell, float) and cell.is_integer() and is_text(column) and abs(cell) < 1e15:
        return str(int(cell))
    return (
        cell
        if not isinstance(cell, str) or not isinstance(column.kind, Day)
        else cell.removesuffix("T00:00:00")
    )
