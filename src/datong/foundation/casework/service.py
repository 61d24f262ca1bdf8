"""The door: plug in a procedure, open cases, take steps, stop clocks, deliver, object, answer; read cases."""

from datong.foundation.casework.actions.citizens import first_code, issue_code, looked, open_with_code
from datong.foundation.casework.actions.clocks import extend, go_on, recompute, stop
from datong.foundation.casework.actions.deciding import near
from datong.foundation.casework.actions.delivering import deliver_notice
from datong.foundation.casework.actions.moving import hindrances, take, take_as_citizen, target
from datong.foundation.casework.actions.objecting import (
    Raised,
    acknowledge,
    answer,
    object_as_citizen,
    object_to,
    withdraw,
)
from datong.foundation.casework.actions.opening import open_as_citizen, open_case, open_many
from datong.foundation.casework.actions.papers import add_paper, delivery_failed
from datong.foundation.casework.actions.tasks import assign, hand_over
from datong.foundation.casework.enums import DESK_NAMES, OUTCOMES
from datong.foundation.casework.errors import (
    BadClock,
    BadCode,
    BadObjection,
    CaseworkError,
    Frozen,
    KeptApart,
    KinUndeclared,
    Missing,
    Moved,
    NoSuchStep,
    OwnKin,
    ShutForNow,
    TooEarly,
    Upheld,
)
from datong.foundation.casework.models import Case, Deadline, Decision, Event, Objection, Task
from datong.foundation.casework.protocols import (
    SHORTEST_REASONS,
    Hook,
    Input,
    Move,
    NewCase,
    Panel,
    Procedure,
    Ruling,
)
from datong.foundation.casework.queries.cases import CaseLine, cases_about
from datong.foundation.casework.queries.citizen import opened_in
from datong.foundation.casework.queries.dates import WhyDate, why_date
from datong.foundation.casework.queries.fairness import (
    RubberStamp,
    SameReasons,
    identical_reasons,
    rubber_stamps,
)
from datong.foundation.casework.queries.history import Standing, as_of
from datong.foundation.casework.queries.inbox import Inbox, inbox
from datong.foundation.casework.queries.objections import raised_here
from datong.foundation.casework.queries.page import CasePage, case_page
from datong.foundation.casework.queries.scope import case_of, seen
from datong.foundation.casework.registry import PROCEDURES, BadTable, register

__all__ = [
    "DESK_NAMES",
    "OUTCOMES",
    "PROCEDURES",
    "SHORTEST_REASONS",
    "BadClock",
    "BadCode",
    "BadObjection",
    "BadTable",
    "Case",
    "CaseLine",
    "CasePage",
    "CaseworkError",
    "Deadline",
    "Decision",
    "Event",
    "Frozen",
    "Hook",
    "Inbox",
    "Input",
    "KeptApart",
    "KinUndeclared",
    "Missing",
    "Move",
    "Moved",
    "NewCase",
    "NoSuchStep",
    "Objection",
    "OwnKin",
    "Panel",
    "Procedure",
    "Raised",
    "RubberStamp",
    "Ruling",
    "SameReasons",
    "ShutForNow",
    "Standing",
    "Task",
    "TooEarly",
    "Upheld",
    "WhyDate",
    "acknowledge",
    "add_paper",
    "answer",
    "as_of",
    "assign",
    "case_of",
    "case_page",
    "cases_about",
    "deliver_notice",
    "delivery_failed",
    "extend",
    "first_code",
    "go_on",
    "hand_over",
    "hindrances",
    "identical_reasons",
    "inbox",
    "issue_code",
    "looked",
    "near",
    "object_as_citizen",
    "object_to",
    "open_as_citizen",
    "open_case",
    "open_many",
    "open_with_code",
    "opened_in",
    "raised_here",
    "recompute",
    "register",
    "rubber_stamps",
    "seen",
    "stop",
    "take",
    "take_as_citizen",
    "target",
    "why_date",
    "withdraw",
]
