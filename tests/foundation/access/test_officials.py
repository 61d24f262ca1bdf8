"""Who holds which duty: who may see and record it, where, and what the page says."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from datong.foundation.access import service
from datong.foundation.access.enums import Role
from datong.foundation.access.errors import Refused
from datong.foundation.access.models import User
from datong.foundation.access.service import NewOfficial
from datong.foundation.journal.service import entries
from datong.foundation.organisations.service import BadHolder, Duty, Holder, holders
from datong.foundation.people import service as people
from datong.kernel import clock
from tests.foundation.access.walk import (
    BAIHUA,
    LUOJIANG,
    SHEHONG_VILLAGE,
    TIAOYUAN,
    WANAN_COMMUNITY,
    Cast,
    Door,
    walk,
)
from tests.second_county.people import ID

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
MOMENT = dt.datetime(2014, 9, 26, 4, tzinfo=dt.UTC)
DAY = dt.date(2014, 1, 1)
READERS = frozenset(Role) - {Role.CONSOLE, Role.SYSTEM_ADMIN}


def official(name: str, place: str = BAIHUA, duty: str = "committee") -> NewOfficial:
    return NewOfficial(ID[name], name, duty, place, DAY)


@pytest.fixture
def clerk(cast: Cast) -> User:
    return cast.inside[Role.TOWN_CLERK]


def test_a_clerk_records_those_of_the_own_town(clerk: User) -> None:
    row = service.appoint_official(clerk, official("马克勤"))
    assert people.by_identity(ID["马克勤"]).pk == row.person_id  # type: ignore[union-attr]
    assert [(each.name, each.duty) for each in holders(BAIHUA, [Duty.COMMITTEE], DAY)] == [
        ("马克勤", "committee")
    ]
    [entry] = entries()
    assert (entry.actor, entry.action, entry.place) == ("town_clerk", "officials.appoint", BAIHUA)
    assert "马克勤" not in str(entry.detail)


@pytest.mark.parametrize(
    "role", [Role.VILLAGE_CADRE, Role.AUDITOR, Role.COUNTY_LEADER, Role.REVIEWER, Role.SYSTEM_ADMIN]
)
def test_nobody_else_records_or_ends(cast: Cast, clerk: User, role: Role) -> None:
    row = service.appoint_official(clerk, official("马克勤"))
    with pytest.raises(Refused) as caught:
        service.appoint_official(cast.inside[role], official("江涛"))
    assert caught.value.sentence.zh.startswith("任职由专干登记")
    with pytest.raises(Refused):
        service.retire_official(cast.inside[role], row.pk, until=DAY, why="换届")
    assert Holder.objects.get().until is None


def test_not_in_the_next_town(clerk: User) -> None:
    with pytest.raises(Refused):
        service.appoint_official(clerk, official("马克勤", WANAN_COMMUNITY))
    assert people.by_identity(ID["马克勤"]) is None


def test_a_refused_duty_leaves_no_person_behind(clerk: User) -> None:
    with pytest.raises(BadHolder) as caught:
        service.appoint_official(clerk, official("马克勤", TIAOYUAN))
    assert caught.value.field == "place"
    assert people.by_identity(ID["马克勤"]) is None


def test_a_duty_is_held_once_and_ends_once(clerk: User) -> None:
    row = service.appoint_official(clerk, official("马克勤"))
    with pytest.raises(BadHolder, match="已在任"):
        service.appoint_official(clerk, official("马克勤"))
    with pytest.raises(BadHolder, match="早于开始"):
        service.retire_official(clerk, row.pk, until=dt.date(2013, 12, 31), why="换届")
    service.retire_official(clerk, row.pk, until=dt.date(2014, 9, 1), why="换届")
    with pytest.raises(BadHolder, match="已经结束"):
        service.retire_official(clerk, row.pk, until=dt.date(2014, 9, 26), why="换届")
    assert [each.name for each in holders(BAIHUA, ["committee"], dt.date(2014, 8, 31))] == ["马克勤"]
    assert holders(BAIHUA, ["committee"], dt.date(2014, 9, 1)) == []


def test_who_opens_the_pages(client: Client, cast: Cast, clerk: User) -> None:
    row = service.appoint_official(clerk, official("马克勤"))
    editors = {Role.COUNTY_OFFICER, Role.TOWN_CLERK}
    walk(client, cast, Door("/officials/", READERS, READERS))
    walk(client, cast, Door("/officials/new/", editors, editors))
    walk(client, cast, Door(f"/officials/{row.pk}/end/", editors))


def test_the_list_is_the_readers_own_and_narrows(client: Client, cast: Cast) -> None:
    far = cast.outside[Role.COUNTY_OFFICER]
    service.appoint_official(far, official("马列英", SHEHONG_VILLAGE))
    officer = cast.inside[Role.COUNTY_OFFICER]
    service.appoint_official(officer, official("马克勤"))
    service.appoint_official(officer, official("江涛", LUOJIANG, "dibao_staff"))
    ended = service.appoint_official(officer, official("钱进", WANAN_COMMUNITY, "villager_rep"))
    service.retire_official(officer, ended.pk, until=dt.date(2014, 9, 1), why="去世")
    client.force_login(officer, BACKEND)
    with clock.override(MOMENT):
        html = client.get("/officials/").content.decode()
        assert [name for name in ("马克勤", "江涛", "钱进", "马列英") if name in html] == [
            "马克勤",
            "江涛",
            "钱进",
        ]
        assert html.index("江涛") < html.index("钱进")  # ended ones last
        assert html.count("结束任职") == 2
        assert "江涛" not in client.get("/officials/?duty=committee").content.decode()
        narrowed = client.get("/officials/?place=景乐社区").content.decode()
        assert "马克勤" not in narrowed
        assert "钱进" in narrowed
        assert "没有找到" in client.get("/officials/?place=金华镇").content.decode()
    assert ID["马克勤"] not in html
    client.force_login(cast.inside[Role.VILLAGE_CADRE], BACKEND)
    html = client.get("/officials/").content.decode()
    assert "马克勤" in html
    assert "钱进" not in html
    assert "结束任职" not in html


def test_as_many_queries_for_one_as_for_three(
    client: Client, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    officer = cast.inside[Role.COUNTY_OFFICER]
    client.force_login(officer, BACKEND)
    service.appoint_official(officer, official("马克勤"))
    client.get("/officials/")
    with CaptureQueriesContext(connection) as one:
        client.get("/officials/")
    service.appoint_official(officer, official("江涛", WANAN_COMMUNITY))
    service.appoint_official(officer, official("钱进", LUOJIANG, "dibao_staff"))
    with django_assert_num_queries(len(one)):
        client.get("/officials/")


def test_the_form_keeps_what_was_typed_and_says_what_is_wrong(client: Client, clerk: User) -> None:
    client.force_login(clerk, BACKEND)
    sent = {
        "name": "马克勤",
        "identity": ID["马克勤"][:17],
        "duty": "committee",
        "place": "百花村",
        "since": "2014-01-01",
    }
    page = client.post("/officials/new/", sent)
    with clock.override(MOMENT):
        assert 'value="2014-09-26"' in client.get("/officials/new/").content.decode()
    assert page.status_code == 422
    assert "现有 17 位" in page.content.decode()
    assert 'value="马克勤"' in page.content.decode()
    assert client.post("/officials/new/", sent | {"identity": ID["马克勤"]}).status_code == 302
    row = Holder.objects.get()
    assert (row.name, row.place_code, row.since) == ("马克勤", BAIHUA, DAY)
    assert client.post(f"/officials/{row.pk}/end/", {"until": "2014-09-26", "why": ""}).status_code == 422
    assert client.post(f"/officials/{row.pk}/end/", {"until": "2014-09-26", "why": "换届"}).status_code == 302
    assert Holder.objects.get().until == dt.date(2014, 9, 26)
