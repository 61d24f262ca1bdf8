"""Applying alone (单人户): whether the stated ground holds. 2012 art. 10; 2021 art. 8; the notice of 2022, section 1(1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from datong.engine.algebra import PLAIN, Algebra, Value
from datong.programmes.dibao.rules.codes import code, codes
from datong.programmes.dibao.rules.document import HouseholdDocument, Single
from datong.programmes.dibao.rules.facts import Home, Person
from datong.programmes.dibao.rules.law import Law
from datong.programmes.dibao.rules.missing import Missing, fact
from datong.programmes.dibao.rules.terms import RowTerms
from datong.programmes.dibao.rules.traits import Traits, full_years, traits_of

__all__ = ["ground_gaps", "ground_of"]

Condition = tuple[str, Value]
Conditions = list[Condition]
GRAVE_AT_3: Final = codes("disability", ("intellectual", "mental"))
UNABLE: Final = code("work_capacity", "none")
ASK: Final = {
    "birth": ("members[{n}].birth", "出生日期", "the date of birth"),
    "disability": ("members[{n}].disability", "残疾类别和等级", "kind and grade of disability"),
    "work_capacity": ("members[{n}].work_capacity", "劳动能力", "the capacity to work"),
    "own_register": ("members[{n}].own_register", "是否单独立户", "whether they are on a register of their own"),
    "clergy_since": ("members[{n}].clergy_since", "脱离家庭的起始日", "since when they have lived apart from the family"),
    "serious_illness": ("members[{n}].serious_illness", "是否患重特大疾病", "whether there is a serious illness"),
    "employed": ("members[{n}].employed", "是否就业", "whether they are in work"),
    "family_in_difficulty": ("single.family_in_difficulty", "所在家庭是否困难", "whether the family is in difficulty"),
    "religious_house": ("single.religious_house", "是否在宗教场所居住", "whether they live in a religious house"),
    "family_borderline": ("single.family_borderline", "所在家庭是否为低保边缘家庭", "whether the family is a borderline household"),
    "county_ground": ("single.county_ground", "属于县规定的哪种情形", "which of the county's grounds it is"),
}  # fmt: skip


def own_register_disability(alg: Algebra, t: Traits, severe: Value, p: RowTerms) -> Conditions:
    return [
        ("birth", alg.at_most(p.adult_age, t.age)),
        ("disability", severe),
        ("work_capacity", alg.equal(t.work_capacity, UNABLE)),
        ("own_register", t.own_register),
        ("family_in_difficulty", t.family_in_difficulty),
    ]


def clergy(alg: Algebra, t: Traits, _severe: Value, p: RowTerms) -> Conditions:
    apart = alg.at_most(p.clergy_years, full_years(alg, t.clergy_since, p.on))
    return [("clergy_since", apart), ("religious_house", t.religious_house)]


def borderline_disability(alg: Algebra, t: Traits, severe: Value, _p: RowTerms) -> Conditions:
    grave = alg.and_(alg.equal(t.disability_grade, 3), alg.is_in(t.disability_kind, GRAVE_AT_3))
    return [("family_borderline", t.family_borderline), ("disability", alg.or_(severe, grave))]


def borderline_illness(_alg: Algebra, t: Traits, _severe: Value, _p: RowTerms) -> Conditions:
    return [("family_borderline", t.family_borderline), ("serious_illness", t.serious_illness)]


def unemployed_disability(alg: Algebra, t: Traits, severe: Value, p: RowTerms) -> Conditions:
    return [
        ("birth", alg.at_most(p.adult_age, t.age)),
        ("disability", severe),
        ("employed", alg.not_(t.employed)),
    ]


def county_ground(alg: Algebra, t: Traits, _severe: Value, p: RowTerms) -> Conditions:
    grounds = p.county_grounds
    return [("county_ground", None if grounds is None else alg.is_in(t.county_ground, grounds))]


GROUNDS: tuple[Callable[..., Conditions], ...] = (
    own_register_disability, clergy, borderline_disability, borderline_illness, unemployed_disability, county_ground,
)  # fmt: skip
"""In the order of `codes.CODES["single"]`."""


def ground_of(alg: Algebra, t: Traits, severe: Value, p: RowTerms) -> Value:
    """Whether the applicant's ground exists on that day and its facts are met: False as soon as one is not, None where one is
    not stated."""

    def holds(place: int) -> Value:
        found: Value = True
        for _, met in GROUNDS[place](alg, t, severe, p):
            found = alg.and_(found, met)
        return found

    found: Value = False
    for place in sorted(p.grounds, reverse=True):
        found = _step(alg, t, place, holds, found)
    return found


def _step(alg: Algebra, t: Traits, place: int, holds: Callable[[int], Value], rest: Value) -> Value:
    return alg.choose(alg.equal(t.single, place), lambda: holds(place), lambda: rest)


def ground_gaps(
    document: HouseholdDocument, h: Home, m: Person, single: Single, law: Law, p: RowTerms
) -> Iterator[Missing]:
    """What to ask where the ground stays unknown."""
    number = next(n for n, member in enumerate(document.members) if member.id == document.applicant)
    t = traits_of(PLAIN, h, m, p)
    severe = PLAIN.at_most(t.disability_grade, 2)
    for asked, met in GROUNDS[t.single](PLAIN, t, severe, p):
        if met is not None:
            continue
        if single.ground == "county_ground" and p.county_grounds is None:
            yield law.ask("single_grounds")
        else:
            path, zh, en = ASK[asked]
            yield fact(path.format(n=number), zh, en)
