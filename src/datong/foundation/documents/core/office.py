"""A document as DOCX, with the same content as the PDF. Names the official fonts, embeds none."""

import io
from collections.abc import Callable
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from docx.text.paragraph import Paragraph

from datong.foundation.documents.core import word
from datong.foundation.documents.core.layout import MARGINS, Data, Laid, lay_out
from datong.foundation.documents.core.model import Doc
from datong.foundation.documents.core.office_tables import fields_xml, grid_xml

TITLE, HEADING, BODY, FLUSH = "Title", "Heading 1", "Paper Text", "Paper Flush"
UNIT, IMPRINT, NOTE, CELL, FOOT, SIGN, LINE = (
    "Paper Unit", "Paper Imprint", "Paper Note", "Paper Cell", "Paper Foot", "Paper Signature", "Paper Line",
)  # fmt: skip
_SHEETS = {"a4": (210, 297), "a4-landscape": (297, 210), "a3": (297, 420)}
_TALLEST = Mm(95)


def to_docx(doc: Doc) -> bytes:
    """The document as an Office Open XML file (Word, WPS, LibreOffice), the same bytes for the same document."""
    laid = lay_out(doc)
    document = Document()
    _prepare(document, laid)
    _head(document, laid)
    for block in laid.data["blocks"]:
        _DRAW[block["kind"]](document, block, laid)
    _foot(document, laid.data["foot"])
    if laid.data["lang"] == "zh":
        word.widen_punctuation(document.element.body.xpath("./w:p/w:r"))  # tables are written wide
    return word.packed(document)


def _prepare(document: WordDocument, laid: Laid) -> None:
    data, zh = laid.data, laid.data["lang"] == "zh"
    size = data["size"] if zh else round(data["size"] * 0.92 * 2) / 2
    word.strip(document)
    word.defaults(document, word.SONG, size, zh=zh)
    for name, look in _looks(size, zh).items():
        word.add_style(document, name, look)
    _page(document, data)
    _page_line(document, data)
    tag = "zh-CN" if zh else "en-GB"
    word.properties(document, data["title"], data["unit"], data["mark"], tag, laid.at)


def _looks(size: float, zh: bool) -> dict[str, word.Look]:
    line, small = round(size * 1.7), max(9.0, round(size * 0.8 * 2) / 2)
    bold = not zh
    return {
        UNIT: word.Look(word.SONG, size, ALIGN.CENTER, line=line),
        TITLE: word.Look(
            word.HEI, round(size * 1.5), ALIGN.CENTER, line=round(size * 2.1), after=6, bold=bold
        ),
        IMPRINT: word.Look(word.SONG, min(size, 12.0), ALIGN.LEFT, line=20, after=8),
        HEADING: word.Look(
            word.HEI, size, ALIGN.LEFT, line=line, before=8, after=3, bold=bold, keep_next=True
        ),
        BODY: word.Look(word.SONG, size, line=line, after=0 if zh else 6, indent_chars=2 if zh else 0),
        FLUSH: word.Look(word.SONG, size, ALIGN.LEFT, line=line),
        NOTE: word.Look(word.SONG, small, ALIGN.LEFT, line=round(small * 1.5), before=3, after=3),
        CELL: word.Look(word.SONG, size, ALIGN.LEFT),
        SIGN: word.Look(word.SONG, size, ALIGN.LEFT, line=max(34, line), keep_next=True),
        LINE: word.Look(word.SONG, size, ALIGN.LEFT, line=27),
        FOOT: word.Look(word.SONG, small, ALIGN.LEFT, line=round(small * 1.5)),
    }


def _page(document: WordDocument, data: Data) -> None:
    section = document.sections[0]
    width, height = _SHEETS[data["paper"]]
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.orientation = WD_ORIENT.LANDSCAPE if width > height else WD_ORIENT.PORTRAIT
    section.top_margin, section.bottom_margin = Mm(MARGINS["top"]), Mm(MARGINS["bottom"])
    section.left_margin, section.right_margin = Mm(MARGINS["left"]), Mm(MARGINS["right"])
    section.header_distance, section.footer_distance = Mm(10), Mm(10)
    section._sectPr.remove(section._sectPr.find(qn("w:docGrid")))


def _page_line(document: WordDocument, data: Data) -> None:
    footer = document.sections[0].footer
    footer.is_linked_to_previous = False
    line = footer.paragraphs[0]
    line.style = FOOT
    line.paragraph_format.tab_stops.add_tab_stop(Pt(data["width"]), WD_TAB_ALIGNMENT.RIGHT)
    word.border(line, "top")
    before, between, after = data["pages"]
    line.add_run(f"{data['mark']}\t{before}")
    word.field(line, "PAGE")
    line.add_run(between)
    word.field(line, "NUMPAGES")
    line.add_run(after)


def _head(document: WordDocument, laid: Laid) -> None:
    data = laid.data
    if laid.code:
        _qr(document, laid)
    if data["unit"]:
        document.add_paragraph(data["unit"], style=UNIT)
    document.add_paragraph("\n".join(data["title_lines"]), style=TITLE)
    imprint = document.add_paragraph(f"{data['number']}\t{data['date']}".rstrip("\t"), style=IMPRINT)
    imprint.paragraph_format.tab_stops.add_tab_stop(Pt(data["width"]), WD_TAB_ALIGNMENT.RIGHT)
    word.border(imprint, "bottom", eighths=8)


def _qr(document: WordDocument, laid: Laid) -> None:
    """The code in a frame of its own at the top right; the title stays in the middle of the page."""
    picture = document.add_paragraph(style=NOTE)
    words = document.add_paragraph(laid.data["reference"], style=NOTE)
    words.runs[0].font.size = Pt(6.5)
    picture.add_run().add_picture(io.BytesIO(laid.png()), width=Mm(24))
    _describe(picture, laid.data["reference"])
    for line in (picture, words):
        line.alignment = ALIGN.CENTER
        line.paragraph_format.line_spacing = 1.0
        line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(0)
        frame = word.element(
            "w:framePr", w=str(Mm(30).twips), hSpace="0", wrap="around", vAnchor="page", hAnchor="margin",
            xAlign="right", y=str(Mm(12).twips),
        )  # fmt: skip
        properties = line._p.get_or_add_pPr()
        properties.insert(1, frame)  # the schema wants it right after the style


def _heading(document: WordDocument, block: Data, _laid: Laid) -> None:
    document.add_paragraph(block["text"], style=HEADING)


def _para(document: WordDocument, block: Data, laid: Laid) -> None:
    for text in block["lines"]:
        paragraph = document.add_paragraph(text, style=BODY if block["align"] == "body" else FLUSH)
        paragraph.paragraph_format.keep_with_next = block["keep"] or block["align"] == "right"
        if block["align"] == "right":
            paragraph.alignment = ALIGN.RIGHT
            paragraph.paragraph_format.right_indent = Pt(laid.data["size"] * 2)


def _note(document: WordDocument, block: Data, _laid: Laid) -> None:
    for text in block["lines"]:
        document.add_paragraph(text, style=NOTE)


def _fields(document: WordDocument, block: Data, laid: Laid) -> None:
    _table(document, fields_xml(block, laid.data["width"], _style_id(document)))


def _grid(document: WordDocument, block: Data, laid: Laid) -> None:
    _table(document, grid_xml(block, laid.data["width"], _style_id(document)))


def _style_id(document: WordDocument) -> str:
    return str(document.styles[CELL].style_id)


def _table(document: WordDocument, xml: str) -> None:
    """The table before the section's end; an empty line keeps it apart from what follows."""
    document.element.body.insert_element_before(parse_xml(xml), "w:sectPr")
    document.add_paragraph(style=NOTE)


def _signatures(document: WordDocument, block: Data, laid: Laid) -> None:
    """Each label, a line up to the place of the date, the date."""
    zh = laid.data["lang"] == "zh"
    for label in block["labels"]:
        day = block["day"] if zh else f"{block['day']}____________"
        line = document.add_paragraph(f"{label}{'：' if zh else ':'}\t{day}", style=SIGN)
        stop = Pt(laid.data["width"] * 0.68)
        line.paragraph_format.tab_stops.add_tab_stop(stop, WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.LINES)


def _picture(document: WordDocument, block: Data, laid: Laid) -> None:
    line = document.add_paragraph(style=FLUSH)
    line.alignment, line.paragraph_format.line_spacing = ALIGN.CENTER, 1.0
    line.paragraph_format.keep_with_next = True
    shape = line.add_run().add_picture(io.BytesIO(laid.pictures[block["file"]]))
    scale = min(Pt(laid.data["width"]) / shape.width, _TALLEST / shape.height)
    shape.width, shape.height = Length(round(shape.width * scale)), Length(round(shape.height * scale))
    _describe(line, block["caption"])
    document.add_paragraph(block["caption"], style=NOTE).alignment = ALIGN.CENTER


def _describe(line: Paragraph, words: str) -> None:
    """What stands for a picture when the page is read aloud."""
    for properties in line._p.iter(qn("wp:docPr")):
        properties.set("descr", words)


def _pagebreak(document: WordDocument, _block: Data, _laid: Laid) -> None:
    line = document.add_paragraph(style=FLUSH)
    line.add_run()._r.append(word.element("w:br", type="page"))


def _blank(document: WordDocument, block: Data, laid: Laid) -> None:
    if block["label"]:
        document.add_paragraph(block["label"], style=HEADING)
    for _ in range(block["lines"]):
        line = document.add_paragraph("\t", style=LINE)
        stops = line.paragraph_format.tab_stops
        stops.add_tab_stop(Pt(laid.data["width"]), WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.LINES)


def _choice(document: WordDocument, block: Data, _laid: Laid) -> None:
    paragraph = document.add_paragraph(style=FLUSH)
    paragraph.add_run(block["label"]).bold = True
    boxes = "".join(f"　{'☑' if chosen else '☐'} {option}" for option, chosen in block["options"])
    paragraph.add_run(boxes)


def _foot(document: WordDocument, lines: list[str]) -> None:
    for number, text in enumerate(lines):
        line = document.add_paragraph(text, style=FOOT)
        line.paragraph_format.keep_with_next = number < len(lines) - 1
        if number == 0:
            line.paragraph_format.space_before = Pt(14)
            word.border(line, "top", eighths=8)


_DRAW: dict[str, Callable[[WordDocument, Data, Any], None]] = {
    "heading": _heading,
    "para": _para,
    "note": _note,
    "fields": _fields,
    "grid": _grid,
    "signatures": _signatures,
    "picture": _picture,
    "pagebreak": _pagebreak,
    "blank": _blank,
    "choice": _choice,
}
