"""Open data (开放数据): of every village and of the county its publications, duties, figures, objections and places, as
JSON, as CSV, and described as a Frictionless tabular data package, version 1."""

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from django.conf import settings

from datong.foundation.places import service as places
from datong.foundation.portal.protocols import JSON, Asked, Page
from datong.foundation.portal.queries import land
from datong.foundation.portal.queries.datasets import Dataset, Row, datasets, of_level
from datong.foundation.portal.queries.remembering import remembered
from datong.foundation.portal.queries.rendering import html
from datong.kernel.text import neutralise

CSV = "text/csv; charset=utf-8"
LICENCES = {
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}


def as_csv(dataset: Dataset, rows: Iterable[Row]) -> bytes:
    """UTF-8 without a mark, RFC 4180, a heading of field names; empty where there is no value."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([field.name for field in dataset.fields])
    writer.writerows([cell(value) for value in row] for row in rows)
    return out.getvalue().encode()


def cell(value: Any) -> Any:
    """A value as CSV holds it; a text that a spreadsheet would take for a formula gets an apostrophe."""
    if isinstance(value, str):
        return neutralise(value)
    if value is None:
        return ""
    return value if not isinstance(value, bool) else "true" if value else "false"


def as_json(dataset: Dataset, rows: Iterable[Row]) -> bytes:
    """A list of objects, one a line."""
    names = [field.name for field in dataset.fields]
    lines = (LINES.encode(dict(zip(names, row, strict=True))) for row in rows)
    return ("[\n" + ",\n".join(lines) + "\n]\n").encode()


def plain(value: Any) -> Any:
    """What JSON has no form of: days as YYYY-MM-DD, exact decimals as numbers."""
    return value.isoformat() if hasattr(value, "isoformat") else float(value)


LINES = json.JSONEncoder(ensure_ascii=False, default=plain)


def package(place: places.Place) -> dict[str, Any]:
    """The datapackage.json of a place."""
    name, _, address = settings.DATONG_OPEN_LICENCE.partition(" ")
    county = land.county(place.code[:6])
    return {
        "profile": "tabular-data-package",
        "name": f"openness-{place.code}",
        "title": f"{place.name} 村务公开 Village openness",
        "description": "数字、字段和许可见 docs/reference/open-data.md。 Fields, withheld numbers and licence: see the documentation.",
        "homepage": settings.DATONG_PUBLIC_URL.rstrip("/")
        + ("/open/" if place.level == "county" else f"/open/v/{place.code}/"),
        "licenses": [{"name": name, "path": address or LICENCES.get(name, "")}],
        "contributors": [{"title": county.name if county else place.name, "role": "publisher"}],
        "resources": [resource(each) for each in datasets(place)],
    }


def resource(dataset: Dataset) -> dict[str, Any]:
    """One table of a package with its schema; the same table as JSON stands beside it under the same name."""
    return {
        "profile": "tabular-data-resource",
        "name": dataset.name,
        "title": f"{dataset.title.zh} {dataset.title.en}",
        "path": f"{dataset.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [
                {"name": each.name, "type": each.kind, "title": each.title.zh, "description": each.title.en}
                for each in dataset.fields
            ],
            "primaryKey": list(dataset.key),
            "missingValues": [""],
        },
    }


def data_file(asked: Asked) -> Page | None:
    """A table, or the description of all tables of a place."""
    place = place_of(asked.found["place"])
    if place is None:
        return None
    name, kind = asked.found["name"], asked.found["kind"]
    if (name, kind) == ("datapackage", "json"):
        return Page((json.dumps(package(place), ensure_ascii=False, indent=1) + "\n").encode(), JSON)
    for dataset in datasets(place):
        if dataset.name == name:
            rows = rows_of(dataset, place.code)
            return Page(as_csv(dataset, rows), CSV) if kind == "csv" else Page(as_json(dataset, rows), JSON)
    return None


@remembered
def rows_of(dataset: Dataset, code: str) -> list[Row]:
    """The rows of a table, for both of its files."""
    place = place_of(code)
    return list(dataset.rows(place)) if place else []


@remembered
def place_of(code: str) -> places.Place | None:
    """A county or village that exists now; one query."""
    level = "county" if code.endswith("000000") else "village"
    return places.Place.objects.filter(code=code, level=level, valid_to__isnull=True).first()


def data_page(asked: Asked) -> Page | None:
    """What there is, for the county and for each village."""
    county = land.county()
    if county is None:
        return None
    name, _, address = settings.DATONG_OPEN_LICENCE.partition(" ")
    there = land.land(county)
    return html(
        "data",
        asked,
        section="data",
        county=county,
        day=land.present(county.code),
        towns=[(name, there.of(code)) for code, name in there.towns.items() if there.of(code)],
        counties=[(each, datasets(each)) for each in places.counties().order_by("code")],
        datasets=of_level("village"),
        licence=name,
        licence_address=address or LICENCES.get(name, ""),
    )


def paths(place: places.Place) -> list[str]:
    """The addresses of a place's tables, below /open/."""
    named = [f"{each.name}.{kind}" for each in datasets(place) for kind in ("csv", "json")]
    return [f"data/{place.code}/{name}" for name in ("datapackage.json", *named)]
