"""A programme's whole ledger as a workbook that, imported again, changes nothing (台账导出)."""

import datetime as dt
from typing import Any

from django.db import transaction

from datong.foundation.access import service as access
from datong.foundation.journal import service as journal
from datong.foundation.ledgers import registry
from datong.foundation.ledgers.core.sheet import Sheet
from datong.foundation.ledgers.errors import PurposeMissing, UnknownCounty
from datong.foundation.ledgers.extracts.layout import Book, lay_out
from datong.foundation.ledgers.extracts.tables import table
from datong.foundation.places import service as places

LEAST_PURPOSE = 4


def export(user: Any, programme: str, county: str, as_of: dt.date, *, door: str, why: str = "") -> bytes:
    """The .xlsx of every sheet of a programme as it stood on `as_of`, identity numbers and telephones in full.

    Permission ledgers.export; journalled. A page must say what for (`why`, 4 characters at least); the command line
    need not. Raises access.Refused, PurposeMissing, UnknownCounty, UnknownKeyError. Cost: two queries a sheet.
    """
    registry.PROGRAMMES.get(programme)
    access.require(user, "ledgers.export", programme=programme, place_code=county[:6] + "000000")
    if door != "cli" and len(why.strip()) < LEAST_PURPOSE:
        raise PurposeMissing.of()
    if places.county(county) is None:
        raise UnknownCounty.of(county)
    with transaction.atomic():
        book = Book()
        counted = {
            sheet.slug: write_sheet(book, sheet, county, as_of) for sheet in registry.sheets_of(programme)
        }
        journal.record(
            user.username,
            "ledgers.export",
            f"ledgers.Programme:{programme}",
            place=county[:6] + "000000",
            why=why.strip(),
            door=door,
            detail={"as_of": as_of.isoformat(), "rows": counted},
        )
    return book.close()


def write_sheet(book: Book, sheet: Sheet, county: str, as_of: dt.date) -> int:
    """One sheet, row by row; how many rows it got."""
    page = book.page(sheet.name)
    lay_out(book, page, sheet.columns)
    _, rows = table(sheet, sheet.model.objects.at(county, as_of), masked=False)
    number = 0
    for number, row in enumerate(rows, start=1):
        book.row(page, number, row)
    return number
