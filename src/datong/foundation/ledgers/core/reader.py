"""Workbooks of unknown origin as plain columns (安全读取工作簿)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from datong.foundation.ledgers.core.limits import Limits
from datong.foundation.ledgers.core.process import ReadingProcess
from datong.foundation.ledgers.core.refusals import UnreadableWorkbook

__all__ = ["RawSheet", "SkippedSheet", "UnreadableWorkbook", "Workbook", "iter_workbooks", "read_workbook"]


USUAL = Limits()


@dataclass
class RawSheet:
    """One visible sheet, column by column; all columns have `height` cells.

    A cell is str, float, bool, datetime.date, datetime.datetime, datetime.time or datetime.timedelta; "" when
    empty. Numbers are floats, errors such as #N/A are text, of merged cells only the first holds the value.
    `columns[c][r]` stands in Excel's row `first_row + r` and column `first_column + c`, both counted from 1.
    Empty rows above and columns left of the values are not part of it.
    """

    name: str
    columns: list[list[object]]
    height: int = 0
    first_row: int = 1
    first_column: int = 1


@dataclass(frozen=True)
class SkippedSheet:
    """A sheet that was not read: hidden, or no table (a chart)."""

    name: str
    why: Literal["hidden", "no_table"]


@dataclass
class Workbook:
    """The sheets of one workbook in their order, and those that were left out."""

    path: Path
    sheets: list[RawSheet] = field(default_factory=list)
    skipped: list[SkippedSheet] = field(default_factory=list)


def read_workbook(
    path: Path, limits: Limits = USUAL, on_rows: Callable[[int], None] | None = None
) -> Workbook:
    """Read an .xlsx in a process of its own, with limits on time and memory.

    `on_rows` is told the number of rows each time some arrive. Raises UnreadableWorkbook; hostile files are
    refused within 2 s and 128 MB.
    """
    with ReadingProcess(path, limits) as process:
        return _received(path, process, on_rows)


def iter_workbooks(
    paths: Iterable[Path], limits: Limits = USUAL, on_rows: Callable[[int], None] | None = None
) -> Iterator[tuple[Path, Workbook | UnreadableWorkbook]]:
    """Read several workbooks in turn; the next one is being read while the caller works on this one.

    An unreadable one is given back instead of raised. At most two processes run at a time.
    """
    ahead: tuple[Path, ReadingProcess | UnreadableWorkbook] | None = None
    try:
        for path in paths:
            current, ahead = ahead, (path, _started(path, limits))
            if current:
                yield current[0], _outcome(*current, on_rows)
        if ahead:
            last, ahead = ahead, None
            yield last[0], _outcome(*last, on_rows)
    finally:
        if ahead and isinstance(ahead[1], ReadingProcess):
            ahead[1].close()


def _started(path: Path, limits: Limits) -> ReadingProcess | UnreadableWorkbook:
    try:
        return ReadingProcess(path, limits)
    except UnreadableWorkbook as refusal:
        return refusal


def _outcome(
    path: Path, started: ReadingProcess | UnreadableWorkbook, on_rows: Callable[[int], None] | None
) -> Workbook | UnreadableWorkbook:
    if isinstance(started, UnreadableWorkbook):
        return started
    with started as process:
        try:
            return _received(path, process, on_rows)
        except UnreadableWorkbook as refusal:
            return refusal


def _received(path: Path, process: ReadingProcess, on_rows: Callable[[int], None] | None) -> Workbook:
    """The workbook, frame by frame; see `child` for what a frame is."""
    workbook = Workbook(path)
    while (frame := process.frame())[0] != "done":
        kind, *values = frame
        if kind == "skipped":
            workbook.skipped.append(SkippedSheet(*values))
        elif kind == "sheet":
            name, row, column, width = values
            workbook.sheets.append(RawSheet(name, [[] for _ in range(width)], 0, row, column))
        else:
            _append(workbook.sheets[-1], *values)
            if on_rows:
                on_rows(len(values[0][0]))
    if not workbook.sheets:
        raise UnreadableWorkbook("no_sheets")
    return workbook


def _append(sheet: RawSheet, columns: list[list[Any]], dated: list[int]) -> None:
    for at in dated:
        columns[at] = [_value(cell) if type(cell) is tuple else cell for cell in columns[at]]
    for column, more in zip(sheet.columns, columns, strict=True):
        column.extend(more)
    sheet.height += len(columns[0])


def _value(coded: tuple[int, ...]) -> dt.date | dt.time | dt.timedelta:
    """The inverse of the child's `_coded`."""
    kind, *numbers = coded
    if kind == 0:
        return dt.date.fromordinal(numbers[0])
    duration = dt.timedelta(microseconds=numbers[-1])
    if kind == 3:
        return duration
    day = dt.date.fromordinal(numbers[0]) if kind == 1 else dt.date.min
    moment = dt.datetime.combine(day, dt.time()) + duration
    return moment if kind == 1 else moment.time()
