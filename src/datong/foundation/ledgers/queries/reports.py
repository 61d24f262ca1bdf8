"""Reads of imports: reports, refused rows."""

import json
from typing import Any

from django.db.models import QuerySet

from datong.foundation.ledgers.models import Import, ImportedFile, RefusedRow, SheetReceipt


def file_report(file: ImportedFile, lang: str) -> dict[str, Any]:
    """One workbook as REPORT.json tells it; identity numbers masked. Three queries."""
    receipts = list(file.sheets.all()) if file.pk else []
    rows: dict[int, list[RefusedRow]] = {}
    for row in RefusedRow.objects.filter(receipt__in=receipts).defer("cells"):
        rows.setdefault(row.receipt_id, []).append(row)
    return {
        "file": file.name,
        "programme": file.programme,
        "state": str(file.state),
        "import_id": file.batch_id,
        "problem": file.problem_en if lang.startswith("en") else file.problem_zh,
        "sheets": [sheet_report(receipt, rows.get(receipt.pk, []), lang) for receipt in receipts],
    }


def sheet_report(receipt: SheetReceipt, rows: list[RefusedRow], lang: str) -> dict[str, Any]:
    """One sheet of a workbook."""
    english = lang.startswith("en")
    return {
        "sheet": receipt.name,
        "accepted": receipt.accepted,
        "added": receipt.added,
        "changed": receipt.changed,
        "unchanged": receipt.accepted - receipt.added - receipt.changed,
        "refused": receipt.refused,
        "rows": [
            {
                "row": row.row,
                "code": row.code,
                "column": row.column,
                "value": row.value,
                "message": row.reason_en if english else row.reason_zh,
            }
            for row in rows
        ],
        "unknown_columns": receipt.unknown_columns,
        "left_out": receipt.left_out,
        "problem": receipt.problem_en if english else receipt.problem_zh,
    }


def imports(county: str | None = None) -> QuerySet[Import]:
    """Imports, the newest first, with who handed them in. No entries."""
    found = Import.objects.filter(source="").select_related("by", "undone_by")
    return found.filter(county=county[:6]) if county else found


def import_report(batch: Import, lang: str) -> dict[str, Any]:
    """A whole import as REPORT.json tells it."""
    return {"import_id": batch.pk, "files": [file_report(file, lang) for file in batch.files.all()]}


def refused_rows(import_id: int) -> QuerySet[RefusedRow]:
    """Refused rows of an import that wait for correction."""
    return RefusedRow.objects.filter(receipt__file__batch=import_id, state="open").select_related("receipt")


def cells_of(row: RefusedRow) -> dict[str, Any]:
    """A refused row's cells by heading, as they were."""
    cells: dict[str, Any] = json.loads(row.cells)
    return cells
