"""A briefing as PDF/A-2u, tagged (PDF/UA-1)."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from datong.foundation.briefings.core.layout import Layout, lay_out
from datong.foundation.briefings.core.model import Briefing
from datong.foundation.documents.service import typeset

_TEMPLATE = Path(__file__).with_name("briefing.typ")


def to_pdf(
    briefing: Briefing, fonts: Sequence[Path] | None = None, *, include_questions: bool = False
) -> bytes:
    """The briefing as a PDF file, the same bytes for the same briefing and fonts.

    `fonts`: files or folders in the order body, headings, title, fall-backs; None for the county's. With
    fewer than three families the title and headings are thickened by an outline, for want of a heavier
    face. Raises FontsMissing, or MissingGlyph naming the characters no font holds: none is dropped silently.
    """
    layout = lay_out(briefing, include_questions)
    return typeset(_TEMPLATE, _data(layout), layout.moment, fonts=fonts)


def _data(layout: Layout) -> dict[str, Any]:
    data = asdict(layout)
    data["dated"] = layout.dated.isoformat() if layout.dated else None
    return data
