"""From the cells of a sheet to values and refusals, column by column.

Designed for a million cells: each distinct cell of a column is read once, each distinct place looked up once.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import compress
from typing import Any

from datong.foundation.ledgers.core.kinds import Flag, Identity, Phone, Town
from datong.foundation.ledgers.core.sheet import Column, Sheet
from datong.kernel.bilingual import Text
from datong.kernel.identity import mask, mask_phone
from datong.kernel.refusal import BadCell, RefusalCode
from datong.kernel.text import fold, restore

IDENTITY = re.compile(r"[0-9]{14,17}[0-9Xx]")  # a citizen number, in whatever column it was typed
MISSING_ID = Text(
    zh="身份证号码没有填，请补填 18 位公民身份号码",
    en="the citizen number is missing; please fill in all 18 characters",
)
MISSING = Text(zh="没有填，请补填", en="is empty; please fill it in")


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why one row is not taken: code, heading of the column, the cell as it was, the reason."""

    code: RefusalCode
    column: Column
    cell: Any
    reason: Text

    def value(self) -> str:
        """The offending cell, masked where it identifies somebody, at most 60 characters."""
        return shown(self.column, self.cell)

    def sentence(self, sheet: str, row: int) -> Text:
        """The whole sentence: sheet (as the workbook calls it), row, column, value, reason."""
        value = self.value()
        cell = Text(zh=f"“{value}”", en=f" “{value}”") if value else Text(zh="", en="")
        return Text(
            zh="工作表“{sheet}”第 {row} 行“{column}”列{cell}：{reason}。",
            en="Sheet “{sheet}”, row {row}, column “{column}”{cell}: {reason}.",
        ).format(sheet=sheet, row=row, column=self.column.heading, cell=cell, reason=self.reason)


def shown(column: Column, cell: Any) -> str:
    """A raw cell as a message may show it."""
    text = (
        ""
        if cell is None
        else str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell).strip()
    )
    if isinstance(column.kind, Identity):
        return mask(text) if text else ""
    if isinstance(column.kind, Phone):
        return mask_phone(text)
    return (
        IDENTITY.sub(lambda found: mask(found[0]), fold(text))[:60]
        if IDENTITY.search(fold(text))
        else text[:60]
    )


@dataclass
class Reading:
    """A sheet on its way in. Lists are aligned: position i is one row. `row_numbers`: the spreadsheet's rows."""

    sheet: Sheet
    county: str
    row_numbers: list[int]
    cells: dict[str, list[Any]]
    values: dict[str, list[Any]] = field(default_factory=dict)
    ids: dict[str, list[int | None]] = field(default_factory=dict)
    places: list[str] = field(default_factory=list)
    refused: dict[int, Refusal] = field(default_factory=dict)

    @property
    def height(self) -> int:
        return len(self.row_numbers)

    def refuse(self, position: int, code: RefusalCode, column: str, reason: Text) -> None:
        """Refuse a row, unless it is refused already: the first reason stands."""
        if position not in self.refused:
            cells = self.cells.get(column)
            self.refused[position] = Refusal(
                code, self.sheet.by_name[column], cells[position] if cells else None, reason
            )

    def good(self) -> list[int]:
        """Positions not refused."""
        if not self.refused:
            return list(range(self.height))
        return [position for position in range(self.height) if position not in self.refused]

    def keep_only(self, positions: list[int]) -> None:
        """Drop every other row, from every list."""
        if len(positions) == self.height:
            return
        chosen = set(positions)
        mask_ = [position in chosen for position in range(self.height)]

        def keep(items: Iterable[Any]) -> list[Any]:
            return list(compress(items, mask_))

        self.row_numbers = keep(self.row_numbers)
        self.cells = {name: keep(column) for name, column in self.cells.items()}
        self.values = {name: keep(column) for name, column in self.values.items()}
        self.ids = {name: keep(column) for name, column in self.ids.items()}
        self.places = keep(self.places)
        self.refused = {}


def read_columns(reading: Reading) -> None:
    """Read every column's cells; refuse bad ones and empty ones that must be filled."""
    for column in reading.sheet.columns:
        cells = reading.cells.get(column.name)
        if cells is None:
            reading.values[column.name] = [None] * reading.height
            continue
        reading.cells[column.name] = cells = restored(cells)
        values, bad = read_column(column.kind.read, cells)
        reading.values[column.name] = values
        for position, error in bad.items():
            reading.refuse(position, error.code, column.name, error.text)
        if column.required and not isinstance(column.kind, Flag) and not spared(reading.sheet, column):
            refuse_empty(reading, column, values, bad)


def restored(cells: list[Any]) -> list[Any]:
    """The cells without the mark that an export sets before what could be taken for a formula."""
    marked = {cell: restore(cell) for cell in set(cells) if cell.__class__ is str and cell[:1] == "'"}
    return [marked.get(cell, cell) for cell in cells] if marked else cells


def spared(sheet: Sheet, column: Column) -> bool:
    """Whether a required column may do without: the town, beside a village; a name of one village only says where."""
    return isinstance(column.kind, Town) and sheet.village() is not None


def read_column(read: Callable[[Any], Any], cells: list[Any]) -> tuple[list[Any], Mapping[int, BadCell]]:
    """Values by position (None where empty or bad), and the bad ones. Each distinct cell is read once."""
    known: dict[Any, Any] = {}
    faults: dict[Any, BadCell] = {}
    for cell in set(cells):
        try:
            known[cell] = read(cell)
        except BadCell as error:
            known[cell] = None
            faults[cell] = error
    values = [known[cell] for cell in cells]
    if not faults:
        return values, {}
    return values, {position: faults[cell] for position, cell in enumerate(cells) if cell in faults}


def refuse_empty(reading: Reading, column: Column, values: list[Any], bad: Mapping[int, BadCell]) -> None:
    """Refuse rows whose required cell is empty."""
    if None not in values:
        return
    identity = isinstance(column.kind, Identity)
    code: RefusalCode = "missing_id" if identity else "missing_value"
    for position, value in enumerate(values):
        if value is None and position not in bad:
            reading.refuse(position, code, column.name, MISSING_ID if identity else MISSING)
