"""A register as a table: headings that sort, rows that open, filters in force."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from datong.foundation.ledgers.queries.asking import Asking, choosable, referring
from datong.foundation.ledgers.queries.registers import Listing
from datong.foundation.ledgers.tables.addresses import record_stem, tail
from datong.kernel.bilingual import Text
from datong.web.tables import Column, Row


def register_columns(listing: Listing) -> list[Column]:
    """One heading a column; those with a field of their own sort."""
    return [Column(each.column.label, each.kind, each.name if each.sort else "") for each in listing.columns]


def register_rows(listing: Listing, request: HttpRequest) -> list[Row]:
    """One row a record; it opens the record."""
    stem, end = record_stem(listing.sheet), "/" + tail(request)
    return [Row(line.cells, f"{stem}{line.pk}{end}") for line in listing.page.items]


def chips(listing: Listing) -> list[tuple[str | Text, str, str]]:
    """What is in force: (label, value in words, name in the address)."""
    asking, sheet, names = listing.asking, listing.sheet, listing.names
    found: list[tuple[str | Text, str, str]] = [(_("查找"), asking.q, "q")] if asking.q else []
    if asking.town:
        outside = asking.town.endswith("000000")
        found.append((_("镇"), _("县级机关") if outside else names.get(asking.town, asking.town), "town"))
    if asking.village:
        found.append((_("村（社区）"), names.get(asking.village, asking.village), "village"))
    return found + [(sheet.by_name[name].label, value, name) for name, value in asking.filters.items()]


def column_boxes(listing: Listing) -> list[tuple[str, str | Text, bool]]:
    """The columns to choose from: (name, label, whether it is shown); the identity is not up for choice."""
    on = {each.name for each in listing.columns}
    return [(each.name, each.column.label, each.name in on) for each in choosable(listing.sheet)[1:]]


def carried(asking: Asking, listing: Listing) -> list[str]:
    """Names of the address that the filter form sends itself."""
    named = {each.name for each in listing.choices} | {"town", "village", "as_of"}
    return sorted(named | {column.name for column in referring(listing.sheet) if column.name not in asking.filters})


def choice_words(listing: Listing) -> dict[str, list[tuple[str, str]]]:
    """Of every filter its values and the words of each: 农村（12,345）."""
    return {
        each.name: [(value, words if many is None else f"{words}（{many:,}）") for value, words, many in each.values]
        for each in listing.choices
    }


def date_words(listing: Listing) -> list[tuple[str, str]]:
    """The dates for which there are ledgers."""
    return [(day.isoformat(), day.isoformat()) for day in listing.view.dates]
