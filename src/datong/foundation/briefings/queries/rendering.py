"""A briefing in a format: Markdown, HTML, DOCX, PDF."""

from pathlib import Path

from django.conf import settings

from datong.foundation.briefings.core import Briefing, FigureUrl, to_docx, to_html_page, to_markdown, to_pdf
from datong.foundation.briefings.errors import UnknownFormat

FORMATS = ("html", "md", "docx", "pdf")


def render(briefing: Briefing, fmt: str, figure_url: FigureUrl) -> str | bytes:
    """The briefing as a file: text for md and html (a page that stands alone), bytes for docx and pdf.

    The PDF is set in the fonts of the folder DATONG_PDF_FONTS, if the county names one. Raises UnknownFormat; for a PDF
    FontsMissing or MissingGlyph.
    """
    if fmt == "md":
        return to_markdown(briefing, figure_url)
    if fmt == "html":
        return to_html_page(briefing, figure_url)
    if fmt == "docx":
        return to_docx(briefing)
    if fmt == "pdf":
        return to_pdf(briefing, own_fonts())
    raise UnknownFormat(fmt)


def own_fonts() -> list[Path] | None:
    """The county's fonts in the order of their names (body, headings, title); None for those that come along."""
    named = getattr(settings, "DATONG_PDF_FONTS", None)
    if not named:
        return None
    folder = Path(named)
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    return [path for path in files if path.suffix.lower() in {".ttf", ".otf", ".ttc"}] or [folder]
