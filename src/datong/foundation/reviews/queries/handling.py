"""What can be done with a match now, by this reader, and why not; papers; further matches of the household."""

from collections.abc import Sequence
from dataclasses import dataclass

from datong.foundation.access import service as access
from datong.foundation.access.service import AnyUser
from datong.foundation.evidence import service as evidence
from datong.foundation.notices.service import Delivery
from datong.foundation.reviews.enums import HitState
from datong.foundation.reviews.models import Hit
from datong.foundation.reviews.queries import lists
from datong.foundation.reviews.queries.standing import RAN, SAME, hindrance
from datong.foundation.reviews.workflow import steps_from
from datong.kernel.bilingual import Text
from datong.kernel.procedure import Step

HANDLE, DECIDE = "reviews.handle", "reviews.decide"


@dataclass(frozen=True, slots=True)
class Way:
    """One step from here; `shut`: why it cannot be taken now, or not by this reader."""

    step: Step
    shut: Text | None


@dataclass(frozen=True, slots=True)
class Rights:
    """What the reader's posts allow with a match."""

    handle: bool
    decide: bool


def rights(viewer: AnyUser, row: Hit) -> Rights:
    """By the permission table."""
    where = {"programme": row.programme, "place_code": row.place_code}
    return Rights(access.can(viewer, HANDLE, **where), access.can(viewer, DECIDE, **where))


def ways(viewer: AnyUser, row: Hit) -> list[Way]:
    """Every step of the table that may follow."""
    return [Way(step, shut(viewer, row, step)) for step in steps_from(row.state)]


def shut(viewer: AnyUser, row: Hit, step: Step) -> Text | None:
    """What keeps the step from being taken; near kin is asked when it is taken."""
    if step.key == "confirm":
        return hindrance(row) or (RAN if row.run.by_id == viewer.pk else None)
    if step.key == "reopen" and row.verdict is not None and row.verdict.by_id == viewer.pk:
        return SAME
    return None


def target(pk: int) -> str:
    """How other houses name a match."""
    return f"reviews.Hit:{pk}"


def papers(row: Hit) -> list[evidence.Item]:
    """Papers and photographs the household brought. One query."""
    return list(evidence.items_of(target(row.pk)))


def deliveries(row: Hit) -> list[Delivery]:
    """How the letter went to the household, the earliest first. One query."""
    return list(row.notice.deliveries.select_related("by").order_by("on", "id")) if row.notice else []


def untold(viewer: AnyUser, row: Hit) -> Sequence[Hit]:
    """Matches of the same household that are still to be told, this one first; one letter can hold them all. One query."""
    rows = lists.hits(viewer).filter(
        programme=row.programme, state=HitState.TO_VERIFY.value, notice=None, place_code=row.place_code
    )
    same = (
        {"household_id": row.household_id}
        if row.household_id
        else {"person_id": row.person_id, "household": None}
    )
    return sorted(rows.filter(**same), key=lambda each: (each.pk != row.pk, each.pk))


def of_household(viewer: AnyUser, row: Hit) -> list[Hit]:
    """Other matches of the household the viewer may see, the newest first; the first twenty. One query."""
    if row.household_id is None:
        return []
    rows = lists.hits(viewer).filter(household_id=row.household_id).exclude(pk=row.pk)
    return list(rows.order_by("-id")[:20])
