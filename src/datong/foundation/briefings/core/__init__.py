"""The briefing (简报) as a document: one structure in; Markdown, HTML, DOCX and PDF out. Knows no Django.

model.py      what a briefing says: title, paragraphs, runs, distribution
layout.py     what every format prints: numbered headings, cleaned text, wording of the language
document.py   a briefing as plain data and back, for keeping
editing.py    what a county may write between the figures
markdown.py hypertext.py word.py pdf.py     one format each
"""

from datong.foundation.briefings.core.document import digest, from_dict, to_dict
from datong.foundation.briefings.core.editing import fault
from datong.foundation.briefings.core.hypertext import to_html, to_html_page
from datong.foundation.briefings.core.markdown import to_markdown
from datong.foundation.briefings.core.model import Briefing, FigureUrl, Lang, Paragraph, Run
from datong.foundation.briefings.core.pdf import to_pdf
from datong.foundation.briefings.core.word import to_docx

__all__ = [
    "Briefing",
    "FigureUrl",
    "Lang",
    "Paragraph",
    "Run",
    "digest",
    "fault",
    "from_dict",
    "to_dict",
    "to_docx",
    "to_html",
    "to_html_page",
    "to_markdown",
    "to_pdf",
]
