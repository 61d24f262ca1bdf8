"""One household reckoned under one day's law: the single computation behind the amount, the explanation and every test."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from datong.engine.algebra import PLAIN, Algebra
from datong.kernel.bilingual import Text
from datong.programmes.dibao.rules.assets import LimitFound, find_limit
from datong.programmes.dibao.rules.benefit import (
    Household,
    below_standard,
    gap_per_head,
    monthly_benefit,
    ratio_base,
    tier_amount,
)
from datong.programmes.dibao.rules.county import CountyParameters
from datong.programmes.dibao.rules.document import HouseholdDocument, Member
from datong.programmes.dibao.rules.incomes import (
    DeductionFound,
    IncomeFound,
    counted_income,
    find_deduction,
    find_income,
)
from datong.programmes.dibao.rules.law import Law, law_of
from datong.programmes.dibao.rules.membership import (
    ALONE,
    SELF,
    clause_of,
    gaps,
    in_other_register,
)
from datong.programmes.dibao.rules.missing import Missing, fact
from datong.programmes.dibao.rules.shapes import month_words
from datong.programmes.dibao.rules.singles import ground_holds
from datong.programmes.dibao.rules.uplifts import UpliftFound, add_uplifts

__all__ = ["MemberFound", "Outcome", "Reckoning", "assess_amount", "reckon"]

STALE = Text(
    "declaration.date：{day} 的声明早于核算期的最后一个月 {last}，不能说明核算期的情况已列全，请重新声明",
    "declaration.date: the declaration of {day} is older than {last}, the last month reckoned; it cannot say that the period is "
    "complete: have it signed anew",
)


@dataclass(slots=True)
class MemberFound:
    """One person: the clause (`membership.CLAUSES`), whether their income is reckoned, whether they are paid here."""

    member: Member
    clause: int | None
    counted: bool | None
    paid: bool | None


@dataclass(slots=True)
class Reckoning:
    """Everything found. `eligible` and `amount` are None while anything is missing."""

    document: HouseholdDocument
    law: Law
    people: list[MemberFound] = field(default_factory=list)
    income: list[IncomeFound] = field(default_factory=list)
    deductions: list[DeductionFound] = field(default_factory=list)
    limits: list[LimitFound] = field(default_factory=list)
    uplifts: list[UpliftFound] = field(default_factory=list)
    household: Household = field(default_factory=Household)
    raw_income: int | None = None
    registered: bool | None = None
    ground: bool | None = None
    below: bool | None = None
    missing: list[Missing] = field(default_factory=list)
    eligible: bool | None = None
    amount: int | None = None

    def gap(self, missing: Missing) -> None:
        """Note what is missing, once."""
        if missing not in self.missing:
            self.missing.append(missing)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The verdict without its explanation: `amount` in fen a month, 0 when not eligible, None when undetermined."""

    eligible: bool | None
    amount: int | None


def assess_amount(document: HouseholdDocument, on: dt.date, county: CountyParameters) -> Outcome:
    """Verdict and amount by the law of day `on`: the day of the application, or of the review. Equal to what `assess` finds.

    Raises NotInForce before 2012-12-12.
    """
    found = reckon(document, law_of(on, county, document.area))
    return Outcome(found.eligible, found.amount)


def reckon(document: HouseholdDocument, law: Law, alg: Algebra = PLAIN) -> Reckoning:
    """Members, income, property, benefit; in this order, with every gap noted on the way."""
    r = Reckoning(document, law, missing=list(law.missing))
    members = _members(r, alg)
    _declared(r)
    _registered(r)
    _income(r, members, alg)
    _property(r, members, alg)
    _benefit(r, alg)
    if not r.missing:
        limits = all(limit.kept for limit in r.limits)
        r.eligible = bool(r.registered and r.ground is not False and r.household.paid and r.below and limits)
        r.amount = monthly_benefit(alg, r.household, law.tiers) if r.eligible else 0
    return r


def _members(r: Reckoning, alg: Algebra) -> dict[str, bool | None]:
    """Fill `people`; tell for each id whether the person is in the household whose income is reckoned."""
    document, law = r.document, r.law
    inside: dict[str, bool | None] = {}
    for number, member in enumerate(document.members):
        path = f"members[{number}]"
        if document.single is None:
            clause = clause_of(member, law, alg)
            if clause is None:
                for missing in gaps(member, path, law):
                    r.gap(missing)
            if member.provincial_exclusion is not None and law.setting("provincial_exclusions") is None:
                r.gap(law.ask("provincial_exclusions"))
        else:
            clause = SELF if member.id == document.applicant else ALONE
        found = MemberFound(member, clause, *_place(r, member, clause, path))
        r.people.append(found)
        inside[member.id] = found.counted
        r.household.members += bool(found.counted)
        r.household.paid += bool(found.paid)
    return inside


def _place(r: Reckoning, member: Member, clause: int | None, path: str) -> tuple[bool | None, bool | None]:
    """Whether a person's income is reckoned here, and whether they are paid here."""
    if clause is None or clause < 0:
        return (None, None) if clause is None else (False, False)
    if member.birth is None and r.law.ages_matter:
        r.gap(fact(f"{path}.birth", "出生日期", "the date of birth"))
    other = in_other_register(member, r.law)
    if other is None:
        r.gap(fact(f"{path}.hukou", "户籍类别", "the type of register"))
        return None, None
    if not other:
        return True, True
    mixed = r.law.setting("mixed_household")
    if mixed is None:
        r.gap(r.law.ask("mixed_household"))
        return None, None
    return mixed == "together", False


def _declared(r: Reckoning) -> None:
    """Nothing is taken for complete that the household has not declared and signed to be so."""
    stated = r.document.declaration
    if stated.date is None:
        r.gap(fact("declaration.date", "声明的签字日期", "the day the declaration was signed"))
    elif r.law.months is not None and stated.date.year * 12 + stated.date.month - 1 < r.law.last:
        r.gap(
            Missing("fact", "declaration.date", STALE.format(day=stated.date, last=month_words(r.law.last)))
        )
    if stated.members_complete is not True:
        r.gap(
            fact(
                "declaration.members_complete",
                "成员情况已列全的声明",
                "the declaration that all members' facts are listed",
            )
        )
    if stated.income_complete is not True:
        r.gap(
            fact(
                "declaration.income_complete", "收入已列全的声明", "the declaration that all income is listed"
            )
        )
    if stated.property_complete is not True:
        r.gap(
            fact(
                "declaration.property_complete",
                "财产已列全的声明",
                "the declaration that all property is listed",
            )
        )


def _registered(r: Reckoning) -> None:
    """户籍: registered here; or, from 2021 and where the county has begun it, a residence permit."""
    document, law = r.document, r.law
    r.registered = document.registered_here
    if r.registered is None:
        r.gap(
            fact(
                "registered_here",
                "申请人户籍是否在本县",
                "whether the applicant is registered in this county",
            )
        )
    elif not r.registered and document.residence_permit and law.find("eligibility.residence_permit"):
        r.registered = law.setting("residence_permit")
        if r.registered is None:
            r.gap(law.ask("residence_permit"))
    if document.single is not None:
        r.ground = ground_holds(document, document.single, law, r.gap)


def _income(r: Reckoning, members: dict[str, bool | None], alg: Algebra) -> None:
    document, law, h = r.document, r.law, r.household
    sums = {"wage": 0, "business": 0, "property": 0, "transfer": 0}
    for item in document.income:
        found = find_income(item, law, members, document, r.gap)
        r.income.append(found)
        if found.why == "counted" and found.net is not None:
            sums[found.type] += found.net
    h.wage, h.business, h.property, h.transfer = sums.values()
    for expense in document.deductions:
        deducted = find_deduction(expense, law, members, r.gap)
        r.deductions.append(deducted)
        h.deductions += deducted.taken or 0
    offsets = False
    if h.business < 0 or h.property < 0:
        offsets = law.setting("loss_offsets")
        if offsets is None:
            r.gap(law.ask("loss_offsets"))
    r.raw_income = counted_income(alg, h, offsets)
    h.income = alg.maximum(r.raw_income, 0)


def _property(r: Reckoning, members: dict[str, bool | None], alg: Algebra) -> None:
    for limit in r.law.limits or ():
        r.limits.append(find_limit(alg, limit, r.document, r.law, members, r.household.members, r.gap))


def _benefit(r: Reckoning, alg: Algebra) -> None:
    law, h = r.law, r.household
    if law.standard is None or law.months is None or not h.members or h.income is None:
        return
    h.standard, h.standard_months, h.months = law.standard.fen, law.standard.months, law.months
    r.below = below_standard(alg, h)
    if r.below and law.uplifts:
        r.uplifts = add_uplifts(h, _paid(r.people), law, r.gap, lambda: _share(alg, h, law))


def _paid(people: Sequence[MemberFound]) -> list[Member]:
    return [found.member for found in people if found.paid]


def _share(alg: Algebra, h: Household, law: Law) -> tuple[int, int]:
    """One head's amount as a ratio of fen."""
    base: int = ratio_base(alg, h)
    share: int = tier_amount(alg, h, law.tiers) * base if law.tiers else gap_per_head(alg, h)
    return share, base
