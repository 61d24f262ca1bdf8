"""The day the synthetic registers stand at, and days and months as integers."""

from __future__ import annotations

from typing import Final

import numpy as np

from datong.engine.synth.columns import Ints

__all__ = ["DAY", "FIRST", "LAST", "before", "day_number", "days_of"]

DAY: Final = np.datetime64("2022-03-15", "D")
"""The day of the assessment."""
FIRST: Final = 2021 * 12 + 2
"""March 2021: the first of the twelve months reckoned, as year x 12 + month - 1."""
LAST: Final = 2022 * 12 + 1
"""February 2022: the last one."""


def before(days: Ints) -> Ints:
    """The day so many days before the day of the assessment, as yyyymmdd."""
    return day_number(DAY - days.astype("timedelta64[D]"))


def day_number(moments: np.ndarray[tuple[int], np.dtype[np.datetime64]]) -> Ints:
    """Days as yyyymmdd."""
    months = moments.astype("datetime64[M]")
    whole = months.astype(np.int64)
    day = (moments - months.astype("datetime64[D]")).astype(np.int64) + 1
    found: Ints = (1970 + whole // 12) * 10_000 + (whole % 12 + 1) * 100 + day
    return found


def days_of(numbers: Ints) -> Ints:
    """The reverse: days before the day of the assessment for yyyymmdd."""
    months = (numbers // 10_000 - 1970) * 12 + numbers // 100 % 100 - 1
    moments = months.astype("datetime64[M]").astype("datetime64[D]") + (numbers % 100 - 1)
    return (DAY - moments).astype(np.int64)
