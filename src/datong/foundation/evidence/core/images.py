"""Photographs drawn anew: only the picture survives, upright; no place, time, camera, comment or hidden data."""

import io
import struct
from typing import Final

from PIL import Image, ImageOps

from datong.foundation.evidence.core.refusal import Unfit
from datong.kernel.bilingual import Text

MOST_PIXELS: Final = 40_000_000
PREVIEW_SIDE: Final = 1200
FORMATS = ("JPEG", "PNG", "WEBP")
QUALITY = 90
BROKEN = (OSError, ValueError, SyntaxError, EOFError, struct.error, IndexError, KeyError, OverflowError)
BOMB = (Image.DecompressionBombError, Image.DecompressionBombWarning)
TOO_MANY = Text(
    "图片超过 4000 万像素；请把相机设为较小的尺寸，或降低扫描分辨率。",
    "The picture has more than 40 million pixels; choose a smaller size or a lower scanning resolution.",
)
DAMAGED = Text(
    "图片不完整或已损坏，请重新拍照或重新选择文件。",
    "The picture is incomplete or damaged; take or choose it again.",
)
MOVING = Text(
    "不能保存动图；请上传 JPEG 或 PNG 照片。", "Animations are not kept; send a JPEG or PNG photograph."
)


def redraw(content: bytes) -> tuple[bytes, str]:
    """The picture as JPEG, or as PNG when it came as PNG or is transparent; and its type. Raises Unfit."""
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
            check(picture)
            as_png = picture.format == "PNG" or has_alpha(picture)
            upright = ImageOps.exif_transpose(picture)
            return drawn(upright, as_png=as_png), "image/png" if as_png else "image/jpeg"
    except BOMB as error:
        raise Unfit(TOO_MANY) from error
    except Unfit:
        raise
    except BROKEN as error:
        raise Unfit(DAMAGED) from error


def preview(content: bytes) -> bytes:
    """A JPEG of a kept picture, at most 1,200 pixels a side; raises Unfit."""
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
            picture.draft("RGB", (PREVIEW_SIDE, PREVIEW_SIDE))
            picture.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
            return drawn(picture, as_png=False)
    except (*BOMB, *BROKEN) as error:
        raise Unfit(DAMAGED) from error


def check(picture: Image.Image) -> None:
    """Raises Unfit before anything is decoded: too many pixels, more than one picture.

    A phone's JPEG may carry a second view behind the first (MPO); the first alone is drawn.
    """
    if picture.width * picture.height > MOST_PIXELS:
        raise Unfit(TOO_MANY)
    if picture.format != "MPO" and getattr(picture, "n_frames", 1) > 1:
        raise Unfit(MOVING)


def has_alpha(picture: Image.Image) -> bool:
    """Whether some of the picture may be transparent."""
    return "A" in picture.getbands() or "transparency" in picture.info


def drawn(picture: Image.Image, *, as_png: bool) -> bytes:
    """The pixels alone, encoded."""
    if picture.mode.startswith("I"):  # 16 bits of grey, which Pillow would clip to white
        picture = picture.convert("I").point(lambda value: value * (1 / 256) + 0).convert("L")
    if as_png:
        plain = picture.convert("RGBA" if has_alpha(picture) else "RGB")
    else:
        plain = on_white(picture) if has_alpha(picture) else picture.convert("RGB")
    plain.info = {}
    out = io.BytesIO()
    if as_png:
        plain.save(out, "PNG")
    else:
        plain.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def on_white(picture: Image.Image) -> Image.Image:
    """A transparent picture on paper."""
    above = picture.convert("RGBA")
    paper = Image.new("RGBA", above.size, "white")
    return Image.alpha_composite(paper, above).convert("RGB")
