"""What must be right before anything is computed: the rule within 64 bits, the files as declared."""

from __future__ import annotations

from collections import namedtuple
from pathlib import Path
from typing import Any

import polars as pl

from datong.engine.algebra import Range, Ranges
from datong.engine.runs.inputs import BadFile, Field, Rule, Table
from datong.kernel.bilingual import Text

__all__ = ["check_file", "check_once", "check_values", "prove", "sorted_by"]

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
    """Run the rule over the declared ranges. Raises Overflow or DividedByZero where a household could lead it out of 64 bits."""
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


def check_values(path: Path, table: Table, key: str, rows: pl.LazyFrame | None = None) -> None:
    """No value of the file, or of some rows of it, is empty or out of range where that is not allowed. Raises BadFile."""
    frame = pl.scan_parquet(path) if rows is None else rows
    asked = [field for field in _fields(table, key) if field.kind == "int" or not field.nullable]
    numbers = [field.name for field in asked if field.kind == "int"]
    found = frame.select(
        *(pl.col(field.name).null_count().alias(f"{field.name} null") for field in asked if not field.nullable),
        *(pl.col(name).min().alias(f"{name} low") for name in numbers),
        *(pl.col(name).max().alias(f"{name} high") for name in numbers),
    ).collect(engine="streaming").row(0, named=True)  # fmt: skip
    for field in asked:
        if found.get(f"{field.name} null"):
            raise BadFile(EMPTY.format(file=path.name, column=field.name, count=found[f"{field.name} null"]))
        low, high = found.get(f"{field.name} low"), found.get(f"{field.name} high")
        if low is not None and high is not None and not field.low <= low <= high <= field.high:
            raise BadFile(
                BEYOND.format(
                    file=path.name,
                    column=field.name,
                    found_low=low,
                    found_high=high,
                    low=field.low,
                    high=field.high,
                )
            )


def sorted_by(path: Path, key: str) -> pl.Series | None:
    """The key column of a file that is sorted by it; None where it is not."""
    keys = pl.read_parquet(path, columns=[key]).get_column(key)
    return keys if keys.is_sorted() else None


def check_once(path: Path, key: str) -> None:
    """No key stands twice. Raises BadFile."""
    keys = pl.read_parquet(path, columns=[key]).get_column(key).sort()
    same = keys.slice(1) == keys.slice(0, max(len(keys) - 1, 0))
    if same.any():
        twice = keys.slice(1).filter(same)[0]
        raise BadFile(TWICE.format(file=path.name, key=key, value=twice))
