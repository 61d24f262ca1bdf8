from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError

import pytest

from datong.kernel.bilingual import Text

GREETING = Text("{place}有{count}户", "{count} households in {place}")


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("zh", "户"),
        ("zh-hans", "户"),
        ("", "户"),
        ("fr", "户"),
        ("en", "household"),
        ("en-GB", "household"),
        ("EN", "household"),
    ],
)
def test_english_for_english_chinese_for_everything_else(lang: str, expected: str) -> None:
    assert Text("户", "household").to(lang) == expected


def test_str_is_chinese() -> None:
    assert str(Text("低保", "dibao")) == "低保"


def test_parameters_that_are_texts_go_in_by_language() -> None:
    filled = GREETING.format(place=Text("百花村", "Baihua village"), count=12)
    assert filled == Text("百花村有12户", "12 households in Baihua village")


def test_a_missing_parameter_is_an_error() -> None:
    with pytest.raises(KeyError, match="count"):
        GREETING.format(place="百花村")


def test_braces_in_a_parameter_are_not_filled_again() -> None:
    assert Text("{a}", "{a}").format(a="{b}") == Text("{b}", "{b}")


def test_a_text_is_a_value() -> None:
    text = Text("户", "household")
    assert {text: 1}[Text("户", "household")] == 1
    assert pickle.loads(pickle.dumps(text)) == text  # noqa: S301 - our own bytes
    with pytest.raises(FrozenInstanceError):
        text.zh = "人"  # type: ignore[misc]
