"""What a clerk's hand makes of a number and a name: the old fifteen digits, a wrong digit, day and month exchanged, a variant
character, one of the same sound, another character, the two characters exchanged.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from datong.engine.synth import identity, naming
from datong.engine.synth.columns import NULL, Ints, Truths, chance, pick
from datong.engine.synth.people import People
from datong.engine.synth.planting import FACTS, Rows

__all__ = ["FORMS", "Typed", "typed"]

FORMS: Final = ("digit", "swapped", "variant", "homophone", "character", "order")
OFTEN: Final = (2, 5, 2, 3, 2, 1)
SLIP, SLIP_ON_LIST = 0.004, 0.04
OLD, OLD_ON_LIST = 0.004, 0.03
"""Shares of rows, of anybody and of a recipient."""
MAY_SLIP: Final = tuple(FACTS.index(fact) for fact in ("known", "true_owner", "true_change"))
NO_BIRTH: Final = 0.02
"""Of the rows without a slip, those without a day of birth: with one, too little would be left to know anybody by."""
NO_NUMBER: Final = 0.5
"""Of the rows with a wrong name, those without a number; the others have one with a wrong digit."""


@dataclass
class Typed:
    """Rows as they stand in the register. `fact` and `form` (a place in FORMS, -1 for none) are the truth about them."""

    number: pa.Array
    name: pa.Array
    birth: Ints
    fact: Ints
    form: Ints


def typed(dice: np.random.Generator, rows: Rows, people: People) -> Typed:
    """The numbers and names of rows, slips included. Slips fall on every kind of row, so that they betray nobody."""
    who, count = rows.who, len(rows.who)
    on_list = rows.target >= 0
    may = ~on_list | np.isin(rows.fact, MAY_SLIP)
    birth = people.birth[who]
    draw = dice.random(count)
    old_share, slip_share = np.where(on_list, OLD_ON_LIST, OLD), np.where(on_list, SLIP_ON_LIST, SLIP)
    old = may & (draw < old_share) & (birth < 20_000_101)
    slip = may & (draw > 1 - slip_share)
    form = np.where(slip, pick(dice, count, OFTEN), -1)
    name = [people.surname[who], people.first[who], people.second[who]]
    number, birth, form = _numbers(people.number[who], birth, form)
    form = _names(dice, name, form)
    misnamed = form >= FORMS.index("variant")
    blank = misnamed & chance(dice, count, NO_NUMBER)
    slipped = (misnamed & ~blank) | (form == FORMS.index("digit"))
    wrong = identity.digit_slip(number, dice.integers(0, 17, count), dice.integers(1, 10, count))
    birth = np.where(form == FORMS.index("digit"), wrong // 1000 % 10**8, birth)
    number = np.where(slipped, wrong, number)
    fact = np.where(
        on_list & slip, FACTS.index("slip"), np.where(on_list & old, FACTS.index("old_number"), rows.fact)
    )
    written = pc.if_else(
        pa.array(old), identity.old(people.number[who]), identity.whole(number, people.check[who])
    )
    return Typed(
        pc.if_else(pa.array(blank), pa.scalar(None, pa.string()), written),
        naming.written(*name),
        np.where(chance(dice, count, NO_BIRTH) & ~slip, NULL, birth),
        fact,
        form,
    )


def _numbers(number: Ints, birth: Ints, form: Ints) -> tuple[Ints, Ints, Ints]:
    """Day and month exchanged where that makes a date; elsewhere a wrong digit."""
    month, day = birth // 100 % 100, birth % 100
    swap = form == FORMS.index("swapped")
    can = (day <= 12) & (day != month)
    form = np.where(swap & ~can, FORMS.index("digit"), form)
    swap &= can
    return (
        np.where(swap, identity.swapped(number), number),
        np.where(swap, birth + (day - month) * 100 + month - day, birth),
        form,
    )


def _names(dice: np.random.Generator, name: list[Ints], form: Ints) -> Ints:
    """Change the names in place; a form that a name has no room for becomes a wrong digit."""
    names = naming.book()
    count = len(form)
    for kind, table in (("variant", names.variant), ("homophone", names.alike)):
        open_ = form == FORMS.index(kind)
        for part in (1, 2, 0):
            here = open_ & (table[name[part]] != name[part])
            name[part] = np.where(here, table[name[part]], name[part])
            open_ &= ~here
        form = np.where(open_, FORMS.index("digit"), form)
    other = naming.draw_given(dice, np.ones(count, dtype=bool), np.full(count, 1975))[0]
    wrong = form == FORMS.index("character")
    two = name[2] > 0
    last = wrong & two
    same: Truths = other == np.where(two, name[2], name[1])
    form = np.where(wrong & same, FORMS.index("digit"), form)
    name[2] = np.where(last & ~same, other, name[2])
    name[1] = np.where(wrong & ~two & ~same, other, name[1])
    turn = form == FORMS.index("order")
    turns = turn & two & (name[1] != name[2])
    name[1], name[2] = np.where(turns, name[2], name[1]), np.where(turns, name[1], name[2])
    return np.where(turn & ~turns, FORMS.index("digit"), form)
