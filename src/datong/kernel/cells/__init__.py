"""Cells of a ledger (单元格): from what a spreadsheet holds to a value, or to a sentence saying why not.

Every parser takes a raw cell as the reader gives it and returns a value, None for an empty cell (nothing, or
only blanks), or raises `BadCell`. Whether a cell may be empty is the column's business.
"""

from datong.kernel.cells.choices import parse_choice, parse_flag
from datong.kernel.cells.dates import parse_date, parse_year
from datong.kernel.cells.numbers import parse_decimal, parse_integer, parse_money
from datong.kernel.cells.texts import Raw, parse_identity, parse_text
from datong.kernel.refusal import REFUSAL_CODES, BadCell, RefusalCode

__all__ = [
    "REFUSAL_CODES",
    "BadCell",
    "Raw",
    "RefusalCode",
    "parse_choice",
    "parse_date",
    "parse_decimal",
    "parse_flag",
    "parse_identity",
    "parse_integer",
    "parse_money",
    "parse_text",
    "parse_year",
]
