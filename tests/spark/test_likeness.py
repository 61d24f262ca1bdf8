"""Likeness on a cluster of two workers: the hits, fields and probabilities that DuckDB finds."""

import datetime as dt
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from datong.engine import matching
from datong.engine.matching import spark as matching_on_spark
from datong.engine.matching.fields import fields_sql
from datong.engine.matching.files import types_of
from datong.engine.matching.spark import WORDS, OnSpark
from datong.engine.matching.tables import DUCKDB, OnDuckDB
from datong.engine.matching.weights import THRESHOLD
from datong.engine.spark import read
from tests.engine.matching.lists import LI, people, table
from tests.engine.matching.test_fuzzy import COLUMNS, FOUND, NOT_FOUND, RECIPIENTS, TOWN

pytestmark = pytest.mark.spark
WANG, JIN = "510626700101123", "51062619800101123X"
TWIN = ("510626196512250036", "陈淑芬", 2, 19651225, "510626102203", 2)
MORE = [
    TWIN,
    (WANG, "王𠮷祥", 1, 19700101, "510626101201", 7),
    (JIN, "Ba·Jin", 2, 19800101, "510626101201", 8),
    ("510626198505050055", "", 1, 19850505, "510626104201", 9),
    ("510626198606060066", None, None, None, None, 10),
    (None, "李小明", 1, 19700304, TOWN, 11),
    ("无身份证号码", "赵无号", 1, 19770707, TOWN, 12),
]
ODD: dict[str, tuple[str, Sequence[object]]] = {
    "15 digits, one of them wrong": (WANG, ("510626700101133", "王𠮷祥", 1, 19700101, TOWN)),
    "a rare character left out": (WANG, ("", "王祥", 1, 19700101, TOWN)),
    "two digits changed places": (LI[0], ("510626197003042134", "李小明", None, None, None)),
    "capital letters, an X as x": (JIN, ("510626198001011 3x", "BAJIN", 2, 19800101, TOWN)),
}
NO_NAME = ("510626198505050056", "", 1, None, "510626104201")
SIGNS = "李王陈小明é𠮷峯 ·　\tａBbßﬁ̀\u2028"
TEXTS = (
    "1970-03-04",
    " 19700304x",
    "1970年3月4日",
    "1970/13/4",
    "19700230",
    "1970-3",
    "不详",
    "",
    "1849-1-1",
    "19700304\n",
)


def reviewed(spark: Any, recipients: Path, registers: dict[str, Path], folder: Path) -> pl.DataFrame:
    """The hits of two workers."""
    folder.mkdir()
    types = {path: types_of(path) for path in (recipients, *registers.values())}
    matching_on_spark.review(spark, recipients, registers, folder / "hits.parquet", folder, types)
    return pl.read_parquet(folder / "hits.parquet")


def test_every_kind_of_slip_as_on_duckdb(spark: Any, tmp_path: Path) -> None:
    """Nulls, empty names, 15 digits, rare characters, day and month swapped, two who resemble a row equally; two registers."""
    recipients = people(tmp_path, *RECIPIENTS, *MORE)
    rows = [
        *(row for _, row in FOUND.values()),
        *NOT_FOUND.values(),
        *(row for _, row in ODD.values()),
        NO_NAME,
    ]
    dated = [
        (*row[:3], dt.date(1970, 3, 4) if row[3] == 19700304 else None, row[4]) for row in rows[::2]
    ] + [(LI[0], "李小明", 1, None, TOWN)]  # fmt: skip
    registers = {
        "名'单": table(tmp_path / "it's [1].parquet", COLUMNS, rows),
        "b": table(tmp_path / "dated.parquet", COLUMNS, dated),
    }
    matching.review(recipients, registers, tmp_path / "duckdb.parquet", fuzzy=True)
    expected = pl.read_parquet(tmp_path / "duckdb.parquet")
    found = reviewed(spark, recipients, registers, tmp_path / "spark")
    assert found.schema == expected.schema
    assert found.rows() == expected.rows()
    assert found.equals(expected)
    likely = {row[2]: row[0] for row in found.rows() if row[1] == "名'单" and row[4] >= THRESHOLD}
    meant = [RECIPIENTS[at][0] for at, _ in FOUND.values()]
    known = {row: number for row, number in enumerate(meant) if number != RECIPIENTS[1][0]}
    first = len(FOUND) + len(NOT_FOUND)
    assert likely == known | {first + at: number for at, (number, _) in enumerate(ODD.values())}
    shared = [row[4] for row in found.rows() if row[0] in (RECIPIENTS[1][0], TWIN[0])]
    assert len(shared) >= 2
    assert max(shared) <= 0.5


@pytest.mark.parametrize("birth", [
    pl.Series([dt.date(1970, 3, 4), None, dt.date(1849, 12, 31)]),
    pl.Series([dt.datetime(1969, 12, 31, 23), None, dt.datetime(2001, 2, 3)], dtype=pl.Datetime("ns")),
    pl.Series([dt.datetime(1969, 12, 31, 23), None, dt.datetime(2001, 2, 3)], dtype=pl.Datetime("ms", "UTC")),
    pl.Series([20010203, 5, None], dtype=pl.UInt64), pl.Series([1, None, -7], dtype=pl.Int8),
    pl.Series([None, None, None], dtype=pl.Null),
], ids=lambda series: str(series.dtype))  # fmt: skip
def test_types_of_columns_as_on_duckdb(birth: pl.Series, spark: Any, tmp_path: Path) -> None:
    path = tmp_path / "list.parquet"
    sex = pl.Series("sex", [1, 2, None], dtype=pl.UInt16)
    pl.DataFrame(
        [pl.Series("id", ["a", "510626197003041234", None]), sex, birth.alias("birth")]
    ).write_parquet(path)
    same_fields(spark, path, tmp_path)


def test_odd_values_as_on_duckdb(spark: Any, tmp_path: Path) -> None:
    dice = random.Random(7)
    rows = [
        (
            dice.choice(
                (LI[0], LI[0][:17], "510626700101123", "12345678901234.56", "１２ ", "无身份证号码", "", None)
            ),
            dice.choice((None, "".join(dice.choices(SIGNS, k=dice.randrange(7))))),
            dice.choice(("男", " f", "1", "Male", "女性", "x", None)),
            dice.choice((*TEXTS, None)),
            dice.choice(("510626101201", "510626", "510626000000", "川510 626 101", None)),
        )
        for _ in range(400)
    ]
    path = table(tmp_path / "odd.parquet", COLUMNS, rows)
    found = same_fields(spark, path, tmp_path)
    assert {row["birth"] for row in found} == {19700304, 19700230, 19700101, None}
    assert {row["sex"] for row in found} == {1, 2, None}


def same_fields(spark: Any, path: Path, folder: Path) -> list[dict[str, object]]:
    """What both engines read of a list, which must be the same."""
    types = types_of(path)
    with duckdb.connect() as connection:
        fields = connection.sql(fields_sql(OnDuckDB(connection), path, types)).order("row")
        expected = [dict(zip(fields.columns, row, strict=True)) for row in fields.fetchall()]
    found = spark.sql(fields_sql(OnSpark(spark, folder), path, types)).orderBy("row").collect()
    assert [row.asDict() for row in found] == expected
    return expected


def test_a_slip_of_the_number_as_on_duckdb(spark: Any, tmp_path: Path) -> None:
    """One digit wrong, left out, too many or changed places with its neighbour; and two such."""
    dice = random.Random(5)
    pairs = [("510626197003041234", slipped(slipped("510626197003041234", dice), dice)) for _ in range(300)]
    path = table(tmp_path / "pairs.parquet", ("a", "b"), pairs)
    with duckdb.connect() as connection:
        listed = connection.read_parquet(str(path)).project(DUCKDB.slip.format("a", "b"))
        expected = [row[0] for row in listed.fetchall()]
    found = read(spark, path).selectExpr(WORDS.slip.format("a", "b")).collect()
    assert [row[0] for row in found] == expected
    assert 50 < sum(expected) < 250


def slipped(number: str, dice: random.Random) -> str:
    at, kind = dice.randrange(len(number) - 1), dice.randrange(5)
    if kind == 0:
        return number[:at] + number[at + 1 :]
    if kind == 1:
        return number[:at] + dice.choice("0123456789") + number[at:]
    if kind == 2:
        return number[:at] + number[at + 1] + number[at] + number[at + 2 :]
    return number if kind == 3 else number[:at] + dice.choice("0123456789") + number[at + 1 :]
