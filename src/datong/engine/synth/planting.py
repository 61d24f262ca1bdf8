"""Which rows the registers hold, and of whom: what everybody has, and what is planted about households on dibao.

Rows are made of places of people first; their columns follow in `registers`, their slips in `slips`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from datong.engine.synth.calendar import before, days_of
from datong.engine.synth.codes import Codes
from datong.engine.synth.columns import NULL, Ints, Truths, chance, pick
from datong.engine.synth.conditions import Condition
from datong.engine.synth.families import LETTERS
from datong.engine.synth.money import Assets
from datong.engine.synth.people import BLOCK, Homes, People, joined, strangers

__all__ = ["FACTS", "PLANTED", "REGISTERS", "RELATIVES", "Cast", "Rows", "Scene", "everyday", "planted"]

REGISTERS: Final = (
    "vehicle", "housing", "company", "tax", "social_insurance", "provident_fund", "payroll", "death", "farm_machinery",
    "marriage", "staff",
)  # fmt: skip
FACTS: Final = (
    "known", "true_owner", "true_change", "stale_vehicle", "namesake", "dead_spouse", "wrong_source", "staff_relative",
    "old_number", "slip",
)  # fmt: skip
"""What a row about a recipient is, in the order of their codes."""
RELATIVES: Final = ("本人", "配偶", "父母", "子女", "兄弟姐妹")
PLANTED: Final[dict[str, tuple[float, dict[str, float]]]] = {
    "true_owner": (0.03, {"vehicle": 4, "housing": 2, "company": 2, "farm_machinery": 2}),
    "true_change": (0.03, {"social_insurance": 3, "tax": 2, "provident_fund": 1.5, "death": 1.5, "payroll": 1, "marriage": 1}),
    "stale_vehicle": (0.02, {"vehicle": 1}),
    "namesake": (0.03, {"vehicle": 2, "housing": 2, "company": 2, "tax": 1, "social_insurance": 1, "death": 1, "farm_machinery": 1}),
    "wrong_source": (0.02, {"company": 2.5, "social_insurance": 2, "tax": 2, "vehicle": 2, "death": 1.5}),
    "staff_relative": (0.01, {"staff": 1}),
}  # fmt: skip
"""Of a hundred adults on dibao, so many have the fact, in one of these registers by weight."""
DEAD_SPOUSE: Final = 0.03
"""Of the spouses on dibao, those who have died while a vehicle or house is still in their name."""
LATE: Final = 500
"""People of a block who died in the last years and are in no household."""


@dataclass
class Rows:
    """Rows of one register: of whom (`who`), what it is about which recipient (`target`, -1 for none; `fact`, a place in FACTS),
    and the other person it names (`other`, -1 for none) with the relation (`tie`, a place in RELATIVES)."""

    who: Ints
    target: Ints
    fact: Ints
    other: Ints
    tie: Ints


@dataclass
class Scene:
    """What the rows are drawn from. `listed`: places of the recipients; `on_list`: for each person, whether they are one."""

    people: People
    homes: Homes
    condition: Condition
    assets: Assets
    listed: Ints
    on_list: Truths
    head: Ints


class Cast:
    """Everybody the registers name: the people of the households, then strangers as they are needed."""

    def __init__(self, people: People) -> None:
        self.groups = [people]
        self.size = len(people)

    def add(self, more: People) -> Ints:
        """Their places."""
        self.groups.append(more)
        self.size += len(more)
        return np.arange(self.size - len(more), self.size)

    def all(self) -> People:
        return joined(self.groups)


def rows(who: Ints, scene: Scene | None, fact: str = "known", **given: Ints) -> Rows:
    """Rows about people; where no target is given, it is whoever of them is a recipient."""
    count = len(who)
    blank = np.full(count, -1)
    target = given.get("target")
    if target is None:
        target = blank if scene is None else np.where(scene.on_list[who], who, -1)
    code = np.where(target >= 0, FACTS.index(fact), -1)
    return Rows(who, target, code, given.get("other", blank), given.get("tie", blank))


def everyday(dice: np.random.Generator, scene: Scene, cast: Cast, codes: Codes) -> dict[str, list[Rows]]:
    """What is in the registers anyway. What is there about a recipient is known: it was declared or does not matter."""
    people, condition, years = scene.people, scene.condition, scene.people.years
    poor = scene.homes.poor[people.home]
    works, adult = condition.works & ~poor, years >= 18
    late = cast.add(
        strangers(
            dice, dice.integers(0, BLOCK, LATE), chance(dice, LATE, 0.55), before((365 * dice.uniform(45, 97, LATE)).astype(np.int64))
        )
    )  # fmt: skip

    def some(who: Truths, share: float) -> Ints:
        return np.flatnonzero(who & chance(dice, len(people), share))

    return {
        "vehicle": [rows(_owners(scene, codes("property", "vehicle")), scene)],
        "housing": [rows(_owners(scene, codes("property", "house")), scene)],
        "company": [rows(some(works, 0.045), scene)],
        "tax": [rows(some(works, 0.40), scene)],
        "social_insurance": [rows(some(adult, 0.80), scene)],
        "provident_fund": [rows(some(works, 0.22), scene)],
        "payroll": [rows(some(works, 0.06), scene)],
        "death": [rows(some(condition.died != NULL, 0.9), scene), rows(late, None)],
        "farm_machinery": [rows(some(works & ~scene.homes.urban[people.home], 0.06), scene)],
        "marriage": _couples(dice, scene),
        "staff": _staff(dice, scene),
    }  # fmt: skip


def _owners(scene: Scene, kind: int) -> Ints:
    """Who the things of one kind belong to, once for each thing."""
    assets = scene.assets
    here = np.flatnonzero(assets.kind == kind)
    owner = np.where(assets.person[here] == NULL, scene.head[assets.home[here]], assets.person[here])
    return np.repeat(owner, assets.count[here])


def _spouses(people: People) -> Ints:
    """Places of spouses; the applicant stands right before each."""
    return np.flatnonzero(people.letter == LETTERS.index("P"))


def _couples(dice: np.random.Generator, scene: Scene) -> list[Rows]:
    """Marriages kept in the register, one row for each of the two."""
    spouse = _spouses(scene.people)
    spouse = spouse[chance(dice, len(spouse), np.where(scene.people.years[spouse] < 62, 0.85, 0.3))]
    return [rows(spouse, scene, other=spouse - 1), rows(spouse - 1, scene, other=spouse)]


def _staff(dice: np.random.Generator, scene: Scene) -> list[Rows]:
    """Staff and cadres with the relatives they registered, in their own household and elsewhere."""
    people, listed = scene.people, scene.on_list
    able = scene.condition.works & ~listed & (people.years > 23) & (people.years < 60)
    staff = np.flatnonzero(able & chance(dice, len(people), 0.015))
    by_home = np.full(BLOCK, -1)
    by_home[people.home[staff]] = staff
    related = np.flatnonzero((by_home[people.home] >= 0) & (people.years >= 16) & ~listed)
    tie = np.array([0, 1, 3, 3, 3, 2, 2, 2, 2, 4, 4])[people.letter[related]]
    officer = by_home[people.home[related]]
    tie = np.where(related == officer, 0, np.where(people.letter[officer] == 0, tie, 4))
    elsewhere = np.flatnonzero((people.years > 20) & ~listed)
    apart = elsewhere[dice.integers(0, len(elsewhere), 2 * len(staff))]
    return [
        rows(related, scene, other=officer, tie=tie),
        rows(apart, scene, other=np.repeat(staff, 2), tie=1 + pick(dice, len(apart), (0, 3, 2, 5))),
    ]


def planted(dice: np.random.Generator, scene: Scene, cast: Cast, found: dict[str, list[Rows]]) -> None:
    """Add what is planted about the recipients."""
    adults = scene.listed[scene.people.years[scene.listed] >= 18]
    officers = found["staff"][0].other
    for fact, (share, weights) in PLANTED.items():
        who = adults[chance(dice, len(adults), share)]
        where = pick(dice, len(who), tuple(weights.values()))
        for place, register in enumerate(weights):
            target = who[where == place]
            found[register].append(_plant(dice, scene, cast, fact, register, target, officers))
    spouse = _spouses(scene.people)
    spouse = spouse[
        scene.on_list[spouse] & scene.on_list[spouse - 1] & chance(dice, len(spouse), DEAD_SPOUSE)
    ]
    drives = chance(dice, len(spouse), 0.6)
    found["vehicle"].append(rows(spouse[drives], scene, "dead_spouse"))
    found["housing"].append(rows(spouse[~drives], scene, "dead_spouse"))
    found["death"].append(rows(spouse, scene, "true_change"))


def _plant(
    dice: np.random.Generator,
    scene: Scene,
    cast: Cast,
    fact: str,
    register: str,
    target: Ints,
    officers: Ints,
) -> Rows:
    """Rows of one fact in one register about these recipients."""
    count = len(target)
    if fact == "namesake":
        return rows(cast.add(_namesakes(dice, scene.people, target)), scene=None, fact=fact, target=target)
    if register == "marriage":
        people = scene.people
        other = cast.add(
            strangers(
                dice, people.home[target], ~people.male[target], _near(dice, people.birth[target], 1500)
            )
        )
        return rows(target, scene, fact, other=other)
    if register == "staff":
        other = (
            officers[dice.integers(0, max(len(officers), 1), count)] if len(officers) else np.full(count, -1)
        )
        return rows(target, scene, fact, other=other, tie=1 + pick(dice, count, (1, 4, 2, 3)))
    return rows(target, scene, fact)


def _near(dice: np.random.Generator, birth: Ints, days: float) -> Ints:
    """Days of birth some way off."""
    return before(np.maximum(days_of(birth) + dice.normal(0, days, len(birth)).astype(np.int64), 6600))


def _namesakes(dice: np.random.Generator, people: People, target: Ints) -> People:
    """Other people of the same name and sex, born within a few years, living anywhere in the block."""
    other = strangers(
        dice,
        dice.integers(0, BLOCK, len(target)),
        people.male[target],
        _near(dice, people.birth[target], 1200),
    )
    other.surname, other.first, other.second = (
        people.surname[target],
        people.first[target],
        people.second[target],
    )
    return other
