"""Frozen figures and what has changed since."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.db.models import Q

from datong.foundation.indicators.models import FrozenFigure, Snapshot
from datong.foundation.indicators.protocols import Figure, Value
from datong.foundation.indicators.queries.readings import Reading, handed_in, kept_by, read, rows_behind
from datong.foundation.indicators.registry import FIGURES
from datong.foundation.ledgers import service as ledgers

Seals = dict[str, tuple[int, str]]


def snapshots(county: str) -> Any:
    """Snapshots of a county, the newest first."""
    return Snapshot.objects.filter(county=county[:6]).select_related("by")


def history(key: str, county: str) -> Any:
    """A figure's frozen values, the newest first."""
    return (
        FrozenFigure.objects.filter(key=key, snapshot__county=county[:6])
        .select_related("snapshot__by")
        .order_by("-snapshot_id")
    )


def text(value: Value) -> str | None:
    """A number as text, exactly."""
    if isinstance(value, Decimal):
        return str(int(value)) if value == value.to_integral_value() else f"{value:f}"
    return None if value is None else str(value)


def sealed(
    figure: Figure, county: str, day: dt.date, known: Seals, there: set[str] | None = None
) -> tuple[int, str]:
    """How many records are behind a figure, and SHA-256 over them in the order of their keys; equal sets read once.
    `there`: the sheets handed in, when the caller knows them already."""
    base = FIGURES.get(figure.share.numerator) if figure.share else figure
    if base.sheet not in (handed_in(county, day) if there is None else there):
        return 0, sha256().hexdigest()
    rows = rows_behind(figure, county, day)
    mark = str(rows.query)
    if mark not in known:
        contents = [
            bytes(k) + bytes(c) for k, c in rows.order_by().values_list("key", "content").iterator(20_000)
        ]
        contents.sort()
        known[mark] = len(contents), sha256(b"".join(contents)).hexdigest()
    return known[mark]


@dataclass(frozen=True)
class Restatement:
    """A frozen figure that is no longer what it was. `moved`: the number differs; else only records behind it do."""

    old: FrozenFigure
    new: Reading
    records: int

    @property
    def moved(self) -> bool:
        return self.old.value != text(self.new.value)


def touched_since(snapshot: Snapshot) -> bool:
    """Whether any ledger of the county was taken in, corrected or undone since. One query."""
    imports = ledgers.Import.objects.filter(county=snapshot.county)
    return bool(imports.filter(Q(at__gte=snapshot.at) | Q(undone_at__gte=snapshot.at)).exists())


def restated(frozen: Iterable[FrozenFigure], snapshot: Snapshot) -> list[Restatement]:
    """What of some frozen figures has changed. Cost: nothing but one query where no ledger came in since."""
    if not touched_since(snapshot):
        return []
    found: list[Restatement] = []
    kept = {old.key: old for old in frozen if old.key in FIGURES and kept_by(FIGURES.get(old.key)) is None}
    readings = read([FIGURES.get(key) for key in kept], snapshot.county, snapshot.as_of)
    known: Seals = {}
    there = handed_in(snapshot.county, snapshot.as_of)
    for key, reading in readings.items():
        records, digest = sealed(reading.figure, snapshot.county, snapshot.as_of, known, there)
        if kept[key].value != text(reading.value) or kept[key].digest != digest:
            found.append(Restatement(kept[key], reading, records))
    return found
