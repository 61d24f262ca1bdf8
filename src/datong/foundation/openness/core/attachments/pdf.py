"""PDF: read every word, refuse what acts or hides, write it anew without metadata (文档信息、批注、附件)."""

import io
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, StreamObject

from datong.foundation.openness.core.attachments.pictures import bare
from datong.foundation.openness.core.attachments.refusal import Cleaned, Unfit
from datong.kernel.bilingual import Text

MOST_PAGES, MOST_TEXT, MOST_OBJECTS, DEEPEST = 300, 5_000_000, 200_000, 60
DAMAGED = Text(
    "PDF 读不出来，可能已损坏；请重新“打印为 PDF”再上传。", "The PDF cannot be read; print it to PDF anew."
)
LOCKED = Text("PDF 加了密码；请去掉密码再上传。", "The PDF is locked; remove its password.")
ACTS = Text(
    "PDF 里有脚本、表单动作或内嵌文件；请重新“打印为 PDF”再上传。",
    "The PDF holds scripts, actions or embedded files; print it to PDF anew.",
)
TOO_LONG = Text("PDF 里的字太多；请分成几个文件。", "The PDF holds too many words; split it.")
TOO_MANY = Text("PDF 超过 300 页；请分成几个文件。", "The PDF has over 300 pages; split it.")
ACTIVE = frozenset(
    [
        "/JavaScript",
        "/JS",
        "/EmbeddedFiles",
        "/EmbeddedFile",
        "/Launch",
        "/RichMedia",
        "/XFA",
        "/AcroForm",
        "/SubmitForm",
        "/GoToR",
        "/GoToE",
        "/Filespec",
        "/AF",
    ]
)
JPEG = ("/DCTDecode", ["/DCTDecode"])
LEFT_OUT = ("/Metadata", "/PieceInfo", "/Annots", "/LastModified", "/StructParents", "/Thumb", "/B")


def clean_pdf(content: bytes) -> Cleaned:
    """The PDF written anew. Raises Unfit."""
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted:
            raise Unfit(LOCKED)
        if len(reader.pages) > MOST_PAGES:
            raise Unfit(TOO_MANY)
        told = Walk()
        told.visit(reader.trailer.get("/Root"), 0)
        pages = [page.extract_text() or "" for page in reader.pages]
        said = [*pages, *metadata(reader), *told.texts]
        if sum(map(len, said)) > MOST_TEXT:
            raise Unfit(TOO_LONG)
        return Cleaned(
            anew(reader),
            "application/pdf",
            ".pdf",
            "\n".join(said),
            told.pictures or not any(map(str.strip, pages)),
        )
    except Unfit:
        raise
    except (
        PyPdfError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        RecursionError,
        OSError,
        IndexError,
        NotImplementedError,
    ) as error:
        raise Unfit(DAMAGED) from error


class Walk:
    """Everything that hangs on the catalogue: raises Unfit for what acts; gathers written words and whether pictures stand in it."""

    def __init__(self) -> None:
        self.seen: set[tuple[int, int]] = set()
        self.texts: list[str] = []
        self.pictures = False
        self.count = 0

    def visit(self, thing: Any, depth: int) -> None:
        self.count += 1
        if self.count > MOST_OBJECTS or depth > DEEPEST:
            raise Unfit(DAMAGED)
        if isinstance(thing, IndirectObject):
            mark = (thing.idnum, thing.generation)
            if mark in self.seen:
                return
            self.seen.add(mark)
            thing = thing.get_object()
        if isinstance(thing, DictionaryObject):
            self.dictionary(thing, depth)
        elif isinstance(thing, ArrayObject):
            for each in thing:
                self.visit(each, depth + 1)
        elif isinstance(thing, bytes):
            self.texts.append(thing.decode("gb18030", "ignore"))
        elif isinstance(thing, str) and not isinstance(thing, NameObject):
            self.texts.append(thing)

    def dictionary(self, thing: DictionaryObject, depth: int) -> None:
        """One dictionary and what hangs on it."""
        if ACTIVE.intersection(thing.keys()) or thing.get("/S") in (
            "/JavaScript",
            "/Launch",
            "/SubmitForm",
            "/GoToR",
            "/GoToE",
        ):
            raise Unfit(ACTS)
        if thing.get("/Subtype") == "/Image":
            self.pictures = True
        for key, each in thing.items():
            if key != "/Parent":
                self.visit(each, depth + 1)


def metadata(reader: PdfReader) -> list[str]:
    """Title, author, subject and whatever else the file says of itself, XMP too."""
    said = [str(value) for value in (reader.metadata or {}).values()]
    root = reader.trailer.get("/Root")
    packet = root.get_object().get("/Metadata") if root is not None else None
    if packet is not None:
        said.append(packet.get_object().get_data().decode("utf-8", "replace"))
    return said


def anew(reader: PdfReader) -> bytes:
    """The pages alone: no information, annotations, thumbnails, private data of programs, former versions."""
    writer = PdfWriter()
    for page in reader.pages:
        added = writer.add_page(page)
        for key in LEFT_OUT:
            if key in added:
                del added[key]
    writer.metadata = None
    for each in list(writer.root_object.keys()):
        if each not in ("/Type", "/Pages"):
            del writer.root_object[each]
    for thing in writer._objects:  # forms and pictures carry metadata of their own
        if isinstance(thing, DictionaryObject):
            for key in ("/Metadata", "/PieceInfo", "/LastModified"):
                if key in thing:
                    del thing[NameObject(key)]
        if isinstance(thing, StreamObject) and thing.get("/Filter") in JPEG:
            thing._data = bare(thing._data)
    out = io.BytesIO()
    writer.compress_identical_objects(remove_unreferenced=True)
    writer.write(out)
    return out.getvalue()
