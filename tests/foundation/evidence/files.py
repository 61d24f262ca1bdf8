"""Files as people send them, made by hand: photographs with a place in them, PDF with and without scripts."""

import io
import struct
import zlib
from collections.abc import Sequence

from PIL import Image
from PIL.PngImagePlugin import PngInfo

RED, BLUE = (200, 30, 30), (30, 30, 200)


def halves(width: int = 64, height: int = 32, mode: str = "RGB") -> Image.Image:
    """Left half red, right half blue."""
    picture = Image.new("RGB", (width, height), RED)
    picture.paste(BLUE, (width // 2, 0, width, height))
    return picture.convert(mode)


def photograph(width: int = 64, height: int = 32, *, orientation: int = 1) -> bytes:
    """A JPEG with camera, time, place (31°19'N 104°30'E) and a comment."""
    exif = Image.Exif()
    exif[0x010F] = "SECRETPHONE"
    exif[0x0112] = orientation
    exif[0x0132] = "2014:09:26 10:00:00"
    exif.get_ifd(0x8825).update({1: "N", 2: (31.0, 19.0, 0.0), 3: "E", 4: (104.0, 30.0, 0.0)})
    out = io.BytesIO()
    halves(width, height).save(out, "JPEG", exif=exif, comment=b"SECRETCOMMENT", quality=95)
    return out.getvalue()


def saved(picture: Image.Image, kind: str, **more: object) -> bytes:
    """A picture in a format."""
    out = io.BytesIO()
    picture.save(out, kind, **more)
    return out.getvalue()


def screenshot() -> bytes:
    """A PNG with a text chunk."""
    told = PngInfo()
    told.add_text("Author", "SECRETAUTHOR")
    return saved(halves(), "PNG", pnginfo=told)


def animation(kind: str) -> bytes:
    """Two pictures in one file."""
    return saved(
        halves(), kind, save_all=True, append_images=[Image.new("RGB", (64, 32), BLUE)], duration=100
    )


def bomb(width: int, height: int) -> bytes:
    """A PNG of one colour: few bytes, many pixels."""
    rows = zlib.compress(bytes(height * (1 + (width + 7) // 8)), 1)
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", rows), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def pdf(*objects: bytes, tail: bytes = b"") -> bytes:
    """A one-page PDF with these objects besides."""
    body = (
        b"%PDF-1.5\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    )
    for number, each in enumerate(objects, start=3):
        body += b"%d 0 obj" % number + each + b"endobj\n"
    return body + b"trailer<</Root 1 0 R" + tail + b">>\nstartxref\n0\n%%EOF\n"


def stream(
    content: bytes, dictionary: bytes = b"/Type/ObjStm/N 1/First 4", *, deflated: bool = True
) -> bytes:
    """A stream object."""
    data = zlib.compress(content) if deflated else content
    filters = b"/Filter/FlateDecode" if deflated else b""
    return b"<<%s%s/Length %d>>stream\n%s\nendstream " % (dictionary, filters, len(data), data)


def stored_block(content: bytes) -> bytes:
    """Deflate data in which the content stands in clear (level 0)."""
    return zlib.compress(content, 0)


def pixels(content: bytes, points: Sequence[tuple[int, int]]) -> list[str]:
    """red, blue or other at these points of an encoded picture."""
    picture = Image.open(io.BytesIO(content)).convert("RGB")
    return [name(picture.getpixel(point)) for point in points]


def name(colour: object) -> str:
    assert isinstance(colour, tuple)
    red, _, blue = colour
    return "red" if red > 150 > blue else "blue" if blue > 150 > red else "other"
