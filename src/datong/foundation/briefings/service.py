"""The door: declare paragraphs, assemble, edit and freeze briefings."""

from datong.foundation.briefings.core import (
    Briefing,
    default_fonts,
    to_docx,
    to_html,
    to_html_page,
    to_markdown,
    to_pdf,
)
from datong.foundation.briefings.protocols import Template
from datong.foundation.briefings.queries.assembling import as_json, draft, frozen
from datong.foundation.briefings.registry import TEMPLATES, register

__all__ = [
    "TEMPLATES",
    "Briefing",
    "Template",
    "as_json",
    "default_fonts",
    "draft",
    "frozen",
    "register",
    "to_docx",
    "to_html",
    "to_html_page",
    "to_markdown",
    "to_pdf",
]
