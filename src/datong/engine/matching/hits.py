"""What a review finds (比对结果): a Parquet file of hits, sorted, each pair of recipient and register row once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import duckdb

from datong.engine.matching.errors import MissingColumn
from datong.engine.matching.files import scan, types_of

__all__ = ["COLUMNS", "Hit", "Summary", "read_hits"]

COLUMNS = ("recipient", "register", "row", "kind", "probability")
AT_ONCE = 10_000


class Hit(NamedTuple):
    """A recipient's number as it was given, and the register's row (from 0) that may be about the same person.

    kind: exact, converted (15 digits on one side) or fuzzy; probability: 1 unless fuzzy.
    """

    recipient: str
    register: str
    row: int
    kind: str
    probability: float


class Summary(NamedTuple):
    """How many recipients and register rows were read, and how many hits of each kind were written."""

    recipients: int
    rows: int
    exact: int
    converted: int
    fuzzy: int


def read_hits(path: Path) -> Iterator[Hit]:
    """The hits of a review, in the file's order, read as they are wanted. Raises FileMissing, NotParquet, MissingColumn."""
    found = types_of(path)
    for column in COLUMNS:
        if column not in found:
            raise MissingColumn(path, column, list(found))
    return _hits(path)


def _hits(path: Path) -> Iterator[Hit]:
    with duckdb.connect() as connection:
        cursor = connection.execute(
            f"SELECT {', '.join(COLUMNS)} FROM {scan(path)} ORDER BY file_row_number"  # noqa: S608
        )
        while rows := cursor.fetchmany(AT_ONCE):
            yield from (Hit(*row) for row in rows)


def counted(path: Path, connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """How many hits of each kind a file holds."""
    found = connection.execute(f"SELECT kind, count(*) FROM {scan(path)} GROUP BY kind").fetchall()  # noqa: S608
    return {str(kind): int(count) for kind, count in found}
