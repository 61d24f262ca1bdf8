"""The places of the public pages: which county, its towns and villages, how they are called."""

import datetime as dt
from dataclasses import dataclass

from datong.foundation.openness import service as openness
from datong.foundation.places import service as places
from datong.foundation.portal.core.names import bilingual
from datong.foundation.portal.queries.remembering import remembered
from datong.kernel.bilingual import Text


@dataclass(frozen=True, slots=True)
class Village:
    """A village or community, and the town it lies in."""

    code: str
    name: Text
    full: str
    town: str
    town_name: Text


@dataclass(frozen=True, slots=True)
class Land:
    """A county with its towns (by code) and villages (in code order)."""

    code: str
    name: Text
    towns: dict[str, Text]
    villages: tuple[Village, ...]

    def of(self, town: str) -> list[Village]:
        """The villages of a town."""
        return [village for village in self.villages if village.town == town]


@remembered
def county(code: str = "") -> places.Place | None:
    """The county asked for; without a code the first that keeps a calendar of disclosure, or the only one loaded."""
    if code:
        return places.county(code)
    kept = openness.Calendar.objects.order_by("county").values_list("county", flat=True).first()
    return places.county(kept) if kept else places.counties().order_by("code").first()


@remembered
def land(place: places.Place) -> Land:
    """Towns and villages that exist now; one query."""
    rows = places.Place.objects.filter(
        code__startswith=place.code[:6], level__in=("town", "village"), valid_to__isnull=True
    )
    towns: dict[str, Text] = {}
    found = []
    for row in rows:
        if row.level == "town":
            towns[row.code] = bilingual(row.short)
        else:
            found.append(row)
    villages = tuple(
        Village(row.code, bilingual(row.short), row.name, row.parent, towns.get(row.parent, Text("", "")))
        for row in found
    )
    return Land(place.code, bilingual(place.short), towns, villages)


@remembered
def village(code: str) -> Village | None:
    """One village; two queries."""
    row = places.Place.objects.filter(code=code, level="village").first()
    if row is None:
        return None
    town = places.names({row.parent}).get(row.parent, "")
    return Village(
        row.code, bilingual(row.short), row.name, row.parent, bilingual(town) if town else Text("", "")
    )


def called(codes: set[str]) -> dict[str, Text]:
    """Names by code; one query."""
    return {code: bilingual(short) for code, short in places.names(codes).items()}


@remembered
def present(county_code: str) -> dt.date:
    """The day the pages of a county speak of."""
    return openness.present(county_code[:6])


def others(code: str) -> list[places.Place]:
    """The counties other than this one."""
    return [each for each in places.counties().order_by("code") if each.code != code]


@remembered
def contacts(code: str) -> list[openness.Contact]:
    """Who answers for a place; one query."""
    return openness.contacts(code)
