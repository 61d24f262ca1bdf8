"""Lists as departments send them: titles above, blank columns, totals below, every encoding."""

import pytest

from datong.foundation.reviews.core.sheets import ENCODING, NotAList, decoded, from_csv, table

DENG, CHEN = "510626195803121236", "510626196007021220"


def test_heading_in_the_first_row() -> None:
    found = table([["姓名", "身份证号码"], ["邓有田", DENG]])
    assert (found.headings, found.rows, found.numbers, found.heading_row) == (
        ("姓名", "身份证号码"), (("邓有田", DENG),), (2,), 1,
    )  # fmt: skip


def test_title_rows_blank_columns_totals_and_signatures() -> None:
    grid = [
        ["罗江县机动车登记名单", "", "", "", ""],
        ["截至2014年8月31日", "", "", "单位：辆", ""],
        ["序号", "所有人", "", "证件号码", "号牌号码"],
        [1.0, "邓有田", "", DENG, "川FA1234"],
        ["", "", "", "", ""],
        [2.0, "陈素芳", "", CHEN, "川FB5678"],
        ["合计", "", "", "", 2.0],
        ["制表人：李四", "", "", "审核：王五", ""],
    ]
    found = table(grid)
    assert found.headings == ("序号", "所有人", "证件号码", "号牌号码")
    assert found.rows == ((1.0, "邓有田", DENG, "川FA1234"), (2.0, "陈素芳", CHEN, "川FB5678"))
    assert (found.numbers, found.heading_row) == ((4, 6), 3)


def test_a_heading_repeated_on_every_page_is_no_row() -> None:
    grid = [["姓名", "身份证号"], ["邓有田", DENG], ["姓名", "身份证号"], ["陈素芳", CHEN]]
    assert [row[0] for row in table(grid).rows] == ["邓有田", "陈素芳"]


def test_somebody_called_he_is_no_total() -> None:
    assert table([["姓名", "身份证号"], ["总计华", DENG]]).rows == (("总计华", DENG),)


def test_without_a_heading_the_columns_have_numbers() -> None:
    found = table([["邓有田", DENG], ["陈素芳", CHEN]])
    assert (found.headings, len(found.rows), found.heading_row) == (("第 1 列", "第 2 列"), 2, None)


def test_unknown_headings_are_found_above_the_first_number() -> None:
    found = table([["表一"], ["甲项", "乙项"], ["邓有田", DENG]])
    assert (found.headings, found.heading_row) == (("甲项", "乙项"), 2)


def test_the_same_heading_twice_is_told_apart() -> None:
    assert table([["姓名", "姓名", "身份证号"], ["邓有田", "甲", DENG]]).headings == (
        "姓名",
        "姓名 (2)",
        "身份证号",
    )


@pytest.mark.parametrize("grid", [[], [[]], [["", None]], [["姓名", "身份证号"]], [["姓名"], ["合计"]]])
def test_nothing_to_read(grid: list[list[object]]) -> None:
    with pytest.raises(NotAList):
        table(grid)


@pytest.mark.parametrize(
    ("codec", "label"), [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("gbk", "GBK"), ("gb18030", "GBK")]
)
def test_encodings_are_found(codec: str, label: str) -> None:
    assert decoded("姓名,邓有田".encode(codec)) == ("姓名,邓有田", label)


def test_a_character_outside_gbk() -> None:
    assert decoded("姓名,王㐂𠮷".encode("gb18030")) == ("姓名,王㐂𠮷", "GB18030")


def test_what_is_no_text_is_refused_in_words() -> None:
    with pytest.raises(NotAList) as refused:
        decoded(b"\xff\xfe\x00\x01\x80\x81\xff")
    assert refused.value.text == ENCODING


@pytest.mark.parametrize("mark", [",", "\t", ";", "|"])
def test_what_stands_between_the_columns(mark: str) -> None:
    rows, _ = from_csv(f"姓名{mark}号码\n邓有田{mark}{DENG}\n".encode())
    assert rows == [["姓名", "号码"], ["邓有田", DENG]]


def test_unicode_text_as_a_spreadsheet_saves_it() -> None:
    rows, encoding = from_csv(f"姓名\t号码\n邓有田\t{DENG}\n".encode("utf-16"))
    assert (rows, encoding) == ([["姓名", "号码"], ["邓有田", DENG]], "UTF-16")


def test_traditional_text_is_not_read_as_nonsense() -> None:
    """GB18030 reads Big5 as characters of nobody's script; a rare name written so is one in many."""
    with pytest.raises(NotAList, match="既不是 UTF-8，也不是 GBK 或 GB18030 编码"):
        from_csv(f"車主,身份證號碼\n鄧有田,{DENG}\n".encode("big5"))
    rare = (
        "姓名,单位\n"
        + "王\ue863,罗江县调元镇百花村村民委员会\n"
        + "邓有田,罗江县调元镇百花村村民委员会\n" * 3
    )
    assert from_csv(rare.encode("gb18030"))[1] == "GB18030"


def test_a_comma_inside_quotes() -> None:
    rows, encoding = from_csv(f'姓名,住址,号码\n邓有田,"调元镇,百花村",{DENG}\n'.encode("gbk"))
    assert (rows[1], encoding) == (["邓有田", "调元镇,百花村", DENG], "GBK")


UPPER = ["姓名", "证件号码", "车辆信息", "", "备注"]
LOWER = ["", "", "号牌号码", "品牌型号", ""]
DATA = ["邓有田", "510626195803121236", "川FA1234", "五菱", ""]


@pytest.mark.parametrize(
    "above", [[], [["机动车登记情况表"]], [["填报单位：交警大队", "", "2014年8月31日"], []]]
)
def test_a_heading_in_two_rows_some_cells_merged(above: list[list[str]]) -> None:
    read = table([*above, UPPER, LOWER, DATA])
    assert read.headings == ("姓名", "证件号码", "号牌号码", "品牌型号", "备注")
    assert read.rows == (tuple(DATA),)


def test_a_heading_in_two_rows_the_lower_with_the_words_one_knows() -> None:
    upper, lower = ["序号", "车辆", "", "所有人", ""], ["", "号牌号码", "登记日期", "证件号码", "姓名"]
    read = table([["登记表"], upper, lower, ["1", "川FA1234", "2010-08-12", "510626195803121236", "邓有田"]])
    assert read.headings == ("序号", "号牌号码", "登记日期", "证件号码", "姓名")
    assert len(read.rows) == 1


def test_a_row_of_data_is_no_second_heading() -> None:
    """Nothing but words, one of them like a heading: it stands below known headings, so it is a row."""
    read = table([["姓名", "收入", "证件号码"], ["邓有田", "工资", "无"], ["陈素芳", "务工", "无"]])
    assert (read.headings, len(read.rows)) == (("姓名", "收入", "证件号码"), 2)


@pytest.mark.parametrize(
    "content",
    [b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n", b"\x89PNG\r\n\x1a\n" + bytes(40), b"\x1f\x8b\x08" + bytes(40)],
)
def test_other_files_are_no_tables(content: bytes) -> None:
    with pytest.raises(NotAList, match="这不是表格文件"):
        from_csv(content)
