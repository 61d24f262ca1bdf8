"""What every DOCX of the house needs of python-docx: bare styles, faces, borders, fields, bytes without a clock."""

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from docx.text.parfmt import ParagraphFormat

BIAOSONG, FANGSONG, HEI, SONG = "方正小标宋简体", "仿宋_GB2312", "黑体", "宋体"  # the official faces
LATIN = "Times New Roman"
RED = "D6000F"
_BUILT_IN = ("Title", "Heading 1")
_KEPT_STYLES = {"Normal", "Default Paragraph Font"}
_ARCHIVE_DATE = (1980, 1, 1, 0, 0, 0)
_AFTER_BORDERS = (  # what the schema puts after w:pBdr
    "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct",
    "w:topLinePunct", "w:autoSpaceDE", "w:autoSpaceDN", "w:bidi", "w:adjustRightInd", "w:snapToGrid",
    "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap", "w:jc",
    "w:textDirection", "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle",
    "w:rPr", "w:sectPr", "w:pPrChange",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
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


def strip(document: WordDocument) -> None:
    """Drop what the template brings along and our papers do not use."""
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


def defaults(document: WordDocument, face: str, size: float, *, zh: bool) -> None:
    """Face, size in points and language of text without a style of its own."""
    run = document.styles.element.find(f".//{qn('w:rPrDefault')}/{qn('w:rPr')}")
    paragraph = document.styles.element.find(f".//{qn('w:pPrDefault')}/{qn('w:pPr')}")
    for old in (*run, *paragraph):
        old.getparent().remove(old)
    half_points = str(round(size * 2))
    run.append(element("w:rFonts", ascii=LATIN, eastAsia=face, hAnsi=LATIN, cs=LATIN))
    run.append(element("w:sz", val=half_points))
    run.append(element("w:szCs", val=half_points))
    run.append(element("w:lang", val="en-US" if zh else "en-GB", eastAsia="zh-CN", bidi="ar-SA"))
    language = document.settings.element.find(qn("w:themeFontLang"))
    language.set(qn("w:eastAsia"), "zh-CN")
    faces(document.styles["Normal"], face)


def add_style(document: WordDocument, name: str, look: Look) -> ParagraphStyle:
    """A paragraph style of this look; "Heading 1" gets its place in the outline."""
    style: ParagraphStyle = document.styles.add_style(
        name, WD_STYLE_TYPE.PARAGRAPH, builtin=name in _BUILT_IN
    )
    style.base_style = document.styles["Normal"]
    style.quick_style = True
    faces(style, look.face)
    style.font.size = Pt(look.size)
    style.font.bold = look.bold or None
    if look.red:
        style.font.color.rgb = RGBColor.from_string(RED)
    _format(style.paragraph_format, look)
    properties = style.element.get_or_add_pPr()
    if look.indent_chars:
        properties.get_or_add_ind().set(qn("w:firstLineChars"), str(look.indent_chars * 100))
    if name == "Heading 1":
        level = element("w:outlineLvl", val="0")
        properties.insert_element_before(level, "w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange")
    return style


def _format(paragraph: ParagraphFormat, look: Look) -> None:
    paragraph.alignment = look.align
    paragraph.space_before, paragraph.space_after = Pt(look.before), Pt(look.after)
    paragraph.line_spacing = 1.0 if look.line is None else Pt(look.line)
    paragraph.keep_with_next = look.keep_next
    paragraph.widow_control = False  # official papers fill every page to its last line
    if look.indent_chars:
        paragraph.first_line_indent = Pt(look.size * look.indent_chars)


def faces(style: ParagraphStyle, face: str) -> None:
    """Chinese in `face`, digits and Latin in Times New Roman."""
    style.font.name = LATIN
    style.element.rPr.rFonts.set(qn("w:eastAsia"), face)


def border(
    paragraph: Paragraph, side: str, *, eighths: int = 4, space: int = 4, color: str = "000000"
) -> None:
    """A rule on one side ("top", "bottom") of a paragraph, as wide as the text."""
    borders = OxmlElement("w:pBdr")
    borders.append(element(f"w:{side}", val="single", sz=str(eighths), space=str(space), color=color))
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *_AFTER_BORDERS)


def field(paragraph: Paragraph, instruction: str, shown: str = "1") -> None:
    """A field that Word fills: PAGE, NUMPAGES."""
    simple = element("w:fldSimple", instr=instruction)
    simple.append(paragraph.add_run(shown)._r)
    paragraph._p.append(simple)


def widen_punctuation(runs: Iterable[Any]) -> None:
    """Mark runs as Chinese: their curly quotes and dashes are drawn full width, their digits as before."""
    for run in runs:
        run.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")


def properties(document: WordDocument, title: str, author: str, subject: str, tag: str, at: datetime) -> None:
    """Title, issuer, language and date; nobody's name. Word refuses more than 255 characters."""
    core = document.core_properties
    core.title, core.author = title[:255], author[:255]
    core.subject, core.language = subject[:255], tag
    core.comments = core.last_modified_by = core.keywords = core.category = ""
    core.revision = 1
    # python-docx takes a naive time for UTC and ignores an offset
    core.created = core.modified = at.astimezone(UTC).replace(tzinfo=None)


def packed(document: WordDocument) -> bytes:
    """The file with every archive date fixed and its members in the order python-docx wrote them."""
    raw, out = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, _ARCHIVE_DATE)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0  # not the maker's operating system
            target.writestr(member, source.read(name))
    return out.getvalue()


def element(tag: str, **attributes: str) -> BaseOxmlElement:
    """An element of the w: namespace with its attributes."""
    made = OxmlElement(tag)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def group(tag: str, **children: dict[str, str]) -> BaseOxmlElement:
    """An element of elements."""
    made = OxmlElement(tag)
    for name, attributes in children.items():
        made.append(element(f"w:{name}", **attributes))
    return made


def rule(eighths: int) -> dict[str, str]:
    """A black line so many eighths of a point thick, for `group`."""
    return {"val": "single", "sz": str(eighths), "space": "0", "color": "000000"}
