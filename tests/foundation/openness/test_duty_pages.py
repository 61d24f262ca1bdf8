"""The pages of duties and of the catalogue: who sees what, the same queries for few and many, nothing typed lost."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from datong.foundation.access import service as access
from datong.foundation.access.enums import Role
from datong.foundation.openness import service
from datong.foundation.openness.forms.catalogue import present
from datong.foundation.openness.models import Duty, Item
from tests.foundation.access.walk import BAIHUA, LUOJIANG, TIAOYUAN, make_user, plant_places

pytestmark = pytest.mark.django_db
D = dt.date
COUNTY = "510626"
SHUANGYAN = "510626106210"
AS_OF = D(2014, 10, 20)


@pytest.fixture
def people():
    plant_places()
    console = access.console()
    service.load_catalogue(console, COUNTY, "sunshine", door="cli")
    service.raise_duties(console, COUNTY, AS_OF, begins=D(2014, 7, 1))
    return {
        "officer": make_user("officer", Role.COUNTY_OFFICER, LUOJIANG, ["sunshine"]),
        "clerk": make_user("clerk", Role.TOWN_CLERK, TIAOYUAN),
        "cadre": make_user("cadre", Role.VILLAGE_CADRE, BAIHUA),
        "far": make_user("far", Role.TOWN_CLERK, "510922101000"),
    }


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_the_county_sees_gaps_first_and_a_clerk_his_town(people):
    Duty.objects.filter(place_code=BAIHUA, aspect="assets").update(fulfilled_on=D(2014, 10, 10))
    page = signed_in(people["officer"]).get("/openness/").content.decode()
    # 百花村 published 46 of its 64 quarterly items; 双埝村 none, so it comes before
    assert page.index('data-href="/openness/village/510626106210/"') < page.index(
        f'data-href="/openness/village/{BAIHUA}/"'
    )
    assert "景乐社区" in page
    assert service.DEFINITION.zh in page
    assert "示意图" in page
    town = signed_in(people["clerk"]).get("/openness/").content.decode()
    assert ("双埝村" in town, "景乐社区" in town) == (True, False)
    narrowed = signed_in(people["clerk"]).get("/openness/?town=510626100000").content.decode()
    assert ("双埝村" in narrowed, "景乐社区" in narrowed) == (False, False)


def test_a_cadre_comes_straight_to_the_village(people):
    client = signed_in(people["cadre"])
    assert client.get("/openness/").headers["Location"] == f"/openness/village/{BAIHUA}/"
    page = client.get(f"/openness/village/{BAIHUA}/").content.decode()
    assert "各项收入（11 项）" in page  # eleven items, one sheet
    assert "已逾期 5 天" in page
    assert "0 / 72 = 0%" in page  # 64 of the third quarter, 8 standing ones since 31 July
    assert client.get(f"/openness/village/{SHUANGYAN}/").status_code == 403
    assert "没有符合条件的公开义务" in client.get(f"/openness/duties/?place={SHUANGYAN}").content.decode()
    stranger = Duty.objects.filter(place_code=SHUANGYAN).first()
    assert client.get(f"/openness/duties/{stranger.pk}/").status_code == 404


def test_in_english(people):
    client = signed_in(people["cadre"])
    client.cookies["django_language"] = "en"
    page = client.get(f"/openness/village/{BAIHUA}/").content.decode()
    assert ("Funds, assets and resources" in page, service.DEFINITION.en in page) == (True, True)


def test_the_same_queries_for_one_duty_and_a_hundred(people):
    client = signed_in(people["officer"])
    keys = ["/openness/duties/?aspect=services&state=late&size=100", "/openness/duties/?size=100"]
    counts = []
    for address in keys:
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_exempting_on_the_page_keeps_what_was_typed(people):
    duty = Duty.objects.filter(place_code=BAIHUA, key="mutual_aid.loans", period_start=D(2014, 7, 1)).get()
    address = f"/openness/duties/{duty.pk}/"
    assert "免除这项义务" not in signed_in(people["cadre"]).get(address).content.decode()
    client = signed_in(people["clerk"])
    refused = client.post(address, {"reason": "没有"})
    assert (refused.status_code, ">没有</textarea>" in refused.content.decode().replace("\n", "")) == (
        422,
        True,
    )
    assert client.post(address, {"reason": "本村没有互助会"}).status_code == 302
    duty.refresh_from_db()
    assert duty.exempt == "本村没有互助会"


def test_an_event_is_recorded(people):
    client = signed_in(people["cadre"])
    address = f"/openness/village/{BAIHUA}/event/"
    sent = {"key": "works.tender", "stage": "村道硬化工程", "on": "2014-10-18"}
    assert client.post(address, sent | {"on": "前天"}).status_code == 422
    assert client.post(address, sent).status_code == 302
    assert Duty.objects.get(key="works.tender").due_on == D(2014, 10, 28)
    assert client.get(f"/openness/village/{SHUANGYAN}/event/").status_code == 403


def test_the_officer_changes_an_item_and_the_old_version_stays(people):
    client = signed_in(people["officer"])
    address = "/openness/catalogue/members.points/edit/"
    assert "积分管理情况（汇总）" in client.get(address).content.decode()
    before = present(Item.objects.get(county=COUNTY, key="members.points"))
    sent = {name: "" if value in (None, False) else value for name, value in before.items()}
    kept = client.post(address, sent | {"day": 20})
    assert (kept.status_code, 'value="20"' in kept.content.decode()) == (422, True)  # no reason was given
    assert client.post(address, sent | {"day": 20, "why": "县里改定"}).status_code == 302
    assert list(Item.objects.filter(key="members.points").values_list("version", "day")) == [(2, 20), (1, 15)]
    page = client.get("/openness/catalogue/members.points/").content.decode()
    assert ("县里改定" in page, "随附目录" in page) == (True, True)
    assert signed_in(people["clerk"]).get(address).status_code == 403


def test_the_catalogue_by_aspect(people):
    page = signed_in(people["cadre"]).get("/openness/catalogue/").content.decode()
    assert (page.count("<tr data-href="), "取用随附目录" in page) == (98, False)
    one = signed_in(people["officer"]).get("/openness/catalogue/?aspect=works").content.decode()
    assert (one.count("<tr data-href="), "取用随附目录" in one) == (5, True)


def test_raising_from_the_page(people):
    assert signed_in(people["clerk"]).post("/openness/raise/", {"to": "2015-01-01"}).status_code == 403
    assert signed_in(people["officer"]).post("/openness/raise/", {"to": "2015-01-01"}).status_code == 302
    assert service.present(COUNTY) == D(2015, 1, 1)
