"""Atom feeds: well-formed, with stable identities, only what is shown now."""

import datetime as dt
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
from django.conf import settings

from datong.foundation.access.models import User
from datong.foundation.portal import service as portal
from datong.foundation.publiclog import service as publiclog
from datong.kernel import clock
from datong.kernel.bilingual import Text
from tests.foundation.access.walk import BAIHUA, LUOJIANG, make_user, plant_places
from tests.foundation.portal import scene

ATOM = "{http://www.w3.org/2005/Atom}"
OTHER = "510626106210"


@pytest.fixture
def user(db: None) -> Iterator[User]:
    """One publication of 百花村, one of 双埝村 with an awkward title that may be shown until 8 October."""
    plant_places()
    with clock.override(scene.DAY):
        user = make_user("zhang")
        scene.publish(user, 1)
        scene.publish(
            user, 2, place=OTHER, title=Text("收入 <甲> & “乙”", "Income"), until=dt.date(2014, 10, 8)
        )
        publiclog.integrate()
        yield user


def feed(code: str) -> ElementTree.Element:
    answer = portal.page(f"feeds/{code}.atom", "zh")
    assert (answer.status, answer.media) == (200, "application/atom+xml; charset=utf-8")
    return ElementTree.fromstring(answer.body)  # noqa: S314 - our own bytes


def texts(root: ElementTree.Element, name: str) -> list[str | None]:
    return [each.text for each in root.iter(ATOM + name)]


def test_a_village_has_its_own(user: User) -> None:
    root = feed(OTHER)
    assert [child.tag.removeprefix(ATOM) for child in root] == [
        "title", "id", "updated", "author", "link", "link", "entry",
    ]  # fmt: skip
    assert texts(root, "title") == ["双埝村村民委员会 村务公开", "收入 <甲> & “乙”"]
    assert texts(root, "id") == [
        f"tag:datong.invalid,2014:{OTHER}", "tag:datong.invalid,2014-09-26:GK-510626-2014-000002",
    ]  # fmt: skip
    assert texts(root, "updated") == ["2014-09-26T10:00:00+08:00", "2014-09-26T10:00:00+08:00"]
    assert [link.get("href") for link in root.iter(ATOM + "link")] == [
        f"/open/feeds/{OTHER}.atom", f"/open/v/{OTHER}/", "/open/p/GK-510626-2014-000002/",
    ]  # fmt: skip


def test_the_county_has_all_and_what_is_over_is_gone(user: User) -> None:
    assert len(list(feed(LUOJIANG).iter(ATOM + "entry"))) == 2
    with clock.override(dt.datetime(2014, 10, 9, 8, 0, tzinfo=scene.SHANGHAI)):
        root = feed(LUOJIANG)
    assert texts(root, "id")[1:] == ["tag:datong.invalid,2014-09-26:GK-510626-2014-000001"]


def test_addresses_are_whole_where_the_county_has_one(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DATONG_PUBLIC_URL", "https://county.example/")
    links = [link.get("href") for link in feed(BAIHUA).iter(ATOM + "link")]
    assert links == [
        f"https://county.example/open/feeds/{BAIHUA}.atom", f"https://county.example/open/v/{BAIHUA}/",
        "https://county.example/open/p/GK-510626-2014-000001/",
    ]  # fmt: skip


def test_a_correction_keeps_its_identity(user: User) -> None:
    from datong.foundation.openness.models import Publication

    row = Publication.objects.get(number="GK-510626-2014-000001")
    scene.publish(user, 1, corrects=row, reason="数字更正")
    publiclog.integrate()
    assert texts(feed(BAIHUA), "id")[1:] == ["tag:datong.invalid,2014-09-26:GK-510626-2014-000001"]


def test_an_empty_village_has_an_empty_feed(user: User) -> None:
    root = feed("510626100001")
    assert texts(root, "updated") == ["2014-01-01T00:00:00+08:00"]
    assert list(root.iter(ATOM + "entry")) == []


@pytest.mark.parametrize("code", ["510626106999", "510626106000"])
def test_no_feed_of_what_is_no_village(user: User, code: str) -> None:
    assert portal.page(f"feeds/{code}.atom", "zh").status == 404
