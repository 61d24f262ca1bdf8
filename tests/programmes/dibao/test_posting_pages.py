"""The board on the screen and on paper: exactly what the pack allows; down by itself; never a number, address or phone."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from datong.foundation.access.models import User
from datong.kernel import clock
from datong.programmes.dibao.models import Posting
from datong.programmes.dibao.queries import boards, papers
from tests.foundation.access.walk import BAIHUA, WANAN_COMMUNITY, make_user
from tests.programmes.dibao import road

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PLANTED = {
    "identity": "510626195803121236",
    "address": "百花村三组17号",
    "phone": "13890212345",
    "illness": "尿毒症",
}


def enter(client: Client, user: User) -> Client:
    client.force_login(user, BACKEND)
    return client


@pytest.fixture
def posted(who: road.Crew, to_day):
    """2012: posted by the county from 2014-07-24 to 2014-08-04, with more in it than may be shown."""
    case = road.county_2012(who, to_day)
    to_day("2014-07-24")
    case = road.step(who.officer2, road.step(who.officer2, case, "opine"), "post_county")
    row = case.postings.latest("id")
    row.shows = json.dumps(json.loads(row.shows) | PLANTED, ensure_ascii=False)
    row.save()
    return case


def shown(client: Client, who: road.Crew, place: str = "") -> str:
    answer = enter(client, who.cadre).get(reverse("dibao_postings") + (f"?place={place}" if place else ""))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_page_shows_what_the_law_lets_and_nothing_else(who: road.Crew, posted, client: Client) -> None:
    page = shown(client, who).split("<main")[1]
    for words in (
        "邓有田",
        "邓有田、陈素芳、邓小川",
        "413.68",
        "县级公示",
        "2014-07-24 至 2014-08-04",
        "按较晚的一天",
    ):
        assert words in page
    assert [value in page for value in PLANTED.values()] == [False] * 4


def test_the_fields_by_key(posted) -> None:
    [row] = boards.hung(boards.up_in(BAIHUA))
    assert [(key, value) for key, _name, value in row.fields] == [
        ("applicant_name", "邓有田"),
        ("member_names", "邓有田、陈素芳、邓小川"),
        ("amount", "413.68"),
    ]


@pytest.mark.parametrize("paper", ["a4", "a3"])
def test_the_sheet_shows_no_more(who: road.Crew, posted, client: Client, paper: str) -> None:
    doc = papers.posting_sheet(
        BAIHUA,
        clock.today(),
        papers.Words("zh"),
        paper=paper,
        link="https://datong.example/dibao/postings/510626106209/",
    )
    written = repr(doc)
    assert ["邓有田、陈素芳、邓小川" in written, "2014-07-24 至 2014-08-04" in written] == [True, True]
    assert [value in written for value in PLANTED.values()] == [False] * 4
    answer = enter(client, who.cadre).get(reverse("dibao_posting_sheet", args=[BAIHUA, paper, "pdf"]))
    assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")
    answer = client.get(reverse("dibao_posting_sheet", args=[BAIHUA, paper, "docx"]))
    assert (answer.status_code, answer.content[:2]) == (200, b"PK")


def test_it_comes_down_by_itself(who: road.Crew, posted, client: Client, to_day) -> None:
    to_day("2014-08-04")
    assert "邓有田" in shown(client, who).split("<main")[1]
    to_day("2014-08-05")
    page = shown(client, who).split("<main")[1]
    assert ["现在没有公示" in page, "邓有田" in page] == [True, False]
    assert "邓有田" not in repr(papers.posting_sheet(BAIHUA, clock.today(), papers.Words("zh")))
    assert Posting.objects.filter(case=posted).count() == 2


def test_a_village_sees_its_own_board(who: road.Crew, posted, client: Client) -> None:
    other = make_user("景乐干部", who.cadre.posts.get().role, WANAN_COMMUNITY)
    enter(client, other)
    assert "邓有田" not in client.get(reverse("dibao_postings")).content.decode()
    assert "邓有田" not in client.get(reverse("dibao_postings") + f"?place={BAIHUA}").content.decode()
    assert client.get(reverse("dibao_posting_sheet", args=[BAIHUA, "a4", "pdf"])).status_code == 403
    assert client.get(reverse("dibao_posting_sheet", args=[WANAN_COMMUNITY, "a5", "pdf"])).status_code == 404


def test_one_village_of_many(who: road.Crew, posted, client: Client) -> None:
    enter(client, who.officer)
    for address in (
        reverse("dibao_postings", args=[BAIHUA]),
        reverse("dibao_postings") + "?place=510626106000",
    ):
        assert "邓有田" in client.get(address).content.decode().split("<main")[1]
    elsewhere = (
        client.get(reverse("dibao_postings", args=[WANAN_COMMUNITY])).content.decode().split("<main")[1]
    )
    assert "邓有田" not in elsewhere
    odd = client.get(reverse("dibao_postings") + "?place=百花村")
    assert odd.status_code == 200


def test_objecting_is_one_click_away(who: road.Crew, posted, client: Client) -> None:
    page = shown(client, who)
    assert reverse("case_object", args=[posted.pk]) in page
    leader = make_user("leader", "county_leader", "510626000000")
    assert (
        reverse("case_object", args=[posted.pk])
        not in enter(client, leader).get(reverse("dibao_postings")).content.decode()
    )


def test_since_2021_the_number_of_members_and_no_names(who: road.Crew, to_day, client: Client) -> None:
    road.paid_2021(who, to_day)
    page = shown(client, who).split("<main")[1]
    assert ["邓有田" in page, "陈素芳" in page, "家庭成员数量" in page, "1638.16" in page] == [
        True,
        False,
        True,
        True,
    ]
    assert "在保期间一直公布" in page


@pytest.mark.parametrize("rows", [1, 20])
def test_the_page_costs_the_same_however_much_hangs(
    who: road.Crew, posted, client: Client, rows: int
) -> None:
    row = posted.postings.latest("id")
    for _each in range(rows):
        row.pk = None
        row.save(force_insert=True)
    enter(client, who.officer).get(reverse("dibao_postings"))
    with CaptureQueriesContext(connection) as seen:
        client.get(reverse("dibao_postings"))
    assert len(seen) == 8
