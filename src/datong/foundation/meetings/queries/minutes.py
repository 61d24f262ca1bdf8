"""The minutes as drafted from the events (会议记录)."""

import datetime as dt
from dataclasses import dataclass

from datong.foundation.meetings.core.rules import MeetingRule
from datong.foundation.meetings.enums import MeetingState, Way
from datong.foundation.meetings.models import Attendee, Meeting
from datong.foundation.meetings.queries.page import MotionLine, agenda
from datong.foundation.meetings.queries.rooms import rule_of
from datong.foundation.places import service as places
from datong.kernel.bilingual import Text

BEFORE_OPENING = ("called", "arrived", "added", "signed")  # told elsewhere in the minutes


@dataclass(frozen=True, slots=True)
class MinuteLine:
    """One sentence of the minutes with its time."""

    at: dt.datetime
    kind: str
    said: Text


@dataclass(frozen=True, slots=True)
class Minutes:
    """The minutes: who was there, what happened in its order, what was resolved, who signed."""

    meeting: Meeting
    state: MeetingState
    place: str
    rule: MeetingRule
    present: list[tuple[Text, list[str]]]
    absent: list[tuple[str, Text | None]]
    lines: list[MinuteLine]
    motions: list[MotionLine]
    signed: list[tuple[Attendee, Text | None]]


def minutes(meeting: Meeting) -> Minutes:
    """The minutes as the events make them; seven queries, however long the meeting."""
    rule = rule_of(meeting)
    attendees = list(meeting.attendees.select_related("signature"))
    came = [each for each in attendees if each.arrived is not None]
    reasons = {each.key: each.name for each in rule.uncounted}
    events = meeting.events.exclude(kind__in=BEFORE_OPENING)
    return Minutes(
        meeting=meeting,
        state=MeetingState(meeting.state),
        place=places.names({meeting.place_code}).get(meeting.place_code, meeting.place_code),
        rule=rule,
        present=[
            (group.name, names)
            for group in rule.groups
            if (names := [each.name for each in came if each.group == group.key])
        ],
        absent=[
            (
                each.name,
                reasons.get(each.excused) or (Text(each.apology, each.apology) if each.apology else None),
            )
            for each in attendees
            if each.arrived is None
        ],
        lines=[
            MinuteLine(each.at, each.kind, Text(each.said_zh or "", each.said_en or "")) for each in events
        ],
        motions=agenda(meeting, {each.pk: each for each in attendees}),
        signed=[(each, signed_as(each)) for each in came],
    )


def signed_as(attendee: Attendee) -> Text | None:
    """How somebody signed, with the reason of who would not; None who has not."""
    row = getattr(attendee, "signature", None)
    if row is None:
        return None
    why = row.note or ""
    return (
        Text(f"{Way(row.way).label.zh}：{why}", f"{Way(row.way).label.en}: {why}")
        if why
        else Way(row.way).label
    )
