"""Rules and exact review on a cluster of two workers: the rows, columns and types that DuckDB and Polars write."""

import datetime as dt
import random
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from datong.engine import matching
from datong.engine.matching import Hit
from datong.engine.matching import spark as matching_on_spark
from datong.engine.matching.keys import spelling
from datong.engine.runs import spark as runs_on_spark
from datong.engine.runs.running import run
from datong.programmes.dibao.rules.wholesale import Wholesale
from tests.config.commandline import datong
from tests.engine.matching.lists import people, table
from tests.engine.matching.test_review import CARS, RECIPIENTS
from tests.programmes.dibao.rules.tables import by_chance, write_files
from tests.programmes.dibao.rules.test_wholesale import COUNTIES, LAST, NEW, OLD, SAYS_ALL, alone

pytestmark = pytest.mark.spark
ALPHABET = "0123456789xXＸ０９ \t\u3000\ufeffа٣号\n"


def on_the_cluster(spark: Any, rule: Wholesale, files: dict[str, Path], folder: Path) -> pl.DataFrame:
    """What two workers write."""
    between = folder / "between"
    between.mkdir()
    runs_on_spark.compute(spark, rule, files, folder / "spark.parquet", between)
    return pl.read_parquet(folder / "spark.parquet")


def on_one_machine(rule: Wholesale, files: dict[str, Path], folder: Path, engine: str) -> pl.DataFrame:
    run(rule, files, folder / f"{engine}.parquet", engine=engine)
    return pl.read_parquet(folder / f"{engine}.parquet")


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A synthetic county of 2,000 households."""
    folder = tmp_path_factory.mktemp("synthetic")
    assert datong("synth", "--households", "2000", "--seed", "11", "-o", folder / "s").returncode == 0
    return {table.name: folder / "s" / f"{table.name}.parquet" for table in Wholesale.tables}


@pytest.mark.parametrize("on", [OLD, NEW], ids=str)
def test_a_synthetic_county_on_two_workers(
    on: dt.date, county: dict[str, Path], spark: Any, tmp_path: Path
) -> None:
    rule = Wholesale(on, SAYS_ALL)
    found = on_the_cluster(spark, rule, county, tmp_path)
    assert found.height == 2_000
    assert set(found["eligible"].to_list()) >= {True, False}
    for engine in ("duckdb", "polars"):
        expected = on_one_machine(rule, county, tmp_path, engine)
        assert found.schema == expected.schema
        assert found.equals(expected)


@pytest.mark.parametrize(("name", "on"), [
    ("all", OLD), ("all", NEW), ("apart", OLD), ("tiered", NEW), ("bare", NEW),
], ids=str)  # fmt: skip
def test_households_by_chance(name: str, on: dt.date, spark: Any, tmp_path: Path) -> None:
    """Any facts missing, incomes below zero, households without a person, 10^12 fen."""
    dice = random.Random(f"spark {name} {on}")
    homes = [by_chance(dice, LAST[on]) for _ in range(400)]
    files = write_files(homes, tmp_path)
    found = on_the_cluster(spark, Wholesale(on, COUNTIES[name]), files, tmp_path)
    assert [row[1:] for row in found.rows()] == [alone(home, on, COUNTIES[name]) for home in homes]
    assert found.equals(on_one_machine(Wholesale(on, COUNTIES[name]), files, tmp_path, "duckdb"))


def test_narrow_and_empty_columns_any_order_and_no_households(spark: Any, tmp_path: Path) -> None:
    """A file's width of numbers, its order of rows and a column of nothing change no value; the key keeps its width."""
    homes = [by_chance(random.Random(n), LAST[NEW]) for n in range(60)]
    files = write_files(homes, tmp_path)
    for path in files.values():
        frame = pl.read_parquet(path).sample(fraction=1, shuffle=True, seed=3)
        narrow = {
            "household": pl.UInt32,
            "relation": pl.Int8,
            "kind": pl.UInt16,
            "amount": pl.Int64,
            "area": pl.Int32,
        }
        frame = frame.cast({name: kind for name, kind in narrow.items() if name in frame.columns})
        nothing = [name for name in frame.columns if frame[name].null_count() == frame.height > 0]
        frame.with_columns(
            *(pl.lit(None).alias(name) for name in nothing), seen=pl.lit(dt.datetime(2022, 3, 1)).cast(pl.Datetime("ns"))
        ).write_parquet(path)  # fmt: skip
    found = on_the_cluster(spark, Wholesale(NEW, SAYS_ALL), files, tmp_path)
    assert found.schema["household"] == pl.UInt32
    assert [row[1:] for row in found.rows()] == [alone(home, NEW, SAYS_ALL) for home in homes]
    empty = tmp_path / "empty"
    empty.mkdir()
    assert on_the_cluster(spark, Wholesale(NEW, SAYS_ALL), write_files([], empty), empty).height == 0


def reviewed(spark: Any, recipients: Path, registers: dict[str, Path], folder: Path) -> Path:
    """The hits of two workers."""
    folder.mkdir()
    matching_on_spark.review(spark, recipients, registers, folder / "hits.parquet", folder)
    return folder / "hits.parquet"


def test_numbers_written_by_hand(spark: Any, tmp_path: Path) -> None:
    cars = table(tmp_path / "car's [1].parquet", ("id", "name", "plate"), CARS)
    found = reviewed(spark, people(tmp_path, *RECIPIENTS), {"list": cars}, tmp_path / "spark")
    assert list(matching.read_hits(found)) == [
        Hit("510626197003041234", "list", 0, "exact", 1.0),
        Hit("51062619800101123x", "list", 2, "exact", 1.0),
        Hit("510626197001011237", "list", 4, "exact", 1.0),
        Hit("510626700101123", "list", 4, "converted", 1.0),
        Hit("510626197003041234", "list", 5, "exact", 1.0),
        Hit("无号码", "list", 7, "exact", 1.0),
    ]


def test_every_spelling_as_on_duckdb(spark: Any, tmp_path: Path) -> None:
    """Blanks, full width, other digits, line ends; 15 and 18 characters and those beside them."""
    dice = random.Random(18)
    odd = ["".join(dice.choices(ALPHABET, k=dice.choice((0, 1, 15, 17, 18, 19)))) for _ in range(300)]
    old = ["".join(dice.choices("123456789", k=15)) for _ in range(60)]
    numbers = [*odd, *old, *(f" {each}" for each in old[:20]), *(spelling(each) for each in old[10:40]), None]
    recipients = people(tmp_path, *((each, "某人", 1, 19700101, "510626101201", 1) for each in numbers))
    dice.shuffle(numbers)
    registers = {
        name: table(tmp_path / f"{name}.parquet", ("id", "name"), [(each, "某人") for each in part])
        for name, part in (("甲", numbers[::2]), ("乙", numbers[1::2]))
    }
    matching.review(recipients, registers, tmp_path / "duckdb.parquet")
    expected = pl.read_parquet(tmp_path / "duckdb.parquet")
    assert set(expected["kind"]) == {"exact", "converted"}
    found = pl.read_parquet(reviewed(spark, recipients, registers, tmp_path / "spark"))
    assert found.schema == expected.schema
    assert found.equals(expected)
