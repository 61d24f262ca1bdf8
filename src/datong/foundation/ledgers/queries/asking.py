"""What a reader asks of a register: words, filters, order, page, columns. All of it lives in the address."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from datong.foundation.ledgers.core.kinds import Reference, Town, Village
from datong.foundation.ledgers.core.sheet import Column, Sheet
from datong.foundation.ledgers.queries.shown import Shown, in_reading_order, shown
from datong.kernel.text import fold
from datong.web.paging import SIZES

LONGEST = 60
MANY_COLUMNS = 9
PLACE_CODE = re.compile(r"\d{12}")
LIKE_IDENTITY = re.compile(r"\d{14,}[xX]?")
SIZE_KEPT = "page_size"


@dataclass(frozen=True)
class Asking:
    """`q` words to find; `filters` wanted value by column; `town`, `village` 12-digit codes; `sort` a column name,
    with - before it for the other way round; `columns` names to show, none for the usual ones; `persons` ids that an
    identity number found (never a part of an address)."""

    q: str = ""
    filters: Mapping[str, str] = field(default_factory=dict)
    town: str = ""
    village: str = ""
    sort: str = ""
    page: str = "1"
    size: str = ""
    columns: tuple[str, ...] = ()
    persons: tuple[int, ...] | None = None

    @property
    def narrowed(self) -> bool:
        """Whether anything leaves rows out."""
        return bool(self.q or self.filters or self.town or self.village or self.persons is not None)

    def key(self) -> tuple[Any, ...]:
        """What decides which rows come in which order."""
        return (self.q, tuple(sorted(self.filters.items())), self.town, self.village, self.sort, self.persons)


def like_identity(text: str) -> bool:
    """Whether somebody typed an identity number, right or with a slip: such words never stay in an address."""
    return LIKE_IDENTITY.search(fold(text).replace(" ", "").replace("-", "")) is not None


def filterable(sheet: Sheet) -> list[Column]:
    """Columns offered as filters besides the place."""
    every = shown(sheet.id)
    return [
        c
        for c in sheet.columns
        if c.filter and every[c.name].field and not isinstance(c.kind, Town | Village)
    ]


def referring(sheet: Sheet) -> list[Column]:
    """Columns that may be narrowed to one number of another sheet, from a link there."""
    return [column for column in sheet.columns if isinstance(column.kind, Reference)]


def asked(sheet: Sheet, query: Any) -> Asking:
    """What an address (a QueryDict) asks of a sheet; what is not understood is left out."""
    narrowing = [column.name for column in (*filterable(sheet), *referring(sheet))]
    filters = {name: value for name in narrowing if (value := query.get(name, "").strip()[:LONGEST])}
    sort = query.get("sort", "")
    sortable = shown(sheet.id).get(sort.removeprefix("-"))
    known = {each.name for each in choosable(sheet)}
    return Asking(
        q=words(query.get("q", "")),
        filters=filters,
        town=code(query.get("town", "")),
        village=code(query.get("village", "")),
        sort=sort if sortable is not None and sortable.sort else "",
        page=query.get("page", "1"),
        size=query.get("size", ""),
        columns=tuple(name for name in query.getlist("col") if name in known),
    )


def words(text: str) -> str:
    """The words to find, as they are compared; none of what looks like an identity number."""
    return "" if like_identity(text) else fold(text)[:LONGEST]


def code(text: str) -> str:
    return text if PLACE_CODE.fullmatch(text) else ""


def choosable(sheet: Sheet) -> list[Shown]:
    """Columns that a list may show: all but the sealed ones."""
    return [each for each in in_reading_order(sheet) if not each.personal]


def chosen(sheet: Sheet, asking: Asking) -> list[Shown]:
    """The columns to show; the identity is always there."""
    if not asking.columns:
        return usual(sheet)
    return [each for at, each in enumerate(choosable(sheet)) if at == 0 or each.name in asking.columns]


def usual(sheet: Sheet) -> list[Shown]:
    """The columns shown unless others are asked for. Where they are many, the village stands for its town too."""
    shown_first = [each for at, each in enumerate(choosable(sheet)) if at == 0 or each.column.shown]
    if len(shown_first) > MANY_COLUMNS and sheet.village() is not None:
        return [each for each in shown_first if not isinstance(each.column.kind, Town)]
    return shown_first


def with_size(asking: Asking, session: Any) -> Asking:
    """The page size of the address, else the one the reader chose last; a new choice is kept."""
    kept = str(session.get(SIZE_KEPT, ""))
    if asking.size.isdigit() and int(asking.size) in SIZES:
        if asking.size != kept:
            session[SIZE_KEPT] = asking.size
        return asking
    return replace(asking, size=kept or "50")
