"""Raising duties set-wise: which rows the calendar of a county lacks, and putting them in. No permission is asked here."""

import datetime as dt
from collections.abc import Iterator, Sequence

from django.db.models import Count

from datong.foundation.openness.core import due
from datong.foundation.openness.models import Calendar, Duty, Item
from datong.foundation.openness.queries import duties
from datong.foundation.openness.queries.catalogue import rule, versions
from datong.foundation.openness.registry import ASPECTS
from datong.foundation.storage import service as storage


def missing(county: str, begins: dt.date, to: dt.date, keys: Sequence[str] = ()) -> Iterator[Duty]:
    """The duties of every period up to `to` that a village of the county does not have yet; of some keys, or all.

    Three queries, and one for each period that only some villages have.
    """
    there = [place.code for place in duties.villages(county, to)]
    rows = Duty.objects.filter(county=county, place_code__in=there, stage="")
    counted = rows.order_by().values_list("key", "period_start").annotate(Count("id"))
    known = {(key, start): count for key, start, count in counted}
    for key, listed in versions(county).items():
        if keys and key not in keys:
            continue
        by_version = {item.version: item for item in listed}
        for period in due.owed([rule(item) for item in listed], begins, last_day(listed[0], to)):
            count = known.get((key, period.start), 0)
            if count == len(there):
                continue
            have = set(rows.filter(key=key, period_start=period.start).values_list("place_code", flat=True))
            item = by_version[period.version]
            for code in there:
                if code not in have:
                    yield duty(item, code, period)


def last_day(item: Item, to: dt.date) -> dt.date:
    """No period of a retired aspect begins after its last day."""
    until = ASPECTS.get(item.aspect).until if item.aspect in ASPECTS else None
    return to if until is None else min(to, until)


def duty(item: Item, place_code: str, period: due.Owed, stage: str = "") -> Duty:
    """An unsaved duty."""
    return Duty(
        county=item.county, place_code=place_code, aspect=item.aspect, key=item.key, item=item,
        period_start=period.start, period_end=period.end, stage=stage, due_on=period.due,
    )  # fmt: skip


def put(county: str, begins: dt.date, to: dt.date, keys: Sequence[str] = ()) -> int:
    """Insert what is missing; how many."""
    new = list(missing(county, begins, to, keys))
    storage.insert_objects(new)
    return len(new)


def renew(county: str, key: str, since: dt.date) -> None:
    """After a change of an item from `since` on: what is still open of periods that end then or later is raised anew.
    Nothing happens before the county's calendar was ever raised."""
    calendar = Calendar.objects.select_for_update(no_key=True).filter(county=county).first()
    if calendar is None:
        return
    still = Duty.objects.filter(county=county, key=key, stage="", period_end__gte=since)
    still.filter(fulfilled_on__isnull=True, exempt="").exclude(item__cycle__in=("at_once", "stage")).delete()
    put(county, calendar.begins_on, calendar.raised_to, [key])
