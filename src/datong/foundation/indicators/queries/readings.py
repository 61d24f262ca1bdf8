"""Values of figures. Cost: one aggregate a figure, whatever the number of records."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from django.db.models import Q

from datong.foundation.indicators.protocols import Figure, Records, Value
from datong.foundation.indicators.registry import FIGURES, RECORDS
from datong.foundation.ledgers import service as ledgers
from datong.kernel.numerals import round_ratio


@dataclass(frozen=True)
class Reading:
    """A figure read: its value (None: no ledger was handed in), and both sides of a share."""

    figure: Figure
    value: Value
    numerator: Value = None
    denominator: Value = None

    def printed(self, lang: str = "zh") -> str:
        """In the figure's own style: 1.04万对."""
        return self.figure.style.show(self.value, lang)

    def as_json(self, lang: str = "zh") -> dict[str, Any]:
        """The figure as `datong figures` and the briefing print it."""
        return {
            "key": self.figure.key,
            "name": self.figure.name.to(lang),
            "value": number(self.value),
            "unit": "%"
            if self.figure.style.form == "percent"
            else self.figure.style.unit.to(lang).partition("|")[0],
            "numerator": number(self.numerator),
            "denominator": number(self.denominator),
            "rounding": self.figure.rounding,
            "printed": self.printed(lang),
        }


def number(value: Value) -> int | float | None:
    """A value as JSON: whole numbers whole."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def handed_in(county: str, day: dt.date) -> set[str]:
    """Sheets (programme.slug) of which the county had handed in a ledger by a day. One query."""
    receipts = ledgers.SheetReceipt.objects.filter(
        file__batch__county=county[:6],
        file__batch__as_of__lte=day,
        file__batch__state__in=("done", "running"),
        problem_zh="",
    )
    return {f"{programme}.{slug}" for programme, slug in receipts.values_list("programme", "slug").distinct()}


def base_of(figure: Figure) -> Figure:
    """The figure whose records are behind it: of a share, the numerator."""
    return FIGURES.get(figure.share.numerator) if figure.share else figure


def kept_by(figure: Figure) -> Records | None:
    """The records of a house behind a figure; None for figures of a ledger."""
    sheet = base_of(figure).sheet
    return RECORDS.get(sheet) if sheet in RECORDS else None


def rows_behind(figure: Figure, county: str, day: dt.date, within: Q | None = None) -> Any:
    """The records behind a figure (of the numerator, for a share), inside a scope."""
    base = base_of(figure)
    kept = kept_by(figure)
    rows = kept.rows(county, day) if kept else ledgers.SHEETS.get(base.sheet).model.objects.at(county, day)
    rows = rows.filter(base.condition(county, day))
    return rows.filter(within) if within is not None else rows


def placed(figure: Figure) -> bool:
    """Whether the records behind a figure say where they are; others are the county's alone."""
    return kept_by(figure) is None and sheet_placed(base_of(figure).sheet)


def sheet_placed(name: str) -> bool:
    """Whether the rows of a sheet (programme.slug) name a town or village, or something in another sheet that does."""
    sheet = ledgers.SHEETS.get(name)
    if sheet.town() is not None or sheet.village() is not None:
        return True
    kinds = [column.kind for column in sheet.columns]
    targets = [kind.to for kind in kinds if isinstance(kind, ledgers.Reference)]
    targets += [kind.known_in for kind in kinds if isinstance(kind, ledgers.Identity) and kind.known_in]
    return any(sheet_placed(target) for target in targets)


def read(figures: Iterable[Figure], county: str, day: dt.date, within: Q | None = None) -> dict[str, Reading]:
    """Figures by key, in the order given; shares bring the figures they are made of. Inside a scope (`within`) a figure
    whose records lie in no place has no value: that is not zero."""
    known = handed_in(county, day)
    values: dict[str, Value] = {}
    begun = cache(lambda begins: begins(county, day))

    def value(key: str) -> Value:
        if key not in values:
            figure = FIGURES.get(key)
            measure = figure.measure
            kept = kept_by(figure)
            there = measure is not None and (within is None or placed(figure))
            there = there and (begun(kept.begun) if kept else figure.sheet in known)
            values[key] = (
                measure.value(rows_behind(figure, county, day, within)) if measure and there else None
            )
        return values[key]

    return {
        figure.key: share_of(figure, value(figure.share.numerator), value(figure.share.denominator))
        if figure.share
        else Reading(figure, value(figure.key))
        for figure in figures
    }


def share_of(figure: Figure, numerator: Value, denominator: Value) -> Reading:
    """A share; without a value when a side is missing or the whole is zero."""
    assert figure.share is not None  # noqa: S101 - callers ask only for shares
    if numerator is None or not denominator:
        return Reading(figure, None, numerator, denominator)
    ratio = Decimal(numerator) / 1, Decimal(denominator) / 1
    top, bottom = ratio[0].as_integer_ratio(), ratio[1].as_integer_ratio()
    value = round_ratio(
        100 * top[0] * bottom[1], top[1] * bottom[0], figure.share.digits, figure.share.rounding
    )
    return Reading(figure, int(value) if figure.share.digits == 0 else value, numerator, denominator)


def read_all(county: str, day: dt.date, within: Q | None = None) -> dict[str, Reading]:
    """Every declared figure."""
    return read(FIGURES.values(), county, day, within)
