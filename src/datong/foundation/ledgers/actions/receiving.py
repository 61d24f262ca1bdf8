"""Receiving workbooks: each in one transaction, every row kept or refused with its reason."""

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction

from datong.foundation.access import service as access
from datong.foundation.journal import service as journal
from datong.foundation.ledgers.actions import answering, keeping, lookup, reading
from datong.foundation.ledgers.actions.matching import Matched, match
from datong.foundation.ledgers.core.body import body_rows
from datong.foundation.ledgers.core.headings import Heading, find_heading, nearest
from datong.foundation.ledgers.core.reader import RawSheet, UnreadableWorkbook, Workbook, iter_workbooks
from datong.foundation.ledgers.core.sheet import Sheet
from datong.foundation.ledgers.enums import FileState, ImportState
from datong.foundation.ledgers.errors import UnknownCounty
from datong.foundation.ledgers.models import Import, ImportedFile, RefusedRow, SheetReceipt
from datong.foundation.ledgers.queries.reports import file_report
from datong.foundation.places import service as places
from datong.foundation.storage import service as storage
from datong.kernel import clock
from datong.kernel.bilingual import Text

Progress = Callable[[str, int, int], None]


def quiet(_stage: str, _done: int, _total: int) -> None:
    """No progress shown."""


@dataclass(frozen=True)
class Order:
    """What is asked: by whom, for which county (6 digits) and date, through which door, only to try or for good."""

    user: Any
    county: str
    as_of: dt.date
    door: str = "cli"
    dry_run: bool = False
    lang: str = "zh"
    progress: Progress = quiet


@dataclass
class Receipt:
    """What came of an order: the number of its import (None for a trial) and a report of each workbook, in order."""

    import_id: int | None
    files: list[dict[str, Any]] = field(default_factory=list)

    @property
    def refused(self) -> int:
        """Rows refused, in all."""
        return sum(sum(sheet["refused"].values()) for file in self.files for sheet in file["sheets"])

    @property
    def incomplete(self) -> bool:
        """Whether a row, a sheet or a workbook was refused."""
        problems = [part["problem"] for file in self.files for part in (file, *file["sheets"])]
        return bool(self.refused) or any(problems)


def receive(order: Order, paths: Sequence[Path], names: Sequence[str] | None = None) -> Receipt:
    """Import workbooks, in the order given; `names` are what the user calls them.

    Each workbook is one transaction: it has happened or it has not. A trial (`dry_run`) does everything and keeps
    nothing. Raises UnknownCounty, access.Refused. Unreadable workbooks are told in the receipt, not raised.
    """
    access.require(order.user, "ledgers.import", place_code=order.county + "000000")
    if places.county(order.county) is None:
        raise UnknownCounty(
            Text(
                zh=f"区划库中没有县 {order.county}，请先用 datong places load 载入区划",
                en=f"the county {order.county} is not in the register of places; load it first with: datong places load",
            )
        )
    batch = None if order.dry_run else open_import(order)
    called = dict(zip(paths, names or [path.name for path in paths], strict=True))
    gazetteer = places.gazetteer(order.county)
    files = [
        receive_one(order, batch, called[path], path, found, gazetteer)
        for path, found in iter_workbooks(paths)
    ]
    return Receipt(None if batch is None else finish(order, batch, files), files)


def open_import(order: Order) -> Import:
    """The import's own row, there before its first workbook so that a killed import is seen."""
    return Import.objects.create(
        county=order.county, as_of=order.as_of, by=order.user, at=clock.now(), door=order.door
    )


def finish(order: Order, batch: Import, files: list[dict[str, Any]]) -> int:
    """Close the import, tell the journal, give its number. An import that changed nothing leaves no trace but the
    number of the one that did."""
    states = {file["state"] for file in files}
    if states == {FileState.UNCHANGED}:
        batch.delete()
        return int(files[0]["import_id"])
    with transaction.atomic():
        state = ImportState.FAILED if states == {FileState.UNREADABLE} else ImportState.DONE
        Import.objects.filter(pk=batch.pk).update(state=state)
        journal.record(
            order.user.username,
            "ledgers.import",
            f"ledgers.Import:{batch.pk}",
            place=order.county + "000000",
            door=order.door,
            detail={
                "as_of": order.as_of.isoformat(),
                "files": [{"name": journal.masked(file["file"]), "state": file["state"]} for file in files],
            },
        )
    return int(batch.pk)


def receive_one(
    order: Order,
    batch: Import | None,
    name: str,
    path: Path,
    found: Workbook | UnreadableWorkbook,
    gazetteer: places.Gazetteer,
) -> dict[str, Any]:
    """One workbook, in one transaction; its report."""
    if isinstance(found, UnreadableWorkbook):
        return file_report(unreadable(batch, name, found.text), order.lang)
    sha256 = hash_of(path)
    with transaction.atomic():
        earlier = same_file(order, sha256)
        if earlier is not None:
            return again(batch, earlier, name, order.lang)
        matched = match(found.sheets)
        file = new_file(batch, order, name, sha256, matched)
        for programme in sorted({pair.sheet.programme for pair in matched.pairs}):
            access.require(
                order.user, "ledgers.import", programme=programme, place_code=order.county + "000000"
            )
        take_sheets(order, file, matched, gazetteer)
        report = file_report(file, order.lang)
        report["skipped_sheets"] = [{"sheet": skipped.name, "why": skipped.why} for skipped in found.skipped]
        if order.dry_run:
            transaction.set_rollback(True)
    return report


def new_file(batch: Import | None, order: Order, name: str, sha256: str, matched: Matched) -> ImportedFile:
    """The workbook's row; a trial gets an import of its own, rolled back with the rest."""
    programmes = [pair.sheet.programme for pair in matched.pairs]
    return ImportedFile.objects.create(
        batch=batch or open_import(order),
        name=name,
        sha256=sha256,
        programme=max(programmes, key=programmes.count) if programmes else "",
        state=FileState.IMPORTED,
        problem_zh=matched.problem.zh if matched.problem else "",
        problem_en=matched.problem.en if matched.problem else "",
    )


def unreadable(batch: Import | None, name: str, text: Text) -> ImportedFile:
    """A workbook that could not be read, with the reason."""
    file = ImportedFile(
        batch=batch, name=name, sha256="", state=FileState.UNREADABLE, problem_zh=text.zh, problem_en=text.en
    )
    if batch is not None:
        file.save()
    return file


def same_file(order: Order, sha256: str) -> ImportedFile | None:
    """The same bytes, imported before for the same county and date and still in force."""
    return ImportedFile.objects.filter(
        sha256=sha256,
        state=FileState.IMPORTED,
        batch__county=order.county,
        batch__as_of=order.as_of,
        batch__state=ImportState.DONE,
    ).first()


def again(batch: Import | None, earlier: ImportedFile, name: str, lang: str) -> dict[str, Any]:
    """A workbook imported before: nothing changes; its report is the earlier one's, and says so."""
    if batch is not None:
        ImportedFile.objects.create(
            batch=batch,
            name=name,
            sha256=earlier.sha256,
            programme=earlier.programme,
            state=FileState.UNCHANGED,
        )
    report = file_report(earlier, lang)
    return report | {"file": name, "state": FileState.UNCHANGED, "import_id": earlier.batch_id}


def hash_of(path: Path) -> str:
    """SHA-256 of a file, in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def take_sheets(order: Order, file: ImportedFile, matched: Matched, gazetteer: places.Gazetteer) -> None:
    """Every matched sheet in the order in which they depend on one another; the others are told as unknown."""
    total = sum(pair.raw.height for pair in matched.pairs)
    done = 0
    for pair in matched.pairs:
        order.progress(pair.sheet.name, done, total)
        take_sheet(order, file, pair.sheet, pair.raw, gazetteer)
        done += pair.raw.height
        order.progress(pair.sheet.name, done, total)
    for raw in matched.unknown:
        SheetReceipt.objects.create(
            file=file,
            programme="",
            slug="",
            name=raw.name,
            problem_zh=f"工作表“{raw.name}”不是已知的台账，没有导入；已知的工作表可用“台账说明”查看。",
            problem_en=f"The sheet “{raw.name}” is not a known ledger and was not imported; see the list of ledgers.",
        )


def take_sheet(
    order: Order, file: ImportedFile, sheet: Sheet, raw: RawSheet, gazetteer: places.Gazetteer
) -> None:
    """One sheet: find its heading, read, look up, refuse, keep."""
    heading = find_heading(raw, sheet.headings())
    missing = missing_columns(sheet, heading)
    if heading is None or missing:
        refuse_sheet(file, sheet, raw, heading, missing)
        return
    body = body_rows(raw, heading)
    read = reading.Reading(
        sheet=sheet,
        county=order.county,
        row_numbers=[raw.first_row + index for index in body.rows],
        cells={
            name: pick(raw.columns[at], body.rows)
            for name, at in heading.found.items()
            if not name.startswith("-")
        },
    )
    receipt = SheetReceipt(
        file=file,
        programme=sheet.programme,
        slug=sheet.slug,
        name=raw.name,
        columns=[name for name in heading.found if not name.startswith("-")],
        unknown_columns=heading.unknown + [untitled(at) for at in body.without_heading],
        left_out=[{"row": raw.first_row + index, "why": why} for index, why in body.left_out],
    )
    receipt.save()
    settle = answering.answers(raw, heading, body.rows)
    refused = take_rows(order, receipt, read, gazetteer)
    store_refused(receipt, sheet, refused)
    answering.mark_answered(order.user, receipt, settle, {row for row, *_ in refused.rows})


def untitled(at: int) -> str:
    """How a column with data but without a heading is told."""
    return f"（第 {at + 1} 列，没有表头）"


def pick(column: list[Any], rows: Sequence[int]) -> list[Any]:
    """The cells of some rows; a plain slice when they follow one another."""
    if rows and rows[-1] - rows[0] == len(rows) - 1:
        return column[rows[0] : rows[-1] + 1]
    return [column[index] for index in rows]


def missing_columns(sheet: Sheet, heading: Heading | None) -> list[str]:
    """Headings of required columns that the sheet lacks."""
    found = heading.found if heading is not None else {}
    village = sheet.village()
    placed = village is not None and village.name in found
    return [
        column.heading
        for column in sheet.columns
        if column.required and column.name not in found and not (placed and reading.spared(sheet, column))
    ]


def refuse_sheet(
    file: ImportedFile, sheet: Sheet, raw: RawSheet, heading: Heading | None, missing: Iterable[str]
) -> None:
    """A sheet that lacks a required column is refused as a whole, naming the column and the nearest headings."""
    if heading is None:
        text = Text(
            zh=f"工作表“{raw.name}”中没有找到表头行，请对照“台账模板”检查表头",
            en=f"no heading row was found in the sheet “{raw.name}”; please compare it with the template",
        )
    else:
        parts = [lacking(column, heading) for column in missing]
        text = Text(
            zh=f"工作表“{raw.name}”没有导入：" + "；".join(part.zh for part in parts),
            en=f"The sheet “{raw.name}” was not imported: " + "; ".join(part.en for part in parts),
        )
    SheetReceipt.objects.create(
        file=file,
        programme=sheet.programme,
        slug=sheet.slug,
        name=raw.name,
        problem_zh=text.zh,
        problem_en=text.en,
        unknown_columns=heading.unknown if heading is not None else [],
    )


def lacking(column: str, heading: Heading) -> Text:
    """The sentence for one missing column, with the nearest headings: of those not understood, else of all."""
    spare = [*heading.unknown, *heading.repeated]
    near = nearest(column, spare) or spare[:3] or nearest(column, list(heading.labels.values()))
    hint = Text(zh=f"，最接近的表头是“{'”“'.join(near)}”", en=f"; the nearest headings are {', '.join(near)}")
    return Text(
        zh=f"缺少必需的列“{column}”{{hint}}", en=f"the required column “{column}” is missing{{hint}}"
    ).format(hint=hint if near else Text(zh="", en=""))


@dataclass
class Refused:
    """Refused rows as they will be stored: (spreadsheet row, refusal, cells by column, place)."""

    rows: list[tuple[int, reading.Refusal, dict[str, Any], str]] = field(default_factory=list)


def take_rows(
    order: Order, receipt: SheetReceipt, read: reading.Reading, gazetteer: places.Gazetteer
) -> Refused:
    """Read, look up and keep the rows of one sheet; what is refused comes back."""
    refused = Refused()
    reading.read_columns(read)
    lookup.find_places(read, gazetteer)
    lookup.find_references(read)
    for check in read.sheet.checks:
        for fault in check(read.values):
            read.refuse(fault.position, fault.code, fault.column, fault.text)
    set_aside(read, refused)
    keys, contents = keeping.digests(read)
    keeping.refuse_repeated(read, keys, contents)
    if read.refused:
        good = read.good()
        keys, contents = [keys[i] for i in good], [contents[i] for i in good]
        set_aside(read, refused)
    lookup.enrol_persons(read)
    lookup.found_bodies(read, gazetteer)
    kept = keeping.keep(read, keys, contents, receipt, order.as_of)
    receipt.accepted, receipt.added, receipt.changed = len(keys), kept.added, kept.changed
    receipt.refused = tally(refused)
    receipt.save()
    return refused


def set_aside(read: reading.Reading, refused: Refused) -> None:
    """Move refused rows out of the reading."""
    if not read.refused:
        return
    for position in sorted(read.refused):
        cells = {name: column[position] for name, column in read.cells.items()}
        refused.rows.append(
            (read.row_numbers[position], read.refused[position], cells, read.places[position])
        )
    read.keep_only(read.good())


def tally(refused: Refused) -> dict[str, int]:
    """Refused rows by code."""
    counted: dict[str, int] = {}
    for _, refusal, _, _ in refused.rows:
        counted[refusal.code] = counted.get(refusal.code, 0) + 1
    return counted


REFUSED_FIELDS = (
    "receipt", "row", "code", "column", "value", "reason_zh", "reason_en", "cells", "place_code", "state",
)  # fmt: skip


def store_refused(receipt: SheetReceipt, sheet: Sheet, refused: Refused) -> None:
    """Keep refused rows, their cells sealed under the declared headings, in the order of the sheet."""
    rows = []
    for row, refusal, cells, place in sorted(refused.rows, key=lambda each: each[0]):
        sentence = refusal.sentence(receipt.name, row)
        text = keeping.cells_json([sheet.by_name[name].heading for name in cells], list(cells.values()))
        sealed = storage.seal("ledgers_refusedrow.cells", text)
        heading, value = refusal.column.heading, refusal.value()
        rows.append(
            (receipt.pk, row, refusal.code, heading, value, sentence.zh, sentence.en, sealed, place, "open")
        )
    if rows:
        storage.insert(RefusedRow, REFUSED_FIELDS, list(zip(*rows, strict=True)))
