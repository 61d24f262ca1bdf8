"""Taking back the newest import: every record speaks again as it did before (撤销导入)."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from datong.foundation.access import service as access
from datong.foundation.journal import service as journal
from datong.foundation.ledgers import registry
from datong.foundation.ledgers.enums import FileState, ImportState, RefusedState
from datong.foundation.ledgers.errors import NoSuchImport, NotUndoable
from datong.foundation.ledgers.models import Import, LedgerRecord, RefusedRow, SheetReceipt
from datong.kernel import clock
from datong.kernel.bilingual import Text

STILL_AT_WORK = dt.timedelta(minutes=15)  # an import that began longer ago and never ended was killed
KEPT = {"id", "key", "county"}


def undo(user: Any, import_id: int, *, door: str) -> Import:
    """Take back an import, the newest of its county that is in force. Its new records are withdrawn, what it changed
    says again what it said before, what it refused is dismissed, what it corrected waits again; nothing is deleted.
    The same file can be imported again afterwards.

    Permission ledgers.undo for every programme in it. Raises NoSuchImport, NotUndoable, access.Refused.
    """
    with transaction.atomic():
        batch = Import.objects.select_for_update().filter(pk=import_id).first()
        if batch is None:
            raise NoSuchImport.of(import_id)
        receipts = list(SheetReceipt.objects.filter(file__batch=batch, problem_zh="").order_by("-id"))
        place = batch.county + "000000"
        for programme in sorted({receipt.programme for receipt in receipts}):
            access.require(user, "ledgers.undo", programme=programme, place_code=place)
        access.require(user, "ledgers.undo", place_code=place)
        check_newest(batch)
        check_untouched(batch, receipts)
        for receipt in receipts:
            take_back(receipt)
        reopen_rows(user, receipts)
        batch.state, batch.undone_at, batch.undone_by = ImportState.UNDONE, clock.now(), user
        batch.save(update_fields=["state", "undone_at", "undone_by"])
        detail = {
            "as_of": batch.as_of.isoformat(),
            "sheets": [journal.masked(receipt.name) for receipt in receipts],
        }
        journal.record(
            user.username, "ledgers.undo", f"ledgers.Import:{batch.pk}", place=place, door=door, detail=detail
        )
    return batch


def in_force(county: str) -> Any:
    """Imports of a county that left something, the newest first: done ones, and killed ones that got as far as a file.
    What was entered is taken back by whoever entered it, never here."""
    imports = Import.objects.filter(county=county, source="")
    done = imports.filter(state=ImportState.DONE)
    begun = imports.filter(state=ImportState.RUNNING, files__state=FileState.IMPORTED)
    return (done | begun).distinct().order_by("-id")


def undoable(county: str) -> int | None:
    """The number of the import that can be undone now. One query."""
    newest = in_force(county).first()
    return newest.pk if newest is not None and why_not(newest, newest) is None else None


def check_newest(batch: Import) -> None:
    """Raises NotUndoable unless the import is the newest in force."""
    reason = why_not(batch, in_force(batch.county).first())
    if reason is not None:
        raise NotUndoable(reason)


def check_untouched(batch: Import, receipts: list[SheetReceipt]) -> None:
    """Raises NotUndoable when something was entered since on what the import wrote: to take the import back would undo that too."""
    for receipt in receipts:
        model = registry.SHEETS.get(f"{receipt.programme}.{receipt.slug}").model
        later = model.objects.filter(origin=receipt, closed_by__file__batch__source__gt="")
        if number := later.values_list("closed_by__file__batch__source", flat=True).first():
            raise NotUndoable(
                Text(
                    zh=f"导入 {batch.pk} 的记录后来已由办件（如 {number}）变更，不能撤销；请导入更正后的台账",
                    en=f"records of import {batch.pk} have been changed by casework since (such as {number}), so it"
                    " cannot be undone; please import a corrected ledger",
                )
            )


def why_not(batch: Import, newest: Import | None) -> Text | None:
    """Why an import cannot be undone, or None."""
    if batch.state == ImportState.UNDONE:
        return Text(zh=f"导入 {batch.pk} 已经撤销过了", en=f"import {batch.pk} has been undone already")
    if batch.state == ImportState.RUNNING and clock.now() - batch.at < STILL_AT_WORK:
        return Text(
            zh=f"导入 {batch.pk} 还在进行，请等它结束再撤销",
            en=f"import {batch.pk} is still at work; please wait until it has ended",
        )
    if batch.source:
        return Text(
            zh=f"{batch.source} 登记的内容不是导入的台账，不能在这里撤销",
            en=f"what {batch.source} entered is no imported ledger and cannot be undone here",
        )
    if newest is None or batch.state == ImportState.FAILED:
        return Text(
            zh=f"导入 {batch.pk} 没有导入任何内容，无需撤销",
            en=f"import {batch.pk} took nothing in; there is nothing to undo",
        )
    if newest.pk != batch.pk:
        return Text(
            zh=f"只能撤销最近一次导入，即导入 {newest.pk}；请先撤销它",
            en=f"only the newest import can be undone, which is import {newest.pk}; please undo that one first",
        )
    return None


def take_back(receipt: SheetReceipt) -> None:
    """Undo what one sheet did to its records. Cost: the rows it changed; new ones are withdrawn in one statement."""
    model = registry.SHEETS.get(f"{receipt.programme}.{receipt.slug}").model
    written = {bytes(row.key): row for row in changed_rows(model, receipt)}
    for old in model.objects.filter(closed_by=receipt):
        row = written[bytes(old.key)]
        if row.valid_to is None:
            exchange(old, row, receipt)
        else:
            reopen(old, row)
    model.objects.filter(origin=receipt, closed_by__isnull=True).update(
        valid_to=F("valid_from"), closed_by=receipt
    )


def changed_rows(model: type[LedgerRecord], receipt: SheetReceipt) -> Any:
    """What the sheet wrote in place of versions that it closed."""
    closed = model.objects.filter(closed_by=receipt).values("key")
    return model.objects.filter(origin=receipt, key__in=closed)


def exchange(old: LedgerRecord, row: LedgerRecord, receipt: SheetReceipt) -> None:
    """Put the old facts back into the current row, and leave the undone ones as a version that never spoke."""
    names = [field.attname for field in row._meta.concrete_fields if field.name not in KEPT]
    before = {name: getattr(old, name) for name in names}
    for name in names:
        setattr(old, name, getattr(row, name))
        setattr(row, name, before[name])
    row.valid_to, row.closed_by = None, None
    old.valid_to, old.closed_by = old.valid_from, receipt
    old.save()
    row.save()


def reopen(old: LedgerRecord, row: LedgerRecord) -> None:
    """Let a past version speak until the day on which the backdated one after it ended, as before."""
    later = type(old).objects.filter(Q(valid_from=row.valid_to), key=old.key)
    follower = later.exclude(valid_to=F("valid_from")).first()
    old.valid_to = row.valid_to
    old.closed_by = follower.origin if follower is not None else None
    old.save(update_fields=["valid_to", "closed_by"])


def reopen_rows(user: Any, receipts: list[SheetReceipt]) -> None:
    """Dismiss what the import refused; what it had answered waits again."""
    RefusedRow.objects.filter(receipt__in=receipts, state=RefusedState.OPEN).update(
        state=RefusedState.DISMISSED, settled_by=user, settled_at=clock.now()
    )
    RefusedRow.objects.filter(answer__in=receipts).update(
        state=RefusedState.OPEN, answer=None, settled_by=None, settled_at=None
    )
