"""What the household document says of each person and household: health, school, work, ties, absences, and what is not stated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from datong.engine.synth.calendar import before
from datong.engine.synth.codes import Codes
from datong.engine.synth.columns import NULL, Floats, Ints, Truths, chance, pick
from datong.engine.synth.families import LETTERS, RELATIONS
from datong.engine.synth.people import BLOCK, Homes, People

__all__ = ["EXCLUSIONS", "GROUNDS", "GROUPS", "Condition", "Household", "draw_condition", "draw_household"]

EXCLUSIONS: Final = ("conscript", "missing_two_years")
GROUPS: Final = ("orphan", "bereaved_parent", "orphan,bereaved_parent")
GROUNDS: Final = ("elder_alone", "left_behind")
NOT_STATED: Final = 0.005
"""Of the facts that are asked of a person."""
SEVERE_GRADES: Final = (0.12, 0.26, 0.27, 0.35)


@dataclass
class Condition:
    """One place a person; 1, 0 or `NULL` for what is true, false or not stated."""

    relation: Ints
    hukou: Ints
    together: Ints
    duty: Ints
    study: Ints
    full_time: Ints
    dependent: Ints
    disability: Ints
    grade: Ints
    ill: Ints
    capacity: Ints
    employed: Ints
    hard: Ints
    own_register: Ints
    clergy: Ints
    absence: Ints
    exclusion: Ints
    died: Ints
    groups: Ints
    works: Truths


@dataclass
class Household:
    """One place a household, as above."""

    registered: Ints
    permit: Ints
    single: Ints
    borderline: Ints
    difficulty: Ints
    religious: Ints
    ground: Ints
    declared: Ints
    members: Ints
    income: Ints
    property: Ints


def _stated(dice: np.random.Generator, values: Ints, share: float = NOT_STATED) -> Ints:
    """The values, some of them not stated."""
    return np.where(chance(dice, len(values), share), NULL, values)


def _if(truth: Truths, values: Ints | int) -> Ints:
    """The values where true; else not stated."""
    return np.where(truth, values, NULL)


def draw_condition(dice: np.random.Generator, people: People, homes: Homes, codes: Codes) -> Condition:
    """Everything the document says of the people."""
    count, years = len(people), people.years
    is_ = {sign: people.letter == number for number, sign in enumerate(LETTERS)}
    urban, poor = homes.urban[people.home], homes.poor[people.home]
    relation = np.array([codes("relation", RELATIONS[sign]) for sign in LETTERS])[people.letter]
    adult_child = is_["C"] & (years >= 18)
    near = is_["S"] | is_["P"] | is_["C"] | is_["F"] | is_["M"]
    together = 1 - (adult_child & chance(dice, count, 0.3)) - (~near & chance(dice, count, 0.05))
    disabled = chance(dice, count, np.where(poor, 0.22, 0.04) + 0.0008 * np.maximum(years - 40, 0))
    grade = pick(dice, count, SEVERE_GRADES) + 1
    ill = chance(dice, count, np.where(poor, 0.12, 0.01) + 0.0005 * np.maximum(years - 50, 0))
    study = _study(dice, years, codes)
    studies = study != codes("study", "none")
    able = (years >= 16) & (years < 66) & ~studies
    severe = disabled & (grade <= 2)
    works = able & ~severe & chance(dice, count, np.where(poor, 0.30, 0.78) - 0.35 * (ill & True))
    capacity = np.where(severe, codes("work_capacity", "none"), codes("work_capacity", "full"))
    partial = (disabled & ~severe) | ill
    capacity = np.where(partial & ~severe, codes("work_capacity", "partial"), capacity)
    dead = chance(dice, count, 0.0005 + 0.00012 * np.maximum(years - 45, 0)) & (people.slot > 0)
    return Condition(
        relation,
        _stated(dice, np.where(urban, codes("hukou", "urban"), codes("hukou", "rural"))),
        _stated(dice, together.astype(np.int64)),
        _if(~near, _stated(dice, chance(dice, count, 0.8).astype(np.int64), 0.03)),
        _stated(dice, study),
        _if(studies, _stated(dice, chance(dice, count, 0.97).astype(np.int64), 0.02)),
        _if(adult_child, _stated(dice, chance(dice, count, np.where(severe, 0.7, 0.02)).astype(np.int64), 0.02)),
        _if(disabled, pick(dice, count, (0.15, 0.24, 0.02, 0.34, 0.07, 0.08, 0.10))),
        _if(disabled, grade),
        _if(ill | chance(dice, count, 0.6), ill.astype(np.int64)),
        _if((years >= 16) & (years < 60), _stated(dice, capacity)),
        _if(years >= 16, _stated(dice, works.astype(np.int64), 0.01)),
        _if(able & ~works & chance(dice, count, 0.3), chance(dice, count, 0.5).astype(np.int64)),
        _if((years >= 18) & chance(dice, count, 0.1), chance(dice, count, 0.2).astype(np.int64)),
        _if((years >= 22) & chance(dice, count, 0.0006), before((365 * (0.5 + 9 * dice.random(count))).astype(np.int64))),
        _if((years >= 18) & chance(dice, count, 0.002), pick(dice, count, (0.6, 0.02, 0.3, 0.08))),
        np.where(chance(dice, count, 0.001), pick(dice, count, (0.7, 0.3)), -1),
        _if(dead, before((500 * dice.random(count)).astype(np.int64) - 20)),
        np.where(chance(dice, count, np.where(poor, 0.02, 0.001)), pick(dice, count, (0.6, 0.39, 0.01)), -1),
        works & ~dead,
    )  # fmt: skip


def _study(dice: np.random.Generator, years: Floats, codes: Codes) -> Ints:
    """At school by age; what comes after it is a matter of chance."""
    draw = dice.random(len(years))
    none, school, vocational, college, bachelor, graduate = (
        codes("study", word) for word in ("none", "school", "vocational", "college", "bachelor", "graduate")
    )
    study = np.full(len(years), none)
    study[(years >= 6) & (years < 15.5)] = school
    upper = (years >= 15.5) & (years < 18.7)
    study[upper] = np.select([draw[upper] < 0.55, draw[upper] < 0.92], [school, vocational], none)
    higher = (years >= 18.7) & (years < 22.7)
    study[higher] = np.select([draw[higher] < 0.26, draw[higher] < 0.5], [college, bachelor], none)
    late = (years >= 22.7) & (years < 25.7)
    study[late] = np.select([draw[late] < 0.05, draw[late] < 0.07], [graduate, bachelor], none)
    return study


def draw_household(
    dice: np.random.Generator, homes: Homes, people: People, condition: Condition, codes: Codes
) -> Household:
    """Everything the document says of the households. Grounds for a single application lean on what is so of the applicant."""
    head = np.full(BLOCK, -1)
    selves = np.flatnonzero(people.slot == 0)
    head[people.home[selves]] = selves
    there = head >= 0
    severe = there & (condition.grade[head] > 0) & (condition.grade[head] <= 2)
    ill = there & (condition.ill[head] == 1)
    asked = there & chance(dice, BLOCK, np.where(homes.poor & (severe | ill), 0.5, 0.012))
    fitting = np.where(
        severe, pick(dice, BLOCK, (4, 0, 4, 0, 3, 0)), np.where(ill, 3, pick(dice, BLOCK, (1, 3, 1, 1, 1, 3)))
    )
    alone = condition.own_register
    alone[head[asked]] = _stated(dice, chance(dice, int(asked.sum()), 0.7).astype(np.int64), 0.05)
    clergy = asked & (fitting == codes("single", "clergy"))
    condition.clergy[head[clergy]] = before((365 * (1 + 9 * dice.random(int(clergy.sum())))).astype(np.int64))

    def said(share: float, when: Truths) -> Ints:
        return _if(when, _stated(dice, chance(dice, BLOCK, share).astype(np.int64), 0.08))

    here = chance(dice, BLOCK, 0.97)
    return Household(
        _stated(dice, here.astype(np.int64)),
        _if(~here, chance(dice, BLOCK, 0.5).astype(np.int64)),
        _if(asked, fitting),
        said(0.7, asked & np.isin(fitting, [codes("single", "borderline_disability"), codes("single", "borderline_illness")])),
        said(0.7, asked & (fitting == codes("single", "own_register_disability"))),
        said(0.8, clergy),
        np.where(asked & (fitting == codes("single", "county_ground")), pick(dice, BLOCK, (1, 1)), -1),
        _stated(dice, before(np.where(chance(dice, BLOCK, 0.01), dice.integers(45, 90, BLOCK), dice.integers(0, 43, BLOCK)))),
        _stated(dice, chance(dice, BLOCK, 0.995).astype(np.int64), 0.01),
        _stated(dice, chance(dice, BLOCK, 0.995).astype(np.int64), 0.01),
        _stated(dice, chance(dice, BLOCK, 0.995).astype(np.int64), 0.01),
    )  # fmt: skip
