"""The run on Polars: the rule written down once, over sources that hand out the rows of the piece at hand."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import narwhals as nw
import polars as pl
from polars.io.plugins import register_io_source

from datong.engine.runs.inputs import Job, Rule
from datong.engine.runs.pieces import Ends, Piece
from datong.engine.runs.pieces import compute as in_pieces
from datong.engine.runs.writing import written

__all__ = ["PIECE", "compute", "held"]

PIECE = 100_000
"""Households in a piece: some 40 columns of their rows and results, times `AHEAD`, stay within a few hundred megabytes."""
AHEAD = 2
"""So many pieces are under way at a time: reading does not fill every processor alone."""


def compute(job: Job, folder: Path) -> int:
    """Write the rule's outputs for every household into one file, sorted; returns how many."""
    return in_pieces(job, folder, lambda files: _planned(job.rule, files), PIECE, AHEAD)


def _planned(rule: Rule, files: Mapping[str, Path]) -> Piece:
    """A plan for each thread, made when it is first asked."""
    own = threading.local()

    def piece(ends: Ends) -> pl.DataFrame:
        if not hasattr(own, "plan"):
            own.plan = Plan(rule, files)
        plan: Plan = own.plan
        return plan.of(ends)

    return piece


class Plan:
    """The rule over the sources; it answers for one piece at a time."""

    def __init__(self, rule: Rule, files: Mapping[str, Path]) -> None:
        self._key = rule.key
        self._scans = {
            table.name: pl.scan_parquet(files[table.name]).select(table.columns(rule.key))
            for table in rule.tables
        }
        self._rows: dict[str, pl.DataFrame] = {}
        frames = {name: nw.from_native(self._source(name)) for name in self._scans}
        self._plan: pl.LazyFrame = written(rule, frames, keep=held).to_native()

    def of(self, ends: Ends) -> pl.DataFrame:
        """The rule's outputs for the households from the first to the last, sorted; joins leave them so in nearly every case."""
        asked = pl.col(self._key).is_between(*ends)
        self._rows = {name: scan.filter(asked).collect() for name, scan in self._scans.items()}
        found = self._plan.collect()
        return found if found.get_column(self._key).is_sorted() else found.sort(self._key)

    def _source(self, name: str) -> pl.LazyFrame:
        """The rows at hand, given away once and held by Polars for every use that the plan makes of them."""

        def rows(
            columns: list[str] | None, predicate: pl.Expr | None, _most: int | None, _size: int | None
        ) -> Iterator[pl.DataFrame]:
            found = self._rows.pop(name)
            found = found if columns is None else found.select(columns)
            yield found if predicate is None else found.filter(predicate)

        return register_io_source(rows, schema=self._scans[name].collect_schema()).cache()


def held(frame: Any) -> Any:
    """A table that is read several times is computed once."""
    return nw.from_native(frame.to_native().cache())
