"""The run on DuckDB: the rule written down once as SQL over the households between two variables, and asked of one piece after another.

DuckDB spills to disk what does not fit into memory.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import narwhals as nw
import polars as pl

from datong.engine.runs.inputs import Job, Rule
from datong.engine.runs.pieces import Ends
from datong.engine.runs.pieces import compute as in_pieces
from datong.engine.runs.writing import counted, written

__all__ = ["PIECE", "compute"]

PIECE = 1_000_000
"""Households in a piece: planning one costs as much as some 30,000 households, and ten times as many outgrow the caches.
One is under way at a time: DuckDB fills every processor alone, and two contend for the caches."""

MISLED = ("build_side_probe_side", "partial_aggregate_pushdown")
"""Optimizers that do harm here. The right side of every join is the smaller, but the guess of what a condition leaves takes the rows of
a household for it; sums pushed below a join write every named value out again inside each of them."""


def compute(job: Job, folder: Path) -> int:
    """Write the rule's outputs for every household into one file, sorted; returns how many."""
    with duckdb.connect() as database:
        database.execute("SET temp_directory = ?", [str(folder)])
        database.execute("SET disabled_optimizers = ?", [",".join(MISLED)])
        return in_pieces(job, folder, lambda files: Plan(job.rule, files, database).of, PIECE)


class Plan:
    """The rule as the tables that it reads several times, and as the query over them."""

    def __init__(self, rule: Rule, files: Mapping[str, Path], database: duckdb.DuckDBPyConnection) -> None:
        self._database = database
        self._kept: list[str] = []
        self._set(0, -1)
        asked = f"\"{rule.key}\" BETWEEN getvariable('low') AND getvariable('high')"
        frames = {
            table.name: nw.from_native(
                database.read_parquet(str(files[table.name]))
                .filter(asked)
                .project(", ".join(f'"{name}"' for name in table.columns(rule.key)))
            )
            for table in rule.tables
        }
        plan: Any = written(rule, frames, keep=self._keep, how_many=counted).to_native()
        self._query: str = plan.order(f'"{rule.key}"').sql_query()

    def of(self, ends: Ends) -> pl.DataFrame:
        """The rule's outputs for the households from the first to the last, sorted."""
        self._set(*ends)
        for table in self._kept:
            self._database.execute(table)
        found: pl.DataFrame = self._database.sql(self._query).pl()
        return found

    def _set(self, low: int, high: int) -> None:
        self._database.execute(f"SET VARIABLE low = {low:d}::bigint")
        self._database.execute(f"SET VARIABLE high = {high:d}::bigint")

    def _keep(self, frame: Any) -> Any:
        """A table of its own: DuckDB would compute it again for every use."""
        relation, name = frame.to_native(), f"kept_{len(self._kept)}"
        self._kept.append(f"CREATE OR REPLACE TABLE {name} AS {relation.sql_query()}")
        relation.create(name)
        return nw.from_native(self._database.table(name))
