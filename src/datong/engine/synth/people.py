"""The people of a block: who they are, what they are called, their numbers, their households and places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from datong.engine.synth import identity, naming
from datong.engine.synth.calendar import before, days_of
from datong.engine.synth.columns import Floats, Ints, Truths, chance, pick
from datong.engine.synth.families import LETTERS, LONELY, draw_families

__all__ = [
    "BLOCK",
    "TOWNS",
    "Homes",
    "People",
    "draw_homes",
    "draw_people",
    "issue_numbers",
    "joined",
    "strangers",
]

BLOCK: Final = 10_000
"""Households drawn together."""
TOWNS: Final = 2
"""Towns of a block; twenty make a county."""
COMMUNITIES, VILLAGES = 7, 13
"""Of a town: codes from 001 are communities and urban, codes from 200 villages and rural."""
MOTHER_SURNAME: Final = 1 / 13
"""Children who have their mother's surname (1 to 12, report of 2020)."""
CLAN: Final = 0.2
"""Households that have their village's own common surname."""
POOR: Final = 0.03
"""Households on dibao."""


@dataclass
class Homes:
    """Households: their numbers, where they are, how hard their life is (higher is harder), and who is on dibao."""

    number: Ints
    place: Ints
    urban: Truths
    hardship: Floats
    poor: Truths


@dataclass
class People:
    """People, one place each in every column. `home`: place of their household in the block. `number`: their
    seventeen digits, `check` where their check character stands. Years are full years of age."""

    home: Ints
    slot: Ints
    letter: Ints
    male: Truths
    birth: Ints
    surname: Ints
    first: Ints
    second: Ints
    number: Ints
    check: Ints

    @property
    def years(self) -> Floats:
        return days_of(self.birth) / 365.2425

    def __len__(self) -> int:
        return len(self.home)


def draw_homes(dice: np.random.Generator, block: int) -> Homes:
    """Ten thousand households in the villages of two towns, in no order."""
    county, part = divmod(block, identity.BLOCKS)
    places = COMMUNITIES + VILLAGES
    edges = np.cumsum(dice.lognormal(0, 0.5, TOWNS * places))
    at = np.searchsorted(edges / edges[-1], dice.random(BLOCK))
    town, village = np.divmod(at, places)
    urban = village < COMMUNITIES
    code = np.where(urban, 1 + village, 200 + village - COMMUNITIES)
    place = identity.county_code(county) * 10**6 + (100 + part * TOWNS + town) * 1000 + code
    return Homes(
        block * BLOCK + 1 + np.arange(BLOCK),
        place,
        urban,
        dice.normal(0, 1, BLOCK),
        np.zeros(BLOCK, dtype=bool),
    )


def draw_people(dice: np.random.Generator, homes: Homes) -> People:
    """The members of the households, without numbers yet; marks the households on dibao."""
    families = draw_families(dice, BLOCK)
    there = families.letter >= 0
    home, slot = np.nonzero(there)
    letter, age = families.letter[there], families.age[there]
    coupled = np.append(letter[1:] == LETTERS.index("P"), False)
    male = chance(dice, len(home), np.where(coupled, 0.72, 0.51))
    opposite = np.flatnonzero(np.isin(letter, [LETTERS.index(sign) for sign in "PLM"]))
    male[opposite] = ~male[opposite - 1]
    birth = before(np.maximum((age * 365.2425).astype(np.int64), 1))
    surname = _surnames(dice, homes, home, letter, male)
    first, second = naming.draw_given(dice, male, birth // 10_000)
    lonely = np.isin(families.kind, LONELY)
    homes.hardship += 0.7 * lonely
    homes.poor = (homes.hardship >= np.quantile(homes.hardship, 1 - POOR)) & there[:, 0]
    blank = np.zeros(len(home), dtype=np.int64)
    return People(home, slot, letter, male, birth, surname, first, second, blank, blank)


def _surnames(dice: np.random.Generator, homes: Homes, home: Ints, letter: Ints, male: Truths) -> Ints:
    """Families share the surname of the man at their head; who married in has their own."""
    villages, at = np.unique(homes.place, return_inverse=True)
    clans = naming.draw_surnames(dice, len(villages))[at]
    family = np.where(chance(dice, BLOCK, CLAN), clans, naming.draw_surnames(dice, BLOCK))
    other = naming.draw_surnames(dice, BLOCK)
    own = naming.draw_surnames(dice, len(home))
    born_in = np.isin(letter, [LETTERS.index(sign) for sign in "CGFB"]) | (letter == 0)
    mothers = (letter == LETTERS.index("C")) & chance(dice, len(home), MOTHER_SURNAME)
    married_in = (letter == LETTERS.index("F")) & ~male
    led = np.zeros(BLOCK, dtype=bool)  # a woman applies: the family is her husband's
    led[home[(letter == 0) & ~male]] = True
    wife = (letter == 0) & led[home] & chance(dice, len(home), 0.5)
    shared = np.where(mothers | wife, other[home], family[home])
    return np.where(born_in & ~married_in, shared, own)


def strangers(dice: np.random.Generator, home: Ints, male: Truths, birth: Ints) -> People:
    """People who are in no household of the files, with names; `home` is whose neighbour they are."""
    count = len(home)
    first, second = naming.draw_given(dice, male, birth // 10_000)
    blank = np.zeros(count, dtype=np.int64)
    return People(
        home,
        blank,
        np.full(count, -1),
        male,
        birth,
        naming.draw_surnames(dice, count),
        first,
        second,
        blank,
        blank,
    )


def joined(groups: list[People]) -> People:
    """Several groups as one, in order."""
    columns = {
        name: np.concatenate([getattr(group, name) for group in groups])
        for name in People.__dataclass_fields__
    }
    return People(**columns)


def issue_numbers(dice: np.random.Generator, block: int, people: People) -> None:
    """Give everybody their number, once all who need one are there. One in seven got theirs in another county."""
    elsewhere = pick(dice, len(people), (0.86, 0.08, 0.04, 0.02))
    people.number = identity.issue(block, people.birth, people.male, elsewhere)
    people.check = identity.check_place(people.number)
