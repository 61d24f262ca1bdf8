"""What a file really is, whatever its name (文件的真实类型)."""

from __future__ import annotations

import re
from typing import BinaryIO

__all__ = ["problem_of"]

HEAD = 4096
STEP = 1 << 20

ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# BIFF 2, 3 and 4: worksheets of the eighties, written bare, without a compound file around them.
BARE_XLS = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")
MARKUP = re.compile(
    rb"<(?:!doctype|html|head|body|table|meta|style|\?xml|\?mso|workbook|ss:workbook)|^mime-version:", re.I
)
BINARY = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
BYTE_ORDER_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}


def problem_of(file: BinaryIO, size: int) -> str | None:
    """None when the file is a zip archive, as every .xlsx is; else the code of the refusal.

    Reads 4 KB, or all of it in pieces of 1 MB when it is a compound file (old .xls, or an encrypted .xlsx).
    """
    if not size:
        return "empty"
    file.seek(0)
    head = file.read(HEAD)
    if head.startswith(ZIP):
        return None
    if head.startswith(COMPOUND):
        return _compound(file)
    if head.startswith(BARE_XLS):
        return "xls"
    return _written(_narrowed(head))


def _narrowed(head: bytes) -> bytes:
    """Text of two bytes a character made readable as one."""
    for mark, encoding in BYTE_ORDER_MARKS.items():
        if head.startswith(mark):
            return head.decode(encoding, "replace").encode("utf-8", "replace")
    return head


def _written(head: bytes) -> str:
    if MARKUP.search(head.lstrip()[:1024]):
        return "html"
    return "not_xlsx" if BINARY.search(head) else "text"


def _compound(file: BinaryIO) -> str:
    """Old workbook, encrypted workbook, or another program's file: told by the names in its directory."""
    names = {name.encode("utf-16-le"): code for name, code in _STREAMS}
    found = set()
    file.seek(0)
    tail = b""
    while piece := file.read(STEP):
        window = tail + piece
        found |= {code for name, code in names.items() if name in window}
        tail = window[-64:]
    return next((code for _, code in _STREAMS if code in found), "not_xlsx")


_STREAMS = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "not_xlsx"),
    ("PowerPoint Document", "not_xlsx"),
    ("Workbook", "xls"),
    ("Book", "xls"),
)
