"""Who is too near a case steps aside: every planted relative, whoever handled it, whoever declares it."""

import random

import pytest

from datong.foundation.meetings import service
from datong.foundation.meetings.models import Event, Recusal
from datong.foundation.meetings.queries.rooms import room, voters
from datong.foundation.meetings.service import NewSeat, NotNow
from datong.foundation.people.models import Kinship, Membership, Person
from tests.foundation.meetings.hall import MORNING, Hall, called, fill, opened, voting

pytestmark = pytest.mark.django_db


def kin(one: Person, other: Person, relation: str = "sibling") -> None:
    """`other` is the `relation` of `one`."""
    Kinship.objects.create(person=one, relative=other, relation=relation, source="test", at=MORNING)


def aside(hall: Hall) -> dict[str, str]:
    """Name and ground of everybody who steps aside from the first household."""
    rows = Recusal.objects.filter(motion__case=hall.case).select_related("attendee")
    return {row.attendee.name: row.ground for row in rows}


@pytest.mark.parametrize("seed", range(12))
def test_every_planted_relative_steps_aside(hall: Hall, seed: int) -> None:
    """Any relation, written either way round, of any member; and nobody else."""
    chance = random.Random(seed)
    member = Person.objects.create(name="赵妻", place_code=hall.case.place_code)
    Membership.objects.create(household=hall.case.household, person=member, relation="配偶")
    wanted = {}
    for rep in chance.sample([*hall.committee, *hall.reps], chance.randint(1, 6)):
        of = chance.choice([hall.head, member])
        relation = chance.choice(["spouse", "parent", "sibling", "grandparent"])
        pair = (of, rep) if chance.random() < 0.5 else (rep, of)
        kin(*pair, relation)
        wanted[rep.name] = "relative"
    called(hall)
    assert aside(hall) == wanted


def test_a_member_of_the_household_steps_aside(hall: Hall) -> None:
    Membership.objects.create(household=hall.case.household, person=hall.reps[0], relation="子")
    called(hall)
    assert aside(hall) == {"代表甲": "household"}


def test_whoever_handled_the_case_steps_aside_from_it_alone(hall: Hall) -> None:
    hall.near[hall.case.pk] = {hall.committee[0].pk}
    called(hall, cases=[hall.case, hall.other])
    assert [(row.motion.case_id, row.attendee.name, row.ground) for row in Recusal.objects.all()] == [
        (hall.case.pk, "委员甲", "handled")
    ]


def test_kinship_recorded_after_the_call_is_found_before_the_vote(hall: Hall) -> None:
    meeting = opened(hall)
    kin(hall.head, hall.reps[3])
    motion = meeting.motions.get()
    service.put(hall.clerk, motion.pk)
    assert aside(hall) == {"代表丁": "relative"}
    kin(hall.head, hall.committee[1])
    service.begin_vote(hall.clerk, motion.pk)
    assert aside(hall) == {"代表丁": "relative", "委员乙": "relative"}


def test_who_steps_aside_is_counted_nowhere_and_cannot_vote(hall: Hall) -> None:
    kin(hall.head, hall.committee[0])
    motion = voting(hall)
    # 11 came, the town's man does not vote; without 委员甲: entitled 9, voters 9, present 10
    found = room(motion.meeting, motion)
    assert (found.entitled, found.voters, found.present, found.ballots) == (9, 9, 10, 9)
    near = motion.meeting.attendees.get(name="委员甲")
    assert near not in voters(motion)
    with pytest.raises(NotNow, match="有人不能对这一项表决"):
        service.vote(hall.clerk, motion.pk, {near.pk: "yes"})


def test_the_composition_must_hold_without_them(hall: Hall) -> None:
    """8 of 11 are representatives. Without three of them 5 of 8 are left: 5/8 < 2/3; one more makes 6/9 = 2/3."""
    meeting = opened(hall)
    for rep in hall.reps[:3]:
        kin(hall.head, rep)
    motion = meeting.motions.get()
    service.put(hall.clerk, motion.pk)
    with pytest.raises(NotNow, match="5/8 < 2/3，不符合；再到会 1 名村民代表即可") as refused:
        service.begin_vote(hall.clerk, motion.pk)
    assert refused.value.text.zh.startswith("这一项还不能表决：")


def test_who_is_not_in_the_register_declares(hall: Hall) -> None:
    meeting = called(hall, more=[NewSeat("孙老", "reps"), NewSeat("李老", "reps")])
    fill(hall, meeting)
    service.open_meeting(hall.clerk, meeting.pk)
    motion = meeting.motions.get()
    service.put(hall.clerk, motion.pk)
    with pytest.raises(NotNow, match="孙老、李老"):
        service.begin_vote(hall.clerk, motion.pk)
    sun, li = (meeting.attendees.get(name=name) for name in ("孙老", "李老"))
    service.declare(hall.clerk, motion.pk, clear=[sun.pk], interested=[li.pk])
    service.begin_vote(hall.clerk, motion.pk)
    assert aside(hall) == {"李老": "declared"}
    assert sun in voters(motion)
    said = list(Event.objects.filter(kind__in=["declared", "recused"]).values_list("kind", flat=True))
    assert said == ["recused", "declared"]


def test_a_declared_interest_is_not_taken_back(hall: Hall) -> None:
    meeting = opened(hall)
    motion = meeting.motions.get()
    rep = meeting.attendees.get(name="代表甲")
    service.put(hall.clerk, motion.pk)
    service.declare(hall.clerk, motion.pk, clear=[], interested=[rep.pk])
    service.declare(hall.clerk, motion.pk, clear=[rep.pk])
    service.declare(hall.clerk, motion.pk, clear=[], interested=[rep.pk])
    assert aside(hall) == {"代表甲": "declared"}
    assert Event.objects.filter(kind="recused").count() == 1


def test_the_minutes_say_who_and_why(hall: Hall) -> None:
    kin(hall.head, hall.reps[0], "parent")
    called(hall)
    event = Event.objects.get(kind="recused")
    assert event.said_zh == "代表甲是这一户的近亲属，回避第 1 项。"
    assert event.said_en == "代表甲 steps aside from motion 1: a near relative of this household."
