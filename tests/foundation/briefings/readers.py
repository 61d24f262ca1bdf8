"""Readers of the small county's pages: one of each role, and what a page says without its markup."""

import html
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from datong.foundation.access.enums import Role
from datong.foundation.access.models import User
from tests import small_county as second
from tests.foundation.access.walk import make_user

COUNTY = second.COUNTY + "000000"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
LINXI = second.TOWNS["临溪镇"]
DAAN = "519999100202"
POSTS: dict[str, tuple[Role, str, tuple[str, ...]]] = {
    "leader": (Role.COUNTY_LEADER, COUNTY, ()),
    "officer": (Role.COUNTY_OFFICER, COUNTY, ()),
    "dibao": (Role.COUNTY_OFFICER, COUNTY, ("dibao",)),
    "clerk": (Role.TOWN_CLERK, LINXI, ()),
    "cadre": (Role.VILLAGE_CADRE, DAAN, ()),
    "auditor": (Role.AUDITOR, COUNTY, ()),
    "admin": (Role.SYSTEM_ADMIN, COUNTY, ()),
    "elsewhere": (Role.COUNTY_OFFICER, "510922000000", ()),
}
MAIN = re.compile(r"<main.*</main>", re.S)


class Reader(Client):
    """Somebody signed in, reading Chinese."""

    def __init__(self, user: User) -> None:
        super().__init__(headers={"Accept-Language": "zh-CN"})
        self.user = user
        self.force_login(user, backend=BACKEND)

    def text(self, address: str, status: int = 200) -> str:
        """What the main part of a page says, blanks folded."""
        return words(self.get(address), status)

    def queries(self, address: str) -> int:
        """How many queries a page costs."""
        with CaptureQueriesContext(connection) as captured:
            assert self.get(address).status_code == 200
        return len(captured)


def words(answer: Any, status: int = 200) -> str:
    """What the main part of an answer says."""
    assert answer.status_code == status
    page = answer.content.decode()
    found = MAIN.search(page)
    text = re.sub(r"<[^>]+>", " ", found[0] if found else page)
    return re.sub(r"\s+", " ", html.unescape(text))


def reader(name: str) -> Reader:
    """A reader of the small county, made when first asked for."""
    user = User.objects.filter(username=name).first()
    role, place, programmes = POSTS[name]
    return Reader(user or make_user(name, role, place, programmes))


@pytest.fixture
def officer(small_county: Any, db: None) -> Reader:
    """The officer in charge of everything in the small county."""
    return reader("officer")
