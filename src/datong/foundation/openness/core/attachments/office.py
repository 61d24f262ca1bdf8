"""Word and Excel files (DOCX、XLSX): every word of every part is read; written anew without properties, comments' authors
and whatever is not needed to show the document. Macros, embedded objects, outside links and bombs are refused."""

import io
import re
import zipfile
import zlib
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

from datong.foundation.openness.core.attachments.pictures import bare
from datong.foundation.openness.core.attachments.refusal import Cleaned, Unfit
from datong.kernel.bilingual import Text

MOST_MEMBERS, MOST_UNPACKED, MOST_RATIO, MOST_TEXT = 2_000, 60 * 1024 * 1024, 200, 5_000_000
MEDIA = {
    "word/": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"),
    "xl/": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
}
DAMAGED = Text(
    "文件读不出来，可能已损坏；请用 Word 或 Excel 另存一份再上传。",
    "The file cannot be read; save it anew in Word or Excel.",
)
LOCKED = Text("文件加了密码；请去掉密码再上传。", "The file is locked; remove its password.")
BOMB = Text(
    "文件解开以后太大；请删去不用的内容再上传。",
    "The file is too large once unpacked; remove what is not needed.",
)
MACROS = Text(
    "文件里有宏、内嵌对象或外部链接；请另存为不带宏的文件，或转成 PDF。",
    "The file holds macros, embedded objects or outside links; save it without, or as PDF.",
)
UNKNOWN = Text(
    "不是 Word 或 Excel 文件；请上传 PDF、DOCX、XLSX、照片、CSV 或纯文本。",
    "This is neither Word nor Excel; send PDF, DOCX, XLSX, a photograph, CSV or plain text.",
)
ACTIVE = re.compile(
    r"vbaProject|vbaData|macrosheets|/embeddings/|activeX|oleObject|externalLinks/|\.bin$|\.exe$|connections\.xml$|customXml/|attachedToolbars",
    re.I,
)
HARMLESS_BIN = re.compile(r"printerSettings[0-9]*\.bin$", re.I)
LEFT_OUT = re.compile(
    r"^(docProps/|customXml/|xl/printerSettings/|word/printerSettings|.*thumbnail\.)|^(word/people\.xml|xl/persons/)",
    re.I,
)
HIDDEN = re.compile(rb'state="(?:hidden|veryHidden)"|<w:vanish(?:\s*/>|\s)')
WRITTEN = re.compile(r"\.(xml|rels|vml|svg)$", re.I)
# What a document may hold beside words: pictures, which somebody looks at, and fonts.
NEEDED = re.compile(r"\.(xml|rels|vml|svg|png|jpe?g|gif|bmp|tiff?|emf|wmf|webp|odttf|fntdata|ttf)$", re.I)
LARGE = re.compile(r"[0-9](?:\.[0-9]+)?[Ee]\+?1[0-9]")
PICTURE = re.compile(r"/media/[^/]+\.(png|jpe?g|gif|bmp|tiff?|emf|wmf|webp|svg)$", re.I)
AUTHOR = re.compile(rb'(\s(?:w:author|w:initials|w15:author|w:userId)=")[^"]*(")')
SAVED_BY = re.compile(
    rb"<fileSharing\b[^>]*/>|<(?:x15ac:)?absPath\b[^>]*/>|<mc:AlternateContent[^>]*>\s*<mc:Choice[^>]*>\s*<x15ac:absPath[^>]*/>\s*</mc:Choice>\s*</mc:AlternateContent>"
)
EXTERNAL = re.compile(rb'TargetMode\s*=\s*"External"', re.I)
HIDDEN_SHEETS = Text(
    "文件里有隐藏的工作表或隐藏文字；请删去或取消隐藏再上传。",
    "The file has hidden sheets or hidden words; delete or show them.",
)
RELATION = re.compile(rb"<Relationship\b[^>]*/>")
OVERRIDE = re.compile(rb'<Override\b[^>]*PartName="/([^"]*)"[^>]*/>')


def clean_office(content: bytes) -> Cleaned:
    """The document written anew. Raises Unfit."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = unpacked(archive)
        kind = next((each for each in MEDIA if any(name.startswith(each) for name in parts)), None)
        if kind is None or "[Content_Types].xml" not in parts:
            raise Unfit(UNKNOWN)
        return rewritten(parts, *MEDIA[kind])
    except (
        zipfile.BadZipFile,
        zlib.error,
        ElementTree.ParseError,
        EOFError,
        OSError,
        UnicodeDecodeError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        raise Unfit(DAMAGED) from error


def unpacked(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Every part, in so much memory and no more. Raises Unfit."""
    entries = archive.infolist()
    if len(entries) > MOST_MEMBERS or sum(each.file_size for each in entries) > MOST_UNPACKED:
        raise Unfit(BOMB)
    parts: dict[str, bytes] = {}
    room = MOST_UNPACKED
    for each in entries:
        if each.flag_bits & 0x1:
            raise Unfit(LOCKED)
        if each.file_size > 1_000_000 and each.file_size > MOST_RATIO * max(1, each.compress_size):
            raise Unfit(BOMB)
        if each.is_dir():
            continue
        if (
            each.filename in parts
            or each.filename.startswith("/")
            or ".." in each.filename
            or "\\" in each.filename
        ):
            raise Unfit(DAMAGED)
        with archive.open(each) as opened:
            data = opened.read(min(room, each.file_size) + 1)
        if len(data) > each.file_size or len(data) > room:
            raise Unfit(BOMB)
        room -= len(data)
        parts[each.filename] = data
    return parts


def rewritten(parts: dict[str, bytes], media: str, ending: str) -> Cleaned:
    """The parts that show the document, without authors and properties; with every word of every part. Raises Unfit."""
    words: list[str] = []
    for name, data in parts.items():
        if ACTIVE.search(name) and not HARMLESS_BIN.search(name) and not name.startswith("customXml/"):
            raise Unfit(MACROS)
        if name.endswith(".rels") and EXTERNAL.search(data) and not only_links(data):
            raise Unfit(MACROS)
        if not NEEDED.search(name) and not LEFT_OUT.search(name):
            raise Unfit(DAMAGED)
        if WRITTEN.search(name):
            if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
                raise Unfit(DAMAGED)
            if HIDDEN.search(data):
                raise Unfit(HIDDEN_SHEETS)
            words.append(text_of(data))
    words.append(BREAK.join(parts))
    if sum(map(len, words)) > MOST_TEXT:
        raise Unfit(BOMB)
    kept = {name: scrubbed(name, data) for name, data in parts.items() if not LEFT_OUT.search(name)}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(kept, key=lambda each: (each != "[Content_Types].xml", each)):
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), kept[name], zipfile.ZIP_DEFLATED)
    pictures = any(PICTURE.search(name) for name in kept)
    return Cleaned(out.getvalue(), media, ending, "\n".join(words), pictures)


def only_links(data: bytes) -> bool:
    """Whether what points outside are links to click, not templates, pictures or data that load by themselves."""
    return all(b"/hyperlink" in each for each in RELATION.findall(data) if EXTERNAL.search(each))


def text_of(data: bytes) -> str:
    """Every word of an XML part: runs that stand together are one text, paragraphs and cells stand apart; then what stands in
    attributes, remarks and instructions, each apart."""
    pieces: list[str] = []
    beside: dict[str, None] = {}
    parser: Any = ElementTree.XMLPullParser(("end", "comment", "pi"))
    parser.feed(data)  # no DOCTYPE passes
    parser.close()
    for event, element in parser.read_events():
        if event != "end":
            beside[str(element.text)] = None
            continue
        tag = element.tag.rpartition("}")[2]
        if element.text:
            pieces.append(in_full(element.text) if tag == "v" else element.text)
        if tag in APART:
            pieces.append("\n")
        if element.tail and element.tail.strip():
            pieces.append(element.tail)
        told = (value for name, value in element.attrib.items() if len(value) > SHORT and name not in DRAWN)
        beside.update(dict.fromkeys(value for value in told if not MEASURE.fullmatch(value)))
    return BREAK.join(["".join(pieces), *beside])


def in_full(number: str) -> str:
    """A cell's long number as Excel keeps it, 5.1E+17, with all its digits."""
    return str(int(Decimal(number))) if LARGE.fullmatch(number) else number


APART = frozenset({"p", "c", "si", "row", "tc", "comment", "br", "tab", "v", "Relationship"})
SHORT = 6
DRAWN = frozenset({"d", "path", "points"})  # lines of drawings
MEASURE = re.compile(r"-?[0-9]{1,4}\.[0-9]+")
BREAK = "\n####\n"  # no number is read across it


def scrubbed(name: str, data: bytes) -> bytes:
    """A part without authors, saved paths, places of photographs and references to parts that were left out."""
    if name == "[Content_Types].xml":
        return OVERRIDE.sub(lambda found: b"" if LEFT_OUT.search(found[1].decode()) else found[0], data)
    if name.endswith(".rels"):
        return RELATION.sub(lambda found: b"" if leads_out(found[0]) else found[0], data)
    if PICTURE.search(name):
        return bare(data)
    return SAVED_BY.sub(b"", AUTHOR.sub(rb"\1\2", data)) if name.lower().endswith(".xml") else data


def leads_out(relation: bytes) -> bool:
    """Whether a relation leads to a part that was left out."""
    return any(
        mark in relation
        for mark in (
            b"docProps/",
            b"core-properties",
            b"extended-properties",
            b"custom-properties",
            b"customXml",
            b"thumbnail",
            b"printerSettings",
            b"people.xml",
            b"persons/",
        )
    )
