"""A register as its reader may see it: the rows of one declared sheet, on one date, inside the reader's scope."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import Substr
from django.http import Http404

from datong.foundation.access import service as access
from datong.foundation.ledgers.core.kinds import Flag, Town
from datong.foundation.ledgers.core.sheet import Sheet
from datong.foundation.ledgers.queries.asking import Asking, chosen, filterable
from datong.foundation.ledgers.queries.finding import narrowed, ordered
from datong.foundation.ledgers.queries.remembered import COUNTS, ROWS, Stamp, stamp
from datong.foundation.ledgers.queries.shown import Shown, paths, printed, shown
from datong.foundation.ledgers.queries.viewing import InView
from datong.foundation.ledgers.registry import SHEETS
from datong.foundation.places import service as places
from datong.web.paging import Page, paginate

TOWN_DIGITS = 9
MOST_CHOICES = 60


@dataclass(frozen=True)
class Line:
    """One row of the list: the record's number and its cells as printed."""

    pk: int
    cells: list[str]


@dataclass(frozen=True)
class Choices:
    """The values of one filter with how many rows of the register have each; `name` is its name in the address."""

    name: str
    values: list[tuple[str, str, int]]


@dataclass(frozen=True)
class Listing:
    """A page of a register. `page.items` are `Line`s; `total` counts the register before anything was left out."""

    sheet: Sheet
    view: InView
    asking: Asking
    columns: list[Shown]
    page: Page
    total: int
    choices: list[Choices]
    names: dict[str, str]


def sheet_called(programme: str, slug: str) -> Sheet:
    """The declared sheet of an address; raises Http404."""
    name = f"{programme}.{slug}"
    if name not in SHEETS:
        raise Http404("no such register")
    return SHEETS.get(name)


def rows_seen(user: access.AnyUser, sheet: Sheet, view: InView, action: str = "registers.view") -> QuerySet[Any]:
    """The rows that speak on the date in view and on which the user may do `action`."""
    rows = sheet.model.objects.at(view.county, view.as_of)
    return access.visible(rows, user, action, sheet.programme)  # type: ignore[no-any-return]


def listing(user: access.AnyUser, sheet: Sheet, view: InView, asking: Asking) -> Listing:
    """A page of a register; the caller has asked for permission. Four queries once the rows are remembered, and as
    many however long the register is."""
    scope = access.scope(user, "registers.view", sheet.programme).prefixes
    known = stamp()
    question = (sheet.id, view.county, view.as_of, scope)
    rows = rows_seen(user, sheet, view)
    counts = COUNTS.get(question, known, lambda: counted(sheet, rows))
    numbers = ROWS.get((*question, asking.key()), known, lambda: found(sheet, rows, asking))
    columns = chosen(sheet, asking)
    page = paginate(numbers, asking.page, asking.size, len(numbers))
    lines = read(sheet, columns, page.items)
    names = town_names(view, counts)
    return Listing(
        sheet=sheet,
        view=view,
        asking=asking,
        columns=columns,
        page=Page(lines, page.number, page.size, page.total),
        total=sum(counts[PLACES].values()),
        choices=choices(sheet, counts, names),
        names=names,
    )
