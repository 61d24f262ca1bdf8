"""How identity numbers are compared (身份证号码怎样比对): as one spelling, and packed into 64 bits.

The spelling: no blanks, half-width, x as X; a number of 15 digits as the 18 characters it became (19 before the year,
the check character computed). Whatever is no identity number (a passport, a slip of the pen) is compared as it stands in that
spelling. An empty cell is compared with nothing.

The key: a number of 18 digits is its own key; one that ends in X has its 17 digits with a minus. So two numbers have the same
key only when they are the same, wrong check characters included. Other texts have keys at or below `TEXTS`, 61 bits of their MD5.

Eighteen half-width characters without blank and x are taken as they stand: nothing is computed for the usual row, and reading it
as it is costs less than packing it.
"""

from __future__ import annotations

import hashlib
import re

from datong.kernel import identity

__all__ = [
    "BLANKS", "NARROW", "OLD", "TEXTS", "WEIGHTS", "WIDE", "is_old_sql", "key_of", "key_sql", "spelling", "spelling_sql",
]  # fmt: skip

TEXTS = -(1 << 62)
_BITS = (1 << 61) - 1
WIDE, NARROW = "０１２３４５６７８９Ｘｘx", "0123456789XXX"
BLANKS = " \t\r\n\u00a0\u3000\u200b\ufeff"
_TABLE = str.maketrans(WIDE, NARROW, BLANKS)
_NEW = re.compile(r"[1-9][0-9]{16}[0-9X]")
OLD = "[1-9][0-9]{14}"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def spelling(raw: str) -> str:
    """The one spelling of a number as it was written; "" for an empty one."""
    if len(raw) == 18 and raw.isascii() and "x" not in raw and " " not in raw:
        return raw
    text = raw.translate(_TABLE)
    if not re.fullmatch(OLD, text):
        return text
    digits = f"{text[:6]}19{text[6:]}"
    return digits + identity.check_digit(digits)


def key_of(raw: str) -> int | None:
    """The key of one number as it was written; None for an empty one."""
    text = spelling(raw)
    if not text:
        return None
    if _NEW.fullmatch(text):
        return -int(text[:17]) if text[17] == "X" else int(text)
    digest = hashlib.md5(text.encode(), usedforsecurity=False).digest()
    return TEXTS - (int.from_bytes(digest[8:], "little") & _BITS)


def spelling_sql(raw: str) -> str:
    """`spelling` as an expression over a column of text; NULL for an empty one."""
    usual = [f"strlen({raw}) = 18", f"length({raw}) = 18", f"NOT contains({raw}, 'x')"]
    usual.append(f"NOT contains({raw}, ' ')")
    text = _tidy(raw)
    digits = f"substring({text}, 1, 6) || '19' || substring({text}, 7, 9)"
    total = " + ".join(
        f"{weight} * cast(substring({digits}, {place}, 1) AS integer)"
        for place, weight in enumerate(WEIGHTS, 1)
    )
    old = f"{digits} || substring('10X98765432', cast(({total}) % 11 AS integer) + 1, 1)"
    return (
        f"CASE WHEN {' AND '.join(usual)} THEN {raw}"
        f" WHEN regexp_full_match({text}, '[1-9][0-9]{{14}}') THEN {old}"
        f" ELSE nullif({text}, '') END"
    )


def is_old_sql(raw: str) -> str:
    """Whether a column's text was a number of 15 digits."""
    return f"regexp_full_match({_tidy(raw)}, '[1-9][0-9]{{14}}')"


def key_sql(spelt: str) -> str:
    """The key of a column that `spelling_sql` made."""
    return (
        f"CASE WHEN regexp_full_match({spelt}, '[1-9][0-9]{{17}}') THEN cast({spelt} AS bigint)"
        f" WHEN regexp_full_match({spelt}, '[1-9][0-9]{{16}}X') THEN -cast(substring({spelt}, 1, 17) AS bigint)"
        f" ELSE {TEXTS} - cast(md5_number_lower({spelt}) & {_BITS} AS bigint) END"
    )


def _tidy(raw: str) -> str:
    signs = " || ".join(_sign(blank) for blank in BLANKS)
    return f"translate({raw}, '{WIDE}' || {signs}, '{NARROW}')"


def _sign(character: str) -> str:
    return f"chr({ord(character)})"
