"""Opening a refused row for correction: its cells in full, for who may correct them, and journalled (打开退回行)."""

from typing import Any

from datong.foundation.access import service as access
from datong.foundation.journal import service as journal
from datong.foundation.ledgers.core.kinds import Identity, Phone
from datong.foundation.ledgers.enums import RefusedState
from datong.foundation.ledgers.models import RefusedRow
from datong.foundation.ledgers.queries.refusals import may_correct, sheet_of, texts_of
from datong.kernel.identity import mask, mask_phone


def open_row(user: Any, row: RefusedRow, *, door: str = "page") -> dict[str, str]:
    """The row's cells as text by column name, identity numbers and telephones in full. Raises access.Refused.

    Journalled when there is such a number in it: the purpose, correcting the row, is plain.
    """
    access.require(user, "ledgers.correct", programme=row.receipt.programme, place_code=row.place_code)
    texts = texts_of(row)
    if any(
        texts[column.name] for column in sheet_of(row).columns if isinstance(column.kind, Identity | Phone)
    ):
        journal.record(
            user.username, "ledgers.open_refused", f"ledgers.RefusedRow:{row.pk}", place=row.place_code, door=door,
            why="更正退回的行",
        )  # fmt: skip
    return texts


def masked_row(row: RefusedRow) -> list[tuple[Any, str]]:
    """The row's cells as pairs (column, text), masked where they identify somebody."""
    texts = texts_of(row)
    return [(column, hidden(column.kind, texts[column.name])) for column in sheet_of(row).columns]


def hidden(kind: Any, text: str) -> str:
    """A cell as everybody may see it."""
    if isinstance(kind, Identity):
        return mask(text)
    return mask_phone(text) if isinstance(kind, Phone) else text


def correctable(user: Any, row: RefusedRow) -> bool:
    """Whether the row waits and the user may correct it."""
    return row.state == RefusedState.OPEN and may_correct(user, row)
