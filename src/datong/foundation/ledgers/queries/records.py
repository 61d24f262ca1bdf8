"""One record: every column, where it came from, its earlier versions, what refers to it."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet
from django.http import Http404

from datong.foundation.access import service as access
from datong.foundation.ledgers.core.kinds import Identity, Reference
from datong.foundation.ledgers.core.sheet import Column, Sheet
from datong.foundation.ledgers.models import SheetReceipt
from datong.foundation.ledgers.queries.asking import choosable
from datong.foundation.ledgers.queries.registers import Line, require_some, rows_seen
from datong.foundation.ledgers.queries.shown import (
    Shown,
    in_reading_order,
    number_of,
    paths,
    person_path,
    place_names,
    printed,
    shown,
)
from datong.foundation.ledgers.queries.viewing import InView
from datong.foundation.ledgers.registry import PROGRAMMES, SHEETS
from datong.kernel.bilingual import Text

SEE = "registers.view"
FEW = 5
FACTS = ("valid_from", "valid_to", "origin_id", "row", "closed_by_id")


@dataclass(frozen=True)
class Version:
    """One version of a record: when it speaks, which row of which import said so."""

    pk: int
    since: dt.date
    until: dt.date | None
    origin: SheetReceipt
    row: int


@dataclass(frozen=True)
class Detail:
    """One column in every version, the newest first; `changed`: whether it differs from the version before it.

    `leads` is what it names: ("person", id), or (sheet id, record id)."""

    column: Column
    values: list[str]
    changed: list[bool]
    leads: tuple[str, int] | None


@dataclass(frozen=True)
class Mention:
    """Records of another sheet that refer to this one: a few of them, and how many there are."""

    sheet: Sheet
    column: Column
    columns: list[Shown]
    lines: list[Line]
    total: int


@dataclass(frozen=True)
class RecordPage:
    """A record with all its versions; `at` is the place of the asked one among them. `household` is its id, if any."""

    sheet: Sheet
    at: int
    title: str
    number: str
    details: list[Detail]
    versions: list[Version]
    mentions: list[Mention]
    household: int | None

    @property
    def programme(self) -> Text:
        return PROGRAMMES.get(self.sheet.programme)[1]

    @property
    def version(self) -> Version:
        """The version asked for."""
        return self.versions[self.at]


def record(user: access.AnyUser, sheet: Sheet, view: InView, pk: int) -> RecordPage:
    """A record's page; raises Http404, or Refused when it lies outside the user's scope."""
    columns = list(shown(sheet.id).values())
    rows = versions_of(user, sheet, view, pk)
    names = place_names({row["place_code"] for row in rows})
    cells = [printed(columns, [row[path] for path in paths(columns)], names) for row in rows]
    at = next(index for index, row in enumerate(rows) if row["id"] == pk)
    front = in_reading_order(sheet)[0].name
    details = [
        Detail(each.column, values, differing(values), leading(user, each.column, rows[at]))
        for each, *values in zip(columns, *cells, strict=True)
    ]
    return RecordPage(
        sheet=sheet,
        at=at,
        title=next(detail.values[at] for detail in details if detail.column.name == front),
        number=next((d.values[at] for d in details if d.column.name == number_of(sheet)), ""),
        details=details,
        versions=told(rows),
        mentions=list(mentions(user, sheet, view, rows)),
        household=rows[at].get("household_id"),
    )


def versions_of(user: access.AnyUser, sheet: Sheet, view: InView, pk: int) -> list[dict[str, Any]]:
    """All versions of the record that the user may see, the newest first; one corrected on its own day spoke on no
    day, but was there. What an undone import wrote is left out: it withdrew that itself. Two queries."""
    require_some(user, SEE, sheet, view.county)
    key = sheet.model.objects.filter(pk=pk, county=view.county).values_list("key", flat=True).first()
    if key is None:
        raise Http404("no such record")
    undone = Q(valid_to=F("valid_from"), closed_by=F("origin"))
    kept = sheet.model.objects.filter(~undone, county=view.county, key=key)
    order = ("-valid_from", F("valid_to").desc(nulls_first=True), "-id")
    rows = list(access.visible(kept, user, SEE, sheet.programme).order_by(*order).values(*asked(sheet)))
    if all(row["id"] != pk for row in rows):
        raise access.Refused(access.permission(SEE).refusal, SEE)
    return rows


def asked(sheet: Sheet) -> list[str]:
    """Everything a page of details reads of a record."""
    fields = {field.name for field in sheet.model._meta.get_fields()}
    wanted = [*paths(list(shown(sheet.id).values())), *FACTS]
    wanted += [path for column in sheet.columns for path in lead_paths(column)]
    return list(dict.fromkeys([*wanted, "household_id"] if "household" in fields else wanted))


def lead_paths(column: Column) -> list[str]:
    """What to read to follow a column to the thing it names."""
    if isinstance(column.kind, Identity):
        return [f"{person_path(column)}_id"]
    return [f"{column.name}_id", f"{column.name}__place_code"] if isinstance(column.kind, Reference) else []


def leading(user: access.AnyUser, column: Column, row: dict[str, Any]) -> tuple[str, int] | None:
    """Where a column of a row leads, if the user may go there."""
    read = [row[path] for path in lead_paths(column)]
    if not read or read[0] is None:
        return None
    if isinstance(column.kind, Identity):
        return ("person", read[0])
    target = SHEETS.get(column.kind.to) if isinstance(column.kind, Reference) else None
    if target is None or not access.can(user, SEE, programme=target.programme, place_code=read[1]):
        return None
    return (target.id, read[0])


def differing(values: Sequence[str]) -> list[bool]:
    """Whether each value differs from the next older one."""
    return [value != older for value, older in zip(values, [*values[1:], values[-1]], strict=True)]


def told(rows: Sequence[dict[str, Any]]) -> list[Version]:
    """Versions with the sheets they came from. One query."""
    receipts = SheetReceipt.objects.select_related("file__batch__by").in_bulk(
        {row["origin_id"] for row in rows}
    )
    return [
        Version(row["id"], row["valid_from"], row["valid_to"], receipts[row["origin_id"]], row["row"])
        for row in rows
    ]


def mentions(
    user: access.AnyUser, sheet: Sheet, view: InView, rows: Sequence[dict[str, Any]]
) -> Iterator[Mention]:
    """Records of other sheets that refer to this one; two queries a sheet."""
    pk = next((row["id"] for row in rows if row["valid_to"] is None), rows[0]["id"])
    for other in SHEETS.values():
        for column in other.columns:
            if refers(column) != sheet.id or not access.can(user, SEE, programme=other.programme):
                continue
            found: QuerySet[Any] = rows_seen(user, other, view).filter(**{column.name: pk})
            total = found.count()
            if total:
                columns = [
                    each for each in choosable(other) if each.name != column.name and each.column.shown
                ]
                few = list(found.order_by("-id").values_list(*paths(columns))[:FEW])
                names = place_names({row[1] for row in few})
                yield Mention(
                    other, column, columns, [Line(r[0], printed(columns, r, names)) for r in few], total
                )


def refers(column: Column) -> str | None:
    """The sheet whose rows a column names, if any."""
    if isinstance(column.kind, Reference):
        return column.kind.to
    return column.kind.known_in if isinstance(column.kind, Identity) else None
