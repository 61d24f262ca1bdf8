"""A document as PDF/A-2u, tagged (PDF/UA-1)."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from datong.foundation.documents.core.layout import lay_out
from datong.foundation.documents.core.model import Doc
from datong.foundation.documents.core.typesetting import typeset

_TEMPLATE = Path(__file__).with_name("document.typ")
_LONG_WORD = re.compile(r"[!-~]{25,}")  # longer than any number of a person, an account or a letter
_PIECE = re.compile(r"(.{12})(?=.)")
_MAY_BREAK = "\u200b"


def to_pdf(doc: Doc, fonts: Sequence[Path] | None = None) -> bytes:
    """The document as a PDF file, the same bytes for the same document and fonts.

    Raises FontsMissing, or MissingGlyph naming the characters that no font holds.
    """
    laid = lay_out(doc)
    # the press takes text only: a picture goes in as the list of its bytes
    files = {f"{name}.json": json.dumps(list(content)).encode() for name, content in laid.pictures.items()}
    if laid.code:
        files["qr.svg"] = laid.svg()
    return typeset(_TEMPLATE, _breakable(laid.data), laid.at, files=files, fonts=fonts)


def _breakable(value: Any) -> Any:
    """The data with places to break in every very long Latin word: none runs over the edge of its cell."""
    if isinstance(value, str):
        return _LONG_WORD.sub(lambda word: _PIECE.sub(rf"\1{_MAY_BREAK}", word[0]), value)
    if isinstance(value, dict):
        return {key: one if key == "title" else _breakable(one) for key, one in value.items()}
    return [_breakable(one) for one in value] if isinstance(value, list | tuple) else value
