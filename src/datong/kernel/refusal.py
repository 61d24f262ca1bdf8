"""Why a row of a ledger is refused (退回原因): the codes, and the error a cell parser raises."""

from __future__ import annotations

from typing import Literal, get_args

from datong.kernel.bilingual import Text

__all__ = ["REFUSAL_CODES", "BadCell", "RefusalCode"]

RefusalCode = Literal[
    "missing_id",
    "bad_check_digit",
    "unknown_place",
    "ambiguous_place",
    "bad_date",
    "bad_number",
    "bad_choice",
    "missing_value",
    "unknown_contract",
    "unknown_person",
    "unknown_doctor",
    "duplicate",
    "conflict",
]
REFUSAL_CODES: tuple[RefusalCode, ...] = get_args(RefusalCode)


class BadCell(ValueError):
    """A cell that cannot be taken in.

    `code` is one of REFUSAL_CODES; `text` says what is wrong and what to do. The text never repeats the cell:
    who may see the value, and how much of it is masked, is decided where it is shown.
    """

    def __init__(self, code: RefusalCode, text: Text) -> None:
        super().__init__(code, text)
        self.code: RefusalCode = code
        self.text = text

    def __str__(self) -> str:
        return f"{self.code}: {self.text}"
