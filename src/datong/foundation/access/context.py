"""What every template knows of its reader (context processor)."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from datong.foundation.access.enums import Role
from datong.foundation.access.service import AnyUser, User, can, home_place, programmes_seen, roles
from datong.foundation.places import service as places
from datong.kernel import clock
from datong.web.navigation import Entry, Item, items

__all__ = ["Viewer", "viewer"]


@dataclass
class Viewer:
    """The reader of a page. Everything but the name is worked out when a template first asks."""

    request: HttpRequest
    user: AnyUser

    @property
    def is_authenticated(self) -> bool:
        return bool(self.user.is_authenticated)

    @property
    def username(self) -> str:
        return self.user.get_username()

    @property
    def name(self) -> str:
        return self.user.name if isinstance(self.user, User) else ""

    @cached_property
    def roles(self) -> list[Role]:
        return roles(self.user)

    @cached_property
    def programmes(self) -> list[str]:
        """Slugs of the programmes the reader may see figures of."""
        return programmes_seen(self.user)

    @cached_property
    def navigation(self) -> list[Item]:
        """The entries whose action the reader may do somewhere."""
        return items(self.request, self.permitted)

    def permitted(self, entry: Entry) -> bool:
        return entry.action is None or self.may(entry.action, entry.programme)

    def may(self, action: str, programme: str | None = None, place_code: str | None = None) -> bool:
        """For a template that draws a button or not; the action itself asks again."""
        return can(self.user, action, programme=programme, place_code=place_code)


def viewer(request: HttpRequest) -> dict[str, Any]:
    """`viewer`, `county` (its name, or None), `as_of` (a date) and `LANGUAGE_CODE`.

    A view may set `request.county` (a name) and `request.as_of`; otherwise the county of the reader's widest
    post and today stand. Two queries at most, whatever the page.
    """
    reader = Viewer(request, request.user)
    county = getattr(request, "county", None) or county_of(reader)
    as_of = getattr(request, "as_of", None) or clock.today()
    return {"viewer": reader, "county": county, "as_of": as_of, "LANGUAGE_CODE": get_language()}


def county_of(reader: Viewer) -> str | None:
    """The name of the county in which the reader holds the widest post."""
    code = home_place(reader.user)
    place = places.county(code) if code else None
    return place.short if place else None
