"""The forms of dibao on paper (纸质表格): blank, or filled from a case; each a document for PDF and DOCX."""

from datong.programmes.dibao.queries.papers.catalogue import FORMS, Form, form_of, forms_for
from datong.programmes.dibao.queries.papers.fairness import fairness_report
from datong.programmes.dibao.queries.papers.money import payment_list
from datong.programmes.dibao.queries.papers.parts import Words
from datong.programmes.dibao.queries.papers.postings import posting_sheet

__all__ = [
    "FORMS",
    "Form",
    "Words",
    "fairness_report",
    "form_of",
    "forms_for",
    "payment_list",
    "posting_sheet",
]
