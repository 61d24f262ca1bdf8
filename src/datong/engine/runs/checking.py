"""What must be right before anything is computed: the rule within 64 bits, the files as declared."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl
import pyarrow.parquet as pq

from datong.engine.algebra import Range, Ranges
from datong.engine.runs.inputs import BadFile, Field, Rule, Table
from datong.kernel.bilingual import Text

__all__ = ["check_file", "check_values", "in_order", "keys_of", "prove", "spans_of_groups"]

NO_FILE = Text("{file}：没有这个文件", "{file}: there is no such file")
NOT_PARQUET = Text("{file}：不是 Parquet 文件（{why}）", "{file}: not a Parquet file ({why})")
NO_COLUMN = Text("{file}：缺少列 {columns}", "{file}: columns are missing: {columns}")
WRONG_KIND = Text(
    "{file}：列 {column} 应为{asked}，实为 {found}",
    "{file}: column {column} must hold {asked}, it holds {found}",
)
EMPTY = Text(
    "{file}：列 {column} 有 {count} 行为空，这一列必须填写",
    "{file}: {count} rows of column {column} are empty; it must be filled",
)
BEYOND = Text(
    "{file}：列 {column} 的值在 {found_low} 到 {found_high} 之间，允许 {low} 到 {high}，请更正",
    "{file}: column {column} holds {found_low} to {found_high}, but {low} to {high} is allowed; please correct it",
)
TWICE = Text(
    "{file}：{key} {value} 出现多次，每户应只有一行",
    "{file}: {key} {value} stands more than once; a household has one row",
)
KINDS = {
    "int": Text("整数", "whole numbers"), "bool": Text("是/否（Boolean）", "truth values (Boolean)"), "text": Text("文字", "text"),
}  # fmt: skip


def prove(rule: Rule) -> None:
    """Run the rule over the declared ranges: of all rows of a file, since columns judge them all, whichever a name then sums.

    Raises Overflow or DividedByZero where a household could lead it out of 64 bits.
    """
    tables = {table.name: _ranges(table) for table in rule.tables}
    households = rule.tables[0]
    rows = {each.name: Ranges.rows(tables[each.table]) for each in rule.rows}
    record = namedtuple("Home", [*(field.name for field in households.fields), *rows])  # type: ignore[misc]
    rule.write(Ranges(), record(*tables[households.name], *rows.values()))


def _ranges(table: Table) -> Any:
    record = namedtuple("Record", [field.name for field in table.fields])  # type: ignore[misc]
    return record(*(Range(field.low, field.high, field.nullable) for field in table.fields))


def check_file(path: Path, table: Table, key: str) -> None:
    """The file has the declared columns, each of its kind. Raises BadFile."""
    if not path.exists():
        raise BadFile(NO_FILE.format(file=path))
    try:
        schema = pl.scan_parquet(path).collect_schema()
    except (OSError, pl.exceptions.PolarsError) as error:
        raise BadFile(NOT_PARQUET.format(file=path, why=str(error).splitlines()[0])) from error
    fields = _fields(table, key)
    lacking = [field.name for field in fields if field.name not in schema]
    if lacking:
        raise BadFile(NO_COLUMN.format(file=path.name, columns=", ".join(lacking)))
    for field in fields:
        _kind(path, field, schema[field.name])


def _fields(table: Table, key: str) -> tuple[Field, ...]:
    return (Field(key, nullable=False, low=-(2**63), high=2**63 - 1), *table.fields)


def _kind(path: Path, field: Field, found: Any) -> None:
    fits = {"int": found.is_integer(), "bool": found == pl.Boolean, "text": found == pl.String}[field.kind]
    if not fits and found != pl.Null:
        raise BadFile(
            WRONG_KIND.format(file=path.name, column=field.name, asked=KINDS[field.kind], found=found)
        )


def check_values(path: Path, table: Table, key: str) -> None:
    """No value of the file is empty or out of range where that is not allowed. Raises BadFile."""
    fields = _fields(table, key)
    spans = _told(path, fields) or _read(path, fields)
    for field in fields:
        span = spans[field.name]
        if span.nulls and not field.nullable:
            raise BadFile(EMPTY.format(file=path.name, column=field.name, count=span.nulls))
        if span.ends and not field.low <= span.ends[0] <= span.ends[1] <= field.high:
            ends = {
                "found_low": span.ends[0],
                "found_high": span.ends[1],
                "low": field.low,
                "high": field.high,
            }
            raise BadFile(BEYOND.format(file=path.name, column=field.name, **ends))


class Span(NamedTuple):
    """How many values of a column are empty; of whole numbers, where there are any, the lowest and the highest."""

    nulls: int
    ends: tuple[int, int] | None


def _told(path: Path, fields: Sequence[Field]) -> dict[str, Span] | None:
    """What the file itself says of its columns, as engines believe it too; None where it does not say all."""
    metadata = pq.read_metadata(path)
    spans = {}
    for field in fields:
        groups = _statistics(metadata, field.name)
        filled = [each for each in groups if each and field.kind == "int" and each.num_values]
        told = all(each and each.has_null_count for each in groups)
        if not told or not all(each.has_min_max for each in filled):
            return None
        ends = (min(each.min for each in filled), max(each.max for each in filled)) if filled else None
        spans[field.name] = Span(sum(each.null_count for each in groups), ends)
    return spans


def _read(path: Path, fields: Sequence[Field]) -> dict[str, Span]:
    """The same from every value of the file, in one pass."""
    numbers = [field.name for field in fields if field.kind == "int"]
    found = pl.scan_parquet(path).select(
        *(pl.col(field.name).null_count().alias(f"{field.name} null") for field in fields),
        *(pl.col(name).min().alias(f"{name} low") for name in numbers),
        *(pl.col(name).max().alias(f"{name} high") for name in numbers),
    ).collect(engine="streaming").row(0, named=True)  # fmt: skip
    spans = {}
    for field in fields:
        low, high = found.get(f"{field.name} low"), found.get(f"{field.name} high")
        spans[field.name] = Span(
            found[f"{field.name} null"], None if low is None or high is None else (low, high)
        )
    return spans


def _statistics(metadata: Any, name: str) -> list[Any]:
    """What a file says of a column, row group by row group; None for a group of which it says nothing."""
    place = metadata.schema.names.index(name)
    return [metadata.row_group(group).column(place).statistics for group in range(metadata.num_row_groups)]


def spans_of_groups(path: Path, key: str) -> list[tuple[int, int]] | None:
    """The lowest and the highest key of each row group; None where the file does not say."""
    told = _statistics(pq.read_metadata(path), key)
    return (
        [(each.min, each.max) for each in told] if all(each and each.has_min_max for each in told) else None
    )


def in_order(path: Path, key: str) -> bool:
    """Whether the rows of a household lie together: row groups that follow one another, or rows that do."""
    groups = spans_of_groups(path, key)
    if groups is None or len(groups) == 1:
        return bool(pl.read_parquet(path, columns=[key]).get_column(key).is_sorted())
    return all(before[1] <= after[0] for before, after in pairwise(groups))


def keys_of(path: Path, key: str) -> pl.Series:
    """The keys of the households, sorted. Raises BadFile where one stands twice."""
    keys = pl.read_parquet(path, columns=[key]).get_column(key)
    keys = keys if keys.is_sorted() else keys.sort()
    same = keys.slice(1) == keys.slice(0, max(len(keys) - 1, 0))
    if same.any():
        raise BadFile(TWICE.format(file=path.name, key=key, value=keys.slice(1).filter(same)[0]))
    return keys
