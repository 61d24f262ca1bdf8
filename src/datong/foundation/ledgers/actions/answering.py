"""Refused rows that come in again: which ones a sheet answers (column 退回编号), and what becomes of them."""

from collections.abc import Sequence
from typing import Any

from datong.foundation.ledgers.core.headings import Heading
from datong.foundation.ledgers.core.reader import RawSheet
from datong.foundation.ledgers.models import RefusedRow, SheetReceipt
from datong.kernel import clock


def answers(raw: RawSheet, heading: Heading, rows: Sequence[int]) -> dict[int, int]:
    """Refused rows that this sheet answers: id of the refused row by row of this sheet (column 退回编号)."""
    at = heading.found.get("-退回编号")
    if at is None:
        return {}
    cells = [(raw.first_row + index, str(raw.columns[at][index]).removesuffix(".0")) for index in rows]
    return {row: int(text) for row, text in cells if text.isascii() and text.isdigit() and len(text) < 16}


def mark_answered(user: Any, receipt: SheetReceipt, settle: dict[int, int], refused: set[int]) -> None:
    """Settle the refused rows that this sheet brought again: accepted ones are corrected, and of one that is refused
    once more the newer refusal is what waits."""
    waiting = RefusedRow.objects.filter(state="open", receipt__file__batch__county=receipt.file.batch.county)
    for state, again in (("corrected", False), ("dismissed", True)):
        numbers = [number for row, number in settle.items() if (row in refused) == again]
        if numbers:
            waiting.filter(
                pk__in=numbers, receipt__slug=receipt.slug, receipt__programme=receipt.programme
            ).update(state=state, settled_by=user, settled_at=clock.now(), answer=receipt)
