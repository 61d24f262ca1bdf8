"""A look at every part of a workbook before the reader sees it (读取前的扫描). Runs in the child.

The reader lays out each sheet as a full rectangle of 32 bytes a cell, and copies a shared text into every
cell that names it. So rectangles and texts are measured first, on the bytes as they unpack.
"""

from __future__ import annotations

import re
from array import array

from .archive import Member, Refused, pieces
from .measure import Measure, text_bytes, without_errors
from .sweep import Sweep

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from .limits import Limits

__all__ = ["Scan", "Scanned"]

CELL_BYTES = 21  # the shortest cell with a shared text: <c t="s"><v>0</v></c>
USUAL_TEXT = 200_000_000  # bytes of text in all cells, below which they are not added up
NOT_READ = re.compile(
    r"docProps/|customXml/|xl/(?:media|theme|drawings|charts|chartsheets|comments|threadedComments|persons|tables"
    r"|printerSettings|externalLinks|pivot\w*|calcChain|worksheets/_rels)",
    re.I,
)


class Scanned:
    """What the scan leaves: the parts to read (with a payload where one was changed) and their sizes."""

    __slots__ = ("area", "parts", "text_bytes", "unpacked")

    def __init__(self) -> None:
        self.parts: list[tuple[Member, bytes | None]] = []
        self.unpacked = self.area = self.text_bytes = 0


class Scan:
    """The scan of one archive; Refused carries the part's name in `part` where one sheet is the cause."""

    def __init__(self, fd: int, found: list[Member], limits: Limits) -> None:
        self._fd, self._limits = fd, limits
        self._wanted = [member for member in found if _is_read(member.name)]
        self._areas: dict[Member, int] = {}
        self._lengths = array("L")
        self.result = Scanned()

    def run(self) -> Scanned:
        for member in self._wanted:
            self.result.parts.append(self._part(member))
            self.result.unpacked += member.unpacked
        self._check_area()
        self._check_texts()
        return self.result

    def _pieces(self, member: Member) -> Iterator[bytes]:
        return pieces(self._fd, member)

    def _part(self, member: Member) -> tuple[Member, bytes | None]:
        sweep = Sweep(self._pieces(member), self._limits.cells)
        if sweep.is_sheet:
            self._areas[member] = sweep.area
        self._lengths.extend(sweep.strings.finish())
        if sweep.closer and self._measure(member).has_errors:
            return without_errors(member, self._pieces(member))
        return member, None

    def _measure(self, member: Member) -> Measure:
        try:
            measure = Measure(self._pieces(member), self._limits)
        except Refused as refused:
            refused.params["part"] = member.name
            raise
        self._areas[member] = measure.area
        return measure

    def _check_area(self) -> None:
        """First with the areas as searched for, which are rounded up; if those are too large, measured."""
        if self._too_large():
            for member in self._areas:
                self._measure(member)
        self.result.area = sum(self._areas.values())
        if self.result.area > 2 * self._limits.cells:
            largest = max(self._areas, key=lambda member: self._areas[member])
            raise Refused("too_many_cells", limit=self._limits.cells, part=largest.name)

    def _too_large(self) -> bool:
        areas, most = self._areas.values(), self._limits.cells
        return sum(areas) > 2 * most or any(area > most for area in areas)

    def _check_texts(self) -> None:
        """A long shared text may stand in a million cells: where that could be much, it is added up."""
        cells = sum(member.unpacked for member in self._areas) // CELL_BYTES
        if max(self._lengths, default=0) * cells <= USUAL_TEXT:
            return
        held = sum(text_bytes(self._pieces(member), self._lengths) for member in self._areas)
        if held > self._limits.memory_bytes // 4:
            raise Refused("memory")
        self.result.text_bytes = held


def _is_read(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels")) and not NOT_READ.match(name)
