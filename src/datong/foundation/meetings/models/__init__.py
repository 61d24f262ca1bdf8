"""Tables of meetings. Deliberately missing: any link from a voter to a secret vote, and votes sent electronically in secret."""

from datong.foundation.meetings.models.meetings import Attendee, Meeting
from datong.foundation.meetings.models.motions import (
    BallotCount,
    Declaration,
    Motion,
    MotionResult,
    OpenVote,
    Recusal,
)
from datong.foundation.meetings.models.records import Event, Signature

__all__ = [
    "Attendee",
    "BallotCount",
    "Declaration",
    "Event",
    "Meeting",
    "Motion",
    "MotionResult",
    "OpenVote",
    "Recusal",
    "Signature",
]
