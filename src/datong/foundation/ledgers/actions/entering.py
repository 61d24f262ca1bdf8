"""Entries (登记): rows that a house above writes without a workbook, and records that it ends.

They are read, looked up, refused and kept as versions on the very path of an import. An entry is an import of its own
kind (`Import.source`): no file of the history, nothing to undo there; whoever entered takes back by a later entry.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from datong.foundation.journal import service as journal
from datong.foundation.ledgers import registry
from datong.foundation.ledgers.actions import reading, receiving
from datong.foundation.ledgers.core.sheet import RowFault, Sheet
from datong.foundation.ledgers.enums import FileState, ImportState, RefusedState
from datong.foundation.ledgers.errors import RowsRefused
from datong.foundation.ledgers.models import Import, ImportedFile, RefusedRow, SheetReceipt
from datong.foundation.ledgers.queries.sources import source_name
from datong.foundation.places import service as places
from datong.kernel import clock


@dataclass
class Entry:
    """One act that enters: by whom, for which county (6 digits), from which day on it speaks, and what it comes from
    (`door`: a key of SOURCES; `source`: its number). The caller holds the permission and the transaction."""

    user: Any
    county: str
    day: dt.date
    source: str
    door: str = "case"
    sheets: list["Entered"] = field(default_factory=list)
    file: ImportedFile | None = None

    def __post_init__(self) -> None:
        if not self.source:
            raise ValueError("an entry names its source")

    def receipt(self, sheet: Sheet, columns: Sequence[str]) -> SheetReceipt:
        """Opens the entry with its first sheet."""
        if self.file is None:
            batch = Import.objects.create(
                county=self.county, as_of=self.day, by=self.user, at=clock.now(), door=self.door,
                source=self.source, state=ImportState.DONE,
            )  # fmt: skip
            name = source_name(self.door, self.source).zh
            self.file = ImportedFile.objects.create(
                batch=batch, name=name, programme=sheet.programme, state=FileState.IMPORTED
            )
        return SheetReceipt.objects.create(
            file=self.file, programme=sheet.programme, slug=sheet.slug, name=sheet.name, columns=list(columns)
        )


@dataclass(frozen=True, slots=True)
class Entered:
    """What came of one sheet: rows new, changed, unchanged and refused, records ended."""

    receipt: int
    sheet: str
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    ended: int = 0


def enter(
    entry: Entry,
    sheet_id: str,
    rows: Sequence[Mapping[str, Any]],
    *,
    faults: Sequence[RowFault] = (),
    keep_refused: bool = False,
) -> Entered:
    """Write rows, each a mapping of column names to cells as a workbook would hold them; equal rows change nothing.

    All or nothing: a refused row raises RowsRefused. With `keep_refused` the others are written, and refused ones wait on
    the desk of refused rows (open ones that the same source left for the sheet before are then settled by these).
    `faults`: what the caller finds in a row. As many queries for one row as for a hundred. Nothing is journalled before `tell`.
    """
    sheet = registry.SHEETS.get(sheet_id)
    read = as_read(sheet, entry.county, rows)
    for fault in faults:
        read.refuse(fault.position, fault.code, fault.column, fault.text)
    order = receiving.Order(user=entry.user, county=entry.county, as_of=entry.day, door=entry.door)
    opened = entry.file
    try:
        with transaction.atomic():
            receipt = entry.receipt(sheet, list(read.cells))
            refused = receiving.take_rows(order, receipt, read, places.gazetteer(entry.county))
            if refused.rows and not keep_refused:
                raise RowsRefused([each.sentence(sheet.name, row) for row, each, *_ in refused.rows])
            receiving.store_refused(receipt, sheet, refused)
            superseded(entry, receipt)
    except RowsRefused:
        entry.file = opened
        raise
    unchanged = receipt.accepted - receipt.added - receipt.changed
    return noted(
        entry,
        Entered(receipt.pk, sheet.id, receipt.added, receipt.changed, unchanged, len(refused.rows)),
    )


def as_read(sheet: Sheet, county: str, rows: Sequence[Mapping[str, Any]]) -> reading.Reading:
    """Rows as if they had been read from a sheet, numbered from 1; a column that a row lacks is empty there."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    return reading.Reading(
        sheet=sheet,
        county=county,
        row_numbers=list(range(1, len(rows) + 1)),
        cells={name: [row.get(name) for row in rows] for name in names},
    )


def leave(entry: Entry, sheet_id: str, records: Sequence[int]) -> Entered:
    """End current records (ids) with the day of the entry. One that would have begun later never speaks. Rows of the same
    source that wait to be corrected are dismissed with them."""
    sheet = registry.SHEETS.get(sheet_id)
    with transaction.atomic():
        receipt = entry.receipt(sheet, ())
        mine = sheet.model.objects.filter(county=entry.county)
        keys = [bytes(key) for key in mine.filter(pk__in=records).values_list("key", flat=True)]
        speaking = mine.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=entry.day), key__in=keys)
        begun = speaking.filter(valid_from__lte=entry.day)
        ended = speaking.filter(valid_to__isnull=True).count()
        speaking.filter(valid_from__gt=entry.day).update(valid_to=F("valid_from"), closed_by=receipt)
        begun.update(valid_to=entry.day, closed_by=receipt)
        receipt.accepted = receipt.changed = ended
        receipt.save(update_fields=["accepted", "changed"])
        superseded(entry, receipt)
    return noted(entry, Entered(receipt.pk, sheet.id, ended=ended))


def superseded(entry: Entry, receipt: SheetReceipt) -> None:
    """Rows that the same source left open for the sheet before: this one stands for them."""
    RefusedRow.objects.filter(
        state=RefusedState.OPEN,
        receipt__programme=receipt.programme,
        receipt__slug=receipt.slug,
        receipt__file__batch__source=entry.source,
        receipt__file__batch__county=entry.county,
    ).exclude(receipt=receipt).update(
        state=RefusedState.DISMISSED, settled_by=entry.user, settled_at=clock.now(), answer=receipt
    )


def noted(entry: Entry, entered: Entered) -> Entered:
    """Remember it for the journal."""
    entry.sheets.append(entered)
    return entered


def tell(entry: Entry) -> None:
    """Journal an entry, once, when its transaction has taken its last lock. An entry of nothing leaves no trace."""
    if entry.file is None:
        return
    journal.record(
        entry.user.username,
        "ledgers.enter",
        f"ledgers.Import:{entry.file.batch_id}",
        place=entry.county + "000000",
        door=entry.door,
        detail={
            "as_of": entry.day.isoformat(),
            "source": entry.source,
            "sheets": [
                {"sheet": each.sheet, "added": each.added, "changed": each.changed, "ended": each.ended,
                 "refused": each.refused}
                for each in entry.sheets
            ],
        },
    )  # fmt: skip
