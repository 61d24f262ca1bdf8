"""The long parts of a register's page, drawn once and kept while the register stays as it is.

What differs from request to request (the form token, who is reading) is not in them. Kept for a minute at most, since
names of places may change without a ledger.
"""

from dataclasses import dataclass

from django.http import HttpRequest
from django.template.loader import render_to_string
from markupsafe import Markup

from datong.foundation.ledgers.core.sheet import Sheet
from datong.foundation.ledgers.queries import registers
from datong.foundation.ledgers.queries.asking import Asking
from datong.foundation.ledgers.queries.registers import Listing
from datong.foundation.ledgers.queries.remembered import Shelf, stamp
from datong.foundation.ledgers.queries.viewing import InView
from datong.foundation.ledgers.tables import registers as tables
from datong.kernel import clock
from datong.web.jinja import language

MOST_LETTERS = 8_000_000


@dataclass(frozen=True)
class Drawn:
    """The filters and the table of a listing; `count` rows found of `total`."""

    count: int
    total: int
    filters: Markup
    table: Markup


KEPT: Shelf[Drawn] = Shelf(MOST_LETTERS, lambda drawn: len(drawn.filters) + len(drawn.table))


def drawn(request: HttpRequest, sheet: Sheet, view: InView, asking: Asking) -> Drawn:
    """A page of a register, from the shelf if it is there; raises Refused. What an identity number found is not kept."""
    known = stamp()
    if asking.persons is not None:
        return draw(request, registers.listing(request.user, sheet, view, asking, known))
    question = registers.question(request.user, sheet, view)
    address = (request.get_full_path(), asking.size, language(), clock.now().replace(second=0, microsecond=0))
    return KEPT.get(
        (*question, *address[:3]),
        (*known, address[3]),
        lambda: draw(request, registers.listing(request.user, sheet, view, asking, known)),
    )


def draw(request: HttpRequest, listing: Listing) -> Drawn:
    """The parts as markup. Without the templates' usual context: they say all they need."""
    columns = tables.register_columns(listing)
    context = {
        "request": request,
        "listing": listing,
        "columns": columns,
        "wide": tables.is_wide(columns),
        "rows": tables.register_rows(listing, request),
        "chips": tables.chips(listing),
        "boxes": tables.column_boxes(listing),
        "choice_words": tables.choice_words(listing),
        "date_words": tables.date_words(listing),
        "carried": tables.carried(listing.asking, listing),
    }
    by_number = listing.asking.persons is not None
    return Drawn(
        count=listing.page.total,
        total=listing.total,
        filters=Markup() if by_number else part("ledgers/_register_filters.html", context),
        table=part("ledgers/_register_table.html", context) if listing.page.items else Markup(),
    )


def part(template: str, context: dict[str, object]) -> Markup:
    """A template's text; it escaped what it printed."""
    return Markup(render_to_string(template, context, using="jinja2"))  # noqa: S704
