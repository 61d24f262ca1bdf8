"""A figure divided: by town, by village, by month."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q
from django.db.models.functions import Substr

from datong.foundation.indicators.protocols import Figure, Value
from datong.foundation.indicators.queries.readings import Reading, handed_in, rows_behind, share_of
from datong.foundation.indicators.registry import FIGURES
from datong.foundation.places import service as places


@dataclass(frozen=True)
class Part:
    """A figure's value in one place."""

    code: str
    name: str
    reading: Reading


def breakdown(figure: Figure, county: str, day: dt.date, inside: str, within: Q | None = None) -> list[Part]:
    """The figure by town (`inside` a county) or by village (`inside` a town, 9 digits or more), every place listed;
    what lies in no town or village stands last under the place itself. Empty for figures that do not divide."""
    digits = 9 if len(places.prefix(inside)) <= 6 else 12
    level = "town" if digits == 9 else "village"
    area = Q(place_code__startswith=places.prefix(inside))
    where = area if within is None else area & within
    sides = (figure.share.numerator, figure.share.denominator) if figure.share else (figure.key,)
    numbers = [by_place(FIGURES.get(key), county, day, digits, where) for key in sides]
    if any(found is None for found in numbers):
        return []
    listed = [(place.code, place.short) for place in places.within(places.prefix(inside), level)]
    own = inside.ljust(12, "0")
    codes = {code for found in numbers for code in found or {}} - {code for code, _ in listed}
    listed += [(code, places.names({own}).get(own, code)) for code in sorted(codes)]
    return [
        Part(code, name, part_of(figure, [(found or {}).get(code) for found in numbers]))
        for code, name in listed
    ]


def part_of(figure: Figure, sides: list[Value]) -> Reading:
    """A place's reading from its numbers; a place without records has none of an additive figure."""
    if figure.share:
        return share_of(figure, sides[0] or 0, sides[1])
    return Reading(figure, 0 if sides[0] is None and figure.additive else sides[0])


def by_place(figure: Figure, county: str, day: dt.date, digits: int, within: Q) -> dict[str, Value] | None:
    """Numbers by 12-digit code of a town or village; None when the figure does not divide."""
    if figure.measure is None or figure.sheet not in handed_in(county, day):
        return None
    rows = rows_behind(figure, county, day, within).annotate(at=Substr("place_code", 1, digits))
    return {code.ljust(12, "0"): value for code, value in figure.measure.by(rows, "at").items()}


def monthly(figure: Figure, county: str, day: dt.date, within: Q | None = None) -> list[tuple[str, int]]:
    """Counted records by month (YYYY-MM) of the figure's own date field; empty for figures without one."""
    if not figure.day:
        return []
    rows = rows_behind(figure, county, day, within).order_by().values_list(figure.day)
    counted: dict[str, int] = {}
    for moment, number in rows.annotate(number=Count("id")):
        if moment is not None:
            counted[f"{moment:%Y-%m}"] = counted.get(f"{moment:%Y-%m}", 0) + number
    return sorted(counted.items())
