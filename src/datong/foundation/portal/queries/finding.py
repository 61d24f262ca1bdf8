"""Search: villages by name, part of it or pinyin initials; publications by words in them."""

from dataclasses import dataclass
from functools import reduce
from operator import and_

from django.db.models import Q, QuerySet

from datong.foundation.openness import service as openness
from datong.foundation.openness.service import Publication
from datong.foundation.places import service as places
from datong.foundation.portal.core.names import bilingual
from datong.foundation.portal.protocols import Asked, Page
from datong.foundation.portal.queries import land
from datong.foundation.portal.queries.rendering import html
from datong.foundation.storage import service as storage
from datong.kernel.bilingual import Text
from datong.web.paging import paginate

GRAMS = "portal_grams"
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Found:
    """A village found by name."""

    code: str
    name: Text
    town: Text


def search(asked: Asked) -> Page | None:
    """What is found; an empty question shows the empty form."""
    county = land.county(asked.query.get("county", ""))
    if county is None:
        return None
    text = asked.query.get("q", "").strip()[:LONGEST]
    page = paginate(publications(text, county.code), asked.query.get("page", 1), 25) if text else None
    return html(
        "search",
        asked,
        listed=False,
        section="search",
        county=county,
        text=text,
        villages=villages(text, county.code) if text else [],
        page=page,
        names=land.called({row.place_code for row in page.items}) if page else {},
        day=land.present(county.code),
    )


def villages(text: str, county: str) -> list[Found]:
    """Villages by name, part of it or initials, and those of a town so named; three queries at most."""
    found = [place for place in places.find(text, county) if place.level in ("village", "town")]
    inside = [place.code for place in found if place.level == "town"]
    rows = [place for place in found if place.level == "village"]
    if inside:
        rows += places.Place.objects.filter(parent__in=inside, level="village", valid_to__isnull=True)
    names = places.names({row.parent for row in rows})
    return [
        Found(
            row.code,
            bilingual(row.short),
            bilingual(names[row.parent]) if row.parent in names else Text("", ""),
        )
        for row in rows
    ]


def publications(text: str, county: str) -> QuerySet[Publication]:
    """Publications shown now that hold every word of the text, the newest first."""
    words, ids = storage.found_in(GRAMS, text)
    rows = openness.shown().filter(county=county[:6])
    if ids is None:
        return rows.none()
    longer = [Q(public_words__words__contains=word) for word in words if len(word) != 2]
    return rows.filter(reduce(and_, longer, Q(id__in=ids)))
