"""The closer look at a sheet: every cell that holds something (工作表的细致扫描). Runs in the child.

Empty cells with nothing but a style do not count: ledgers are often ruled down to the last row of the sheet.
"""

from __future__ import annotations

import re
import zlib

from .archive import DEFLATED, Member, Refused
from .sweep import column_number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterable, Iterator

    from .limits import Limits

__all__ = ["Measure", "text_bytes", "without_errors"]

LONGEST = 1 << 16  # a cell longer than this (Excel allows 32,767 characters) may be cut in two
FILLED = re.compile(rb'<(?:\w+:)?c\b[^<>]*?\br="([A-Za-z]{1,4})(\d{1,8})"[^<>]*(?<!/)>(?!</)')
SHARED = re.compile(rb't="s"[^<>]*><v>(\d{1,9})</v>')
ERROR = re.compile(rb'(<(?:\w+:)?c\b[^<>]*\bt=)"e"')
FORMULA_ONLY = re.compile(rb"<c\b([^<>]*)><f(?:\s[^<>]*)?(?:/>|>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>")
REFERENCE = re.compile(rb'\br="([A-Za-z]{1,4}\d{1,8})"')
SPARSE = 50  # a rectangle with fewer than one filled cell in this many is not a table with a cell too many


class Measure:
    """The rectangle around the values of one sheet. Raises Refused as soon as a limit is passed."""

    def __init__(self, pieces: Iterable[bytes], limits: Limits) -> None:
        self._limits = limits
        self.cells = self.bottom = self.right = 0
        self.top = self.left = 1 << 30
        self.has_errors = False
        self._last = b""
        for window in windows(pieces):
            self._extend(FILLED.findall(window))
            self._check()
            if b"<f" in window:
                _check_formulas(window)
            self.has_errors = self.has_errors or b't="e"' in window

    @property
    def area(self) -> int:
        return max(0, self.bottom - self.top + 1) * max(0, self.right - self.left + 1)

    def _extend(self, filled: list[tuple[bytes, bytes]]) -> None:
        if not filled:
            return
        self.cells += len(filled)
        columns = {column_number(letters) for letters in {letters for letters, _ in filled}}
        rows = [int(row) for _, row in filled]
        if max(rows) > self.bottom:
            self.bottom = max(rows)
            self._last = b"".join(filled[rows.index(self.bottom)])
        if max(columns) > self.right:
            self.right = max(columns)
            if self.right > self._limits.columns:
                self._last = next(a + row for a, row in filled if column_number(a) == self.right)
        self.top, self.left = min(self.top, *rows), min(self.left, *columns)

    def _check(self) -> None:
        limits, cells = self._limits, self.cells
        if self.bottom > limits.rows:
            self._refuse("too_many_rows", limits.rows, far=cells * 4 < limits.rows)
        if self.right > limits.columns:
            self._refuse("too_many_columns", limits.columns, far=cells < self.right)
        if self.area > limits.cells:
            self._refuse("too_many_cells", limits.cells, far=cells * SPARSE < self.area)

    def _refuse(self, code: str, limit: int, far: bool) -> None:
        if far:
            raise Refused("far_cell", cell=self._last.decode("ascii").upper())
        raise Refused(code, limit=limit)


def windows(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes, cut in front of a cell instead of inside it."""
    carry = b""
    for piece in pieces:
        window = carry + piece
        cut = window.rfind(b"<c")
        if cut < 0 or len(window) - cut > LONGEST:
            cut = len(window)
        yield window[:cut]
        carry = window[cut:]
    yield carry


def text_bytes(pieces: Iterable[bytes], lengths: array[int]) -> int:
    """Bytes of all shared texts a sheet names, as often as it names them. Raises Refused: damaged."""
    total = 0
    for window in windows(pieces):
        try:
            total += sum(map(lengths.__getitem__, map(int, SHARED.findall(window))))
        except IndexError:
            raise Refused("damaged") from None
    return total


def without_errors(member: Member, pieces: Iterable[bytes]) -> tuple[Member, bytes]:
    """The part with its error cells (#N/A, #REF!) as texts: the reader would pass them off as empty cells."""
    deflate, payload, crc, size = zlib.compressobj(1, zlib.DEFLATED, -zlib.MAX_WBITS), bytearray(), 0, 0
    for window in windows(pieces):
        changed = ERROR.sub(rb'\1"str"', window)
        payload += deflate.compress(changed)
        crc, size = zlib.crc32(changed, crc), size + len(changed)
    payload += deflate.flush()
    changed_member = Member(
        member.name, method=DEFLATED, crc=crc, packed=len(payload), unpacked=size, offset=0
    )
    return changed_member, bytes(payload)


def _check_formulas(window: bytes) -> None:
    """A formula that was never calculated has no value and would be taken for an empty cell."""
    for cell in FORMULA_ONLY.finditer(window):
        if b't="str"' not in cell[1]:
            name = REFERENCE.search(cell[1])
            raise Refused("uncalculated", cell=name[1].decode("ascii") if name else "?")
