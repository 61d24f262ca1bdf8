"""People of every role, in and out of scope, and a walk through pages with all of them.

Pages come with the houses above; their tests write down who may open each address and let everybody try:

    @pytest.mark.django_db
    def test_who_opens_the_register(client, cast):
        walk(client, cast, Door("/dibao/", {Role.COUNTY_LEADER, Role.COUNTY_OFFICER, ...}))
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field

import pytest
from django.test import Client

from datong.foundation.access.enums import Role
from datong.foundation.access.models import Post, User
from datong.foundation.places.models import Place

LUOJIANG = "510626000000"
TIAOYUAN = "510626106000"
BAIHUA = "510626106209"
WANAN = "510626100000"
WANAN_COMMUNITY = "510626100001"
SHEHONG = "510922000000"
SHEHONG_TOWN = "510922101000"
SHEHONG_VILLAGE = "510922101201"
PLACES = (
    ("510000000000", "", "province", "四川省", "四川省"),
    (LUOJIANG, "510600000000", "county", "罗江县", "罗江县"),
    (TIAOYUAN, LUOJIANG, "town", "调元镇", "调元镇"),
    (BAIHUA, TIAOYUAN, "village", "百花村村民委员会", "百花村"),
    ("510626106210", TIAOYUAN, "village", "双埝村村民委员会", "双埝村"),
    (WANAN, LUOJIANG, "town", "万安镇", "万安镇"),
    (WANAN_COMMUNITY, WANAN, "village", "景乐社区居民委员会", "景乐社区"),
    (SHEHONG, "510900000000", "county", "射洪县", "射洪县"),
    (SHEHONG_TOWN, SHEHONG, "town", "金华镇", "金华镇"),
    (SHEHONG_VILLAGE, SHEHONG_TOWN, "village", "百花村村民委员会", "百花村"),
)
HOMES = {
    Role.COUNTY_LEADER: (LUOJIANG, SHEHONG),
    Role.COUNTY_OFFICER: (LUOJIANG, SHEHONG),
    Role.TOWN_CLERK: (TIAOYUAN, SHEHONG_TOWN),
    Role.VILLAGE_CADRE: (BAIHUA, SHEHONG_VILLAGE),
    Role.AUDITOR: (LUOJIANG, SHEHONG),
    Role.REVIEWER: (LUOJIANG, SHEHONG),
    Role.SYSTEM_ADMIN: (LUOJIANG, SHEHONG),
}
PASSWORD = "tiao-yuan-1769"


def plant_places() -> None:
    """Two counties; both have a 百花村."""
    Place.objects.bulk_create(
        Place(code=code, parent=parent, level=level, name=name, short=short)
        for code, parent, level, name, short in PLACES
    )


def make_user(
    username: str,
    role: Role | None = None,
    place_code: str = LUOJIANG,
    programmes: Collection[str] = (),
    *,
    since: dt.date = dt.date(2014, 1, 1),
    until: dt.date | None = None,
) -> User:
    """An account with one post (none without a role), put straight into the tables."""
    user = User.objects.create_user(username, name=f"{username}的姓名", password=PASSWORD)
    if role is not None:
        add_post(user, role, place_code, programmes, since=since, until=until)
    return user


def add_post(
    user: User,
    role: Role,
    place_code: str,
    programmes: Collection[str] = (),
    *,
    since: dt.date = dt.date(2014, 1, 1),
    until: dt.date | None = None,
) -> Post:
    """One more post, put straight into the table."""
    return Post.objects.create(
        user=user, role=role, place_code=place_code, programmes=list(programmes), since=since, until=until
    )


@dataclass(frozen=True)
class Cast:
    """One person a role `inside` Luojiang (调元镇, 百花村) and `outside`, in another county."""

    inside: dict[Role, User]
    outside: dict[Role, User]
    postless: User


@pytest.fixture
def land(db: None) -> None:
    """The two counties."""
    plant_places()


@pytest.fixture
def cast(land: None) -> Cast:
    """Everybody, in charge of every programme."""
    return Cast(
        inside={role: make_user(role.value, role, home) for role, (home, _) in HOMES.items()},
        outside={role: make_user(f"far-{role.value}", role, away) for role, (_, away) in HOMES.items()},
        postless=make_user("postless"),
    )


@dataclass(frozen=True)
class Door:
    """An address of Luojiang and the roles that may open it; `shut` are the answers to everybody else."""

    address: str
    inside: Collection[Role]
    outside: Collection[Role] = field(default=())
    shut: Collection[int] = (403, 404)


def walk(client: Client, cast: Cast, door: Door) -> None:
    """Everybody tries the door; raises AssertionError naming who got in, or did not."""
    client.logout()
    assert client.get(door.address).status_code == 302, f"{door.address} opens without a login"
    for people, allowed in ((cast.inside, door.inside), (cast.outside, door.outside)):
        for role, user in people.items():
            client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
            status = client.get(door.address).status_code
            wanted = (200,) if role in allowed else door.shut
            assert status in wanted, f"{user.username} at {door.address}: {status}, not {wanted}"
    client.force_login(cast.postless, "allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(door.address).status_code in door.shut, f"somebody without a post at {door.address}"
