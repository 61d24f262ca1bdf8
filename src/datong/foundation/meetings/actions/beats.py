"""The beats every act on a meeting has in common: lock and permission first, minutes and journal last."""

from collections.abc import Iterable

from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.journal import service as journal
from datong.foundation.meetings.enums import Ground, MeetingState, MotionState
from datong.foundation.meetings.errors import NotNow
from datong.foundation.meetings.models import Event, Meeting, Motion, Recusal
from datong.foundation.meetings.queries.rooms import grounds
from datong.kernel import clock
from datong.kernel.bilingual import Text

NOT_IN = Text("会议现在是“{state}”，不能这样办。", "The meeting is “{state}” now; this cannot be done.")
MOTION_NOT_IN = Text(
    "这一项现在是“{state}”，不能这样办。", "This motion is “{state}” now; this cannot be done."
)
ASIDE = Text("{name}{ground}，回避第 {order} 项。", "{name} steps aside from motion {order}: {ground}.")


def locked(actor: User, meeting_id: int, *states: MeetingState) -> Meeting:
    """The meeting, locked until the transaction ends, in one of these states.

    Raises Meeting.DoesNotExist, Refused, NotNow.
    """
    meeting = Meeting.objects.select_for_update(no_key=True).get(pk=meeting_id)
    access.require(actor, "meetings.run", programme=meeting.programme, place_code=meeting.place_code)
    if meeting.state not in states:
        raise NotNow(NOT_IN.format(state=MeetingState(meeting.state).label))
    return meeting


def locked_motion(actor: User, motion_id: int, *states: MotionState) -> Motion:
    """A motion of an open meeting, its meeting locked. Raises Motion.DoesNotExist, Refused, NotNow."""
    meeting_id = Motion.objects.values_list("meeting_id", flat=True).get(pk=motion_id)
    meeting = locked(actor, meeting_id, MeetingState.OPENED)
    motion = Motion.objects.select_related("case").get(pk=motion_id)
    motion.meeting = meeting
    if motion.state not in states:
        raise NotNow(MOTION_NOT_IN.format(state=MotionState(motion.state).label))
    return motion


def say(
    actor: User,
    meeting: Meeting,
    kind: str,
    said: Text,
    *,
    motion: Motion | None = None,
    key: str | None = None,
) -> Event:
    """Keep one sentence of the minutes."""
    return Event.objects.create(
        meeting=meeting,
        motion=motion,
        kind=kind,
        said_zh=said.zh,
        said_en=said.en,
        at=clock.now(),
        by=actor,
        key=key,
    )


def tell(actor: User, meeting: Meeting, action: str, door: str, *, why: str = "", **detail: object) -> None:
    """Journal an act; `detail` holds numbers of records, never names or votes."""
    journal.record(
        actor.username,
        f"meetings.{action}",
        f"meetings.Meeting:{meeting.pk}",
        place=meeting.place_code,
        why=why.strip(),
        door=door,
        detail=detail,
    )


def set_aside(actor: User, meeting: Meeting, motions: Iterable[Motion]) -> int:
    """Everybody the registers know to be too near steps aside; how many that are new. What was found once stays."""
    concerned = [motion for motion in motions if motion.case_id is not None]
    if not concerned:
        return 0
    why = grounds(meeting, concerned)
    attendees = list(meeting.attendees.filter(person__isnull=False))
    known = set(Recusal.objects.filter(motion__in=concerned).values_list("motion_id", "attendee_id"))
    fresh = [
        (motion, attendee, why[motion.pk, attendee.person_id or 0])
        for motion in concerned
        for attendee in attendees
        if (motion.pk, attendee.person_id) in why and (motion.pk, attendee.pk) not in known
    ]
    for motion, attendee, ground in fresh:
        Recusal.objects.create(
            motion=motion, attendee=attendee, ground=ground, source="register", at=clock.now()
        )
        say(actor, meeting, "recused", aside(attendee.name, ground, motion), motion=motion)
    return len(fresh)


def aside(name: str, ground: Ground, motion: Motion) -> Text:
    """The sentence on somebody who steps aside."""
    return ASIDE.format(name=name, ground=ground.label, order=motion.order)


def because(why: str) -> str:
    """A reason in words; raises NotNow without one."""
    if len(why.strip()) < 2:
        raise NotNow(
            Text("请写明原因，它会记入会议记录。", "Please state the reason; it goes into the minutes."),
            "why",
        )
    return why.strip()
