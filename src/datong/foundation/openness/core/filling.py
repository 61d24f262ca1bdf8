"""From what was typed, pasted or sent as a spreadsheet to the cells of a draft's table (填表), and back to the inputs."""

import csv
import datetime as dt
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from datong.foundation.openness.core.content import Cell, Column, Table
from datong.kernel.bilingual import Text
from datong.kernel.cells import BadCell, parse_date, parse_integer, parse_money, parse_text
from datong.kernel.text import heading_key

MOST_ROWS = 2_000
MOST_CELL = 500
TOO_LONG = Text("超过 {most} 个字，请缩短", "longer than {most} characters")
FAULT = Text("第 {row} 行“{column}”：{why}", "row {row}, “{column}”: {why}")
NO_HEADING = Text(
    "没有认出表头；第一行应是这些列名：{columns}",
    "No heading was recognised; the first row should name these columns: {columns}",
)
TOO_MANY = Text("一张表最多 {most} 行。", "A table has at most {most} rows.")
NOTHING = Text("没有读到内容。", "Nothing was found in it.")
READ: dict[str, Callable[[Any], str | int | dt.date | None]] = {
    "money": parse_money,
    "number": parse_integer,
    "date": parse_date,
    "text": parse_text,
}


@dataclass(frozen=True, slots=True)
class Filled:
    """A table as typed: the rows that say something, and what could not be read by (row, column) of the typed lines."""

    table: Table
    faults: Mapping[tuple[int, int], Text] = field(default_factory=dict)

    @property
    def sentences(self) -> tuple[Text, ...]:
        """The faults with their places."""
        return tuple(
            FAULT.format(row=row + 1, column=self.table.columns[column].name, why=why)
            for (row, column), why in sorted(self.faults.items())
        )


def cell(raw: Any, column: Column) -> Cell:
    """One cell of a column's kind; None for an empty one. Raises BadCell."""
    if raw is None or (isinstance(raw, str) and raw.strip() in ("", "—")):
        return None
    value = READ[column.kind](raw)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, str) and len(value) > MOST_CELL:
        raise BadCell("bad_choice", TOO_LONG.format(most=MOST_CELL))
    return value


def filled(table: Table, lines: Sequence[Sequence[Any]]) -> Filled:
    """The table with these lines for rows; empty lines fall out."""
    rows: list[tuple[Cell, ...]] = []
    faults: dict[tuple[int, int], Text] = {}
    for at, line in enumerate(lines):
        row: list[Cell] = []
        for spot, column in enumerate(table.columns):
            try:
                row.append(cell(line[spot] if spot < len(line) else None, column))
            except BadCell as bad:
                faults[at, spot] = bad.text
                row.append(None)
        if any(each is not None for each in row):
            rows.append(tuple(row))
    return Filled(replace(table, rows=tuple(rows)), faults)


def headed(table: Table, lines: Sequence[Sequence[Any]]) -> list[list[Any]]:
    """Lines of a spreadsheet in the table's own columns: its heading may stand in any of the first ten lines, with columns in
    any order and others between. Raises Unreadable."""
    known = {heading_key(name): at for at, column in enumerate(table.columns) for name in spelt(column)}
    for at, line in enumerate(lines[:10]):
        found = {
            known[key]: spot
            for spot, each in enumerate(line)
            if (key := heading_key(str(each or ""))) in known
        }
        if len(found) >= max(1, min(2, len(table.columns))):
            rest = [row for row in lines[at + 1 :] if not is_sum(row)]
            return [
                [
                    row[found[c]] if c in found and found[c] < len(row) else None
                    for c in range(len(table.columns))
                ]
                for row in rest
            ]
    names = "、".join(column.name.zh for column in table.columns)
    raise Unreadable(
        NO_HEADING.format(columns=Text(names, ", ".join(column.name.en for column in table.columns)))
    )


def spelt(column: Column) -> set[str]:
    """How a column's heading may be written: in either language, with its unit."""
    units = {column.unit.zh, column.unit.en} if column.unit else set()
    names = {column.name.zh, column.name.en}
    return (
        names
        | {f"{name}（{unit}）" for name in names for unit in units}
        | {f"{name}({unit})" for name in names for unit in units}
    )


def is_sum(row: Sequence[Any]) -> bool:
    """Whether a line only adds the others up."""
    return any(str(each or "").strip() in ("合计", "总计", "共计", "Total") for each in row[:2])


class Unreadable(ValueError):
    """The pasted lines or the file cannot be used; `text` says why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.zh)
        self.text = text


def pasted(text: str) -> list[list[str]]:
    """Lines copied from a spreadsheet (tabs) or a CSV."""
    mark = "\t" if "\t" in text else ","
    return [row for row in csv.reader(io.StringIO(text), delimiter=mark) if any(each.strip() for each in row)]


def csv_lines(content: bytes) -> list[list[str]]:
    """A CSV in UTF-8 or GB 18030. Raises Unreadable."""
    for coding in ("utf-8-sig", "gb18030"):
        try:
            return pasted(content.decode(coding))
        except UnicodeDecodeError:
            continue
    raise Unreadable(NOTHING)


def taken(table: Table, lines: Sequence[Sequence[Any]]) -> Filled:
    """The table with the lines of a spreadsheet. Raises Unreadable."""
    if not lines:
        raise Unreadable(NOTHING)
    if len(lines) > MOST_ROWS + 10:
        raise Unreadable(TOO_MANY.format(most=MOST_ROWS))
    return filled(table, headed(table, lines))


def typed(value: Cell, kind: str) -> str:
    """A cell as an input holds it: money in yuan without commas."""
    if value is None:
        return ""
    if kind == "money" and isinstance(value, int):
        return f"{'-' if value < 0 else ''}{abs(value) // 100}.{abs(value) % 100:02d}"
    return str(value)
