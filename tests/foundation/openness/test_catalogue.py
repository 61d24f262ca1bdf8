"""The county's catalogue: taken over, changed from a day on, old versions readable, nothing typed lost."""

import datetime as dt
from pathlib import Path

import pytest

from datong.foundation.access import service as access
from datong.foundation.access.enums import Role
from datong.foundation.journal import service as journal
from datong.foundation.openness import service
from datong.foundation.openness.core import catalogue as reading
from datong.foundation.openness.models import Duty, Item
from datong.kernel import clock
from tests.foundation.access.walk import BAIHUA, LUOJIANG, make_user, plant_places

D = dt.date
COUNTY = "510626"
KEY = "assets.income.business"
NOON = dt.datetime(2014, 9, 26, 12, tzinfo=clock.SHANGHAI)
SOUND = {
    "key": "works.extra", "aspect": "works", "group_zh": "工程", "group_en": "Works", "name_zh": "监理", "name_en": "Supervision",
    "cycle": "quarterly", "day": 15, "prepares": "committee", "checks": "supervision", "profile": "R0", "evidence": "",
    "source": "县定", "confidence": "M", "board_days": 10, "board_unit": "calendar", "public_days": None, "signed": False,
    "since": D(2014, 10, 1), "until": None,
}  # fmt: skip


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({}, None),
        ({"key": "Works.extra"}, "a key is in small letters and begins with its aspect"),
        ({"key": "assets.extra"}, "the key must begin with its aspect works"),
        ({"cycle": "weekly"}, "“weekly” is none of monthly、quarterly、yearly、at_once、stage、standing"),
        ({"day": 32}, "the day must lie between 1 and 31 (it is 32)"),
        ({"cycle": "monthly", "day": 29}, "the day must lie between 1 and 28 (it is 29)"),
        ({"board_days": 0}, "days on the board must lie between 1 and 366"),
        ({"public_days": 9}, "days on the public pages must be at least those on the board"),
        ({"until": D(2014, 9, 30)}, "it ends on 2014-09-30, before it begins on 2014-10-01"),
        ({"name_zh": "监" * 61}, "name_zh is longer than 60 characters"),
    ],
)
def test_what_an_item_must_say(change, sentence):
    found = reading.fault(SOUND | change)
    assert (found.en if found else None) == sentence


def test_a_file_that_cannot_be_read_says_so(tmp_path: Path):
    bad = tmp_path / "bad.yaml"
    bad.write_text("groups: [{aspect: works, group: {zh: 甲, en: A}, items: [{zh: 乙}]}]", encoding="utf-8")
    with pytest.raises(reading.BadCatalogue) as refused:
        reading.read(bad)
    assert refused.value.text.en == "the catalogue bad.yaml cannot be read: KeyError('en')"


@pytest.fixture
def officer(db):
    plant_places()
    user = make_user("officer", Role.COUNTY_OFFICER, LUOJIANG, ["sunshine"])
    service.load_catalogue(user, COUNTY, "sunshine")
    return user


def test_loading_again_changes_nothing(officer):
    before = Item.objects.count()
    assert (before, service.load_catalogue(officer, COUNTY, "sunshine")) == (98, 0)


def test_who_may_change_it(officer):
    for stranger in (
        make_user("clerk", Role.TOWN_CLERK, "510626106000"),
        make_user("dibao", Role.COUNTY_OFFICER, LUOJIANG, ["dibao"]),
        make_user("far", Role.COUNTY_OFFICER, "510922000000"),
    ):
        with pytest.raises(access.Refused):
            service.change_item(stranger, COUNTY, KEY, D(2014, 10, 1), why="县定", day=20)
    assert Item.objects.filter(key=KEY).count() == 1


def test_a_change_is_a_new_version_from_a_day_on(officer):
    with clock.override(NOON):
        service.change_item(officer, COUNTY, KEY, D(2014, 10, 1), why="县里改定公布日", seen=1, day=20)
    assert service.item_of(COUNTY, KEY, D(2014, 9, 30)).day == 15
    assert service.item_of(COUNTY, KEY, D(2014, 10, 1)).day == 20
    entry = journal.entries().order_by("-id").first()
    assert (entry.action, entry.place, entry.why) == ("openness.catalogue.change", LUOJIANG, "县里改定公布日")
    assert entry.detail == {
        "key": KEY, "version": 2, "since": "2014-10-01", "changes": {"day": [15, 20]},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"why": " ", "day": 20}, "Say why it is changed."),
        ({"why": "县定", "day": 99}, "the day must lie between 1 and 31 (it is 99)"),
        ({"why": "县定"}, "This is the item as it stands; nothing to enter."),
        ({"why": "县定", "day": 20, "seen": 7},
         "While you were writing, somebody changed this item (now version 1). Look at it before sending; your text is kept."),
    ],
)  # fmt: skip
def test_changes_that_are_refused(officer, fields, sentence):
    with pytest.raises(service.BadItem) as refused:
        service.change_item(officer, COUNTY, KEY, D(2014, 10, 1), **fields)
    assert refused.value.text.en == sentence
    assert Item.objects.filter(key=KEY).count() == 1


def test_open_duties_follow_a_change_and_published_ones_do_not(officer):
    service.raise_duties(officer, COUNTY, D(2014, 10, 20), begins=D(2014, 7, 1))
    done = Duty.objects.filter(key=KEY, place_code=BAIHUA, period_start=D(2014, 7, 1))
    done.update(fulfilled_on=D(2014, 10, 10))
    service.change_item(officer, COUNTY, KEY, D(2014, 9, 1), why="县定", day=20)
    found = Duty.objects.filter(key=KEY, place_code=BAIHUA).order_by("period_start")
    assert list(found.values_list("period_start", "due_on", "item__version")) == [
        (D(2014, 7, 1), D(2014, 10, 15), 1),  # was published under the first version
        (D(2014, 10, 1), D(2015, 1, 20), 2),
    ]
    others = Duty.objects.filter(key=KEY, period_start=D(2014, 7, 1)).exclude(place_code=BAIHUA)
    assert {*others.values_list("due_on", flat=True)} == {D(2014, 10, 20)}


def test_what_is_retired_is_owed_no_more(officer):
    service.raise_duties(officer, COUNTY, D(2014, 9, 26))
    with clock.override(NOON):
        service.retire_item(officer, COUNTY, KEY, D(2014, 9, 26), why="并入其他项目")
    assert Duty.objects.filter(key=KEY).count() == 0  # Q3 ends after the last day
    assert [item.key for item in service.items(COUNTY, D(2014, 9, 27)) if item.key == KEY] == []
    assert service.item_of(COUNTY, KEY, D(2014, 9, 26)).version == 2


def test_an_item_of_the_countys_own(officer):
    service.add_item(officer, COUNTY, "县里加的", **SOUND)
    assert service.item_of(COUNTY, "works.extra", D(2014, 10, 1)).name_en == "Supervision"
    with pytest.raises(service.BadItem, match=r"公开目录里已有项目 works\.extra。"):
        service.add_item(officer, COUNTY, "县里加的", **SOUND)


def test_a_whole_class_is_one_sheet(officer):
    sheet = service.item_of(COUNTY, "assets.spending", D(2014, 9, 26))
    assert (sheet.pk, sheet.name_zh, sheet.profile, sheet.signed, sheet.cycle) == (
        None,
        "各项支出",
        "R2",
        True,
        "quarterly",
    )
    with pytest.raises(service.BadItem):
        service.item_of(COUNTY, "assets", D(2014, 9, 26))
