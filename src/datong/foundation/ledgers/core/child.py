"""The process that takes a workbook apart (读取工作簿的子进程): start, check, read, send, end.

The file is standard input, open for reading; the result goes to standard output as frames, each four bytes of
length and a marshalled tuple: ("ready",), ("skipped", name, why), ("sheet", name, first row, first column,
width), ("rows", columns, indices of columns with dates), ("done",) or ("refused", code, params). It imports
nothing of the site, so that it starts in 20 ms; nothing it reads can make it write a file.
"""

from __future__ import annotations

import gc
import io
import marshal
import os
import re
import resource
import sys
from itertools import islice
from types import SimpleNamespace

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from .archive import Member, Refused, members, packed_anew, pieces
from .scan import Scan, Scanned

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .limits import Limits

INPUT, OUTPUT = 0, 1
ROWS = 2048  # rows sent at once: their cells still lie in the cache when they are turned into columns
SCAN_MEMORY = 256_000_000
READ_MEMORY = 64_000_000
PLAIN = {str, float, int, bool}
KEPT_TYPES = ("spreadsheetml.sheet.main", "spreadsheetml.template.main")

RELATION = re.compile(r"<(?:\w+:)?Relationship\s[^<>]*>")
SHEET = re.compile(r"<(?:\w+:)?sheet\s[^<>]*>")
ATTRIBUTE = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
DAY_MICROSECONDS = 86_400_000_000


def main() -> None:
    """Entry of the process; `sys.argv[3]` holds the limits, marshalled, in hexadecimal."""
    gc.disable()
    numbers = marshal.loads(bytes.fromhex(sys.argv[3]))  # noqa: S302
    limits: Limits = SimpleNamespace(**numbers)  # type: ignore[assignment]
    _confine(limits)
    _send("ready")
    try:
        _read(limits)
        _send("done")
    except Refused as refused:
        _send("refused", refused.code, refused.params)
    except MemoryError:
        _send("refused", "memory", {})
    except BaseException:  # a panic of the reader is no Exception
        _send("refused", "damaged", {})
    os._exit(0)  # taking a million cells down one by one would take longer than reading them


def _confine(limits: Limits) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 1))
    _allow(limits, SCAN_MEMORY)


def _allow(limits: Limits, more: int) -> None:
    """At most `more` bytes of address space beyond what is in use, and never more than the limit."""
    try:
        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123
            used = int(file.read().split()[0]) * resource.getpagesize()
    except OSError:  # elsewhere only the scan and the limits on time protect
        return
    most = limits.memory_bytes
    resource.setrlimit(resource.RLIMIT_AS, (min(used + more, most), most))


def _read(limits: Limits) -> None:
    found = members(INPUT, os.fstat(INPUT).st_size, limits)
    by_name = {member.name.lower(): member for member in found}
    _check_kind(by_name)
    try:
        scanned = Scan(INPUT, found, limits).run()
    except Refused as refused:
        if "part" in refused.params:
            refused.params["sheet"] = _title(by_name, str(refused.params.pop("part")))
        raise
    _allow(limits, _needed(scanned))
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(packed_anew(INPUT, scanned.parts)))
    del scanned
    _send_workbook(workbook, limits)


def _needed(scanned: Scanned) -> int:
    """Address space for reading what was scanned: measured, and doubled."""
    return READ_MEMORY + 16 * scanned.unpacked + 64 * scanned.area + 3 * scanned.text_bytes


def _check_kind(by_name: dict[str, Member]) -> None:
    """A workbook without macros, told by its parts and its declared types."""
    if any("vbaproject.bin" in name or name.startswith("xl/macrosheets/") for name in by_name):
        raise Refused("macro")
    types = _text(by_name, "[content_types].xml")
    if "macroenabled" in types.lower():
        raise Refused("macro")
    if any(kind in types for kind in KEPT_TYPES):
        return
    if "sheet.binary" in types:
        raise Refused("xlsb")
    raise Refused("ods" if "content.xml" in by_name else "not_xlsx")


def _text(by_name: dict[str, Member], name: str) -> str:
    """A small part as text; empty when there is none."""
    member = by_name.get(name)
    if member is None or member.unpacked > 1_000_000:
        return ""
    return b"".join(pieces(INPUT, member)).decode("utf-8", "replace")


def _title(by_name: dict[str, Member], part: str) -> str:
    """The name of the sheet kept in `part`, or the part's own name."""
    relations = map(_attributes, RELATION.findall(_text(by_name, "xl/_rels/workbook.xml.rels")))
    ids = {r.get("Id") for r in relations if part.lower().endswith(r.get("Target", "?").lower().lstrip("/"))}
    sheets = map(_attributes, SHEET.findall(_text(by_name, "xl/workbook.xml")))
    return next((s["name"] for s in sheets if s.get("r:id") in ids and "name" in s), part)[:40]


def _attributes(tag: str) -> dict[str, str]:
    return {name: _plain(one or other) for name, one, other in ATTRIBUTE.findall(tag)}


def _plain(text: str) -> str:
    for code, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(code, character)
    return text


def _send_workbook(workbook: CalamineWorkbook, limits: Limits) -> None:
    sheets = workbook.sheets_metadata
    if len(sheets) > limits.sheets:
        raise Refused("too_many_sheets", limit=limits.sheets, found=len(sheets))
    cells = 0
    for each in sheets:
        if each.visible != SheetVisibleEnum.Visible:
            _send("skipped", each.name, "hidden")
        elif each.typ != SheetTypeEnum.WorkSheet:
            _send("skipped", each.name, "no_table")
        else:
            sheet = workbook.get_sheet_by_name(each.name)
            cells += _check_extent(sheet, limits)
            if cells > 2 * limits.cells:
                raise Refused("too_many_cells", limit=limits.cells, sheet=each.name)
            _send_sheet(sheet)


def _check_extent(sheet: CalamineSheet, limits: Limits) -> int:
    """Once more, on what the reader made of it; the cells of its rectangle."""
    bottom, right = sheet.end or (-1, -1)
    if bottom >= limits.rows:
        raise Refused("too_many_rows", limit=limits.rows, sheet=sheet.name)
    if right >= limits.columns:
        raise Refused("too_many_columns", limit=limits.columns, sheet=sheet.name)
    return sheet.height * sheet.width


def _send_sheet(sheet: CalamineSheet) -> None:
    top, left = sheet.start or (0, 0)
    _send("sheet", sheet.name, top + 1, left + 1, sheet.width)
    rows = islice(
        sheet.iter_rows(), top, None
    )  # it also gives the empty rows above, but not the columns left
    while piece := list(islice(rows, ROWS)):
        columns: list[list[Any]] = list(map(list, zip(*piece, strict=True)))
        dated = [at for at, column in enumerate(columns) if not PLAIN.issuperset(map(type, column))]
        for at in dated:
            columns[at] = [value if type(value) in PLAIN else _coded(value) for value in columns[at]]
        _send("rows", columns, dated)


def _coded(value: Any) -> tuple[object, ...]:
    """Date (0, day); date and time (1, day, microseconds); time (2, microseconds); duration (3, ...)."""
    kind = type(value).__name__
    if kind == "date":
        return 0, value.toordinal()
    if kind == "timedelta":
        return 3, value.days * DAY_MICROSECONDS + value.seconds * 1_000_000 + value.microseconds
    micro = ((value.hour * 60 + value.minute) * 60 + value.second) * 1_000_000 + value.microsecond
    return (1, value.toordinal(), micro) if kind == "datetime" else (2, micro)


def _send(*frame: Any) -> None:
    body = marshal.dumps(frame, 2)  # version 2 looks for no shared objects, which costs more than it saves
    left = memoryview(len(body).to_bytes(4, "little") + body)
    while left:
        left = left[os.write(OUTPUT, left) :]
