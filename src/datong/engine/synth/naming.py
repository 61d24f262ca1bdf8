"""Names of people: surnames and characters of given names by published frequency, and what a clerk's slip makes of them.

A name is three numbers into one list of words: surname, first and second character (0, the empty word, where there is none).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from datong.engine.synth.columns import Floats, Ints, Truths

__all__ = ["Names", "book", "draw_given", "draw_surnames", "written"]

FIVE, HUNDRED = 0.308, 0.859
"""What the five and the hundred most common surnames have together (reports of 2020 and 2019)."""
FALL: Final = 2.2
"""How fast the shares of rarer surnames fall with their rank."""
FLATNESS: Final = 12
"""Characters of given names fall like 1 / (rank + 12): the thirtieth is a third as common as the first."""
SINGLE: Final = np.array([0.08, 0.11, 0.18, 0.276, 0.24, 0.12, 0.063])
"""Given names of one character by birth cohort; 27.6% at most and 6.3% in 2020 (report of 2020), else assumed."""


@dataclass(frozen=True)
class Names:
    """The list of words and how they are drawn. `given`: for sex x cohort, the running shares and the words they lead to;
    `variant` and `alike`: for each word another way to write it, another word of the same sound, or itself."""

    words: tuple[str, ...]
    surnames: Floats
    surname_words: Ints
    given: Floats
    given_words: Ints
    variant: Ints
    alike: Ints


@cache
def book() -> Names:
    """The names of this package, read once a process."""
    kept = json.loads(Path(__file__).with_name("names.json").read_text(encoding="utf-8"))
    family, cohorts = kept["surnames"], [*kept["given"]["male"], *kept["given"]["female"]]
    surnames = [*family["names"], *family["others"]]
    words = tuple(dict.fromkeys(["", *surnames, *"".join(cohorts), *kept["variants"], *kept["homophones"]]))
    place = {word: number for number, word in enumerate(words)}
    length = min(map(len, cohorts))
    shares = 1 / (np.arange(1, length + 1) + FLATNESS)
    edges = np.cumsum(shares) / shares.sum()
    return Names(
        words,
        np.cumsum(_shares(family["per_million"], len(family["others"]))),
        np.array([place[word] for word in surnames]),
        np.concatenate([edges + row for row in range(len(cohorts))]),
        np.concatenate([[place[word] for word in row[:length]] for row in cohorts]),
        _pairs(kept["variants"], place),
        _pairs(kept["homophones"], place),
    )


def _shares(per_million: list[int], others: int) -> Floats:
    """Shares of all surnames: the hundred counted ones scaled to the reports, the others falling with their rank."""
    counted = np.array(per_million, dtype=np.float64)
    counted[:5] *= FIVE / counted[:5].sum()
    counted[5:] *= (HUNDRED - FIVE) / counted[5:].sum()
    rest = np.arange(len(counted) + 1, len(counted) + others + 1, dtype=np.float64) ** -FALL
    return np.concatenate([counted, rest * (1 - HUNDRED) / rest.sum()])


def _pairs(text: str, place: dict[str, int]) -> Ints:
    """For each word the one it is written as."""
    other = np.arange(len(place))
    other[[place[word] for word in text[::2]]] = [place[word] for word in text[1::2]]
    return other


def draw_surnames(dice: np.random.Generator, count: int) -> Ints:
    """Surnames by frequency."""
    names = book()
    found = np.searchsorted(names.surnames, dice.random(count), side="right")
    return names.surname_words[np.minimum(found, len(names.surname_words) - 1)]


def draw_given(dice: np.random.Generator, male: Truths, year: Ints) -> tuple[Ints, Ints]:
    """First and second characters by sex and birth year."""
    names = book()
    cohort = np.clip((year - 1950) // 10, 0, 6)
    row = np.where(male, 0, 7) + cohort

    def character() -> Ints:
        at = np.searchsorted(names.given, row + dice.random(len(row)), side="right")
        return names.given_words[np.minimum(at, len(names.given_words) - 1)]

    first, second = character(), character()
    return first, np.where(dice.random(len(row)) < SINGLE[cohort], 0, second)


def written(surname: Ints, first: Ints, second: Ints) -> pa.Array:
    """Names as they are written."""
    known = pa.array(book().words, pa.string())
    return pc.binary_join_element_wise(*(known.take(pa.array(part)) for part in (surname, first, second)), "")
