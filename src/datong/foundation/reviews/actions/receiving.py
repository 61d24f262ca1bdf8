"""Taking in a list (接收名单): read, columns proposed, sealed away until its run; people correct the columns."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from django.db import transaction

from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.ledgers import service as ledgers
from datong.foundation.reviews.actions import shelf
from datong.foundation.reviews.actions.engine import parquet_table
from datong.foundation.reviews.actions.journalling import tell
from datong.foundation.reviews.core import mapping as columns
from datong.foundation.reviews.core.mapping import BadMapping, Proposal, Understood
from datong.foundation.reviews.core.sheets import NotAList, Table, from_csv, table
from datong.foundation.reviews.enums import Format, SourceKind
from datong.foundation.reviews.errors import BadList, SwitchedOff
from datong.foundation.reviews.models import Listing, Source
from datong.kernel import clock
from datong.kernel.bilingual import Text

RECEIVE = "reviews.receive"
MOST_BYTES = 200_000_000
HEAD = 1_000  # rows that tell what the columns of a long list mean
TOO_LARGE = Text(
    "文件超过 200 MB，请分批上传，或用命令行核对。",
    "The file is over 200 MB; split it, or review it by command.",
)
FUTURE = Text(
    "名单的截至日期 {day} 还没有到，请核对。",
    "The list is as of {day}, which is still to come; please check.",
)
OFF = Text(
    "来源“{name}”已停用，不再接收名单、不产生线索。恢复使用须由具名的专干写明理由。",
    "The source “{name}” is switched off: no list is taken in and no match comes of it. An officer may switch it on, with a reason.",
)
BUILT_IN = Text(
    "“{name}”由本系统的名册算出，不需要名单。", "“{name}” is computed from the registers; it takes no list."
)
WAITING = Text(
    "这份名单已经接收，正等待核对。截至日期填错了的，请先到名单的页面撤回，再重新上传。",
    "This list was taken in before and waits for its run. If its day was wrong, withdraw it on its page and hand it in again.",
)
GONE = Text(
    "这份名单已经核对、撤回或销毁，请重新上传。",
    "This list was run, withdrawn or destroyed; hand it in again.",
)
KINDS = {b"PAR1": Format.PARQUET, b"PK": Format.XLSX, b"\xd0\xcf\x11\xe0": Format.XLSX, b"<": Format.XLSX}


@dataclass(frozen=True, slots=True)
class Delivery:
    """A file as handed in. `as_of`: the day its data were true. `columns`: corrections, field (or None) by heading."""

    file_name: str
    content: bytes
    as_of: dt.date
    columns: Mapping[str, str | None] | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """A waiting list as its page shows it: what each column means and why, with a few of its cells (identity numbers masked,
    none of a column no rule may use), the first twenty rows as understood, of the `seen` first rows how many name nobody and
    are compared with nobody, and what keeps it from being run (None: nothing)."""

    proposals: list[Proposal]
    samples: list[list[str]]
    rows: list[Understood]
    count: int
    seen: int
    nameless: int
    problem: Text | None


def receive(actor: User, source_id: int, given: Delivery, *, door: str = "page") -> Listing:
    """Take in a list; nothing of it is in the database but headings, counts and its digest.

    Raises Refused, BadList, SwitchedOff, BadMapping (identity numbers that lost digits, a wrong correction),
    UnreadableWorkbook.
    """
    source = Source.objects.get(pk=source_id)
    access.require(actor, RECEIVE, programme=source.programme, place_code=source.county + "000000")
    check(source, given)
    form = form_of(given.content)
    read, encoding = table_of(form, given.content)
    proposals = columns.propose(read, source.mapping, given.columns)
    if any(each.field == "id" for each in proposals):
        columns.read_rows(read, proposals)  # refuses lost digits before anything is kept
    sha256 = hashlib.sha256(given.content).hexdigest()
    with transaction.atomic():
        source = Source.objects.select_for_update(no_key=True).get(pk=source_id)
        check(source, given)
        if source.listings.filter(sha256=sha256, destroyed_at=None).exists():
            raise BadList(WAITING)
        if given.columns:
            source.mapping = {**source.mapping, **given.columns}
            source.save(update_fields=["mapping"])
        row = Listing.objects.create(
            source=source,
            file_name=given.file_name[-200:],
            format=form,
            encoding=encoding,
            sha256=sha256,
            size=len(given.content),
            rows=len(read.rows),
            columns=list(read.headings),
            mapping=columns.mapping_of(proposals),
            as_of=given.as_of,
            stored=shelf.put(given.content),
            received_at=clock.now(),
            received_by=actor,
        )
        told: dict[str, Any] = {
            "source": source.key,
            "sha256": sha256,
            "rows": row.rows,
            "as_of": given.as_of.isoformat(),
        }
        tell(actor, "receive", f"reviews.Listing:{row.pk}", source.county + "000000", door, **told)
    return row


def settle_mapping(
    actor: User, listing_id: int, corrections: Mapping[str, str | None], *, door: str = "page"
) -> Listing:
    """People say what the columns mean; remembered for the next list of the source. Raises Refused, BadList, BadMapping."""
    with transaction.atomic():
        row, source = locked(actor, listing_id)
        read = opened(row)
        proposals = columns.propose(read, row.mapping, corrections)
        columns.read_rows(read, proposals)
        row.mapping, row.settled_at = columns.mapping_of(proposals), clock.now()
        row.save(update_fields=["mapping", "settled_at"])
        source.mapping = {**source.mapping, **row.mapping}
        source.save(update_fields=["mapping"])
        fields = sorted(field for field in row.mapping.values() if field)
        tell(actor, "map", f"reviews.Listing:{row.pk}", source.county + "000000", door, fields=fields)
    return row


def preview(actor: User, listing_id: int, corrections: Mapping[str, str | None] | None = None) -> Preview:
    """How a waiting list would be understood, with corrections nobody has settled yet; by its first rows, however long it is.

    Raises Refused, BadList, BadMapping for a wrong correction, Listing.DoesNotExist.
    """
    row = Listing.objects.select_related("source").get(pk=listing_id)
    access.require(actor, RECEIVE, programme=row.source.programme, place_code=row.source.county + "000000")
    read = opened(row, HEAD)
    proposals = columns.propose(read, row.mapping if row.settled_at else row.source.mapping, corrections)
    nameless, problem = 0, None
    try:
        nameless = len(read.rows) - len(columns.read_rows(read, proposals))
    except BadMapping as error:
        problem = error.text
    shown, samples = columns.as_read(read, proposals), columns.samples(read)
    return Preview(proposals, samples, shown, row.rows, len(read.rows), nameless, problem)


def locked(actor: User, listing_id: int) -> tuple[Listing, Source]:
    """A list and its source for whoever takes lists in, locked in the order of a run: the source first. Raises Refused."""
    owner = Source.objects.select_for_update(no_key=True, of=("self",))
    source = owner.get(pk=Listing.objects.values_list("source_id", flat=True).get(pk=listing_id))
    access.require(actor, RECEIVE, programme=source.programme, place_code=source.county + "000000")
    return Listing.objects.select_for_update(no_key=True).get(pk=listing_id), source


def opened(row: Listing, most: int | None = None) -> Table:
    """A waiting list's table, or its first rows, about so many. Raises BadList when it is gone."""
    try:
        content = shelf.get(row.stored)
    except FileNotFoundError:
        raise BadList(GONE) from None
    return table_of(Format(row.format), content, most)[0]


def check(source: Source, given: Delivery) -> None:
    """Raises BadList, SwitchedOff."""
    if source.kind == SourceKind.KINSHIP:
        raise BadList(BUILT_IN.format(name=source.name))
    if not source.on:
        raise SwitchedOff(OFF.format(name=source.name))
    if len(given.content) > MOST_BYTES:
        raise BadList(TOO_LARGE, "file")
    if given.as_of > clock.today():
        raise BadList(FUTURE.format(day=given.as_of), "as_of")


def form_of(content: bytes) -> Format:
    """What a file is, by its first bytes; text where it is nothing else. Old workbooks and web pages go to the reader of
    workbooks, which says what is wrong with them."""
    start = content[:16].lstrip()
    return next((form for magic, form in KINDS.items() if start.startswith(magic)), Format.CSV)


def table_of(form: Format, content: bytes, most: int | None = None) -> tuple[Table, str]:
    """The list in a file, or its first rows, and the encoding of text. Raises BadList, UnreadableWorkbook."""
    try:
        if form is Format.CSV:
            rows, encoding = from_csv(content, most)
            return table(rows), encoding
        with shelf.bench() as folder:
            path = folder / f"list.{form}"
            path.write_bytes(content)
            if form is Format.PARQUET:
                return parquet_table(path, most), ""
            return workbook_table(path, most), ""
    except NotAList as error:
        raise BadList(error.text, "file") from error


def workbook_table(path: Path, most: int | None = None) -> Table:
    """The list in a workbook: of several sheets the one with the most rows, the first of equals."""
    sheets = ledgers.read_workbook(path, ledgers.Limits()).sheets
    largest = max(sheets, key=lambda sheet: sheet.height)
    grid = [list(row) for row in islice(zip(*largest.columns, strict=True), most)]
    return table(grid, largest.first_row)
