"""A register as its reader may see it: the rows of one declared sheet, on one date, inside the reader's scope."""

from array import array
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import Substr
from django.http import Http404
from django.utils.translation import gettext as _

from datong.foundation.access import service as access
from datong.foundation.ledgers.core.kinds import Choice, Flag, Year
from datong.foundation.ledgers.core.sheet import Column, Sheet
from datong.foundation.ledgers.queries.asking import Asking, chosen, filterable
from datong.foundation.ledgers.queries.finding import narrowed, ordered
from datong.foundation.ledgers.queries.remembered import COUNTS, ROWS, Counts, Stamp
from datong.foundation.ledgers.queries.shown import PLACE, Shown, flag, paths, place_names, printed, shown
from datong.foundation.ledgers.queries.viewing import InView
from datong.foundation.ledgers.registry import PROGRAMMES, SHEETS
from datong.foundation.places import service as places
from datong.kernel.bilingual import Text
from datong.web.paging import Page, paginate

SEE = "registers.view"
TOWN_DIGITS = 9
MOST_CHOICES = 60


@dataclass(frozen=True)
class Line:
    """One row of the list: the record's number and its cells as printed."""

    pk: int
    cells: list[str]


@dataclass(frozen=True)
class Choices:
    """One filter: its name in the address, its label, and (value, words, rows of the register that have it)."""

    name: str
    label: str | Text
    values: list[tuple[str, str, int | None]]


@dataclass(frozen=True)
class Listing:
    """A page of a register. `page.items` are `Line`s; `total` counts the register before anything was left out;
    `names` are those of every place that the page mentions."""

    sheet: Sheet
    view: InView
    asking: Asking
    columns: list[Shown]
    page: Page
    total: int
    choices: list[Choices]
    names: dict[str, str]

    def chosen(self, name: str) -> str:
        """The value of a filter in force; empty without one."""
        places = {"town": self.asking.town, "village": self.asking.village}
        return places[name] if name in places else self.asking.filters.get(name, "")


def sheet_called(programme: str, slug: str) -> Sheet:
    """The declared sheet of an address; raises Http404."""
    name = f"{programme}.{slug}"
    if name not in SHEETS:
        raise Http404("no such register")
    return SHEETS.get(name)


def programme_of(sheet: Sheet) -> Text:
    """The name of a sheet's programme."""
    return PROGRAMMES.get(sheet.programme)[1]


def require_some(user: access.AnyUser, action: str, sheet: Sheet, county: str) -> None:
    """Raises Refused unless the user may do `action` for the sheet's programme somewhere in the county."""
    prefixes = access.scope(user, action, sheet.programme).prefixes
    if not any(each.startswith(county) or county.startswith(each) for each in prefixes):
        raise access.Refused(access.permission(action).refusal, action)


def rows_seen(user: access.AnyUser, sheet: Sheet, view: InView, action: str = SEE) -> QuerySet[Any]:
    """The rows that speak on the date in view and on which the user may do `action`."""
    rows: QuerySet[Any] = sheet.model.objects.at(view.county, view.as_of)
    return access.visible(rows, user, action, sheet.programme)


def rows_asked(
    user: access.AnyUser, sheet: Sheet, view: InView, asking: Asking, action: str
) -> QuerySet[Any]:
    """All rows that a question finds, in its order."""
    return ordered(
        narrowed(rows_seen(user, sheet, view, action), sheet, asking, view.county), sheet, asking.sort
    )


def question(user: access.AnyUser, sheet: Sheet, view: InView) -> tuple[Hashable, ...]:
    """What decides which rows of a sheet the user sees: register, county, date, scope. Raises Refused."""
    require_some(user, SEE, sheet, view.county)
    return (sheet.id, view.county, view.as_of, access.scope(user, SEE, sheet.programme).prefixes)


def listing(user: access.AnyUser, sheet: Sheet, view: InView, asking: Asking, known: Stamp) -> Listing:
    """A page of a register, `known` being the stamp of the registers; raises Refused. Two queries once the rows are
    remembered (three in one town), however long the register is."""
    asked = question(user, sheet, view)
    counts = COUNTS.get(asked, known, lambda: counted(sheet, rows_seen(user, sheet, view)))
    numbers = ROWS.get(
        (*asked, asking.key()),
        known,
        lambda: array("q", rows_asked(user, sheet, view, asking, SEE).values_list("id", flat=True)),
    )
    columns = chosen(sheet, asking)
    page = paginate(numbers, asking.page, asking.size, len(numbers))
    rows = read(sheet, columns, page.items)
    names = place_names({row[1] for row in rows} | set(counts[PLACE]) | {asking.town, asking.village} - {""})
    lines = [Line(row[0], printed(columns, row, names)) for row in rows]
    return Listing(
        sheet=sheet,
        view=view,
        asking=asking,
        columns=columns,
        page=Page(lines, page.number, page.size, page.total),
        total=sum(counts[PLACE].values()),
        choices=choices(sheet, asking, counts, names),
        names=names,
    )


def read(sheet: Sheet, columns: Sequence[Shown], numbers: Sequence[int]) -> list[tuple[Any, ...]]:
    """Rows by number, in the order of the numbers; one query."""
    found = sheet.model.objects.filter(pk__in=list(numbers)).values_list(*paths(columns)) if numbers else ()
    rows = {row[0]: row for row in found}
    return [rows[number] for number in numbers if number in rows]


def counted(sheet: Sheet, rows: QuerySet[Any]) -> Counts:
    """How many rows have each value of each filter; under `place_code`, how many each town has. One query."""
    columns = filterable(sheet)
    fields = [shown(sheet.id)[column.name].path for column in columns]
    groups = rows.order_by().annotate(town=Substr(PLACE, 1, TOWN_DIGITS)).values_list("town", *fields)
    counts: Counts = {name: {} for name in (PLACE, *(column.name for column in columns))}
    for *values, many in groups.annotate(many=Count("id")):
        for name, value in zip(counts, values, strict=True):
            word = value + "000" if name == PLACE else value
            if word not in (None, ""):
                counts[name][word] = counts[name].get(word, 0) + many
    return counts


def choices(sheet: Sheet, asking: Asking, counts: Counts, names: Mapping[str, str]) -> list[Choices]:
    """What each filter offers: the place first, then the declared filters; one with a single value is not offered."""
    offered = [town_choices(counts[PLACE], names)]
    if asking.town:
        offered.append(village_choices(asking.town))
    offered += [value_choices(column, counts[column.name]) for column in filterable(sheet)]
    return [each for each in offered if len(each.values) > 1 or each.name in asking.filters]


def town_choices(counts: Mapping[Any, int], names: Mapping[str, str]) -> Choices:
    """Towns by code; the county itself stands for its own bodies."""
    town = {
        code: _("县级机关") if code.endswith("000000") else names.get(code, code) for code in sorted(counts)
    }
    return Choices("town", _("镇"), [(code, town[code], counts[code]) for code in town])


def village_choices(town: str) -> Choices:
    """Villages of the town chosen. One query."""
    inside = places.within(places.prefix(town), "village").values_list("code", "short")
    return Choices("village", _("村（社区）"), [(code, short, None) for code, short in inside])


def value_choices(column: Column, counts: Mapping[Any, int]) -> Choices:
    """The values of a column: declared ones as declared, others the most frequent first."""
    values: list[Any]
    if isinstance(column.kind, Choice):
        values = [value for value in column.kind.choices if value in counts]
    elif isinstance(column.kind, Year):
        values = sorted(counts)
    else:
        values = sorted(counts, key=lambda value: -counts[value])[:MOST_CHOICES]
    words = [(flag(value, "", {}) if isinstance(column.kind, Flag) else str(value)) for value in values]
    keys = ["是" if value is True else "否" if value is False else str(value) for value in values]
    return Choices(
        column.name,
        column.label,
        [(key, word, counts[value]) for key, word, value in zip(keys, words, values, strict=True)],
    )
