"""Motions one by one: put, declare, begin the vote, vote or count, confirm; or withdraw."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db import transaction

from datong.foundation.access.service import User
from datong.foundation.meetings.actions.beats import aside, because, locked_motion, say, set_aside, tell
from datong.foundation.meetings.actions.running import require_all
from datong.foundation.meetings.core.arithmetic import Heads as Room
from datong.foundation.meetings.core.arithmetic import Votes, carried, complete
from datong.foundation.meetings.core.secrecy import guarded, sayable
from datong.foundation.meetings.enums import Choice, Ground, MotionState
from datong.foundation.meetings.errors import NotNow
from datong.foundation.meetings.models import (
    BallotCount,
    Declaration,
    Motion,
    MotionResult,
    OpenVote,
    Recusal,
)
from datong.foundation.meetings.queries.counting import agreed, counted, difference, latest, tally
from datong.foundation.meetings.queries.rooms import room, rule_of, undeclared, voters
from datong.kernel import clock
from datong.kernel.bilingual import Text

UNDECLARED = Text(
    "这些参会人员不在人员库里，还没有申明与此户有没有利害关系：{names}。",
    "These attendees are not in the register of people and have yet to declare an interest or none: {names}.",
)


def put(actor: User, motion_id: int, *, door: str = "page") -> Motion:
    """Put a motion before the meeting; relatives are looked up anew. Put already: nothing changes.

    Raises Refused, NotNow (another motion is on).
    """
    with transaction.atomic():
        motion = locked_motion(actor, motion_id, MotionState.WAITING, MotionState.PUT)
        if motion.state == MotionState.PUT:
            return motion
        meeting = motion.meeting
        busy = meeting.motions.filter(state__in=[MotionState.PUT, MotionState.VOTING]).first()
        if busy is not None:
            sentence = Text(
                "第 {order} 项还没有结束，一次只议一项。", "Motion {order} is still on; one at a time."
            )
            raise NotNow(sentence.format(order=busy.order))
        motion.state = MotionState.PUT
        motion.save(update_fields=["state"])
        said = Text("开始第 {order} 项：{wording}。", "Motion {order}: {wording}.")
        say(actor, meeting, "put", said.format(order=motion.order, wording=motion.wording), motion=motion)
        set_aside(actor, meeting, [motion])
        tell(actor, meeting, "put", door, motion=motion.pk)
    return motion


def declare(
    actor: User,
    motion_id: int,
    *,
    clear: Collection[int],
    interested: Collection[int] = (),
    door: str = "page",
) -> Motion:
    """What attendees declared: no interest (`clear`), or an interest, so that they step aside. By attendee id; an
    interest once declared stays. Anybody may declare one, in the register or not. Raises Refused, NotNow."""
    with transaction.atomic():
        motion = locked_motion(actor, motion_id, MotionState.WAITING, MotionState.PUT)
        meeting, now = motion.meeting, clock.now()
        seats = {each.pk: each for each in meeting.attendees.filter(pk__in={*clear, *interested})}
        known = dict(Declaration.objects.filter(motion=motion).values_list("attendee_id", "interested"))
        fresh = {
            pk: pk in interested
            for pk in seats
            if known.get(pk) is not True and known.get(pk) != (pk in interested)
        }
        for pk, is_near in fresh.items():
            Declaration.objects.update_or_create(
                motion=motion, attendee=seats[pk], defaults={"interested": is_near, "at": now}
            )
            if is_near:
                step_aside(actor, motion, pk)
        cleared = [seats[pk].name for pk, is_near in fresh.items() if not is_near]
        if cleared:
            said = Text(
                "{names}申明与第 {order} 项没有利害关系。", "{names} declared no interest in motion {order}."
            )
            say(
                actor,
                meeting,
                "declared",
                said.format(names="、".join(cleared), order=motion.order),
                motion=motion,
            )
        if fresh:
            tell(actor, meeting, "declare", door, motion=motion.pk, attendees=sorted(fresh))
    return motion


def step_aside(actor: User, motion: Motion, attendee_id: int) -> None:
    """Record that an attendee steps aside by their own word."""
    row, fresh = Recusal.objects.get_or_create(
        motion=motion,
        attendee_id=attendee_id,
        defaults={"ground": Ground.DECLARED, "source": "declared", "at": clock.now()},
    )
    if fresh:
        said = aside(row.attendee.name, Ground.DECLARED, motion)
        say(actor, motion.meeting, "recused", said, motion=motion)


def begin_vote(actor: User, motion_id: int, *, door: str = "page") -> Motion:
    """Count the room for this motion; from here on nobody comes or goes until it is settled. Begun: nothing changes.

    Raises Refused, NotNow: undeclared interests, quorum or composition not met without who steps aside.
    """
    with transaction.atomic():
        motion = locked_motion(actor, motion_id, MotionState.PUT, MotionState.VOTING)
        if motion.state == MotionState.VOTING:
            return motion
        meeting = motion.meeting
        set_aside(actor, meeting, [motion])
        if silent := undeclared(motion):
            names = "、".join(each.name for each in silent)
            raise NotNow(UNDECLARED.format(names=names), "clear")
        found = room(meeting, motion)
        require_all(
            complete(rule_of(meeting), found), Text("这一项还不能表决", "This motion cannot be voted on yet")
        )
        if not found.ballots:
            raise NotNow(Text("没有可以表决的人。", "Nobody may vote."))
        motion.state, motion.heads = MotionState.VOTING, found.to_json()
        motion.save(update_fields=["state", "heads"])
        said = Text("第 {order} 项开始表决，可投票 {count} 人。", "Vote on motion {order}; {count} may vote.")
        say(actor, meeting, "vote", said.format(order=motion.order, count=found.ballots), motion=motion)
        tell(actor, meeting, "vote", door, motion=motion.pk)
    return motion


def vote(actor: User, motion_id: int, choices: Mapping[int, str], *, door: str = "page") -> Motion:
    """The whole show of hands: attendee id and Choice; who is not named did not vote. Replaces what was entered before.

    Raises Refused, NotNow (a secret ballot, somebody who may not vote, an unknown choice).
    """
    with transaction.atomic():
        motion = locked_motion(actor, motion_id, MotionState.VOTING)
        if rule_of(motion.meeting).ballot != "open":
            raise NotNow(Text("这项用无记名纸票，不登记个人意见。", "This is a secret ballot on paper."))
        if set(choices) - {each.pk for each in voters(motion)}:
            raise NotNow(Text("有人不能对这一项表决。", "Somebody may not vote on this motion."))
        if set(choices.values()) - {each.value for each in Choice}:
            raise NotNow(Text("请选赞成、反对或弃权。", "Choose for, against or abstain."))
        before = dict(OpenVote.objects.filter(motion=motion).values_list("attendee_id", "choice"))
        if before == dict(choices):
            return motion
        OpenVote.objects.filter(motion=motion).delete()
        OpenVote.objects.bulk_create(
            OpenVote(motion=motion, attendee_id=pk, choice=choice) for pk, choice in choices.items()
        )
        tell(actor, motion.meeting, "hands", door, motion=motion.pk, votes=len(choices))
    return motion


@dataclass(frozen=True, slots=True)
class Counted:
    """Where a count of papers stands: waiting for the second person, agreed, or to be counted again (`text` says why)."""

    state: str
    text: Text


def count(actor: User, motion_id: int, votes: Votes, *, door: str = "page") -> Counted:
    """The papers as one person counted them. The second person enters them without seeing the first entry; unequal
    entries are kept and both people count again. Sent twice: kept once. Raises Refused, NotNow."""
    with transaction.atomic():
        motion = locked_motion(actor, motion_id, MotionState.VOTING)
        check_papers(motion, votes)
        rows = latest(motion)
        if agreed(rows):
            return Counted("agreed", Text("两次录入已经一致。", "Both entries agree already."))
        if len(rows) == 2:
            if counted(rows[1]) == votes and rows[1].by_id == actor.pk:
                return Counted("again", difference(rows))
            rows = []
        if rows and rows[0].by_id == actor.pk:
            if counted(rows[0]) == votes:
                return Counted("waiting", waiting_for_second())
            raise NotNow(
                Text(
                    "您已录入一次；第二次必须由另一人独立录入。",
                    "You have entered your count; the second one must be entered by somebody else.",
                )
            )
        row = enter(actor, motion, votes, first=not rows)
        rows = [*rows, row]
        if len(rows) == 2 and not agreed(rows):
            said = Text(
                "第 {order} 项两次录入的票数不一致，重新清点。",
                "Motion {order}: the two counts differ; counted again.",
            )
            say(actor, motion.meeting, "recount", said.format(order=motion.order), motion=motion)
        tell(actor, motion.meeting, "count", door, motion=motion.pk, round=row.round, entry=row.entry)
    if len(rows) == 1:
        return Counted("waiting", waiting_for_second())
    if agreed(rows):
        return Counted(
            "agreed", Text("两次录入一致，可以确认结果。", "Both entries agree; the result can be confirmed.")
        )
    return Counted("again", difference(rows))


def enter(actor: User, motion: Motion, votes: Votes, *, first: bool) -> BallotCount:
    """Keep one entry: the first of a new round, or the second of the last one."""
    last = (
        BallotCount.objects.filter(motion=motion).order_by("-round").values_list("round", flat=True).first()
        or 0
    )
    return BallotCount.objects.create(
        motion=motion,
        round=last + 1 if first else last,
        entry=1 if first else 2,
        by=actor,
        yes=votes.yes,
        no=votes.no,
        abstain=votes.abstain,
        spoiled=votes.spoiled,
        at=clock.now(),
    )


def waiting_for_second() -> Text:
    return Text("已录入，等待另一人独立录入。", "Entered; waiting for somebody else to enter theirs.")


def check_papers(motion: Motion, votes: Votes) -> None:
    """Raises NotNow for an open vote, no papers, or more papers than voters."""
    if rule_of(motion.meeting).ballot != "secret":
        raise NotNow(Text("这项是举手表决，不清点选票。", "This is a show of hands; there are no papers."))
    handed = Room(**(motion.heads or {})).ballots
    if min(votes.yes, votes.no, votes.abstain, votes.spoiled) < 0 or votes.total == 0:
        raise NotNow(
            Text("请录入各项票数，合计不能为 0。", "Enter the papers; they cannot come to none."), "yes"
        )
    if votes.total > handed:
        sentence = Text(
            "合计 {total} 票，多于可投票的 {handed} 人；请重新清点，仍然多出的，本次投票无效，注明原因后不再表决。",
            "{total} papers, more than the {handed} who may vote; count again. If they remain more, the vote is void.",
        )
        raise NotNow(sentence.format(total=votes.total, handed=handed), "yes")


def confirm(actor: User, motion_id: int, *, conclusion: str = "", door: str = "page") -> MotionResult:
    """The result, for good; confirmed already: the same. Raises Refused, NotNow (nothing voted, counts not equal)."""
    with transaction.atomic():
        motion = locked_motion(actor, motion_id, MotionState.VOTING, MotionState.SETTLED)
        if motion.state == MotionState.SETTLED:
            return MotionResult.objects.get(motion=motion)
        rule, found = rule_of(motion.meeting), Room(**(motion.heads or {}))
        votes = tally(motion, rule)
        verdict = carried(rule, found, votes)
        result = MotionResult.objects.create(
            motion=motion,
            heads=found.to_json(),
            yes=votes.yes,
            no=votes.no,
            abstain=votes.abstain,
            spoiled=votes.spoiled,
            carried=verdict.met,
            arithmetic_zh=verdict.text.zh,
            arithmetic_en=verdict.text.en,
            conclusion=conclusion.strip() or None,
            at=clock.now(),
            by=actor,
        )
        motion.state = MotionState.SETTLED
        motion.save(update_fields=["state"])
        told = verdict.text if sayable(rule, found, votes) else guarded(verdict.met)
        said = Text("第 {order} 项表决结果：{told}。{more}", "Result of motion {order}: {told}. {more}")
        said = said.format(order=motion.order, told=told, more=conclusion.strip())
        say(actor, motion.meeting, "result", said, motion=motion)
        tell(actor, motion.meeting, "result", door, motion=motion.pk, carried=verdict.met)
    return result


def withdraw(actor: User, motion_id: int, why: str, *, door: str = "page") -> Motion:
    """Leave a motion undecided, with the reason. Raises Refused, NotNow."""
    reason = because(why)
    with transaction.atomic():
        states = (MotionState.WAITING, MotionState.PUT, MotionState.VOTING, MotionState.WITHDRAWN)
        motion = locked_motion(actor, motion_id, *states)
        if motion.state == MotionState.WITHDRAWN:
            return motion
        motion.state = MotionState.WITHDRAWN
        motion.save(update_fields=["state"])
        said = Text("第 {order} 项不再表决：{why}", "Motion {order} is not decided: {why}")
        say(actor, motion.meeting, "withdrawn", said.format(order=motion.order, why=reason), motion=motion)
        tell(actor, motion.meeting, "withdraw", door, motion=motion.pk)
    return motion
