"""A briefing as DOCX in the layout of GB/T 9704. Names the official fonts, embeds none.

The same briefing gives the same bytes: the clock, the machine and the user leave no trace in the file.
"""

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph

from datong.foundation.briefings.core import word_styles as styles
from datong.foundation.briefings.core.layout import Layout, lay_out
from datong.foundation.briefings.core.model import Briefing, Run
from datong.foundation.documents.service import word


def to_docx(briefing: Briefing, *, include_questions: bool = False) -> bytes:
    """The briefing as an Office Open XML file (Word, WPS, LibreOffice)."""
    layout = lay_out(briefing, include_questions)
    document = Document()
    styles.prepare(document, layout)
    _head(document, layout)
    _body(document, layout)
    _annex(document, layout)
    _foot(document, layout)
    if layout.lang == "zh":
        word.widen_punctuation(document.element.body.iter(qn("w:r")))
    return word.packed(document)


def _head(document: WordDocument, layout: Layout) -> None:
    for number, (text, size) in enumerate(styles.masthead_sizes(layout)):
        line = _add(document, text, styles.MASTHEAD)
        line.runs[0].font.size = Pt(size)
        line.paragraph_format.line_spacing = Pt(size * 1.3)
        line.paragraph_format.space_before = Mm(8 if number == 0 else 3)
    _add(document, layout.issue_line, styles.ISSUE)
    imprint = _add(document, f"{layout.issuer}\t{layout.date_line}", styles.IMPRINT)
    word.border(imprint, "bottom", eighths=12, color=word.RED)  # the red rule (红线)


def _body(document: WordDocument, layout: Layout) -> None:
    _add(document, "\n".join(layout.title_lines), styles.TITLE)
    _prose(document, layout.lead)
    for section in layout.sections:
        if section.heading:
            _add(document, section.heading, styles.HEADING)
        _prose(document, section.runs)


def _prose(document: WordDocument, runs: tuple[Run, ...]) -> None:
    if not runs:
        return
    paragraph = document.add_paragraph(style=styles.BODY)
    for run in runs:
        paragraph.add_run(run.text)


def _annex(document: WordDocument, layout: Layout) -> None:
    if not layout.annex:
        return
    heading = _add(document, layout.annex_heading, styles.HEADING)
    heading.paragraph_format.page_break_before = True
    for number, question in enumerate(layout.annex, 1):
        _add(document, f"{number}. {question}", styles.BODY)


def _foot(document: WordDocument, layout: Layout) -> None:
    for number, note in enumerate(layout.notes):
        line = _add(document, note, styles.NOTE)
        if number == 0:
            line.paragraph_format.space_before = Pt(29)
    _recipients(document, layout)
    # Word wants a paragraph after a table, if an empty one.
    copies = _add(document, layout.copies_line, styles.FOOT)
    copies.alignment = ALIGN.RIGHT
    copies.paragraph_format.right_indent = Pt(14)


def _recipients(document: WordDocument, layout: Layout) -> None:
    if not layout.recipients:
        return
    hang = styles.hanging(max((one.label for one in layout.recipients), key=len))
    table = document.add_table(rows=0, cols=1)
    for one in layout.recipients:
        line = table.add_row().cells[0].paragraphs[0]
        line.style = styles.FOOT
        line.add_run(f"{one.label.strip()}\t{one.body}" if one.label else one.body)
        line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = hang, Pt(-hang.pt)
        line.paragraph_format.keep_with_next = True
    styles.frame(table)


def _add(document: WordDocument, text: str, style: str) -> WordParagraph:
    return document.add_paragraph(text, style=style)
