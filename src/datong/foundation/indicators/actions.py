"""Freezing figures and signing explanations."""

import datetime as dt
from typing import Any

from django.db import transaction

from datong.foundation.access import service as access
from datong.foundation.indicators.errors import ExplanationTooShort, Unsettled
from datong.foundation.indicators.models import Explanation, FrozenFigure, Snapshot
from datong.foundation.indicators.queries.checking import run_checks
from datong.foundation.indicators.queries.frozen import Seals, sealed, text
from datong.foundation.indicators.queries.readings import Reading, handed_in, read_all
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
        known: Seals = {}
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
