"""Parquet files as the review sees them: their columns, their rows by number, and a table written.

Row numbers count from 0 in the order of the file.
"""

from __future__ import annotations

import glob
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

import duckdb
import polars as pl

from datong.engine.matching.errors import FileMissing, MissingColumn, NotParquet, OutputRefused, WrongType
from datong.kernel.bilingual import Text

__all__ = ["columns_of", "quoted", "row_count", "rows_of", "scan", "types_of", "unpacked", "write_table"]

TEXT = Text(
    "文本（身份证号码不能是数字，否则末几位会丢失）", "text (as a number an identity number loses digits)"
)
SPACE = 16_384
"""Rows asked for in one query."""


def quoted(text: str) -> str:
    """A string as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


def scan(path: Path) -> str:
    """A file as a table of SQL, with its row numbers in `file_row_number`; signs in its name mean themselves."""
    return f"read_parquet({quoted(glob.escape(str(path)))}, file_row_number = true)"


def types_of(path: Path, through: duckdb.DuckDBPyConnection | None = None) -> dict[str, str]:
    """Each column with its type in DuckDB's words; `through` is a connection already open. Raises FileMissing, NotParquet."""
    if not path.is_file():
        raise FileMissing(path)
    with (through or _looking()).cursor() as connection:
        try:
            found = connection.execute(
                f"DESCRIBE SELECT * EXCLUDE file_row_number FROM {scan(path)}"  # noqa: S608
            ).fetchall()
        except duckdb.OutOfMemoryException:
            raise
        except duckdb.Error as error:
            raise NotParquet(path) from error
    return {str(row[0]): str(row[1]) for row in found}


@cache
def _looking() -> duckdb.DuckDBPyConnection:
    """What a look at columns goes through where nothing else is open: opening a connection takes twenty times as long as the look itself."""
    return duckdb.connect(config={"threads": 1, "enable_external_file_cache": False})


def columns_of(path: Path) -> list[str]:
    """The columns in their order. Raises FileMissing, NotParquet."""
    return list(types_of(path))


def demanded(
    path: Path, columns: Iterable[str], through: duckdb.DuckDBPyConnection | None = None
) -> dict[str, str]:
    """`types_of`, if these columns are there and `id` is text. Raises FileMissing, NotParquet, MissingColumn, WrongType."""
    types = types_of(path, through)
    for column in columns:
        if column not in types:
            raise MissingColumn(path, column, list(types))
    for column in ("id", "name"):
        if types.get(column, "VARCHAR") != "VARCHAR":
            raise WrongType(path, column, types[column], TEXT if column == "id" else Text("文本", "text"))
    return types


def row_count(path: Path) -> int:
    """How many rows, from the file's own footer. Raises FileMissing, NotParquet."""
    if not path.is_file():
        raise FileMissing(path)
    try:
        return int(pl.scan_parquet(path, glob=False).select(pl.len()).collect().item())
    except pl.exceptions.PolarsError as error:
        raise NotParquet(path) from error


def unpacked(path: Path) -> int:
    """How many bytes all values take as text: a small file may hold one long text a million times. Every page of the file
    is read. Raises FileMissing, NotParquet."""
    lengths = " + ".join(
        f'coalesce(sum(strlen("{name.replace(chr(34), chr(34) * 2)}"::VARCHAR)), 0)'
        for name in types_of(path)
    )
    with duckdb.connect() as connection:
        try:
            found = connection.execute(f"SELECT {lengths} FROM {scan(path)}").fetchone()  # noqa: S608
        except duckdb.Error as error:
            raise NotParquet(path) from error
    return int(found[0]) if found else 0


def rows_of(path: Path, numbers: Sequence[int]) -> list[dict[str, object]]:
    """The rows of these numbers, in the order asked for. Raises FileMissing, NotParquet, IndexError."""
    columns = columns_of(path)
    found: dict[int, dict[str, object]] = {}
    wanted = sorted(set(numbers))
    with duckdb.connect() as connection:
        for start in range(0, len(wanted), SPACE):
            inside = ",".join(str(int(number)) for number in wanted[start : start + SPACE])
            cursor = connection.execute(
                f"SELECT file_row_number, * EXCLUDE file_row_number FROM {scan(path)} WHERE file_row_number IN ({inside})"  # noqa: S608
            )
            for number, *values in cursor.fetchall():
                found[number] = dict(zip(columns, values, strict=True))
    if len(found) < len(wanted):
        raise IndexError(f"{path} has no row {next(number for number in wanted if number not in found)}")
    return [found[number] for number in numbers]


def write_table(columns: Mapping[str, Sequence[object]], path: Path) -> None:
    """Write columns of equal length; a column of mixed kinds is written as text. Raises OutputRefused when it exists."""
    refuse_output(path)
    pl.DataFrame([column(name, values) for name, values in columns.items()]).write_parquet(path)


def column(name: str, values: Sequence[object]) -> pl.Series:
    """One column of one type; text when nothing in it says otherwise."""
    kinds = {type(value) for value in values if value is not None}
    if len(kinds) == 1 and kinds != {str}:
        return pl.Series(name, values)
    texts = [value if value is None or isinstance(value, str) else str(value) for value in values]
    return pl.Series(name, texts, dtype=pl.String)


def refuse_output(path: Path) -> None:
    """Raises OutputRefused for a file that exists or a folder that does not."""
    if path.exists() or not path.absolute().parent.is_dir():
        raise OutputRefused(path)
