"""The holiday notices since 2004 as the package chinesecalendar transcribes them."""

import datetime as dt
from collections import defaultdict
from functools import cache
from importlib.metadata import version

from chinese_calendar.constants import holidays, workdays

from datong.foundation.calendar.core.days import Named, assemble
from datong.kernel.workdays import WorkingDays

CHINESE = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
    "Anti-Fascist 70th Day": "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日",
}


def source() -> str:
    """Where the seed comes from; it stands where the number of a notice would."""
    return f"chinesecalendar {version('chinesecalendar')}"


@cache
def seed_years() -> dict[int, tuple[Named, ...]]:
    """The named days of each year from 2004 on."""
    found: dict[int, list[Named]] = defaultdict(list)
    for days, works in ((holidays, False), (workdays, True)):
        for day, name in days.items():
            found[day.year].append(Named(dt.date.fromordinal(day.toordinal()), works, CHINESE[name], name))
    return {year: tuple(sorted(found[year])) for year in sorted(found)}


@cache
def seed_calendar() -> WorkingDays:
    """The calendar of the seed; needs no database."""
    return assemble(seed_years())
