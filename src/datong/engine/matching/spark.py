"""Exact matching on Spark (在 Spark 上精确比对): the hits that `exact` finds on DuckDB, row for row, on one machine or a cluster.

Matching by likeness stays on DuckDB: its comparisons are DuckDB's own functions.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from functools import reduce
from pathlib import Path
from typing import Any

from datong.engine.matching.keys import BLANKS, NARROW, OLD, WEIGHTS, WIDE
from datong.engine.spark import gathered, read, spread

__all__ = ["review"]


def review(spark: Any, recipients: Path, registers: Mapping[str, Path], output: Path, folder: Path) -> None:
    """Write every exact hit into one file, sorted by register, row and recipient; `folder` holds what lies between."""
    f = importlib.import_module("pyspark.sql.functions")
    spread(spark, [recipients, *registers.values()])
    people = read(spark, recipients, "id string").select(
        f.col("id").alias("given"), _spelling(f, "id", "spelt")
    )
    otherwise = people.join(
        people.where("given <> spelt").select("spelt").distinct(), "spelt", "left_semi"
    ).distinct()
    lines = reduce(lambda a, b: a.unionAll(b), (_lines(f, spark, *each) for each in registers.items()))
    found = lines.join(people, "spelt", "left_semi").join(otherwise, "spelt", "left")
    named = found.select(f.coalesce("given", "spelt").alias("recipient"), "register", "row", "raw")
    same = (f.col("raw") == f.col("recipient")) | (_is_old(f, "raw") == _is_old(f, "recipient"))
    hits = named.select(
        "recipient", "register", "row",
        f.when(same, "exact").otherwise("converted").alias("kind"), f.lit(1.0).alias("probability"),
    )  # fmt: skip
    # Sorting looks at its input twice, which must not match twice.
    hits.write.parquet(str(folder / "found"))
    found = read(spark, folder / "found").orderBy("register", "row", "recipient")
    found.write.parquet(str(folder / "sorted"))
    gathered(folder / "sorted", output)


def _lines(f: Any, spark: Any, name: str, path: Path) -> Any:
    """The rows of a register by their number in the file, from 0."""
    return read(spark, path, "id string").select(
        f.lit(name).alias("register"), f.col("_metadata.row_index").alias("row"), f.col("id").alias("raw"),
        _spelling(f, "id", "spelt"),
    )  # fmt: skip


def _spelling(f: Any, raw: str, name: str) -> Any:
    """`keys.spelling` of a column; NULL for an empty one."""
    column, text = f.col(raw), _tidy(f, raw)
    usual = (
        (f.octet_length(column) == 18)
        & (f.length(column) == 18)
        & ~column.contains("x")
        & ~column.contains(" ")
    )
    digits = f.concat(f.substring(text, 1, 6), f.lit("19"), f.substring(text, 7, 9))
    total = reduce(
        lambda a, b: a + b,
        (f.substring(digits, place, 1).try_cast("int") * weight for place, weight in enumerate(WEIGHTS, 1)),
    )
    check = f.substr(f.lit("10X98765432"), total % 11 + 1, f.lit(1))
    return (
        f.when(usual, column)
        .when(_is_old(f, raw), f.concat(digits, check))
        .otherwise(f.nullif(text, f.lit("")))
        .alias(name)
    )


def _is_old(f: Any, raw: str) -> Any:
    return _tidy(f, raw).rlike(rf"\A{OLD}\z")


def _tidy(f: Any, raw: str) -> Any:
    return f.translate(f.col(raw), WIDE + BLANKS, NARROW)
