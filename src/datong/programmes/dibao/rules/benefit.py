"""Who is below the standard, and how much is paid (保障金额): exact ratios of whole fen, rounded once, at the household's total.

Let T be counted income over N months (fen), m the members whose income is reckoned, q those who are paid here, and S fen
for s months the standard. Per head and month the income is T/(N m) and the standard S/s. The gap per head is G/E with
G = S N m - T s and E = s N m. The household is below the standard when G > 0: exactly at the standard is not below it.

2012 art. 27: (standard - income per head) x members = q G/E. 2021 art. 23: that, or tiers: q times the tier's amount.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from datong.engine.algebra import Algebra, Value
from datong.programmes.dibao.rules.county_shape import Tier

__all__ = ["Household", "below_standard", "gap_per_head", "monthly_benefit", "ratio_base", "tier_amount"]


@dataclass(slots=True)
class Household:
    """What the formula reads: money in fen; `percent_*` and `fixed` are the uplifts of all paid members, summed."""

    wage: int = 0
    business: int = 0
    property: int = 0
    transfer: int = 0
    deductions: int = 0
    income: int | None = None
    members: int = 0
    paid: int = 0
    standard: int | None = None
    standard_months: int | None = None
    months: int | None = None
    fixed: int = 0
    percent_standard: int = 0
    percent_benefit: int = 0


def gap_per_head(alg: Algebra, h: Value) -> Value:
    """G: the gap of one head in parts of 1/E fen a month; negative above the standard."""
    yardstick = alg.mul(alg.mul(h.standard, h.months), h.members)
    return alg.named("gap", alg.sub(yardstick, alg.mul(h.income, h.standard_months)))


def ratio_base(alg: Algebra, h: Value) -> Value:
    """E: how many parts make one fen."""
    return alg.mul(alg.mul(h.standard_months, h.months), h.members)


def below_standard(alg: Algebra, h: Value) -> Value:
    """Whether income per head is below the standard."""
    return alg.named("below_standard", alg.less(0, gap_per_head(alg, h)))


def tier_amount(alg: Algebra, h: Value, tiers: Sequence[Tier]) -> Value:
    """Fen a head in the first tier whose bound the income stays below: T s 100 < percent x S N m; 0 above all."""
    income = alg.mul(alg.mul(h.income, h.standard_months), 100)
    yardstick = alg.mul(alg.mul(h.standard, h.months), h.members)
    amount: Value = 0
    for tier in reversed(tiers):
        below = alg.less(income, alg.mul(yardstick, tier.below_percent))
        amount = alg.where(below, tier.per_person, amount)
    return alg.named("tier", amount)


def monthly_benefit(alg: Algebra, h: Value, tiers: Sequence[Tier]) -> Value:
    """Fen a month for the household, uplifts included; 0 when not below the standard.

    With G/E the amount of one head: (100 q + Q) G/100E + P S/100s + F, where Q, P are the percentages of the member's own share
    and of the standard and F the fixed uplifts; over the denominator 100E, rounded half up once.
    """
    gap, base = gap_per_head(alg, h), ratio_base(alg, h)
    share = alg.mul(tier_amount(alg, h, tiers), base) if tiers else gap
    of_share = alg.mul(alg.add(alg.mul(100, h.paid), h.percent_benefit), share)
    of_standard = alg.mul(h.percent_standard, alg.mul(alg.mul(h.standard, h.months), h.members))
    fixed = alg.mul(alg.mul(100, h.fixed), base)
    total = alg.round_div(alg.add(alg.add(of_share, of_standard), fixed), alg.mul(100, base))
    return alg.named("amount", alg.where(alg.less(0, gap), total, 0))
