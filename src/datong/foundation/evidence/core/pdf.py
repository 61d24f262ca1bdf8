"""A look into a PDF without opening it: whole, readable, and nothing in it acts or hides a file.

The names that make a PDF act are looked for in the clear parts and in every stream that can be inflated, since objects
may lie in compressed streams. Names may be written with #xx for any character (ISO 32000-1, 7.3.5).
"""

import re
import zlib
from bisect import bisect_left
from collections.abc import Iterator

from datong.kernel.bilingual import Text

ACTIVE = re.compile(
    rb"/(JavaScript|Launch|EmbeddedFiles?|RichMedia|XFA|GoToE|ImportData|SubmitForm)(?![A-Za-z])"
)
ENCRYPTED = re.compile(rb"/Encrypt(?![A-Za-z])")
ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
STREAM = re.compile(rb"(?<!end)stream\r?\n")
WRAPPED = re.compile(
    rb"/(ASCIIHexDecode|ASCII85Decode|AHx|A85|LZWDecode|LZW|RunLengthDecode|RL|Crypt|Predictor)(?![A-Za-z])"
)
TAIL = 1024
AROUND = 400
OVERLAP = 64
PIECE = 1024 * 1024
MOST_INFLATED = 256 * 1024 * 1024
MOST_FED = 4
MOST_STREAMS = 20_000
NOT_WHOLE = Text(
    "PDF 不完整，可能没有传完；请重新选择文件。",
    "The PDF is not whole; it may have been cut off. Choose it again.",
)
LOCKED = Text(
    "PDF 有密码保护，不能保存；请去掉密码后再上传。",
    "The PDF is protected by a password; remove it and send the file again.",
)
ACTS = Text(
    "PDF 里有脚本、附件或可执行的动作，不能保存；请用“打印成 PDF”重新生成一份。",
    "The PDF holds scripts, attached files or actions; make a new one with “print to PDF”.",
)
OPAQUE = Text(
    "PDF 的内部结构无法检查；请用“打印成 PDF”重新生成一份。",
    "The inside of the PDF cannot be examined; make a new one with “print to PDF”.",
)


def fault(content: bytes) -> Text | None:
    """What is wrong with the bytes of a PDF, or None."""
    if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-TAIL:]:
        return NOT_WHOLE
    clear = unescape(content)
    if ENCRYPTED.search(clear):
        return LOCKED
    if ACTIVE.search(clear):
        return ACTS
    return OPAQUE if wrapped(clear) else hidden(content)


def hidden(content: bytes) -> Text | None:
    """What is wrong inside the streams, or None. Bounded in work, so that a built file cannot keep the server busy."""
    ends = [found.start() for found in re.finditer(rb"endstream", content)]
    inflated, fed = 0, 0
    for count, begin in enumerate(STREAM.finditer(content)):
        before = b""
        for part, read in parts(content, begin.end(), ends):
            inflated, fed = inflated + len(part), fed + read
            if inflated > MOST_INFLATED or fed > MOST_FED * len(content) or count >= MOST_STREAMS:
                return OPAQUE
            if ACTIVE.search(unescape(before + part)):
                return ACTS
            before = part[-OVERLAP:]
    return None


def parts(content: bytes, start: int, ends: list[int]) -> Iterator[tuple[bytes, int]]:
    """What a stream inflates to, piece by piece, with how many bytes were read for it; nothing of what is not deflated.

    `endstream` may stand inside the data too: reading goes on until the data ends by itself.
    """
    machine = zlib.decompressobj()
    for end in [*ends[bisect_left(ends, start) :], len(content)]:
        data, read = content[start:end], end - start
        while data and not machine.eof:
            try:
                part = machine.decompress(data, PIECE)
            except zlib.error:
                yield b"", read
                return
            yield part, read
            data, read = machine.unconsumed_tail, 0
        if machine.eof:
            return
        start = end


def wrapped(clear: bytes) -> bool:
    """Whether a stream of objects is packed in another way than plain deflate."""
    return any(
        WRAPPED.search(clear[max(0, found.start() - AROUND) : found.end() + AROUND].partition(b"stream")[0])
        for found in re.finditer(rb"/ObjStm", clear)
    )


def unescape(names: bytes) -> bytes:
    """Bytes with #xx written out."""
    return ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), names)
