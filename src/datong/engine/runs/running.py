"""The run: Polars piece by piece, DuckDB or Spark as a whole; a file comes out only when it is complete."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import narwhals as nw
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from datong.engine.runs.checking import check_file, check_once, check_values, prove, sorted_by
from datong.engine.runs.inputs import BadFile, Rule
from datong.engine.runs.spark import compute
from datong.engine.runs.writing import written
from datong.engine.spark import SparkRefused, session
from datong.kernel.bilingual import Text

__all__ = ["ENGINES", "PIECE", "Done", "run"]

PIECE = 125_000
"""Households in a piece: some 40 columns of their rows and results stay within a few hundred megabytes."""

NO_ENGINE = Text(
    "没有引擎 {name}；可用 polars、duckdb、spark", "no engine {name}; use polars, duckdb or spark"
)
EXISTS = Text(
    "{file} 已经存在；请换一个文件名，或先删除它",
    "{file} is already there; choose another name or remove it first",
)
Tell = Callable[[int, int], None]


class Done(NamedTuple):
    """How many households were written, and where."""

    households: int
    output: Path


def run(
    rule: Rule, files: Mapping[str, Path], output: Path, *, engine: str = "polars", master: str | None = None,
    tell: Tell | None = None, piece: int = PIECE,
) -> Done:  # fmt: skip
    """Run a rule over Parquet files into one Parquet file, sorted by household.

    `master`: the Spark master, for engine "spark" (default: this machine).

    `tell(done, all)` is called with households. Raises BadFile; Overflow or DividedByZero when the rule is not safe.
    """
    if engine not in ENGINES:
        raise BadFile(NO_ENGINE.format(name=engine))
    if output.exists():
        raise BadFile(EXISTS.format(file=output))
    prove(rule)
    for table in rule.tables:
        check_file(files[table.name], table, rule.key)
    check_once(files[rule.tables[0].name], rule.key)
    unfinished = output.with_name(f".{output.name}.{os.getpid()}.part")
    try:
        households = ENGINES[engine](rule, files, unfinished, tell or _silent, piece, master)
        unfinished.replace(output)
    finally:
        unfinished.unlink(missing_ok=True)
    return Done(households, output)


def _silent(_done: int, _all: int) -> None:
    pass


def _polars(
    rule: Rule, files: Mapping[str, Path], output: Path, tell: Tell, piece: int, _master: str | None
) -> int:
    """Piece by piece, so that memory does not grow with the nation. Files that are not sorted are sorted by DuckDB first."""
    with tempfile.TemporaryDirectory(prefix="datong-", dir=output.parent) as folder:
        sorted_files: dict[str, Path] = {}
        keys: Any = None  # the households' alone: those of all their rows would fill the memory
        for table in rule.tables:
            path = files[table.name]
            found = sorted_by(path, rule.key)
            if found is None:
                path = _sort(path, Path(folder) / f"{table.name}.parquet", rule.key)
                found = sorted_by(path, rule.key)
            sorted_files[table.name] = path
            keys = found if keys is None else keys
        return _pieces(rule, sorted_files, output, keys, tell, piece)


def _pieces(rule: Rule, files: Mapping[str, Path], output: Path, keys: Any, tell: Tell, piece: int) -> int:
    writer: pq.ParquetWriter | None = None
    try:
        for start in range(0, max(len(keys), 1), piece):
            found = _piece(rule, files, keys.slice(start, piece))
            writer = writer or pq.ParquetWriter(output, found.schema, compression="zstd")
            writer.write_table(found)
            tell(min(start + piece, len(keys)), len(keys))
    finally:
        if writer is not None:
            writer.close()
    return len(keys)


def _piece(rule: Rule, files: Mapping[str, Path], keys: pl.Series) -> pa.Table:
    """The rule's outputs for some households, sorted; joins leave them so in nearly every case."""
    frames = {name: nw.from_native(rows.lazy()) for name, rows in _rows(rule, files, keys).items()}
    found: pl.DataFrame = written(rule, frames).to_native().collect()
    return (found if found.get_column(rule.key).is_sorted() else found.sort(rule.key)).to_arrow()


def _rows(rule: Rule, files: Mapping[str, Path], keys: pl.Series) -> dict[str, pl.DataFrame]:
    """The rows of some households, their values checked. Raises BadFile."""
    low, high = (keys[0], keys[-1]) if len(keys) else (0, -1)
    found = {}
    for table in rule.tables:
        path = files[table.name]
        rows = pl.scan_parquet(path).filter(pl.col(rule.key).is_between(low, high))
        frame = rows.select(rule.key, *(field.name for field in table.fields)).collect()
        check_values(path, table, rule.key, frame.lazy())
        found[table.name] = frame
    return found


def _check(rule: Rule, files: Mapping[str, Path]) -> None:
    """Every value of every file, in one pass. Raises BadFile."""
    for table in rule.tables:
        check_values(files[table.name], table, rule.key)


def _sort(path: Path, target: Path, key: str) -> Path:
    with duckdb.connect() as database:
        source = database.read_parquet(str(path))
        source.order(f'"{key}"').write_parquet(str(target), compression="zstd")
    return target


def _duckdb(
    rule: Rule, files: Mapping[str, Path], output: Path, tell: Tell, _piece: int, _master: str | None
) -> int:
    """One plan over the files; DuckDB spills to disk what does not fit."""
    _check(rule, files)
    with (
        tempfile.TemporaryDirectory(prefix="datong-", dir=output.parent) as folder,
        duckdb.connect() as database,
    ):
        database.execute("SET temp_directory = ?", [folder])
        frames = {
            table.name: nw.from_native(
                database.read_parquet(str(files[table.name])).project(
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

        plan: Any = written(rule, frames, keep=keep).to_native()
        plan.order(f'"{rule.key}"').write_parquet(str(output), compression="zstd")
    households = int(pq.ParquetFile(output).metadata.num_rows)
    tell(households, households)
    return households


def _spark(
    rule: Rule, files: Mapping[str, Path], output: Path, tell: Tell, _piece: int, master: str | None
) -> int:
    """One plan over the files, on this machine or on a cluster that sees them under the same path."""
    _check(rule, files)
    with tempfile.TemporaryDirectory(prefix="datong-", dir=output.absolute().parent) as folder:
        try:
            with session(master, Path(folder)) as spark:
                households = compute(spark, rule, files, output, Path(folder))
        except SparkRefused as error:
            raise BadFile(error.text) from error
    tell(households, households)
    return households


ENGINES: Mapping[str, Callable[[Rule, Mapping[str, Path], Path, Tell, int, str | None], int]] = {
    "polars": _polars,
    "duckdb": _duckdb,
    "spark": _spark,
}
