"""Who may pass a gate: everybody in every stand, and what an address asks for.

The object looked at is 何小林 of 和平村 in 石桥乡, a child of the small county in the dibao ledger and nowhere else: the
record, the household, the row that was refused, the case. Nobody but those whose posts cover them may ever read that name.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from django.test import Client
from django.urls import reverse

from datong.foundation.access import service as access
from datong.foundation.access.service import Role, User
from datong.foundation.briefings import service as briefings
from datong.foundation.indicators import service as indicators
from datong.foundation.ledgers import service as ledgers
from datong.foundation.ledgers.models import Job, RefusedRow
from datong.foundation.people.models import Membership, Person
from datong.kernel import clock
from tests.counties import County
from tests.foundation.access import disclosed, matters, reviewed
from tests.foundation.access.matters import Hands
from tests.foundation.access.walk import HOMES, make_user, plant_places
from tests.second_county.people import ID

NAME = "何小林"
NUMBER = ID[NAME]
WHOLE, TOWN, VILLAGE = "519999000000", "519999101000", "519999101201"
HERE = {Role.TOWN_CLERK: TOWN, Role.VILLAGE_CADRE: VILLAGE}
NEXT_DOOR = {Role.TOWN_CLERK: "519999100000", Role.VILLAGE_CADRE: "519999100203"}  # a 和平村 too
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
OTHER_PROGRAMME = "irrigation"


class Stand(Enum):
    """Where somebody stands: over the object; the same role in the next town; in another county; in another programme."""

    OVER_IT = "over it"
    NEXT_DOOR = "next door"
    FAR_AWAY = "far away"
    OTHER_WORK = "other work"


class Reach(Enum):
    """Which stands are enough for somebody whose role has the action."""

    ANYWHERE = ("over it", "next door", "far away", "other work")
    COUNTY = ("over it", "next door", "other work")  # some programme, somewhere in the county in view
    PROGRAMME = ("over it", "next door")  # this programme, somewhere in the county
    WORK = ("over it", "next door", "far away")  # this programme, anywhere
    PLACE = ("over it", "other work")  # any programme, at this place
    WHOLE = ("over it", "in a post over the whole county")
    OBJECT = ("over it",)  # this programme at this place; or every programme of the whole county
    OWN = ()  # nobody but the one who made it


class Someone(NamedTuple):
    """Somebody who tries the gates, signed in with `client`. `maker`: the one who made the job."""

    client: Client
    user: User
    role: Role | None
    stand: Stand
    maker: bool = False

    def may(self, action: str) -> bool:
        """Whether this person may do something with the object itself."""
        return self.stand is Stand.OVER_IT and self.role in access.permission(action).roles


@dataclass(frozen=True)
class Gate:
    """What an address asks for: an action of the permission table (None: any signed-in person) and how far the post
    must reach. `arguments`: of the address, fields of `Things` or values. Whoever passes is answered `status`, whose
    role has not the action `lacking`, whose post does not reach so far `beyond`. `behind`: a gate to pass before.
    `at_home`: what cadres of the county are answered, if they are sent on to the one village they see."""

    action: str | None
    reach: Reach
    arguments: tuple[str, ...] = ()
    status: int = 200
    beyond: int = 403
    lacking: int = 403
    query: str = ""
    behind: "Gate | None" = None
    at_home: int | None = None

    def answer(self, person: Someone) -> int:
        """What the permission table says."""
        if self.behind is not None and self.behind.answer(person) != self.behind.status:
            return self.behind.answer(person)
        if self.reach is Reach.OWN:
            return self.status if person.maker else self.beyond
        if self.action is None:
            return self.status
        if person.role not in access.permission(self.action).roles:
            return self.lacking
        whole = self.reach is not Reach.WHOLE or person.role not in HERE
        if not whole or person.stand.value not in self.reach.value:
            return self.beyond
        sent_on = person.role is Role.VILLAGE_CADRE and person.stand is not Stand.FAR_AWAY
        return self.at_home if self.at_home and sent_on else self.status

    def address(self, name: str, things: "Things") -> str:
        """Where the gate is: the county and the date of the object in view."""
        found = [getattr(things, each) if each in Things._fields else each for each in self.arguments]
        return f"{reverse(name, args=found)}?county=519999&as_of=2015-06-30{self.query}"


class Things(NamedTuple):
    """Numbers of what the addresses are about."""

    record: int
    person: int
    household: int
    refused: int
    batch: int
    job: int
    account: int
    post: int
    tie: int
    case: int
    deadline: int
    objection: int
    notice: int
    item: int
    meeting: int
    motion: int
    holder: int
    entry: int
    payments: int
    draw: int
    shadow: int
    simulation: int
    owed: int
    publication: str
    posting: int
    draft: int
    draft_file: int
    complaint: int
    contact: int
    voucher: int
    asset: int
    workbook: int
    source: int
    listing: int
    review: int
    review_job: int
    hit: int
    control: int


def company() -> list[Someone]:
    """Everybody: each role in each stand, and somebody without a post."""
    plant_places()
    return [*people(), someone(make_user("postless"), None, Stand.OVER_IT)]


def people() -> Iterator[Someone]:
    """Whoever has a role. Those of the county have nobody next door."""
    for role, (_, far) in HOMES.items():
        home = HERE.get(role, WHOLE)
        maker = role is Role.COUNTY_OFFICER
        yield someone(make_user(f"{role}-here", role, home), role, Stand.OVER_IT, maker=maker)
        yield someone(make_user(f"{role}-far", role, far), role, Stand.FAR_AWAY)
        yield someone(make_user(f"{role}-other", role, home, [OTHER_PROGRAMME]), role, Stand.OTHER_WORK)
        if role in NEXT_DOOR:
            yield someone(make_user(f"{role}-next", role, NEXT_DOOR[role]), role, Stand.NEXT_DOOR)


def someone(user: User, role: Role | None, stand: Stand, *, maker: bool = False) -> Someone:
    """Signed in."""
    client = Client()
    client.force_login(user, BACKEND)
    return Someone(client, user, role, stand, maker)


def things(county: County, everybody: list[Someone]) -> Things:
    """The objects in the loaded county; what no ledger brings is made here."""
    child = Person.objects.get(name=NAME)
    roster = ledgers.SHEETS.get("dibao.roster").model
    refused = RefusedRow.objects.get(receipt__programme="dibao", receipt__slug="roster", code="conflict")
    assert refused.place_code == VILLAGE
    hands = Hands(
        *(here(everybody, role) for role in (Role.COUNTY_OFFICER, Role.TOWN_CLERK, Role.VILLAGE_CADRE))
    )
    maker, clerk = hands.officer, hands.clerk
    issue(county, maker)
    job = Job.objects.create(
        county=county.code, as_of=county.as_of, by=maker, at=clock.now(), names=["低保.xlsx"], sizes=[1], folder="none",
        state="failed",
    )  # fmt: skip
    return Things(
        record=roster.objects.get(person=child, valid_to=None).pk,
        person=child.pk,
        household=Membership.objects.get(person=child).household_id,
        refused=refused.pk,
        batch=county.receipt.import_id,
        job=job.pk,
        account=clerk.pk,
        post=clerk.posts.get().pk,
        **matters.made(county, hands, child),
        **disclosed.made(county.code, hands, NAME),
        **reviewed.made(county.code, hands, child),
    )


def here(everybody: list[Someone], role: Role) -> User:
    """Whoever has a role over the object."""
    return next(each.user for each in everybody if each.role is role and each.stand is Stand.OVER_IT)


def issue(county: County, officer: User) -> None:
    """Issue number 1 of the briefing: every contradiction explained, then frozen."""
    for found in indicators.run_checks(county.code, county.as_of):
        if found.blocking:
            indicators.explain(
                officer, found.check.key, county.code, county.as_of, "已逐户核实，原因见会议记录。"
            )
    assert briefings.freeze(officer, county.code, county.as_of).number == 1
