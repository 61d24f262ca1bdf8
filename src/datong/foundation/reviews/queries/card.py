"""A match as an evidence card (证据卡): both records side by side, why they match, how old the list is, what would follow."""

import json
from dataclasses import dataclass, replace

from datong.foundation.access.service import AnyUser
from datong.foundation.places import service as places
from datong.foundation.reviews.core import comparing
from datong.foundation.reviews.core.comparing import Line
from datong.foundation.reviews.core.placing import Places
from datong.foundation.reviews.enums import HitState
from datong.foundation.reviews.models import Hit, Reply, Verdict
from datong.foundation.reviews.protocols import Consequence
from datong.foundation.reviews.queries import findings, lists, recipients
from datong.foundation.reviews.queries.standing import hindrance
from datong.foundation.reviews.registry import PROGRAMMES
from datong.foundation.reviews.workflow import steps_from
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.kernel.identity import mask
from datong.kernel.procedure import Step

ERASED = Text(
    "保存期已满，两边的记录已销毁；决定和理由仍在。",
    "The records were destroyed when their time was over; the decision stays.",
)


@dataclass(frozen=True, slots=True)
class Card:
    """All a decider needs; identity numbers are masked.

    `lines` is empty once the records are destroyed, and `why` says so. `age_days`: of the list today; `stale`: older than its source allows. `consequence`: as the rules say today (None when it cannot be asked any more).
    `hindrance`: why it cannot be confirmed now. `others`: further open matches of the household."""

    hit: Hit
    lines: list[Line]
    why: Text
    age_days: int
    stale: bool
    consequence: Consequence | None
    replies: list[Reply]
    verdicts: list[Verdict]
    steps: list[Step]
    hindrance: Text | None
    others: int


def card(viewer: AnyUser, pk: int) -> Card | None:
    """The card of a match the viewer may see."""
    row = lists.hit(viewer, pk)
    if row is None:
        return None
    ours, theirs = json.loads(row.ours or "{}"), json.loads(row.row or "{}")
    pairs = comparing.side_by_side(ours, theirs, county_places(row, theirs), row.place_code)
    lines = [masked(line) for line in pairs] if row.row else []
    age = (clock.today() - row.listing.as_of).days
    programme = PROGRAMMES.get(row.programme)
    return Card(
        hit=row,
        lines=lines,
        why=comparing.why(row.kind, lines) if row.row else ERASED,
        age_days=age,
        stale=age > row.source.freshness_days,
        consequence=programme.consequence(findings.of(row), clock.today()) if row.row else None,
        replies=list(row.replies.select_related("by")),
        verdicts=list(row.verdicts.select_related("by", "batch")),
        steps=steps_from(row.state),
        hindrance=hindrance(row) if row.state == HitState.TO_VERIFY else None,
        others=others(row),
    )


def county_places(row: Hit, theirs: dict[str, str | int]) -> Places:
    """The county's places, where the list names one. Three queries, or none."""
    if "place" not in theirs:
        return Places()
    code = row.county + "000000"
    above = {code, code[:4] + "00000000", code[:2] + "0000000000"}
    return Places(recipients.codes(row.county), code, tuple(places.names(above).values()))


def masked(line: Line) -> Line:
    """Numbers as a screen shows them; whether they agree was said from the full ones."""
    if line.field != "id":
        return line
    ours, theirs = (mask(str(value)) if value is not None else None for value in (line.ours, line.theirs))
    return replace(line, ours=ours, theirs=theirs)


def others(row: Hit) -> int:
    """How many further matches of the household wait."""
    if row.household_id is None:
        return 0
    return (
        Hit.objects.filter(household_id=row.household_id, state=HitState.TO_VERIFY).exclude(pk=row.pk).count()
    )
