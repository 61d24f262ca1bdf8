"""The door: declare paragraphs, assemble, edit and freeze briefings; what the cockpit and its pages show."""

from datong.foundation.briefings.actions import edit, freeze
from datong.foundation.briefings.core import (
    Briefing,
    FigureUrl,
    Run,
    to_docx,
    to_html,
    to_html_page,
    to_markdown,
    to_pdf,
)
from datong.foundation.briefings.errors import BadParagraph, EditedMeanwhile, UnknownFormat
from datong.foundation.briefings.protocols import Template
from datong.foundation.briefings.queries.assembling import as_json, draft
from datong.foundation.briefings.queries.cockpit import (
    Card,
    Cockpit,
    Lead,
    ProgrammePage,
    Register,
    see_cockpit,
    see_programme,
)
from datong.foundation.briefings.queries.issues import (
    DraftPage,
    EditPage,
    Issued,
    IssuePage,
    draft_json,
    frozen,
    issue_json,
    newest_issue,
    next_number,
    see_draft,
    see_edit,
    see_issue,
)
from datong.foundation.briefings.queries.lights import Light, Reason, light
from datong.foundation.briefings.queries.rendering import FORMATS, render
from datong.foundation.briefings.registry import TEMPLATES, register

__all__ = [
    "FORMATS",
    "TEMPLATES",
    "BadParagraph",
    "Briefing",
    "Card",
    "Cockpit",
    "DraftPage",
    "EditPage",
    "EditedMeanwhile",
    "FigureUrl",
    "IssuePage",
    "Issued",
    "Lead",
    "Light",
    "ProgrammePage",
    "Reason",
    "Register",
    "Run",
    "Template",
    "UnknownFormat",
    "as_json",
    "draft",
    "draft_json",
    "edit",
    "freeze",
    "frozen",
    "issue_json",
    "light",
    "newest_issue",
    "next_number",
    "register",
    "render",
    "see_cockpit",
    "see_draft",
    "see_edit",
    "see_issue",
    "see_programme",
    "to_docx",
    "to_html",
    "to_html_page",
    "to_markdown",
    "to_pdf",
]
