"""People who read the small county's registers, and what the tests of these pages share."""

import html
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from datong.foundation.access.enums import Role
from datong.foundation.ledgers import service as ledgers
from datong.foundation.people.service import Household, Person
from tests.counties import County
from tests.foundation.access.walk import make_user
from tests.second_county.people import ID

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
WHOLE, LINXI, SHIQIAO = "519999000000", "519999100000", "519999101000"
ROSTER = "/registers/dibao/roster/"
CONTRACTS = "/registers/family_doctor/contracts/"
SERVICES = "/registers/family_doctor/services/"
POSTS: dict[str, tuple[Role, str, list[str]]] = {
    "officer": (Role.COUNTY_OFFICER, WHOLE, []),
    "dibao": (Role.COUNTY_OFFICER, WHOLE, ["dibao"]),
    "doctors": (Role.COUNTY_OFFICER, WHOLE, ["family_doctor"]),
    "leader": (Role.COUNTY_LEADER, WHOLE, []),
    "linxi": (Role.TOWN_CLERK, LINXI, []),
    "shiqiao": (Role.TOWN_CLERK, SHIQIAO, []),
    "cadre": (Role.VILLAGE_CADRE, "519999100202", []),
    "auditor": (Role.AUDITOR, WHOLE, []),
    "admin": (Role.SYSTEM_ADMIN, WHOLE, []),
    "far": (Role.COUNTY_OFFICER, "510626000000", []),
}


@pytest.fixture
def readers(db: None, small_county: County) -> dict[str, Client]:
    """A signed-in browser for everybody of POSTS; they read Chinese."""
    return {name: signed_in(name, *post) for name, post in POSTS.items()}


def signed_in(name: str, role: Role, place: str, programmes: list[str]) -> Client:
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(make_user(name, role, place, programmes), BACKEND)
    return client


def text(response: Any) -> str:
    """What a page says, markup left out, blanks made one."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def names(response: Any) -> list[str]:
    """The first cell of each row of the page's tables."""
    rows = re.findall(r"<tr data-href[^>]*>\s*<td[^>]*><a[^>]*>([^<]*)</a>", response.content.decode())
    return [html.unescape(name) for name in rows]


def headings(response: Any) -> list[str]:
    """The headings of the page's first table."""
    head = re.search(r"<thead>(.*?)</thead>", response.content.decode(), re.S)
    assert head is not None
    cells = re.findall(r"<th.*?</th>", head.group(1), re.S)
    return [html.unescape(re.sub(r"<[^>]+>", "", cell)).strip() for cell in cells]


def queries(client: Client, address: str) -> int:
    """Queries of an address that has been opened before."""
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def number_of(name: str) -> int:
    """The id of a person of the small county."""
    return int(Person.objects.get(name=name).pk)


def home_of(head: str) -> int:
    return int(Household.objects.get(head__name=head).pk)


def record_of(sheet: str, **facts: Any) -> int:
    """The id of the current record with these facts."""
    return int(ledgers.SHEETS.get(sheet).model.objects.get(valid_to=None, **facts).pk)


def address_of(sheet: str, pk: int) -> str:
    programme, slug = sheet.split(".")
    return f"/registers/{programme}/{slug}/{pk}/"


def says_no_number(response: Any) -> bool:
    """Whether a page holds nobody's full identity number."""
    body = response.content.decode()
    return not any(number in body or number.lower() in body for number in ID.values())
