"""Finding the heading row of a sheet."""

import datetime as dt
from collections.abc import Sequence

from datong.foundation.ledgers.core.headings import find_heading, nearest
from datong.foundation.ledgers.core.reader import RawSheet
from datong.kernel.text import heading_key

SPELLINGS = {
    "序号": "no",
    "镇": "town",
    "乡镇（街道）": "town",
    "村（社区）": "village",
    "户主": "head",
    "户主姓名": "head",
    "户主身份证号码": "head_id",
    "姓名": "name",
    "身份证号码": "id",
    "联系电话": "phone",
    "2014": "year",
}
KNOWN = {heading_key(spelling): column for spelling, column in SPELLINGS.items()}


def sheet_of(*rows: Sequence[object]) -> RawSheet:
    """A sheet of these rows, the shorter ones filled up with empty cells."""
    width = max(map(len, rows))
    full = [[*row, *[""] * (width - len(row))] for row in rows]
    return RawSheet("名册", [list(column) for column in zip(*full, strict=True)], len(rows))


def test_titles_blank_lines_and_the_reporting_office_come_first() -> None:
    sheet = sheet_of(
        ["罗江县农村低保台账"],
        ["填报单位：县民政局", "", "截止日期：2014年9月26日"],
        [],
        ["序号", "镇", "村（社区）", "户主姓名"],
        [1.0, "金山镇", "骑龙村", "王绍昌"],
    )
    heading = find_heading(sheet, KNOWN)
    assert heading is not None
    assert heading.row_index == 3
    assert heading.found == {"no": 0, "town": 1, "village": 2, "head": 3}


def test_order_spacing_width_and_line_breaks_do_not_matter() -> None:
    sheet = sheet_of(
        ["户主\n姓名", " 村（ 社区 ）", "乡镇(街道)", "序 号"], ["王绍昌", "骑龙村", "金山镇", 1.0]
    )
    heading = find_heading(sheet, KNOWN)
    assert heading is not None
    assert heading.found == {"head": 0, "village": 1, "town": 2, "no": 3}
    assert heading.labels == {
        "head": "户主 姓名",
        "village": "村（ 社区 ）",
        "town": "乡镇(街道)",
        "no": "序 号",
    }


def test_unknown_repeated_and_missing_headings_are_told() -> None:
    sheet = sheet_of(
        ["姓名", "籍贯", "镇", "", "姓名", "民族"], ["张三", "德阳", "金山镇", "x", "李四", "汉"]
    )
    heading = find_heading(sheet, KNOWN)
    assert heading is not None
    assert heading.found == {"name": 0, "town": 2}
    assert (heading.unknown, heading.repeated, heading.untitled) == (["籍贯", "民族"], ["姓名"], [3])


def test_a_heading_may_be_a_number() -> None:
    heading = find_heading(sheet_of(["镇", 2014.0, dt.date(2014, 9, 26)], ["金山镇", 5.0, 6.0]), KNOWN)
    assert heading is not None
    assert heading.found == {"town": 0, "year": 1}
    assert heading.unknown == ["2014-09-26"]


def test_group_and_heading_are_read_together() -> None:
    sheet = sheet_of(
        ["低保对象名册"],
        ["序号", "镇", "户主", "", "联系电话"],
        ["", "", "姓名", "身份证号码", ""],
        [1.0, "金山镇", "王绍昌", "510626199005050291", ""],
    )
    heading = find_heading(sheet, KNOWN)
    assert heading is not None
    assert heading.row_index == 2
    assert heading.found == {"no": 0, "town": 1, "head": 2, "head_id": 3, "phone": 4}


def test_a_group_without_known_headings_still_belongs_to_the_heading() -> None:
    sheet = sheet_of(
        ["镇", "姓名", "补助", "", "联系电话"],
        ["", "", "标准", "金额", ""],
        ["金山镇", "王绍昌", 200.0, 400.0, ""],
    )
    heading = find_heading(sheet, KNOWN)
    assert heading is not None
    assert (heading.row_index, heading.found) == (1, {"town": 0, "name": 1, "phone": 4})
    assert heading.unknown == ["标准", "金额"]


def test_a_row_of_data_is_never_taken_for_the_lower_half() -> None:
    sheet = sheet_of(["镇", "姓名", "联系电话", ""], ["", "", "无", "外出"], ["金山镇", "李四", "", ""])
    full = sheet_of(["镇", "姓名", "联系电话"], ["金山镇", "", "无"], ["金山镇", "李四", ""])
    numbers = sheet_of(["镇", "姓名", "联系电话", ""], ["", "", "13646954232", "外出"])
    assert [find_heading(each, KNOWN).row_index for each in (full, numbers)] == [0, 0]  # type: ignore[union-attr]
    assert find_heading(sheet, KNOWN).found["phone"] == 2  # type: ignore[union-attr]


def test_of_equal_rows_the_first_is_the_heading() -> None:
    sheet = sheet_of(["镇", "姓名"], ["金山镇", "张三"], ["镇", "姓名"], ["金山镇", "李四"])
    heading = find_heading(sheet, KNOWN)
    assert heading is not None
    assert heading.row_index == 0


def test_one_known_heading_is_enough_only_where_one_column_is_declared() -> None:
    sheet = sheet_of(["姓名", "籍贯"], ["张三", "德阳"])
    assert find_heading(sheet, KNOWN) is None
    alone = find_heading(sheet, {"姓名": "name"})
    assert alone is not None
    assert alone.found == {"name": 0}


def test_no_heading_in_an_empty_sheet_or_beyond_the_rows_looked_at() -> None:
    assert find_heading(RawSheet("空表", []), KNOWN) is None
    deep = sheet_of(*[["说明"]] * 30, ["镇", "姓名"])
    assert find_heading(deep, KNOWN) is None
    assert find_heading(deep, KNOWN, scan=31) is not None


def test_the_nearest_headings_to_a_missing_one() -> None:
    headings = ["序号", "姓名", "证件号", "身份证 号", "家庭住址"]
    assert nearest("身份证号码", headings) == ["身份证 号", "证件号"]
    assert nearest("享受起始日期", headings) == []
