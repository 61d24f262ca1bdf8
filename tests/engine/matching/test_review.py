"""The exact review: who stands in which row, by number; and what is refused."""

from pathlib import Path

import duckdb
import pytest

from datong.engine import matching
from datong.engine.matching import Hit
from datong.engine.matching.errors import (
    EngineFailed,
    FileMissing,
    MatchingError,
    MissingColumn,
    NoEngine,
    NothingToReview,
    NotParquet,
    OutputRefused,
    WrongMemory,
    WrongType,
)
from tests.engine.matching.lists import LI, hits, people, table

RECIPIENTS = [
    LI,
    ("51062619800101123x", "王芳", 2, 19800101, "510626101201", 2),
    ("510626700101123", "刘伟", 1, 19700101, "510626101202", 3),
    ("510626197001011237", "刘伟", 1, 19700101, "510626101202", 3),
    ("510626197003041234", "李小明", 1, 19700304, "510626101201", 4),
    (None, "无名", 1, 19700304, "510626101201", 5),
    ("", "无名", 1, 19700304, "510626101201", 5),
    ("无号码", "张三", 1, 19700304, "510626101201", 6),
]
CARS = [
    ("510626197003041234", "李小明", "川F1"),
    (None, "无名", "川F2"),
    ("５１０６２６１９８００１０１１２３Ｘ", "王芳", "川F3"),
    ("510626197003041239", "李小明", "川F4"),
    (" 510626197001011237", "刘伟", "川F5"),
    ("510626197003041234", "李小明", "川F6"),
    ("", "无名", "川F7"),
    ("无 号码", "张三", "川F8"),
]


def test_exact_and_converted_hits(tmp_path: Path) -> None:
    """Twice the same recipient is one; one with two cars is two hits; null and empty numbers meet nobody."""
    found = hits(
        people(tmp_path, *RECIPIENTS), table(tmp_path / "cars.parquet", ("id", "name", "plate"), CARS)
    )
    assert found == [
        Hit("510626197001011237", "list", 4, "exact", 1.0),
        Hit("510626197003041234", "list", 0, "exact", 1.0),
        Hit("510626197003041234", "list", 5, "exact", 1.0),
        Hit("51062619800101123x", "list", 2, "exact", 1.0),
        Hit("510626700101123", "list", 4, "converted", 1.0),
        Hit("无号码", "list", 7, "exact", 1.0),
    ]


def test_several_registers_one_summary(tmp_path: Path) -> None:
    recipients = people(tmp_path, *RECIPIENTS)
    cars = table(tmp_path / "car's [1].parquet", ("id", "name"), [row[:2] for row in CARS])
    dead = table(tmp_path / "dead.parquet", ("id", "name"), [("510626700101123", "刘伟")])
    steps: list[tuple[int, int]] = []
    found = matching.review(
        recipients,
        {"O'Neil 车辆": cars, "死亡": dead},
        tmp_path / "hits.parquet",
        tell=lambda done, total: steps.append((done, total)),
        memory="500MB",
        threads=1,
    )
    assert found == matching.Summary(recipients=8, rows=9, exact=6, converted=2, fuzzy=0)
    assert steps[-1] == (100, 100)
    assert [hit.recipient for hit in matching.read_hits(tmp_path / "hits.parquet") if hit.register == "死亡"] == [
        "510626197001011237",
        "510626700101123",
    ]  # fmt: skip
    assert matching.columns_of(tmp_path / "hits.parquet") == [
        "recipient", "register", "row", "kind", "probability",
    ]  # fmt: skip
    assert {path.name for path in tmp_path.iterdir()} == {
        "recipients.parquet", "car's [1].parquet", "dead.parquet", "hits.parquet",
    }  # fmt: skip


def test_empty_lists(tmp_path: Path) -> None:
    recipients, register = tmp_path / "r.parquet", tmp_path / "g.parquet"
    duckdb.sql("SELECT ''::varchar AS id, '' AS name, 1 AS sex, 1 AS birth, '' AS place, 1 AS household LIMIT 0").write_parquet(str(recipients))  # fmt: skip
    duckdb.sql("SELECT ''::varchar AS id, '' AS name LIMIT 0").write_parquet(str(register))
    for fuzzy in (False, True):
        assert hits(recipients, register, fuzzy=fuzzy) == []


def test_what_is_refused(tmp_path: Path) -> None:
    """Each is one sentence in both languages that names the file or the column, and nothing is written."""
    good = people(tmp_path, LI)
    cars = table(tmp_path / "cars.parquet", ("id", "name"), [("510626197003041234", "李小明")])
    text = tmp_path / "list.csv"
    text.write_text("id,name\n")
    nameless = table(tmp_path / "nameless.parquet", ("id",), [("1",)])
    numeric = table(tmp_path / "numeric.parquet", ("id", "name"), [(510626197003041234, "李小明")])
    odd = table(tmp_path / "odd.parquet", ("id", "name", "birth"), [("1", "李小明", 19.5)])
    out = tmp_path / "hits.parquet"
    cases: list[tuple[type[MatchingError], Path, dict[str, Path], Path, dict[str, str], str]] = [
        (FileMissing, tmp_path / "none.parquet", {"a": cars}, out, {}, "none.parquet"),
        (FileMissing, good, {"a": tmp_path}, out, {}, str(tmp_path)),
        (NotParquet, good, {"a": text}, out, {}, "list.csv"),
        (MissingColumn, good, {"a": nameless}, out, {}, "name"),
        (MissingColumn, cars, {"a": cars}, out, {}, "sex"),
        (WrongType, good, {"a": numeric}, out, {}, "BIGINT"),
        (WrongType, good, {"a": odd}, out, {"fuzzy": "yes"}, "birth"),
        (OutputRefused, good, {"a": cars}, cars, {}, "cars.parquet"),
        (OutputRefused, good, {"a": cars}, tmp_path / "no" / "x.parquet", {}, str(tmp_path / "no")),
        (NothingToReview, good, {}, out, {}, "--register"),
        (NoEngine, good, {"a": cars}, out, {"engine": "abacus"}, "abacus"),
        (EngineFailed, good, {"a": cars}, out, {"memory": "1KB"}, "--memory"),
        (WrongMemory, good, {"a": cars}, out, {"memory": "plenty"}, "plenty"),
    ]
    before = {path.name for path in tmp_path.iterdir()}
    for kind, recipients, registers, output, options, told in cases:
        with pytest.raises(MatchingError) as refused:
            matching.review(recipients, registers, output, **options)  # type: ignore[arg-type]
        assert type(refused.value) is kind
        assert told in refused.value.text.zh
        assert told in refused.value.text.en
        assert {path.name for path in tmp_path.iterdir()} == before
