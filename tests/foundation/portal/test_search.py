"""Search over what is shown: any two characters, any part of a village's name, its initials; nothing that is over."""

import datetime as dt
from collections.abc import Iterator

import pytest

from datong.foundation.access.models import User
from datong.foundation.openness.core.content import Words
from datong.foundation.openness.registry import changed
from datong.foundation.places.models import Place
from datong.foundation.portal import service as portal
from datong.foundation.portal.models import PublicWords
from datong.foundation.portal.queries.finding import publications, villages
from datong.kernel import clock
from tests.foundation.access.walk import BAIHUA, LUOJIANG, make_user, plant_places
from tests.foundation.portal import scene


@pytest.fixture
def user(db: None) -> Iterator[User]:
    """Three publications: two words of a decision, a list with names, a quarter's money."""
    plant_places()
    Place.objects.filter(code=BAIHUA).update(initials="bhc")
    with clock.override(scene.DAY):
        user = make_user("zhang")
        scene.publish(user, 1, (Words("村民代表会议同意修斗渠，投工投劳。", "决定"),))
        scene.publish(user, 2, scene.relief([("龚有田", 3, 36_000)]), until=dt.date(2014, 10, 6))
        scene.publish(user, 3, scene.money({"林地发包": 100}, {}), place="510626106210")
        yield user


def found(text: str) -> list[str]:
    """The last digits of what is found."""
    return [row.number[-1] for row in publications(text, LUOJIANG)]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("斗渠", ["1"]),
        ("投工投劳", ["1"]),
        ("工投", ["1"]),
        ("龚有田", ["2"]),
        ("有田", ["2"]),
        ("百花", ["3", "2", "1"]),
        ("调元镇 林地", ["3"]),
        ("双埝村 斗渠", []),
        ("渠斗", []),
        ("同意斗渠", []),
        ("decision income", []),
        ("INCOME households", ["2"]),
        ("GK-510626-2014-000003", ["3"]),
        ("渠", ["1"]),
        ("光", ["3", "2", "1"]),
        ("田", ["2"]),
        ("  ", []),
        ('" OR *', []),
        ("'; --", []),
        ("，。", []),
    ],
)
def test_words_found(user: User, text: str, numbers: list[str]) -> None:
    assert found(text) == numbers


def test_words_of_longer_texts_are_found_whole(user: User) -> None:
    """Its pairs 红花, 花村, 村的, 的事 all stand there, the word does not: pairs alone would not do."""
    scene.publish(user, 4, (Words("红花村民。红花。花村的事。"),))
    assert found("红花村的事") == []


@pytest.mark.parametrize("text", ["bhc", "百花", "百花村", BAIHUA, "调元镇"])
def test_villages_are_found_by_name_initials_code_and_town(user: User, text: str) -> None:
    assert BAIHUA in [each.code for each in villages(text, LUOJIANG)]


def test_what_is_over_is_not_found_though_the_index_still_holds_it(user: User) -> None:
    with clock.override(dt.datetime(2014, 10, 7, 0, 1, tzinfo=clock.SHANGHAI)):
        assert found("有田") == []


def test_a_new_edition_takes_the_place_of_the_old_in_the_index(user: User) -> None:
    row = PublicWords.objects.get(publication__number="GK-510626-2014-000001").publication
    scene.publish(user, 1, (Words("改为修水泵。"),), corrects=row, reason="写错")
    assert (found("斗渠"), found("水泵")) == ([], ["1"])


def test_a_withdrawn_one_leaves_the_index_in_the_same_moment(user: User) -> None:
    row = PublicWords.objects.get(publication__number="GK-510626-2014-000002").publication
    row.state = "withdrawn"
    row.save()
    changed(row)
    assert sorted(PublicWords.objects.values_list("publication__number", flat=True)) == [
        "GK-510626-2014-000001", "GK-510626-2014-000003",
    ]  # fmt: skip


def test_the_index_can_be_made_anew(user: User) -> None:
    PublicWords.objects.all().delete()
    assert portal.index_all() == 3
    assert found("有田") == ["2"]


def test_the_page_of_answers(user: User) -> None:
    page = portal.page("search/", "zh", {"q": "bhc"}).body.decode()
    assert f'href="/open/v/{BAIHUA}/"' in page
    nothing = portal.page("search/", "zh", {"q": "没有的词"}).body.decode()
    assert "没有找到“没有的词”" in nothing


def test_answers_come_in_pages(user: User) -> None:
    for serial in range(10, 37):
        scene.publish(user, serial, (Words("修斗渠。"),))
    second = portal.page("search/", "zh", {"q": "斗渠", "page": "2"}).body.decode()
    assert second.count('class="paper-line"') == 3
    assert "第 2 页，共 2 页" in second
