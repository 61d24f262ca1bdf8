"""Applying alone (单人户): whether the stated ground holds. 2012 art. 10; 2021 art. 8; the notice of 2022, section 1(1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from datong.programmes.dibao.rules.document import HouseholdDocument, Member, Single
from datong.programmes.dibao.rules.law import Law
from datong.programmes.dibao.rules.membership import age_on
from datong.programmes.dibao.rules.missing import Missing, fact

__all__ = ["ground_holds"]

Gap = Callable[[Missing], None]
Conditions = Iterator[tuple[bool | None, Missing]]


def ground_holds(document: HouseholdDocument, single: Single, law: Law, gap: Gap) -> bool | None:
    """Whether the ground exists on that day and its facts are met. False as soon as one fact is not; None with gaps
    told where a fact is not stated."""
    value = law.find(f"single.{single.ground}")
    if value is None:
        return False
    number, person = next((n, p) for n, p in enumerate(document.members) if p.id == document.applicant)
    found = list(GROUNDS[single.ground](single, person, f"members[{number}]", law))
    if any(met is False for met, _ in found):
        return False
    for met, missing in found:
        if met is None:
            gap(missing)
    return all(met for met, _ in found) or None


def own_register_disability(single: Single, person: Member, path: str, law: Law) -> Conditions:
    yield _adult(person, path, law)
    yield _severe(person, path)
    capacity = None if person.work_capacity is None else person.work_capacity == "none"
    yield capacity, fact(f"{path}.work_capacity", "劳动能力", "the capacity to work")
    yield (
        person.own_register,
        fact(f"{path}.own_register", "是否单独立户", "whether they are on a register of their own"),
    )
    yield (
        single.family_in_difficulty,
        fact("single.family_in_difficulty", "所在家庭是否困难", "whether the family is in difficulty"),
    )


def clergy(single: Single, person: Member, path: str, law: Law) -> Conditions:
    since = person.clergy_since
    years = None if since is None else age_on(since, law.on) >= law.clergy_years
    yield (
        years,
        fact(f"{path}.clergy_since", "脱离家庭的起始日", "since when they have lived apart from the family"),
    )
    yield (
        single.religious_house,
        fact("single.religious_house", "是否在宗教场所居住", "whether they live in a religious house"),
    )


def borderline_disability(single: Single, person: Member, path: str, _law: Law) -> Conditions:
    yield _borderline(single)
    disability = person.disability
    grave = (
        None
        if disability is None
        else disability.severe or (disability.grade == 3 and disability.kind in {"intellectual", "mental"})
    )
    yield grave, fact(f"{path}.disability", "残疾类别和等级", "kind and grade of disability")


def borderline_illness(single: Single, person: Member, path: str, _law: Law) -> Conditions:
    yield _borderline(single)
    yield (
        person.serious_illness,
        fact(f"{path}.serious_illness", "是否患重特大疾病", "whether there is a serious illness"),
    )


def unemployed_disability(_single: Single, person: Member, path: str, law: Law) -> Conditions:
    yield _adult(person, path, law)
    yield _severe(person, path)
    idle = None if person.employed is None else not person.employed
    yield idle, fact(f"{path}.employed", "是否就业", "whether they are in work")


def county_ground(single: Single, _person: Member, _path: str, law: Law) -> Conditions:
    grounds = law.setting("single_grounds")
    listed = None if grounds is None or single.county_ground is None else single.county_ground in grounds
    stated = fact("single.county_ground", "属于县规定的哪种情形", "which of the county's grounds it is")
    yield listed, law.ask("single_grounds") if grounds is None else stated


GROUNDS: dict[str, Callable[[Single, Member, str, Law], Conditions]] = {
    "own_register_disability": own_register_disability,
    "clergy": clergy,
    "borderline_disability": borderline_disability,
    "borderline_illness": borderline_illness,
    "unemployed_disability": unemployed_disability,
    "county_ground": county_ground,
}


def _adult(person: Member, path: str, law: Law) -> tuple[bool | None, Missing]:
    adult = None if person.birth is None else age_on(person.birth, law.on) >= law.adult_age
    return adult, fact(f"{path}.birth", "出生日期", "the date of birth")


def _severe(person: Member, path: str) -> tuple[bool | None, Missing]:
    severe = None if person.disability is None else person.disability.severe
    return severe, fact(f"{path}.disability", "残疾类别和等级", "kind and grade of disability")


def _borderline(single: Single) -> tuple[bool | None, Missing]:
    return single.family_borderline, fact(
        "single.family_borderline",
        "所在家庭是否为低保边缘家庭",
        "whether the family is a borderline household",
    )
