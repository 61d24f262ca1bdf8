"""The list and the single check: one answer, whatever the posts."""

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from datong.foundation.access import service
from datong.foundation.access.enums import EVERY_PROGRAMME, Role
from datong.foundation.access.errors import Refused
from datong.foundation.access.models import User
from datong.foundation.access.queries import forget_posts
from datong.foundation.places.models import Place
from datong.kernel import clock
from tests.foundation.access.walk import (
    BAIHUA,
    LUOJIANG,
    PLACES,
    SHEHONG,
    SHEHONG_VILLAGE,
    TIAOYUAN,
    WANAN,
    WANAN_COMMUNITY,
    Cast,
    add_post,
    make_user,
)

pytestmark = pytest.mark.django_db
TODAY = dt.datetime(2014, 9, 26, 4, tzinfo=dt.UTC)
CODES = sorted(code for code, *_ in PLACES)
OF_LUOJIANG = ["510626000000", "510626100000", "510626100001", "510626106000", "510626106209", "510626106210"]
OF_TIAOYUAN = ["510626106000", "510626106209", "510626106210"]
OF_WANAN = ["510626100000", "510626100001"]
OF_SHEHONG = ["510922000000", "510922101000", "510922101201"]
COVERED = {
    "510000000000": ["510000000000", *OF_LUOJIANG, *OF_SHEHONG],
    "510626000000": OF_LUOJIANG,
    "510626100000": OF_WANAN,
    "510626100001": ["510626100001"],
    "510626106000": OF_TIAOYUAN,
    "510626106209": ["510626106209"],
    "510626106210": ["510626106210"],
    "510922000000": OF_SHEHONG,
    "510922101000": ["510922101000", "510922101201"],
    "510922101201": ["510922101201"],
}


def seen(user: User, action: str, programme: str | None) -> list[str]:
    """Codes of the places the user may do it at, in code order."""
    rows = service.visible(Place.objects.all(), user, action, programme, place_field="code")
    return [place.code for place in rows]


POSTS = st.lists(
    st.tuples(
        st.sampled_from(Role),
        st.sampled_from(CODES),
        st.lists(st.sampled_from(["dibao", "irrigation"]), unique=True),
        st.integers(-3, 3),
        st.one_of(st.none(), st.integers(0, 6)),
    ),
    max_size=4,
)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    posts=POSTS,
    action=st.sampled_from(["registers.view", "ledgers.import", "ledgers.correct", "accounts.manage"]),
    programme=st.sampled_from([None, "dibao", "approvals", EVERY_PROGRAMME]),
)
def test_list_and_single_check_agree(
    land: None, posts: list[Any], action: str, programme: str | None
) -> None:
    """Both against a plain reading of the posts, with what each place covers written by hand."""
    user, _ = User.objects.get_or_create(username="somebody")
    user.posts.all().delete()
    today = dt.date(2014, 9, 26)
    wanted = set()
    roles = {
        "registers.view": "county_leader county_officer town_clerk village_cadre auditor console",
        "ledgers.import": "county_officer console",
        "ledgers.correct": "county_officer town_clerk console",
        "accounts.manage": "system_admin console",
    }[action].split()
    for role, code, slugs, since, length in posts:
        first = today + dt.timedelta(days=since)
        until = None if length is None else first + dt.timedelta(days=length)
        add_post(user, role, code, slugs, since=first, until=until)
        counts = role.value in roles and first <= today and (until is None or today < until)
        if counts and (programme is None or not slugs or programme in slugs):
            wanted |= set(COVERED[code])
    forget_posts(user)
    with clock.override(TODAY):
        listed = seen(user, action, programme)
        single = [code for code in CODES if service.can(user, action, programme=programme, place_code=code)]
        anywhere = service.can(user, action, programme=programme)
    assert sorted(listed) == sorted(single) == sorted(wanted)
    assert anywhere is bool(wanted)


@pytest.mark.parametrize(
    ("role", "codes"),
    [
        (Role.COUNTY_OFFICER, OF_LUOJIANG),
        (Role.TOWN_CLERK, OF_TIAOYUAN),
        (Role.VILLAGE_CADRE, ["510626106209"]),
        (Role.SYSTEM_ADMIN, []),
    ],
)
def test_each_sees_the_registers_of_the_own_place(cast: Cast, role: Role, codes: list[str]) -> None:
    assert seen(cast.inside[role], "registers.view", "dibao") == codes


def test_a_clerk_corrects_in_the_own_town_and_imports_nowhere(cast: Cast) -> None:
    clerk = cast.inside[Role.TOWN_CLERK]
    assert service.can(clerk, "ledgers.correct", programme="dibao", place_code=BAIHUA)
    assert not service.can(clerk, "ledgers.correct", programme="dibao", place_code=WANAN_COMMUNITY)
    assert not service.can(clerk, "ledgers.correct", programme="dibao", place_code=LUOJIANG)
    assert not service.can(clerk, "ledgers.import", programme="dibao", place_code=TIAOYUAN)


def test_an_officer_of_one_programme_has_no_other(land: None) -> None:
    officer = make_user("dibao", Role.COUNTY_OFFICER, LUOJIANG, ["dibao"])
    assert seen(officer, "registers.view", "dibao") == OF_LUOJIANG
    assert seen(officer, "registers.view", "irrigation") == []
    assert service.programmes_seen(officer) == ["dibao"]
    assert service.can(officer, "briefings.edit", place_code=LUOJIANG)
    assert not service.can(officer, "briefings.freeze", programme=EVERY_PROGRAMME, place_code=LUOJIANG)


def test_programmes_in_the_order_of_the_settings(cast: Cast) -> None:
    everything = ["dibao", "family_doctor", "irrigation", "sunshine", "membership", "silver_age", "approvals"]
    assert service.programmes_seen(cast.inside[Role.COUNTY_LEADER]) == everything
    assert service.programmes_seen(cast.inside[Role.SYSTEM_ADMIN]) == []


def test_two_posts_add_up(land: None) -> None:
    user = make_user("both", Role.TOWN_CLERK, WANAN, ["dibao"])
    add_post(user, Role.VILLAGE_CADRE, SHEHONG_VILLAGE)
    assert seen(user, "registers.view", "dibao") == ["510626100000", "510626100001", "510922101201"]
    assert seen(user, "registers.view", "sunshine") == ["510922101201"]


def test_without_a_scope_nothing_is_asked(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    admin = cast.inside[Role.SYSTEM_ADMIN]
    assert not service.can(admin, "registers.view")
    with django_assert_num_queries(0):
        assert seen(admin, "registers.view", "dibao") == []
        assert not service.sees_persons(admin)


def test_nobody_and_somebody_without_a_post_see_nothing(cast: Cast) -> None:
    assert service.visible(Place.objects.all(), AnonymousUser(), "places.view", None).count() == 0
    assert not service.can(AnonymousUser(), "places.view")
    assert not service.can(cast.postless, "places.view")
    assert service.roles(cast.postless) == []


def test_a_refusal_carries_the_sentence_and_the_action(cast: Cast) -> None:
    with pytest.raises(Refused) as caught:
        service.require(
            cast.inside[Role.COUNTY_LEADER], "ledgers.import", programme="dibao", place_code=LUOJIANG
        )
    assert caught.value.action == "ledgers.import"
    assert caught.value.sentence.zh == "全县台账由本项工作的县级部门专干导入。"
    assert caught.value.sentence.en == "A county's ledger is imported by the programme's department officer."
    service.require(
        cast.inside[Role.COUNTY_OFFICER], "ledgers.import", programme="dibao", place_code=LUOJIANG
    )


def test_another_county_is_out_of_reach(cast: Cast) -> None:
    for role in (Role.COUNTY_LEADER, Role.COUNTY_OFFICER, Role.AUDITOR):
        assert not service.can(cast.inside[role], "figures.view", place_code=SHEHONG)
        assert not service.can(cast.outside[role], "figures.view", place_code=LUOJIANG)


def shanghai(day: int, hour: int) -> dt.datetime:
    return dt.datetime(2014, 9, day, hour, tzinfo=clock.SHANGHAI)


def test_a_post_counts_from_its_first_day_to_the_day_before_its_end(land: None) -> None:
    user = make_user("short", Role.TOWN_CLERK, TIAOYUAN, since=dt.date(2014, 9, 2), until=dt.date(2014, 9, 4))
    counts = {}
    for moment in (shanghai(1, 23), shanghai(2, 0), shanghai(3, 23), shanghai(4, 0)):
        with clock.override(moment):
            counts[moment.day, moment.hour] = service.can(user, "registers.view")
    assert counts == {(1, 23): False, (2, 0): True, (3, 23): True, (4, 0): False}


def test_a_closed_account_may_nothing(cast: Cast) -> None:
    officer = cast.inside[Role.COUNTY_OFFICER]
    assert service.can(officer, "registers.view")
    officer.is_active = False
    assert not service.can(officer, "registers.view")


def test_posts_are_read_once_for_a_user_object(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    clerk = User.objects.get(username="town_clerk")
    with django_assert_num_queries(1):
        for action in ("cockpit.view", "registers.view", "ledgers.correct", "persons.view"):
            service.can(clerk, action, programme="dibao", place_code=BAIHUA)
        service.programmes_seen(clerk)
        service.scope(clerk, "registers.view", "dibao")


def test_the_console_reaches_everywhere_but_unmasks_nobody(land: None) -> None:
    console = service.console()
    assert service.console() == console
    assert User.objects.filter(username="console").count() == 1
    assert seen(console, "ledgers.import", "dibao") == CODES
    assert service.can(console, "ledgers.import", programme="dibao", place_code="")
    assert not service.can(console, "persons.unmask")
    assert not console.has_usable_password()
