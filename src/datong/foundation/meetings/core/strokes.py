"""A signature drawn on a screen (屏上签名): path data checked and scaled, nothing else let in."""

import io
import re

from PIL import Image, ImageDraw

TOO_LONG = 60_000
WIDTH, HEIGHT = 600, 200
POINTS = re.compile(r"M-?\d{1,4} -?\d{1,4}(?:L-?\d{1,4} -?\d{1,4})*")
PATH = re.compile(rf"(?:{POINTS.pattern})+")
Stroke = list[tuple[int, int]]


def strokes(path: str) -> list[Stroke]:
    """`M10 10L20 30…M5 5…` as lists of points inside 600 by 200; empty for anything else and for a mere dot."""
    if len(path) > TOO_LONG or not PATH.fullmatch(path):
        return []
    found = [[_point(each) for each in re.split("[ML]", part) if each] for part in POINTS.findall(path)]
    return found if sum(map(len, found)) >= 5 else []


def _point(written: str) -> tuple[int, int]:
    x, y = written.split()
    return min(max(int(x), 0), WIDTH), min(max(int(y), 0), HEIGHT)


def picture(path: str) -> bytes | None:
    """The drawing as a PNG, black on white, twice the size; None for what is no drawing."""
    lines = strokes(path)
    if not lines:
        return None
    image = Image.new("L", (WIDTH * 2, HEIGHT * 2), 255)
    pen = ImageDraw.Draw(image)
    for line in lines:
        points = [(x * 2, y * 2) for x, y in line]
        pen.line(points if len(points) > 1 else points * 2, fill=0, width=6, joint="curve")
    kept = io.BytesIO()
    image.save(kept, "PNG", optimize=True)
    return kept.getvalue()
