"""What becomes of refused rows: corrected one by one, or dismissed, each by a named person (退回行的处理)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from datong.foundation.access import service as access
from datong.foundation.journal import service as journal
from datong.foundation.ledgers import registry
from datong.foundation.ledgers.actions import reading, receiving
from datong.foundation.ledgers.core.sheet import Sheet
from datong.foundation.ledgers.enums import FileState, ImportState, RefusedState
from datong.foundation.ledgers.errors import NotCorrectable, ReasonMissing
from datong.foundation.ledgers.models import Import, ImportedFile, RefusedRow, SheetReceipt
from datong.foundation.places import service as places
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.kernel.refusal import RefusalCode

LEAST_REASON = 2


@dataclass(frozen=True)
class Correction:
    """What came of correcting a row. Accepted: `row` is settled and `import_id` names the small import that took it.
    Else nothing changed, and `code`, `column` (heading) and `reason` say why; `cells` are what was typed."""

    row: RefusedRow
    accepted: bool
    cells: dict[str, str]
    import_id: int | None = None
    code: RefusalCode | None = None
    column: str = ""
    reason: Text | None = None


def correct(user: Any, refused_id: int, cells: Mapping[str, str], *, door: str) -> Correction:
    """Take a refused row again with the cells as typed now (by declared heading; a heading left out is empty), on the
    very path of an import, for the county and date of the import it came from. A row in conflict with an earlier one,
    once accepted, is the one that holds: the record changes and its earlier version stays readable.

    Permission ledgers.correct for the row as refused and as corrected. Raises access.Refused, NotCorrectable.
    """
    row = RefusedRow.objects.select_related("receipt").filter(pk=refused_id).first()
    if row is None:
        raise NotCorrectable(
            Text(zh=f"没有编号为 {refused_id} 的退回行", en=f"there is no refused row number {refused_id}")
        )
    sheet = sheet_of(row)
    access.require(user, "ledgers.correct", programme=sheet.programme, place_code=row.place_code)
    strange = [heading for heading in cells if heading not in {column.heading for column in sheet.columns}]
    if strange:
        listed = "、".join(strange)
        raise NotCorrectable(
            Text(
                zh=f"“{sheet.name}”没有这些列：{listed}",
                en=f"the sheet “{sheet.name}” has no such columns: {listed}",
            )
        )
    with transaction.atomic():
        row = open_row(refused_id)
        outcome = take_again(
            user, row, sheet, {heading: text.strip() for heading, text in cells.items()}, door
        )
        if not outcome.accepted:
            transaction.set_rollback(True)
            return outcome
        row.state, row.settled_by, row.settled_at = RefusedState.CORRECTED, user, clock.now()
        row.save(update_fields=["state", "settled_by", "settled_at", "answer"])
        record(user, "ledgers.correct", row, door, detail={"import": outcome.import_id, "code": row.code})
    return outcome


def open_row(refused_id: int) -> RefusedRow:
    """The row, locked until the end of the transaction; raises NotCorrectable when it is settled."""
    row = (
        RefusedRow.objects.select_for_update(of=("self",))
        .select_related("receipt__file__batch")
        .filter(pk=refused_id)
        .first()
    )
    if row is None or row.state != RefusedState.OPEN:
        raise NotCorrectable(
            Text(
                zh="这一行已经处理过了，请刷新退回行的清单",
                en="this row has been settled already; please reload the list of refused rows",
            )
        )
    return row


def sheet_of(row: RefusedRow) -> Sheet:
    """The declared sheet of a refused row; raises UnknownKeyError when it is declared no more."""
    return registry.SHEETS.get(f"{row.receipt.programme}.{row.receipt.slug}")


def take_again(user: Any, row: RefusedRow, sheet: Sheet, cells: dict[str, str], door: str) -> Correction:
    """Run one row through the import, in a small import of its own; the caller keeps it or rolls it back."""
    old = row.receipt.file.batch
    order = receiving.Order(user=user, county=old.county, as_of=old.as_of, door=door)
    receipt = small_import(order, row, sheet)
    read = reading.Reading(
        sheet=sheet,
        county=old.county,
        row_numbers=[row.row],
        cells={column.name: [cells.get(column.heading, "")] for column in sheet.columns},
    )
    refused = receiving.take_rows(order, receipt, read, places.gazetteer(old.county))
    if refused.rows:
        refusal = refused.rows[0][1]
        reason = refusal.reason
        return Correction(row, False, cells, code=refusal.code, column=refusal.column.heading, reason=reason)
    written = sheet.model.objects.filter(origin=receipt).values_list("place_code", flat=True).first()
    access.require(user, "ledgers.correct", programme=sheet.programme, place_code=written or row.place_code)
    row.answer = receipt
    return Correction(row, True, cells, import_id=receipt.file.batch_id)


def small_import(order: receiving.Order, row: RefusedRow, sheet: Sheet) -> SheetReceipt:
    """The import, file and sheet under which one corrected row comes in."""
    batch = Import.objects.create(
        county=order.county,
        as_of=order.as_of,
        by=order.user,
        at=clock.now(),
        door=order.door,
        state=ImportState.DONE,
    )
    file = ImportedFile.objects.create(
        batch=batch,
        name=f"更正“{sheet.name}”第 {row.row} 行",
        programme=sheet.programme,
        state=FileState.IMPORTED,
    )
    return SheetReceipt.objects.create(
        file=file,
        programme=sheet.programme,
        slug=sheet.slug,
        name=sheet.name,
        columns=[column.name for column in sheet.columns],
    )


def dismiss(user: Any, refused_id: int, why: str, *, door: str) -> RefusedRow:
    """Decide that a refused row is not to be taken; it stays readable with the reason in the journal.

    Permission ledgers.correct at the row's place. Raises access.Refused, NotCorrectable, ReasonMissing.
    """
    if len(why.strip()) < LEAST_REASON:
        raise ReasonMissing(
            Text(
                zh="请写明作废这一行的理由，它会记入日志",
                en="please say why the row is not to be taken; the reason is journalled",
            )
        )
    with transaction.atomic():
        row = open_row(refused_id)
        access.require(user, "ledgers.correct", programme=row.receipt.programme, place_code=row.place_code)
        row.state, row.settled_by, row.settled_at = RefusedState.DISMISSED, user, clock.now()
        row.save(update_fields=["state", "settled_by", "settled_at"])
        record(user, "ledgers.dismiss", row, door, why=why.strip())
    return row


def record(
    user: Any,
    action: str,
    row: RefusedRow,
    door: str,
    *,
    why: str = "",
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Tell the journal what became of a refused row."""
    journal.record(
        user.username,
        action,
        f"ledgers.RefusedRow:{row.pk}",
        place=row.place_code,
        door=door,
        why=why,
        detail=detail,
    )
