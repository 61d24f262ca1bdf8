"""A place in a list: its code, or the name of a town or village of the county."""

import pytest

from datong.foundation.reviews.core.mapping import Understood
from datong.foundation.reviews.core.placing import code_in, codes_by_name, placed

PLACES = [
    ("调元镇", "510626106000"),
    ("万安镇", "510626100000"),
    ("百花村", "510626106209"),
    ("双埝村", "510626106210"),
    ("新华村", "510626106211"),
    ("新华村", "510626100205"),
    ("", "510626106212"),
]
NAMES = codes_by_name(PLACES)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("510626106209", "510626106209"),
        ("510626106", "510626106000"),
        ("调元镇", "510626106000"),
        ("罗江县万安镇人民街3号", "510626100000"),
        ("百花村四组", "510626106209"),
        ("新华村", None),  # two towns have one
        ("万安镇新华村", "510626100000"),
        ("射洪县金华镇", None),
        ("12345", None),
        ("", None),
    ],
)
def test_code_in(text: str, code: str | None) -> None:
    assert code_in(text, NAMES) == code


def test_rows_are_placed_for_comparing_and_kept_as_they_were() -> None:
    rows = [
        Understood(2, {"name": "邓有田", "place": "调元镇"}),
        Understood(3, {"name": "某人", "place": "成都"}),
        Understood(4, {}),
    ]
    assert [row.values for row in placed(rows, NAMES)] == [
        {"name": "邓有田", "place": "510626106000"},
        {"name": "某人"},
        {},
    ]
    assert rows[0].values["place"] == "调元镇"
