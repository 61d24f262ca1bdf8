"""The whole rule: one household's members, income, property and benefit under the terms of a day.

It is written once. With plain values it decides one household; with columns it decides all the households of a nation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import IntEnum
from operator import attrgetter
from typing import Any, NamedTuple

from datong.engine.algebra import ROWS, Algebra, Rows, Value
from datong.kernel.bilingual import Text
from datong.programmes.dibao.rules.assets import LimitFound, find_asset, find_limits
from datong.programmes.dibao.rules.benefit import (
    Sums,
    below_standard,
    gap_per_head,
    monthly_benefit,
    ratio_base,
    share_of,
)
from datong.programmes.dibao.rules.facts import first_day
from datong.programmes.dibao.rules.incomes import Why, counted_income, find_expense, find_income
from datong.programmes.dibao.rules.membership import find_person
from datong.programmes.dibao.rules.terms import Both, Terms, by_area
from datong.programmes.dibao.rules.uplifts import add_uplifts, several_fit, worths

__all__ = ["Found", "Gap", "Income", "Verdict", "find", "judge"]


class Gap(IntEnum):
    """Why nothing can be said: bit n of `reasons` is the gap n."""

    COUNTY = 0
    MEMBERS = 1
    EXCLUSIONS = 2
    BIRTH = 3
    REGISTER = 4
    MIXED = 5
    DECLARED_ON = 6
    STALE = 7
    DECLARED = 8
    REGISTERED = 9
    PERMIT = 10
    GROUND = 11
    INCOME = 12
    INCOME_KIND = 13
    EXPENSES = 14
    OFFSETS = 15
    PROPERTY = 16
    UPLIFTS = 17
    TOO_MANY = 18

    @property
    def bit(self) -> int:
        return 1 << self.value

    @property
    def text(self) -> Text:
        return GAPS[self]


GAPS = {
    Gap.COUNTY: Text("县里没有提供必需的参数", "the county has not supplied a value that is always needed"),
    Gap.MEMBERS: Text("缺少判断家庭成员的事实", "facts by which a person is a member are missing"),
    Gap.EXCLUSIONS: Text(
        "省里不计入的情形没有录入", "the province's grounds for leaving a member out are not supplied"
    ),
    Gap.BIRTH: Text("缺少出生日期", "a date of birth is missing"),
    Gap.REGISTER: Text("缺少户籍类别", "a type of register is missing"),
    Gap.MIXED: Text("混合户的核算办法没有定", "how a household of both registers is reckoned is not settled"),
    Gap.DECLARED_ON: Text("缺少声明的日期", "the day of the declaration is missing"),
    Gap.STALE: Text("声明早于核算期", "the declaration is older than the period"),
    Gap.DECLARED: Text("没有声明情况已列全", "it is not declared that everything is listed"),
    Gap.REGISTERED: Text("不知道户籍是否在本县", "whether they are registered here is not known"),
    Gap.PERMIT: Text("持居住证能否申请没有定", "whether a residence permit is enough is not settled"),
    Gap.GROUND: Text("缺少单独申请的事实", "facts for applying alone are missing"),
    Gap.INCOME: Text("缺少收入的事实", "a fact of an item of income is missing"),
    Gap.INCOME_KIND: Text("某种收入怎样计没有定", "how a kind of income counts is not settled"),
    Gap.EXPENSES: Text("缺少扣减的事实或规定", "a fact or rule of an expense is missing"),
    Gap.OFFSETS: Text("亏损能否抵减没有定", "whether a loss lowers other income is not settled"),
    Gap.PROPERTY: Text("缺少财产的事实或规定", "a fact or rule of property is missing"),
    Gap.UPLIFTS: Text("多项分类施保怎样给没有定", "which of several uplifts is given is not settled"),
    Gap.TOO_MANY: Text("一户的记录过多", "a household has too many rows"),
}
OF_PERSONS = attrgetter("here", "served", "unclear")
OF_INCOMES = attrgetter("net", "business", "property", "unclear")
OF_EXPENSES = attrgetter("net", "unclear")
UNSETTLED = (Why.KIND, Why.IMPUTATION, Why.SPREAD)


class Income(NamedTuple):
    """Sums of the items inside the period, fen, after costs."""

    business: Value
    property: Value
    other: Value
    deductions: Value


class Found(NamedTuple):
    """Everything found about a household before anybody judges. `unclear`: whether anything about its rows is missing."""

    persons: Rows
    incomes: Rows
    expenses: Rows
    assets: Rows
    registered: Value
    ground: Value
    members: Value
    earned: Income
    raw_income: Value
    sums: Sums
    limits: tuple[LimitFound, ...]
    unclear: Value


class Verdict(NamedTuple):
    """`eligible` and `amount` (fen a month) are None while anything is missing; `reasons`: the gaps as bits."""

    eligible: Value
    amount: Value
    below: Value
    reasons: Value


def find(alg: Algebra, h: Any, p: Terms | Both) -> Found:
    """Members, income and property of a household."""

    def by(of: Callable[..., Any], *, owned: bool = True) -> Callable[..., Any]:
        if isinstance(p, Terms):
            rows = p.rows
            if owned:
                return lambda home, row, owner: of(alg, home, row, owner, rows)
            return lambda home, row: of(alg, home, row, rows)
        return lambda home, *row: by_area(
            alg, home, p, lambda terms: of(alg, home, *row, terms.rows), rows=True
        )

    common = p.urban if isinstance(p, Both) else p
    persons = alg.each(h, h.persons, by(find_person, owned=False))
    incomes = alg.each(h, h.incomes, by(find_income), persons)
    expenses = alg.each(h, h.expenses, by(find_expense), persons)
    assets = alg.each(h, h.assets, by(find_asset), persons)
    here, served, unclear = alg.totals(persons, OF_PERSONS, 3)
    members, paid = alg.named("members", here), alg.named("paid", served)
    net, business, property_, unclear_incomes = alg.totals(incomes, OF_INCOMES, 4)
    deductions, unclear_expenses = alg.totals(expenses, OF_EXPENSES, 2)
    earned = Income(
        alg.named("business", business), alg.named("property", property_),
        alg.named("other", alg.sub(net, alg.add(business, property_))), alg.named("deductions", deductions),
    )  # fmt: skip
    raw = alg.named("raw", counted_income(alg, earned, common.loss_offsets))
    standard, standard_months = by_area(alg, h, p, _standard)
    limits = by_area(alg, h, p, lambda terms: find_limits(alg, assets, members, terms))
    sums = Sums(
        alg.named("counted_income", alg.maximum(raw, 0)), alg.named("heads", alg.maximum(members, 1)), paid,
        standard, standard_months, common.rows.months,
    )  # fmt: skip
    unclear = alg.add(unclear, alg.add(unclear_incomes, unclear_expenses))
    for limit in limits:
        unclear = alg.add(unclear, limit.unknown)
    return Found(
        persons, incomes, expenses, assets, _registered(alg, h, common), _ground(alg, h, persons), members, earned, raw, sums,
        limits, unclear,
    )  # fmt: skip


def judge(alg: Algebra, h: Any, found: Found, p: Terms | Both) -> Verdict:
    """The verdict and the amount, from what was found."""
    common = p.urban if isinstance(p, Both) else p
    sums = found.sums
    gap, base = gap_per_head(alg, sums), ratio_base(alg, sums)
    below = alg.where(alg.less(0, found.members), below_standard(alg, gap), None)
    share = by_area(alg, h, p, lambda terms: alg.named("share", share_of(alg, sums, gap, base, terms.tiers)))
    uplifts = common.rows.uplifts
    unsettled = several_fit(alg, found.persons) if common.combination is None and len(uplifts) > 1 else False
    unsettled = alg.and_(alg.is_true(below), unsettled)
    missing = alg.named("missing", _missing(alg, h, found, p, unsettled))
    grounded = alg.or_(alg.is_null(h.single), alg.is_true(found.ground))
    fits = alg.and_(
        alg.is_true(alg.and_(found.registered, below)), alg.and_(grounded, alg.less(0, sums.paid))
    )
    for limit in found.limits:
        fits = alg.and_(fits, alg.is_true(limit.kept))
    fits = alg.named("fits", fits)

    def amount() -> Value:
        worth = worths(alg, sums, uplifts, share, base)
        added = add_uplifts(alg, found.persons, uplifts, common.combination, worth)
        return monthly_benefit(alg, sums, share, base, added)

    return Verdict(
        alg.where(missing, None, fits), alg.where(missing, None, alg.choose(fits, amount, lambda: 0)), below,
        alg.choose(missing, lambda: _reasons(alg, h, found, p, unsettled), lambda: 0),
    )  # fmt: skip


def _standard(terms: Terms) -> tuple[int | None, int | None]:
    return (terms.standard.fen, terms.standard.months) if terms.standard else (None, None)


def _registered(alg: Algebra, h: Any, p: Terms) -> Value:
    """户籍: registered here; or, from 2021 and where the county has begun it, a residence permit."""
    if not p.permits_matter:
        return h.registered_here
    permitted = alg.where(alg.is_true(h.residence_permit), p.permit, False)
    return alg.where(h.registered_here, True, permitted)


def _ground(alg: Algebra, h: Any, persons: Rows) -> Value:
    """Whether the applicant's ground for applying alone holds; None where it is not known, or nobody applies alone."""

    def found() -> Value:
        holds, unknown = alg.totals(
            persons, lambda m: (alg.is_true(m.ground), alg.and_(m.applicant, alg.is_null(m.ground))), 2
        )
        return alg.where(alg.less(0, unknown), None, alg.less(0, holds))

    return alg.choose(alg.is_null(h.single), lambda: None, found)


def _missing(alg: Algebra, h: Any, found: Found, p: Terms | Both, unsettled: Value) -> Value:
    """Whether anything is missing for a verdict: always known. `_reasons` tells what."""
    common = p.urban if isinstance(p, Both) else p
    unclear = alg.or_(alg.less(0, found.unclear), _too_many(alg, found))
    undeclared = alg.not_(alg.and_(_fresh(alg, h, common), _complete(alg, h)))
    unknown = alg.or_(
        alg.is_null(found.registered), alg.and_(alg.not_(alg.is_null(h.single)), alg.is_null(found.ground))
    )
    missing = alg.or_(alg.or_(unclear, undeclared), alg.or_(unknown, unsettled))
    if common.loss_offsets is None:
        missing = alg.or_(missing, _losses(alg, found))
    return alg.or_(missing, by_area(alg, h, p, lambda terms: not terms.settled))


def _complete(alg: Algebra, h: Any) -> Value:
    """Nothing is taken for complete that the household has not declared and signed to be so."""
    return alg.is_true(alg.and_(alg.and_(h.members_complete, h.income_complete), h.property_complete))


def _fresh(alg: Algebra, h: Any, p: Terms) -> Value:
    """Whether the declaration can speak of the last month reckoned."""
    since = first_day(p.rows.last) if p.rows.months is not None else 0
    return alg.is_true(alg.at_most(since, h.declared_on))


def _losses(alg: Algebra, found: Found) -> Value:
    return alg.or_(alg.less(found.earned.business, 0), alg.less(found.earned.property, 0))


def _too_many(alg: Algebra, found: Found) -> Value:
    rows = alg.add(alg.size(found.persons), alg.size(found.incomes))
    return alg.less(ROWS, alg.add(rows, alg.add(alg.size(found.expenses), alg.size(found.assets))))


def _reasons(alg: Algebra, h: Any, found: Found, p: Terms | Both, unsettled: Value) -> Value:
    """What is missing, as bits."""
    common = p.urban if isinstance(p, Both) else p
    gaps = {
        Gap.COUNTY: by_area(alg, h, p, lambda terms: not terms.settled),
        Gap.DECLARED_ON: alg.is_null(h.declared_on),
        Gap.STALE: alg.and_(alg.not_(_fresh(alg, h, common)), alg.not_(alg.is_null(h.declared_on))),
        Gap.DECLARED: alg.not_(_complete(alg, h)),
        Gap.REGISTERED: alg.is_null(h.registered_here),
        Gap.PERMIT: alg.and_(alg.is_null(found.registered), alg.not_(alg.is_null(h.registered_here))),
        Gap.GROUND: alg.and_(alg.not_(alg.is_null(h.single)), alg.is_null(found.ground)),
        Gap.OFFSETS: _losses(alg, found) if common.loss_offsets is None else False,
        Gap.PROPERTY: _any(alg, (alg.less(0, limit.unknown) for limit in found.limits)),
        Gap.UPLIFTS: unsettled,
        Gap.TOO_MANY: _too_many(alg, found),
    }
    bits: Value = 0
    for gap, met in (gaps | _of_rows(alg, found)).items():
        bits = alg.add(bits, alg.where(met, gap.bit, 0))
    return bits


def _of_rows(alg: Algebra, found: Found) -> dict[Gap, Value]:
    """What is missing about persons and items."""

    def some(rows: Rows, of: Callable[[Any], Value]) -> Value:
        return alg.less(0, alg.total(rows, of))

    def settled_by(i: Any) -> Value:
        return alg.is_in(i.why, frozenset(int(why) for why in UNSETTLED))

    def no_register(m: Any) -> Value:
        return alg.and_(alg.is_null(m.elsewhere), alg.not_(alg.is_null(m.clause)))

    return {
        Gap.MEMBERS: some(found.persons, lambda m: alg.is_null(m.clause)),
        Gap.EXCLUSIONS: some(found.persons, lambda m: m.unlisted),
        Gap.BIRTH: some(found.persons, lambda m: m.no_birth),
        Gap.REGISTER: some(found.persons, no_register),
        Gap.MIXED: some(found.persons, lambda m: alg.and_(alg.is_null(m.counted), alg.is_true(m.elsewhere))),
        Gap.INCOME: some(found.incomes, lambda i: alg.and_(i.unclear, alg.not_(settled_by(i)))),
        Gap.INCOME_KIND: some(found.incomes, settled_by),
        Gap.EXPENSES: some(found.expenses, attrgetter("unclear")),
    }


def _any(alg: Algebra, truths: Iterable[Value]) -> Value:
    found: Value = False
    for truth in truths:
        found = alg.or_(found, truth)
    return found
