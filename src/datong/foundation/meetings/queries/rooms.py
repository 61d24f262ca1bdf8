"""Who is in the room (到会情况): seats, heads, who steps aside, who has yet to declare."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from datong.foundation.casework.service import Case
from datong.foundation.meetings.core.arithmetic import Heads, Seat, heads
from datong.foundation.meetings.core.rules import MeetingRule, from_json
from datong.foundation.meetings.enums import Ground
from datong.foundation.meetings.models import Attendee, Declaration, Meeting, Motion, Recusal
from datong.foundation.meetings.registry import KINDS
from datong.foundation.organisations import service as organisations
from datong.foundation.people import service as people
from datong.foundation.places import service as places


@dataclass(frozen=True, slots=True)
class Offer:
    """Somebody the register offers for a group."""

    person_id: int
    name: str
    group: str


def rule_of(meeting: Meeting) -> MeetingRule:
    """The rule as frozen into the meeting."""
    return from_json(meeting.rule)


def offers(rule: MeetingRule, place_code: str, on: dt.date) -> list[Offer]:
    """Who holds the duties of the rule's groups for this place and the places it lies in; each person once, in the first
    group of the rule that fits. One query."""
    duties = {duty: group.key for group in rule.groups for duty in group.duties}
    order = [group.key for group in rule.groups]
    above = around(place_code)
    found: dict[int, Offer] = {}
    for line in organisations.holders(above[-1], duties, on):
        if line.place_code not in above and not line.place_code.startswith(places.prefix(place_code)):
            continue
        offer = Offer(line.person_id, line.name, duties[line.duty])
        known = found.get(line.person_id)
        if known is None or order.index(offer.group) < order.index(known.group):
            found[line.person_id] = offer
    return sorted(found.values(), key=lambda offer: order.index(offer.group))


def around(place_code: str) -> list[str]:
    """The place, then its town and its county, as 12-digit codes."""
    return list(dict.fromkeys([place_code, place_code[:9].ljust(12, "0"), place_code[:6].ljust(12, "0")]))


def household(cases: Iterable[Case]) -> dict[int, set[int]]:
    """By case id, the person ids of the household and the subject. Two queries."""
    rows = list(cases)
    members: dict[int, set[int]] = {}
    wanted = {case.household_id for case in rows if case.household_id}
    for house, person in people.Membership.objects.filter(household_id__in=wanted).values_list(
        "household_id", "person_id"
    ):
        members.setdefault(house, set()).add(person)
    for house, head in people.Household.objects.filter(id__in=wanted, head__isnull=False).values_list(
        "id", "head_id"
    ):
        members.setdefault(house, set()).add(head)
    return {
        case.pk: members.get(case.household_id or 0, set())
        | ({case.subject_id} if case.subject_id else set())
        for case in rows
    }


def grounds(meeting: Meeting, motions: Sequence[Motion]) -> dict[tuple[int, int], Ground]:
    """By motion and person id, why each person steps aside: household, then near relative, then who handled the case."""
    kind = KINDS.get(meeting.kind)
    cases = {motion.pk: motion.case for motion in motions if motion.case is not None}
    homes = household(cases.values())
    near = people.relatives(set().union(*homes.values()))
    found: dict[tuple[int, int], Ground] = {}
    for motion_id, case in cases.items():
        home = homes[case.pk]
        kin = set().union(*(near.get(person, set()) for person in home))
        for persons, ground in (
            (home, Ground.HOUSEHOLD),
            (kin, Ground.RELATIVE),
            (kind.conflicted(case), Ground.HANDLED),
        ):
            for person in persons:
                found.setdefault((motion_id, person), ground)
    return found


def seats(
    rule: MeetingRule, attendees: Iterable[Attendee], aside: Collection[int] = frozenset()
) -> list[Seat]:
    """Attendees as the arithmetic sees them; `aside`: ids of those who step aside."""
    uncounted = {reason.key for reason in rule.uncounted}
    return [
        Seat(each.group, each.entitled, each.present, each.excused in uncounted, each.pk in aside)
        for each in attendees
    ]


def room(meeting: Meeting, motion: Motion | None = None) -> Heads:
    """The room as it is now, for a motion without those who step aside as the rule says. Two queries at most."""
    rule = rule_of(meeting)
    return heads(rule, seats(rule, meeting.attendees.all(), recused(motion) if motion else frozenset()))


def recused(motion: Motion) -> set[int]:
    """Ids of the attendees who step aside from a motion."""
    return set(Recusal.objects.filter(motion=motion).values_list("attendee_id", flat=True))


def voters(motion: Motion) -> list[Attendee]:
    """Who may vote on a motion now: entitled, present, not stepping aside."""
    return list(
        Attendee.objects.filter(meeting_id=motion.meeting_id, entitled=True, present=True).exclude(
            pk__in=recused(motion)
        )
    )


def undeclared(motion: Motion) -> list[Attendee]:
    """Voters outside the register of people who have yet to declare an interest in this case or none."""
    if motion.case_id is None:
        return []
    said = set(Declaration.objects.filter(motion=motion).values_list("attendee_id", flat=True))
    return [each for each in voters(motion) if each.person_id is None and each.pk not in said]


def inside(case: Case, place_code: str) -> bool:
    """Whether a case lies at a place or inside it."""
    return case.place_code.startswith(places.prefix(place_code))
