"""A register as a table: headings that sort, rows that open, filters in force."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from datong.foundation.ledgers.core.sheet import Sheet
from datong.foundation.ledgers.queries.asking import Asking, choosable, referring
from datong.foundation.ledgers.queries.finding import searched_by_place
from datong.foundation.ledgers.queries.registers import Listing
from datong.foundation.ledgers.tables.addresses import record_stem, tail
from datong.foundation.ledgers.tables.states import counted
from datong.kernel.bilingual import Text
from datong.web.jinja import language
from datong.web.tables import Column, Row

LETTER, GAP, SORT, ROOM = (
    7.5,
    24,
    20,
    1060,
)  # pixels: a Latin letter, the space of a cell, a sort mark, the page


def register_columns(listing: Listing) -> list[Column]:
    """One heading a column; those with a field of their own sort."""
    return [Column(each.column.label, each.kind, each.name if each.sort else "") for each in listing.columns]


def register_rows(listing: Listing, request: HttpRequest) -> list[Row]:
    """One row a record; it opens the record."""
    stem, end = record_stem(listing.sheet), "/" + tail(request)
    return [Row(line.cells, f"{stem}{line.pk}{end}") for line in listing.page.items]


def is_wide(columns: list[Column]) -> bool:
    """Whether the headings alone, which do not break, outgrow the page: the table then scrolls by itself."""
    lang = language()
    words = [
        column.label.to(lang) if isinstance(column.label, Text) else str(column.label) for column in columns
    ]
    letters = sum(1 if letter.isascii() else 2 for word in words for letter in word)
    marks = sum(1 for column in columns if column.sort)
    return letters * LETTER + len(columns) * GAP + marks * SORT > ROOM


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


def what_to_find(sheet: Sheet) -> str:
    """What may be typed into the search box; empty when the sheet cannot be searched."""
    if searched_by_place(sheet):
        return _("村名或拼音首字母")
    if sheet.person:
        return _("姓名、编号或身份证号码")
    return _("名称或编号") if any(column.search for column in sheet.columns) else ""


def column_boxes(listing: Listing) -> list[tuple[str, str | Text, bool]]:
    """The columns to choose from: (name, label, whether it is shown); the identity is not up for choice."""
    on = {each.name for each in listing.columns}
    return [(each.name, each.column.label, each.name in on) for each in choosable(listing.sheet)[1:]]


def carried(asking: Asking, listing: Listing) -> list[str]:
    """Names of the address that the filter form sends itself."""
    named = {each.name for each in listing.choices} | {"town", "village", "as_of"}
    return sorted(
        named | {column.name for column in referring(listing.sheet) if column.name not in asking.filters}
    )


def choice_words(listing: Listing) -> dict[str, list[tuple[str, str]]]:
    """Of every filter its values and the words of each: 农村（12,345）."""
    return {
        each.name: [
            (value, words if many is None else counted(words, many)) for value, words, many in each.values
        ]
        for each in listing.choices
    }


def date_words(listing: Listing) -> list[tuple[str, str]]:
    """The dates for which there are ledgers, and the one in view."""
    days = sorted({*listing.view.dates, listing.view.as_of}, reverse=True)
    return [(day.isoformat(), day.isoformat()) for day in days]
