"""A joint review (部门联审): recipients against registers, from Parquet to Parquet."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

import duckdb

from datong.engine.matching.errors import NoEngine, NothingToReview
from datong.engine.matching.exact import exact_sql
from datong.engine.matching.fields import check_types
from datong.engine.matching.files import demanded, quoted, refuse_output, row_count
from datong.engine.matching.fuzzy import compare, prepare_people
from datong.engine.matching.hits import Summary, counted
from datong.engine.matching.weights import Weights
from datong.engine.matching.workshop import Tell, run, workshop

__all__ = ["review"]

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
    tell: Tell | None = None,
) -> Summary:
    """Write every hit to `output`, sorted by register, row and recipient.

    recipients: Parquet with id, name, sex, birth, place, household; registers: name -> Parquet with id, name and any columns.
    threads: how many (default: all); memory: what DuckDB may use before it spills to disk, such as "4GB" (its default: most of it).
    tell: called with (steps done, of how many) while it runs, from a second thread.
    Raises MatchingError: nothing is written then.
    """
    types = _checked(recipients, registers, engine, fuzzy)
    refuse_output(output)
    order = "row, recipient" if len(registers) == 1 else "register, row, recipient"
    with tempfile.TemporaryDirectory(prefix=".review-", dir=output.absolute().parent) as folder:
        found = Path(folder) / "hits.parquet"
        with workshop(Path(folder), threads, memory) as connection:
            query = exact_sql(recipients, registers)
            if fuzzy:
                query = _with_likeness(connection, query, recipients, registers, types, tell)
            run(
                connection,
                f"COPY ({query} ORDER BY {order}) TO {quoted(str(found))} (FORMAT parquet)",
                None if fuzzy else tell,
            )
        refuse_output(output)
        found.rename(output)
    kinds = counted(output)
    return Summary(
        row_count(recipients),
        sum(row_count(path) for path in registers.values()),
        *(kinds.get(kind, 0) for kind in ("exact", "converted", "fuzzy")),
    )


def _checked(
    recipients: Path, registers: Mapping[str, Path], engine: str, fuzzy: bool
) -> dict[Path, dict[str, str]]:
    """The types of every file's columns. Raises MatchingError for what cannot be reviewed."""
    if engine != "duckdb":
        raise NoEngine(engine)
    if not registers:
        raise NothingToReview
    types = {recipients: demanded(recipients, RECIPIENT_COLUMNS)}
    types |= {path: demanded(path, REGISTER_COLUMNS) for path in registers.values()}
    if fuzzy:
        for path, found in types.items():
            check_types(path, found)
    return types


def _with_likeness(
    connection: duckdb.DuckDBPyConnection,
    query: str,
    recipients: Path,
    registers: Mapping[str, Path],
    types: Mapping[Path, Mapping[str, str]],
    tell: Tell | None,
) -> str:
    """A query of the exact hits and, register by register, the likely ones."""
    run(connection, f"CREATE TEMP TABLE hits AS {query}", None)
    prepare_people(connection, recipients, types[recipients])
    for done, (name, path) in enumerate(registers.items(), 1):
        compare(connection, name, path, types[path], Weights.kept())
        if tell:
            tell(done, len(registers))
    return "SELECT * FROM hits"
