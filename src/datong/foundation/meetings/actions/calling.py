"""Calling a meeting, adding somebody to it, cancelling it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction

from datong.foundation.access import service as access
from datong.foundation.access.service import User
from datong.foundation.casework.service import Case
from datong.foundation.meetings.actions.beats import because, locked, say, set_aside, tell
from datong.foundation.meetings.core.rules import MeetingRule, to_json
from datong.foundation.meetings.enums import MeetingState, MotionState
from datong.foundation.meetings.errors import NotNow
from datong.foundation.meetings.models import Attendee, Meeting, Motion, MotionResult
from datong.foundation.meetings.queries.rooms import offers, rule_of
from datong.foundation.meetings.registry import KINDS
from datong.foundation.places import service as places
from datong.kernel import clock
from datong.kernel.bilingual import Text

CALLED = Text(
    "{kind}召集，定于 {day} 在{place}召开，共 {count} 项。",
    "{kind} called for {day} at {place}, {count} motions.",
)
NO_MOTION = Text("请至少选一个办件，或写一项议题。", "Choose at least one case, or write one motion.")
NOT_WAITING = Text(
    "办件 {number} 现在不等待这类会议，请刷新页面后重选。",
    "Case {number} does not wait for this kind of meeting now; reload the page and choose again.",
)
BUSY = Text(
    "办件 {number} 已列入另一次尚未结束的同类会议。",
    "Case {number} is on the list of another meeting of this kind that is not over.",
)
UNKNOWN = Text(
    "名单里有人当日不在任，请刷新页面后重选。",
    "Somebody on the list does not hold the duty on that day; reload the page and choose again.",
)


@dataclass(frozen=True, slots=True)
class NewSeat:
    """Somebody to be invited; without `person_id` typed in by name."""

    name: str
    group: str
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class NewMeeting:
    """A meeting to be called. `cases`: ids, one motion each; `wordings`: motions on no case; `key`: once a form."""

    kind: str
    place_code: str
    held_on: dt.date
    place_text: str
    chair: str
    recorder: str
    key: str
    seats: Sequence[NewSeat]
    cases: Sequence[int] = field(default=())
    wordings: Sequence[str] = field(default=())
    title: str = ""


def call(actor: User, wanted: NewMeeting, *, door: str = "page") -> Meeting:
    """Call a meeting with its roster and motions; the rule of its day is frozen into it. Sent again: the same meeting.

    Raises Refused, NotNow (RuleOpen among them), UnknownKeyError for an unknown kind.
    """
    kind = KINDS.get(wanted.kind)
    access.require(actor, "meetings.run", programme=kind.programme, place_code=wanted.place_code)
    with transaction.atomic():
        cases = list(Case.objects.select_for_update(no_key=True).filter(pk__in=wanted.cases).order_by("pk"))
        if known := Meeting.objects.filter(key=wanted.key).first():
            return known
        rule = kind.rule(wanted.held_on)
        check_cases(wanted, cases)
        check(wanted, rule)
        meeting = Meeting.objects.create(
            kind=kind.key,
            programme=kind.programme,
            county=wanted.place_code[:6],
            place_code=wanted.place_code,
            title=wanted.title.strip() or kind.name.zh,
            held_on=wanted.held_on,
            place_text=wanted.place_text.strip(),
            rule_key=rule.key,
            rule=to_json(rule),
            order_of_business=[[step.zh, step.en] for step in kind.order_of_business],
            chair=wanted.chair.strip(),
            recorder=wanted.recorder.strip(),
            called_by=actor,
            called_at=clock.now(),
            key=wanted.key,
        )
        for seat in wanted.seats:
            place(meeting, rule, seat)
        motions = put_on_list(meeting, cases, wanted.wordings)
        said = CALLED.format(kind=kind.name, day=wanted.held_on, place=meeting.place_text, count=len(motions))
        say(actor, meeting, "called", said)
        set_aside(actor, meeting, motions)
        tell(actor, meeting, "call", door, kind=kind.key, seats=len(wanted.seats), motions=len(motions))
    return meeting


def check_cases(wanted: NewMeeting, cases: Sequence[Case]) -> None:
    """Raises NotNow unless each case waits for this kind here and is in no other open meeting of it."""
    kind = KINDS.get(wanted.kind)
    if not cases and not [wording for wording in wanted.wordings if wording.strip()]:
        raise NotNow(NO_MOTION, "cases")
    known = {case.pk for case in kind.waiting(wanted.place_code)} if cases else set()
    if strange := [case for case in cases if case.pk not in known or case.programme != kind.programme]:
        raise NotNow(NOT_WAITING.format(number=strange[0].number), "cases")
    busy = Motion.objects.filter(
        case__in=cases,
        meeting__kind=kind.key,
        meeting__state__in=[MeetingState.CALLED, MeetingState.OPENED],
    ).exclude(state=MotionState.WITHDRAWN)
    if found := busy.select_related("case").first():
        raise NotNow(BUSY.format(number=found.case.number if found.case else ""), "cases")


def check(wanted: NewMeeting, rule: MeetingRule) -> None:
    """Raises NotNow when place, names, groups and the register do not go together."""
    for text, name, sentence in (
        (wanted.place_text, "place_text", Text("请写明会议地点。", "Please say where the meeting is held.")),
        (wanted.chair, "chair", Text("请写明主持人。", "Please name who chairs it.")),
        (wanted.recorder, "recorder", Text("请写明记录人。", "Please name who writes the minutes.")),
    ):
        if not text.strip():
            raise NotNow(sentence, name)
    if not places.names({wanted.place_code}):
        raise NotNow(Text("没有这个地方。", "There is no such place."), "place_code")
    if not any(rule.group(seat.group).votes for seat in wanted.seats):
        raise NotNow(
            Text(
                "名单里没有可以表决的人，请选人或填写姓名。",
                "Nobody on the list may vote; choose or type in names.",
            ),
            "seats",
        )
    offered = {offer.person_id for offer in offers(rule, wanted.place_code, wanted.held_on)}
    if any(seat.person_id is not None and seat.person_id not in offered for seat in wanted.seats):
        raise NotNow(UNKNOWN, "seats")


def put_on_list(meeting: Meeting, cases: Sequence[Case], wordings: Sequence[str]) -> list[Motion]:
    """One motion a case, then those on no case."""
    kind = KINDS.get(meeting.kind)
    listed = [(case, kind.wording(case)) for case in cases]
    texts = [*listed, *((None, wording.strip()) for wording in wordings if wording.strip())]
    return [
        Motion.objects.create(meeting=meeting, order=order, case=case, wording=text, object=kind.object.zh)
        for order, (case, text) in enumerate(texts, start=1)
    ]


def place(meeting: Meeting, rule: MeetingRule, seat: NewSeat) -> tuple[Attendee, bool]:
    """Give somebody a seat once; whether it is new. Raises NotNow without a name."""
    if not seat.name.strip():
        raise NotNow(Text("请填写姓名。", "Please give a name."), "name")
    given = {"group": seat.group, "entitled": rule.group(seat.group).votes}
    if seat.person_id is None:
        return Attendee.objects.get_or_create(
            meeting=meeting, person=None, name=seat.name.strip(), group=seat.group, defaults=given
        )
    return Attendee.objects.get_or_create(
        meeting=meeting, person_id=seat.person_id, defaults=given | {"name": seat.name.strip()}
    )


def add_seat(actor: User, meeting_id: int, seat: NewSeat, *, door: str = "page") -> Attendee:
    """Somebody more by name, before or during the meeting. The same name in the same group is the same person.

    Raises Refused, NotNow.
    """
    with transaction.atomic():
        meeting = locked(actor, meeting_id, MeetingState.CALLED, MeetingState.OPENED)
        rule = rule_of(meeting)
        if seat.person_id is not None and seat.person_id not in {
            offer.person_id for offer in offers(rule, meeting.place_code, meeting.held_on)
        }:
            raise NotNow(UNKNOWN)
        if seat.group not in {group.key for group in rule.groups}:
            raise NotNow(Text("请选择身份。", "Please choose a group."), "group")
        if meeting.motions.filter(state=MotionState.VOTING).exists():
            raise NotNow(
                Text("正在表决，确认结果后再加人。", "A vote is going on; add people after its result.")
            )
        attendee, fresh = place(meeting, rule, seat)
        if fresh:
            said = Text("增加参会人员：{name}（{group}）。", "Added: {name} ({group}).")
            say(actor, meeting, "added", said.format(name=attendee.name, group=rule.group(seat.group).name))
            set_aside(
                actor, meeting, meeting.motions.select_related("case").exclude(state=MotionState.SETTLED)
            )
            tell(actor, meeting, "seat", door, attendee=attendee.pk)
    return attendee


def cancel(actor: User, meeting_id: int, why: str, *, door: str = "page") -> Meeting:
    """Call it off; not once something was resolved. Raises Refused, NotNow."""
    reason = because(why)
    with transaction.atomic():
        meeting = locked(actor, meeting_id, MeetingState.CALLED, MeetingState.OPENED)
        if MotionResult.objects.filter(motion__meeting=meeting).exists():
            raise NotNow(
                Text(
                    "已有表决结果，不能取消；其余各项可以注明原因后不再表决，再结束会议。",
                    "Something was resolved already; withdraw the other motions with a reason and close the meeting.",
                )
            )
        meeting.state, meeting.ended_at = MeetingState.CANCELLED, clock.now()
        meeting.save(update_fields=["state", "ended_at"])
        say(actor, meeting, "cancelled", Text("会议取消：{why}", "Cancelled: {why}").format(why=reason))
        tell(actor, meeting, "cancel", door)
    return meeting
