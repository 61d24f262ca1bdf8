"""The county's parameters for their page: each with its value now, its history, the parts of its shape."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from datong.programmes.dibao.models import CountyParameter
from datong.programmes.dibao.queries.parameters import parameter_rows
from datong.programmes.dibao.rules import COUNTY_KEYS
from datong.programmes.dibao.rules.county_shape import CountyKey


@dataclass(frozen=True, slots=True)
class Line:
    """One parameter. `now`: the row in force, none where nobody entered one; `next`: one that begins later."""

    key: str
    declared: CountyKey
    now: CountyParameter | None
    next: CountyParameter | None

    @property
    def demonstration(self) -> bool:
        """Whether the value in force is there to try things out."""
        return self.now is not None and self.now.demonstration


def lines(county: str, on: dt.date) -> list[Line]:
    """Every parameter the law leaves to the county, in the order of the rules. One query."""
    rows: dict[str, list[CountyParameter]] = {}
    for row in parameter_rows(county):
        rows.setdefault(row.key, []).append(row)
    return [Line(key, declared, *standing(rows.get(key, []), on)) for key, declared in COUNTY_KEYS.items()]


def standing(
    rows: list[CountyParameter], on: dt.date
) -> tuple[CountyParameter | None, CountyParameter | None]:
    """The row in force and the next one: the newest row of the latest first day not after `on`, unless it has ended."""
    begun = [row for row in rows if row.since <= on]
    last = max(begun, key=lambda row: (row.since, row.pk), default=None)
    now = last if last and (last.until is None or last.until >= on) else None
    later = min((row for row in rows if row.since > on), key=lambda row: (row.since, -row.pk), default=None)
    return now, later


def standing_values(county: str, on: dt.date) -> dict[str, Any]:
    """The values in force on a day as they were entered, by key. One query."""
    return {line.key: line.now.value for line in lines(county, on) if line.now is not None}


def history_of(county: str, key: str) -> list[CountyParameter]:
    """Every row of one parameter, the newest first."""
    return [row for row in reversed(parameter_rows(county)) if row.key == key]
