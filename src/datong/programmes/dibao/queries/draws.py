"""What a draw is made of, and what is published of it."""

import datetime as dt
import json
from fractions import Fraction
from typing import Any

from django.db.models import Count, QuerySet

from datong.foundation.access import service as access
from datong.foundation.casework.service import Case
from datong.foundation.journal import service as journal
from datong.foundation.publiclog import service as publiclog
from datong.kernel import clock, sampling
from datong.programmes.dibao.models import ControlFinding, Draw, VisitDue

VIEW = "cases.view"
BEFORE_DECISION = ("forwarded", "county_received")
SETTLED = ("in_pay", "refused", "stopped", "ended_by_death")
REST = dt.timedelta(days=365)
LONG = ("strata", "mandatory", "drawn")


def frame(county: str, purpose: str) -> tuple[dict[str, str], list[str]]:
    """Town code by case number, and the mandatory numbers. Three queries.

    Of a spot check: cases before the decision that no earlier frame held, so that nobody is drawn for until it fits. Of a
    control: settled cases that nobody flagged and no control has drawn within a year.
    """
    spot = purpose == Draw.Purpose.SPOT_CHECK
    cases = Case.objects.filter(
        programme="dibao", county=county, state__in=BEFORE_DECISION if spot else SETTLED
    )
    done = framed(county) if spot else controlled(county)
    rows = [row for row in cases.values_list("number", "place_code", "pk") if row[0] not in done]
    flagged = set(VisitDue.objects.filter(case__in=cases).values_list("case_id", flat=True))
    if not spot:
        rows, flagged = [row for row in rows if row[2] not in flagged], set()
    strata = {number: place[:9] + "000" for number, place, _ in rows}
    return strata, sorted(number for number, _, pk in rows if pk in flagged)


def framed(county: str) -> set[str]:
    """Case numbers that stood in the frame of a spot check."""
    kept = Draw.objects.filter(county=county, purpose=Draw.Purpose.SPOT_CHECK).values_list(
        "strata", flat=True
    )
    return {number for strata in kept for number in strata}


def controlled(county: str) -> set[str]:
    """Case numbers that a control drew within a year."""
    rows = Draw.objects.filter(county=county, purpose=Draw.Purpose.CONTROL, drawn_at__gte=clock.now() - REST)
    return {number for drawn in rows.values_list("drawn", flat=True) for number in drawn or ()}


def published(draw: Draw) -> dict[str, Any]:
    """What `verify_draw.py` reads; before the draw only the frame."""
    base = {
        "frame": sorted(draw.strata),
        "frame_sha256": draw.frame_sha256,
        "strata": dict(sorted(draw.strata.items())),
        "mandatory": draw.mandatory,
        "share": draw.share,
        "source": draw.source,
        "announced_at": draw.announced_at.isoformat(),
    }
    return base if draw.drawn is None else {**base, "seed": draw.seed, "drawn": draw.drawn}


def record_file(draw: Draw) -> bytes:
    """`draw.json` as everybody may fetch it."""
    return json.dumps(published(draw), ensure_ascii=False, indent=1).encode()


def entry(draw: Draw) -> publiclog.NewEntry:
    """What the public log takes of a draw: version 1 when it is announced, 2 when it is drawn; it commits to `draw.json`."""
    return publiclog.NewEntry(
        type="draw",
        object=f"dibao/draw/{draw.pk}",
        version=1 if draw.drawn is None else 2,
        publisher=draw.county + "000000",
        action=publiclog.Action.DRAW,
        content=record_file(draw),
    )


def offline_proof(draw: Draw) -> str | None:
    """The proof that `draw.json` as it is now stands in the public log; None while it does not, or files disagree."""
    action = "dibao.announce_draw" if draw.drawn is None else "dibao.draw"
    told = journal.entries(f"dibao.Draw:{draw.pk}").filter(action=action).first()
    if told is None or "log" not in told.detail:
        return None
    try:
        return publiclog.proved(told.detail["log"], record_file(draw)).offline()
    except publiclog.NotProved:
        return None


def frame_file(draw: Draw) -> bytes:
    """The frame as it was hashed."""
    return sampling.frame(draw.strata)


def recomputed(draw: Draw) -> list[str]:
    """The drawn numbers, drawn again."""
    taken = sampling.draw_strata(draw.strata, draw.seed, Fraction(*draw.share), draw.mandatory)
    return [each.id for each in taken]


def by_town(draw: Draw) -> list[tuple[str, int, int, int]]:
    """Town code, cases in the frame, drawn, of these mandatory; in code order."""
    drawn, mandatory = set(draw.drawn or ()), set(draw.mandatory)
    towns: dict[str, list[int]] = {}
    for number, town in draw.strata.items():
        line = towns.setdefault(town, [0, 0, 0])
        line[0] += 1
        line[1] += number in drawn
        line[2] += number in mandatory
    return [(town, *counts) for town, counts in sorted(towns.items())]  # type: ignore[misc]


def tickets(draw: Draw) -> list[tuple[str, str, str, bool]]:
    """Number, town, ticket, whether mandatory; in the order of the tickets."""
    mandatory = set(draw.mandatory)
    return [
        (number, draw.strata[number], sampling.ticket(draw.seed, number), number in mandatory)
        for number in draw.drawn or ()
    ]


def draws(user: access.AnyUser) -> QuerySet[Draw]:
    """The draws of the user's county, without their long columns; how many controls were recorded is `checked`."""
    scope = access.scope(user, VIEW, "dibao")
    shown = (
        Draw.objects.defer(*LONG)
        .select_related("announced_by", "drawn_by")
        .annotate(checked=Count("findings"))
    )
    return shown if "" in scope.prefixes else shown.filter(county__in={each[:6] for each in scope.prefixes})


def draw_of(pk: int) -> Draw | None:
    """One draw, for everybody: it holds case numbers and no person."""
    return Draw.objects.filter(pk=pk).first()


def findings(draw: Draw) -> dict[str, ControlFinding]:
    """What the control visits found, by case number."""
    return {row.case.number: row for row in draw.findings.select_related("case", "by")}


def unchecked(draw: Draw) -> list[Case]:
    """Drawn cases of a control without a finding yet, in the order of their tickets."""
    done = set(draw.findings.values_list("case__number", flat=True))
    left = [number for number in draw.drawn or () if number not in done]
    cases = {case.number: case for case in Case.objects.filter(number__in=left)}
    return [cases[number] for number in left if number in cases]
