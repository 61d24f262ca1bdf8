"""Which county and which date a page is about."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, Subquery
from django.http import Http404

from datong.foundation.access import service as access
from datong.foundation.ledgers.enums import ImportState
from datong.foundation.ledgers.models import Import
from datong.foundation.places import service as places
from datong.kernel import clock


@dataclass(frozen=True)
class InView:
    """The county (6 digits, its place) and the date of the ledgers a page shows."""

    county: str
    place: Any
    as_of: dt.date
    dates: tuple[dt.date, ...]


def dates_of(county: str) -> tuple[dt.date, ...]:
    """Dates for which the county handed in ledgers, and the last day on which something was entered; the newest first."""
    done = Import.objects.filter(county=county, state__in=(ImportState.DONE, ImportState.RUNNING))
    entered = done.exclude(source="").filter(as_of__lte=clock.today()).order_by("-as_of", "-id")
    shown = done.filter(Q(source="") | Q(pk=Subquery(entered.values("pk")[:1])))
    return tuple(shown.order_by("-as_of").values_list("as_of", flat=True).distinct())


def in_view(request: Any) -> InView:
    """The county and date of a request: `county` and `as_of` of the address, else the viewer's own county and its
    newest ledger. Sets `request.county` and `request.as_of` for the frame. Raises Http404 for unusable ones."""
    home = request.GET.get("county") or access.home_place(request.user)
    place = places.county(home) if home else places.counties().first()
    if place is None:
        raise Http404("no such county")
    county = place.code[:6]
    dates = dates_of(county)
    as_of = dates[0] if dates else clock.today()
    asked = request.GET.get("as_of")
    if asked:
        try:
            as_of = dt.date.fromisoformat(asked)
        except ValueError as error:
            raise Http404("no such date") from error
    request.county, request.as_of = place.short, as_of
    return InView(county, place, as_of, dates)
