"""The look of the DOCX: page, grid, styles, page number and properties after GB/T 9704-2012."""

from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import _Footer
from docx.shared import Length, Mm, Pt
from docx.table import Table

from datong.foundation.briefings.core.layout import Layout
from datong.foundation.documents.service import word

MASTHEAD, ISSUE, IMPRINT = "Briefing Masthead", "Briefing Issue", "Briefing Imprint"
TITLE, HEADING, BODY = "Title", "Heading 1", "Briefing Text"
NOTE, FOOT, PAGE_NUMBER = "Briefing Note", "Briefing Distribution", "Briefing Page Number"

TYPE_AREA = Mm(156)
_ONE_CHARACTER = {"w": "280", "type": "dxa"}  # twips: 4号 is 14 pt

# 2号 = 22 pt, 3号 = 16 pt, 4号 = 14 pt, 5号 = 10.5 pt; a line of the grid is 28.95 pt
_CHINESE = {
    MASTHEAD: word.Look(word.BIAOSONG, 58, ALIGN.CENTER, red=True),
    ISSUE: word.Look(word.FANGSONG, 16, ALIGN.CENTER, line=28.95, before=14),
    IMPRINT: word.Look(word.FANGSONG, 16, ALIGN.LEFT, line=28.95, before=6),
    TITLE: word.Look(word.BIAOSONG, 22, ALIGN.CENTER, line=33, before=29, after=22, keep_next=True),
    HEADING: word.Look(word.HEI, 16, line=28.95, indent_chars=2, keep_next=True),
    BODY: word.Look(word.FANGSONG, 16, line=28.95, indent_chars=2),
    NOTE: word.Look(word.FANGSONG, 10.5, ALIGN.LEFT, line=15),
    FOOT: word.Look(word.FANGSONG, 14, ALIGN.LEFT, line=24),
    PAGE_NUMBER: word.Look(word.SONG, 14, ALIGN.RIGHT),
}
_ENGLISH = {
    MASTHEAD: word.Look(word.SONG, 30, ALIGN.CENTER, bold=True, red=True),
    ISSUE: word.Look(word.SONG, 12, ALIGN.CENTER, line=18, before=12),
    IMPRINT: word.Look(word.SONG, 12, ALIGN.LEFT, line=18, before=4),
    TITLE: word.Look(word.SONG, 19, ALIGN.CENTER, line=25, before=20, after=14, bold=True, keep_next=True),
    HEADING: word.Look(word.SONG, 12.5, ALIGN.LEFT, line=18, before=6, bold=True, keep_next=True),
    BODY: word.Look(word.SONG, 12, line=18, after=4),
    NOTE: word.Look(word.SONG, 9.5, ALIGN.LEFT, line=13),
    FOOT: word.Look(word.SONG, 11, ALIGN.LEFT, line=18),
    PAGE_NUMBER: word.Look(word.SONG, 11, ALIGN.RIGHT),
}


def prepare(document: WordDocument, layout: Layout) -> None:
    """Turn python-docx's empty document into an empty county briefing."""
    zh = layout.lang == "zh"
    word.strip(document)
    word.defaults(document, word.FANGSONG if zh else word.SONG, 16 if zh else 12, zh=zh)
    for name, look in (_CHINESE if zh else _ENGLISH).items():
        word.add_style(document, name, look)
    _imprint_tab(document, zh)
    _page(document, zh)
    _page_numbers(document)
    subject = "".join(layout.masthead)
    word.properties(document, layout.title, layout.issuer, subject, layout.tag, layout.moment)


def masthead_sizes(layout: Layout) -> list[tuple[str, float]]:
    """Each line of the masthead with the size in points at which it fits the type area in one line."""
    if layout.lang == "en":
        return [(layout.masthead[0], 30.0)]
    largest = (34.0, 58.0) if len(layout.masthead) == 2 else (52.0,)
    return [(text, _fitting(text, most)) for text, most in zip(layout.masthead, largest, strict=True)]


def hanging(label: str) -> Length:
    """How far the lines under a label are set in: its own width, in the size of the distribution block."""
    return Pt(round(sum(7.0 if character.isascii() else 14.0 for character in label)))


def frame(table: Table) -> None:
    """Black rules over, between and under the rows (版记), as wide as the type area; text a character in."""
    properties = table._tbl.tblPr
    for child in list(properties):
        properties.remove(child)
    properties.append(word.element("w:tblW", w=str(TYPE_AREA.twips), type="dxa"))
    properties.append(word.group("w:tblBorders", top=word.rule(8), bottom=word.rule(8), insideH=word.rule(4)))
    properties.append(word.element("w:tblLayout", type="fixed"))
    properties.append(word.group("w:tblCellMar", left=_ONE_CHARACTER, right=_ONE_CHARACTER))
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        row.cells[0].width = TYPE_AREA


def _fitting(text: str, largest: float) -> float:
    ems = sum(0.55 if character.isascii() else 1.0 for character in text)
    return min(largest, int(TYPE_AREA.pt / max(ems, 1.0) * 2 * 0.99) / 2)  # Word knows half points


def _imprint_tab(document: WordDocument, zh: bool) -> None:
    imprint = document.styles[IMPRINT].paragraph_format
    character = Pt(16 if zh else 12)
    imprint.left_indent = character
    imprint.tab_stops.add_tab_stop(TYPE_AREA - character, WD_TAB_ALIGNMENT.RIGHT)


def _page(document: WordDocument, zh: bool) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)  # inner and outer: see mirrorMargins
    section.header_distance, section.footer_distance = Mm(15), Mm(22)
    document.settings.element.insert(0, OxmlElement("w:mirrorMargins"))
    grid = section._sectPr.find(qn("w:docGrid"))
    if zh:  # 22 lines of 28 characters: a line each 579/20 pt, a character each 16 - 849/4096 pt
        for key, value in {"type": "linesAndChars", "linePitch": "579", "charSpace": "-849"}.items():
            grid.set(qn(f"w:{key}"), value)
    else:
        section._sectPr.remove(grid)


def _page_numbers(document: WordDocument) -> None:
    """“— 1 —”: odd pages right, even pages left, one character in."""
    document.settings.odd_and_even_pages_header_footer = True
    section = document.sections[0]
    _page_number(section.footer, ALIGN.RIGHT)
    _page_number(section.even_page_footer, ALIGN.LEFT)


def _page_number(footer: _Footer, side: ALIGN) -> None:
    footer.is_linked_to_previous = False
    line = footer.paragraphs[0]
    line.style = PAGE_NUMBER
    line.alignment = side
    line.paragraph_format.left_indent = line.paragraph_format.right_indent = Pt(14)
    line.add_run("— ")
    word.field(line, "PAGE")
    line.add_run(" —")
