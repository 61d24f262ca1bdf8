"""The county's own values: entered with their document, never changed, read as of a day; what is missing is a sentence."""

import datetime as dt

import pytest

from datong.foundation.access.models import Post
from datong.foundation.access.service import Refused
from datong.programmes.dibao import service as dibao
from datong.programmes.dibao.rules import MissingParameter
from tests.foundation.access.walk import LUOJIANG, SHEHONG
from tests.programmes.dibao import road

pytestmark = pytest.mark.django_db
DOCUMENT = "罗府发〔2014〕8号"


def enter(who, amount, since, **more):
    fields = {"since": dt.date.fromisoformat(since), "document": DOCUMENT}
    return dibao.enter_parameter(
        who.officer, SHEHONG, "standard.rural", {"amount": amount, "per": "year"}, **fields | more
    )


@pytest.fixture
def own(who):
    """An officer of 射洪县, where nothing has been entered."""
    Post.objects.filter(user=who.officer).update(place_code=SHEHONG)
    return who


def standard(day):
    value = dibao.county_parameters("510922").value("standard.rural", dt.date.fromisoformat(day))
    return (value.fen, value.months)


def test_there_is_no_default(own):
    with pytest.raises(MissingParameter, match="缺少：农村低保标准"):
        standard("2014-09-15")


def test_a_newer_value_ends_the_older_one_on_its_day(own):
    enter(own, "1800.00", "2013-01-01")
    enter(own, "2000.00", "2014-07-01")
    assert [standard(day) for day in ("2014-06-30", "2014-07-01")] == [(180_000, 12), (200_000, 12)]


def test_a_correction_stands_for_what_was_entered_before(own):
    enter(own, "1800.00", "2013-01-01")
    enter(own, "1880.00", "2013-01-01")
    assert standard("2014-01-01") == (188_000, 12)
    assert [row.value["amount"] for row in dibao.parameter_rows("510922")] == ["1800.00", "1880.00"]


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("standard.moon", {"amount": "1.00", "per": "year"}, "没有这个参数"),
        ("standard.rural", {"amount": 1800, "per": "year"}, "加引号的元数"),
        ("standard.rural", {"amount": "1800.00"}, "必须填写"),
        (
            "deductions",
            [{"kind": "disability"}, {"kind": "disability", "at_most": "200"}],
            "已经写过一行",
        ),
    ],
)
def test_a_value_that_is_none_is_told(own, key, value, words):
    with pytest.raises(dibao.BadParameter, match=words):
        dibao.enter_parameter(own.officer, SHEHONG, key, value, since=dt.date(2014, 1, 1), document=DOCUMENT)


def test_towns_do_not_set_the_standard(who):
    with pytest.raises(Refused, match="县级民政部门专干登记"):
        dibao.enter_parameter(
            who.clerk, LUOJIANG, "loss_offsets", True, since=dt.date(2014, 1, 1), document=DOCUMENT
        )


def test_the_demonstration_values_are_marked_and_loaded_once(who):
    assert road.parameters() == 0
    found = dibao.county_parameters("510626")
    assert found.demonstration
    assert found.value("standard.rural", dt.date(2014, 9, 15)).fen == 277_700
    assert {row.demonstration for row in dibao.parameter_rows("510626")} == {True}
