"""What is missing for a verdict: a fact of the household, a value of the county, or an answer the law does not give."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from datong.kernel.bilingual import Text
from datong.programmes.dibao.rules.county import missing_words

__all__ = ["Missing", "fact", "of_county"]


@dataclass(frozen=True, slots=True)
class Missing:
    """One gap. `key` is the place in the document (`members[1].birth`) or the county's parameter."""

    kind: Literal["fact", "county", "law"]
    key: str
    text: Text


NOT_STATED = Text("{path}：没有填写{what}", "{path}: {what} is not stated")


def fact(path: str, zh: str, en: str) -> Missing:
    """A fact of the household that is not stated."""
    return Missing("fact", path, NOT_STATED.format(path=path, what=Text(zh, en)))


def of_county(key: str, on: dt.date, why: Text | None = None) -> Missing:
    """A value the county has not supplied; `why` says which gap of the law it fills."""
    words = missing_words(key, on)
    if why is None:
        return Missing("county", key, words)
    return Missing("law", key, Text(f"{why.zh}。{words.zh}", f"{why.en}. {words.en}"))
