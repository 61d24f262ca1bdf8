"""The briefing on paper: DOCX read back with python-docx, PDF by its metadata and its refusals."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from datong.foundation.briefings.core import Briefing, Run, to_docx, to_pdf
from datong.foundation.documents.service import FontsMissing, MissingGlyph, default_fonts
from tests.foundation.briefings.documents_sample import ENGLISH, SHORT

# Typst reads these as code, markup, comments, references and labels if they are ever taken for markup.
MARKUP = '#panic("no") *b* _i_ $x^2$ `c` // /* <l> @ref = h \\ #sys.inputs https://x.example'


def opened(briefing: Briefing, *, include_questions: bool = False) -> WordDocument:
    return Document(io.BytesIO(to_docx(briefing, include_questions=include_questions)))


def asian_face(document: WordDocument, style: str) -> str | None:
    face: str | None = document.styles[style].element.rPr.rFonts.get(qn("w:eastAsia"))
    return face


def xmp(pdf: bytes, name: str) -> str:
    found = re.search(rb"<" + name.encode() + rb">(.*?)</" + name.encode() + rb">", pdf)
    assert found, name
    return re.sub(r"<[^>]*>", "", found[1].decode())


def test_docx_says_what_the_briefing_says() -> None:
    document = opened(SHORT, include_questions=True)
    assert [(line.style.name, line.text) for line in document.paragraphs if line.style] == [
        ("Briefing Masthead", "青石县打通最后一公里"),
        ("Briefing Masthead", "工作简报"),
        ("Briefing Issue", "第12期"),
        ("Briefing Imprint", "青石县人民政府办公室\t2016年3月5日"),
        ("Title", "青石县本月进展"),
        ("Briefing Text", "本期有两项进展。"),
        ("Heading 1", "一、低保"),
        ("Briefing Text", "现有低保31户。"),
        ("Heading 1", "二、水利"),
        ("Briefing Text", "清淤堰塘7口。"),
        ("Heading 1", "附：待核实的数据"),
        ("Briefing Text", "1. 7口堰塘中有2口在册上没有编号。"),
        ("Briefing Note", "数据来源：县民政局台账"),
        ("Briefing Note", "数据快照：第3号"),
        ("Briefing Distribution", "（共印40份）"),
    ]
    assert [row.cells[0].text for row in document.tables[0].rows] == [
        "报：\t市政府办公室",
        "发：\t各镇，县级各部门",
    ]


def test_docx_distribution_block_is_as_wide_as_the_type_area() -> None:
    table = opened(SHORT).tables[0]._tbl
    assert table.tblPr.find(qn("w:tblW")).get(qn("w:w")) == "8844"  # 156 mm in twentieths of a point
    rules = [(rule.tag, rule.get(qn("w:sz"))) for rule in table.tblPr.find(qn("w:tblBorders"))]
    assert rules == [(qn("w:top"), "8"), (qn("w:bottom"), "8"), (qn("w:insideH"), "4")]


def test_docx_page_follows_gb_9704() -> None:
    section = opened(SHORT).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)  # type: ignore[union-attr]
    assert (round(section.top_margin.mm), round(section.left_margin.mm)) == (37, 28)  # type: ignore[union-attr]
    width = section.page_width.mm - section.left_margin.mm - section.right_margin.mm  # type: ignore[union-attr]
    height = section.page_height.mm - section.top_margin.mm - section.bottom_margin.mm  # type: ignore[union-attr]
    assert (round(width), round(height)) == (156, 225)


def test_docx_names_the_official_faces_and_sizes() -> None:
    document = opened(SHORT)
    faces = {
        name: asian_face(document, name)
        for name in ("Briefing Masthead", "Title", "Heading 1", "Briefing Text")
    }
    assert faces == {
        "Briefing Masthead": "方正小标宋简体",
        "Title": "方正小标宋简体",
        "Heading 1": "黑体",
        "Briefing Text": "仿宋_GB2312",
    }
    assert [document.styles[name].font.size.pt for name in ("Title", "Heading 1", "Briefing Text")] == [
        22,
        16,
        16,
    ]
    assert document.styles["Briefing Text"].font.name == "Times New Roman"
    indent = document.styles["Briefing Text"].element.pPr.ind
    assert (indent.get(qn("w:firstLineChars")), indent.get(qn("w:firstLine"))) == ("200", "640")


@pytest.mark.parametrize("footer", ["footer", "even_page_footer"])
def test_docx_numbers_its_pages(footer: str) -> None:
    line = getattr(opened(SHORT).sections[0], footer).paragraphs[0]
    assert "".join(text.text for text in line._p.iter(qn("w:t"))) == "— 1 —"
    assert [field.get(qn("w:instr")) for field in line._p.iter(qn("w:fldSimple"))] == ["PAGE"]
    assert str(line.alignment) == {"footer": "RIGHT (2)", "even_page_footer": "LEFT (0)"}[footer]


def test_docx_properties_name_the_office_and_nobody() -> None:
    core = opened(SHORT).core_properties
    assert (core.title, core.author, core.language) == ("青石县本月进展", "青石县人民政府办公室", "zh-CN")
    assert (core.last_modified_by, core.comments, core.keywords) == ("", "", "")
    assert core.created == core.modified == datetime(2016, 3, 4, 16, tzinfo=UTC)
    assert opened(ENGLISH).core_properties.language == "en-GB"


def test_docx_is_the_same_file_twice_and_remembers_no_clock() -> None:
    first = to_docx(SHORT)
    assert first == to_docx(SHORT)
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert [name for name in archive.namelist() if "thumbnail" in name or "customXml" in name] == []


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet=st.characters(), min_size=1))
def test_docx_takes_any_text(text: str) -> None:
    document = opened(replace(SHORT, lead=(Run("甲"), Run(text), Run("乙"))))
    lead = document.paragraphs[5].text
    assert (lead[0], lead[-1]) == ("甲", "乙")


@pytest.mark.parametrize(
    ("briefing", "title", "language"),
    [(SHORT, "青石县本月进展", "zh-CN"), (ENGLISH, "Progress this month", "en-GB")],
)
def test_pdf_is_archival_tagged_and_titled(briefing: Briefing, title: str, language: str) -> None:
    pdf = to_pdf(briefing, default_fonts(), include_questions=True)
    assert (xmp(pdf, "pdfaid:part"), xmp(pdf, "pdfaid:conformance"), xmp(pdf, "pdfuaid:part")) == (
        "2",
        "U",
        "1",
    )
    assert (xmp(pdf, "dc:title"), xmp(pdf, "dc:language")) == (title, language)
    assert xmp(pdf, "xmp:CreateDate") == "2016-03-04T16:00:00+00:00"
    assert xmp(pdf, "dc:creator") == briefing.issuer
    assert xmp(pdf, "xmpTPg:NPages") == "2"  # the annex starts a page of its own


def test_pdf_is_the_same_file_twice() -> None:
    assert to_pdf(SHORT) == to_pdf(SHORT, default_fonts())


def test_pdf_prints_markup_as_text() -> None:
    hostile = replace(
        ENGLISH,
        masthead=MARKUP, issue_line=MARKUP, issuer=MARKUP, date_line=MARKUP, title=MARKUP, frozen=MARKUP,
        lead=(Run(MARKUP),), questions=(MARKUP,), distribution=(MARKUP,), sources=MARKUP,
    )  # fmt: skip
    pdf = to_pdf(hostile, include_questions=True)
    assert xmp(pdf, "dc:title").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"') == MARKUP


def test_pdf_sets_a_rare_character_its_fonts_have() -> None:
    assert to_pdf(replace(SHORT, issuer="䶮溪办公室")).startswith(b"%PDF-1.7")


@pytest.mark.parametrize("briefing", [SHORT, ENGLISH], ids=["zh", "en"])
@pytest.mark.parametrize("character", ["𠮷", "😀", "\ue000"])
def test_pdf_refuses_a_character_no_font_has(briefing: Briefing, character: str) -> None:
    with pytest.raises(MissingGlyph) as refused:
        to_pdf(replace(briefing, lead=(Run(f"Li {character}。"),)))
    assert refused.value.characters == (character,)
    code = f"U+{ord(character):04X}"
    assert refused.value.text.to("zh") == (
        f"所用字体缺少以下字符：{character}（{code}）。请在设置中指定含有这些字的字体，再生成PDF。"
    )
    assert f"{character} ({code})" in refused.value.text.to("en")


def test_pdf_names_every_missing_character_wherever_it_stands() -> None:
    odd = replace(SHORT, masthead="𠮷县简报", distribution=("报：𪚥镇",), copies=None)
    with pytest.raises(MissingGlyph) as refused:
        to_pdf(odd)
    assert sorted(refused.value.characters) == ["𠮷", "𪚥"]


def test_pdf_without_a_usable_font_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "county.otf"
    broken.write_bytes(b"not a font")
    for fonts in ([broken], [tmp_path / "absent.ttf"], [tmp_path], []):
        with pytest.raises(FontsMissing):
            to_pdf(SHORT, fonts)


def test_pdf_takes_fonts_by_folder_or_by_file() -> None:
    serif, sans = default_fonts()
    assert to_pdf(SHORT, [serif.parent]).startswith(b"%PDF-1.7")
    assert to_pdf(SHORT, [serif]) != to_pdf(SHORT, [sans])


def test_a_bare_briefing_can_be_printed() -> None:
    bare = Briefing("zh", "青石简报", "", "青石县", "", "无事", (), ())
    assert to_pdf(bare).startswith(b"%PDF-1.7")
    assert [line.text for line in opened(bare).paragraphs] == ["青石简报", "", "青石县\t", "无事", ""]
