"""A figure opened, as one viewer sees it: value, arithmetic, places, months, records, what was frozen."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from datong.foundation.access import service as access
from datong.foundation.indicators.core import Cut, exact_text, printing_rule, share_arithmetic
from datong.foundation.indicators.models import FrozenFigure
from datong.foundation.indicators.protocols import Figure, Records
from datong.foundation.indicators.queries.checking import SeenCheck, checks_seen
from datong.foundation.indicators.queries.frozen import Restatement, history, restated
from datong.foundation.indicators.queries.parts import Part, breakdown, monthly
from datong.foundation.indicators.queries.readings import Reading, kept_by, placed, read, rows_behind
from datong.foundation.indicators.queries.sights import Sight, sight, sights
from datong.foundation.indicators.registry import CHECKS, FIGURES
from datong.foundation.ledgers import service as ledgers
from datong.foundation.places import service as places
from datong.kernel.bilingual import Text
from datong.web.paging import Page, paginate

MONTHS = 24
FROZEN_SHOWN = 20


@dataclass(frozen=True)
class Division:
    """A figure by place inside `code`: rows to draw, and the sum, which equals the figure where it is additive.
    `above`: the place one level up, when the viewer may go there."""

    code: str
    name: str
    level: str
    parts: list[Part]
    total: Reading | None
    above: str | None


@dataclass(frozen=True)
class Trace:
    """A page of the records behind a figure, identity numbers masked: their sheet, its headings, a line each."""

    sheet: ledgers.Sheet
    page: Page
    headings: list[str]
    lines: list[list[Any]]


@dataclass(frozen=True)
class FigurePage:
    """Everything the page of a figure shows. `beyond`: it is the county's alone, and the viewer sees a part of it."""

    figure: Figure
    programme: Text
    reading: Reading
    exact: Text
    arithmetic: Text | None
    rule: Text | None
    sides: dict[str, Reading]
    limited: bool
    beyond: bool
    division: Division | None
    trend: list[tuple[str, int]]
    trace: Trace | None
    kept: Records | None
    frozen: list[FrozenFigure]
    restatement: Restatement | None
    checks: list[SeenCheck]


@dataclass(frozen=True)
class Asked:
    """What of a figure is asked for: the language, the place divided, the page of records and its size."""

    lang: str = "zh"
    inside: str = ""
    page: object = 1
    size: object = 50


def open_figure(user: Any, key: str, county: str, day: dt.date, asked: Asked) -> FigurePage:
    """A figure as the viewer may see it. Raises access.Refused, UnknownKeyError."""
    figure = FIGURES.get(key)
    where = sight(user, "figures.view", figure.programme, county)
    sides = [figure.share.numerator, figure.share.denominator] if figure.share else []
    readings = read([figure, *map(FIGURES.get, sides)], county, day, where.within)
    reading = readings[key]
    frozen = list(history(key, county)[:FROZEN_SHOWN]) if where.whole else []
    same = next((each for each in frozen if each.snapshot.as_of == day), None)
    return FigurePage(
        figure=figure,
        programme=access.programmes()[figure.programme],
        reading=reading,
        exact=exact_text(reading.value, figure.style),
        arithmetic=arithmetic(reading),
        rule=printing_rule(figure.style),
        sides={side: readings[side] for side in sides},
        limited=not where.whole,
        beyond=not where.whole and not placed(figure),
        division=division(figure, day, where, asked.inside),
        trend=filled(monthly(figure, county, day, where.within))[-MONTHS:],
        trace=trace_page(user, figure, county, day, asked),
        kept=kept_by(figure),
        frozen=frozen,
        restatement=next(iter(restated([same], same.snapshot)), None) if same else None,
        checks=checks_seen(
            user, county, day, [k for k, check in CHECKS.items() if check.programme == figure.programme]
        ),
    )


def arithmetic(reading: Reading) -> Text | None:
    """How a share came about; None for other figures, and without a value."""
    share = reading.figure.share
    if share is None or reading.value is None or reading.numerator is None or reading.denominator is None:
        return None
    printed = Text(reading.printed("zh"), reading.printed("en"))
    value = exact_text(reading.value, reading.figure.style).zh
    return share_arithmetic(
        reading.numerator, reading.denominator, Cut(share.digits, share.rounding), value, printed
    )


def division(figure: Figure, day: dt.date, where: Sight, inside: str) -> Division | None:
    """The figure by town or village; None where it does not divide. What is asked for outside the viewer's places
    is answered for the whole of them."""
    code = inside if inside_of(inside, where) and places.names({inside}) else where.top
    parts = [
        part for part in breakdown(figure, where.county, day, code, where.within) if where.touches(part.code)
    ]
    if not any(part.reading.value for part in parts if part.code != code):
        return None
    inside_code = places.prefix(code)
    level = "town" if len(inside_code) <= 6 else "village"
    within = (
        read([figure], where.county, day, rows_inside(where, code))[figure.key] if figure.additive else None
    )
    up = where.county + "000000" if level == "village" and where.top != code else None
    return Division(code, places.names({code}).get(code, code), level, parts, within, up)


def rows_inside(where: Sight, code: str) -> Any:
    """The condition on records in a place, as far as the viewer sees it."""
    own = access.Scope((places.prefix(code),)).q()
    return own if where.within is None else own & where.within


def inside_of(code: str, where: Sight) -> bool:
    """Whether a code from an address names the county or a town of it that the viewer sees."""
    known = len(code) == 12 and code.isascii() and code.isdigit() and code.startswith(where.county)
    return known and code.endswith("000") and where.touches(code)


def filled(months: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Every month from the first to the last; a month without records counts none."""
    if not months:
        return []
    counted = dict(months)
    first, last = (int(at[:4]) * 12 + int(at[5:]) - 1 for at in (months[0][0], months[-1][0]))
    names = [f"{number // 12:04d}-{number % 12 + 1:02d}" for number in range(first, last + 1)]
    return [(name, counted.get(name, 0)) for name in names]


def trace_rows(user: Any, figure: Figure, county: str, day: dt.date) -> Any:
    """The records behind a figure that the viewer may open, in the order of their register. Raises access.Refused."""
    where = sight(user, "figures.trace", figure.programme, county)
    sheet = sheet_behind(figure)
    return rows_behind(figure, county, day, where.within).order_by(*(sheet.order or ("place_code", "id")))


def identity_first(sheet: ledgers.Sheet) -> list[ledgers.Column]:
    """The columns of a list: who or what the record is about, the rest in the sheet's order."""
    listed = [column for column in sheet.columns if column.shown]
    return sorted(listed, key=lambda column: 0 if column.search and column.name != "certificate" else 1)


def sheet_behind(figure: Figure) -> ledgers.Sheet:
    """The sheet whose records are behind a figure (behind the numerator, for a share)."""
    base = FIGURES.get(figure.share.numerator) if figure.share else figure
    return ledgers.SHEETS.get(base.sheet)


def trace_page(user: Any, figure: Figure, county: str, day: dt.date, asked: Asked) -> Trace | None:
    """A page of the records behind a figure; None where the viewer may not open them, or their own house shows them."""
    if kept_by(figure) or not access.can(user, "figures.trace", programme=figure.programme):
        return None
    rows, sheet = trace_rows(user, figure, county, day), sheet_behind(figure)
    page = paginate(rows.values_list("pk", flat=True), asked.page, asked.size)
    shown = sheet.model.objects.filter(pk__in=page.items).order_by(*rows.query.order_by)
    headings, lines = ledgers.table(sheet, shown, asked.lang, masked=True, columns=identity_first(sheet))
    return Trace(sheet, page, list(headings), [list(line) for line in lines])


@dataclass(frozen=True)
class Listed:
    """The figures of one programme as a viewer sees them."""

    slug: str
    label: Text
    limited: bool
    readings: list[Reading]


def figures_seen(user: Any, county: str, day: dt.date, only: Iterable[str] | None = None) -> list[Listed]:
    """Listed figures of every programme the viewer sees, or of some of them."""
    labels = access.programmes()
    return [
        Listed(
            slug,
            labels[slug],
            not where.whole,
            list(read(listed(slug, where), county, day, where.within).values()),
        )
        for slug, where in sights(user, county).items()
        if only is None or slug in only
    ]


def listed(programme: str, where: Sight) -> list[Figure]:
    """A programme's listed figures, in the order of their declaration; to who sees a part of the county, those whose
    records lie in places."""
    mine = [figure for figure in FIGURES.values() if figure.programme == programme and figure.listed]
    return [figure for figure in mine if where.whole or placed(figure)]
