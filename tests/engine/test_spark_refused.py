"""Without pyspark or Java 17 the commands that need Spark say so; no pyspark is needed here."""

import datetime as dt
import sys
import types
from pathlib import Path

import polars as pl
import pytest

from datong.engine import matching
from datong.engine.matching.errors import NoSpark
from datong.engine.runs.inputs import BadFile, Field, Rows, Table
from datong.engine.runs.running import run
from datong.engine.spark import SparkRefused, gathered, session
from tests.engine.matching.lists import LI, people, table


@pytest.fixture
def no_pyspark(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("pyspark", "pyspark.sql"):
        monkeypatch.setitem(sys.modules, name, None)


@pytest.fixture
def some_pyspark(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if it were installed."""
    package, part = types.ModuleType("pyspark"), types.ModuleType("pyspark.sql")
    monkeypatch.setattr(package, "sql", part, raising=False)
    monkeypatch.setitem(sys.modules, "pyspark", package)
    monkeypatch.setitem(sys.modules, "pyspark.sql", part)


class Counting:
    """How many rows a household has."""

    key = "household"
    tables = (Table("households", ()), Table("things", (Field("n"),)))
    rows = (Rows("things", "things"),)

    def write(self, alg, home):  # type: ignore[no-untyped-def]
        return {"size": alg.size(home.things)}


def test_without_pyspark(no_pyspark: None, tmp_path: Path) -> None:
    cars = table(tmp_path / "cars.parquet", ("id", "name"), [("510626197003041234", "李小明")])
    with pytest.raises(NoSpark) as refused:
        matching.review(people(tmp_path, LI), {"a": cars}, tmp_path / "hits.parquet", engine="spark")
    assert "requirements/spark.txt" in refused.value.text.zh
    assert "requirements/spark.txt" in refused.value.text.en
    files = {"households": tmp_path / "h.parquet", "things": tmp_path / "t.parquet"}
    pl.DataFrame({"household": [1]}).write_parquet(files["households"])
    pl.DataFrame({"household": [1], "n": [1]}).write_parquet(files["things"])
    before = {path.name for path in tmp_path.iterdir()}
    with pytest.raises(BadFile) as bad:
        run(Counting(), files, tmp_path / "out.parquet", engine="spark")
    assert bad.value.text == refused.value.text
    assert {path.name for path in tmp_path.iterdir()} == before


def test_without_java(some_pyspark: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(SparkRefused) as refused, session(None, tmp_path):
        pass
    assert refused.value.text.en.startswith("Spark needs Java 17 or newer, and no java was found")
    monkeypatch.delenv("JAVA_HOME")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SparkRefused, match="没有找到 java"), session(None, tmp_path):
        pass


@pytest.mark.parametrize("version", ["1.8.0_402", "11.0.2"])
def test_with_an_old_java(
    version: str, some_pyspark: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    java = tmp_path / "bin" / "java"
    java.parent.mkdir()
    java.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\"' >&2\n")
    java.chmod(0o700)
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(SparkRefused) as refused, session(None, tmp_path):
        pass
    assert refused.value.text.en == (
        f"Spark needs Java 17 or newer; {java} is {version}; install a newer one or set JAVA_HOME"
    )


def test_parts_become_one_file_in_their_order(tmp_path: Path) -> None:
    day = dt.date(2022, 3, 15)
    for number, values in enumerate(([1, 2], [], [3])):
        frame = pl.DataFrame(
            {"household": values, "on": [day] * len(values)}, {"household": pl.Int64, "on": pl.Date}
        )
        frame.write_parquet(tmp_path / f"part-{number:05}-x.parquet")
    kinds = pl.DataFrame(schema={"household": pl.Int32}).to_arrow().schema
    assert gathered(tmp_path, tmp_path / "one", {"household": kinds.field("household").type}) == 3
    found = pl.read_parquet(tmp_path / "one")
    assert found.rows() == [(1, day), (2, day), (3, day)]
    assert found.schema["household"] == pl.Int32
