"""A briefing as PDF/A-2u, tagged (PDF/UA-1), set by Typst without network and without the machine's fonts.

The text goes to the template as JSON and is placed as strings: no text can become markup.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typst

from datong.foundation.briefings.core.fonts import default_fonts, load
from datong.foundation.briefings.core.layout import Layout, lay_out
from datong.foundation.briefings.core.model import Briefing
from datong.kernel.bilingual import Text

_TEMPLATE = Path(__file__).with_name("briefing.typ")
_MISSING = re.compile(r'the text `"(.+?)"` could not be displayed')
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


def to_pdf(
    briefing: Briefing, fonts: Sequence[Path] | None = None, *, include_questions: bool = False
) -> bytes:
    """The briefing as a PDF file, the same bytes for the same briefing and fonts.

    `fonts`: files or folders in the order body, headings, title, fall-backs; None for `default_fonts()`. With
    fewer than three families the title and headings are thickened by an outline, for want of a heavier
    face. Raises FontsMissing, or MissingGlyph naming the characters no font holds: none is dropped silently.
    """
    layout = lay_out(briefing, include_questions)
    book, families = load(tuple(default_fonts() if fonts is None else fonts))
    try:
        pdf, warnings = typst.compile_with_warnings(
            _TEMPLATE,
            root=_TEMPLATE.parent,
            font_paths=book,
            ignore_system_fonts=True,
            format="pdf",
            sys_inputs={"briefing": json.dumps(_data(layout)), "fonts": json.dumps(families)},
            pdf_standards=["a-2u", "ua-1"],
            timestamp=layout.moment,
        )
    except typst.TypstError as error:
        raise _explained(error) from error
    if warnings:  # an unknown family or property would quietly change the look
        raise RuntimeError("; ".join(str(warning) for warning in warnings))
    return pdf


def _data(layout: Layout) -> dict[str, Any]:
    data = asdict(layout)
    data["dated"] = layout.dated.isoformat() if layout.dated else None
    return data


def _explained(error: typst.TypstError) -> Exception:
    missing = _MISSING.findall(error.diagnostic)
    return MissingGlyph(list(dict.fromkeys(map(_unescaped, missing)))) if missing else error


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


def _codepoints(text: str) -> str:
    return " ".join(f"U+{ord(character):04X}" for character in text)
