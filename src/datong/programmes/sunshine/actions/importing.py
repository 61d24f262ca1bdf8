"""A workbook into the books of a village (导入账簿): what is right is kept, what is not is refused with its reason.

A voucher or an opening is one thing: one bad line and the whole of it waits. The same workbook again changes nothing.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from django.db import transaction

from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.journal import service as journal
from datong.foundation.ledgers import service as ledgers
from datong.foundation.ledgers.service import Limits, ReadRow, ReadSheet
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.programmes.sunshine.actions import books as writing
from datong.programmes.sunshine.actions import registers
from datong.programmes.sunshine.errors import BadVoucher, BadWorkbook, BooksError, Faulty
from datong.programmes.sunshine.models import Book, BookImport, BookRefusal, Holding, Opening, Voucher
from datong.programmes.sunshine.permissions import KEEP, PROGRAMME
from datong.programmes.sunshine.queries import books
from datong.programmes.sunshine.registry import OPENINGS, REGISTERS, SHEETS, VOUCHERS, Register
from datong.programmes.sunshine.rules.bookkeeping import NewVoucher, Posting
from datong.programmes.sunshine.rules.charts import chart_on
from datong.programmes.sunshine.rules.entering import Standing

LIMITS = Limits(
    file_bytes=8_000_000, unpacked_bytes=100_000_000, rows=20_000, cells=400_000, sheets=20, seconds=20
)
CHUNK = 500
NOTHING = Text(
    "这个工作簿里没有账簿的工作表（期初余额、记账凭证、集体资产、集体资源、经济合同、债权债务），没有导入任何内容。",
    "No sheet of this workbook belongs to the books (openings, vouchers, assets, resources, contracts, debts); nothing was "
    "imported.",
)
OTHERS = Text(
    "同一张凭证（{number} 号）有一行有错，整张没有记账；改好那一行后整张再导入。",
    "Another line of voucher {number} is wrong, so none of it was entered; mend it and import the whole voucher again.",
)
OTHERS_OPENING = Text(
    "同一天的期初余额有一行有错，全部没有登记。",
    "Another line of this opening is wrong, so none of it was entered.",
)
TWO_DAYS = Text(
    "{number} 号凭证的各行日期不同，请核对凭证号和日期。",
    "The lines of voucher {number} have different dates; check number and dates.",
)
DIFFERS = Text(
    "{number} 号凭证已经记账，内容不同；记过账的凭证不能改，请用红字冲销后重新登记。",
    "Voucher {number} is entered already with other contents; it cannot be changed, so reverse it and enter it anew.",
)
OPENING_DIFFERS = Text(
    "{day} 的期初余额已经登记，内容不同；期初余额不能改。",
    "The opening of {day} is entered already with other contents; it cannot be changed.",
)
NAME_DIFFERS = Text(
    "科目编号 {code} 是“{name}”，不是“{written}”，请核对。",
    "Account {code} is “{name}”, not “{written}”; check it.",
)
REPEATED = Text("编号 {number} 在这个工作表里出现了两次。", "Number {number} stands twice in this sheet.")


@dataclass
class Taking:
    """A workbook on its way into a book: what became of each sheet."""

    actor: User
    book: Book
    batch: BookImport
    stand: Standing
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    refused: list[BookRefusal] = field(default_factory=list)
    kept: list[tuple[str, str]] = field(default_factory=list)

    def count(self, sheet: str, what: str, rows: int = 1) -> None:
        """One more row added, changed, unchanged or refused."""
        counted = self.counts.setdefault(
            sheet, dict.fromkeys(("added", "changed", "unchanged", "refused"), 0)
        )
        counted[what] += rows

    def refuse(self, sheet: ReadSheet, row: ReadRow, key: str, column: str, reason: Text) -> None:
        """A row that is not taken."""
        heading = sheet.sheet.by_name[column].heading if column in sheet.sheet.by_name else column
        self.count(sheet.sheet.slug, "refused")
        self.refused.append(
            BookRefusal(
                batch=self.batch, place_code=self.book.place_code, sheet=sheet.sheet.slug, row=row.row,
                key=key[:40], column=heading[:40], reason_zh=reason.zh, reason_en=reason.en, cells=row.cells,
            )
        )  # fmt: skip


def take_workbook(actor: User, place_code: str, name: str, path: Path, *, door: str = "page") -> BookImport:
    """Import a workbook of one village. Raises Refused, BooksError, BadWorkbook when it cannot be read."""
    access.require(actor, KEEP, programme=PROGRAMME, place_code=place_code)
    if books.village(place_code) is None:
        raise BooksError(writing.NO_VILLAGE.format(code=place_code))
    try:
        read = ledgers.read_sheets(path, SHEETS, LIMITS)
    except ledgers.UnreadableWorkbook as refusal:
        raise BadWorkbook(refusal.text) from refusal
    if not read.sheets:
        raise BadWorkbook(NOTHING)
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    problems = [each.problem for each in read.sheets if each.problem]
    with transaction.atomic():
        book = writing.ready(actor, place_code)
        batch = BookImport.objects.create(
            place_code=place_code, name=name[:200], sha256=sha256, by=actor, at=clock.now(),
            problems=[{"zh": each.zh, "en": each.en} for each in problems],
        )  # fmt: skip
        taking = Taking(actor, book, batch, books.standing(place_code))
        for sheet in read.sheets:
            if sheet.problem is None:
                TAKERS[sheet.sheet.slug](taking, sheet)
        return finished(taking, door)


def finished(taking: Taking, door: str) -> BookImport:
    """Keep the refusals, settle those of earlier workbooks, tell the journal; what tells nothing new leaves no trace."""
    batch, totals = taking.batch, {"added": 0, "changed": 0, "unchanged": 0, "refused": 0}
    for counted in taking.counts.values():
        totals = {what: totals[what] + counted[what] for what in totals}
    if not totals["added"] and not totals["changed"]:
        before = BookImport.objects.filter(place_code=batch.place_code).exclude(pk=batch.pk)
        earlier = before.filter(sha256=batch.sha256).first() or (
            before.first() if clean(batch, totals) else None
        )
        if earlier is not None:
            batch.delete()
            return earlier
    batch.counts = taking.counts
    batch.save(update_fields=["counts"])
    BookRefusal.objects.bulk_create(taking.refused)
    settle(taking)
    journal.record(
        taking.actor.username,
        "books.import",
        f"sunshine.BookImport:{batch.pk}",
        place=batch.place_code,
        door=door,
        detail={"file": journal.masked(batch.name), **totals},
    )
    return batch


def clean(batch: BookImport, totals: Mapping[str, int]) -> bool:
    """Whether a workbook held nothing to complain of."""
    return not totals["refused"] and not batch.problems


def settle(taking: Taking) -> None:
    """Refused rows of earlier workbooks whose number has now been taken, or refused anew, wait no more."""
    said = {*taking.kept, *((each.sheet, each.key) for each in taking.refused)}
    waiting = BookRefusal.objects.filter(place_code=taking.book.place_code, settled__isnull=True).exclude(
        key=""
    )
    older = waiting.exclude(batch=taking.batch).values_list("pk", "sheet", "key")
    done = [pk for pk, sheet, key in older if (sheet, key) in said]
    for at in range(0, len(done), CHUNK):
        BookRefusal.objects.filter(pk__in=done[at : at + CHUNK]).update(settled=taking.batch)


def take_openings(taking: Taking, sheet: ReadSheet) -> None:
    """Each day's opening as a whole."""
    for day, rows in sorted_groups(sheet.rows, lambda row: row.values["day"]):
        key = str(day)
        if set_aside(taking, sheet, rows, key, OTHERS_OPENING, day_of=day):
            continue
        lines = [posting(row) for row in rows]
        if day in taking.stand.openings:
            known = Opening.objects.filter(book=taking.book, day=day).exclude(debit=0, credit=0)
            same = sorted((each.account, each.detail, each.debit, each.credit) for each in known)
            if same == sorted((each.account, each.detail, each.debit, each.credit) for each in lines):
                taking.count(sheet.sheet.slug, "unchanged", len(rows))
            else:
                refuse_all(taking, sheet, rows, key, "day", OPENING_DIFFERS.format(day=day))
            continue
        try:
            writing.opened(taking.actor, taking.book.place_code, day, lines, taking.stand)
        except BooksError as error:
            refuse_faults(taking, sheet, rows, key, error, OTHERS_OPENING)
            continue
        taking.stand = books.standing(taking.book.place_code)
        took(taking, sheet, key, len(rows))


def take_vouchers(taking: Taking, sheet: ReadSheet) -> None:
    """Each voucher as a whole; known ones are compared, which takes one query for all."""
    known = known_vouchers(taking.book, sheet)
    for (year, number), rows in sorted_groups(sheet.rows, number_of):
        label = f"{year}-{number:03d}" if year else str(number)
        others = OTHERS.format(number=label)
        if set_aside(taking, sheet, rows, label, others, day_of=rows[0].values["day"]):
            continue
        new, days = voucher_of(rows), {row.values["day"] for row in rows}
        if len(days) > 1:
            refuse_all(taking, sheet, rows, label, "day", TWO_DAYS.format(number=label))
        elif (year, number) in known:
            if known[year, number] == told(new):
                taking.count(sheet.sheet.slug, "unchanged", len(rows))
            else:
                refuse_all(taking, sheet, rows, label, "number", DIFFERS.format(number=label))
        else:
            try:
                writing.placed(taking.actor, taking.book, new, taking.stand, taking.batch)
            except BooksError as error:
                refuse_faults(taking, sheet, rows, label, error, others)
                continue
            took(taking, sheet, label, len(rows))


def took(taking: Taking, sheet: ReadSheet, key: str, rows: int, what: str = "added") -> None:
    """Rows that are in the books now."""
    taking.count(sheet.sheet.slug, what, rows)
    taking.kept.append((sheet.sheet.slug, key))


def number_of(row: ReadRow) -> tuple[int, int]:
    """Year and number of a voucher's line; (0, 0) where it does not say, which is refused anyway."""
    day, number = row.values["day"], row.values["number"]
    return (day.year, number) if day and number else (0, number or 0)


def sorted_groups(rows: Iterable[ReadRow], key: Callable[[ReadRow], Any]) -> list[tuple[Any, list[ReadRow]]]:
    """Rows by a key in the order of its text; within one in the order of the sheet."""
    ordered = sorted(rows, key=lambda row: (ordinal(key(row)), row.row))
    return [(value, list(group)) for value, group in groupby(ordered, key=key)]


def ordinal(value: Any) -> tuple[int, int]:
    """Something to sort keys by: (year, number), a day, or nothing."""
    if isinstance(value, tuple):
        return value[0], value[1]
    return (value.toordinal() if value else 0), 0


def posting(row: ReadRow) -> Posting:
    """A line of a sheet as a line of a voucher."""
    cells = row.values
    return Posting(
        cells["account"] or "", cells["debit"] or 0, cells["credit"] or 0, cells["detail"] or "",
        cells.get("words") or "",
    )  # fmt: skip


def voucher_of(rows: Sequence[ReadRow]) -> NewVoucher:
    """The voucher that lines of one number make; words, handler and papers are those of its first line."""
    first = rows[0].values
    words = first["words"] or ""
    lines = tuple(posting(row) for row in rows)
    plain = tuple(
        Posting(each.account, each.debit, each.credit, each.detail, "" if each.words == words else each.words)
        for each in lines
    )
    return NewVoucher(
        first["day"], words, plain, first["handler"] or "", first["papers"] or 0, first["number"]
    )


Told = tuple[Any, ...]


def told(new: NewVoucher) -> Told:
    """A voucher as plain values to compare."""
    lines = [(each.account, each.detail, each.words, each.debit, each.credit) for each in new.lines]
    return (new.day, new.words, new.handler, new.papers, lines)


def known_vouchers(book: Book, sheet: ReadSheet) -> dict[tuple[int, int], Told]:
    """The vouchers of the sheet's years that are entered already, as plain values. Two queries."""
    years = {row.values["day"].year for row in sheet.rows if row.values["day"]}
    found = Voucher.objects.filter(book=book, year__in=years).prefetch_related("lines")
    return {
        (each.year, each.number): (
            each.day, each.words, each.handler, each.papers,
            [(line.account, line.detail, line.words, line.debit, line.credit) for line in each.lines.all()],
        )
        for each in found
    }  # fmt: skip


def set_aside(
    taking: Taking, sheet: ReadSheet, rows: Sequence[ReadRow], key: str, others: Text, *, day_of: Any
) -> bool:
    """Refuse the rows when a cell of any could not be read or a name contradicts its code; whether it did."""
    faulty: dict[int, tuple[str, Text]] = {}
    chart = chart_on(day_of) if day_of else None
    for row in rows:
        account = chart.find(row.values["account"] or "") if chart else None
        written = row.values["title"]
        if row.fault:
            faulty[row.row] = row.fault
        elif account is not None and written and written.replace(" ", "") != account.name.zh:
            text = NAME_DIFFERS.format(code=account.code, name=account.name, written=written)
            faulty[row.row] = ("title", text)
    if not faulty:
        return False
    for row in rows:
        taking.refuse(sheet, row, key, *faulty.get(row.row, ("", others)))
    return True


def refuse_all(
    taking: Taking, sheet: ReadSheet, rows: Iterable[ReadRow], key: str, column: str, reason: Text
) -> None:
    """The same reason for every row."""
    for row in rows:
        taking.refuse(sheet, row, key, column, reason)


def refuse_faults(
    taking: Taking, sheet: ReadSheet, rows: Sequence[ReadRow], key: str, error: BooksError, others: Text
) -> None:
    """What the books said, at the line it concerns; at every line where it concerns the whole."""
    found: Mapping[int | None, Faulty] = {}
    if isinstance(error, BadVoucher):
        found = {each.line: each for each in reversed(error.faults)}
    if not found or None in found:
        refuse_all(taking, sheet, rows, key, error.field or "debit", error.text)
        return
    for at, row in enumerate(rows):
        fault = found.get(at)
        taking.refuse(sheet, row, key, fault.column if fault else "", fault.text if fault else others)


def take_register(register: Register) -> Callable[[Taking, ReadSheet], None]:
    """Rows of a register, each by itself."""

    def take(taking: Taking, sheet: ReadSheet) -> None:
        model = register.sheet.model
        known = {
            each.number: each
            for each in model.objects.filter(place_code=taking.book.place_code, current=True)
        }
        seen: set[str] = set()
        for row in sheet.rows:
            number = row.values["number"] or ""
            if row.fault:
                taking.refuse(sheet, row, number, *row.fault)
            elif number in seen:
                taking.refuse(sheet, row, number, "number", REPEATED.format(number=number))
            else:
                seen.add(number)
                take_row(taking, sheet, row, register, known.get(number))

    return take


def take_row(taking: Taking, sheet: ReadSheet, row: ReadRow, register: Register, old: Holding | None) -> None:
    """One row of a register: new, changed, or as it was."""
    values = registers.as_stored(register, row.values)
    if old is not None and all(getattr(old, name) == value for name, value in values.items()):
        taking.count(sheet.sheet.slug, "unchanged")
        return
    try:
        registers.write_row(taking.actor, taking.book.place_code, register, row.values, old, taking.batch)
    except BooksError as error:
        taking.refuse(sheet, row, values["number"], error.field, error.text)
        return
    took(taking, sheet, values["number"], 1, "added" if old is None else "changed")


TAKERS: Mapping[str, Callable[[Taking, ReadSheet], None]] = {
    OPENINGS.slug: take_openings,
    VOUCHERS.slug: take_vouchers,
    **{slug: take_register(register) for slug, register in REGISTERS.items()},
}
