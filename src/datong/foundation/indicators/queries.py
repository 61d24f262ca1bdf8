"""Values, breakdowns, traces and checks of figures. Cost: one aggregate a figure, whatever the number of records."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.db.models import Q
from django.db.models.functions import Substr

from datong.foundation.indicators.models import Explanation, FrozenFigure, Snapshot
from datong.foundation.indicators.protocols import Check, Figure, Finding, Value
from datong.foundation.indicators.registry import CHECKS, FIGURES
from datong.foundation.ledgers import service as ledgers
from datong.foundation.places import service as places
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
            "unit": "%" if self.figure.style.form == "percent" else self.figure.style.unit.to(lang).partition("|")[0],
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


def rows_behind(figure: Figure, county: str, day: dt.date, within: Q | None = None) -> Any:
    """The records behind a figure (of the numerator, for a share), inside a scope."""
    base = FIGURES.get(figure.share.numerator) if figure.share else figure
    sheet = ledgers.SHEETS.get(base.sheet)
    rows = sheet.model.objects.at(county, day).filter(base.where)
    return rows.filter(within) if within is not None else rows


def read(
    figures: Iterable[Figure], county: str, day: dt.date, within: Q | None = None
) -> dict[str, Reading]:
    """Figures by key, in the order given; shares bring the figures they are made of."""
    known = handed_in(county, day)
    values: dict[str, Value] = {}

    def value(key: str) -> Value:
        if key not in values:
            figure = FIGURES.get(key)
            measure = figure.measure
            there = measure is not None and figure.sheet in known
            values[key] = measure.value(rows_behind(figure, county, day, within)) if measure and there else None
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
    value = round_ratio(100 * top[0] * bottom[1], top[1] * bottom[0], figure.share.digits, figure.share.rounding)
    return Reading(figure, int(value) if figure.share.digits == 0 else value, numerator, denominator)


def read_all(county: str, day: dt.date, within: Q | None = None) -> dict[str, Reading]:
    """Every declared figure."""
    return read(FIGURES.values(), county, day, within)


@dataclass(frozen=True)
class Part:
    """A figure's value in one place."""

    code: str
    name: str
    reading: Reading


def breakdown(figure: Figure, county: str, day: dt.date, inside: str, within: Q | None = None) -> list[Part]:
    """The figure by town (`inside` a county) or by village (`inside` a town, 9 digits or more), every place listed;
    what lies in no town or village stands last under the place itself. Empty for figures that do not divide."""
    digits = 9 if len(places.prefix(inside)) <= 6 else 12
    level = "town" if digits == 9 else "village"
    area = Q(place_code__startswith=places.prefix(inside))
    where = area if within is None else area & within
    sides = (figure.share.numerator, figure.share.denominator) if figure.share else (figure.key,)
    numbers = [by_place(FIGURES.get(key), county, day, digits, where) for key in sides]
    if any(found is None for found in numbers):
        return []
    listed = [(place.code, place.short) for place in places.within(places.prefix(inside), level)]
    own = inside.ljust(12, "0")
    codes = {code for found in numbers for code in found or {}} - {code for code, _ in listed}
    listed += [(code, places.names({own}).get(own, code)) for code in sorted(codes)]
    return [Part(code, name, part_of(figure, [(found or {}).get(code) for found in numbers])) for code, name in listed]


def part_of(figure: Figure, sides: list[Value]) -> Reading:
    """A place's reading from its numbers; a place without records has none of an additive figure."""
    if figure.share:
        return share_of(figure, sides[0] or 0, sides[1])
    return Reading(figure, 0 if sides[0] is None and figure.additive else sides[0])


def by_place(figure: Figure, county: str, day: dt.date, digits: int, within: Q) -> dict[str, Value] | None:
    """Numbers by 12-digit code of a town or village; None when the figure does not divide."""
    if figure.measure is None or figure.sheet not in handed_in(county, day):
        return None
    rows = rows_behind(figure, county, day, within).annotate(at=Substr("place_code", 1, digits))
    return {code.ljust(12, "0"): value for code, value in figure.measure.by(rows, "at").items()}


def monthly(figure: Figure, county: str, day: dt.date, within: Q | None = None) -> list[tuple[str, int]]:
    """Counted records by month (YYYY-MM) of the figure's own date field; empty for figures without one."""
    if not figure.day:
        return []
    rows = rows_behind(figure, county, day, within).order_by().values_list(figure.day, flat=True)
    counted: dict[str, int] = {}
    for moment in rows.iterator(20_000):
        if moment is not None:
            counted[f"{moment:%Y-%m}"] = counted.get(f"{moment:%Y-%m}", 0) + 1
    return sorted(counted.items())


@dataclass(frozen=True)
class CheckResult:
    """A check run: what it found, and the signed explanation that covers exactly this, if there is one."""

    check: Check
    findings: list[Finding]
    fingerprint: str
    explanation: Explanation | None

    @property
    def blocking(self) -> bool:
        return bool(self.findings) and self.check.blocks and self.explanation is None


def run_checks(county: str, day: dt.date, keys: Iterable[str] | None = None) -> list[CheckResult]:
    """Every check (or some), with the explanations signed so far. One query for all explanations."""
    signed: Mapping[tuple[str, str], Explanation] = {
        (e.check_key, e.fingerprint): e for e in Explanation.objects.filter(county=county[:6], as_of=day)
    }
    checks = CHECKS.values() if keys is None else [CHECKS.get(key) for key in keys]
    results = []
    for check in checks:
        findings = check.run(county, day)
        mark = fingerprint(findings)
        results.append(CheckResult(check, findings, mark, signed.get((check.key, mark))))
    return results


def fingerprint(findings: list[Finding]) -> str:
    """One hash for a set of findings."""
    return sha256("\n".join(sorted(f"{f.place_code} {f.text.zh}" for f in findings)).encode()).hexdigest()


def snapshots(county: str) -> Any:
    """Snapshots of a county, the newest first."""
    return Snapshot.objects.filter(county=county[:6]).select_related("by")


def history(key: str, county: str) -> Any:
    """A figure's frozen values, the newest first."""
    return (
        FrozenFigure.objects.filter(key=key, snapshot__county=county[:6]).select_related("snapshot__by").order_by("-snapshot_id")
    )
