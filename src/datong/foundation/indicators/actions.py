"""Freezing figures, signing explanations, carrying the records behind a figure out."""

import datetime as dt
from typing import Any

from django.db import transaction

from datong.foundation.access import service as access
from datong.foundation.indicators.errors import (
    ExplanationTooShort,
    FindingsChanged,
    NothingToFreeze,
    Unsettled,
)
from datong.foundation.indicators.models import Explanation, FrozenFigure, Snapshot
from datong.foundation.indicators.queries.checking import run_checks
from datong.foundation.indicators.queries.frozen import Seals, sealed, text
from datong.foundation.indicators.queries.opening import sheet_behind, trace_rows
from datong.foundation.indicators.queries.readings import Reading, handed_in, read_all
from datong.foundation.indicators.registry import CHECKS, FIGURES
from datong.foundation.journal import service as journal
from datong.foundation.ledgers import service as ledgers
from datong.foundation.places import service as places
from datong.kernel import clock

LEAST = 10


def explain(
    user: Any, check_key: str, county: str, day: dt.date, why: str, *, seen: str = "", door: str = "page"
) -> Explanation:
    """Sign why a check disagrees; it covers the findings of this moment only. `seen` is the fingerprint of what the
    signer had before the eyes. Raises ExplanationTooShort, FindingsChanged, Refused."""
    place = county[:6] + "000000"
    access.require(user, "briefings.freeze", programme=CHECKS.get(check_key).programme, place_code=place)
    said = why.strip()
    if len(said) < LEAST:
        raise ExplanationTooShort
    with transaction.atomic():
        result = run_checks(county, day, [check_key])[0]
        if not result.findings or (seen and seen != result.fingerprint):
            raise FindingsChanged
        signed = Explanation.objects.create(
            check_key=check_key,
            county=county[:6],
            as_of=day,
            fingerprint=result.fingerprint,
            text=said,
            by=user,
            at=clock.now(),
        )
        journal.record(
            user.username, "checks.explain", f"indicators.Explanation:{signed.pk}", place=place, why=said, door=door,
            detail={"check": check_key, "as_of": day.isoformat(), "findings": len(result.findings)},
        )  # fmt: skip
    return signed


def freeze(
    user: Any, county: str, day: dt.date, *, door: str = "page", readings: dict[str, Reading] | None = None
) -> Snapshot:
    """Freeze every figure with a hash of the records behind it; `readings` are those of the caller's document.
    Raises Unsettled, NothingToFreeze, Refused."""
    place = county[:6] + "000000"
    access.require(user, "briefings.freeze", programme=access.EVERY_PROGRAMME, place_code=place)
    with transaction.atomic():
        lock(place)
        there = handed_in(county, day)
        if not there:
            raise NothingToFreeze
        open_checks = [result.check.key for result in run_checks(county, day) if result.blocking]
        if open_checks:
            raise Unsettled(open_checks)
        snapshot = Snapshot.objects.create(county=county[:6], as_of=day, at=clock.now(), by=user)
        found = read_all(county, day) if readings is None else readings
        known: Seals = {}
        FrozenFigure.objects.bulk_create(
            frozen_figure(snapshot, reading, known, there) for reading in found.values()
        )
        journal.record(
            user.username, "figures.freeze", f"indicators.Snapshot:{snapshot.pk}", place=place, door=door,
            detail={"as_of": day.isoformat(), "figures": len(found)},
        )  # fmt: skip
    return snapshot


def lock(place: str) -> None:
    """One freeze of a county at a time."""
    list(places.Place.objects.select_for_update().filter(code=place, level="county"))


def frozen_figure(snapshot: Snapshot, reading: Reading, known: Seals, there: set[str]) -> FrozenFigure:
    """One figure as it stands, not saved."""
    records, digest = sealed(reading.figure, snapshot.county, snapshot.as_of, known, there)
    return FrozenFigure(
        snapshot=snapshot,
        key=reading.figure.key,
        value=text(reading.value),
        numerator=text(reading.numerator),
        denominator=text(reading.denominator),
        printed=reading.printed(),
        records=records,
        digest=digest,
    )


def trace_file(
    user: Any, key: str, county: str, day: dt.date, *, fmt: str = "csv", lang: str = "zh", door: str = "page"
) -> bytes:
    """The records behind a figure as the viewer may see them, as csv or xlsx, identity numbers masked; told to the journal.
    Raises access.Refused, UnknownKeyError."""
    figure = FIGURES.get(key)
    rows = trace_rows(user, figure, county, day)
    headings, lines = ledgers.table(sheet_behind(figure), rows, lang, masked=True)
    content = {"csv": ledgers.csv_bytes, "xlsx": ledgers.xlsx_bytes}[fmt](headings, lines)
    journal.record(
        user.username, "figures.trace", f"indicators.Figure:{key}", place=county[:6] + "000000", door=door,
        detail={"as_of": day.isoformat(), "format": fmt},
    )  # fmt: skip
    return content
