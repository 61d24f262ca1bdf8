"""Identity numbers of people who do not exist (GB 11643): unique, with their check character, in provinces nobody has.

Provinces 66 to 69 are not assigned (GB/T 2260), so no number here is or was a real person's. 66 is the county's own; 67 to
69 stand for people who got their number elsewhere. Digits 3 to 6 are the county, digits 15 to 17 the number of the day: its last
part tells the block, so that no two blocks of a county can meet.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from datong.engine.synth.columns import Ints, Truths

__all__ = [
    "BLOCKS",
    "COUNTIES",
    "check_place",
    "county_code",
    "digit_slip",
    "issue",
    "old",
    "swapped",
    "whole",
]

BLOCKS: Final = 10
"""Blocks of a county."""
COUNTIES: Final = 99 * 99
PROVINCE: Final = 66
A_DAY: Final = 50
"""Numbers of one sex that a block may give out for one day of birth."""
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS: Final = tuple("10X98765432")
_UNITS: Final[Ints] = np.array([10**place for place in range(17)])


def county_code(county: int, province: int = PROVINCE) -> int:
    """Six digits, of a county counted from 0."""
    return province * 10_000 + (1 + county // 99) * 100 + 1 + county % 99


def issue(block: int, birth: Ints, male: Truths, elsewhere: Ints) -> Ints:
    """The first 17 digits for each person. `elsewhere`: 0 for numbers of the county, 1 to 3 for others."""
    county, part = divmod(block, BLOCKS)
    cell = birth * 2 + male
    order = np.argsort(cell, kind="stable")
    sorted_ = cell[order]
    starts = np.flatnonzero(np.r_[True, sorted_[1:] != sorted_[:-1]])
    place = np.arange(len(cell)) - np.repeat(starts, np.diff(np.r_[starts, len(cell)]))
    number = np.empty(len(cell), dtype=np.int64)
    number[order] = place
    if len(number) and number.max() >= A_DAY:
        raise OverflowError("more births on one day than a block has numbers for")
    number = (number + birth * 7919) % A_DAY
    sequence = 2 * (number * BLOCKS + part) + male
    return (county_code(county) + elsewhere * 10_000) * 10**11 + birth * 1000 + sequence


def check_place(number: Ints) -> Ints:
    """Where the check character stands in "10X98765432"."""
    total = np.zeros(len(number), dtype=np.int64)
    rest = number
    for weight in reversed(_WEIGHTS):
        rest, digit = np.divmod(rest, 10)
        total += weight * digit
    return total % 11


def whole(number: Ints, check: Ints) -> pa.Array:
    """Eighteen characters; a slip may have made the first one 0."""
    ends = pa.array(_CHECKS).take(pa.array(check))
    digits = pc.utf8_lpad(pa.array(number).cast(pa.string()), 17, "0")
    return pc.binary_join_element_wise(digits, ends, "")


def old(number: Ints) -> pa.Array:
    """The fifteen digits a person had before 1999: no century, no check character. Only for those born in the 1900s."""
    area, rest = np.divmod(number, 10**11)
    return pa.array(area * 10**9 + rest % 10**9).cast(pa.string())


def digit_slip(number: Ints, place: Ints, by: Ints) -> Ints:
    """One of the seventeen digits replaced: the one at `place` from the right, raised by `by` (1 to 9) modulo 10."""
    unit: Ints = _UNITS[place]
    digit: Ints = number // unit % 10
    wrong: Ints = number + ((digit + by) % 10 - digit) * unit
    return wrong


def swapped(number: Ints) -> Ints:
    """Day and month of birth exchanged."""
    month, day = number // 10**5 % 100, number // 10**3 % 100
    turned: Ints = number + (day - month) * 10**5 + (month - day) * 10**3
    return turned
