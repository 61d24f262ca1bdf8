"""Tables written and read by row number; the index of one register."""

from pathlib import Path

import pytest

from datong.engine import matching
from datong.engine.matching.errors import MissingColumn, NoIndex, NotParquet, OutputRefused
from tests.engine.matching.lists import table

ROWS = [
    ("510626197003041234", "李小明", 3),
    (None, None, None),
    ("510626700101123", "刘伟", 5),
    ("51062619700304123x", "王芳", 6),
    ("510626197001011237", "刘伟", 7),
    ("护照123", "张三", 8),
]


def test_what_was_written_is_read(tmp_path: Path) -> None:
    path = table(tmp_path / "list.parquet", ("id", "name", "count"), ROWS)
    assert matching.columns_of(path) == ["id", "name", "count"]
    assert matching.row_count(path) == 6
    assert matching.rows_of(path, [4, 0, 4, 1]) == [
        {"id": "510626197001011237", "name": "刘伟", "count": 7},
        {"id": "510626197003041234", "name": "李小明", "count": 3},
        {"id": "510626197001011237", "name": "刘伟", "count": 7},
        {"id": None, "name": None, "count": None},
    ]
    assert matching.rows_of(path, []) == []
    with pytest.raises(IndexError, match="6"):
        matching.rows_of(path, [6])
    with pytest.raises(OutputRefused):
        matching.write_table({"id": []}, path)


def test_a_mixed_or_empty_column_is_text(tmp_path: Path) -> None:
    matching.write_table({"a": [1, "二", None], "b": [None, None, None]}, tmp_path / "mixed.parquet")
    assert matching.rows_of(tmp_path / "mixed.parquet", [0, 1]) == [
        {"a": "1", "b": None},
        {"a": "二", "b": None},
    ]


def test_hits_are_read_from_hits_only(tmp_path: Path) -> None:
    with pytest.raises(MissingColumn, match="recipient"):
        matching.read_hits(table(tmp_path / "list.parquet", ("id", "name", "count"), ROWS))
    (tmp_path / "text").write_text("PAR1 no")
    with pytest.raises(NotParquet):
        matching.read_hits(tmp_path / "text")


def test_one_person_is_found_in_any_spelling(tmp_path: Path) -> None:
    register = table(tmp_path / "list.parquet", ("id", "name", "count"), ROWS)
    index = matching.KeyIndex.build(register, tmp_path / "index")
    again = matching.KeyIndex.open(tmp_path / "index")
    assert len(index) == len(again) == 5
    asked = [
        "510626197001011237",
        "510626700101123",
        " 51062619700304123X",
        "护照123",
        "510626197003041239",
        "",
    ]
    assert [again.find(number) for number in asked] == [[2, 4], [2, 4], [3], [5], [], []]
    assert sorted(path.name for path in (tmp_path / "index").iterdir()) == ["keys.npy", "rows.npy"]
    with pytest.raises(OutputRefused):
        matching.KeyIndex.build(register, tmp_path / "index")
    with pytest.raises(NoIndex):
        matching.KeyIndex.open(tmp_path)


def test_an_index_of_nobody(tmp_path: Path) -> None:
    register = table(tmp_path / "list.parquet", ("id", "name"), [(None, "无名"), ("", "无名")])
    assert matching.KeyIndex.build(register, tmp_path / "index").find("510626197003041234") == []
