"""Workbooks that are in order, or nearly so."""

import datetime as dt
import io
from pathlib import Path

import pytest
import xlsxwriter

from datong.foundation.ledgers.core.reader import (
    RawSheet,
    SkippedSheet,
    UnreadableWorkbook,
    iter_workbooks,
    read_workbook,
)
from tests.foundation.ledgers.workbooks import one_sheet, parts, rows_xml, save, save_rows, sheet_xml


def test_cells_keep_their_types_and_rows_their_numbers(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    sheet = book.add_worksheet("在册对象")
    sheet.merge_range("B3:E3", "罗江县低保台账")
    sheet.write_row("B5", ["姓名", 12, 0.5, True])
    sheet.write_datetime("B6", dt.datetime(2014, 7, 3), book.add_format({"num_format": "yyyy-mm-dd"}))
    sheet.write_datetime(
        "C6", dt.datetime(2014, 7, 3, 8, 30), book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    )
    sheet.write_datetime("D6", dt.time(8, 30), book.add_format({"num_format": "hh:mm"}))
    sheet.write_string("E6", "510626199005050291")
    sheet.write_formula("B7", "=1+1", value=2)
    sheet.write_string("C7", "=1+1")
    book.close()

    workbook = read_workbook(save(tmp_path / "a.xlsx", buffer.getvalue()))

    assert workbook.sheets == [
        RawSheet(
            name="在册对象",
            columns=[
                ["罗江县低保台账", "", "姓名", dt.date(2014, 7, 3), 2.0],
                ["", "", 12.0, dt.datetime(2014, 7, 3, 8, 30), "=1+1"],
                ["", "", 0.5, dt.time(8, 30), ""],
                ["", "", True, "510626199005050291", ""],
            ],
            height=5,
            first_row=3,
            first_column=2,
        )
    ]


def test_more_rows_than_are_sent_at_once(tmp_path: Path) -> None:
    arrived: list[int] = []
    path = save_rows(tmp_path / "a.xlsx", [[number, f"第{number}行"] for number in range(1, 5001)])

    (sheet,) = read_workbook(path, on_rows=arrived.append).sheets

    assert sheet.columns[0] == [float(number) for number in range(1, 5001)]
    assert sheet.columns[1] == [f"第{number}行" for number in range(1, 5001)]
    assert (sheet.height, arrived) == (5000, [2048, 2048, 904])


def test_hidden_sheets_are_skipped_and_named(tmp_path: Path) -> None:
    rows = sheet_xml(rows_xml([["甲"]]))
    content = parts({"名册": rows, "字典": rows, "底稿": rows}, {"字典": "hidden", "底稿": "veryHidden"})

    workbook = read_workbook(save(tmp_path / "a.xlsx", content))

    assert [sheet.name for sheet in workbook.sheets] == ["名册"]
    assert workbook.skipped == [SkippedSheet("字典", "hidden"), SkippedSheet("底稿", "hidden")]


def test_a_workbook_whose_sheets_are_all_hidden_is_refused(tmp_path: Path) -> None:
    content = parts({"字典": sheet_xml(rows_xml([["甲"]]))}, {"字典": "hidden"})
    with pytest.raises(UnreadableWorkbook) as refusal:
        read_workbook(save(tmp_path / "a.xlsx", content))
    assert refusal.value.code == "no_sheets"


def test_an_empty_sheet_has_no_columns(tmp_path: Path) -> None:
    (sheet,) = read_workbook(save(tmp_path / "a.xlsx", one_sheet(""))).sheets
    assert (sheet.columns, sheet.height) == ([], 0)


def test_errors_come_as_text_and_not_as_empty_cells(tmp_path: Path) -> None:
    data = '<row r="1"><c r="A1" t="e"><f>X1</f><v>#N/A</v></c><c r="B1"><v>1</v></c></row>'
    (sheet,) = read_workbook(save(tmp_path / "a.xlsx", one_sheet(data))).sheets
    assert sheet.columns == [["#N/A"], [1.0]]


def test_a_number_that_is_none_comes_as_text(tmp_path: Path) -> None:
    (sheet,) = read_workbook(
        save(tmp_path / "a.xlsx", one_sheet('<row r="1"><c r="A1"><v>x</v></c></row>'))
    ).sheets
    assert sheet.columns == [["x"]]


def test_a_ledger_ruled_down_to_the_last_row_is_read(tmp_path: Path) -> None:
    ruled = "".join(
        f'<row r="{row}"><c r="A{row}" s="1"/><c r="XFD{row}" s="1"></c></row>' for row in (9, 1048576)
    )
    content = one_sheet(rows_xml([["甲"], ["乙"]]) + ruled, before='<dimension ref="A1:XFD1048576"/>')
    (sheet,) = read_workbook(save(tmp_path / "a.xlsx", content)).sheets
    assert sheet.columns == [["甲", "乙"]]


@pytest.mark.parametrize(
    "data",
    [
        "<row r='1'><c r='A1'><v>7</v></c></row>",
        "<row><c><v>7</v></c></row>",
        '<row r = "1"><c r = "A1"><v>7</v></c></row>',
        '<row r="1"><c s="0" r="a1"><v>7</v></c></row>',
        '<x:row xmlns:x="main" r="1"><x:c r="A1"><x:v>7</x:v></x:c></x:row>',
    ],
    ids=["single quotes", "no references", "blanks", "lower case", "prefix"],
)
def test_other_programs_may_write_their_xml_otherwise(tmp_path: Path, data: str) -> None:
    (sheet,) = read_workbook(save(tmp_path / "a.xlsx", one_sheet(data))).sheets
    assert sheet.columns == [[7.0]]


def test_the_name_of_the_file_does_not_matter(tmp_path: Path) -> None:
    (sheet,) = read_workbook(save_rows(tmp_path / "台账.xls", [["甲"]])).sheets
    assert sheet.columns == [["甲"]]


def test_several_workbooks_in_turn_and_the_unreadable_among_them(tmp_path: Path) -> None:
    first, last = save_rows(tmp_path / "1.xlsx", [["甲"]]), save_rows(tmp_path / "3.xlsx", [["丙"]])
    text = save(tmp_path / "2.xlsx", "姓名,镇\n".encode())

    found = list(iter_workbooks([first, text, last, tmp_path / "4.xlsx"]))

    assert [path.name for path, _ in found] == ["1.xlsx", "2.xlsx", "3.xlsx", "4.xlsx"]
    outcomes = [
        each.code if isinstance(each, UnreadableWorkbook) else each.sheets[0].columns for _, each in found
    ]
    assert outcomes == [[["甲"]], "text", [["丙"]], "not_found"]


def test_leaving_in_the_middle_leaves_no_process_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datong.foundation.ledgers.core import reader

    ended: list[str] = []
    close = reader.ReadingProcess.close
    monkeypatch.setattr(
        reader.ReadingProcess,
        "close",
        lambda process: (close(process), ended.append(process.__class__.__name__)),
    )
    paths = [save_rows(tmp_path / f"{number}.xlsx", [["甲"]]) for number in range(3)]
    reading = iter_workbooks(paths)
    next(reading)
    reading.close()
    assert ended == ["ReadingProcess", "ReadingProcess"]
