"""What a picture tells beside itself (照片里的附加信息): place, camera, author, thumbnail. Taken out without drawing it anew."""

SOI, EOI, SOS = 0xD8, 0xD9, 0xDA
BARE = frozenset({0x01, *range(0xD0, 0xD8)})
NOTE = 0xFE
PNG = b"\x89PNG\r\n\x1a\n"
TOLD = frozenset({b"tEXt", b"iTXt", b"zTXt", b"eXIf", b"tIME"})


def bare(content: bytes) -> bytes:
    """A JPEG or PNG without what it tells of itself; anything else, or a broken one, as it is."""
    if content.startswith(b"\xff\xd8\xff"):
        return bare_jpeg(content)
    if content.startswith(PNG):
        return bare_png(content)
    return content


def bare_jpeg(content: bytes) -> bytes:
    """Without Exif, XMP, comments and whatever follows the picture; colour profiles stay (ITU-T T.81, annex B)."""
    out, at = bytearray(content[:2]), 2
    while at + 1 < len(content):
        if content[at] != 0xFF or content[at + 1] in (0x00, 0xFF, *BARE):  # the picture's own data
            step = 1 if content[at] != 0xFF or content[at + 1] == 0xFF else 2
            out += content[at : at + step]
            at += step
            continue
        mark = content[at + 1]
        if mark == EOI:
            return bytes(out + b"\xff\xd9")
        end = at + 2 + int.from_bytes(content[at + 2 : at + 4])
        if not tells(mark, content[at + 4 : end]):
            out += content[at:end]
        at = max(end, at + 4)
    return bytes(out + content[at:])


def tells(mark: int, data: bytes) -> bool:
    """Whether a segment says something beside the picture: all of APP1 to APP15 but profiles and Adobe's colours."""
    if mark == NOTE:
        return True
    if mark == 0xE2:
        return not data.startswith(b"ICC_PROFILE\0")
    return 0xE1 <= mark <= 0xEF and mark != 0xEE


def bare_png(content: bytes) -> bytes:
    """Without texts, Exif and the day (ISO/IEC 15948), and without what follows the picture."""
    out, at = bytearray(PNG), len(PNG)
    while at + 12 <= len(content):
        kind = content[at + 4 : at + 8]
        end = at + 12 + int.from_bytes(content[at : at + 4])
        if kind not in TOLD:
            out += content[at:end]
        if kind == b"IEND":
            break
        at = end
    return bytes(out)
