"""How long the county waits after a letter has arrived before it takes something away (告知期)."""

import datetime as dt
from typing import Any

from datong.foundation.calendar import service as calendar
from datong.foundation.casework.service import Case
from datong.kernel.bilingual import Text
from datong.kernel.workdays import Limit, reckon
from datong.programmes.dibao.queries.parameters import county_parameters
from datong.programmes.dibao.workflow.words import NOTICE_PERIOD

UNITS = {"working": Text("个工作日", " working days"), "calendar": Text("日", " days")}


def county_period(county: str, on: dt.date) -> Limit | None:
    """The county's own time of notice on a day, beside the ten days of the table; None when it has set none."""
    found = county_parameters(county).find("advance_notice_days", on)
    return Limit(found.value.days, found.value.unit, found.document) if found else None


def over_after(case: Case, delivered: dt.date) -> dt.date:
    """The last day of waiting: the later one of the table's and the county's."""
    days = calendar.working_days()
    periods = [NOTICE_PERIOD, county_period(case.county, delivered)]
    ends = [reckon(each, delivered, days).due for each in periods if each is not None]
    return max(end for end in ends if end is not None)


def said(county: str, on: dt.date) -> dict[str, Any]:
    """For a letter: how long it waits, in words."""
    own = county_period(county, on)
    periods = [NOTICE_PERIOD, *([own] if own and own.unit == "working" else [])]
    if own and own.unit == "calendar" and own.days > NOTICE_PERIOD.days:
        periods = [own]
    zh = "、且满 ".join(f"{each.days} {UNITS[each.unit].zh}" for each in periods)
    en = " and ".join(f"{each.days}{UNITS[each.unit].en}" for each in periods)
    return {"zh": zh, "en": en}
