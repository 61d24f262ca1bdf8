"""Typst as a press: PDF/A-2u, tagged (PDF/UA-1), without network and without the machine's fonts.

A template reads `data.json` and `fonts.json` and places every text as a string: no text can become markup.
"""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import typst

from datong.foundation.documents.core.fonts import in_use, load
from datong.kernel.bilingual import Text

_MISSING = re.compile(r'the text `"(.+?)"` could not be displayed')
# Typst remembers what it set for ten compilations; a list of 9,000 rows would hold half a gigabyte that long.
_LARGE, _GENERATIONS = 200_000, 11  # bytes of input
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


class MissingGlyph(ValueError):
    """The fonts do not hold these `characters`; `text` says so and what to do, in both languages."""

    def __init__(self, characters: Sequence[str]) -> None:
        self.characters = tuple(characters)
        named = " ".join(f"{c}（{_codepoints(c)}）" for c in self.characters)
        plain = ", ".join(f"{c} ({_codepoints(c)})" for c in self.characters)
        self.text = Text(
            zh=f"所用字体缺少以下字符：{named}。请在设置中指定含有这些字的字体，再生成PDF。",
            en=f"The fonts lack these characters: {plain}. Configure a font that has them and try again.",
        )
        super().__init__(str(self.text))


def typeset(
    template: Path,
    data: Mapping[str, Any],
    at: datetime,
    *,
    files: Mapping[str, bytes] | None = None,
    fonts: Sequence[Path] | None = None,
) -> bytes:
    """The PDF of a template and its data, the same bytes for the same input; `files` are texts the template reads besides.

    `fonts`: files or folders in the order body, headings, title, fall-backs; None for the county's. Raises FontsMissing,
    or MissingGlyph naming the characters no font holds: none is dropped silently.
    """
    book, families = load(tuple(in_use() if fonts is None else fonts))
    project: Any = {  # files by name, never written to a disk; the stubs of typst do not know it
        "main.typ": template.read_bytes(),
        "data.json": json.dumps(data).encode(),
        "fonts.json": json.dumps(families).encode(),
        **(files or {}),
    }
    try:
        pdf, warnings = typst.compile_with_warnings(
            project,
            font_paths=book,
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=["a-2u", "ua-1"],
            timestamp=at,
        )
    except typst.TypstError as error:
        raise _explained(error) from error
    finally:
        if sum(map(len, project.values())) > _LARGE:
            _forget(book)
    if warnings:  # an unknown family or property would quietly change the look
        raise RuntimeError("; ".join(str(warning) for warning in warnings))
    return bytes(pdf)


def _forget(book: typst.Fonts) -> None:
    """Let the press forget what it set: empty compilations age its memory."""
    for _ in range(_GENERATIONS):
        typst.compile(b"", font_paths=book, ignore_system_fonts=True, format="pdf")


def _explained(error: typst.TypstError) -> Exception:
    missing = _MISSING.findall(error.diagnostic)
    return MissingGlyph(list(dict.fromkeys(map(_unescaped, missing)))) if missing else error


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def _codepoints(text: str) -> str:
    return " ".join(f"U+{ord(character):04X}" for character in text)
