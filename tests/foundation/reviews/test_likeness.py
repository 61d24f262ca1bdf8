"""Likeness from a list to a question: names one sound away, places in words, recipients whose number nobody has."""

import datetime as dt
from pathlib import Path

import pytest
from pytest_django import Settings

from datong.foundation.people.models import Person
from datong.foundation.reviews import service as reviews
from datong.foundation.reviews.models import Hit
from tests.foundation.access.walk import BAIHUA
from tests.foundation.reviews.scene import PROVED, TODAY, Scene, ran, received, said, told

LINES = [
    "姓名,性别,出生日期,乡镇,险种",
    "邓友田,男,1958-03-12,罗江县调元镇,职工养老",  # 有 and 友 sound the same
    "欧阳志峰,男,1955-06-07,调元镇百花村,职工养老",
    "王大山,男,1971-05-05,金山镇,职工养老",  # born in another year, of another town
]


@pytest.fixture
def numberless(scene: Scene, tmp_path: Path, settings: Settings) -> Scene:
    """One recipient more, without an identity number."""
    settings.DATONG_HOME = tmp_path
    person = Person.objects.create(
        name="欧阳志峰", sex="男", birth_date=dt.date(1955, 6, 7), place_code=BAIHUA
    )
    scene.persons["欧阳志峰"], scene.households["欧阳志峰"] = person.pk, scene.households["邓小川"]
    return scene


def test_from_a_list_without_numbers_to_a_question(numberless: Scene) -> None:
    scene = numberless
    run = ran(scene, received(scene, lines=LINES), fuzzy=True)
    assert (run.fuzzy, run.counts["fuzzy"], run.counts["without_number"]) == (True, 2, 1)
    found = {hit.person.name: hit for hit in Hit.objects.select_related("person")}
    assert set(found) == {"邓有田", "欧阳志峰"}
    assert all(hit.kind == "fuzzy" and hit.probability > 0.8 for hit in found.values())
    card = reviews.card(scene.clerk, found["邓有田"].pk)
    assert card is not None
    assert {line.field: line.same for line in card.lines if line.field in ("name", "birth", "place")} == {
        "name": False, "birth": True, "place": True,
    }  # fmt: skip
    assert card.why.zh.startswith("号码对不上，凭姓名、出生日期等推断")


def test_below_the_threshold_it_is_only_to_verify(numberless: Scene) -> None:
    """A threshold that nothing reaches: a second proof is asked for."""
    scene = numberless
    ran(scene, received(scene, lines=LINES[:2]), fuzzy=True, threshold=1.0)
    (hit,) = Hit.objects.all()
    assert (hit.below, hit.state) == (True, "to_verify")
    told(scene, hit)
    reviews.reply(scene.clerk, hit.pk, "是我，名字写错了一个字。", on=TODAY)
    with pytest.raises(reviews.Unfit, match="另外一项证据"):
        reviews.decide(scene.clerk, hit.pk, "confirm", said(reasons=PROVED, ground=""))
