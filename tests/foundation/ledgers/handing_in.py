"""People of the small county who hand ledgers in, and what the tests of the ledger pages share."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from datong.foundation.access import service as access
from datong.foundation.access.enums import Role
from tests import small_county as second
from tests.foundation.access.walk import make_user
from tests.foundation.ledgers.importing import ROSTER, write
from tests.second_county.writing import Cell

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
COUNTY = "519999000000"
LINXI = "519999100000"
SHIQIAO = "519999101000"
DAY = "2015-06-30"


@pytest.fixture
def office(db: None, settings: Any, tmp_path: Path) -> dict[str, Any]:
    """An officer of every programme, one of dibao, two clerks, a cadre, an auditor, a leader; jobs run in place."""
    settings.DATONG_JOBS = "inline"
    settings.DATONG_HOME = tmp_path / "home"
    second.load_places(access.console())
    return {
        "officer": make_user("officer", Role.COUNTY_OFFICER, COUNTY),
        "dibao": make_user("dibao", Role.COUNTY_OFFICER, COUNTY, ["dibao"]),
        "doctors": make_user("doctors", Role.COUNTY_OFFICER, COUNTY, ["family_doctor"]),
        "linxi": make_user("linxi", Role.TOWN_CLERK, LINXI),
        "shiqiao": make_user("shiqiao", Role.TOWN_CLERK, SHIQIAO),
        "cadre": make_user("cadre", Role.VILLAGE_CADRE, "519999100202"),
        "auditor": make_user("auditor", Role.AUDITOR, COUNTY),
        "leader": make_user("leader", Role.COUNTY_LEADER, COUNTY),
        "far": make_user("far", Role.COUNTY_OFFICER, "510626000000"),
        "admin": make_user("admin", Role.SYSTEM_ADMIN, COUNTY),
    }


def signed_in(user: Any, **options: Any) -> Client:
    """A browser of this user's."""
    client = Client(**options)
    client.force_login(user, BACKEND)
    return client


def roster(folder: Path, *rows: list[Cell], file: str = "低保.xlsx") -> Path:
    """A workbook with these rows of the dibao roster."""
    return write(folder, [[*ROSTER], *rows], file=file)


def sent(*paths: Path, day: str | dt.date = DAY, **more: Any) -> dict[str, Any]:
    """What the upload form sends."""
    files = [SimpleUploadedFile(path.name, path.read_bytes()) for path in paths]
    return {"files": files, "as_of": str(day), **more}


def page(response: Any) -> str:
    """The text of an answer."""
    return str(response.content.decode())
