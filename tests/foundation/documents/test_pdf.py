"""What each block prints, read back from the PDF."""

import base64
import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from datong.foundation.documents.service import (
    Blank,
    Block,
    Choice,
    Doc,
    Fields,
    Grid,
    Heading,
    MissingGlyph,
    Note,
    PageBreak,
    Para,
    Picture,
    Signatures,
    to_pdf,
)
from tests.foundation.documents.papers import body, needs_poppler, words

# Typst reads these as code, markup, comments, references and labels if they are ever taken for markup.
MARKUP = '#panic("no") *b* _i_ $x^2$ `c` // /* <l> @ref = h \\ #data x'
# A red dot of one pixel.
DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC"
)


@needs_poppler
def test_the_head_says_unit_title_number_date_and_code() -> None:
    doc = Doc(
        "入户调查表", [Para("正文。")], unit="调元镇人民政府", number="DB-17", dated=dt.date(2014, 9, 10),
        code="https://datong.example/c/T-1", foot="不同意可以提出异议。\n电话 0838-3200000",
    )  # fmt: skip
    assert words(to_pdf(doc)) == [
        [
            "调元镇人民政府",
            "入户调查表 T-1",
            "编号：DB-17 2014 年 9 月 10 日",
            "正文。",
            "不同意可以提出异议。",
            "电话 0838-3200000",
            "DB-17 第 1 页，共 1 页",
        ]
    ]


@needs_poppler
def test_the_head_in_english() -> None:
    doc = Doc("Survey", [Para("Text.")], number="DB-17", dated=dt.date(2014, 9, 10), lang="en")
    assert words(to_pdf(doc)) == [
        ["Survey", "No. DB-17 10 September 2014", "Text.", "DB-17 Page 1 of 1"],
    ]


@needs_poppler
def test_headings_paragraphs_and_notes() -> None:
    told = body(
        Heading("一、收入"), Para("第一段。\n第二段。"), Para("民政局", "right"), Note("注：一式两份。")
    )
    assert told == ["一、收入", "第一段。", "第二段。", "民政局", "注：一式两份。"]


@needs_poppler
def test_short_fields_stand_in_pairs_and_long_ones_alone() -> None:
    long = "四川省罗江县调元镇百花村三组十二号，靠近村小学，进村右手第二户"
    told = body(
        Fields([("姓名", "张三"), ("人口", "4"), ("住址", long), ("电话", "0838"), ("备注", "两行\n备注")])
    )
    assert told == ["姓名 张三 人口 4", f"住址 {long}", "电话 0838", "两行", "备注", "备注"]


@needs_poppler
def test_a_table_repeats_its_head_on_every_page() -> None:
    rows = [[str(number), "张三", "210.00"] for number in range(1, 61)]
    pages = words(to_pdf(Doc("名册", [Grid(["序号", "姓名", "金额（元）"], rows, numbers=(0, 2))])))
    assert [page[-1] for page in pages] == ["第 1 页，共 2 页", "第 2 页，共 2 页"]
    assert (pages[0][:3], pages[1][0]) == (
        ["名册", "序号 姓名 金额（元）", "1 张三 210.00"],
        "序号 姓名 金额（元）",
    )
    printed = [line for page in pages for line in page if line.endswith("210.00")]
    assert printed == [f"{number} 张三 210.00" for number in range(1, 61)]


@needs_poppler
def test_signatures_boxes_and_lines_for_the_pen() -> None:
    told = body(Signatures(["调查人", "申请人"]), Choice("住房", ["钢混", "砖木"], (1,)), Blank(3, "说明"))
    assert told == ["调查人： 年 月 日", "申请人： 年 月 日", "住房 ☐ 钢混 ☑ 砖木", "说明"]


@needs_poppler
def test_a_picture_with_its_caption_and_a_new_page() -> None:
    pages = words(to_pdf(Doc("题目", [Picture(DOT, "房屋正面"), PageBreak(), Para("附页")])))
    assert pages == [["题目", "房屋正面", "第 1 页，共 2 页"], ["附页", "第 2 页，共 2 页"]]


@needs_poppler
def test_markup_is_printed_as_text() -> None:
    blocks: list[Block] = [
        Para(MARKUP), Note(MARKUP), Heading(MARKUP), Fields([(MARKUP, MARKUP)]), Grid([MARKUP], [[MARKUP]]),
        Choice(MARKUP, [MARKUP]), Signatures([MARKUP]), Blank(1, MARKUP), Picture(DOT, MARKUP),
    ]  # fmt: skip
    doc = Doc(MARKUP, blocks, unit=MARKUP, number=MARKUP, foot=MARKUP, paper="a4-landscape")
    printed = "".join("".join(page) for page in words(to_pdf(doc))).replace(" ", "")
    # three in the head, one in the foot, twelve in the blocks; the lines of a narrow label stand beside its value
    assert printed.count("#datax") == 16 + 2  # and the number again under each of both pages
    assert printed.count(MARKUP.replace(" ", "")) >= 14


@needs_poppler
def test_characters_without_ink_are_left_out() -> None:
    assert body(Para("甲\x00\x07乙\u202e丙\u200b丁\tA"), Fields([("名\x1b", "张\ud800三")])) == [
        "甲乙丙丁 A",
        "名 张三",
    ]


@needs_poppler
@pytest.mark.parametrize("word", ["x" * 400, "http://例.example/" + "a1-" * 120])
def test_a_very_long_word_stays_on_the_page(word: str) -> None:
    """It is broken, not cut off: everything comes back when the lines are put together."""
    pages = words(to_pdf(Doc("题目", [Grid(["列", "长"], [["一", word]], widths=(1, 1))])))
    printed = "".join(line for page in pages for line in page)
    assert word in re.sub("[ 一\u200b]", "", printed)
    assert len(pages) == 1


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("character", ["𠮷", "😀", "\ue000"])
def test_a_character_no_font_has_is_named(lang: str, character: str) -> None:
    doc = Doc("题目", [Grid(["姓名"], [[f"李{character}"]])], lang=lang)  # type: ignore[arg-type]
    with pytest.raises(MissingGlyph) as refused:
        to_pdf(doc)
    assert refused.value.characters == (character,)
    assert refused.value.text.zh == (
        f"所用字体缺少以下字符：{character}（U+{ord(character):04X}）。请在设置中指定含有这些字的字体，再生成PDF。"
    )


@needs_poppler
def test_a_rare_name_of_extension_a_is_printed() -> None:
    assert body(Fields([("户主", "㐱䶮")])) == ["户主 㐱䶮"]


def test_the_file_is_archival_tagged_and_dated_by_its_content() -> None:
    pdf = to_pdf(Doc("入户调查表", [Para("正文。")], unit="调元镇人民政府", dated=dt.date(2014, 9, 10)))
    found = {
        name: re.sub(r"<[^>]*>", "", match[1].decode())
        for name in (
            "pdfaid:part",
            "pdfaid:conformance",
            "pdfuaid:part",
            "dc:title",
            "dc:language",
            "xmp:CreateDate",
        )
        if (match := re.search(rf"<{name}>(.*?)</{name}>".encode(), pdf))
    }
    assert found == {
        "pdfaid:part": "2",
        "pdfaid:conformance": "U",
        "pdfuaid:part": "1",
        "dc:title": "入户调查表",
        "dc:language": "zh-CN",
        "xmp:CreateDate": "2014-09-09T16:00:00+00:00",
    }


def test_the_same_document_is_the_same_file() -> None:
    doc = Doc("题目", [Grid(["列"], [["值"]]), Picture(DOT, "点")], code="T-1")
    assert to_pdf(doc) == to_pdf(replace(doc))
    assert to_pdf(doc) != to_pdf(replace(doc, code="T-2"))


@needs_poppler
@pytest.mark.parametrize(
    ("paper", "size"), [("a4", ("595", "842")), ("a4-landscape", ("842", "595")), ("a3", ("842", "1191"))]
)
def test_paper_sizes(paper: str, size: tuple[str, str]) -> None:
    pdf = to_pdf(Doc("题目", [Para("正文。")], paper=paper))  # type: ignore[arg-type]
    box = re.search(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert box
    assert tuple(f"{float(side):.0f}" for side in box.groups()) == size


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: Doc("  ", []), "a document needs a title"),
        (lambda: Grid(["甲", "乙"], [["一"]]), "every row of this table has 2 cells"),
        (lambda: Grid([], []), "every row of this table has 0 cells"),
        (lambda: Grid(["甲"], [["一"]], widths=(1, 2)), "2 widths for 1 columns"),
        (lambda: Grid(["甲"], [["一"]], numbers=(1,)), "columns are numbered 0 to 0"),
        (lambda: Picture(b"GIF89a", "图"), "a picture is a PNG or a JPEG file"),
        (lambda: Picture(DOT, " "), "a picture needs a caption"),
    ],
)
def test_what_cannot_be_drawn_is_refused_at_once(make: Callable[[], object], said: str) -> None:
    with pytest.raises(ValueError, match=f"^{said}$"):
        make()
