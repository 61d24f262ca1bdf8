"""Who is below the standard, and how much is paid (保障金额): exact ratios of whole fen, rounded once, at the household's total.

Let T be counted income over N months (fen), m the members whose income is reckoned, q those who are paid here, and S fen
for s months the standard. Per head and month the income is T/(N m) and the standard S/s. The gap per head is G/E with
G = S N m - T s and E = s N m. The household is below the standard when G > 0: exactly at the standard is not below it.

2012 art. 27: (standard - income per head) x members = q G/E. 2021 art. 23: that, or tiers: q times the tier's amount.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from datong.engine.algebra import Algebra, Value
from datong.programmes.dibao.rules.county_shape import Tier

__all__ = [
    "Sums",
    "below_standard",
    "gap_per_head",
    "monthly_benefit",
    "ratio_base",
    "share_of",
    "tier_amount",
]


class Sums(NamedTuple):
    """What the formula reads: money in fen. `members` whose income is reckoned, at least 1; `paid` among them."""

    income: Value
    members: Value
    paid: Value
    standard: Value
    standard_months: Value
    months: Value


def gap_per_head(alg: Algebra, h: Sums) -> Value:
    """G: the gap of one head in parts of 1/E fen a month; negative above the standard."""
    yardstick = alg.mul(alg.mul(h.standard, h.months), h.members)
    return alg.named("gap", alg.sub(yardstick, alg.mul(h.income, h.standard_months)))


def ratio_base(alg: Algebra, h: Sums) -> Value:
    """E: how many parts make one fen."""
    return alg.named("base", alg.mul(alg.mul(h.standard_months, h.months), h.members))


def below_standard(alg: Algebra, gap: Value) -> Value:
    """Whether income per head is below the standard."""
    return alg.less(0, gap)


def tier_amount(alg: Algebra, h: Sums, tiers: Sequence[Tier]) -> Value:
    """Fen a head in the first tier whose bound the income stays below: T s 100 < percent x S N m; 0 above all."""
    income = alg.mul(h.income, h.standard_months)
    yardstick = alg.mul(alg.mul(h.standard, h.months), h.members)
    amount: Value = 0
    for tier in reversed(tiers):
        bound = alg.floor_div(alg.sub(alg.mul(yardstick, tier.below_percent), 1), 100)
        amount = alg.where(alg.at_most(income, bound), tier.per_person, amount)
    return alg.named("tier", amount)


def share_of(alg: Algebra, h: Sums, gap: Value, base: Value, tiers: Sequence[Tier]) -> Value:
    """One head's amount in parts of 1/E fen: the gap (never below 0), or the tier's amount."""
    return alg.mul(tier_amount(alg, h, tiers), base) if tiers else alg.maximum(gap, 0)


def monthly_benefit(alg: Algebra, h: Sums, share: Value, base: Value, added: Any) -> Value:
    """Fen a month for a household below the standard, uplifts (`uplifts.Added`) included.

    With G/E the amount of one head: (100 q + Q) G/100E + P S/100s + F, where Q, P are the percentages of the member's own share
    and of the standard and F the fixed uplifts; over the denominator 100E, rounded half up once.
    """
    of_share = alg.mul(alg.add(alg.mul(100, h.paid), added.percent_benefit), share)
    of_standard = alg.mul(added.percent_standard, alg.mul(alg.mul(h.standard, h.months), h.members))
    fixed = alg.mul(alg.mul(100, added.fixed), base)
    return alg.named(
        "amount", alg.round_div(alg.add(alg.add(of_share, of_standard), fixed), alg.mul(100, base))
    )
