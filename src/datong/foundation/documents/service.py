"""The door: a document from blocks, as PDF and as DOCX; letters; QR codes; the press for houses with their own template.

Without Django, so that the core of another house may use it.
"""

from datong.foundation.documents.core import word
from datong.foundation.documents.core.fonts import FontsMissing, default_fonts
from datong.foundation.documents.core.letter import Letter, LetterIncomplete
from datong.foundation.documents.core.model import (
    Blank,
    Block,
    Choice,
    Doc,
    Fields,
    Grid,
    Heading,
    Lang,
    Note,
    PageBreak,
    Paper,
    Para,
    Picture,
    Signatures,
)
from datong.foundation.documents.core.office import to_docx
from datong.foundation.documents.core.pdf import to_pdf
from datong.foundation.documents.core.plain import clean, moment
from datong.foundation.documents.core.qr import qr_svg
from datong.foundation.documents.core.typesetting import MissingGlyph, typeset

__all__ = [
    "Blank",
    "Block",
    "Choice",
    "Doc",
    "Fields",
    "FontsMissing",
    "Grid",
    "Heading",
    "Lang",
    "Letter",
    "LetterIncomplete",
    "MissingGlyph",
    "Note",
    "PageBreak",
    "Paper",
    "Para",
    "Picture",
    "Signatures",
    "clean",
    "default_fonts",
    "moment",
    "qr_svg",
    "to_docx",
    "to_pdf",
    "typeset",
    "word",
]
