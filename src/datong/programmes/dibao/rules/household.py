"""The whole rule: one household's members, income, property and benefit under the terms of a day.

It is written once. With plain values it decides one household; with columns it decides all the households of a nation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from enum import IntEnum
from operator import attrgetter
from typing import Any, NamedTuple

from datong.engine.algebra import ROWS, Algebra, Rows, Value
from datong.programmes.dibao.rules.assets import LimitFound, find_asset, find_limit
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

    COUNTY = 0  # a value of the county that is always needed
    MEMBERS = 1  # facts by which a person is a member
    EXCLUSIONS = 2  # the province's grounds for leaving a member out
    BIRTH = 3
    REGISTER = 4
    MIXED = 5  # the county's word on mixed households
    DECLARED_ON = 6
    STALE = 7  # the declaration is older than the period
    DECLARED = 8  # members, income or property are not declared complete
    REGISTERED = 9
    PERMIT = 10  # the county's word on residence permits
    GROUND = 11
    INCOME = 12  # a fact of an item of income
    INCOME_KIND = 13  # the county's word on a kind of income, on imputing, on spreading
    EXPENSES = 14
    OFFSETS = 15  # the county's word on losses
    PROPERTY = 16
    UPLIFTS = 17  # the county's word on several uplifts
    TOO_MANY = 18  # more rows than sums are proven for

    @property
    def bit(self) -> int:
        return 1 << self.value


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
    members = alg.named("members", alg.total(persons, attrgetter("here")))
    earned = Income(
        *_earned(alg, incomes),
        deductions=alg.named("deductions", alg.total(expenses, attrgetter("net"))),
    )
    raw = counted_income(alg, earned, common.loss_offsets)
    standard, standard_months = by_area(alg, h, p, _standard)
    limits = by_area(alg, h, p, lambda terms: tuple(
        find_limit(alg, place, limit, assets, members, terms) for place, limit in enumerate(terms.rows.limits)
    ))  # fmt: skip
    sums = Sums(
        alg.named("counted_income", alg.maximum(raw, 0)), alg.named("heads", alg.maximum(members, 1)),
        alg.named("paid", alg.total(persons, attrgetter("served"))), standard, standard_months, common.rows.months,
    )  # fmt: skip
    asked = attrgetter("unclear")
    unclear = alg.add(
        alg.add(alg.total(persons, asked), alg.total(incomes, asked)), alg.total(expenses, asked)
    )
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
    gaps = _gaps(alg, h, found, p, alg.and_(alg.is_true(below), unsettled))
    missing = alg.named("missing", _any(alg, (met for _, met in gaps)))
    kept = _all(alg, (alg.is_true(limit.kept) for limit in found.limits))
    grounded = alg.or_(alg.is_null(h.single), alg.is_true(found.ground))
    met = alg.and_(alg.and_(alg.is_true(found.registered), grounded), alg.less(0, sums.paid))
    fits = alg.named("fits", alg.and_(alg.and_(met, alg.is_true(below)), kept))

    def amount() -> Value:
        worth = worths(alg, sums, uplifts, share, base) if common.combination == "highest" else ()
        added = add_uplifts(alg, found.persons, uplifts, common.combination, worth)
        return monthly_benefit(alg, sums, share, base, added)

    return Verdict(
        alg.where(missing, None, fits), alg.where(missing, None, alg.choose(fits, amount, lambda: 0)), below,
        alg.choose(missing, lambda: _reasons(alg, found, gaps), lambda: 0),
    )  # fmt: skip


def _standard(terms: Terms) -> tuple[int | None, int | None]:
    return (terms.standard.fen, terms.standard.months) if terms.standard else (None, None)


def _earned(alg: Algebra, incomes: Rows) -> tuple[Value, Value, Value]:
    """Business, property and all other income."""
    return (
        alg.named("business", alg.total(incomes, attrgetter("business"))),
        alg.named("property", alg.total(incomes, attrgetter("property"))),
        alg.named("other", alg.total(incomes, attrgetter("other"))),
    )


def _registered(alg: Algebra, h: Any, p: Terms) -> Value:
    """户籍: registered here; or, from 2021 and where the county has begun it, a residence permit."""
    if not p.permits_matter:
        return h.registered_here
    permitted = alg.where(alg.is_true(h.residence_permit), p.permit, False)
    return alg.where(h.registered_here, True, permitted)


def _ground(alg: Algebra, h: Any, persons: Rows) -> Value:
    """Whether the applicant's ground for applying alone holds; None where it is not known, or nobody applies alone."""

    def found() -> Value:
        holds = alg.total(persons, lambda m: alg.is_true(m.ground))
        unknown = alg.total(persons, lambda m: alg.and_(m.applicant, alg.is_null(m.ground)))
        return alg.where(alg.less(0, unknown), None, alg.less(0, holds))

    return alg.choose(alg.is_null(h.single), lambda: None, found)


def _gaps(
    alg: Algebra, h: Any, found: Found, p: Terms | Both, unsettled: Value
) -> list[tuple[Gap | None, Value]]:
    """What is missing, as truth values that are always known. Without a gap of its own: rows, told apart by `_reasons`."""
    common = p.urban if isinstance(p, Both) else p
    months = common.rows.months
    complete = alg.and_(alg.is_true(h.members_complete), alg.is_true(h.income_complete))
    complete = alg.and_(complete, alg.is_true(h.property_complete))
    stale: Value = False
    if months is not None:
        stale = alg.is_true(alg.less(h.declared_on, first_day(common.rows.last)))
    permit = alg.and_(alg.is_null(found.registered), alg.not_(alg.is_null(h.registered_here)))
    losses = alg.or_(alg.less(found.earned.business, 0), alg.less(found.earned.property, 0))
    rows = (found.persons, found.incomes, found.expenses, found.assets)
    return [
        (Gap.COUNTY, by_area(alg, h, p, lambda terms: not terms.settled)),
        (None, alg.less(0, found.unclear)),
        (Gap.DECLARED_ON, alg.is_null(h.declared_on)),
        (Gap.STALE, stale),
        (Gap.DECLARED, alg.not_(complete)),
        (Gap.REGISTERED, alg.is_null(h.registered_here)),
        (Gap.PERMIT, permit),
        (Gap.GROUND, alg.and_(alg.not_(alg.is_null(h.single)), alg.is_null(found.ground))),
        (Gap.OFFSETS, losses if common.loss_offsets is None else False),
        (Gap.PROPERTY, _any(alg, (alg.less(0, limit.unknown) for limit in found.limits))),
        (Gap.UPLIFTS, unsettled),
        (Gap.TOO_MANY, _any(alg, (alg.less(ROWS, alg.size(each)) for each in rows))),
    ]


def _reasons(alg: Algebra, found: Found, gaps: Sequence[tuple[Gap | None, Value]]) -> Value:
    """The gaps as bits; those of rows told apart."""

    def some(rows: Rows, of: Callable[[Any], Value]) -> Value:
        return alg.less(0, alg.total(rows, of))

    def settled_by(i: Any) -> Value:
        return alg.is_in(i.why, frozenset(int(why) for why in UNSETTLED))

    apart = [
        (Gap.MEMBERS, some(found.persons, lambda m: alg.is_null(m.clause))),
        (Gap.EXCLUSIONS, some(found.persons, lambda m: m.unlisted)),
        (Gap.BIRTH, some(found.persons, lambda m: m.no_birth)),
        (
            Gap.REGISTER,
            some(
                found.persons, lambda m: alg.and_(alg.is_null(m.elsewhere), alg.not_(alg.is_null(m.clause)))
            ),
        ),
        (
            Gap.MIXED,
            some(found.persons, lambda m: alg.and_(alg.is_null(m.counted), alg.is_true(m.elsewhere))),
        ),
        (Gap.INCOME, some(found.incomes, lambda i: alg.and_(i.unclear, alg.not_(settled_by(i))))),
        (Gap.INCOME_KIND, some(found.incomes, settled_by)),
        (Gap.EXPENSES, some(found.expenses, attrgetter("unclear"))),
    ]
    bits: Value = 0
    for gap, met in (*apart, *gaps):
        if gap is not None:
            bits = alg.add(bits, alg.where(met, gap.bit, 0))
    return bits


def _any(alg: Algebra, truths: Iterable[Value]) -> Value:
    found: Value = False
    for truth in truths:
        found = alg.or_(found, truth)
    return found


def _all(alg: Algebra, truths: Iterable[Value]) -> Value:
    found: Value = True
    for truth in truths:
        found = alg.and_(found, truth)
    return found
