"""What a decision about a conflicting row needs: the row beside the record that the register holds (两个版本并列).

It reads the row as an import would, hence its place among the actions; it changes nothing.
"""

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from datong.foundation.ledgers.actions.lookup import key_of
from datong.foundation.ledgers.core.kinds import Identity, Phone, Town, Village
from datong.foundation.ledgers.core.sheet import Column, Sheet
from datong.foundation.ledgers.extracts.tables import table
from datong.foundation.ledgers.models import RefusedRow
from datong.foundation.ledgers.queries.refusals import sheet_of
from datong.kernel.bilingual import Text
from datong.kernel.identity import mask, mask_phone
from datong.kernel.refusal import BadCell


@dataclass(frozen=True)
class Side:
    """One column of both versions, masked where it identifies somebody."""

    label: Text
    row: str
    register: str
    differs: bool


@dataclass(frozen=True)
class Standoff:
    """Both versions, column by column; `number` is the record's id, for a link to it."""

    number: int
    sides: list[Side]


def standoff(row: RefusedRow, lang: str) -> Standoff | None:
    """The refused row beside the record of the same key on the ledger's date; None when there is none. Three queries."""
    sheet, cells = sheet_of(row), json.loads(row.cells)
    batch = row.receipt.file.batch
    try:
        read = {column.name: column.kind.read(cells.get(column.heading)) for column in sheet.columns}
    except BadCell:
        return None
    parts = tuple("" if read[name] is None else str(read[name]) for name in sheet.key)
    held = sheet.model.objects.at(batch.county, batch.as_of).filter(key=key_of(sheet, batch.county, parts))
    number, place = held.values_list("id", "place_code").first() or (None, "")
    if number is None:
        return None
    _, rows = table(sheet, held, lang, masked=False)
    record = next(rows)
    return Standoff(number, sides(sheet, read, record, same_place=place == row.place_code))


def sides(sheet: Sheet, read: dict[str, Any], record: list[Any], *, same_place: bool) -> list[Side]:
    """Both versions, what differs first, else in the order of the columns."""
    pairs = []
    for column, theirs in zip(sheet.columns, record, strict=True):
        mine = column.kind.write(read[column.name])
        placed = isinstance(column.kind, Town | Village)
        differs = not same_place if placed else plain(mine) != plain(theirs)
        pairs.append(Side(column.label, hidden(column, mine), hidden(column, theirs), differs))
    return sorted(pairs, key=lambda side: not side.differs)


def plain(cell: Any) -> str:
    """A cell as compared and shown."""
    if cell is None:
        return ""
    return cell.isoformat() if isinstance(cell, dt.date) else str(cell)


def hidden(column: Column, cell: Any) -> str:
    """A cell as a page may show it."""
    if isinstance(column.kind, Identity):
        return mask(plain(cell))
    return mask_phone(plain(cell)) if isinstance(column.kind, Phone) else plain(cell)
