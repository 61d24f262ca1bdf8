"""A person's traits: what the rules ask of them on a day."""

from __future__ import annotations

from typing import Any, NamedTuple

from datong.engine.algebra import Algebra, Value
from datong.programmes.dibao.rules.terms import RowTerms

__all__ = ["Traits", "full_years", "traits_of"]


class Traits(NamedTuple):
    """Facts of the person, the day of birth turned into full years (negative before birth), then the ground on which the
    household's applicant applies alone."""

    relation: Value
    age: Value
    hukou: Value
    lives_together: Value
    legal_duty: Value
    study: Value
    full_time: Value
    cannot_live_alone: Value
    disability_kind: Value
    disability_grade: Value
    serious_illness: Value
    work_capacity: Value
    employed: Value
    hard_to_employ: Value
    own_register: Value
    clergy_since: Value
    absence: Value
    provincial_exclusion: Value
    died_on: Value
    groups: Value
    single: Value
    family_borderline: Value
    family_in_difficulty: Value
    religious_house: Value
    county_ground: Value


def traits_of(alg: Algebra, h: Any, m: Any, p: RowTerms) -> Traits:
    """One member's traits on the day of the terms."""
    return Traits(
        m.relation, full_years(alg, m.birth, p.on), m.hukou, m.lives_together, m.legal_duty, m.study, m.full_time,
        m.cannot_live_alone, m.disability_kind, m.disability_grade, m.serious_illness, m.work_capacity, m.employed,
        m.hard_to_employ, m.own_register, m.clergy_since, m.absence, m.provincial_exclusion, m.died_on, m.groups,
        h.single, h.family_borderline, h.family_in_difficulty, h.religious_house, h.county_ground,
    )  # fmt: skip


def full_years(alg: Algebra, since: Value, on: int) -> Value:
    """Full years from a day (yyyymmdd) to the day `on`; negative before it: 2014-09-26 less 1996-09-27 is 17.9999, so 17."""
    return alg.floor_div(alg.sub(on, since), 10_000)
