"""The tables of likeness (模糊比对的中间表), kept by one engine or another; the SQL over them is one text.

`Words` are what the engines call differently; `OnDuckDB` is here, Spark's tables are in `spark`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import duckdb

from datong.engine.matching.files import quoted, scan
from datong.engine.matching.keys import spelling_sql

__all__ = ["DUCKDB", "READ", "OnDuckDB", "Tables", "Words"]

READ = ("id", "name", "sex", "birth", "place")
"""The columns read of either side: an allow-list."""
AWARE = "TIMESTAMP WITH TIME ZONE"


class Words(NamedTuple):
    """Words of SQL. over: whole division; everywhere: the last argument of regexp_replace; slip: whether two texts differ by at most one
    character wrong, left out, too many or changed places with its neighbour; the others: names of functions.
    """

    over: str
    hash: str
    split: str
    sort: str
    unnest: str
    everywhere: str
    slip: str


DUCKDB = Words(
    over="//",
    hash="hash",
    split="string_split",
    sort="list_sort",
    unnest="unnest",
    everywhere=", 'g'",
    slip="damerau_levenshtein({0}, {1}) <= 1",
)


class Tables(Protocol):
    """Tables by name. Queries name no register: engines write strings differently."""

    words: Words

    def people(self, path: Path, types: Mapping[str, str]) -> str:
        """A query of a file's rows: row (from 0), id, spelt, and the columns of `READ` that are there; types in DuckDB's words."""

    def settled(self, register: str) -> str:
        """A query of the rows of a register that stand in the table `hits`: row."""

    def keep(self, name: str, query: str) -> None:
        """Make a table, or make it again."""

    def fill(self, name: str, columns: Mapping[str, Sequence[str]]) -> None:
        """Make a table of texts, or make it again."""

    def hit(self, register: str, query: str) -> None:
        """Add what the query finds (recipient, row, probability) to the table `hits`."""

    def rows(self, query: str) -> list[Sequence[Any]]:
        """What a query finds."""


class OnDuckDB:
    """Temporary tables of a connection, in which the table `hits` stands already."""

    words = DUCKDB

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection

    def people(self, path: Path, types: Mapping[str, str]) -> str:
        listed = ", ".join(
            f"timezone('Asia/Shanghai', {column}) AS {column}" if types[column] == AWARE else column
            for column in READ
            if column in types
        )
        return f"SELECT file_row_number AS row, {spelling_sql('id')} AS spelt, {listed} FROM {scan(path)}"  # noqa: S608

    def settled(self, register: str) -> str:
        return f"SELECT row FROM hits WHERE register = {quoted(register)}"  # noqa: S608

    def keep(self, name: str, query: str) -> None:
        self._connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {query}")

    def fill(self, name: str, columns: Mapping[str, Sequence[str]]) -> None:
        listed = ", ".join(f"unnest(${at}::varchar[]) AS {column}" for at, column in enumerate(columns, 1))
        self._connection.execute(
            f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT {listed}", list(columns.values())
        )

    def hit(self, register: str, query: str) -> None:
        self._connection.execute(
            f"INSERT INTO hits SELECT recipient, {quoted(register)}, row, 'fuzzy', probability FROM ({query})"  # noqa: S608
        )

    def rows(self, query: str) -> list[Sequence[Any]]:
        return list(self._connection.execute(query).fetchall())
