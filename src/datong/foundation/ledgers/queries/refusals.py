"""Refused rows that wait, inside the viewer's programmes and places; what a row's form needs."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from datong.foundation.access import service as access
from datong.foundation.ledgers import registry
from datong.foundation.ledgers.core.sheet import Sheet
from datong.foundation.ledgers.enums import RefusedState
from datong.foundation.ledgers.models import RefusedRow

FILTERS = ("import", "programme", "sheet", "code")


def scope_of(user: Any, action: str) -> Q:
    """The refused rows on which the user may do `action`: by the programme of their sheet and by their place."""
    inside = Q(pk__in=[])
    for programme in registry.PROGRAMMES:
        scope = access.scope(user, action, programme)
        if scope:
            inside |= Q(receipt__programme=programme) & scope.q("place_code")
    return inside


def refused_seen(user: Any, county: str, action: str = "ledgers.view") -> QuerySet[RefusedRow]:
    """Refused rows of a county (6 digits) in any state, without their cells."""
    rows = RefusedRow.objects.filter(scope_of(user, action), receipt__file__batch__county=county)
    return rows.select_related("receipt__file__batch").defer("cells").order_by("id")


def waiting(user: Any, county: str, action: str = "ledgers.view") -> QuerySet[RefusedRow]:
    """Those that wait for correction."""
    return refused_seen(user, county, action).filter(state=RefusedState.OPEN)


def narrowed(rows: QuerySet[RefusedRow], asked: Mapping[str, str]) -> QuerySet[RefusedRow]:
    """Rows of one import (number), programme, sheet (programme.slug) or code, as far as asked for."""
    if asked.get("import", "").isdecimal():
        rows = rows.filter(receipt__file__batch=int(asked["import"]))
    if asked.get("programme"):
        rows = rows.filter(receipt__programme=asked["programme"])
    if asked.get("sheet"):
        programme, _, slug = asked["sheet"].partition(".")
        rows = rows.filter(receipt__programme=programme, receipt__slug=slug)
    if asked.get("code"):
        rows = rows.filter(code=asked["code"])
    return rows


@dataclass(frozen=True)
class Facets:
    """Rows by sheet id (programme.slug), by programme and by code, the most frequent code first."""

    sheets: dict[str, int]
    programmes: dict[str, int]
    codes: dict[str, int]


def facets(rows: QuerySet[RefusedRow]) -> Facets:
    """How many rows there are of each kind. One query."""
    found = rows.order_by().values_list("receipt__programme", "receipt__slug", "code").annotate(Count("id"))
    sheets, programmes, codes = Counter[str](), Counter[str](), Counter[str]()
    for programme, slug, code, count in found:
        sheets[f"{programme}.{slug}"] += count
        programmes[programme] += count
        codes[code] += count
    ordered = {name: sheets[name] for name in registry.SHEETS if name in sheets}
    return Facets(ordered, dict(programmes), dict(codes.most_common()))


def refused_row(user: Any, pk: int) -> RefusedRow | None:
    """One refused row in any state, its cells included, if the user may see it."""
    rows = RefusedRow.objects.select_related("receipt__file__batch", "settled_by")
    return rows.filter(scope_of(user, "ledgers.view"), pk=pk).first()


def may_correct(user: Any, row: RefusedRow) -> bool:
    """Whether the user may correct or dismiss this row."""
    return access.can(user, "ledgers.correct", programme=row.receipt.programme, place_code=row.place_code)


def next_waiting(user: Any, county: str, asked: Mapping[str, str], after: int) -> int | None:
    """The next row that the user may correct among those asked for, from the first again after the last."""
    rows = narrowed(waiting(user, county, "ledgers.correct"), asked)
    following = rows.filter(pk__gt=after).values_list("pk", flat=True).first()
    return following if following is not None else rows.exclude(pk=after).values_list("pk", flat=True).first()


def sheet_of(row: RefusedRow) -> Sheet:
    """The declared sheet of a refused row. Raises UnknownKeyError when it is declared no more."""
    return registry.SHEETS.get(f"{row.receipt.programme}.{row.receipt.slug}")


def texts_of(row: RefusedRow) -> dict[str, str]:
    """A refused row's cells as text by column name: as a clerk would type them."""
    cells: dict[str, Any] = json.loads(row.cells)
    return {column.name: typed(cells.get(column.heading)) for column in sheet_of(row).columns}


def typed(cell: Any) -> str:
    """A stored cell as text: whole numbers without a point, midnight without a time."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return str(cell).removesuffix("T00:00:00").strip()


def places_named(rows: Iterable[RefusedRow]) -> set[str]:
    """12-digit codes of the rows' places."""
    return {row.place_code for row in rows}
