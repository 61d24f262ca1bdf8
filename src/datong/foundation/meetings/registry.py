"""The kinds of meetings (会议种类), told by their programmes at start-up, and what programmes are told of results."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from datong.foundation.access.service import User
from datong.foundation.casework.service import Case
from datong.foundation.meetings.core.arithmetic import Heads, Votes
from datong.foundation.meetings.core.rules import MeetingRule
from datong.kernel.bilingual import Text
from datong.kernel.registry import Registry


@dataclass(frozen=True, slots=True)
class Result:
    """What a meeting resolved on one motion. `said`: the sentence for readers; `votes`: None where the small-number guard
    keeps the figures of a secret ballot unsaid."""

    meeting_id: int
    motion_id: int
    case_id: int | None
    kind: str
    held_on: dt.date
    carried: bool
    said: Text
    votes: Votes | None
    heads: Heads
    conclusion: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Closed:
    """A meeting that has just been closed; motions that were withdrawn have no result."""

    meeting_id: int
    kind: str
    programme: str
    place_code: str
    held_on: dt.date
    results: tuple[Result, ...]


NOTHING = Text("", "")


def nobody(_case: Case) -> set[int]:
    """No persons besides the household and its relatives."""
    return set()


def about(case: Case) -> str:
    """The wording of a motion on a case, unless its kind has one of its own."""
    return f"{case.label}（{case.number}）"


@dataclass(frozen=True, slots=True)
class MeetingKind:
    """One kind of meeting; registered from the programme's `wiring.py`.

    rule: by the day the meeting is held; raises RuleOpen where the county has yet to set a number. conflicted: person ids
    who step aside besides the household and its near relatives (who surveyed, who decides). on_closed: run in the
    transaction that closes the meeting, with the cases locked, after this house wrote and before it journals. waiting:
    the cases a meeting at this 12-digit place may be asked about; only these. wording: of the motion on a case.
    object: what is voted on, in a few words; what is not.
    """

    key: str
    programme: str
    name: Text
    rule: Callable[[dt.date], MeetingRule]
    order_of_business: tuple[Text, ...]
    waiting: Callable[[str], Iterable[Case]]
    on_closed: Callable[[User, Closed, str], None]
    conflicted: Callable[[Case], set[int]] = nobody
    wording: Callable[[Case], str] = about
    object: Text = NOTHING


KINDS: Registry[str, MeetingKind] = Registry("kind of meeting")


def register(kind: MeetingKind) -> MeetingKind:
    """Plug in a kind. Raises DuplicateKeyError."""
    return KINDS.register(kind.key, kind)
