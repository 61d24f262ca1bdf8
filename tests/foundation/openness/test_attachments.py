"""Attachments: words and metadata are read, metadata goes, what acts or cannot be read is refused."""

import datetime as dt
import io
import zipfile

import docx
import pytest
import xlsxwriter
from PIL import Image, PngImagePlugin
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

from datong.foundation.openness.core.attachments import Unfit, clean
from datong.foundation.openness.core.attachments.pictures import bare
from datong.foundation.openness.core.redaction import Known, scan

NUMBER = "510626198102038513"
KNOWN = Known(dt.date(2014, 9, 26))


def plain(content: bytes) -> tuple[bytes, str]:
    return content, "text/plain"


def pdf(
    words: str = "Plan",
    info: dict[str, str] | None = None,
    script: bool = False,
    locked: bool = False,
    attached: bool = False,
) -> bytes:
    writer = PdfWriter()
    page = writer.add_blank_page(300, 300)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
    )
    stream = DecodedStreamObject()
    stream.set_data(f"BT /F1 12 Tf 20 100 Td ({words}) Tj ET".encode())
    page[NameObject("/Contents")] = writer._add_object(stream)
    page[NameObject("/PieceInfo")] = DictionaryObject({NameObject("/Secret"): TextStringObject("private")})
    writer.add_metadata(info or {})
    if script:
        act = {
            NameObject("/S"): NameObject("/JavaScript"),
            NameObject("/JS"): TextStringObject("app.alert(1)"),
        }
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject(act)
    if attached:
        writer.add_attachment("x.txt", b"hidden")
    if locked:
        writer.encrypt("x")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def word(words: str = "计划", author: str = "王大山") -> bytes:
    document = docx.Document()
    document.add_paragraph(words)
    document.core_properties.author = author
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def excel(cell: str = "计划", note: str = "", hidden: bool = False) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet()
        sheet.write("A1", cell)
        book.set_properties({"author": "王大山"})
        if note:
            sheet.write_comment("A1", note, {"author": "王大山"})
        if hidden:
            book.add_worksheet("名单").hide()
    return out.getvalue()


def packed(content: bytes, **parts: bytes) -> bytes:
    """An office file with parts added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        for name, data in parts.items():
            new.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return out.getvalue()


def test_a_pdf_loses_what_it_says_of_itself_but_it_is_read_first():
    kept = clean(pdf("Rent 2014", {"/Author": NUMBER, "/Title": "secret"}), "a.pdf", plain)
    assert ("Rent 2014" in kept.text, NUMBER in kept.text, "secret" in kept.text, "private" in kept.text) == (
        True,
        True,
        True,
        True,
    )
    again = PdfReader(io.BytesIO(kept.content))
    assert [str(value) for value in (again.metadata or {}).values() if str(value) in (NUMBER, "secret")] == []
    assert (NUMBER.encode() in kept.content, b"private" in kept.content) == (False, False)
    assert again.pages[0].extract_text().strip() == "Rent 2014"
    assert kept.unreadable is False


def test_a_pdf_without_words_must_be_looked_at():
    assert clean(pdf(" "), "scan.pdf", plain).unreadable is True


@pytest.mark.parametrize("content", [pdf(script=True), pdf(attached=True), pdf(locked=True), pdf()[:200]])
def test_pdfs_that_act_hide_or_are_broken_are_refused(content):
    with pytest.raises(Unfit):
        clean(content, "a.pdf", plain)


def test_word_files_are_read_in_every_part_and_lose_their_properties():
    content = packed(
        word("公开计划"),
        word__header9_dot_xml=f'<w:hdr xmlns:w="x"><w:p><w:t>{NUMBER}</w:t></w:p></w:hdr>'.encode(),
    )
    kept = clean(content, "a.docx", plain)
    assert ("公开计划" in kept.text, NUMBER in kept.text, "王大山" in kept.text) == (True, True, True)
    with zipfile.ZipFile(io.BytesIO(kept.content)) as archive:
        assert [name for name in archive.namelist() if name.startswith("docProps")] == []
        assert all("王大山".encode() not in archive.read(name) for name in archive.namelist())
    assert docx.Document(io.BytesIO(kept.content)).paragraphs[0].text == "公开计划"


def test_a_number_split_over_runs_of_a_word_file_is_read_whole():
    document = docx.Document()
    paragraph = document.add_paragraph()
    for piece in ("510626", "19810203", "8513"):
        paragraph.add_run(piece)
    out = io.BytesIO()
    document.save(out)
    assert NUMBER in clean(out.getvalue(), "a.docx", plain).text


def test_excel_files_are_read_with_their_notes():
    kept = clean(excel("收入", f"见{NUMBER}"), "a.xlsx", plain)
    assert ("收入" in kept.text, NUMBER in kept.text) == (True, True)
    with zipfile.ZipFile(io.BytesIO(kept.content)) as archive:
        assert "收入" in archive.read("xl/sharedStrings.xml").decode()
        assert [name for name in archive.namelist() if name.startswith("docProps")] == []


@pytest.mark.parametrize(
    "made",
    [
        lambda: packed(word(), word__vbaProject_dot_bin=b"x"),
        lambda: packed(excel(), xl__embeddings__a_dot_bin=b"x"),
        lambda: packed(excel(), xl__a_dot_xml=b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        lambda: packed(word(), word___rels__x_dot_xml_dot_rels=b'<Relationships><Relationship Type="t/attachedTemplate" Target="http://x" TargetMode="External"/></Relationships>'),
        lambda: excel(hidden=True),
        lambda: packed(excel(), xl__big_dot_xml=b"0" * 70_000_000),
        lambda: word()[:500],
        lambda: packed(b"PK\x05\x06" + bytes(18), a_dot_txt=b"x"),
    ],
    ids=["macro", "embedded", "entity", "template", "hidden", "bomb", "torn", "zip"],
)  # fmt: skip
def test_office_files_that_act_hide_or_burst_are_refused(made):
    content = made()  # here, not where every process reads what tests there are
    with pytest.raises(Unfit):
        clean(content, "a.docx", plain)


def test_pictures_must_be_looked_at_and_text_is_read():
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "PNG")
    picture = clean(out.getvalue(), "a.png", lambda content: (content, "image/png"))
    table = clean("姓名,金额\n王大山,450".encode(), "a.csv", plain)
    assert (picture.unreadable, picture.text, picture.media) == (True, "", "image/png")
    assert (table.unreadable, "王大山" in table.text, table.media, table.ending) == (
        False,
        True,
        "text/csv",
        ".csv",
    )


@pytest.mark.parametrize("content", [b"", b"x" * (10 * 1024 * 1024 + 1)])
def test_empty_and_huge_files_are_refused(content):
    with pytest.raises(Unfit):
        clean(content, "a.txt", plain)


LONG = "510626197001011237"
BODY = '<w:document xmlns:w="w"><w:p><w:r><w:t>计划</w:t></w:r></w:p>{}</w:document>'


def office(**parts: str | bytes) -> bytes:
    """A document of these parts; two underscores stand for a slash, one for the dot of the ending."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for name, data in ({"word__document_xml": BODY.format("")} | parts).items():
            stem, _, ending = name.replace("__", "/").rpartition("_")
            archive.writestr(f"{stem}.{ending}", data)
    return out.getvalue()


@pytest.mark.parametrize(
    "parts",
    [
        {"word__document_xml": BODY.format(f'<w:fldSimple w:instr="{LONG}"/>')},
        {"word__document_xml": BODY.format(f'<w:bookmarkStart w:name="n{LONG}"/>')},
        {"word__document_xml": BODY.format(f"<!-- {LONG} -->")},
        {"word__document_xml": BODY.format(f"<?note {LONG}?>")},
        {"word__more_XML": BODY.format(f"<w:p>{LONG}</w:p>")},
        {"word__media__drawn_svg": f"<svg><text>{LONG}</text></svg>"},
        {f"word__{LONG}_xml": "<a/>"},
    ],
)
def test_a_number_in_any_corner_of_a_document_is_read(parts):
    assert [hit.kind for hit in scan(clean(office(**parts), "a.docx", plain).text, KNOWN)] == ["identity"]


def test_a_long_number_as_excel_keeps_it_is_read_in_full():
    sheet = (
        "<worksheet><c><v>5.1062619700101126E+17</v></c><pageMargins left='0.70866141732283472'/></worksheet>"
    )
    words = clean(office(xl__worksheets__sheet1_xml=sheet), "a.xlsx", plain).text
    assert [(hit.kind, hit.digits) for hit in scan(words, KNOWN)] == [("identity", "510626197001011260")]


def test_a_part_no_document_needs_is_refused():
    with pytest.raises(Unfit):
        clean(office(word__media__list_txt=LONG), "a.docx", plain)


def photographed() -> bytes:
    """A photograph that tells who made it, where and with what."""
    out = io.BytesIO()
    tags = Image.Exif()
    tags[0x013B] = "MAKER-OF-IT"
    Image.effect_noise((40, 30), 60).save(out, "JPEG", exif=tags, comment=b"MAKER-OF-IT", progressive=True)
    return out.getvalue() + b"MAKER-OF-IT"


def pixels(content: bytes) -> bytes:
    return Image.open(io.BytesIO(content)).tobytes()


def test_photographs_inside_a_document_say_nothing_beside_the_picture():
    photo = photographed()
    assert photo.count(b"MAKER-OF-IT") == 3
    kept = clean(office(word__media__a_jpeg=photo), "a.docx", plain)
    inside = zipfile.ZipFile(io.BytesIO(kept.content)).read("word/media/a.jpeg")
    assert (inside.count(b"MAKER-OF-IT"), pixels(inside), kept.unreadable) == (0, pixels(photo), True)


def test_photographs_inside_a_pdf_say_nothing_beside_the_picture():
    photo, out = photographed(), io.BytesIO()
    writer = PdfWriter()
    page = writer.add_blank_page(300, 300)
    stream = DecodedStreamObject()
    stream.set_data(photo)
    for key, value in {"/Type": "/XObject", "/Subtype": "/Image", "/Filter": "/DCTDecode"}.items():
        stream[NameObject(key)] = NameObject(value)
    images = DictionaryObject({NameObject("/I"): writer._add_object(stream)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): images})
    writer.write(out)
    assert b"MAKER-OF-IT" in out.getvalue()
    kept = clean(out.getvalue(), "a.pdf", plain)
    assert (b"MAKER-OF-IT" in kept.content, kept.unreadable) == (False, True)


def test_a_png_keeps_its_picture_and_loses_its_words():
    out, words = io.BytesIO(), PngImagePlugin.PngInfo()
    words.add_text("Author", "MAKER-OF-IT")
    Image.new("RGB", (8, 8), "red").save(out, "PNG", pnginfo=words)
    told = bare(out.getvalue() + b"MAKER-OF-IT")
    assert (b"MAKER-OF-IT" in told, pixels(told)) == (False, pixels(out.getvalue()))


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xd8\xff", b"\xff\xd8\xff\xe1\xff", b"\x89PNG\r\n\x1a\n\x00", b"GIF89a"]
)
def test_a_broken_picture_harms_nobody(content):
    assert content.startswith(bare(content))
