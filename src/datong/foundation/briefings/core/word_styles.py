"""The look of the DOCX: page, grid, styles, page number and properties after GB/T 9704-2012."""

from dataclasses import dataclass
from datetime import UTC

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import _Footer
from docx.shared import Length, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx.text.parfmt import ParagraphFormat

from datong.foundation.briefings.core.layout import Layout

MASTHEAD, ISSUE, IMPRINT = "Briefing Masthead", "Briefing Issue", "Briefing Imprint"
TITLE, HEADING, BODY = "Title", "Heading 1", "Briefing Text"
NOTE, FOOT, PAGE_NUMBER = "Briefing Note", "Briefing Distribution", "Briefing Page Number"

TYPE_AREA = Mm(156)
_RED = "D6000F"
_ONE_CHARACTER = {"w": "280", "type": "dxa"}  # twips: 4号 is 14 pt
_BIAOSONG, _FANGSONG, _HEI, _SONG = "方正小标宋简体", "仿宋_GB2312", "黑体", "宋体"  # the official faces
_LATIN = "Times New Roman"
_KEPT_STYLES = {"Normal", "Default Paragraph Font"}
_AFTER_BORDERS = (  # what the schema puts after w:pBdr
    "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct",
    "w:topLinePunct", "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd", "w:snapToGrid",
    "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap", "w:jc",
    "w:textDirection", "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle",
    "w:rPr", "w:sectPr", "w:pPrChange",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Look:
    """One paragraph style; sizes and distances in points, `line` None for single spacing off the grid."""

    face: str  # for Chinese; Latin and digits are always Times New Roman
    size: float
    align: ALIGN = ALIGN.JUSTIFY
    line: float | None = None
    before: float = 0
    after: float = 0
    indent_chars: int = 0
    bold: bool = False
    red: bool = False
    keep_next: bool = False


# 2号 = 22 pt, 3号 = 16 pt, 4号 = 14 pt, 5号 = 10.5 pt; a line of the grid is 28.95 pt
_CHINESE = {
    MASTHEAD: _Look(_BIAOSONG, 58, ALIGN.CENTER, red=True),
    ISSUE: _Look(_FANGSONG, 16, ALIGN.CENTER, line=28.95, before=14),
    IMPRINT: _Look(_FANGSONG, 16, ALIGN.LEFT, line=28.95, before=6),
    TITLE: _Look(_BIAOSONG, 22, ALIGN.CENTER, line=33, before=29, after=22, keep_next=True),
    HEADING: _Look(_HEI, 16, line=28.95, indent_chars=2, keep_next=True),
    BODY: _Look(_FANGSONG, 16, line=28.95, indent_chars=2),
    NOTE: _Look(_FANGSONG, 10.5, ALIGN.LEFT, line=15),
    FOOT: _Look(_FANGSONG, 14, ALIGN.LEFT, line=24),
    PAGE_NUMBER: _Look(_SONG, 14, ALIGN.RIGHT),
}
_ENGLISH = {
    MASTHEAD: _Look(_SONG, 30, ALIGN.CENTER, bold=True, red=True),
    ISSUE: _Look(_SONG, 12, ALIGN.CENTER, line=18, before=12),
    IMPRINT: _Look(_SONG, 12, ALIGN.LEFT, line=18, before=4),
    TITLE: _Look(_SONG, 19, ALIGN.CENTER, line=25, before=20, after=14, bold=True, keep_next=True),
    HEADING: _Look(_SONG, 12.5, ALIGN.LEFT, line=18, before=6, bold=True, keep_next=True),
    BODY: _Look(_SONG, 12, line=18, after=4),
    NOTE: _Look(_SONG, 9.5, ALIGN.LEFT, line=13),
    FOOT: _Look(_SONG, 11, ALIGN.LEFT, line=18),
    PAGE_NUMBER: _Look(_SONG, 11, ALIGN.RIGHT),
}


def prepare(document: WordDocument, layout: Layout) -> None:
    """Turn python-docx's empty document into an empty county briefing."""
    zh = layout.lang == "zh"
    _strip(document)
    _defaults(document, zh)
    for name, look in (_CHINESE if zh else _ENGLISH).items():
        _style(document, name, look)
    _imprint_tab(document, zh)
    _page(document, zh)
    _page_numbers(document)
    _properties(document, layout)


def masthead_sizes(layout: Layout) -> list[tuple[str, float]]:
    """Each line of the masthead with the size in points at which it fits the type area in one line."""
    if layout.lang == "en":
        return [(layout.masthead[0], 30.0)]
    largest = (34.0, 58.0) if len(layout.masthead) == 2 else (52.0,)
    return [(text, _fitting(text, most)) for text, most in zip(layout.masthead, largest, strict=True)]


def hanging(label: str) -> Length:
    """How far the lines under a label are set in: its own width, in the size of the distribution block."""
    return Pt(round(sum(7.0 if character.isascii() else 14.0 for character in label)))


def rule_below(paragraph: Paragraph) -> None:
    """The red rule (红线) under the head, as wide as the type area."""
    borders = OxmlElement("w:pBdr")
    borders.append(_element("w:bottom", val="single", sz="12", space="4", color=_RED))
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *_AFTER_BORDERS)


def frame(table: Table) -> None:
    """Black rules over, between and under the rows (版记), as wide as the type area; text a character in."""
    properties = table._tbl.tblPr
    for child in list(properties):
        properties.remove(child)
    properties.append(_element("w:tblW", w=str(TYPE_AREA.twips), type="dxa"))
    properties.append(_group("w:tblBorders", top=_line(8), bottom=_line(8), insideH=_line(4)))
    properties.append(_element("w:tblLayout", type="fixed"))
    properties.append(_group("w:tblCellMar", left=_ONE_CHARACTER, right=_ONE_CHARACTER))
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        row.cells[0].width = TYPE_AREA


def widen_punctuation(document: WordDocument) -> None:
    """Mark every run as Chinese: its curly quotes and dashes are drawn full width, its digits as before."""
    for run in document.element.body.iter(qn("w:r")):
        run.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")


def _fitting(text: str, largest: float) -> float:
    ems = sum(0.55 if character.isascii() else 1.0 for character in text)
    return min(largest, int(TYPE_AREA.pt / max(ems, 1.0) * 2 * 0.99) / 2)  # Word knows half points


def _strip(document: WordDocument) -> None:
    """Drop what the template brings along and a briefing does not use."""
    for relations in (document.part.package.rels, document.part.rels):
        for key in [key for key, one in relations.items() if _unused(one.reltype)]:
            del relations[key]
    for style in list(document.styles):
        if style.name not in _KEPT_STYLES:
            style.delete()
    settings = document.settings.element
    for tag in ("w:rsids", "w:savePreviewPicture", "w:proofState", "w:zoom"):
        for old in settings.findall(qn(tag)):
            settings.remove(old)
    for setting in settings.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # before Word 2013 a table stood out by its cell margin


def _unused(relation: str) -> bool:
    return relation.rsplit("/", 1)[-1] in {"thumbnail", "stylesWithEffects", "customXml", "numbering"}


def _defaults(document: WordDocument, zh: bool) -> None:
    run = document.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    paragraph = document.styles.element.find(f".//{qn('w:pPrDefault')}/{qn('w:pPr')}")
    for old in (*run, *paragraph):
        old.getparent().remove(old)
    face = _FANGSONG if zh else _SONG
    size = "32" if zh else "24"  # half points
    run.append(_element("w:rFonts", ascii=_LATIN, eastAsia=face, hAnsi=_LATIN, cs=_LATIN))
    run.append(_element("w:sz", val=size))
    run.append(_element("w:szCs", val=size))
    run.append(_element("w:lang", val="en-US" if zh else "en-GB", eastAsia="zh-CN", bidi="ar-SA"))
    language = document.settings.element.find(qn("w:themeFontLang"))
    language.set(qn("w:eastAsia"), "zh-CN")
    _faces(document.styles["Normal"], face)


def _style(document: WordDocument, name: str, look: _Look) -> None:
    style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name in (TITLE, HEADING))
    style.base_style = document.styles["Normal"]
    style.quick_style = True
    _faces(style, look.face)
    style.font.size = Pt(look.size)
    style.font.bold = look.bold or None
    if look.red:
        style.font.color.rgb = RGBColor.from_string(_RED)
    _format(style.paragraph_format, look)
    properties = style.element.get_or_add_pPr()
    if look.indent_chars:
        properties.get_or_add_ind().set(qn("w:firstLineChars"), str(look.indent_chars * 100))
    if name == HEADING:
        level = _element("w:outlineLvl", val="0")
        properties.insert_element_before(level, "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange")


def _format(paragraph: ParagraphFormat, look: _Look) -> None:
    paragraph.alignment = look.align
    paragraph.space_before, paragraph.space_after = Pt(look.before), Pt(look.after)
    paragraph.line_spacing = 1.0 if look.line is None else Pt(look.line)
    paragraph.keep_with_next = look.keep_next
    paragraph.widow_control = False  # the grid has 22 lines on every page
    if look.indent_chars:
        paragraph.first_line_indent = Pt(look.size * look.indent_chars)


def _faces(style: ParagraphStyle, face: str) -> None:
    style.font.name = _LATIN  # digits and Latin
    style.element.rPr.rFonts.set(qn("w:eastAsia"), face)


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
    field = _element("w:fldSimple", instr="PAGE")
    number = line.add_run("1")._r
    field.append(number)
    line._p.append(field)
    line.add_run(" —")


def _properties(document: WordDocument, layout: Layout) -> None:
    """Title, issuer, language and date; nobody's name. Word refuses more than 255 characters."""
    core = document.core_properties
    core.title, core.author = layout.title[:255], layout.issuer[:255]
    core.subject, core.language = "".join(layout.masthead)[:255], layout.tag
    core.comments = core.last_modified_by = core.keywords = core.category = ""
    core.revision = 1
    # python-docx takes a naive time for UTC and ignores an offset
    core.created = core.modified = layout.moment.astimezone(UTC).replace(tzinfo=None)


def _element(tag: str, **attributes: str) -> BaseOxmlElement:
    element = OxmlElement(tag)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    return element


def _group(tag: str, **children: dict[str, str]) -> BaseOxmlElement:
    element = OxmlElement(tag)
    for name, attributes in children.items():
        element.append(_element(f"w:{name}", **attributes))
    return element


def _line(eighths: int) -> dict[str, str]:
    return {"val": "single", "sz": str(eighths), "space": "0", "color": "000000"}
