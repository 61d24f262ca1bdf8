"""What each block prints, read back from the DOCX."""

import datetime as dt
import io
import zipfile
from datetime import UTC, datetime

import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from datong.foundation.documents.service import (
    Blank,
    Choice,
    Doc,
    Fields,
    Grid,
    Heading,
    Note,
    PageBreak,
    Para,
    Picture,
    Signatures,
    to_docx,
)
from tests.foundation.documents.papers import opened
from tests.foundation.documents.test_pdf import DOT, MARKUP

FORM = Doc(
    "入户调查表",
    [
        Heading("一、收入"),
        Para("第一段。\n第二段。"),
        Fields([("姓名", "张三"), ("人口", "4"), ("备注", "")]),
        Grid(["项目", "金额"], [["工资", "800.00"], ["务农", "2"]], numbers=(1,)),
        Choice("住房", ["钢混", "砖木"], (1,)),
        Blank(2, "说明"),
        Note("注：一式两份。"),
        Picture(DOT, "房屋正面"),
        PageBreak(),
        Signatures(["调查人"]),
        Para("民政局", "right"),
    ],
    unit="调元镇人民政府",
    number="DB-17",
    dated=dt.date(2014, 9, 10),
    code="T-1",
    foot="不同意可以提出异议。\n电话 0838",
)


def test_it_says_what_the_document_says() -> None:
    lines = [(line.style.name, line.text) for line in opened(FORM).paragraphs if line.style and line.text]
    assert lines == [
        ("Paper Note", "T-1"),
        ("Paper Unit", "调元镇人民政府"),
        ("Title", "入户调查表"),
        ("Paper Imprint", "编号：DB-17\t2014年9月10日"),
        ("Heading 1", "一、收入"),
        ("Paper Text", "第一段。"),
        ("Paper Text", "第二段。"),
        ("Paper Flush", "住房　☐ 钢混　☑ 砖木"),
        ("Heading 1", "说明"),
        ("Paper Line", "\t"),
        ("Paper Line", "\t"),
        ("Paper Note", "注：一式两份。"),
        ("Paper Note", "房屋正面"),
        ("Paper Signature", "调查人：\t　　年　　月　　日"),
        ("Paper Flush", "民政局"),
        ("Paper Foot", "不同意可以提出异议。"),
        ("Paper Foot", "电话 0838"),
    ]


def test_its_tables() -> None:
    fields, grid = opened(FORM).tables
    assert [[cell.text for cell in row.cells] for row in grid.rows] == [
        ["项目", "金额"],
        ["工资", "800.00"],
        ["务农", "2"],
    ]
    assert [cell.text for cell in fields.rows[0].cells] == ["姓名", "张三", "人口", "4"]
    assert [cell.text for cell in fields.rows[1].cells] == ["备注", "", "", ""]
    head = grid.rows[0]._tr
    assert [mark.tag for mark in head.get_or_add_trPr()] == [qn("w:cantSplit"), qn("w:tblHeader")]
    sides = [cell._tc.find(f".//{qn('w:jc')}").get(qn("w:val")) for cell in grid.rows[1].cells]
    assert sides == ["left", "right"]
    assert sum(int(column.get(qn("w:w"))) for column in grid._tbl.tblGrid) == 9184  # 162 mm


@pytest.mark.parametrize(
    ("rows", "tall"),
    [
        ([["张三", ""], ["李四", ""]], [False, True, True]),
        ([["张三", ""], ["李四", "1"]], [False] * 3),
        ([], [False]),
    ],
)
def test_rows_with_a_column_for_the_pen_are_high(rows: list[list[str]], tall: list[bool]) -> None:
    (table,) = opened(Doc("签到表", [Grid(["姓名", "签名"], rows)])).tables
    assert [row._tr.find(f".//{qn('w:trHeight')}") is not None for row in table.rows] == tall


def test_its_foot_counts_the_pages() -> None:
    line = opened(FORM).sections[0].footer.paragraphs[0]
    assert "".join(text.text for text in line._p.iter(qn("w:t"))) == "DB-17第 1 页，共 1 页"
    assert [field.get(qn("w:instr")) for field in line._p.iter(qn("w:fldSimple"))] == ["PAGE", "NUMPAGES"]


def test_its_pictures_say_what_they_show() -> None:
    document = opened(FORM)
    shown = [each.get("descr") for each in document.element.body.iter(qn("wp:docPr"))]
    assert shown == ["T-1", "房屋正面"]


@pytest.mark.parametrize(
    ("paper", "size"), [("a4", (210, 297)), ("a4-landscape", (297, 210)), ("a3", (297, 420))]
)
def test_its_paper(paper: str, size: tuple[int, int]) -> None:
    section = opened(Doc("题目", [], paper=paper)).sections[0]  # type: ignore[arg-type]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == size  # type: ignore[union-attr]


def test_its_properties_name_the_unit_and_nobody() -> None:
    core = opened(FORM).core_properties
    assert (core.title, core.author, core.last_modified_by) == ("入户调查表", "调元镇人民政府", "")
    assert core.created == core.modified == datetime(2014, 9, 9, 16, tzinfo=UTC)


def test_the_same_document_is_the_same_file_without_a_clock() -> None:
    first = to_docx(FORM)
    assert first == to_docx(FORM)
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_markup_is_text() -> None:
    hostile = f"{MARKUP}</w:t><w:br/>&amp;"
    document = opened(
        Doc(hostile, [Grid([hostile], [[hostile]]), Fields([(hostile, hostile)]), Para(hostile)])
    )
    assert [cell.text for row in document.tables[0].rows for cell in row.cells] == [hostile, hostile]
    assert document.tables[1].rows[0].cells[0].text == hostile
    assert hostile in [line.text for line in document.paragraphs]


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet=st.characters(), min_size=1))
def test_it_takes_any_text(text: str) -> None:
    document = opened(Doc("题目", [Grid(["列"], [[f"甲{text}乙"]]), Note(f"甲{text}乙")]))
    told = document.tables[0].rows[1].cells[0].text
    assert (told[0], told[-1]) == ("甲", "乙")


def test_an_english_paper() -> None:
    document = opened(Doc("Survey", [Signatures(["Surveyor"])], lang="en", dated=dt.date(2014, 9, 10)))
    assert [line.text for line in document.paragraphs] == [
        "Survey",
        "\t10 September 2014",
        "Surveyor:\tDate: ____________",
    ]
    assert document.core_properties.language == "en-GB"
