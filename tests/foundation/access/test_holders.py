"""The person behind an account; a post that passes to somebody else with what hangs on it."""

import datetime as dt

import pytest
from django.test import Client

from datong.foundation.access import service
from datong.foundation.access.actions import holders
from datong.foundation.access.enums import Role
from datong.foundation.access.errors import BadAccount, Refused
from datong.foundation.access.models import Post, User
from datong.foundation.journal.service import entries
from datong.foundation.people import service as people
from datong.kernel import clock
from tests.foundation.access.walk import BAIHUA, SHEHONG, TIAOYUAN, Cast, add_post, make_user
from tests.second_county.people import ID

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
MOMENT = dt.datetime(2014, 9, 26, 4, tzinfo=dt.UTC)
TODAY = dt.date(2014, 9, 26)


@pytest.fixture
def admin(cast: Cast) -> User:
    return cast.inside[Role.SYSTEM_ADMIN]


@pytest.fixture
def clerk(land: None) -> User:
    """周玉兰, clerk for two programmes at 调元镇."""
    user = make_user("zhou", Role.TOWN_CLERK, TIAOYUAN, ["dibao", "irrigation"])
    User.objects.filter(pk=user.pk).update(name="周玉兰")
    return User.objects.get(pk=user.pk)


@pytest.fixture
def heir(land: None) -> User:
    return make_user("heir", Role.VILLAGE_CADRE, BAIHUA)


class TestPerson:
    """Whose account it is."""

    def test_a_new_person_enters_the_register(self, admin: User, clerk: User) -> None:
        assert service.person_of(clerk) is None
        service.link_person(admin, clerk, f" {ID['周玉兰'].lower()} ")
        person = people.by_identity(ID["周玉兰"])
        assert person is not None
        assert (person.name, person.place_code) == ("周玉兰", TIAOYUAN)
        assert service.person_of(clerk) == service.person_of(User.objects.get(pk=clerk.pk)) == person.pk
        assert service.masked_identity(clerk) == "519999********1289"
        [entry] = entries(f"access.User:{clerk.pk}")
        assert (entry.actor, entry.action, entry.detail) == ("system_admin", "accounts.person", {})
        assert ID["周玉兰"] not in str(entry.__dict__)

    def test_a_known_one_is_found(self, admin: User, clerk: User) -> None:
        known = people.enrol({ID["周玉兰"]: people.Newcomer("周玉兰", "女", BAIHUA)})[ID["周玉兰"]]
        service.link_person(admin, clerk, ID["周玉兰"])
        assert service.person_of(clerk) == known

    def test_somebody_elses_number_is_refused(self, admin: User, clerk: User) -> None:
        people.enrol({ID["何大明"]: people.Newcomer("何大明", "男", BAIHUA)})
        with pytest.raises(BadAccount, match="姓名不同") as caught:
            service.link_person(admin, clerk, ID["何大明"])
        assert caught.value.field == "identity"
        assert "何大明" not in caught.value.text.zh
        assert service.person_of(User.objects.get(pk=clerk.pk)) is None

    def test_nobody_links_the_own_account_or_one_elsewhere(self, admin: User, cast: Cast) -> None:
        with pytest.raises(BadAccount, match="自己的账号"):
            service.link_person(admin, admin, ID["周玉兰"])
        with pytest.raises(Refused):
            service.link_person(admin, cast.outside[Role.TOWN_CLERK], ID["周玉兰"])
        with pytest.raises(Refused):
            service.link_person(cast.inside[Role.COUNTY_LEADER], cast.inside[Role.TOWN_CLERK], ID["周玉兰"])

    def test_the_page_shows_the_masked_number_only(self, client: Client, admin: User, clerk: User) -> None:
        client.force_login(admin, BACKEND)
        page = f"/account/manage/{clerk.pk}/"
        assert "还没有登记" in client.get(page).content.decode()
        refused = client.post(f"{page}person/", {"identity": ID["周玉兰"][:17]})
        assert refused.status_code == 422
        assert "现有 17 位" in refused.content.decode()
        assert client.post(f"{page}person/", {"identity": ID["周玉兰"]}).status_code == 302
        html = client.get(page).content.decode()
        assert "519999********1289" in html
        assert ID["周玉兰"] not in html


class TestHandOver:
    """One post ends, the same begins, in one act."""

    def test_the_post_and_what_hangs_on_it(
        self, admin: User, clerk: User, heir: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        told: list[tuple[str, str, str, str, int]] = []

        def follow(actor: User, giver: User, receiver: User, post: Post) -> None:
            told.append(
                (actor.username, giver.username, receiver.username, post.place_code, entries().count())
            )

        monkeypatch.setattr(holders, "on_hand_over", [follow])
        with clock.override(MOMENT):
            new = service.hand_over(admin, clerk.posts.get().pk, heir, " 调任水利局 ")
        assert told == [("system_admin", "zhou", "heir", TIAOYUAN, 0)]
        old = clerk.posts.get()
        assert (old.until, new.user_id, new.since, new.until) == (TODAY, heir.pk, TODAY, None)
        assert (new.role, new.place_code, new.programmes) == ("town_clerk", TIAOYUAN, ["dibao", "irrigation"])
        [entry] = entries()
        assert (entry.action, entry.target, entry.why, entry.place) == (
            "accounts.hand_over", f"access.User:{clerk.pk}", "调任水利局", TIAOYUAN,
        )  # fmt: skip
        assert (entry.detail["to"], entry.detail["received"]) == (f"access.User:{heir.pk}", new.pk)

    def test_a_failure_behind_takes_everything_back(
        self, admin: User, clerk: User, heir: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(actor: User, giver: User, receiver: User, post: Post) -> None:
            raise RuntimeError("no")

        monkeypatch.setattr(holders, "on_hand_over", [fail])
        with pytest.raises(RuntimeError):
            service.hand_over(admin, clerk.posts.get().pk, heir, "调任")
        assert clerk.posts.get().until is None
        assert heir.posts.count() == 1
        assert entries().count() == 0

    def test_whoever_holds_the_same_post_keeps_that_one(self, admin: User, clerk: User, heir: User) -> None:
        held = add_post(heir, Role.TOWN_CLERK, TIAOYUAN, ["irrigation", "dibao"])
        assert service.hand_over(admin, clerk.posts.get().pk, heir, "调任").pk == held.pk
        assert heir.posts.count() == 2

    @pytest.mark.parametrize("case", ["self", "closed", "why", "ended"])
    def test_refusals(self, admin: User, clerk: User, heir: User, case: str) -> None:
        post = clerk.posts.get()
        if case == "closed":
            User.objects.filter(pk=heir.pk).update(is_active=False)
        if case == "ended":
            service.end_post(admin, post.pk, why="退休")
        before = (Post.objects.count(), entries().count())
        with pytest.raises(BadAccount) as caught:
            service.hand_over(
                admin, post.pk, clerk if case == "self" else heir, "" if case == "why" else "调任"
            )
        assert (
            caught.value.field
            == {"self": "to_user", "closed": "to_user", "why": "why", "ended": "post"}[case]
        )
        assert (Post.objects.count(), entries().count()) == before

    def test_not_to_an_account_of_another_county(self, admin: User, clerk: User, heir: User) -> None:
        add_post(heir, Role.AUDITOR, SHEHONG)
        with pytest.raises(Refused):
            service.hand_over(admin, clerk.posts.get().pk, heir, "调任")

    def test_the_page(self, client: Client, admin: User, clerk: User, heir: User) -> None:
        client.force_login(admin, BACKEND)
        page = f"/account/manage/{clerk.pk}/posts/{clerk.posts.get().pk}/hand-over/"
        html = client.get(page).content.decode()
        assert "heir的姓名（heir）" in html
        assert "（zhou）" not in html
        assert "far-" not in html
        assert client.post(page, {"to_user": heir.pk, "why": ""}).status_code == 422
        assert client.post(page, {"to_user": heir.pk, "why": "调任"}).status_code == 302
        assert heir.posts.filter(role="town_clerk").count() == 1
