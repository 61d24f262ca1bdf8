"""The QR code on paper and on pages is the code of the text: every module is looked at."""

import io
import re

import segno
from PIL import Image

from datong.foundation.documents.core.qr import qr_png
from datong.foundation.documents.service import qr_svg

CODE = "T-510626-2014-000001"
QUIET = 4


def expected() -> list[list[bool]]:
    """The modules of the code with its quiet zone."""
    return [
        [bool(dark) for dark in row]
        for row in segno.make_qr(CODE, error="m", boost_error=False).matrix_iter(border=QUIET)
    ]


def test_the_png_has_every_module() -> None:
    picture = Image.open(io.BytesIO(qr_png(CODE))).convert("L")
    modules = len(expected())
    assert picture.size == (modules * 8, modules * 8)
    read = [[picture.getpixel((x * 8 + 4, y * 8 + 4)) == 0 for x in range(modules)] for y in range(modules)]
    assert read == expected()


def test_the_svg_has_every_module() -> None:
    """Each dark run of a row is one stroke: `Mx y` to begin, `hN` for its length, `mx y` to the next."""
    drawn = re.search(r'<path[^>]* d="(M[^"]+)"[^>]*stroke|<path[^>]*stroke[^>]* d="(M[^"]+)"', qr_svg(CODE))
    assert drawn
    modules = len(expected())
    read = [[False] * modules for _ in range(modules)]
    x, y = 0.0, 0.0
    for command, numbers in re.findall(r"([Mmh])([-\d. ]+)", drawn[1] or drawn[2]):
        values = [float(number) for number in re.findall(r"-?[\d.]+", numbers)]
        if command == "h":
            for step in range(int(values[0])):
                read[int(y)][int(x) + step] = True
            x += values[0]
        else:
            x, y = (values[0], values[1]) if command == "M" else (x + values[0], y + values[1])
    assert read == expected()


def test_the_svg_may_stand_in_a_page() -> None:
    svg = qr_svg("https://datong.example/c/<&>")
    assert svg.startswith("<svg ")
    assert re.findall(r"style=|class=|<script|<\?xml|on\w+=", svg) == []
