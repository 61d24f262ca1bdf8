"""The towns and groups of households, from the files of a run; and what each is paid now, where the file says so.

Two columns may stand in the households' file besides those the rule reads: `place` (a 12-digit place code as a number) and
`received` (fen a month paid now, 0 for nothing). Age is on the day of the run. A person whose birth is not known is of no age.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import polars as pl

__all__ = ["UNKNOWN_TOWN", "groups"]

UNKNOWN_TOWN = "?"
LARGEST = 5
MINOR, ELDERLY = 18, 60
YEAR = 10_000


def groups(files: Mapping[str, Path], key: str, on: dt.date, areas: tuple[str, ...]) -> pl.DataFrame:
    """One row a household: key, `area_code`, `received` (null: not said) and the dimensions as text."""
    homes = pl.scan_parquet(files["households"])
    has = homes.collect_schema().names()
    place = (pl.col("place") // 1000).cast(pl.String) + "000" if "place" in has else pl.lit(None, pl.String)
    paid = pl.col("received").cast(pl.Int64) if "received" in has else pl.lit(None, pl.Int64)
    area = pl.col("area").cast(pl.Int64)
    day = on.year * YEAR + on.month * 100 + on.day
    age = (day - pl.col("birth").cast(pl.Int64)) // YEAR
    persons = (
        pl.scan_parquet(files["persons"])
        .group_by(key)
        .agg(
            pl.len().cast(pl.Int64).alias("size"),
            (age < MINOR).any().alias("minor"),
            (age >= ELDERLY).any().alias("elderly"),
            pl.col("disability_kind").is_not_null().any().alias("disability"),
        )
    )
    size = pl.col("size").fill_null(0)
    return (
        homes.select(
            key,
            area.alias("area_code"),
            paid.alias("received"),
            area.replace_strict(dict(enumerate(areas)), return_dtype=pl.String).alias("area"),
            place.fill_null(UNKNOWN_TOWN).alias("town"),
        )
        .join(persons, on=key, how="left")
        .with_columns(
            pl.when(size >= LARGEST)
            .then(pl.lit(f"{LARGEST}+"))
            .otherwise(size.cast(pl.String))
            .alias("size"),
            *(_yes(name) for name in ("minor", "elderly", "disability")),
        )
        .collect()
    )


def _yes(name: str) -> pl.Expr:
    return pl.when(pl.col(name).fill_null(False)).then(pl.lit("yes")).otherwise(pl.lit("no")).alias(name)
