"""The door: plug in a kind of meeting; call, run, close meetings; what a meeting resolved on a case."""

from datong.foundation.meetings.actions.calling import NewMeeting, NewSeat, add_seat, call, cancel
from datong.foundation.meetings.actions.closing import (
    close,
    sign_paper,
    sign_refused,
    sign_screen,
    sign_typed,
)
from datong.foundation.meetings.actions.running import check_in, check_out, excuse, go_to, note, open_meeting
from datong.foundation.meetings.actions.voting import (
    Counted,
    begin_vote,
    confirm,
    count,
    declare,
    put,
    vote,
    withdraw,
)
from datong.foundation.meetings.core.arithmetic import Heads, Votes
from datong.foundation.meetings.core.rules import (
    Composition,
    Group,
    Majority,
    MeetingRule,
    Secrecy,
    Share,
    Uncounted,
)
from datong.foundation.meetings.core.strokes import picture as drawn_signature
from datong.foundation.meetings.enums import Choice, MeetingState, MotionState, Way
from datong.foundation.meetings.errors import NotNow, RuleOpen
from datong.foundation.meetings.models import Attendee, Meeting, Motion
from datong.foundation.meetings.queries.lists import (
    MeetingLine,
    Outline,
    kinds_for,
    lines,
    meeting,
    meetings,
    outline,
    places_for,
)
from datong.foundation.meetings.queries.minutes import Minutes, minutes
from datong.foundation.meetings.queries.page import MeetingPage, meeting_page
from datong.foundation.meetings.queries.papers import paper, papers
from datong.foundation.meetings.queries.results import CaseMeeting, meetings_of, result_of
from datong.foundation.meetings.registry import KINDS, Closed, MeetingKind, Result, register

__all__ = [
    "KINDS",
    "Attendee",
    "CaseMeeting",
    "Choice",
    "Closed",
    "Composition",
    "Counted",
    "Group",
    "Heads",
    "Majority",
    "Meeting",
    "MeetingKind",
    "MeetingLine",
    "MeetingPage",
    "MeetingRule",
    "MeetingState",
    "Minutes",
    "Motion",
    "MotionState",
    "NewMeeting",
    "NewSeat",
    "NotNow",
    "Outline",
    "Result",
    "RuleOpen",
    "Secrecy",
    "Share",
    "Uncounted",
    "Votes",
    "Way",
    "add_seat",
    "begin_vote",
    "call",
    "cancel",
    "check_in",
    "check_out",
    "close",
    "confirm",
    "count",
    "declare",
    "drawn_signature",
    "excuse",
    "go_to",
    "kinds_for",
    "lines",
    "meeting",
    "meeting_page",
    "meetings",
    "meetings_of",
    "minutes",
    "note",
    "open_meeting",
    "outline",
    "paper",
    "papers",
    "places_for",
    "put",
    "register",
    "result_of",
    "sign_paper",
    "sign_refused",
    "sign_screen",
    "sign_typed",
    "vote",
    "withdraw",
]
