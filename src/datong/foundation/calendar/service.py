"""The door: the working-day calendar, its version, entering a notice, who is told of a change."""

from datong.foundation.calendar.actions import NewNotice, enter
from datong.foundation.calendar.core.days import Named, Stretch
from datong.foundation.calendar.core.reading import read, written
from datong.foundation.calendar.core.seed import seed_calendar
from datong.foundation.calendar.errors import BadNotice
from datong.foundation.calendar.queries import (
    YearPage,
    days_by_year,
    last_notice,
    version,
    working_days,
    year_page,
)
from datong.foundation.calendar.registry import on_change

__all__ = [
    "BadNotice",
    "Named",
    "NewNotice",
    "Stretch",
    "YearPage",
    "days_by_year",
    "enter",
    "last_notice",
    "on_change",
    "read",
    "seed_calendar",
    "version",
    "working_days",
    "written",
    "year_page",
]
