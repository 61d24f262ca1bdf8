"""Matching on Spark (在 Spark 上比对): the hits that DuckDB finds, row for row, on one machine or a cluster.

By number as `exact` does; by likeness with the SQL of `fuzzy`, whose tables are folders of Parquet files here.
"""

from __future__ import annotations

import importlib
import shutil
from collections.abc import Mapping, Sequence
from functools import reduce
from itertools import count
from pathlib import Path
from typing import Any

from datong.engine.matching.files import write_table
from datong.engine.matching.fuzzy import compare_all
from datong.engine.matching.keys import BLANKS, NARROW, OLD, WEIGHTS, WIDE
from datong.engine.matching.tables import AWARE, READ, Words
from datong.engine.matching.workshop import Tell
from datong.engine.spark import gathered, read, spread

__all__ = ["OnSpark", "review"]

SWAPPED = "exists(sequence(1, 18), i -> concat(substring({0}, 1, i - 1), substring({0}, i + 1, 1), substring({0}, i, 1), substring({0}, i + 2)) = {1})"
WORDS = Words(
    over="div",
    hash="xxhash64",
    split="split",
    sort="array_sort",
    unnest="explode",
    everywhere="",
    slip=f"(levenshtein({{0}}, {{1}}) <= 1 OR levenshtein({{0}}, {{1}}) = 2 AND {SWAPPED})",
)
TYPES = {
    "VARCHAR": "string", "UBIGINT": "decimal(20, 0)", "DATE": "date", "TIMESTAMP_NS": "bigint", AWARE: "timestamp",
} | dict.fromkeys(("TIMESTAMP", "TIMESTAMP_MS", "TIMESTAMP_S"), "timestamp_ntz")  # fmt: skip
"""How Spark reads a column of DuckDB's type; every other type of `fields` is a whole number."""
MEANT = {
    "TIMESTAMP_NS": "timestamp_micros(({0} - pmod({0}, 1000)) div 1000)",
    AWARE: "from_utc_timestamp({0}, 'Asia/Shanghai')",
}


def review(
    spark: Any,
    recipients: Path,
    registers: Mapping[str, Path],
    output: Path,
    folder: Path,
    types: Mapping[Path, Mapping[str, str]] | None = None,
    tell: Tell | None = None,
) -> None:
    """Write every hit into one file, sorted by register, row and recipient; `folder` holds what lies between.

    types: those of the files' columns in DuckDB's words, when likeness is asked for too.
    """
    spread(spark, [recipients, *registers.values()])
    _exact(spark, recipients, registers).write.parquet(str(folder / "hits"))
    if types is not None:
        compare_all(OnSpark(spark, folder), recipients, registers, types, tell)
    # Sorting looks at its input twice, which must not match twice.
    found = read(spark, folder / "hits").orderBy("register", "row", "recipient")
    found.write.parquet(str(folder / "sorted"))
    gathered(folder / "sorted", output)


class OnSpark:
    """Tables as folders of Parquet files, beside the folder `hits`; each is computed once, whatever asks for it."""

    words = WORDS

    def __init__(self, spark: Any, folder: Path) -> None:
        self._spark, self._folder, self._numbers = spark, folder, count(1)
        self._kept: dict[str, Path] = {}
        self._f = importlib.import_module("pyspark.sql.functions")

    def people(self, path: Path, types: Mapping[str, str]) -> str:
        listed = {column: types[column] for column in READ if column in types}
        schema = ", ".join(f"{column} {TYPES.get(kind, 'bigint')}" for column, kind in listed.items())
        found = read(self._spark, path, schema).select(
            self._f.col("_metadata.row_index").alias("row"), _spelling(self._f, "id", "spelt"),
            *(self._f.expr(MEANT.get(kind, "{0}").format(column)).alias(column) for column, kind in listed.items()),
        )  # fmt: skip
        return self._view(f"file_{next(self._numbers)}", found)

    def settled(self, register: str) -> str:
        hits = read(self._spark, self._folder / "hits")
        return self._view("settled", hits.where(self._f.col("register") == register).select("row"))

    def keep(self, name: str, query: str) -> None:
        found, path = self._spark.sql(query), self._folder / f"{name}-{next(self._numbers)}"
        found.write.parquet(str(path))
        self._replace(name, path, found.schema)

    def fill(self, name: str, columns: Mapping[str, Sequence[str]]) -> None:
        path = self._folder / f"{name}-{next(self._numbers)}"
        write_table(columns, path)
        self._replace(name, path, ", ".join(f"{column} string" for column in columns))

    def hit(self, register: str, query: str) -> None:
        found = self._spark.sql(query).select(
            "recipient", self._f.lit(register).alias("register"), "row", self._f.lit("fuzzy").alias("kind"), "probability",
        )  # fmt: skip
        found.write.mode("append").parquet(str(self._folder / "hits"))

    def rows(self, query: str) -> list[Sequence[Any]]:
        return [tuple(row) for row in self._spark.sql(query).collect()]

    def _view(self, name: str, found: Any) -> str:
        found.createOrReplaceTempView(name)
        return f"SELECT * FROM {name}"  # noqa: S608 - a name of our own

    def _replace(self, name: str, path: Path, schema: Any) -> None:
        """The table of that name lies there from now on; the one before it goes."""
        self._view(name, read(self._spark, path, schema))
        before, self._kept[name] = self._kept.get(name), path
        if before is not None and before.is_dir():
            shutil.rmtree(before)


def _exact(spark: Any, recipients: Path, registers: Mapping[str, Path]) -> Any:
    """Every exact hit."""
    f = importlib.import_module("pyspark.sql.functions")
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
    return named.select(
        "recipient", "register", "row",
        f.when(same, "exact").otherwise("converted").alias("kind"), f.lit(1.0).alias("probability"),
    )  # fmt: skip


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
