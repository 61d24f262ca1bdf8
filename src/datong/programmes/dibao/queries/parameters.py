"""The county's own values, as the rules read them."""

import datetime as dt
import json
from collections import defaultdict
from functools import lru_cache
from typing import Any

from datong.foundation.places import service as places
from datong.programmes.dibao.models import CountyParameter
from datong.programmes.dibao.rules import CountyParameters

DAY = dt.timedelta(days=1)


def county_parameters(county: str) -> CountyParameters:
    """What a county (6 digits) has entered; the same object while nothing has changed. Two queries. Raises BadParameters."""
    rows = list(CountyParameter.objects.filter(county=county[:6]).order_by("key", "since", "id"))
    name = places.names({county[:6] + "000000"}).get(county[:6] + "000000", "")
    given = {
        "county": county[:6],
        "name": name,
        "demonstration": any(row.demonstration for row in rows),
        "parameters": histories(rows),
    }
    return read(json.dumps(given, sort_keys=True, ensure_ascii=False))


@lru_cache(maxsize=64)
def read(given: str) -> CountyParameters:
    """Read once; the rules keep what they resolve for an object."""
    return CountyParameters.parse(json.loads(given))


def histories(rows: list[CountyParameter]) -> dict[str, list[dict[str, Any]]]:
    """The history of each key: a newer row of the same first day stands for the older; a later one ends it."""
    by_key: dict[str, dict[dt.date, CountyParameter]] = defaultdict(dict)
    for row in rows:
        by_key[row.key][row.since] = row
    return {key: history(sorted(found.items())) for key, found in by_key.items()}


def history(found: list[tuple[dt.date, CountyParameter]]) -> list[dict[str, Any]]:
    """One key's periods, none of which overlap."""
    ends = [since - DAY for since, _ in found[1:]] + [dt.date.max]
    return [
        {
            "from": since.isoformat(),
            "to": min(row.until or dt.date.max, end).isoformat() if row.until or end != dt.date.max else None,
            "value": row.value,
            "document": row.document,
        }
        for (since, row), end in zip(found, ends, strict=True)
    ]


def parameter_rows(county: str) -> list[CountyParameter]:
    """Every row ever entered, for the page that lists them."""
    return list(CountyParameter.objects.filter(county=county[:6]).select_related("by"))
