"""One household reckoned under one day's law: the rule with plain values, and in words what is missing for a verdict."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from datong.engine.algebra import PLAIN, Step
from datong.kernel.bilingual import Text
from datong.programmes.dibao.rules.assets import MEASURES, LimitFound
from datong.programmes.dibao.rules.benefit import gap_per_head, ratio_base, share_of
from datong.programmes.dibao.rules.county import CountyParameters
from datong.programmes.dibao.rules.county_shape import PropertyLimit, Uplift
from datong.programmes.dibao.rules.document import Deduction, HouseholdDocument, IncomeItem, Member
from datong.programmes.dibao.rules.facts import Home
from datong.programmes.dibao.rules.household import Found, Verdict
from datong.programmes.dibao.rules.incomes import ItemFound, Why
from datong.programmes.dibao.rules.law import Law, law_of
from datong.programmes.dibao.rules.membership import PersonFound, gaps
from datong.programmes.dibao.rules.missing import Missing, fact
from datong.programmes.dibao.rules.quick import machine_at
from datong.programmes.dibao.rules.shapes import month_words
from datong.programmes.dibao.rules.singles import ground_gaps
from datong.programmes.dibao.rules.terms import Terms
from datong.programmes.dibao.rules.uplifts import Added, add_uplifts, highest_of, worths

__all__ = ["Outcome", "Reckoning", "assess_amount", "reckon"]

STALE = Text(
    "declaration.date：{day} 的声明早于核算期的最后一个月 {last}，不能说明核算期的情况已列全，请重新声明",
    "declaration.date: the declaration of {day} is older than {last}, the last month reckoned; it cannot say that the period is "
    "complete: have it signed anew",
)
DECLARED = {
    "members_complete": ("成员情况已列全的声明", "the declaration that all members' facts are listed"),
    "income_complete": ("收入已列全的声明", "the declaration that all income is listed"),
    "property_complete": ("财产已列全的声明", "the declaration that all property is listed"),
}
ITEM = {
    Why.OWNER: (".member", "是谁的收入", "whose income it is"),
    Why.JUDGEMENT: (".judgement", "对确实难以就业成员的综合判断", "the judgement on a member truly hard to employ"),
    Why.MONTHS: (".from", "所属月份", "the months it is for"),
    Why.AMOUNT: (".amount", "金额", "the amount"),
    Why.COSTS: (".costs", '成本、费用（没有写 "0"）', 'the costs ("0" for none)'),
    Why.BY_MONTH: (
        "", "跨越核算期的金额各月是多少（不能平均）", "the amount of each month, as it reaches beyond the period (it may not be averaged),",
    ),
}  # fmt: skip


@dataclass(slots=True)
class Reckoning:
    """A household, its law, what was found and judged, and what is missing. `eligible` and `amount` are None while anything is."""

    document: HouseholdDocument
    law: Law
    terms: Terms
    home: Home
    found: Found
    verdict: Verdict
    trace: Sequence[Step]
    missing: list[Missing] = field(default_factory=list)

    @property
    def eligible(self) -> bool | None:
        found: bool | None = self.verdict.eligible
        return found

    @property
    def amount(self) -> int | None:
        found: int | None = self.verdict.amount
        return found

    def people(self) -> Iterator[tuple[Member, PersonFound]]:
        """Each member with what was found."""
        return zip(self.document.members, self.found.persons, strict=True)

    def income(self) -> Iterator[tuple[IncomeItem, ItemFound]]:
        """Each item of income with what became of it."""
        return zip(self.document.income, self.found.incomes, strict=True)

    def deductions(self) -> Iterator[tuple[Deduction, ItemFound]]:
        """Each deduction with what became of it."""
        return zip(self.document.deductions, self.found.expenses, strict=True)

    def uplifts(self) -> Iterator[tuple[Member, Uplift]]:
        """Each uplift that a paid member gets, once the household is below the standard."""
        uplifts = self.terms.rows.uplifts
        if not uplifts or not self.verdict.below:
            return
        worth = self._worth()
        for member, found in self.people():
            places = [place for place, fits in enumerate(found.fits) if fits and found.paid]
            if len(places) > 1 and self.terms.combination != "sum":
                places = [highest_of(places, worth)] if self.terms.combination else []
            for place in places:
                yield member, uplifts[place]

    def added(self) -> Added:
        """The uplifts of all paid members, summed."""
        uplifts = self.terms.rows.uplifts
        return add_uplifts(PLAIN, self.found.persons, uplifts, self.terms.combination, self._worth())

    def _worth(self) -> Callable[[int], int]:
        sums = self.found.sums
        gap, base = gap_per_head(PLAIN, sums), ratio_base(PLAIN, sums)
        share = share_of(PLAIN, sums, gap, base, self.terms.tiers)
        return worths(PLAIN, sums, self.terms.rows.uplifts, share, base)

    def limits(self) -> Iterator[tuple[PropertyLimit, LimitFound]]:
        """Each limit on property with what was found."""
        return zip(self.terms.rows.limits, self.found.limits, strict=True)


@dataclass(frozen=True, slots=True)
class Outcome:
    """The verdict without its explanation: `amount` in fen a month, 0 when not eligible, None when undetermined."""

    eligible: bool | None
    amount: int | None


def assess_amount(document: HouseholdDocument, on: dt.date, county: CountyParameters) -> Outcome:
    """Verdict and amount by the law of day `on`: the day of the application, or of the review. Equal to what `assess` finds.

    Raises NotInForce before 2012-12-12.
    """
    return Outcome(*machine_at(on, county, document.area)(document.facts))


def reckon(document: HouseholdDocument, on: dt.date, county: CountyParameters) -> Reckoning:
    """The household by the law of day `on`, with every gap in words. Raises NotInForce before 2012-12-12."""
    law, machine = law_of(on, county, document.area), machine_at(on, county, document.area)
    found, verdict, trace = machine.why(document.facts)
    r = Reckoning(document, law, machine.terms, document.facts, found, verdict, trace)
    if r.verdict.reasons:
        r.missing = list(dict.fromkeys([*law.missing, *_missing(r)]))
    return r


def _missing(r: Reckoning) -> Iterator[Missing]:
    for number, (member, found) in enumerate(r.people()):
        yield from _of_person(r, member, found, f"members[{number}]")
    yield from _declared(r)
    yield from _registered(r)
    yield from _of_items(r)
    yield from _of_property(r)
    if r.verdict.below and r.terms.combination is None and _several(r):
        yield r.law.ask("uplift_combination")


def _of_person(r: Reckoning, member: Member, found: PersonFound, path: str) -> Iterator[Missing]:
    if found.clause is None:
        yield from gaps(member, path, r.law)
    if found.unlisted:
        yield r.law.ask("provincial_exclusions")
    if found.no_birth:
        yield fact(f"{path}.birth", "出生日期", "the date of birth")
    if found.clause is not None and found.elsewhere is None:
        yield fact(f"{path}.hukou", "户籍类别", "the type of register")
    if found.elsewhere and r.terms.rows.mixed_together is None:
        yield r.law.ask("mixed_household")


def _declared(r: Reckoning) -> Iterator[Missing]:
    """Nothing is taken for complete that the household has not declared and signed to be so."""
    stated, law = r.document.declaration, r.law
    if stated.date is None:
        yield fact("declaration.date", "声明的签字日期", "the day the declaration was signed")
    elif law.months is not None and stated.date.year * 12 + stated.date.month - 1 < law.last:
        yield Missing("fact", "declaration.date", STALE.format(day=stated.date, last=month_words(law.last)))
    for key, (zh, en) in DECLARED.items():
        if getattr(stated, key) is not True:
            yield fact(f"declaration.{key}", zh, en)


def _registered(r: Reckoning) -> Iterator[Missing]:
    document = r.document
    if document.registered_here is None:
        yield fact(
            "registered_here", "申请人户籍是否在本县", "whether the applicant is registered in this county"
        )
    elif r.found.registered is None:
        yield r.law.ask("residence_permit")
    if document.single is not None and r.found.ground is None:
        person = next(m for m in r.home.persons if m.person == document.applicant)
        yield from ground_gaps(document, r.home, person, document.single, r.law, r.terms.rows)


def _of_items(r: Reckoning) -> Iterator[Missing]:
    law = r.law
    for item, found in r.income():
        yield from _of_item(r, item, found.why, law.income[item.kind].missing)
    for expense, taken in r.deductions():
        yield from _of_item(r, expense, taken.why, law.deductions[expense.kind].missing)
    losses = r.found.earned.business < 0 or r.found.earned.property < 0
    if losses and r.terms.loss_offsets is None:
        yield law.ask("loss_offsets")


def _of_item(
    r: Reckoning, item: IncomeItem | Deduction, why: Any, unsettled: Missing | None
) -> Iterator[Missing]:
    if why == Why.KIND and unsettled is not None:
        yield unsettled
    elif why == Why.IMPUTATION:
        yield r.law.ask("imputed_income")
    elif why == Why.SPREAD:
        yield r.law.ask("spread_kinds")
    elif why in ITEM:
        end, zh, en = ITEM[why]
        yield fact(f"{item.path}{end}", zh, en)


def _of_property(r: Reckoning) -> Iterator[Missing]:
    for place, (limit, _) in enumerate(r.limits()):
        zh, en = MEASURES[limit.measure]
        for item, found in zip(r.document.property, r.found.assets, strict=True):
            if found.unknown[place] and found.unsettled:
                yield r.law.ask("necessities")
            if found.unknown[place] and getattr(item, limit.measure) is None:
                yield fact(f"{item.path}.{limit.measure}", zh, en)


def _several(r: Reckoning) -> bool:
    return any(found.paid and sum(found.fits) > 1 for found in r.found.persons)
