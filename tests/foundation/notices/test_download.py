"""The letter as a file: who may print it, in which language, and that the journal knows."""

import pytest
from django.test import Client

from datong.foundation.access.enums import Role
from datong.foundation.access.models import User
from datong.foundation.journal import service as journal
from datong.foundation.notices import service as notices
from datong.foundation.notices.models import Notice
from tests.foundation.access.walk import Cast, Door, cast, land, make_user, walk
from tests.foundation.notices.letters import FACTS, issued, kind

__all__ = ["cast", "kind", "land"]
pytestmark = pytest.mark.usefixtures("kind")
MAY = {
    Role.COUNTY_LEADER,
    Role.COUNTY_OFFICER,
    Role.TOWN_CLERK,
    Role.VILLAGE_CADRE,
    Role.AUDITOR,
    Role.REVIEWER,
}
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def clerk(cast: Cast) -> User:
    return cast.inside[Role.TOWN_CLERK]


@pytest.fixture
def notice(clerk: User) -> Notice:
    return issued(clerk)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, BACKEND)
    return client


@pytest.mark.parametrize("fmt", ["pdf", "docx"])
def test_who_opens_a_letter(client: Client, cast: Cast, notice: Notice, fmt: str) -> None:
    walk(client, cast, Door(f"/notices/{notice.pk}.{fmt}", MAY))


def test_the_file_and_the_journal(clerk: User, notice: Notice) -> None:
    client = signed_in(clerk)
    answer = client.get(f"/notices/{notice.pk}.pdf")
    assert (answer["Content-Type"], answer["Content-Disposition"]) == (
        "application/pdf",
        'attachment; filename="T-510626-2026-000001.pdf"'.replace("2026", str(notice.issued_on.year)),
    )
    assert answer.content == notices.pdf(notice)
    assert client.get(f"/notices/{notice.pk}.docx?lang=en").content == notices.docx(notice, "en")
    entries = [
        (one.action, one.actor, one.detail.get("format"))
        for one in journal.entries(f"notices.Notice:{notice.pk}")
    ]
    assert entries == [
        ("notices.print", clerk.username, "docx"),
        ("notices.print", clerk.username, "pdf"),
        ("notices.issue", clerk.username, None),
    ]


def test_another_programme_sees_nothing(notice: Notice) -> None:
    other = make_user("water", Role.TOWN_CLERK, "510626106000", ("irrigation",))
    answer = signed_in(other).get(f"/notices/{notice.pk}.pdf")
    assert (answer.status_code, b"%PDF" in answer.content) == (403, False)
    assert [one.action for one in journal.entries()] == ["notices.issue"]


def test_a_letter_that_does_not_exist(clerk: User) -> None:
    assert signed_in(clerk).get("/notices/999.pdf").status_code == 404


def test_a_missing_character_is_said_where_the_reader_came_from(clerk: User) -> None:
    letter = issued(clerk, facts=FACTS | {"name": "李𠮷"})
    client = signed_in(clerk)
    answer = client.get(f"/notices/{letter.pk}.pdf", headers={"Referer": "http://testserver/account/"})
    assert (answer.status_code, answer["Location"]) == (302, "http://testserver/account/")
    assert (
        client.get(f"/notices/{letter.pk}.pdf", headers={"Referer": "https://evil.example/"})["Location"]
        == "/"
    )
    assert (
        "所用字体缺少以下字符：𠮷（U+20BB7）"
        in client.get("/account/", headers={"Accept-Language": "zh-CN"}).content.decode()
    )
    assert "notices.print" not in [one.action for one in journal.entries()]
