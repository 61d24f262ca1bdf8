"""Two records side by side."""

import pytest

from datong.foundation.reviews.core.comparing import converted, side_by_side, why
from datong.foundation.reviews.core.placing import Places, codes_by_name
from datong.foundation.reviews.workflow import HIT, may, steps_from
from datong.kernel.procedure import problems

OURS = {
    "id": "510626195803121236",
    "name": "邓有田",
    "sex": "男",
    "birth": "1958-03-12",
    "place": "调元镇百花村",
}


def test_field_by_field() -> None:
    theirs = {"id": "510626580312123", "name": "邓有田", "place": "调元镇", "plate": "川FA1234"}
    assert [(line.field, line.ours, line.theirs, line.same) for line in side_by_side(OURS, theirs)] == [
        ("id", "510626195803121236", "510626580312123", True),
        ("name", "邓有田", "邓有田", True),
        ("sex", "男", "男", True),
        ("birth", "1958-03-12", "1958-03-12", True),
        ("place", "调元镇百花村", "调元镇", True),
        ("plate", None, "川FA1234", None),
    ]


PLACES = Places(
    codes_by_name([("调元镇", "510626106000"), ("百花村", "510626106209"), ("万安镇", "510626100000")]),
    "510626000000",
    ("罗江县", "德阳市", "四川省"),
)


@pytest.mark.parametrize(
    ("theirs", "same", "coarser"),
    [
        ("罗江县调元镇", True, True),
        ("四川省德阳市罗江县调元镇百花村四组", True, False),
        ("百花村", True, False),
        ("510626106", True, True),
        ("510626106209", True, False),
        ("罗江县", True, True),
        ("罗江县万安镇", False, False),
        ("510626100", False, False),
        ("中江县调元镇", False, False),  # another county's town of that name
        ("成都市", False, False),
    ],
)
def test_places_agree_where_one_lies_in_the_other(theirs: str, same: bool, coarser: bool) -> None:
    (line,) = side_by_side({"place": "调元镇百花村"}, {"place": theirs}, PLACES, "510626106209")
    assert (line.ours, line.theirs, line.same, line.coarser) == ("调元镇百花村", theirs, same, coarser)


def test_a_number_tells_sex_and_birthday_itself() -> None:
    lines = side_by_side(OURS, {"id": "510626196007021220", "name": "邓有田"})
    assert [(line.field, line.theirs, line.same) for line in lines[2:4]] == [
        ("sex", "女", False),
        ("birth", "1960-07-02", False),
    ]


def test_why_in_a_sentence() -> None:
    lines = side_by_side(OURS, {"name": "邓有田", "birth": "1958-12-03"})
    assert why("fuzzy", lines).zh == (
        "号码对不上，凭姓名、出生日期等推断，可能是同一个人：相同的有姓名；不同的有出生日期。"
    )
    assert why("exact", []).zh == "身份证号码 18 位完全相同。"


def test_old_numbers() -> None:
    assert converted("510626580312123") == "510626195803121236"


def test_the_table_of_a_match() -> None:
    assert problems(HIT) == []
    moves = {(step.key, state, step.after) for step in HIT.steps for state in step.before}
    assert moves == {
        ("explain", "to_verify", "explained"),
        ("confirm", "to_verify", "confirmed"),
        ("dismiss", "to_verify", "dismissed"),
        ("reopen", "explained", "to_verify"),
        ("reopen", "confirmed", "to_verify"),
        ("reopen", "dismissed", "to_verify"),
    }
    assert {step.effect for step in HIT.steps} == {""}
    assert [step.key for step in steps_from("confirmed")] == ["reopen"]
    assert may("explained", "confirm") is None
