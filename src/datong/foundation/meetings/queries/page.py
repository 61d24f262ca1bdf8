"""The page of a meeting while it is held: everything on it in a fixed number of queries."""

from dataclasses import dataclass

from datong.foundation.access import service as access
from datong.foundation.meetings.core.arithmetic import Heads, Verdict, Votes, carried, complete, heads
from datong.foundation.meetings.core.rules import MeetingRule
from datong.foundation.meetings.enums import Ground, MeetingState, MotionState
from datong.foundation.meetings.models import Attendee, Meeting, Motion, OpenVote
from datong.foundation.meetings.queries.counting import agreed, difference, latest
from datong.foundation.meetings.queries.results import results_in
from datong.foundation.meetings.queries.rooms import rule_of, seats
from datong.foundation.meetings.registry import Result
from datong.kernel.bilingual import Text


@dataclass(frozen=True, slots=True)
class SeatLine:
    """One attendee on the roster. `aside`: why they step aside from the current motion."""

    attendee: Attendee
    group: Text
    aside: Text | None
    choice: str
    undeclared: bool
    excuse: Text | None

    @property
    def may_vote(self) -> bool:
        return self.attendee.entitled and self.attendee.present and self.aside is None


@dataclass(frozen=True, slots=True)
class MotionLine:
    """One motion on the agenda with its result, if it has one."""

    motion: Motion
    state: MotionState
    result: Result | None
    aside: list[tuple[str, Text]]


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """A meeting as it stands. `verdicts`: quorum and composition, for the current motion without who steps aside."""

    meeting: Meeting
    state: MeetingState
    rule: MeetingRule
    may_run: bool
    steps: list[Text]
    roster: list[SeatLine]
    motions: list[MotionLine]
    current: MotionLine | None
    heads: Heads
    verdicts: list[Verdict]
    hands: Verdict | None
    count: Text | None
    count_agreed: bool

    @property
    def here(self) -> int:
        return sum(line.attendee.present for line in self.roster)

    @property
    def voters(self) -> list[SeatLine]:
        return [line for line in self.roster if line.may_vote]

    @property
    def undeclared(self) -> list[SeatLine]:
        return [line for line in self.roster if line.undeclared]

    @property
    def over(self) -> bool:
        """Whether every motion is settled or withdrawn."""
        done = (MotionState.SETTLED, MotionState.WITHDRAWN)
        return all(line.state in done for line in self.motions)

    @property
    def next(self) -> MotionLine | None:
        return next((line for line in self.motions if line.state == MotionState.WAITING), None)


def meeting_page(viewer: access.AnyUser, meeting: Meeting) -> MeetingPage:
    """The page of a meeting the viewer may see. The number of queries does not grow with seats or motions."""
    rule = rule_of(meeting)
    attendees = list(meeting.attendees.all())
    motions = agenda(meeting, {each.pk: each for each in attendees})
    current = next(
        (line for line in motions if line.state in (MotionState.PUT, MotionState.VOTING)),
        None,
    )
    roster = seat_lines(rule, attendees, current.motion if current else None)
    aside = {line.attendee.pk for line in roster if line.aside}
    found = heads(rule, seats(rule, attendees, aside))
    hands, words, settled = None, None, False
    if current and current.state == MotionState.VOTING:
        if rule.ballot == "open":
            shown = [line.choice for line in roster if line.choice]
            votes = Votes(shown.count("yes"), shown.count("no"), shown.count("abstain"))
            hands = carried(rule, found, votes) if shown else None
        else:
            words, settled = standing(current.motion)
    return MeetingPage(
        meeting=meeting,
        state=MeetingState(meeting.state),
        rule=rule,
        may_run=access.can(
            viewer, "meetings.run", programme=meeting.programme, place_code=meeting.place_code
        ),
        steps=[Text(*step) for step in meeting.order_of_business],
        roster=roster,
        motions=motions,
        current=current,
        heads=found,
        verdicts=complete(rule, found),
        hands=hands,
        count=words,
        count_agreed=settled,
    )


def agenda(meeting: Meeting, seated: dict[int, Attendee]) -> list[MotionLine]:
    """The motions with results and who steps aside; three queries."""
    found = {result.motion_id: result for result in results_in(meeting)}
    rows = meeting.motions.select_related("case").prefetch_related("recusals")
    return [
        MotionLine(
            motion,
            MotionState(motion.state),
            found.get(motion.pk),
            [(seated[each.attendee_id].name, Ground(each.ground).label) for each in motion.recusals.all()],
        )
        for motion in rows
    ]


def seat_lines(rule: MeetingRule, attendees: list[Attendee], motion: Motion | None) -> list[SeatLine]:
    """The roster in the order of the rule's groups; two queries more when a motion is on."""
    order = {group.key: place for place, group in enumerate(rule.groups)}
    reasons = {reason.key: reason.name for reason in rule.uncounted}
    aside, said, choices = {}, set[int](), {}
    if motion is not None:
        aside = {each.attendee_id: Ground(each.ground).label for each in motion.recusals.all()}
        said = set(motion.declarations.values_list("attendee_id", flat=True))
        choices = dict(OpenVote.objects.filter(motion=motion).values_list("attendee_id", "choice"))
    lines = []
    for each in sorted(attendees, key=lambda seat: (order.get(seat.group, 99), seat.pk)):
        asked = motion is not None and motion.case_id is not None and motion.state == MotionState.PUT
        voter = each.entitled and each.present and each.pk not in aside
        excuse = reasons.get(each.excused) or (Text(each.apology, each.apology) if each.apology else None)
        lines.append(
            SeatLine(
                attendee=each,
                group=rule.group(each.group).name,
                aside=aside.get(each.pk),
                choice=choices.get(each.pk, ""),
                undeclared=bool(asked and voter and each.person_id is None and each.pk not in said),
                excuse=excuse,
            )
        )
    return lines


def standing(motion: Motion) -> tuple[Text, bool]:
    """Where the count of papers stands, never with a single entry's figures; and whether both agree."""
    rows = latest(motion)
    if not rows:
        return Text("还没有录入票数。", "No count has been entered."), False
    if len(rows) == 1:
        said = Text(
            "{name} 已录入，等待另一人独立录入。",
            "{name} has entered a count; somebody else enters the second.",
        )
        return said.format(name=rows[0].by.name), False
    if agreed(rows):
        return Text("两次录入一致，可以确认结果。", "Both entries agree; the result can be confirmed."), True
    return difference(rows), False
