"""Empty ledgers: what they explain, what they check, and that they come in without a word."""

import re
from pathlib import Path

import pytest

from datong.foundation.access import service as access
from datong.foundation.ledgers import service as ledgers
from datong.kernel.registry import UnknownKeyError
from tests import small_county as second
from tests.foundation.ledgers.reading_back import keep, part, sheets, style_of, tally

SEVEN = ("dibao", "family_doctor", "irrigation", "sunshine", "membership", "silver_age", "approvals")


def test_headings_are_the_declared_ones() -> None:
    book = sheets(ledgers.template("dibao"))
    assert list(book) == ["填表说明", "在册对象", "清退名单", "新增名单", "培训与评议会"]
    assert book["新增名单"] == [
        ["镇", "村（社区）", "低保证号", "户主姓名", "户主身份证号码", "城乡类别", "新增人数", "批准日期"]
    ]


@pytest.mark.parametrize("programme", SEVEN)
def test_the_first_sheet_tells_every_column(programme: str) -> None:
    lines = sheets(ledgers.template(programme))["填表说明"]
    declared = [
        [sheet.name, column.heading] for sheet in ledgers.sheets_of(programme) for column in sheet.columns
    ]
    assert [line[:2] for line in lines[4:]] == declared


def test_a_line_of_explanation() -> None:
    lines = sheets(ledgers.template("sunshine"))["填表说明"]
    assert lines[3] == ["工作表", "列", "要求", "内容", "表头也可写作"]
    assert lines[4][:4] == ["推进情况", "镇", "必填", "镇名"]
    assert "乡镇（街道）" in lines[4][4].split("、")


def test_notes_choices_dates_and_text_cells() -> None:
    content = ledgers.template("dibao")
    roster = part(content, "xl/worksheets/sheet2.xml")
    lists = re.findall(r'<dataValidation type="list"[^>]*sqref="([A-Z]+)2:[^>]*><formula1>"([^"]*)"', roster)
    assert lists == [("H", "男,女"), ("I", "城市,农村"), ("J", "A类,B类,C类,稳定,不稳定")]
    assert re.findall(r'<dataValidation type="(date|decimal|textLength)"[^>]*sqref="([A-Z]+)2:', roster) == [
        ("textLength", "G"),
        ("decimal", "K"),
        ("date", "L"),
    ]
    assert "必填：18 位公民身份号码" in part(content, "xl/comments1.xml")
    assert '<pane ySplit="1"' in roster
    assert style_of(content, 2, "A1") != style_of(content, 2, "H1")  # required, not required


def test_columns_of_numbers_that_are_names_are_text() -> None:
    content = ledgers.template("dibao")
    widths = dict(
        re.findall(
            r'<col min="(\d+)" max="\d+" width="[^"]*" style="(\d+)"',
            part(content, "xl/worksheets/sheet2.xml"),
        )
    )
    formats = re.findall(r'<xf numFmtId="(\d+)"', part(content, "xl/styles.xml").split("<cellXfs")[1])
    identity, money = formats[int(widths["7"])], formats[int(widths["11"])]
    assert (identity, money) == ("49", "0")  # 49 is text, 0 is general


@pytest.mark.django_db
def test_empty_ledgers_come_in_without_a_word(tmp_path: Path) -> None:
    paths = [keep(tmp_path, ledgers.template(programme), f"{programme}.xlsx") for programme in SEVEN]
    receipt = second.load(access.console(), paths)
    assert [file["programme"] for file in receipt.files] == list(SEVEN)
    assert [file["problem"] for file in receipt.files] == [""] * 7
    told = tally(receipt, "accepted", "refused", "problem", "unknown_columns", "left_out")
    assert [each for each in told.values() if each != (0, {}, "", [], [])] == []
    assert sum(len(file["sheets"]) for file in receipt.files) == 21


def test_no_template_for_a_programme_nobody_declared() -> None:
    with pytest.raises(UnknownKeyError):
        ledgers.template("tourism")
