"""Handing out a register as a file: what is shown and nothing else, numbers masked, journalled."""

from django.db import transaction
from django.http import Http404

from datong.foundation.access import service as access
from datong.foundation.journal import service as journal
from datong.foundation.ledgers.core.sheet import Sheet
from datong.foundation.ledgers.extracts.tables import csv_bytes, table, xlsx_bytes
from datong.foundation.ledgers.queries.asking import Asking, chosen
from datong.foundation.ledgers.queries.registers import require_some, rows_asked
from datong.foundation.ledgers.queries.viewing import InView

EXPORT = "registers.export"
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def export_register(
    user: access.AnyUser,
    sheet: Sheet,
    view: InView,
    asking: Asking,
    fmt: str,
    *,
    lang: str,
    door: str = "page",
) -> bytes:
    """The rows and columns that a listing shows, all pages of it, as `csv` or `xlsx`; identity numbers masked.

    Raises Http404 for another format, access.Refused.
    """
    if fmt not in TYPES:
        raise Http404("no such format")
    require_some(user, EXPORT, sheet, view.county)
    with transaction.atomic():
        rows = rows_asked(user, sheet, view, asking, EXPORT)
        columns = [each.column for each in chosen(sheet, asking)]
        headings, lines = table(sheet, rows, lang, masked=True, columns=columns)
        journal.record(
            user.get_username(),
            EXPORT,
            f"ledgers.Sheet:{sheet.id}",
            place=view.county + "000000",
            door=door,
            detail={
                "as_of": view.as_of.isoformat(),
                "format": fmt,
                "columns": [column.name for column in columns],
                "narrowed_by": sorted(asking.filters)
                + [name for name in ("q", "town", "village") if getattr(asking, name)],
            },
        )
        return (
            csv_bytes(headings, lines) if fmt == "csv" else xlsx_bytes(headings, lines, sheet.label.to(lang))
        )
