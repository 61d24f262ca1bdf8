"""What every page of the duty calendar and the catalogue begins with: which county, which day."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, cast

from django.http import Http404, HttpRequest

from datong.foundation.access import service as access
from datong.foundation.access.service import Scope, User
from datong.foundation.openness import service
from datong.foundation.openness.forms.catalogue import day_asked
from datong.foundation.places import service as places
from datong.web.links import links

VIEW = "openness.view"


@dataclass(frozen=True)
class InView:
    """The county (6 digits) of a page, its day, the present day of its duty calendar, what the reader sees of it."""

    county: str
    day: dt.date
    present: dt.date
    scope: Scope


def in_view(request: HttpRequest, place_code: str = "") -> InView:
    """County and day of a request: of the place, of the address (`county`, `as_of`), else the reader's own and the present.

    Sets `request.county` and `request.as_of` for the frame. Raises Refused, Http404.
    """
    access.require(request.user, VIEW, place_code=place_code or None)
    home = place_code or request.GET.get("county") or access.home_place(request.user)
    place = places.county(home) if home else places.counties().first()
    if place is None:
        raise Http404("no such county")
    now = service.present(place.code)
    day = day_asked(request.GET.get("as_of", ""), now)
    if day is None:
        raise Http404("no such date")
    there: Any = request
    there.county, there.as_of = place.short, day
    return InView(place.code[:6], day, now, access.scope(request.user, VIEW))


def shown(request: HttpRequest, **context: object) -> dict[str, object]:
    """What every template knows."""
    return {"to": links(request), **context}


def actor(request: HttpRequest) -> User:
    """Who acts; pages are for people who signed in."""
    return cast(User, request.user)
