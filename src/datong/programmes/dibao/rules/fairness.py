"""Is a question put fairly, and to whom: age groups, cells too small to print, when a source of questions is switched off."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from datong.kernel.bilingual import Text

__all__ = ["AGES", "FEWEST", "SMALLEST", "age_group", "hidden", "switched_off"]

FEWEST = 30
SMALLEST = 10
AGES = {
    "minor": Text("未满18岁", "under 18"),
    "adult": Text("18–59岁", "18 to 59"),
    "elderly": Text("60–79岁", "60 to 79"),
    "old": Text("80岁及以上", "80 and over"),
    "unknown": Text("出生日期不详", "date of birth unknown"),
}


def age_group(birth: dt.date | None, on: dt.date) -> str:
    """The key of the group on a day."""
    if birth is None:
        return "unknown"
    age = on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))
    return "minor" if age < 18 else "adult" if age < 60 else "elderly" if age < 80 else "old"


def hidden(counts: Sequence[int]) -> list[bool]:
    """Which rows of a printed table hide their numbers: those of 1 to 9; and where that is one row alone, the next
    smallest besides, since one would be the difference of all others from the total."""
    small = [0 < count < SMALLEST for count in counts]
    if sum(small) == 1:
        others = [(count, at) for at, count in enumerate(counts) if count >= SMALLEST]
        if others:
            small[min(others)[1]] = True
    return small


def switched_off(confirmed: int, settled: int) -> bool:
    """Fewer than half of at least 30 settled questions were confirmed: the source is switched off, not the person."""
    return settled >= FEWEST and 2 * confirmed < settled
