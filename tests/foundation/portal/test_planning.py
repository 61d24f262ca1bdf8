"""What an export goes by: whatever changes on a page changes its mark, and no other place's."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from datong.foundation.access.models import User
from datong.foundation.openness.models import Contact, Posting, Publication
from datong.foundation.places.models import Place
from datong.foundation.portal.actions.exporting import PublicSite
from datong.foundation.publiclog import service as publiclog
from datong.kernel import clock
from tests.foundation.access.walk import BAIHUA, LUOJIANG, make_user, plant_places
from tests.foundation.portal import scene

OTHER = "510626106210"
LATER = dt.datetime(2014, 10, 9, 8, 0, tzinfo=scene.SHANGHAI)
FIRST, SECOND, OTHERS = (f"GK-510626-2014-{serial:06d}" for serial in (1, 2, 3))


@pytest.fixture(scope="module")
def planted(kept_log: Path, django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Two quarters of one village, one of another."""
    with django_db_blocker.unblock(), transaction.atomic(), clock.override(scene.DAY):
        plant_places()
        user = make_user("zhang")
        scene.publish(user, 1, scene.money({"林地": 1}, {"修渠": 2}), period=scene.SECOND)
        scene.publish(user, 2, scene.money({"林地": 3}, {"修渠": 4}))
        scene.publish(user, 3, scene.money({"林地": 5}, {"修渠": 6}), place=OTHER)
        publiclog.integrate()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def user(planted: None, db: None) -> Iterator[User]:
    """Who published them."""
    with clock.override(scene.DAY):
        yield User.objects.get(username="zhang")


def posted(user: User) -> None:
    edition = Publication.objects.get(number=FIRST).edition
    Posting.objects.create(
        edition=edition, posted_on=scene.DAY.date(), photo="a" * 64, entered_by=user, entered_at=scene.DAY
    )


def answers(user: User) -> None:
    Contact.objects.create(
        county="510626", place_code=BAIHUA, name="李", duty="村务监督", phone="0838-1", by=user,
        at=scene.DAY,
    )  # fmt: skip


def corrected(user: User) -> None:
    row = Publication.objects.get(number=FIRST)
    scene.publish(
        user, 1, scene.money({"林地": 9}, {"修渠": 2}), period=scene.SECOND, corrects=row, reason="更正"
    )


def renamed(_: User) -> None:
    Place.objects.filter(code=BAIHUA).update(short="百花新村")


def touched(_: User) -> None:
    Publication.objects.filter(number=FIRST).update(changed_at=LATER)


def over(_: User) -> None:
    Publication.objects.filter(number=FIRST).update(shown_until=scene.DAY.date() - dt.timedelta(days=1))


def tokens() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Marks of places, of publications, of parts."""
    site = PublicSite("")
    shown = site.publications([BAIHUA, OTHER])
    return site.places, {number: each.token for number, each in shown.items()}, site.parts()


@pytest.mark.parametrize(
    ("change", "pages"),
    [
        (posted, {FIRST}),
        (answers, {FIRST, SECOND}),
        (corrected, {FIRST, SECOND}),  # the second shows the first as the quarter before
        (renamed, {FIRST, SECOND}),
        (touched, {FIRST}),
        (over, {FIRST, SECOND}),
    ],
)
def test_what_changes_has_another_mark(user: User, change: Callable[[User], None], pages: set[str]) -> None:
    """Of the place, of the pages that show it, of the village and the home page; nothing of the other place."""
    places, shown, parts = tokens()
    change(user)
    places_now, shown_now, parts_now = tokens()
    assert {code for code in places if places[code] != places_now[code]} == {BAIHUA}
    assert {number for number in shown if shown[number] != shown_now.get(number)} == pages
    moved = {key for key in parts if parts[key] != parts_now.get(key)}
    assert {"home", f"village {BAIHUA}", f"county {LUOJIANG}"} <= moved


def test_how_the_county_is_called_stands_on_every_page(user: User) -> None:
    _, shown, _ = tokens()
    Place.objects.filter(code=LUOJIANG).update(short="罗江区")
    _, shown_now, _ = tokens()
    assert [number for number in shown if shown[number] == shown_now[number]] == []


def test_a_list_and_a_year_change_with_their_own_publications_only(user: User) -> None:
    """One more of the same year: its page of the list and its year, for the county's data too."""
    _, _, parts = tokens()
    scene.publish(user, 4, scene.money({"林地": 9}, {"修渠": 2}), place=OTHER, key="assets.4")
    _, _, now = tokens()
    moved = {key for key in parts if parts[key] != now.get(key)}
    assert moved == {"home", "list 1", f"year {LUOJIANG} 2014", f"county {LUOJIANG}", f"village {OTHER}"}


def test_nothing_shown_is_no_place(user: User) -> None:
    Publication.objects.update(state="withdrawn")
    site = PublicSite("")
    assert (site.places, site.publications([]), site.total) == ({}, {}, 0)
    assert "list 1" in site.parts()
