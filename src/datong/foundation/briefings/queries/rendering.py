"""A briefing in a format: Markdown, HTML, DOCX, PDF."""

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
        return to_pdf(briefing)
    raise UnknownFormat(fmt)
