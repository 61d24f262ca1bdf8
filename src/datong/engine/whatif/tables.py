"""Rows of households written as the files a rule reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl

from datong.engine.runs.inputs import Table

__all__ = ["write_tables"]

KINDS = {"int": pl.Int64, "bool": pl.Boolean, "text": pl.String}


def write_tables(
    tables: Sequence[Table],
    key: str,
    rows: Mapping[str, Iterable[Sequence[Any]]],
    folder: Path,
    more: Mapping[str, tuple[str, ...]] | None = None,
) -> dict[str, Path]:
    """One Parquet file for each table; a row is the key, the table's fields, then the whole numbers named in `more`."""
    paths = {}
    for table in tables:
        schema = {key: pl.Int64} | {field.name: KINDS[field.kind] for field in table.fields}
        schema |= dict.fromkeys((more or {}).get(table.name, ()), pl.Int64)
        paths[table.name] = folder / f"{table.name}.parquet"
        pl.DataFrame(list(rows[table.name]), schema=schema, orient="row").write_parquet(paths[table.name])
    return paths
