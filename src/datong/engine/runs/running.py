"""The run of a rule over files; a file comes out only when it is complete."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from datong.engine.runs.checking import check_file, check_values, keys_of, prove
from datong.engine.runs.inputs import BadFile, Job, Rule
from datong.engine.runs.spark import compute as compute_on_spark
from datong.engine.spark import SparkRefused, session
from datong.kernel.bilingual import Text

__all__ = ["ENGINES", "Done", "run"]

NO_ENGINE = Text(
    "没有引擎 {name}；可用 polars、duckdb、spark", "no engine {name}; use polars, duckdb or spark"
)
EXISTS = Text(
    "{file} 已经存在；请换一个文件名，或先删除它",
    "{file} is already there; choose another name or remove it first",
)


class Done(NamedTuple):
    """How many households were written, and where."""

    households: int
    output: Path


def run(
    rule: Rule, files: Mapping[str, Path], output: Path, *, engine: str = "polars", master: str | None = None,
    tell: Callable[[int, int], None] | None = None, piece: int | None = None,
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
        check_values(files[table.name], table, rule.key)
    unfinished = output.with_name(f".{output.name}.{os.getpid()}.part")
    job = Job(rule, files, unfinished, tell or _silent, piece, master)
    try:
        with tempfile.TemporaryDirectory(prefix="datong-", dir=output.absolute().parent) as folder:
            households = ENGINES[engine](job, Path(folder))
        unfinished.replace(output)
    finally:
        unfinished.unlink(missing_ok=True)
    return Done(households, output)


def _silent(_done: int, _all: int) -> None:
    pass


def _on_polars(job: Job, folder: Path) -> int:
    from datong.engine.runs.polars_plan import compute  # noqa: PLC0415 - an engine is loaded only where it runs

    return compute(job, folder)


def _on_duckdb(job: Job, folder: Path) -> int:
    from datong.engine.runs.duckdb_plan import compute  # noqa: PLC0415 - an engine is loaded only where it runs

    return compute(job, folder)


def _on_spark(job: Job, folder: Path) -> int:
    """On this machine or on a cluster that sees the files under the same path."""
    keys_of(job.files[job.rule.tables[0].name], job.rule.key)
    try:
        with session(job.master, folder) as spark:
            households = compute_on_spark(spark, job.rule, job.files, job.output, folder)
    except SparkRefused as error:
        raise BadFile(error.text) from error
    job.tell(households, households)
    return households


ENGINES: Mapping[str, Callable[[Job, Path], int]] = {
    "polars": _on_polars,
    "duckdb": _on_duckdb,
    "spark": _on_spark,
}
"""Each writes a job's output, given a folder for what lies between, and returns the number of households."""
