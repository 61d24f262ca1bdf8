"""Due dates: how many a second on one core, and a batch of 30,000 rows as a process."""

import datetime as dt
import time
from pathlib import Path
from random import Random

from bench.home import datong, fresh
from datong.foundation.calendar.core.seed import seed_calendar
from datong.kernel.workdays import Limit, Pause, reckon

Line = tuple[str, str, str, bool]
DATES = 100_000
ROWS = 30_000
FIRST = dt.date(2012, 1, 1)
DAYS = 4700


def lines() -> list[Line]:
    """What is promised of due dates, measured."""
    plain, paused, batch = single(), stopped(), process()
    return [
        (f"{DATES:,} due dates one by one, one core", f"{plain:,.0f}/s", ">= 50,000/s", plain >= 50_000),
        (f"{DATES:,} limits with a pause, one core", f"{paused:,.0f}/s", "", True),
        (f"datong clock due --batch, {ROWS:,} rows, whole process", f"{batch:.2f} s", "<= 3 s", batch <= 3),
    ]


def pairs(count: int) -> list[tuple[dt.date, int]]:
    """The same days and limits each time."""
    chance = Random(2014)  # noqa: S311 - nothing secret
    return [(FIRST + dt.timedelta(chance.randrange(DAYS)), chance.randint(1, 72)) for _ in range(count)]


def single() -> float:
    """Due dates a second."""
    days, asked = seed_calendar(), pairs(DATES)
    begun = time.perf_counter()
    for start, count in asked:
        days.due(start, count)
    return DATES / (time.perf_counter() - begun)


def stopped() -> float:
    """Limits with one pause, with all that is told of them, a second."""
    days, limit = seed_calendar(), Limit(30, "working")
    asked = [
        (start, (Pause(start + dt.timedelta(5), start + dt.timedelta(5 + count), "补正"),))
        for start, count in pairs(DATES)
    ]
    begun = time.perf_counter()
    for start, pauses in asked:
        reckon(limit, start, days, pauses)
    return DATES / (time.perf_counter() - begun)


def process() -> float:
    """Seconds of a batch over a migrated database, start of the process included; the best of three."""
    with fresh() as home:
        file = Path(home) / "dates.csv"
        file.write_text("from,working_days\n" + "".join(f"{start},{count}\n" for start, count in pairs(ROWS)))
        taken = []
        for _ in range(3):
            begun = time.perf_counter()
            datong(home, "clock", "due", "--batch", str(file))
            taken.append(time.perf_counter() - begun)
    return min(taken)
