"""Reading papers back: the words of a PDF as a reader would copy them, a DOCX by python-docx."""

import io
import shutil
import subprocess

import pytest
from docx import Document
from docx.document import Document as WordDocument

from datong.foundation.documents.service import Block, Doc, to_docx, to_pdf

needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext reads the PDF back")


def words(pdf: bytes) -> list[list[str]]:
    """The lines of each page, blanks folded, empty lines left out."""
    told = subprocess.run(
        ["pdftotext", "-layout", "-enc", "UTF-8", "-", "-"], input=pdf, capture_output=True, check=True
    )
    pages = told.stdout.decode().rstrip("\f").split("\f")
    return [[" ".join(line.split()) for line in page.splitlines() if line.strip()] for page in pages]


def body(*blocks: Block, **head: object) -> list[str]:
    """The lines that these blocks print on a first page, without the title and the line at the foot."""
    page = words(to_pdf(Doc("题目", blocks, **head)))[0]  # type: ignore[arg-type]
    assert page[0] == "题目"
    assert page[-1].endswith("页")
    return page[1:-1]


def opened(doc: Doc) -> WordDocument:
    return Document(io.BytesIO(to_docx(doc)))
