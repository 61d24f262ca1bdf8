"""Every form on paper: blank and filled, PDF and DOCX; what stands in it and what never does."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from datong.foundation.access.models import User
from datong.foundation.casework.models import Case
from datong.programmes.dibao import service as dibao
from datong.programmes.dibao.queries import papers
from tests.foundation.access.walk import make_user
from tests.programmes.dibao import road

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
KEYS = ["application", "consent", "papers", "survey", "minutes", "posting", "approval", "payment"]
NUMBERS = ("510626195803121236", "510626196007021220", "510626200111201239")


def enter(client: Client, user: User) -> Client:
    client.force_login(user, BACKEND)
    return client


def text(key: str, case: Case | None, lang: str = "zh") -> str:
    """Everything a form says."""
    form = papers.form_of(key)
    assert form is not None
    return repr(form.make(case, papers.Words(lang)))


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_blank_form_names_nobody_and_can_be_made_without_a_case(db: None, key: str, lang: str) -> None:
    written = text(key, None, lang)
    assert len(written) > 300
    assert "DB-" not in written
    chinese = re.findall(r"[\u4e00-\u9fff]+", written)
    assert chinese == [] if lang == "en" else len(chinese) > 10


@pytest.mark.parametrize("fmt", ["pdf", "docx"])
@pytest.mark.parametrize("key", KEYS)
def test_blank_as_a_file(who: road.Crew, client: Client, key: str, fmt: str) -> None:
    answer = enter(client, who.cadre).get(reverse("dibao_form", args=[key, fmt]))
    assert (answer.status_code, answer.content[:2]) == (200, b"%P" if fmt == "pdf" else b"PK")


def test_the_application_holds_what_was_declared(who: road.Crew) -> None:
    written = text("application", road.applied(who))
    for words in (
        "邓有田",
        "陈素芳",
        "邓小川",
        "510626********1236",
        "1958-03-12",
        "4200.00",
        "银行存款",
        "3000.00",
        "百花村",
        "农村",
    ):
        assert words in written
    assert [number in written for number in NUMBERS] == [False, False, False]


def test_the_consent_names_every_adult_and_no_child(who: road.Crew) -> None:
    written = text("consent", road.applied(who))
    assert ["邓有田" in written, "陈素芳" in written, "邓小川" in written] == [True, True, False]


def test_what_is_missing_is_listed(who: road.Crew) -> None:
    case = dibao.ask_papers(who.clerk, road.applied(who).pk, ["陈素芳的住院证明", "打工收入证明"])
    written = text("papers", case)
    assert ["陈素芳的住院证明" in written, "打工收入证明" in written] == [True, True]


def test_the_whole_road_on_paper(who: road.Crew, to_day) -> None:
    case = road.paid_2012(who, to_day)
    survey = text("survey", case)
    for words in ("clerk的姓名", "cadre2的姓名", "2014年7月7日", "被调查人"):
        assert words in survey
    minutes = text("minutes", case)
    for words in ("委员甲", "代表辛", "赞成 11 票", "村活动室"):
        assert words in minutes
    posting = text("posting", case)
    assert [
        "邓有田、陈素芳、邓小川" in posting,
        "413.68" in posting,
        "2014-07-24 至 2014-08-04" in posting,
    ] == [True] * 3
    approval = text("approval", case)
    for words in ("413.68", "2013-07 – 2014-06", "clerk2的姓名", "officer2的姓名", road.WHY, "chosen=[0]"):
        assert words in approval


def test_an_undecided_case_has_an_empty_decision(who: road.Crew) -> None:
    approval = text("approval", road.applied(who))
    assert ["chosen=[]" in approval, "决定人" in approval] == [True, True]


def test_an_adopted_case_without_a_declaration_still_prints(purse) -> None:
    case = purse.paid(10000, "台账户")
    for key in KEYS[:-1]:
        assert "台账户" in text(key, case) or key == "posting"


def test_the_page_of_forms(who: road.Crew, client: Client) -> None:
    case = road.applied(who)
    page = enter(client, who.clerk).get(reverse("dibao_forms")).content.decode()
    for key in KEYS:
        assert [reverse("dibao_form", args=[key, fmt]) in page for fmt in ("pdf", "docx")] == [True, True]
    page = client.get(reverse("dibao_forms") + f"?case={case.pk}").content.decode()
    assert [reverse("dibao_form", args=[case.pk, "application", "pdf"]) in page, case.number in page] == [
        True,
        True,
    ]
    assert client.get(reverse("dibao_form", args=[case.pk, "application", "pdf"])).status_code == 200
    assert client.get(reverse("dibao_form", args=[case.pk, "payment", "pdf"])).status_code == 404
    assert client.get(reverse("dibao_form", args=["letter", "pdf"])).status_code == 404
    assert client.get(reverse("dibao_form", args=["application", "odt"])).status_code == 404


def test_a_filled_form_is_for_whoever_may_see_the_case(who: road.Crew, client: Client) -> None:
    case = road.applied(who)
    far = make_user("far", who.officer.posts.get().role, "510922000000")
    where = reverse("dibao_form", args=[case.pk, "application", "pdf"])
    assert enter(client, far).get(where).status_code == 403
    assert (
        enter(client, make_user("nobody")).get(reverse("dibao_form", args=["application", "pdf"])).status_code
        == 403
    )
    assert case.looks.count() == 0
    enter(client, who.clerk).get(where)
    assert list(case.looks.values_list("user__username", flat=True)) == ["clerk"]
