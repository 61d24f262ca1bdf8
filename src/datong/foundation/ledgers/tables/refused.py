"""The table of refused rows, its filters and chips."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from datong.foundation.ledgers import registry
from datong.foundation.ledgers.core.codes import code
from datong.foundation.ledgers.queries.refusals import Facets
from datong.foundation.ledgers.tables.imports import message, named, shortened
from datong.foundation.ledgers.tables.states import counted
from datong.web.jinja import language
from datong.web.tables import Row


def refused_rows(rows: Iterable[Any], places: Mapping[str, str], query: str) -> list[Row]:
    """One row a refused row; it opens its form, which keeps the filters."""
    lang = language()
    return [
        Row(
            [
                named(row.receipt.name, row.row),
                code(row.code).name.to(lang),
                places.get(row.place_code, row.place_code),
                shortened(message(row)),
            ],
            reverse("refused_row", args=[row.pk]) + query,
        )
        for row in rows
    ]


def choices(facets: Facets) -> dict[str, list[tuple[str, str]]]:
    """What one may filter by, with how many rows each has."""
    lang = language()
    return {
        "sheet": [
            (name, counted(registry.SHEETS.get(name).label.to(lang), n)) for name, n in facets.sheets.items()
        ],
        "code": [(name, counted(code(name).name.to(lang), n)) for name, n in facets.codes.items()],
    }


def chips(asked: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Filters in force as (label, value, parameter)."""
    lang, found = language(), []
    if asked.get("import"):
        found.append((_("导入"), asked["import"], "import"))
    if asked.get("programme") in registry.PROGRAMMES:
        found.append((_("台账"), registry.PROGRAMMES.get(asked["programme"])[1].to(lang), "programme"))
    if asked.get("sheet") in registry.SHEETS:
        found.append((_("工作表"), registry.SHEETS.get(asked["sheet"]).label.to(lang), "sheet"))
    if asked.get("code"):
        found.append((_("原因"), code(asked["code"]).name.to(lang), "code"))
    return found


def kept(asked: Mapping[str, str]) -> str:
    """The filters as the end of an address."""
    query = {name: value for name, value in asked.items() if value}
    return f"?{urlencode(query)}" if query else ""


def usual_reason(row: Any) -> str:
    """What one usually says when a row is dismissed; empty where it has to be thought about."""
    return {"duplicate": _("重复填报，以前面一行为准"), "conflict": _("以名册中已有的记录为准")}.get(
        row.code, ""
    )
