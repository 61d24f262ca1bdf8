"""Opening, granting, ending, closing: who may, what is refused and why, what the journal keeps."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from datong.foundation.access import service
from datong.foundation.access.enums import Role
from datong.foundation.access.errors import BadAccount, Refused
from datong.foundation.access.models import Demo, Post, User
from datong.foundation.access.service import NewPost
from datong.foundation.journal.service import entries
from datong.kernel import clock
from tests.foundation.access.walk import (
    BAIHUA,
    LUOJIANG,
    SHEHONG,
    SHEHONG_TOWN,
    TIAOYUAN,
    Cast,
    add_post,
    make_user,
)

pytestmark = pytest.mark.django_db
CLERK = NewPost("town_clerk", TIAOYUAN, ["dibao"])
GOOD = "shu-dao-2014"
MOMENT = dt.datetime(2014, 9, 26, 4, tzinfo=dt.UTC)
TODAY = dt.date(2014, 9, 26)


@pytest.fixture
def admin(cast: Cast) -> User:
    return cast.inside[Role.SYSTEM_ADMIN]


def test_open_an_account(admin: User) -> None:
    with clock.override(MOMENT):
        user = service.open_account(admin, " Wang.Fang ", "王芳", GOOD, CLERK)
        assert service.can(user, "ledgers.correct", programme="dibao", place_code=BAIHUA)
    assert user.username == "wang.fang"
    assert user.name == "王芳"
    assert user.check_password(GOOD)
    post = user.posts.get()
    assert (post.role, post.place_code, post.programmes, post.since, post.until) == (
        "town_clerk", "510626106000", ["dibao"], TODAY, None,
    )  # fmt: skip
    entry = entries().first()
    assert entry is not None
    assert (entry.actor, entry.action, entry.target, entry.place) == (
        "system_admin", "accounts.open", f"access.User:{user.pk}", "510626106000",
    )  # fmt: skip
    assert entry.detail["role"] == "town_clerk"


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.SYSTEM_ADMIN, Role.CONSOLE)])
def test_nobody_else_opens_accounts(cast: Cast, role: Role) -> None:
    with pytest.raises(Refused) as caught:
        service.open_account(cast.inside[role], "wang.fang", "王芳", GOOD, CLERK)
    assert caught.value.sentence.zh == "账号和岗位由本县系统管理员管理。"
    assert not User.objects.filter(username="wang.fang").exists()
    assert entries().count() == 0


def test_an_administrator_grants_nothing_in_another_county(admin: User) -> None:
    with pytest.raises(Refused):
        service.open_account(admin, "wang.fang", "王芳", GOOD, NewPost("town_clerk", SHEHONG_TOWN))


WANTED: dict[str, Any] = {"username": "wang.fang", "name": "王芳", "password": GOOD, "post": CLERK}


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"username": "wf"}, "username", "3 至 40 个小写字母"),
        ({"username": "王芳"}, "username", "3 至 40 个小写字母"),
        ({"username": "console"}, "username", "已被使用"),
        ({"username": "AUDITOR"}, "username", "用户名 auditor 已被使用"),
        ({"name": "  "}, "name", "请填写姓名"),
        ({"password": "123"}, "password", "8"),
        ({"password": "wang.fang"}, "password", "密码跟 用户名 太相似了"),
        ({"post": NewPost("console", LUOJIANG)}, "role", "请选择一个角色"),
        ({"post": NewPost("emperor", LUOJIANG)}, "role", "请选择一个角色"),
        ({"post": NewPost("auditor", "510626999000")}, "place", "没有这个地方"),
        ({"post": NewPost("town_clerk", BAIHUA)}, "place", "镇经办人的岗位应落在镇（街道）一级"),
        ({"post": NewPost("auditor", LUOJIANG, ["dibo"])}, "programmes", "没有这项工作：dibo"),
        (
            {"post": NewPost("auditor", LUOJIANG, since=TODAY, until=TODAY)},
            "until",
            "结束日期应在开始日期之后",
        ),
    ],
)
def test_what_cannot_be_opened_and_why(admin: User, change: dict[str, Any], field: str, words: str) -> None:
    before = User.objects.count()
    with pytest.raises(BadAccount) as caught:
        service.open_account(admin, **(WANTED | change))
    assert caught.value.field == field
    assert words in caught.value.text.zh
    assert caught.value.text.en != caught.value.text.zh
    assert User.objects.count() == before


def test_grant_and_end_a_post(admin: User, cast: Cast) -> None:
    cadre = cast.inside[Role.VILLAGE_CADRE]
    with clock.override(MOMENT):
        post = service.grant_post(admin, cadre, CLERK)
        assert service.can(cadre, "ledgers.correct", programme="dibao", place_code=TIAOYUAN)
        ended = service.end_post(admin, post.pk, why=" 调离 ")
        fresh = User.objects.get(pk=cadre.pk)
        assert not service.can(fresh, "ledgers.correct", programme="dibao", place_code=TIAOYUAN)
        assert not service.can(fresh, "registers.view", programme="dibao", place_code=TIAOYUAN)
        assert service.can(fresh, "registers.view", programme="dibao", place_code=BAIHUA)
    assert ended.until == TODAY
    assert [(each.action, each.why) for each in entries()] == [
        ("accounts.end", "调离"),
        ("accounts.grant", ""),
    ]


def test_ending_needs_a_reason_and_happens_once(admin: User, cast: Cast) -> None:
    post = cast.inside[Role.AUDITOR].posts.get()
    with pytest.raises(BadAccount) as caught:
        service.end_post(admin, post.pk, why=" ")
    assert caught.value.field == "why"
    service.end_post(admin, post.pk, why="退休")
    with pytest.raises(BadAccount, match="已经结束"):
        service.end_post(admin, post.pk, why="退休")
    assert entries().count() == 1


def test_a_post_of_tomorrow_is_taken_back(admin: User, cast: Cast) -> None:
    with clock.override(MOMENT):
        tomorrow = NewPost("auditor", LUOJIANG, since=dt.date(2014, 9, 27))
        post = service.grant_post(admin, cast.postless, tomorrow)
        assert service.end_post(admin, post.pk, why="填错了").until == dt.date(2014, 9, 27)
    with clock.override(MOMENT + dt.timedelta(days=1)):
        assert not service.can(cast.postless, "journal.view")


def test_nobody_changes_the_own_posts(admin: User) -> None:
    with pytest.raises(BadAccount, match="不能改动自己的账号和岗位"):
        service.grant_post(admin, admin, NewPost("county_officer", LUOJIANG))
    with pytest.raises(BadAccount, match="不能改动自己的账号和岗位"):
        service.end_post(admin, admin.posts.get().pk, why="试试")
    assert admin.posts.count() == 1


def test_an_account_with_a_post_elsewhere_is_out_of_reach(admin: User) -> None:
    user = make_user("both", Role.TOWN_CLERK, TIAOYUAN)
    add_post(user, Role.AUDITOR, SHEHONG)
    with pytest.raises(Refused):
        service.set_password(admin, user, GOOD)
    with pytest.raises(Refused):
        service.close_account(admin, user, why="试试")
    with pytest.raises(Refused):
        service.grant_post(admin, user, CLERK)


def test_the_console_cannot_be_changed_but_manages_accounts(admin: User) -> None:
    console = service.console()
    with pytest.raises(BadAccount, match="系统自用的账号不能改动"):
        service.set_password(admin, console, GOOD)
    first = service.open_account(
        console, "first", "首位管理员", GOOD, NewPost("system_admin", SHEHONG), door="cli"
    )
    assert service.can(first, "accounts.manage", place_code=SHEHONG)
    entry = entries().first()
    assert entry is not None
    assert (entry.actor, entry.door) == ("console", "cli")


def test_a_new_password_and_a_closed_account(admin: User, cast: Cast) -> None:
    clerk = cast.inside[Role.TOWN_CLERK]
    service.set_password(admin, clerk, GOOD)
    assert User.objects.get(pk=clerk.pk).check_password(GOOD)
    with pytest.raises(BadAccount) as caught:
        service.set_password(admin, clerk, "12345678")
    assert caught.value.field == "password"
    service.close_account(admin, clerk, why="调离")
    assert User.objects.get(pk=clerk.pk).is_active is False
    assert [each.action for each in entries()] == ["accounts.close", "accounts.password"]
    assert GOOD not in str(list(entries().values()))


def test_the_accounts_an_administrator_sees(admin: User, cast: Cast) -> None:
    service.console()
    add_post(cast.inside[Role.AUDITOR], Role.AUDITOR, SHEHONG)
    assert [user.username for user in service.accounts(admin)] == [
        "county_leader", "county_officer", "county_reviewer", "postless", "system_admin", "town_clerk", "village_cadre",
    ]  # fmt: skip
    assert service.account(admin, cast.outside[Role.AUDITOR].pk) is None
    assert service.accounts(cast.inside[Role.COUNTY_LEADER]).count() == 0
    assert service.accounts(service.console()).count() == 15


@pytest.mark.parametrize(
    "row",
    [
        {"role": "auditor", "place_code": LUOJIANG, "since": TODAY, "until": dt.date(2014, 9, 25)},
        {"role": "auditor", "place_code": "", "since": TODAY},
    ],
)
def test_the_tables_refuse_impossible_posts(cast: Cast, row: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.create(user=cast.postless, **row)


class TestDemo:
    """Published passwords, in a demonstration database and in no other."""

    @pytest.mark.usefixtures("land")
    def test_the_accounts(self) -> None:
        assert not service.is_demo()
        assert service.demo_accounts() == []
        service.load_demo_accounts("510626")
        service.load_demo_accounts(LUOJIANG)
        assert service.is_demo()
        lines = [
            (line.username, line.role.zh, line.place.zh, line.programmes.zh)
            for line in service.demo_accounts()
        ]
        assert lines == [
            ("leader", "县领导", "罗江县", "全部专项"),
            ("officer", "县级部门专干", "罗江县", "全部专项"),
            ("dibao", "县级部门专干", "罗江县", lines[2][3]),
            ("dibao2", "县级部门专干", "罗江县", lines[2][3]),
            ("reviewer", "县级复核员", "罗江县", "全部专项"),
            ("clerk", "镇经办人", "调元镇", "全部专项"),
            ("clerk2", "镇经办人", "调元镇", "全部专项"),
            ("cadre", "村干部", "百花村", "全部专项"),
            ("cadre2", "村干部", "百花村", "全部专项"),
            ("auditor", "审计人员", "罗江县", "全部专项"),
            ("admin", "系统管理员", "罗江县", "不涉及业务数据"),
        ]
        for name in ("dibao", "dibao2"):
            assert User.objects.get(username=name).posts.get().programmes == ["dibao"]
        assert User.objects.get(username="cadre").posts.get().place_code == BAIHUA
        assert all(User.objects.get(username=line[0]).check_password("datong-2014") for line in lines)
        assert [each.action for each in entries()] == ["accounts.demo"]

    @pytest.mark.usefixtures("cast")
    def test_never_beside_real_accounts(self) -> None:
        with pytest.raises(BadAccount, match="已有真实账号"):
            service.load_demo_accounts(LUOJIANG)
        assert not service.is_demo()
        assert not User.objects.filter(username="leader").exists()

    def test_not_without_places(self) -> None:
        with pytest.raises(BadAccount, match="请先载入这个县的地名"):
            service.load_demo_accounts(LUOJIANG)
        assert User.objects.count() == 0

    def test_a_second_mark_is_refused(self) -> None:
        with pytest.raises(IntegrityError), transaction.atomic():
            Demo.objects.create(id=2, county_code=LUOJIANG)
