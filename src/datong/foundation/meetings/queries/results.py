"""What was resolved, as it may be said."""

from collections.abc import Iterable
from dataclasses import dataclass

from datong.foundation.meetings.core.arithmetic import Heads, Votes
from datong.foundation.meetings.core.secrecy import guarded, sayable
from datong.foundation.meetings.enums import MeetingState, MotionState
from datong.foundation.meetings.models import Meeting, Motion, MotionResult
from datong.foundation.meetings.queries.rooms import rule_of
from datong.foundation.meetings.registry import Result
from datong.kernel.bilingual import Text


def results(rows: Iterable[MotionResult]) -> list[Result]:
    """Rows (with motion and meeting read along) as results for readers."""
    return [result(row) for row in rows]


def result(row: MotionResult) -> Result:
    """One row; its figures only where the small-number guard lets them be said."""
    meeting = row.motion.meeting
    votes, heads = Votes(row.yes, row.no, row.abstain, row.spoiled), Heads(**row.heads)
    free = sayable(rule_of(meeting), heads, votes)
    return Result(
        meeting_id=meeting.pk,
        motion_id=row.motion_id,
        case_id=row.motion.case_id,
        kind=meeting.kind,
        held_on=meeting.held_on,
        carried=row.carried,
        said=Text(row.arithmetic_zh, row.arithmetic_en) if free else guarded(row.carried),
        votes=votes if free else None,
        heads=heads,
        conclusion=row.conclusion or "",
        at=row.at,
    )


def results_in(meeting: Meeting) -> tuple[Result, ...]:
    """All results of a meeting in the order of its motions. One query."""
    rows = MotionResult.objects.filter(motion__meeting=meeting).select_related("motion__meeting")
    return tuple(results(rows.order_by("motion__order")))


def result_of(case_id: int, kind: str) -> Result | None:
    """The result on a case of the last closed meeting of this kind; None without one. One query."""
    rows = MotionResult.objects.filter(
        motion__case_id=case_id, motion__meeting__kind=kind, motion__meeting__state=MeetingState.CLOSED
    )
    row = rows.select_related("motion__meeting").order_by("-motion__meeting__held_on", "-at").first()
    return result(row) if row else None


@dataclass(frozen=True, slots=True)
class CaseMeeting:
    """One meeting a case was or will be on the list of."""

    meeting: Meeting
    state: Text
    motion: MotionState
    result: Result | None


def meetings_of(case_id: int) -> list[CaseMeeting]:
    """The meetings of a case, the newest first. One query."""
    rows = Motion.objects.filter(case_id=case_id).select_related("meeting", "result")
    found = []
    for motion in rows.order_by("-meeting__held_on", "-meeting_id"):
        row = getattr(motion, "result", None)
        if row is not None:
            row.motion = motion
        state = MeetingState(motion.meeting.state).label
        found.append(
            CaseMeeting(motion.meeting, state, MotionState(motion.state), result(row) if row else None)
        )
    return found
