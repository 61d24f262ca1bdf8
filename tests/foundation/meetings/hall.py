"""A village with its officials and two households, and the acts of a meeting in short form."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

import pytest

from datong.foundation.access.enums import Role
from datong.foundation.access.models import User
from datong.foundation.casework.models import Case
from datong.foundation.meetings import service
from datong.foundation.meetings.core.rules import MeetingRule
from datong.foundation.meetings.models import Meeting, Motion
from datong.foundation.meetings.registry import KINDS, Closed
from datong.foundation.meetings.service import MeetingKind, NewMeeting, NewSeat, RuleOpen
from datong.foundation.organisations.models import Holder
from datong.foundation.people.models import Household, Membership, Person
from datong.kernel import clock
from datong.kernel.bilingual import Text
from tests.foundation.access.walk import BAIHUA, LUOJIANG, TIAOYUAN, make_user, plant_places
from tests.foundation.meetings.rules import RULE, SECRET

MORNING = dt.datetime(2014, 9, 26, 1, 0, tzinfo=dt.UTC)  # 9 in the morning in China
DAY = dt.date(2014, 9, 26)
OPEN, PAPER, SHUT = "test.appraisal", "test.secret", "test.shut"
STEPS = (Text("宣讲政策", "the policy"), Text("现场评议", "appraisal"), Text("签字确认", "signing"))
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass
class Hall:
    """Everybody. `near`: person ids a kind says are too near a case; `closed`: what the programme was told."""

    clerk: User
    clerk2: User
    cadre: User
    leader: User
    far: User
    town: Person
    committee: list[Person]
    reps: list[Person]
    case: Case
    other: Case
    head: Person
    near: dict[int, set[int]] = field(default_factory=dict)
    closed: list[Closed] = field(default_factory=list)


def person(name: str) -> Person:
    return Person.objects.create(name=name, place_code=BAIHUA)


def hold(who: Person, duty: str, place: str = BAIHUA) -> Person:
    """Give a person a duty."""
    Holder.objects.create(person=who, name=who.name, duty=duty, place_code=place, since=dt.date(2014, 1, 1))
    return who


def case(number: int, head: Person) -> Case:
    """A case of a household."""
    household = Household.objects.create(head=head, place_code=BAIHUA)
    Membership.objects.create(household=household, person=head, relation="户主")
    return Case.objects.create(
        number=f"DB-510626-2014-{number:05}",
        workflow="dibao.v2012",
        programme="dibao",
        state="appraisal",
        county="510626",
        place_code=BAIHUA,
        household=household,
        subject=head,
        label=head.name,
        law_on=DAY,
        opened_on=DAY,
        moved_on=DAY,
        moved_at=MORNING,
    )


def kind(key: str, rule: MeetingRule, hall: Hall) -> MeetingKind:
    return MeetingKind(
        key=key,
        programme="dibao",
        name=Text("民主评议会", "democratic appraisal"),
        rule=lambda _day: rule,
        order_of_business=STEPS,
        waiting=lambda place: Case.objects.filter(
            programme="dibao", state="appraisal", place_code__startswith=place.rstrip("0")
        ),
        on_closed=lambda _actor, told, _door: hall.closed.append(told),
        conflicted=lambda asked: hall.near.get(asked.pk, set()),
        wording=lambda asked: f"{asked.label}一户的调查结果是否客观真实",
        object=Text("调查结果的客观性、真实性", "whether the survey is true"),
    )


def not_set(_day: dt.date) -> MeetingRule:
    raise RuleOpen(Text("县里还没有规定到会比例，请先设置。", "The county has not set the quorum."))


@pytest.fixture
def hall(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hall]:
    """百花村: one of the town, two of the committee, eight representatives; two households with a case each."""
    plant_places()
    head = person("赵大")
    found = Hall(
        clerk=make_user("clerk", Role.TOWN_CLERK, TIAOYUAN, ["dibao"]),
        clerk2=make_user("clerk2", Role.TOWN_CLERK, TIAOYUAN, ["dibao"]),
        cadre=make_user("cadre", Role.VILLAGE_CADRE, BAIHUA),
        leader=make_user("leader", Role.COUNTY_LEADER, LUOJIANG),
        far=make_user("far", Role.TOWN_CLERK, "510626100000"),
        town=hold(person("镇上甲"), "town_staff", TIAOYUAN),
        committee=[hold(person(f"委员{n}"), "committee") for n in "甲乙"],
        reps=[hold(person(f"代表{n}"), "villager_rep") for n in "甲乙丙丁戊己庚辛"],
        case=case(1, head),
        other=case(2, person("钱二")),
        head=head,
    )
    hold(person("邻村委员"), "committee", "510626106210")
    for key, rule in ((OPEN, RULE), (PAPER, SECRET)):
        monkeypatch.setitem(KINDS._entries, key, kind(key, rule, found))
    shut = kind(SHUT, RULE, found)
    monkeypatch.setitem(
        KINDS._entries,
        SHUT,
        MeetingKind(SHUT, "dibao", shut.name, not_set, STEPS, shut.waiting, shut.on_closed),
    )
    with clock.override(MORNING):
        yield found


def seats(hall: Hall) -> list[NewSeat]:
    """Everybody who holds a duty here."""
    return [
        NewSeat(hall.town.name, "town", hall.town.pk),
        *(NewSeat(each.name, "committee", each.pk) for each in hall.committee),
        *(NewSeat(each.name, "reps", each.pk) for each in hall.reps),
    ]


def called(
    hall: Hall,
    key: str = OPEN,
    *,
    cases: Collection[Case] | None = None,
    more: Collection[NewSeat] = (),
    key_sent: str = "t1",
) -> Meeting:
    """A meeting on the first household, or on these cases."""
    return service.call(hall.clerk, new(hall, key, cases=cases, more=more, key_sent=key_sent))


def new(
    hall: Hall,
    key: str = OPEN,
    *,
    cases: Collection[Case] | None = None,
    more: Collection[NewSeat] = (),
    key_sent: str = "t1",
) -> NewMeeting:
    return NewMeeting(
        kind=key,
        place_code=BAIHUA,
        held_on=DAY,
        place_text="村活动室",
        chair="镇上甲",
        recorder="委员甲",
        key=key_sent,
        seats=[*seats(hall), *more],
        cases=[each.pk for each in ([hall.case] if cases is None else cases)],
    )


def fill(hall: Hall, meeting: Meeting, *, without: Collection[str] = ()) -> None:
    """Everybody comes but these."""
    for each in meeting.attendees.exclude(name__in=without):
        service.check_in(hall.clerk, each.pk)


def opened(hall: Hall, key: str = OPEN, **options: object) -> Meeting:
    """A meeting that everybody came to."""
    meeting = called(hall, key, **options)  # type: ignore[arg-type]
    fill(hall, meeting)
    return service.open_meeting(hall.clerk, meeting.pk)


def voting(hall: Hall, key: str = OPEN, **options: object) -> Motion:
    """The first motion of an open meeting, being voted on."""
    meeting = opened(hall, key, **options)
    motion = meeting.motions.get(order=1)
    service.put(hall.clerk, motion.pk)
    return service.begin_vote(hall.clerk, motion.pk)


def settled(hall: Hall, **options: object) -> Meeting:
    """An open meeting whose motion was carried by everybody."""
    motion = voting(hall, **options)
    voters = motion.meeting.attendees.filter(entitled=True, present=True).exclude(recusals__motion=motion)
    service.vote(hall.clerk, motion.pk, {each.pk: "yes" for each in voters})
    service.confirm(hall.clerk, motion.pk, conclusion="调查结果属实")
    return motion.meeting


def signed(hall: Hall, meeting: Meeting) -> None:
    """Everybody who came confirms by name."""
    for each in meeting.attendees.filter(arrived__isnull=False):
        service.sign_typed(hall.clerk, each.pk, each.name)
