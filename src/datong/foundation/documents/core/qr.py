"""QR codes, drawn the same for the same text: error correction M, so that a crease or a stamp does no harm."""

import io

import segno


def qr_svg(text: str) -> str:
    """The code as one <svg> for a page or a paper: black on white with its quiet zone, sized by its viewBox."""
    return str(_code(text).svg_inline(border=4, omitsize=True, svgclass=None, lineclass=None, light="#fff"))


def qr_png(text: str) -> bytes:
    """The code as a PNG, 8 dots to a module."""
    out = io.BytesIO()
    _code(text).save(out, kind="png", scale=8, border=4)
    return out.getvalue()


def _code(text: str) -> segno.QRCode:
    return segno.make(text, error="m", micro=False, boost_error=False)
