"""Freezing figures and signing explanations."""

import datetime as dt
from hashlib import sha256
from typing import Any

from django.db import transaction

from datong.foundation.access import service as access
from datong.foundation.indicators.errors import ExplanationTooShort, Unsettled
from datong.foundation.indicators.models import Explanation, FrozenFigure, Snapshot
from datong.foundation.indicators.protocols import Figure
from datong.foundation.indicators.queries import handed_in, number, read_all, rows_behind, run_checks
from datong.foundation.indicators.registry import CHECKS
from datong.foundation.journal import service as journal
from datong.kernel import clock


def explain(user: Any, check_key: str, county: str, day: dt.date, text: str, *, door: str = "page") -> Explanation:
    """Sign why a check disagrees; it covers the findings of this moment only. Raises ExplanationTooShort, Refused."""
    access.require(
        user, "briefings.freeze", programme=CHECKS.get(check_key).programme, place_code=county[:6] + "000000"
    )
    if len(text.strip()) < 10:
        raise ExplanationTooShort
    with transaction.atomic():
        result = run_checks(county, day, [check_key])[0]
        signed = Explanation.objects.create(
            check_key=check_key,
            county=county[:6],
            as_of=day,
            fingerprint=result.fingerprint,
            text=text.strip(),
            by=user,
            at=clock.now(),
        )
        journal.record(
            user.username, "checks.explain", f"indicators.Explanation:{signed.pk}", place=county[:6] + "000000",
            why=text.strip(), door=door, detail={"check": check_key, "findings": len(result.findings)},
        )
    return signed


def freeze(user: Any, county: str, day: dt.date, *, door: str = "page") -> Snapshot:
    """Freeze every figure with a hash of the records behind it. Raises Unsettled, Refused."""
    access.require(user, "briefings.freeze", place_code=county[:6] + "000000")
    with transaction.atomic():
        open_checks = [result.check.key for result in run_checks(county, day) if result.blocking]
        if open_checks:
            raise Unsettled(open_checks)
        snapshot = Snapshot.objects.create(county=county[:6], as_of=day, at=clock.now(), by=user)
        known: dict[str, tuple[int, str]] = {}
        FrozenFigure.objects.bulk_create(
            FrozenFigure(
                snapshot=snapshot,
                key=key,
                value=text(reading.value),
                numerator=text(reading.numerator),
                denominator=text(reading.denominator),
                printed=reading.printed(),
                **dict(zip(("records", "digest"), sealed(reading.figure, county, day, known), strict=True)),
            )
            for key, reading in read_all(county, day).items()
        )
        journal.record(
            user.username, "figures.freeze", f"indicators.Snapshot:{snapshot.pk}", place=county[:6] + "000000",
            door=door, detail={"as_of": day.isoformat()},
        )
    return snapshot


def text(value: Any) -> str | None:
    """A number as text, exactly."""
    return None if value is None else str(number(value))


def sealed(figure: Figure, county: str, day: dt.date, known: dict[str, tuple[int, str]]) -> tuple[int, str]:
    """How many records are behind a figure, and SHA-256 over them in the order of their keys; equal sets read once."""
    if figure.sheet and figure.sheet not in handed_in(county, day):
        return 0, sha256().hexdigest()
    rows = rows_behind(figure, county, day)
    mark = str(rows.query)
    if mark not in known:
        contents = [bytes(k) + bytes(c) for k, c in rows.order_by().values_list("key", "content").iterator(20_000)]
        contents.sort()
        known[mark] = len(contents), sha256(b"".join(contents)).hexdigest()
    return known[mark]
