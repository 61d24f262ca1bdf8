"""A joint review (部门联审): recipients against registers, from Parquet to Parquet."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

import duckdb

from datong.engine.matching.errors import NoEngine, NoSpark, NothingToReview
from datong.engine.matching.exact import exact_sql
from datong.engine.matching.fields import check_types
from datong.engine.matching.files import demanded, quoted, refuse_output, row_count
from datong.engine.matching.fuzzy import compare_all
from datong.engine.matching.hits import Summary, counted
from datong.engine.matching.spark import review as review_on_spark
from datong.engine.matching.tables import OnDuckDB
from datong.engine.matching.workshop import Tell, run, workshop
from datong.engine.spark import SparkRefused, session

__all__ = ["review"]

ENGINES = ("duckdb", "spark")
RECIPIENT_COLUMNS = ("id", "name", "sex", "birth", "place", "household")
REGISTER_COLUMNS = ("id", "name")


def review(
    recipients: Path,
    registers: Mapping[str, Path],
    output: Path,
    *,
    engine: str = "duckdb",
    fuzzy: bool = False,
    threads: int | None = None,
    memory: str | None = None,
    master: str | None = None,
    tell: Tell | None = None,
) -> Summary:
    """Write every hit to `output`, sorted by register, row and recipient.

    recipients: Parquet with id, name, sex, birth, place, household; registers: name -> Parquet with id, name and any columns.
    threads: how many (default: all); memory: what DuckDB may use before it spills to disk, such as "4GB" (its default: most of it).
    master: the Spark master, for engine "spark" (default: this machine), which finds the same hits.
    tell: called with (steps done, of how many) while it runs, from a second thread.
    Raises MatchingError: nothing is written then.
    """
    if engine not in ENGINES:
        raise NoEngine(engine)
    if not registers:
        raise NothingToReview
    refuse_output(output)
    with tempfile.TemporaryDirectory(prefix=".review-", dir=output.absolute().parent) as folder:
        found = Path(folder) / "hits.parquet"
        with workshop(found.parent, threads, memory) as connection:
            types = _checked(recipients, registers, fuzzy, connection)
            if engine == "spark":
                _on_spark(recipients, registers, found, types if fuzzy else None, master, tell)
            else:
                _on_duckdb(connection, recipients, registers, found, types if fuzzy else None, tell)
            kinds = counted(found, connection)
        refuse_output(output)
        found.rename(output)
    return Summary(
        row_count(recipients),
        sum(row_count(path) for path in registers.values()),
        *(kinds.get(kind, 0) for kind in ("exact", "converted", "fuzzy")),
    )


def _on_duckdb(
    connection: duckdb.DuckDBPyConnection,
    recipients: Path,
    registers: Mapping[str, Path],
    found: Path,
    types: Mapping[Path, Mapping[str, str]] | None,
    tell: Tell | None,
) -> None:
    """Write the hits; `types` are the columns' types when likeness is asked for too."""
    order = "row, recipient" if len(registers) == 1 else "register, row, recipient"
    query = exact_sql(connection, recipients, registers)
    if types is not None:
        run(connection, f"CREATE TEMP TABLE hits AS {query}", None)
        compare_all(OnDuckDB(connection), recipients, registers, types, tell)
        query = "SELECT * FROM hits"
    run(
        connection,
        f"COPY ({query} ORDER BY {order}) TO {quoted(str(found))} (FORMAT parquet)",
        tell if types is None else None,
    )


def _on_spark(
    recipients: Path,
    registers: Mapping[str, Path],
    found: Path,
    types: Mapping[Path, Mapping[str, str]] | None,
    master: str | None,
    tell: Tell | None,
) -> None:
    """Write the hits that DuckDB would find. Raises NoSpark."""
    try:
        with session(master, found.parent) as spark:
            review_on_spark(spark, recipients, registers, found, found.parent, types, tell)
    except SparkRefused as error:
        raise NoSpark(error.text) from error
    if tell:
        tell(100, 100)


def _checked(
    recipients: Path, registers: Mapping[str, Path], fuzzy: bool, connection: duckdb.DuckDBPyConnection
) -> dict[Path, dict[str, str]]:
    """The types of every file's columns. Raises MatchingError for what cannot be reviewed."""
    types = {recipients: demanded(recipients, RECIPIENT_COLUMNS, connection)}
    types |= {path: demanded(path, REGISTER_COLUMNS, connection) for path in registers.values()}
    if fuzzy:
        for path, found in types.items():
            check_types(path, found)
    return types
