"""What may be kept, and as what: the bytes decide, never the name or the sender's word."""

import codecs
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from datong.foundation.evidence.core.images import redraw
from datong.foundation.evidence.core.pdf import fault
from datong.foundation.evidence.core.refusal import Unfit
from datong.kernel.bilingual import Text

MOST_BYTES = 10 * 1024 * 1024
HEAD = 4096
ACCEPT = ".jpg,.jpeg,.png,.webp,.pdf,.txt"
HINT = Text(
    "照片（JPEG、PNG、WebP）、PDF 或纯文本，每个文件不超过 10 MB；照片里的拍摄位置等信息会自动去掉",
    "Photographs (JPEG, PNG, WebP), PDF or plain text, up to 10 MB each; where a photograph was taken is removed",
)
EXTENSIONS = {"image/jpeg": ".jpg", "image/png": ".png", "application/pdf": ".pdf", "text/plain": ".txt"}
EMPTY = Text("文件是空的，请重新选择。", "The file is empty; choose it again.")
TOO_LARGE = Text(
    "文件有 {size} MB，超过 10 MB；照片请改用较小的尺寸，扫描件请分成几个文件。",
    "The file has {size} MB, more than 10 MB; use a smaller picture, or split the scan into several files.",
)
HEIC = Text(
    "这是 HEIC 格式的手机照片，暂不能保存；请在相机设置里选“兼容性最佳”（JPEG），或先截图再上传。",
    "This photograph is in HEIC format; set the camera to “most compatible” (JPEG), or send a screenshot of it.",
)
OFFICE = Text(
    "不能保存 Word、Excel 文件和压缩包；请另存为 PDF 后再上传。",
    "Word, Excel and archive files are not kept; save the document as PDF and send that.",
)
MOVING = Text(
    "不能保存动图；请上传 JPEG 或 PNG 照片。", "Animations are not kept; send a JPEG or PNG photograph."
)
UNKNOWN = Text(
    "认不出这个文件；请上传照片（JPEG、PNG、WebP）、PDF 或纯文本。",
    "This kind of file is not known; send a photograph (JPEG, PNG, WebP), a PDF or plain text.",
)
DOUBLE = Text(
    "这个文件同时又是另一种文件，可能被人动过手脚；请重新拍照或扫描后上传。",
    "This file is a second kind of file at the same time and may have been tampered with; photograph or scan anew.",
)


@dataclass(frozen=True, slots=True)
class Kept:
    """What is stored: the bytes and their type, one of EXTENSIONS."""

    content: bytes
    type: str


def examine(content: bytes) -> Kept:
    """The bytes to store for what was sent: images redrawn, text as UTF-8, PDF as it is. Raises Unfit."""
    if not content:
        raise Unfit(EMPTY)
    if len(content) > MOST_BYTES:
        raise Unfit(TOO_LARGE.format(size=f"{len(content) / 1024 / 1024:.1f}"))
    for fits, take in KINDS:
        if fits(content):
            return take(content)
    return text(content)


def image(content: bytes) -> Kept:
    """A photograph, drawn anew."""
    only_one(content)
    return Kept(*redraw(content))


def pdf(content: bytes) -> Kept:
    """A PDF as it is, when nothing in it acts."""
    if zipfile.is_zipfile(io.BytesIO(content)):
        raise Unfit(DOUBLE)
    wrong = fault(content)
    if wrong is not None:
        raise Unfit(wrong)
    return Kept(content, "application/pdf")


def text(content: bytes) -> Kept:
    """Plain text in UTF-8 or GB 18030, kept as UTF-8."""
    only_one(content)
    for coding in ("utf-8-sig", "gb18030"):
        try:
            written = content.decode(coding)
        except UnicodeDecodeError:
            continue
        if all(each.isprintable() or each in "\n\r\t\f\u3000\u00a0" for each in written):
            return Kept(written.encode(), "text/plain")
    raise Unfit(UNKNOWN)


def only_one(content: bytes) -> None:
    """Raises Unfit for bytes that are an archive, a PDF or a page as well."""
    head = content[:HEAD].lower()
    pages = (b"%pdf-", b"<html", b"<script", b"<!doctype", b"<svg", b"<?php")
    if any(mark in head for mark in pages) or zipfile.is_zipfile(io.BytesIO(content)):
        raise Unfit(DOUBLE)


def refuse(sentence: Text) -> Callable[[bytes], Kept]:
    """What to do with a kind that is never kept."""

    def refused(content: bytes) -> Kept:  # noqa: ARG001 - of a kind with the others
        raise Unfit(sentence)

    return refused


def begins(*marks: bytes) -> Callable[[bytes], bool]:
    """Whether bytes begin with one of these."""
    return lambda content: content.startswith(marks)


def is_webp(content: bytes) -> bool:
    return content[:4] == b"RIFF" and content[8:12] == b"WEBP"


def is_heic(content: bytes) -> bool:
    """HEIC, HEIF and AVIF: all boxes of one family."""
    return content[4:8] == b"ftyp"


KINDS: tuple[tuple[Callable[[bytes], bool], Callable[[bytes], Kept]], ...] = (
    (begins(b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"), image),
    (is_webp, image),
    (begins(b"%PDF-"), pdf),
    (is_heic, refuse(HEIC)),
    (begins(b"GIF8"), refuse(MOVING)),
    (begins(b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0", b"Rar!", b"7z\xbc\xaf"), refuse(OFFICE)),
    (begins(codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE), refuse(UNKNOWN)),
)


def safe_name(name: str, type_: str, fallback: str) -> str:
    """A file's name fit to be shown and offered for download: no folder, no control signs, the ending of its type."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    stem = last.rpartition(".")[0] or last
    stem = "".join(each for each in stem if each.isprintable() and each not in '<>:"|?*%;').strip(" .")
    return (stem[:80].strip(" .") or fallback) + EXTENSIONS[type_]
