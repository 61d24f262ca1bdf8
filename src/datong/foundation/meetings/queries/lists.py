"""Lists of meetings, and what a new one can be made of."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from datong.foundation.access import service as access
from datong.foundation.casework.service import Case
from datong.foundation.meetings.core.rules import MeetingRule
from datong.foundation.meetings.enums import MeetingState, MotionState
from datong.foundation.meetings.models import Meeting, Motion
from datong.foundation.meetings.queries.rooms import Offer, offers
from datong.foundation.meetings.registry import KINDS, MeetingKind
from datong.foundation.places import service as places


def meetings(viewer: access.AnyUser) -> QuerySet[Meeting]:
    """The meetings the viewer may see, the newest first."""
    seen = Q(pk__in=[])
    for programme in access.programmes_seen(viewer, "meetings.view"):
        seen |= Q(programme=programme) & access.scope(viewer, "meetings.view", programme).q()
    return Meeting.objects.filter(seen)


def meeting(viewer: access.AnyUser, pk: int) -> Meeting | None:
    """One of them."""
    return meetings(viewer).filter(pk=pk).first()


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """One line of the list."""

    meeting: Meeting
    state: MeetingState
    place: str
    motions: int
    settled: int


def lines(rows: Iterable[Meeting]) -> list[MeetingLine]:
    """Meetings in words; two queries, however many."""
    listed = list(rows)
    names = places.names({each.place_code for each in listed})
    counts = {
        meeting: (total, settled)
        for meeting, total, settled in Motion.objects.filter(meeting__in=[each.pk for each in listed])
        .order_by()
        .values("meeting_id")
        .annotate(total=Count("id"), settled=Count("id", filter=Q(state=MotionState.SETTLED)))
        .values_list("meeting_id", "total", "settled")
    }
    return [
        MeetingLine(
            each,
            MeetingState(each.state),
            names.get(each.place_code, each.place_code),
            *counts.get(each.pk, (0, 0)),
        )
        for each in listed
    ]


def kinds_for(viewer: access.AnyUser) -> list[MeetingKind]:
    """The kinds the viewer may call somewhere."""
    return [kind for kind in KINDS.values() if access.can(viewer, "meetings.run", programme=kind.programme)]


def places_for(viewer: access.AnyUser, kind: MeetingKind) -> list[tuple[str, str]]:
    """Towns and villages (code, name) the viewer may hold this kind in, in the order of codes. One query a prefix."""
    where = access.scope(viewer, "meetings.run", kind.programme)
    found = [
        (place.code, place.short)
        for prefix in where.prefixes
        for level in ("town", "village")
        for place in places.within(prefix, level)
        if places.level_of(place.code) == level
    ]
    return sorted(dict(found).items())


@dataclass(frozen=True, slots=True)
class Outline:
    """What a new meeting can be made of: its rule, who may be invited, the cases that wait."""

    kind: MeetingKind
    place_code: str
    place: str
    held_on: dt.date
    rule: MeetingRule
    offers: list[Offer]
    cases: list[Case]


def outline(viewer: access.AnyUser, kind_key: str, place_code: str, held_on: dt.date) -> Outline:
    """The outline of a meeting at a place. Raises Refused, UnknownKeyError, RuleOpen."""
    kind = KINDS.get(kind_key)
    access.require(viewer, "meetings.run", programme=kind.programme, place_code=place_code)
    rule = kind.rule(held_on)
    names = places.names({place_code})
    return Outline(
        kind=kind,
        place_code=place_code,
        place=names.get(place_code, place_code),
        held_on=held_on,
        rule=rule,
        offers=offers(rule, place_code, held_on),
        cases=sorted(kind.waiting(place_code), key=lambda case: case.number),
    )
