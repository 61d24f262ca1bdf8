"""Signing in and out: where it leads, what is shut, when it locks."""

import re
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.urls import get_resolver

from datong.foundation.access import service
from datong.foundation.access.enums import Role
from datong.foundation.access.middleware import OPEN
from datong.foundation.journal.service import entries
from tests.foundation.access.walk import LUOJIANG, PASSWORD, Cast, make_user

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"


@pytest.fixture
def clerk(land: None) -> str:
    return make_user("clerk", Role.TOWN_CLERK, "510626106000").username


def sign_in(client: Client, username: str, password: str, **more: str) -> Any:
    return client.post(LOGIN, {"login": username, "password": password, **more})


@pytest.mark.parametrize(("language", "words"), [("zh-hans", "登录"), ("en", "Sign in")])
def test_in_and_out_in_both_languages(client: Client, clerk: str, language: str, words: str) -> None:
    client.post("/account/language/", {"language": language, "next": LOGIN})
    page = client.get(LOGIN)
    assert page.status_code == 200
    lang = "en" if language == "en" else "zh-CN"
    assert f'<html lang="{lang}">' in page.content.decode()
    answer = sign_in(client, clerk, PASSWORD)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/account/").status_code == 200
    out = client.post("/account/logout/")
    assert out.status_code == 302
    assert client.get("/account/")["Location"] == "/account/login/?next=%2Faccount%2F"
    assert [(each.actor, each.action) for each in entries()] == [("clerk", "account.signed_in")]


def test_names_count_in_lower_case_and_without_blanks(client: Client, clerk: str) -> None:
    assert sign_in(client, " Clerk ", PASSWORD).status_code == 302


def test_a_wrong_password_says_so_and_keeps_the_name(client: Client, clerk: str) -> None:
    page = sign_in(client, clerk, "wrong")
    assert page.status_code == 200
    html = page.content.decode()
    assert 'role="alert"' in html
    assert 'value="clerk"' in html
    assert "wrong" not in html


def test_an_unknown_name_gets_the_same_answer(client: Client, clerk: str) -> None:
    alert = re.compile(r'role="alert".*?</div>', re.S)
    known = alert.search(sign_in(client, clerk, "wrong").content.decode())
    unknown = alert.search(sign_in(client, "nobody", "wrong").content.decode())
    assert known is not None
    assert unknown is not None
    assert known.group() == unknown.group()


@pytest.mark.parametrize(
    ("wanted", "leads_to"),
    [
        ("/account/", "/account/"),
        ("/account/?page=2", "/account/?page=2"),
        ("https://example.org/", "/"),
        ("//example.org/", "/"),
        ("javascript:alert(1)", "/"),
        ("http:///example.org", "/"),
        ("\\\\example.org", "/"),
    ],
)
def test_next_leads_nowhere_else(client: Client, clerk: str, wanted: str, leads_to: str) -> None:
    assert sign_in(client, clerk, PASSWORD, next=wanted)["Location"] == leads_to


def test_the_language_switch_leads_nowhere_else(client: Client) -> None:
    answer = client.post("/account/language/", {"language": "en", "next": "https://example.org/"})
    assert answer["Location"] == "/"


def test_five_failures_lock_the_name_on_this_machine(client: Client, clerk: str) -> None:
    for attempt, name in enumerate(["clerk", "Clerk", "CLERK", "clerk"], start=1):
        assert sign_in(client, name, f"wrong{attempt}").status_code == 200
    locked = sign_in(client, "cLERK", "wrong5")
    assert locked.status_code == 429
    html = locked.content.decode()
    assert "账号暂时锁定" in html
    assert "连续输错 5 次" in html
    assert "请在 30 分钟后再试" in html
    assert sign_in(client, clerk, PASSWORD).status_code == 429
    assert client.get("/account/").status_code == 302
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert sign_in(elsewhere, clerk, PASSWORD).status_code == 302
    assert "wrong" not in str(list(AccessAttempt.objects.values()))


def test_success_forgives_failures(client: Client, clerk: str) -> None:
    for _ in range(4):
        sign_in(client, clerk, "wrong")
    assert sign_in(client, clerk, PASSWORD).status_code == 302
    client.post("/account/logout/")
    assert sign_in(client, clerk, "wrong").status_code == 200


@pytest.mark.parametrize("address", ["/account/signup/", "/account/password/reset/"])
def test_no_registration_and_no_reset_by_mail(client: Client, land: None, address: str) -> None:
    for answer in (client.get(address), client.post(address, {"username": "new", "password1": PASSWORD})):
        assert answer.status_code == 403
        assert "本系统不开放注册，也不通过邮件找回密码。" in answer.content.decode()
    assert not service.User.objects.exists()


@pytest.mark.parametrize("address", ["/account/email/", "/account/confirm-email/", "/account/login/code/"])
def test_other_pages_of_the_library_do_not_exist(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_the_console_and_closed_accounts_stay_out(client: Client, clerk: str) -> None:
    service.console()
    for password in ("", "!", "console"):
        assert sign_in(client, "console", password).status_code == 200
    service.User.objects.filter(username=clerk).update(is_active=False)
    answer = sign_in(client, clerk, PASSWORD)
    assert (answer.status_code, answer["Location"]) == (302, "/account/inactive/")
    assert "账号已停用" in client.get("/account/inactive/").content.decode()
    assert client.get("/account/").status_code == 302


def test_a_closed_account_is_out_at_once(client: Client, cast: Cast) -> None:
    sign_in(client, "auditor", PASSWORD)
    assert client.get("/account/").status_code == 200
    service.close_account(cast.inside[Role.SYSTEM_ADMIN], cast.inside[Role.AUDITOR], why="调离")
    assert client.get("/account/").status_code == 302


def test_what_opens_without_a_login(client: Client) -> None:
    assert (
        frozenset({
            "account_login", "account_logout", "account_inactive", "account_signup", "account_reset_password",
            "mfa_authenticate", "set_language", "healthz", "my_case_open", "my_case", "my_case_object",
            "my_case_receipt", "my_case_letter", "my_case_leave", "my_questions", "dibao_draw", "dibao_draw_file",
            "ask", "ask_receipt", "ask_statistics", "ask_react", "ask_en", "ask_receipt_en", "ask_statistics_en",
            "log_checkpoint", "log_tile", "log_vkey",
        })
        == OPEN
    )  # fmt: skip
    assert client.get("/healthz").status_code == 200
    assert client.get(LOGIN).status_code == 200
    assert client.get("/account/2fa/authenticate/")["Location"] == LOGIN
    named = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert named >= OPEN


def test_htmx_is_sent_to_the_login_page_as_a_whole(client: Client) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "http://testserver/account/?page=2"}
    answer = client.get("/account/manage/", headers=headers)
    assert answer.status_code == 200
    assert answer["HX-Redirect"] == "/account/login/?next=%2Faccount%2F%3Fpage%3D2"


def test_a_sent_form_is_not_sent_again(client: Client) -> None:
    assert client.post("/account/manage/new/", {"username": "x"})["Location"] == LOGIN


def test_a_page_whose_query_has_an_ampersand_comes_back_whole(client: Client) -> None:
    assert (
        client.get("/account/?q=a&page=2")["Location"]
        == "/account/login/?next=%2Faccount%2F%3Fq%3Da%26page%3D2"
    )


def test_only_a_demonstration_lists_its_accounts(client: Client, land: None) -> None:
    assert "datong-2014" not in client.get(LOGIN).content.decode()
    service.load_demo_accounts(LUOJIANG)
    html = client.get(LOGIN).content.decode()
    assert html.count("<code>datong-2014</code>") == 1
    for words in ("leader", "clerk", "镇经办人", "调元镇", "百花村", "演示账号"):
        assert words in html
    assert sign_in(client, "clerk", "datong-2014").status_code == 302


@pytest.mark.parametrize(
    ("role", "first"),
    [
        (Role.VILLAGE_CADRE, "/"),
        (Role.COUNTY_LEADER, "/"),
        (Role.REVIEWER, "/inbox/"),
        (Role.SYSTEM_ADMIN, "/account/"),
    ],
)
def test_the_first_page_is_one_that_the_reader_may_open(
    client: Client, cast: Cast, role: Role, first: str
) -> None:
    answer = client.post("/account/login/", {"login": role.value, "password": PASSWORD}, follow=True)
    assert (answer.status_code, answer.request["PATH_INFO"]) == (200, first)


def test_whoever_has_no_post_begins_with_the_own_account(client: Client, cast: Cast) -> None:
    answer = client.post("/account/login/", {"login": "postless", "password": PASSWORD}, follow=True)
    assert (answer.status_code, answer.request["PATH_INFO"]) == (200, "/account/")
