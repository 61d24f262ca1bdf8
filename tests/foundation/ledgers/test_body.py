"""Which rows below the heading are data."""

from collections.abc import Sequence

import pytest

from datong.foundation.ledgers.core.body import Body, body_rows
from datong.foundation.ledgers.core.headings import find_heading
from datong.foundation.ledgers.core.reader import RawSheet

COLUMNS = ("序号", "镇", "村", "姓名", "身份证号码", "人数", "金额", "日期", "备注")
KNOWN = {column: column for column in COLUMNS}
DATA = (1.0, "金山镇", "骑龙村", "王绍昌", "510626199005050291", 2.0, 300.0, "2014.7.3", "")


def body_of(*rows: Sequence[object], columns: Sequence[str] = COLUMNS, above: Sequence[str] = ()) -> Body:
    """The body of a sheet: one heading row (after the lines `above`), then these rows."""
    width = max(len(columns), *map(len, rows))
    lines = [*([line] for line in above), columns, *rows]
    full = [[*row, *[""] * (width - len(row))] for row in lines]
    sheet = RawSheet("名册", [list(column) for column in zip(*full, strict=True)], len(full))
    heading = find_heading(sheet, KNOWN)
    assert heading is not None
    return body_rows(sheet, heading)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["合计", "", "", "", "", 8851.0, 14296.0], "total"),
        (["", "合 计", "", "", "", 12.0], "total"),
        ([3.0, "小　计：", "", "", "", 12.0], "total"),
        (["", "金山镇小计", "", "", "", 12.0], "total"),
        (["合计：共647户1093人"], "total"),
        (["合计", 12.0, 3.0, 4.0, 5.0, 6.0, "7,001.50元", "8人"], "total"),
        (list(COLUMNS), "heading"),
        (["序 号", "镇", "村", "姓名", "身份证号码", "", "", "", ""], "heading"),
        (["填表人：张三", "", "", "审核人：李四"], "signature"),
        (["填表人：张三    审核人：李四    填报日期：2014年9月26日"], "signature"),
        (["", "", "", "单位负责人（签字）："], "signature"),
        (["制表人:", "张三", "审核人:", "李四", "联系电话:", "13646954232"], "signature"),
        (["备注：以上数据以县民政局为准。"], "note"),
        (["注:1.身份证号码为18位"], "note"),
        (["（以下空白）"], "note"),
    ],
)
def test_rows_that_are_no_data_are_left_out_with_their_reason(row: list[object], reason: str) -> None:
    body = body_of(DATA, row, DATA)
    assert (body.rows, body.left_out) == ([1, 3], [(2, reason)])


@pytest.mark.parametrize(
    "row",
    [
        [2.0, "金山镇", "骑龙村", "合计", "510626199005050291", 1.0, 5.0, "2014.7.3"],
        [2.0, "合计", "骑龙村", "王绍昌", "510626199005050291", 1.0],
        [2.0, "金山镇", "", "总计生"],
        ["", "", "", "李负责"],
        ["", "", "", "", "510626199005050291"],
        ["联系电话", "", "", "", "", 1.0],
        ["经办人：张三", "镇", "村", "王绍昌", "510626199005050291", 1.0],
        ["备注：迁出", "金山镇"],
        [2.0, "金山镇", "骑龙村", "姓名"],
        [2.0],
    ],
)
def test_a_row_of_data_is_never_left_out(row: list[object]) -> None:
    body = body_of(DATA, row, DATA)
    assert (body.rows, body.left_out) == ([1, 2, 3], [])


def test_blank_rows_are_neither_data_nor_left_out() -> None:
    body = body_of(DATA, [], [" ", "\u3000", "\n"], DATA, [])
    assert (body.rows, body.left_out) == ([1, 4], [])


def test_totals_in_the_middle_and_at_the_end() -> None:
    town, county = ["", "小计", "", "", "", 2.0], ["合计", "", "", "", "", 4.0]
    body = body_of(DATA, DATA, town, DATA, town, [], county, [], ["填表人：张三"])
    assert body.rows == [1, 2, 4]
    assert body.left_out == [(3, "total"), (5, "total"), (7, "total"), (9, "signature")]


def test_a_title_printed_again_on_the_next_page() -> None:
    body = body_of(DATA, ["罗江县低保台账"], COLUMNS, DATA, above=["罗江县低保台账"])
    assert (body.rows, body.left_out) == ([2, 5], [(3, "heading"), (4, "heading")])


def test_a_column_with_data_but_no_heading_is_told() -> None:
    body = body_of((*DATA, "", ""), (*DATA, "外出", " "))
    assert body.without_heading == [9]


def test_a_signature_in_a_column_without_heading_is_not_data() -> None:
    body = body_of(DATA, (*[""] * 9, "填表人：张三"))
    assert (body.rows, body.without_heading) == ([1], [])


def test_a_sheet_of_two_columns_keeps_its_rows() -> None:
    body = body_of(["调元镇", "张三"], ["", "李四"], ["合计", 2.0], columns=("镇", "姓名"))
    assert (body.rows, body.left_out) == ([1, 2], [(3, "total")])


def test_a_long_sheet_keeps_every_row() -> None:
    body = body_of(*[DATA] * 75_000, ["合计"])
    assert (len(body.rows), body.left_out) == (75_000, [(75_001, "total")])
