"""Signing the minutes and closing the meeting; after that nothing changes."""

from collections.abc import Collection

from django.db import transaction

from datong.foundation.access.service import User
from datong.foundation.casework.service import Case
from datong.foundation.evidence import service as evidence
from datong.foundation.meetings.actions.beats import because, locked, say, tell
from datong.foundation.meetings.core.strokes import picture
from datong.foundation.meetings.enums import MeetingState, MotionState, Way
from datong.foundation.meetings.errors import NotNow
from datong.foundation.meetings.models import Attendee, Meeting, Motion, Signature
from datong.foundation.meetings.queries.results import results_in
from datong.foundation.meetings.queries.rooms import rule_of
from datong.foundation.meetings.registry import KINDS, Closed
from datong.kernel import clock
from datong.kernel.bilingual import Text

NOBODY = Text("请选择签名的人。", "Choose who signed.")
NO_STROKES = Text(
    "还没有签名，请在框内书写；也可以改用纸上签名或键入姓名。",
    "Nothing was drawn; sign in the frame, or sign on paper or by typing the name.",
)
UNSETTLED = Text("还有没有结束的议项：第 {orders} 项。", "These motions are not over: {orders}.")
UNSIGNED = Text("还没有签名：{names}。", "These have not signed: {names}.")


def sign_paper(
    actor: User, meeting_id: int, attendees: Collection[int], *, name: str, content: bytes, door: str = "page"
) -> list[Signature]:
    """These attendees signed on the paper of this scan or photograph. Raises Refused, NotNow, evidence's own errors."""
    with transaction.atomic():
        meeting, signers = unsigned(actor, meeting_id, attendees)
        if not signers:
            return []
        item = evidence.keep(
            actor,
            target=target(meeting),
            kind="meeting_signatures",
            name=name,
            content=content,
            programme=meeting.programme,
            place_code=meeting.place_code,
            door=door,
        )
        return [write(actor, meeting, each, Way.PAPER, door, item=item) for each in signers]


def sign_screen(actor: User, attendee_id: int, path: str, *, door: str = "page") -> Signature:
    """One attendee drew the signature; `path` as in core/strokes. Raises Refused, NotNow."""
    with transaction.atomic():
        meeting, signers = unsigned(actor, meeting_of(attendee_id), [attendee_id])
        if not signers:
            return Signature.objects.get(attendee_id=attendee_id)
        drawing = picture(path)
        if drawing is None:
            raise NotNow(NO_STROKES, "path")
        item = evidence.keep(
            actor,
            target=target(meeting),
            kind="meeting_signatures",
            name=f"signature-{attendee_id}.png",
            content=drawing,
            programme=meeting.programme,
            place_code=meeting.place_code,
            door=door,
        )
        return write(actor, meeting, signers[0], Way.SCREEN, door, item=item)


def sign_typed(actor: User, attendee_id: int, name: str, *, door: str = "page") -> Signature:
    """One attendee, who can neither draw nor sign on paper here, confirmed by typing the own name."""
    with transaction.atomic():
        meeting, signers = unsigned(actor, meeting_of(attendee_id), [attendee_id])
        if not signers:
            return Signature.objects.get(attendee_id=attendee_id)
        if "".join(name.split()) != "".join(signers[0].name.split()):
            raise NotNow(
                Text("键入的姓名与名单不一致。", "The typed name is not the one on the list."), "typed"
            )
        return write(actor, meeting, signers[0], Way.TYPED, door)


def sign_refused(actor: User, attendee_id: int, why: str, *, door: str = "page") -> Signature:
    """One attendee would not sign; the reason goes into the minutes."""
    reason = because(why)
    with transaction.atomic():
        meeting, signers = unsigned(actor, meeting_of(attendee_id), [attendee_id])
        if not signers:
            return Signature.objects.get(attendee_id=attendee_id)
        return write(actor, meeting, signers[0], Way.REFUSED, door, note=reason)


def meeting_of(attendee_id: int) -> int:
    """Raises Attendee.DoesNotExist."""
    return Attendee.objects.values_list("meeting_id", flat=True).get(pk=attendee_id)


def unsigned(actor: User, meeting_id: int, wanted: Collection[int]) -> tuple[Meeting, list[Attendee]]:
    """The meeting, locked, its motions over; and who of `wanted` came and has not signed. Raises Refused, NotNow."""
    meeting = locked(actor, meeting_id, MeetingState.OPENED)
    require_settled(meeting)
    came = list(meeting.attendees.filter(pk__in=wanted, arrived__isnull=False).select_related("signature"))
    if not came:
        raise NotNow(NOBODY, "attendees")
    return meeting, [each for each in came if not hasattr(each, "signature")]


def write(
    actor: User,
    meeting: Meeting,
    attendee: Attendee,
    way: Way,
    door: str,
    *,
    item: evidence.Item | None = None,
    note: str | None = None,
) -> Signature:
    """Keep one signature with its sentence and its line in the journal."""
    row = Signature.objects.create(attendee=attendee, way=way, item=item, note=note, at=clock.now(), by=actor)
    said = Text("{name}{way}{why}。", "{name}: {way}{why}.")
    why = Text(f"：{note}", f": {note}") if note else Text("", "")
    say(actor, meeting, "signed", said.format(name=attendee.name, way=way.label, why=why))
    tell(actor, meeting, "sign", door, attendee=attendee.pk, way=str(way))
    return row


def require_settled(meeting: Meeting) -> None:
    """Raises NotNow naming the motions that are not over."""
    over = [MotionState.SETTLED, MotionState.WITHDRAWN]
    if orders := list(meeting.motions.exclude(state__in=over).values_list("order", flat=True)):
        raise NotNow(UNSETTLED.format(orders="、".join(map(str, orders))))


def close(actor: User, meeting_id: int, *, door: str = "page") -> Meeting:
    """End it; closed already: nothing changes. The programme hears of it in the same transaction.

    Raises Refused, NotNow (motions not over, signatures lacking), and what the programme's hook raises.
    """
    with transaction.atomic():
        meeting = locked(actor, meeting_id, MeetingState.OPENED, MeetingState.CLOSED)
        if meeting.state == MeetingState.CLOSED:
            return meeting
        require_settled(meeting)
        require_signed(meeting)
        cases = Motion.objects.filter(meeting=meeting, case__isnull=False).values("case_id")
        list(Case.objects.select_for_update(no_key=True).filter(pk__in=cases).order_by("pk"))
        meeting.state, meeting.ended_at = MeetingState.CLOSED, clock.now()
        meeting.save(update_fields=["state", "ended_at"])
        say(actor, meeting, "closed", Text("会议结束。", "The meeting is closed."))
        told = Closed(
            meeting.pk,
            meeting.kind,
            meeting.programme,
            meeting.place_code,
            meeting.held_on,
            results_in(meeting),
        )
        KINDS.get(meeting.kind).on_closed(actor, told, door)
        tell(actor, meeting, "close", door, results=len(told.results))
    return meeting


def require_signed(meeting: Meeting) -> None:
    """Raises NotNow naming who came and has not signed, where the rule wants everybody's signature."""
    if not rule_of(meeting).everyone_signs:
        return
    missing = meeting.attendees.filter(arrived__isnull=False, signature__isnull=True)
    if names := list(missing.values_list("name", flat=True)):
        raise NotNow(UNSIGNED.format(names="、".join(names)))


def target(meeting: Meeting) -> str:
    """How other houses name the meeting."""
    return f"meetings.Meeting:{meeting.pk}"
