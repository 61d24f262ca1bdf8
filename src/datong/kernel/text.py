"""Folding of text for comparison (文本归并), bigrams for search, cells that cannot become formulas.

No Unicode normalisation form is ever applied: NFC and NFKC replace ideographs of the compatibility blocks,
and a person's name would come out with another character than the one on the identity card.
"""

from __future__ import annotations

import re

__all__ = ["bigrams", "fold", "heading_key", "name_key", "neutralise", "restore", "tidy"]

# Soft hyphen, zero-width and direction marks, word joiner, byte order mark: left behind by copying.
_INVISIBLE = "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_INVISIBLE_CHARACTER = re.compile(f"[{_INVISIBLE}]")
_BLANK_OR_INVISIBLE = re.compile(f"[\\s{_INVISIBLE}]")
_TO_FOLD = re.compile(f"[\\s{_INVISIBLE}\uff01-\uff5e]")
_HALF_WIDTH = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F)}

_QUOTES = "“”\"'‘’「」『』"
_OPENING, _CLOSING = "[{<【〔〖〈《", "]}>】〕〗〉》"
_HEADING = str.maketrans(
    dict.fromkeys(_QUOTES + " ") | dict.fromkeys(_OPENING, "(") | dict.fromkeys(_CLOSING, ")")
)

# The full-width dot ． has become "." by the time these are removed.
_NAME = str.maketrans(dict.fromkeys(" .·•‧∙・･"))

_FORMULA = "=+\\-@\t\r＝＋－＠"
_LOOKS_LIKE_FORMULA = re.compile(f"'*[{_FORMULA}]")
_NEUTRALISED = re.compile(f"'+[{_FORMULA}]")


def tidy(s: str) -> str:
    """Every visible character kept; invisible marks go, line breaks and runs of blanks become one blank.

    For text that is stored and printed again: Chinese brackets and commas, which `fold` narrows, stay.
    """
    if not _BLANK_OR_INVISIBLE.search(s):
        return s
    return " ".join(_INVISIBLE_CHARACTER.sub("", s).split())


def fold(s: str) -> str:
    """Text as a machine compares it: tidy, and full-width ASCII (１２３Ａ（）) made half-width."""
    if not _TO_FOLD.search(s):
        return s
    return tidy(s.translate(_HALF_WIDTH))


def heading_key(s: str) -> str:
    """The key by which headings and choices match: no blanks or quotes, one kind of bracket, lower case."""
    return fold(s).translate(_HEADING).lower()


def name_key(s: str) -> str:
    """The key by which names are compared: no blanks, no dots between the parts (买买提·艾力), upper case."""
    return fold(s).translate(_NAME).upper()


def bigrams(s: str) -> list[str]:
    """Overlapping two-character pieces of the name key, in order; a single character gives itself.

    >>> bigrams("百花村")
    ['百花', '花村']
    """
    key = name_key(s)
    if len(key) < 2:
        return [key] if key else []
    return [key[i : i + 2] for i in range(len(key) - 1)]


def neutralise(cell: str) -> str:
    """Text for a spreadsheet cell that no program takes for a formula.

    A ' goes before = + - @ tab CR and ＝ ＋ － ＠. Text that already looks neutralised gets one more, so that
    `restore` gives back exactly what went in.
    """
    return "'" + cell if _LOOKS_LIKE_FORMULA.match(cell) else cell


def restore(cell: str) -> str:
    """The inverse of `neutralise`."""
    return cell[1:] if _NEUTRALISED.match(cell) else cell
