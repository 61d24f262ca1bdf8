"""Who is counted (共同生活的家庭成员): the clause under which a person is a member, or is not.

Minfa [2012] No. 220 art. 5, Minfa [2021] No. 57 art. 7. Living together is asked of parents, of adult children able to live on
their own and of all others; spouses, minor children and dependent children are members wherever they stay.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from datong.engine.algebra import Algebra, Value
from datong.kernel.bilingual import Text
from datong.programmes.dibao.rules.codes import PLACES, code, codes
from datong.programmes.dibao.rules.document import Member
from datong.programmes.dibao.rules.law import Law
from datong.programmes.dibao.rules.missing import Missing, fact
from datong.programmes.dibao.rules.singles import ground_of
from datong.programmes.dibao.rules.terms import RowTerms
from datong.programmes.dibao.rules.traits import Traits, full_years, traits_of
from datong.programmes.dibao.rules.uplifts import fitting, pattern_of

__all__ = ["ALONE", "CLAUSES", "PersonFound", "age_on", "find_person", "gaps"]

SELF: Final = 1
SPOUSE: Final = 2
MINOR: Final = 3
DEPENDENT: Final = 4
PARENT: Final = 5
OTHER: Final = 6
CLERGY: Final = -1
ABSENT: Final = -2
PROVINCE: Final = -3
DEAD: Final = -4
UNBORN: Final = -5
APART: Final = -6
ALONE: Final = -7

CLAUSES: dict[int, tuple[str, Text]] = {
    SELF: ("household.self", Text("申请人本人", "the applicant")),
    SPOUSE: ("household.spouse", Text("配偶", "spouse")),
    MINOR: ("household.minor_child", Text("未成年子女", "child under 18")),
    DEPENDENT: ("household.dependent_child", Text("已成年但不能独立生活的子女", "adult child who cannot live independently")),
    PARENT: ("household.parents", Text("共同生活的父母", "parent who lives with the applicant")),
    OTHER: ("household.others", Text("有法定赡养、扶养、抚养义务并长期共同居住", "bound by a legal duty of support and long living together")),
    CLERGY: ("household.not_clergy", Text("连续三年以上脱离家庭独立生活的宗教教职人员，不计入", "clergy who have lived apart for three years or more: not counted")),
    ABSENT: ("household.not_absent", Text("服刑等情形，不计入", "in prison or the like: not counted")),
    PROVINCE: ("household.not_provincial", Text("省级民政部门认定不计入的人员", "left out by decision of the province")),
    DEAD: ("household.members", Text("已死亡，不计入", "has died: not counted")),
    UNBORN: ("household.members", Text("当日尚未出生，不计入", "not born on that day: not counted")),
    APART: ("household.others", Text("没有法定义务，或不长期共同居住，不计入", "no legal duty of support, or not living together: not counted")),
    ALONE: ("household.members", Text("本次由申请人单独申请，不计入", "the applicant applies alone: not counted")),
}  # fmt: skip

LOW_STUDY: Final = codes("study", ("school", "vocational", "college", "bachelor"))
APPLICANT, PARTNER, CHILD, OLD_PARENT = (
    code("relation", word) for word in ("self", "spouse", "child", "parent")
)


class PersonFound(NamedTuple):
    """What the rules find of one person. `counted`: their income is reckoned here; `paid`: they are paid here; both None where facts for
    the clause are missing, or (`elsewhere`) the type of register, or the county's word on mixed households. `here` and `served`: the
    same, known; `unclear`: something is missing to say.

    `unlisted`: left out on a ground the county has not listed; `no_birth`: uplifts by age and no date of birth; `hard`: truly hard
    to employ; `dependent`: an adult, severely disabled, without work; `ground`: whether the applicant's ground for applying alone
    holds; `fits`: the uplifts that fit, `pattern`: those a paid member may get, as bits.
    """

    person: Value
    clause: Value
    counted: Value
    paid: Value
    here: Value
    served: Value
    unclear: Value
    unlisted: Value
    no_birth: Value
    elsewhere: Value
    applicant: Value
    hard: Value
    dependent: Value
    ground: Value
    fits: tuple[Value, ...]
    pattern: Value


def age_on(birth: dt.date, on: dt.date) -> int:
    """Full years on a day; negative before birth."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def find_person(alg: Algebra, h: Any, m: Any, p: RowTerms) -> PersonFound:
    """One person of a household under the terms of a day."""
    found = alg.shared(lambda t: _judged(alg, t, p), traits_of(alg, h, m, p))
    return PersonFound(m.person, *found)


def _judged(alg: Algebra, t: Traits, p: RowTerms) -> tuple[Value, ...]:
    """All of `PersonFound` after the person."""
    applicant, together = alg.equal(t.relation, APPLICANT), alg.is_null(t.single)
    clause = alg.named("clause", alg.choose(
        together, lambda: basis(alg, t, p), lambda: alg.where(applicant, SELF, ALONE),
    ))  # fmt: skip
    severe = alg.named("severe", alg.at_most(t.disability_grade, 2))
    counted = alg.less(0, clause)
    paid, elsewhere = counted, False
    if p.registers is not None:
        elsewhere = alg.and_(alg.is_true(counted), alg.not_(alg.is_in(t.hukou, p.registers)))
        paid = alg.where(elsewhere, None if p.mixed_together is None else False, counted)
        counted = alg.where(elsewhere, p.mixed_together, counted)
    unlisted = no_birth = False
    if p.provincial is None:
        unlisted = alg.and_(together, alg.not_(alg.is_null(t.provincial_exclusion)))
    if p.ages_matter:
        no_birth = alg.and_(alg.is_null(t.age), alg.is_true(alg.less(0, clause)))
    ground = alg.choose(together, lambda: None, lambda: ground_of(alg, t, severe, p)) if p.grounds else False
    fits = fitting(alg, t, severe, p) if p.uplifts else ()
    dependent = _dependent(alg, t, severe, p) if p.waiver else False
    unclear = alg.or_(alg.is_null(counted), alg.or_(unlisted, no_birth))
    here, served, hard = alg.is_true(counted), alg.is_true(paid), alg.is_true(t.hard_to_employ)
    return (
        clause, counted, paid, here, served, unclear, unlisted, no_birth, elsewhere, applicant, hard, dependent, ground, fits,
        pattern_of(alg, served, fits),
    )  # fmt: skip


def _dependent(alg: Algebra, t: Traits, severe: Value, p: RowTerms) -> Value:
    """成年无业重度残疾人: an adult, severely disabled, without work."""
    adult = alg.and_(alg.at_most(p.adult_age, t.age), alg.and_(severe, alg.not_(t.employed)))
    return alg.is_true(adult)


def basis(alg: Algebra, t: Traits, p: RowTerms) -> Value:
    """The clause under which a person is a member (positive) or is not (negative); None where a fact is missing."""

    def first_of(reasons: Sequence[tuple[Value, int]]) -> Value:
        if not reasons:
            return _near(alg, t, p)
        (holds, clause), *others = reasons
        return alg.choose(holds, lambda: clause, lambda: first_of(others))

    return first_of(_away(alg, t, p))


def _near(alg: Algebra, t: Traits, p: RowTerms) -> Value:
    """By relation to the applicant."""
    together = t.lives_together

    def child() -> Value:
        studies = alg.is_in(t.study, LOW_STUDY)
        dependent = alg.or_(alg.and_(studies, t.full_time if p.full_time else True), t.cannot_live_alone)
        adult = alg.where(dependent, DEPENDENT, alg.where(together, OTHER, APART))
        return alg.where(alg.less(t.age, p.adult_age), MINOR, adult)

    def parent() -> Value:
        return alg.where(together, PARENT if p.parents else OTHER, APART)

    def other() -> Value:
        return alg.where(alg.and_(t.legal_duty, together), OTHER, APART)

    found = alg.choose(alg.equal(t.relation, OLD_PARENT), parent, other)
    found = alg.choose(alg.equal(t.relation, CHILD), child, lambda: found)
    return alg.where(
        alg.equal(t.relation, APPLICANT), SELF, alg.where(alg.equal(t.relation, PARTNER), SPOUSE, found)
    )


def _away(alg: Algebra, t: Traits, p: RowTerms) -> list[tuple[Value, int]]:
    """What leaves a person out whatever their relation, the first that holds. These are stated facts, not guesses:
    what the document does not claim does not leave anyone out."""
    found = [
        (alg.at_most(t.died_on, p.on), DEAD),
        (alg.less(t.age, 0), UNBORN),
        (alg.at_most(p.clergy_years, full_years(alg, t.clergy_since, p.on)), CLERGY),
        (alg.is_in(t.absence, p.absences), ABSENT),
    ]
    if p.provincial:
        found.append((alg.is_in(t.provincial_exclusion, p.provincial), PROVINCE))
    return [(alg.is_true(holds), clause) for holds, clause in found]


def gaps(member: Member, path: str, law: Law) -> Iterator[Missing]:
    """What to ask when the clause of a member stays unknown."""
    child = member.relation == "child"
    if child and member.birth is None:
        yield fact(f"{path}.birth", "出生日期", "the date of birth")
        return
    if child:
        if member.study is None:
            yield fact(f"{path}.study", "在校情况", "whether they study")
        elif law.full_time and PLACES["study"][member.study] in LOW_STUDY and member.full_time is None:
            yield fact(f"{path}.full_time", "是否全日制", "whether study is full-time")
        if member.cannot_live_alone is None:
            yield fact(f"{path}.cannot_live_alone", "能否独立生活", "whether they can live independently")
    elif member.relation != "parent" and member.legal_duty is None:
        yield fact(
            f"{path}.legal_duty", "有无法定赡养、扶养、抚养义务", "whether there is a legal duty of support"
        )
    if member.lives_together is None:
        yield fact(f"{path}.lives_together", "是否长期共同居住", "whether they have long lived together")
