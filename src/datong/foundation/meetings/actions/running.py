"""During the meeting: who comes and goes, opening it, the order of business, notes."""

from django.db import transaction

from datong.foundation.access.service import User
from datong.foundation.meetings.actions.beats import because, locked, say, tell
from datong.foundation.meetings.core.arithmetic import Verdict, complete
from datong.foundation.meetings.enums import MeetingState, MotionState
from datong.foundation.meetings.errors import NotNow
from datong.foundation.meetings.models import Attendee, Event, Meeting
from datong.foundation.meetings.queries.rooms import room, rule_of
from datong.kernel import clock
from datong.kernel.bilingual import Text

BEFORE_CLOSE = (MeetingState.CALLED, MeetingState.OPENED)
VOTE_ON = Text(
    "正在表决，到会人数已经清点；确认结果后再登记到会或离会。",
    "A vote is going on and the room has been counted; record who comes or goes after its result.",
)


def check_in(actor: User, attendee_id: int, *, door: str = "page") -> Attendee:
    """Somebody has come, also late or back again. Already there: nothing changes. Raises Refused, NotNow."""
    with transaction.atomic():
        meeting, attendee = seat(actor, attendee_id)
        if attendee.present:
            return attendee
        attendee.present, attendee.left = True, None
        attendee.arrived = attendee.arrived or clock.now()
        attendee.save(update_fields=["present", "left", "arrived"])
        late = meeting.state == MeetingState.OPENED
        said = Text("{name}到会。", "{name} arrived.")
        say(actor, meeting, "late" if late else "arrived", said.format(name=attendee.name))
        tell(actor, meeting, "check_in", door, attendee=attendee.pk)
    return attendee


def check_out(actor: User, attendee_id: int, *, door: str = "page") -> Attendee:
    """Somebody has left; before the meeting is open: a check-in taken back. Raises Refused, NotNow."""
    with transaction.atomic():
        meeting, attendee = seat(actor, attendee_id)
        if not attendee.present:
            return attendee
        attendee.present = False
        if meeting.state == MeetingState.OPENED:
            attendee.left = clock.now()
        else:
            attendee.arrived = None
        attendee.save(update_fields=["present", "left", "arrived"])
        if meeting.state == MeetingState.OPENED:
            say(actor, meeting, "left", Text("{name}离会。", "{name} left.").format(name=attendee.name))
        tell(actor, meeting, "check_out", door, attendee=attendee.pk)
    return attendee


def excuse(actor: User, attendee_id: int, reason: str, *, apology: str = "", door: str = "page") -> Attendee:
    """Note why somebody is absent: a reason of the rule (not counted among the entitled), or words (counted).

    Raises Refused, NotNow.
    """
    with transaction.atomic():
        meeting, attendee = seat(actor, attendee_id)
        known = {each.key: each.name for each in rule_of(meeting).uncounted}
        if reason and reason not in known:
            raise NotNow(
                Text("请选择规则里的一种情形。", "Please choose one of the rule's reasons."), "reason"
            )
        if attendee.present:
            raise NotNow(Text("此人已到会。", "This person is here."), "reason")
        words = "" if reason else because(apology)
        if (attendee.excused, attendee.apology or "") == (reason, words):
            return attendee
        attendee.excused, attendee.apology = reason, words or None
        attendee.save(update_fields=["excused", "apology"])
        told = known.get(reason, Text(words, words))
        said = Text("{name}缺席：{why}。", "{name} is absent: {why}.").format(name=attendee.name, why=told)
        say(actor, meeting, "excused", said)
        tell(actor, meeting, "excuse", door, attendee=attendee.pk, counted=not reason)
    return attendee


def seat(actor: User, attendee_id: int) -> tuple[Meeting, Attendee]:
    """An attendee of a meeting that is not over, with the meeting locked and no vote going on.

    Raises Attendee.DoesNotExist, Refused, NotNow.
    """
    meeting_id = Attendee.objects.values_list("meeting_id", flat=True).get(pk=attendee_id)
    meeting = locked(actor, meeting_id, *BEFORE_CLOSE)
    if meeting.motions.filter(state=MotionState.VOTING).exists():
        raise NotNow(VOTE_ON)
    return meeting, Attendee.objects.get(pk=attendee_id)


def open_meeting(actor: User, meeting_id: int, *, door: str = "page") -> Meeting:
    """Open it; open already: nothing changes. Raises Refused, NotNow with what quorum or composition lacks."""
    with transaction.atomic():
        meeting = locked(actor, meeting_id, *BEFORE_CLOSE)
        if meeting.state == MeetingState.OPENED:
            return meeting
        if clock.today() < meeting.held_on:
            sentence = Text(
                "会议定于 {day}，还不能开。", "The meeting is set for {day} and cannot be opened yet."
            )
            raise NotNow(sentence.format(day=meeting.held_on))
        found = complete(rule_of(meeting), room(meeting))
        require_all(found, Text("还不能开会", "The meeting cannot be opened"))
        meeting.state, meeting.opened_at = MeetingState.OPENED, clock.now()
        meeting.save(update_fields=["state", "opened_at"])
        say(actor, meeting, "opened", joined(Text("会议开始", "The meeting is opened"), found))
        tell(actor, meeting, "open", door)
    return meeting


def require_all(found: list[Verdict], head: Text) -> None:
    """Raises NotNow with the arithmetic of what is not met."""
    if lacking := [verdict for verdict in found if not verdict.met]:
        raise NotNow(joined(head, lacking))


def joined(head: Text, found: list[Verdict]) -> Text:
    """A head and the arithmetic after it, as one sentence."""
    zh, en = "。".join(each.text.zh for each in found), ". ".join(each.text.en for each in found)
    return Text(f"{head.zh}：{zh}。", f"{head.en}: {en}.")


def go_to(actor: User, meeting_id: int, step: int, *, door: str = "page") -> Meeting:
    """Go to a step of the order of business, counted from 0. Raises Refused, NotNow."""
    with transaction.atomic():
        meeting = locked(actor, meeting_id, MeetingState.OPENED)
        if not 0 <= step < len(meeting.order_of_business):
            raise NotNow(Text("没有这个议程。", "There is no such step."))
        if meeting.step != step:
            meeting.step = step
            meeting.save(update_fields=["step"])
            said = Text("议程：{step}。", "Order of business: {step}.")
            say(actor, meeting, "step", said.format(step=Text(*meeting.order_of_business[step])))
            tell(actor, meeting, "step", door, step=step)
    return meeting


def note(
    actor: User, meeting_id: int, words: str, *, key: str, motion_id: int | None = None, door: str = "page"
) -> Event:
    """Something said in the meeting, for the minutes; with the same `key` kept once. Raises Refused, NotNow."""
    with transaction.atomic():
        meeting = locked(actor, meeting_id, MeetingState.OPENED)
        if known := Event.objects.filter(key=key, meeting=meeting).first():
            return known
        text = words.strip()
        if not text:
            raise NotNow(Text("请写下要记录的内容。", "Please write what is to be noted."), "words")
        motion = meeting.motions.filter(pk=motion_id).first() if motion_id else None
        event = say(actor, meeting, "note", Text(text, text), motion=motion, key=key)
        tell(actor, meeting, "note", door, event=event.pk)
    return event
