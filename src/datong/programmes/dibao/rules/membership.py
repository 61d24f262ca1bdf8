"""Who is counted (共同生活的家庭成员): the clause under which a person is a member, or is not.

Minfa [2012] No. 220 art. 5, Minfa [2021] No. 57 art. 7. Living together is asked of parents, of adult children able to live on
their own and of all others; spouses, minor children and dependent children are members wherever they stay.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final, NamedTuple, cast

from datong.engine.algebra import PLAIN, Algebra, Value
from datong.kernel.bilingual import Text
from datong.programmes.dibao.rules.document import Member
from datong.programmes.dibao.rules.law import Law
from datong.programmes.dibao.rules.missing import Missing, fact

__all__ = [
    "CLAUSES",
    "MemberFacts",
    "age_on",
    "basis",
    "clause_of",
    "facts_of",
    "gaps",
    "in_other_register",
]

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

_RELATIONS = {"self": 0, "spouse": 1, "child": 2, "parent": 3}
_LOW_STUDY = frozenset({"school", "vocational", "college", "bachelor"})


class MemberFacts(NamedTuple):
    """One person's facts as the rule asks them. `relation`: 0 self, 1 spouse, 2 child, 3 parent, 4 other."""

    relation: int
    age: int | None
    studies: bool | None
    full_time: bool | None
    cannot_live_alone: bool | None
    together: bool | None
    duty: bool | None
    away: int


def age_on(birth: dt.date, on: dt.date) -> int:
    """Full years on a day; negative before birth."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def facts_of(member: Member, law: Law) -> MemberFacts:
    """What the rule asks of a member on the law's day."""
    birth, study = member.birth, member.study
    return MemberFacts(
        _RELATIONS.get(member.relation, 4),
        None if birth is None else age_on(birth, law.on),
        None if study is None else study in _LOW_STUDY,
        member.full_time if law.full_time else True,
        member.cannot_live_alone,
        member.lives_together,
        member.legal_duty,
        _away(member, law),
    )


def _away(member: Member, law: Law) -> int:
    """The clause that leaves a person out whatever their relation, or 0. These are stated facts, not guesses:
    what the document does not claim does not leave anyone out."""
    on = law.on
    if member.died_on is not None and member.died_on <= on:
        return DEAD
    if member.birth is not None and member.birth > on:
        return UNBORN
    if member.clergy_since is not None and age_on(member.clergy_since, on) >= law.clergy_years:
        return CLERGY
    if member.absence is not None and member.absence.kind in law.absences:
        return ABSENT
    listed = law.setting("provincial_exclusions") if member.provincial_exclusion else None
    return PROVINCE if listed and member.provincial_exclusion in listed else 0


def basis(alg: Algebra, m: Value, p: Value) -> Value:
    """The clause under which a person is a member (positive) or is not (negative); None where a fact is missing."""
    dependent = alg.or_(alg.and_(m.studies, m.full_time), m.cannot_live_alone)
    adult_child = alg.where(dependent, DEPENDENT, alg.where(m.together, OTHER, APART))
    child = alg.where(alg.less(m.age, p.adult_age), MINOR, adult_child)
    parent = alg.where(m.together, alg.where(p.parents, PARENT, OTHER), APART)
    other = alg.where(alg.and_(m.duty, m.together), OTHER, APART)
    near = alg.where(
        alg.equal(m.relation, 0), SELF,
        alg.where(
            alg.equal(m.relation, 1), SPOUSE,
            alg.where(alg.equal(m.relation, 2), child, alg.where(alg.equal(m.relation, 3), parent, other)),
        ),
    )  # fmt: skip
    return alg.where(alg.less(m.away, 0), m.away, near)


def clause_of(member: Member, law: Law, alg: Algebra) -> int | None:
    """The clause of one member. The plain answer is kept with the law: few combinations of facts come again and again."""
    facts = facts_of(member, law)
    if alg is not PLAIN:
        return cast(int | None, basis(alg, facts, law))
    try:
        return law.clauses[facts]
    except KeyError:
        found = law.clauses[facts] = basis(alg, facts, law)
        return cast(int | None, found)


def in_other_register(member: Member, law: Law) -> bool | None:
    """Whether a member's register is of the other type and so, under the 2012 measures, art. 11(3), applies apart."""
    if not law.by_register:
        return False
    return None if member.hukou is None else member.hukou not in {law.area, "unified"}


def gaps(member: Member, path: str, law: Law) -> Iterator[Missing]:
    """What to ask when the clause of a member stays unknown."""
    child = member.relation == "child"
    if child and member.birth is None:
        yield fact(f"{path}.birth", "出生日期", "the date of birth")
        return
    if child:
        if member.study is None:
            yield fact(f"{path}.study", "在校情况", "whether they study")
        elif law.full_time and member.study in _LOW_STUDY and member.full_time is None:
            yield fact(f"{path}.full_time", "是否全日制", "whether study is full-time")
        if member.cannot_live_alone is None:
            yield fact(f"{path}.cannot_live_alone", "能否独立生活", "whether they can live independently")
    elif member.relation != "parent" and member.legal_duty is None:
        yield fact(
            f"{path}.legal_duty", "有无法定赡养、扶养、抚养义务", "whether there is a legal duty of support"
        )
    if member.lives_together is None:
        yield fact(f"{path}.lives_together", "是否长期共同居住", "whether they have long lived together")
