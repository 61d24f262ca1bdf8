"""Reads of organisations and of who holds which duty."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from datong.foundation.organisations.models import Holder, Organisation
from datong.foundation.places.service import prefix


@dataclass(frozen=True, slots=True)
class HolderLine:
    """Somebody who holds a duty; `duty` is the code."""

    person_id: int
    name: str
    duty: str
    place_code: str


def names(ids: set[int]) -> dict[int, str]:
    """Names by id, one query."""
    return dict(Organisation.objects.filter(id__in=ids).values_list("id", "name"))


def on_duty(day: dt.date) -> Q:
    """Duties that count on `day`: begun, and not yet ended."""
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gt=day))


def holders(place_code: str, duties: Collection[str], on: dt.date) -> list[HolderLine]:
    """Who holds one of these duties on a day for this place or one inside it (a county's code: all of the county).

    By place, duty and the order of entry; one query.
    """
    inside = prefix(place_code)
    rows = Holder.objects.filter(
        on_duty(on),
        place_code__range=(inside.ljust(12, "0"), inside.ljust(12, "9")),
        duty__in=[str(duty) for duty in duties],
    ).order_by("place_code", "duty", "id")
    return [HolderLine(*row) for row in rows.values_list("person_id", "name", "duty", "place_code")]


def duties_of(person_ids: Collection[int], on: dt.date) -> dict[int, list[HolderLine]]:
    """The duties each of these persons holds on a day, anywhere; who holds none is no key. One query."""
    found: dict[int, list[HolderLine]] = {}
    rows = Holder.objects.filter(on_duty(on), person_id__in=person_ids).order_by("place_code", "duty", "id")
    for row in rows.values_list("person_id", "name", "duty", "place_code"):
        found.setdefault(row[0], []).append(HolderLine(*row))
    return found


def holder_rows() -> QuerySet[Holder]:
    """Every duty, ended ones too, those in force first; the caller narrows it to what its viewer may see."""
    return Holder.objects.order_by(F("until").desc(nulls_first=True), "place_code", "duty", "id")


def holder(pk: int) -> Holder | None:
    """One of them."""
    return Holder.objects.filter(pk=pk).first()
