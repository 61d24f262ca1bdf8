"""Who lives together: kinds of families by size, and how old their members are to one another.

A family is a row of letters: S the applicant, P spouse, C child, L the child's spouse, G grandchild, F parent, M the other parent,
Q parent-in-law, E grandparent, B sibling, O another. Sizes follow the census of 2020; kinds within a size are assumed.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np

from datong.engine.synth.columns import Floats, Ints, pick

__all__ = ["FAMILIES", "LETTERS", "LONELY", "RELATIONS", "SIZES", "Families", "draw_families"]

LETTERS: Final = "SPCLGFMQEBO"
RELATIONS: Final = {
    "S": "self", "P": "spouse", "C": "child", "L": "child_in_law", "G": "grandchild", "F": "parent", "M": "parent",
    "Q": "parent_in_law", "E": "grandparent", "B": "sibling", "O": "other",
}  # fmt: skip
SLOTS: Final = 10
EMPTY: Final = 0.0005
"""Households of which nobody is left in the files."""
SIZES: Final = (0.2539, 0.2954, 0.2099, 0.1317, 0.0617, 0.0320, 0.0094, 0.0034, 0.0014, 0.0012)
"""Households of one to ten persons; they come to 2.62 a household, as in the census of 2020."""
FAMILIES: Final[tuple[tuple[str, float, int, int], ...]] = (
    ("S", 0.55, 22, 60), ("S", 0.45, 60, 93),
    ("SP", 0.62, 24, 82), ("SC", 0.20, 25, 55), ("SF", 0.08, 25, 58), ("SG", 0.06, 54, 76), ("SB", 0.02, 20, 70), ("SO", 0.02, 20, 80),
    ("SPC", 0.67, 23, 57), ("SPF", 0.10, 30, 62), ("SCC", 0.08, 28, 52), ("SPG", 0.08, 54, 76), ("SCF", 0.06, 28, 52), ("SPE", 0.01, 22, 40),
    ("SPCC", 0.48, 27, 54), ("SPCF", 0.28, 26, 54), ("SPFM", 0.06, 28, 58), ("SPCL", 0.08, 51, 76), ("SPCQ", 0.04, 26, 54),
    ("SPCB", 0.02, 26, 54), ("SPGG", 0.04, 54, 76),
    ("SPCCF", 0.38, 27, 54), ("SPCFM", 0.27, 26, 52), ("SPCCC", 0.12, 29, 54), ("SPCLG", 0.20, 51, 76), ("SPCCQ", 0.03, 27, 52),
    ("SPCCFM", 0.45, 27, 50), ("SPCLGG", 0.45, 52, 74), ("SPCCCF", 0.10, 29, 52),
    ("SPCLGGF", 0.70, 51, 66), ("SPCCCFM", 0.30, 29, 50),
    ("SPCLGGFM", 1.0, 51, 64),
    ("SPCLGGFMB", 1.0, 51, 64),
    ("SPCLGGFMBO", 1.0, 51, 64),
)  # fmt: skip
"""Members, share within the size, youngest and oldest applicant."""
LONELY: Final = tuple(
    number
    for number, (members, *_, oldest) in enumerate(FAMILIES)
    if members in {"SG", "SCC", "SCF"} or (members, oldest) == ("S", 93)
)
"""Kinds of families that are often poor: the old alone, one earner for children or parents."""
YOUNGEST, OLDEST = 0.02, 104.0


class Families(NamedTuple):
    """`kind`: the place in FAMILIES, -1 for an empty household. `letter` (index into LETTERS, -1 for none) and `age` (years): one
    row for each household, ten columns."""

    kind: Ints
    letter: Ints
    age: Floats


def draw_families(dice: np.random.Generator, count: int) -> Families:
    """So many families."""
    size = pick(dice, count, SIZES) + 1
    kind = np.empty(count, dtype=np.int64)
    for length in range(1, SLOTS + 1):
        fitting = [number for number, family in enumerate(FAMILIES) if len(family[0]) == length]
        here = size == length
        drawn = pick(dice, count, [FAMILIES[number][1] for number in fitting])
        kind[here] = np.array(fitting)[drawn[here]]
    youngest, oldest = (
        np.array([family[place] for family in FAMILIES], dtype=np.float64) for place in (2, 3)
    )
    head = youngest[kind] + dice.random(count) * (oldest - youngest)[kind]
    letter = _layout()[kind]
    letter[dice.random(count) < EMPTY] = -1
    return Families(np.where(letter[:, 0] < 0, -1, kind), letter, _ages(dice, letter, head))


def _layout() -> Ints:
    """Which letter stands in which place, by kind."""
    table = np.full((len(FAMILIES), SLOTS), -1, dtype=np.int64)
    for row, (members, *_) in enumerate(FAMILIES):
        table[row, : len(members)] = [LETTERS.index(member) for member in members]
    return table


def _children(letter: Ints) -> Ints:
    """How many children stand in these places."""
    found: Ints = (letter == LETTERS.index("C")).sum(axis=1)
    return found


def _ages(dice: np.random.Generator, letter: Ints, head: Floats) -> Floats:
    """Ages in years. Children are at least sixteen years younger than either parent."""
    count = len(head)
    spread = dice.random((SLOTS, count))
    spouse = np.maximum(head + np.clip(dice.normal(-1.0, 2.5, count), -5, 5), 20)
    young = np.where(letter[:, 1] == LETTERS.index("P"), np.minimum(head, spouse), head)
    three = (letter == LETTERS.index("L")).any(axis=1)
    child = young - np.where(three, 20 + 4 * spread[2], 19 + 12 * spread[2])
    parent = head + 20 + 11 * spread[5]
    by_letter = {
        "S": lambda _: head,
        "P": lambda _: spouse,
        "C": lambda place: child - _children(letter[:, :place]) * (1.5 + 3 * spread[place]),
        "L": lambda place: child + 4 * spread[place] - 1,
        "G": lambda place: np.where(three, child - 20 - 6 * spread[place], young - 44 - 9 * spread[place]),
        "F": lambda _: parent,
        "M": lambda place: np.maximum(parent - 4 * spread[place], head + 18),
        "Q": lambda place: head + 20 + 11 * spread[place],
        "E": lambda place: head + 42 + 12 * spread[place],
        "B": lambda place: np.maximum(head - 6 + 10 * spread[place], 14),
        "O": lambda place: 8 + 74 * spread[place],
    }
    ages = np.zeros(letter.shape)
    for place in range(SLOTS):
        for number, sign in enumerate(LETTERS):
            here = letter[:, place] == number
            if here.any():
                ages[here, place] = by_letter[sign](place)[here]
    unborn, ancient = ages < YOUNGEST, ages > OLDEST
    again = dice.random(ages.shape)  # not all on one day
    return np.where(unborn, YOUNGEST + 4 * again, np.where(ancient, OLDEST - 12 * again, ages))
