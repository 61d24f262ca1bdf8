"""Reads of workbooks taken into the books, and of the rows that were not taken."""

import json

from django.db.models import Count, Q, QuerySet

from datong.foundation.access import service as access
from datong.foundation.access.service import AnyUser
from datong.foundation.ledgers.service import FilledRow, filled
from datong.programmes.sunshine.models import BookImport, BookRefusal
from datong.programmes.sunshine.permissions import PROGRAMME, VIEW
from datong.programmes.sunshine.registry import SHEETS


def imports(viewer: AnyUser, place_code: str) -> QuerySet[BookImport]:
    """The imports of a village, the newest first, each with `waiting`: refused rows not yet brought right."""
    rows = access.visible(BookImport.objects.all(), viewer, VIEW, PROGRAMME)
    waiting = Count("refusals", filter=Q(refusals__settled__isnull=True))
    return rows.filter(place_code=place_code).select_related("by").annotate(waiting=waiting)


def refusals(found: BookImport) -> QuerySet[BookRefusal]:
    """The rows an import refused that still wait, in the order of the workbook."""
    return found.refusals.filter(settled__isnull=True).order_by("id")


def template(title: str) -> bytes:
    """An empty workbook of a village's books."""
    return filled(title, [(sheet, ()) for sheet in SHEETS])


def refused_workbook(found: BookImport, title: str, lang: str) -> bytes:
    """The waiting rows as a workbook to correct and hand in again."""
    rows: dict[str, list[FilledRow]] = {}
    for each in refusals(found):
        reason = each.reason_en if lang == "en" else each.reason_zh
        rows.setdefault(each.sheet, []).append(FilledRow(json.loads(each.cells), each.column, reason))
    return filled(title, [(sheet, rows[sheet.slug]) for sheet in SHEETS if sheet.slug in rows])
