"""Where files are cut, what their own statistics tell, and that pieces come in their order."""

import threading
import time
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from datong.engine.runs.checking import check_values, in_order, keys_of
from datong.engine.runs.inputs import BadFile, Field, Table
from datong.engine.runs.pieces import cuts, in_turn
from datong.kernel.bilingual import Text

ONE = Table("one", (Field("age", "int", False, 0, 120), Field("note", "text", True)))


def written(path: Path, group: int, *, told: bool = True, **columns: list[Any]) -> Path:
    pq.write_table(pa.table(columns), path, row_group_size=group, write_statistics=told)
    return path


def test_pieces_end_where_row_groups_of_the_largest_file_do(tmp_path: Path) -> None:
    few = written(tmp_path / "few.parquet", 4, household=[1, 2, 3, 4, 5, 6, 7])
    rows = [1, 1, 1, 2, 2, 3, 3, 3, 3, 4, 4, 5, 6, 6, 7]
    many = written(tmp_path / "many.parquet", 5, household=rows, text=[f"{n:>100}" for n in range(15)])
    keys = pl.Series([1, 2, 3, 4, 5, 6, 7])
    assert cuts([few, many], "household", keys, 100) == [(1, 7)]
    assert cuts([few, many], "household", keys, 4) == [(1, 3), (4, 7)]
    assert cuts([few, many], "household", keys, 2) == [(1, 2), (3, 3), (4, 5), (6, 7)]


def test_pieces_of_a_file_that_tells_nothing_and_of_no_households(tmp_path: Path) -> None:
    silent = written(tmp_path / "silent.parquet", 2, told=False, household=[4, 5, 6])
    assert cuts([silent], "household", pl.Series([4, 5, 6]), 2) == [(4, 5), (6, 6)]
    assert cuts([silent], "household", pl.Series([], dtype=pl.Int64), 2) == [(0, -1)]


def test_rows_of_a_household_lie_together_or_do_not(tmp_path: Path) -> None:
    for told in (True, False):
        assert in_order(written(tmp_path / "a", 2, told=told, household=[1, 1, 1, 2]), "household")
        assert not in_order(written(tmp_path / "b", 2, told=told, household=[1, 2, 1, 2]), "household")
        assert not in_order(written(tmp_path / "c", 9, told=told, household=[2, 1]), "household")


def test_keys_are_sorted_and_stand_once(tmp_path: Path) -> None:
    assert keys_of(written(tmp_path / "a", 2, household=[3, 1, 2]), "household").to_list() == [1, 2, 3]
    with pytest.raises(BadFile, match="household 3 出现多次"):
        keys_of(written(tmp_path / "b", 2, household=[3, 1, 3]), "household")


@pytest.mark.parametrize("told", [True, False])
@pytest.mark.parametrize(("ages", "said"), [
    ([4, None, 120, 0], "1 行为空"), ([4, 5, 121, 0], "在 0 到 121 之间"), ([4, 5, 6, -1], "在 -1 到 6 之间"), ([4, 120, 0, 9], ""), ([], ""),
])  # fmt: skip
def test_what_a_file_tells_of_itself_is_what_is_read_in_it(
    tmp_path: Path, ages: list[int | None], said: str, told: bool
) -> None:
    path = tmp_path / "one.parquet"
    keys, notes = list(range(len(ages))), [None] * len(ages)
    table = pa.table({
        "household": pa.array(keys, pa.int64()), "age": pa.array(ages, pa.int16()), "note": pa.array(notes, pa.string()),
    })  # fmt: skip
    pq.write_table(table, path, row_group_size=2, write_statistics=told)
    if not said:
        check_values(path, ONE, "household")
        return
    with pytest.raises(BadFile, match=said):
        check_values(path, ONE, "household")


def test_what_is_asked_first_comes_first_however_long_it_takes() -> None:
    under_way, most, lock = 0, 0, threading.Lock()

    def of(number: int) -> int:
        nonlocal under_way, most
        with lock:
            under_way += 1
            most = max(most, under_way)
        time.sleep(0.02 if number % 2 else 0.001)
        with lock:
            under_way -= 1
        return number * number

    assert list(in_turn(range(1, 7), of, 2)) == [1, 4, 9, 16, 25, 36]
    assert most == 2


def test_what_goes_wrong_in_a_piece_is_told_and_ends_the_run() -> None:
    def of(number: int) -> int:
        if number == 2:
            raise BadFile(Text("二", "two"))
        return number

    found = in_turn(range(1, 100), of, 2)
    assert next(found) == 1
    with pytest.raises(BadFile, match="二"):
        next(found)
