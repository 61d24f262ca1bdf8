"""Reading places."""

from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from datong.foundation.places.core import LENGTHS, short_name
from datong.foundation.places.models import Place
from datong.kernel.text import fold


def within(code: str, level: str) -> QuerySet[Place]:
    """Places of one level inside `code` (any number of digits), in code order."""
    return Place.objects.filter(code__startswith=code, level=level)


def county(code: str) -> Place | None:
    """The county of a 6-digit (or longer) code."""
    return Place.objects.filter(code=code[:6] + "000000", level="county").first()


def counties() -> QuerySet[Place]:
    """Every county loaded."""
    return Place.objects.filter(level="county")


def names(codes: set[str]) -> dict[str, str]:
    """Short names by 12-digit code, one query."""
    return dict(Place.objects.filter(code__in=codes).values_list("code", "short"))


def find(text: str, county_code: str) -> list[Place]:
    """Places of a county by short or full name, part of it, pinyin initials or code; exact matches first, at most 50."""
    wanted = fold(text).replace(" ", "")
    inside = Place.objects.filter(code__startswith=county_code[:6])
    exact = list(inside.filter(Q(short=wanted) | Q(name=wanted) | Q(code=wanted)))
    if exact:
        return exact
    return list(
        inside.filter(
            Q(short__contains=wanted) | Q(name__contains=wanted) | Q(initials__startswith=wanted.lower())
        )[:50]
    )


@dataclass(frozen=True)
class Gazetteer:
    """A county's towns and villages by what people write, for reading ledgers. Built with one query."""

    county: str
    towns: dict[str, str] = field(default_factory=dict)
    villages: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    everywhere: dict[str, list[str]] = field(default_factory=dict)
    shorts: dict[str, str] = field(default_factory=dict)

    def town(self, name: str) -> str | None:
        """12-digit code of a town; 镇/乡/街道 may be left out."""
        return self.towns.get(name)

    def village(self, town: str | None, name: str) -> list[str]:
        """Codes that the name may mean: within the town when it is known, else in the whole county."""
        short = short_name(name, "village")
        if town is not None:
            return self.villages.get((town, short), [])
        return self.everywhere.get(short, [])


def gazetteer(county_code: str) -> Gazetteer:
    """The county's names."""
    found = Gazetteer(county_code[:6])
    for place in Place.objects.filter(
        code__startswith=county_code[:6], level__in=("town", "village", "county")
    ):
        found.shorts[place.code] = place.short
        if place.level == "town":
            found.towns[place.name] = place.code
            found.towns.setdefault(
                place.name.removesuffix("街道").removesuffix("镇").removesuffix("乡"), place.code
            )
        elif place.level == "village":
            for name in {place.short, place.name}:
                found.villages.setdefault((place.parent, name), []).append(place.code)
                found.everywhere.setdefault(name, []).append(place.code)
    return found


def level_of(code: str) -> str:
    """county, town or village by the trailing zeros of a 12-digit code."""
    for level, length in LENGTHS.items():
        if code[length:].strip("0") == "":
            return level
    return "village"
