"""The own account, managing accounts, the second factor, and what every template knows of its reader."""

import datetime as dt
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth.models import AnonymousUser
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries

from datong.foundation.access.context import viewer
from datong.foundation.access.enums import Role
from datong.foundation.access.models import User
from datong.foundation.access.queries import AnyUser
from datong.foundation.journal.service import entries
from datong.kernel import clock
from datong.web import navigation
from tests.foundation.access.walk import LUOJIANG, PASSWORD, SHEHONG, Cast, Door, make_user, walk

pytestmark = pytest.mark.django_db
EVERYBODY = frozenset(Role) - {Role.CONSOLE}
ADMIN = frozenset({Role.SYSTEM_ADMIN})
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def admin(client: Client, cast: Cast) -> Client:
    client.force_login(cast.inside[Role.SYSTEM_ADMIN], BACKEND)
    return client


def test_who_manages_accounts(client: Client, cast: Cast) -> None:
    clerk = cast.inside[Role.TOWN_CLERK]
    walk(client, cast, Door("/account/manage/", ADMIN, ADMIN))
    walk(client, cast, Door("/account/manage/new/", ADMIN, ADMIN))
    for page in ("", "post/", "password/", "close/", f"posts/{clerk.posts.get().pk}/end/"):
        walk(client, cast, Door(f"/account/manage/{clerk.pk}/{page}", ADMIN))


def test_a_refusal_prints_its_sentence(client: Client, cast: Cast) -> None:
    client.force_login(cast.inside[Role.COUNTY_LEADER], BACKEND)
    page = client.get("/account/manage/")
    assert page.status_code == 403
    assert "账号和岗位由本县系统管理员管理。" in page.content.decode()


@pytest.mark.parametrize("role", sorted(EVERYBODY))
def test_everybody_sees_the_own_account(client: Client, cast: Cast, role: Role) -> None:
    client.force_login(cast.inside[role], BACKEND)
    html = client.get("/account/").content.decode()
    assert f"{role.value}的姓名" in html
    assert role.label.zh in html
    assert "far-" not in html


def test_somebody_without_a_post_is_told_what_to_do(client: Client, cast: Cast) -> None:
    client.force_login(cast.postless, BACKEND)
    assert "岗位由本县系统管理员授予" in client.get("/account/").content.decode()


def test_the_list_shows_the_own_county_with_few_queries(
    admin: Client, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(9) as first:
        html = admin.get("/account/manage/").content.decode()
    assert "village_cadre" in html
    assert "村干部 · 百花村 · 全部专项" in html
    assert "far-" not in html
    for number in range(3):
        make_user(f"more{number}", Role.TOWN_CLERK, "510626100000")
    with django_assert_max_num_queries(len(first)):
        assert "more2" in admin.get("/account/manage/").content.decode()


FORM = {
    "username": "Wang.Fang",
    "name": "王芳",
    "password": "shu-dao-2014",
    "role": "village_cadre",
    "place": "百花村",
    "programmes": ["dibao", "irrigation"],
    "since": "2014-09-26",
}


def test_open_an_account_on_the_page(admin: Client) -> None:
    answer = admin.post("/account/manage/new/", FORM)
    user = User.objects.get(username="wang.fang")
    assert (answer.status_code, answer["Location"]) == (302, f"/account/manage/{user.pk}/")
    post = user.posts.get()
    assert (post.place_code, post.programmes, post.since) == (
        "510626106209", ["dibao", "irrigation"], dt.date(2014, 9, 26),
    )  # fmt: skip
    assert "账号 wang.fang 已开设" in admin.get(answer["Location"]).content.decode()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"place": "射洪县"}, "没有找到“射洪县”这个村（社区）"),
        ({"place": "调元镇"}, "没有找到“调元镇”这个村（社区）"),
        ({"place": "村"}, "“村”不止一处：百花村 510626106209、双埝村 510626106210。请填写 12 位代码。"),
        ({"username": "auditor"}, "用户名 auditor 已被使用，请另取一个。"),
        ({"since": "明天"}, 'id="id_since_error"'),
        ({"until": "2014-09-26"}, "结束日期应在开始日期之后。"),
    ],
)
def test_a_form_comes_back_with_reasons_and_all_that_was_typed(
    admin: Client, change: dict[str, str], words: str
) -> None:
    before = User.objects.count()
    page = admin.post("/account/manage/new/", FORM | change)
    assert page.status_code == 422
    html = page.content.decode()
    assert words in html
    assert 'value="王芳"' in html
    assert f'value="{(FORM | change)["place"]}"' in html
    assert "shu-dao-2014" not in html
    assert User.objects.count() == before


def test_grant_end_reset_and_close_on_the_page(admin: Client, cast: Cast) -> None:
    clerk = cast.inside[Role.TOWN_CLERK]
    own = f"/account/manage/{clerk.pk}/"
    assert admin.post(f"{own}post/", {"role": "auditor", "place": LUOJIANG})["Location"] == own
    auditing = clerk.posts.get(role="auditor")
    assert admin.post(f"{own}posts/{auditing.pk}/end/", {"why": ""}).status_code == 422
    assert admin.post(f"{own}posts/{auditing.pk}/end/", {"why": "填错了"})["Location"] == own
    assert admin.post(f"{own}password/", {"password": "12345678"}).status_code == 422
    assert admin.post(f"{own}password/", {"password": "shu-dao-2014"})["Location"] == own
    assert admin.post(f"{own}close/", {"why": "调离"})["Location"] == own
    assert [each.action for each in entries()] == [
        "accounts.close", "accounts.password", "accounts.end", "accounts.grant",
    ]  # fmt: skip
    html = admin.get(own).content.decode()
    assert "已停用" in html
    assert "授予岗位" not in html


def test_nobody_ends_a_post_through_another_account(admin: Client, cast: Cast) -> None:
    far = cast.outside[Role.TOWN_CLERK].posts.get()
    near = cast.inside[Role.TOWN_CLERK]
    assert admin.post(f"/account/manage/{near.pk}/posts/{far.pk}/end/", {"why": "试试"}).status_code == 404
    assert (
        admin.post(f"/account/manage/{cast.outside[Role.TOWN_CLERK].pk}/close/", {"why": "试试"}).status_code
        == 404
    )
    assert entries().count() == 0


def code_of(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))


def test_a_second_factor_from_switching_on_to_signing_in(client: Client, cast: Cast) -> None:
    client.post("/account/login/", {"login": "town_clerk", "password": PASSWORD})
    assert client.get("/account/2fa/totp/activate/")["Location"].startswith("/account/reauthenticate/")
    assert client.get("/account/reauthenticate/").status_code == 200
    assert client.post("/account/reauthenticate/", {"password": "wrong"}).status_code == 200
    assert client.post("/account/reauthenticate/", {"password": PASSWORD}).status_code == 302
    assert client.get("/account/2fa/totp/activate/").status_code == 200
    secret = client.session["mfa.totp.secret"]
    assert client.post("/account/2fa/totp/activate/", {"code": code_of(secret)}).status_code == 302
    stored = Authenticator.objects.get(type="totp")
    assert secret not in str(stored.data)
    assert client.get("/account/2fa/").status_code == 200
    assert client.get("/account/2fa/recovery-codes/").status_code == 200
    client.post("/account/logout/")
    step = client.post("/account/login/", {"login": "town_clerk", "password": PASSWORD})
    assert step["Location"].startswith("/account/2fa/authenticate/")
    assert client.get("/account/").status_code == 302
    assert client.get("/account/2fa/authenticate/").status_code == 200
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert client.post("/account/2fa/authenticate/", {"code": codes[0]}).status_code == 302
    assert client.get("/account/").status_code == 200


def test_the_own_password_is_changed_and_journalled(client: Client, cast: Cast) -> None:
    client.post("/account/login/", {"login": "town_clerk", "password": PASSWORD})
    html = client.get("/account/password/change/").content.decode()
    assert "至少 8 位，不能全是数字" in html
    assert "&lt;" not in html
    fields = {"oldpassword": PASSWORD, "password1": "shu-dao-2014", "password2": "shu-dao-2014"}
    assert client.post("/account/password/change/", fields).status_code == 302
    assert User.objects.get(username="town_clerk").check_password("shu-dao-2014")
    assert [each.action for each in entries()] == ["account.password", "account.signed_in"]


def known(rf: RequestFactory, user: AnyUser, **more: object) -> dict[str, Any]:
    request = rf.get("/account/")
    request.user = user  # type: ignore[assignment]
    for name, value in more.items():
        setattr(request, name, value)
    return viewer(request)


def test_what_a_template_knows(
    rf: RequestFactory, cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    clerk = User.objects.get(username="town_clerk")
    with clock.override(dt.datetime(2014, 9, 26, 4, tzinfo=dt.UTC)), django_assert_num_queries(2):
        told = known(rf, clerk)
        reader = told["viewer"]
        assert (told["county"], told["as_of"], told["LANGUAGE_CODE"]) == (
            "罗江县",
            dt.date(2014, 9, 26),
            "zh-hans",
        )
        assert (reader.name, reader.is_authenticated, reader.roles) == (
            "town_clerk的姓名",
            True,
            [Role.TOWN_CLERK],
        )
        assert reader.may("ledgers.correct", "dibao")
        assert not reader.may("ledgers.import")
        assert len(reader.programmes) == 7
    day = dt.date(2014, 8, 31)
    told = known(rf, clerk, as_of=day, county="射洪县")
    assert (told["as_of"], told["county"]) == (day, "射洪县")


def test_nobody_is_known_without_asking_the_database(
    rf: RequestFactory, db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        told = known(rf, AnonymousUser())
        assert told["viewer"].is_authenticated is False
        assert told["viewer"].name == ""
        assert told["county"] is None


def test_the_navigation_shows_what_may_be_done(
    rf: RequestFactory, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(navigation, "_entries", {})
    navigation.register("我的账号", "account_home", "user", 1)
    navigation.register("账号和岗位", "accounts", "users", 2, "accounts.manage")
    navigation.register("低保", "accounts_new", "home", 3, "registers.view", programme="dibao")
    officer = make_user("irrigation", Role.COUNTY_OFFICER, SHEHONG, ["irrigation"])
    shown = {
        user.username: [item.url for item in known(rf, user)["viewer"].navigation]
        for user in (officer, cast.inside[Role.COUNTY_LEADER], cast.inside[Role.SYSTEM_ADMIN])
    }
    assert shown == {
        "irrigation": ["/account/"],
        "county_leader": ["/account/", "/account/manage/new/"],
        "system_admin": ["/account/", "/account/manage/"],
    }
