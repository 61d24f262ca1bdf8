"""The run on DuckDB: each piece one query in a database of its own; DuckDB spills to disk what does not fit into memory."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
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
"""Households in a piece: planning one costs as much as some 50,000 households, and ten times as many outgrow the caches."""


def compute(job: Job, folder: Path) -> int:
    """Write the rule's outputs for every household into one file, sorted; returns how many."""
    return in_pieces(job, folder, lambda files: lambda ends: _piece(job.rule, files, folder, ends), PIECE)


def _piece(rule: Rule, files: Mapping[str, Path], folder: Path, ends: Ends) -> pl.DataFrame:
    """The rule's outputs for the households from the first to the last, sorted."""
    with duckdb.connect() as database:
        database.execute("SET temp_directory = ?", [str(folder)])
        # The right side of every join is the smaller; DuckDB's guess of what a condition leaves takes the rows of a household for it.
        database.execute("SET disabled_optimizers = 'build_side_probe_side'")
        low, high = ends
        frames = {
            table.name: nw.from_native(
                database.read_parquet(str(files[table.name]))
                .filter(f'"{rule.key}" BETWEEN {low:d} AND {high:d}')
                .project(
                    ", ".join(f'"{name}"' for name in (rule.key, *(field.name for field in table.fields)))
                )
            )
            for table in rule.tables
        }
        numbers = count(1)

        def keep(frame: Any) -> Any:
            """A table of its own: DuckDB would compute it again for every use."""
            name = f"kept_{next(numbers)}"
            frame.to_native().create(name)
            return nw.from_native(database.table(name))

        plan: Any = written(rule, frames, keep=keep, how_many=counted).to_native()
        found: pl.DataFrame = plan.order(f'"{rule.key}"').pl()
        return found
