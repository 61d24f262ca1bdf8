"""The computation of a benefit as numbers and sentences: whoever reads them can do it again with a pencil."""

from __future__ import annotations

from collections.abc import Iterator

from datong.engine.algebra import PLAIN
from datong.kernel.bilingual import Text
from datong.programmes.dibao.rules import kinds, words
from datong.programmes.dibao.rules.assessment import Computation, money
from datong.programmes.dibao.rules.benefit import gap_per_head, ratio_base, tier_amount
from datong.programmes.dibao.rules.county_shape import UPLIFT
from datong.programmes.dibao.rules.reckoning import Reckoning
from datong.programmes.dibao.rules.shapes import month_words
from datong.programmes.dibao.rules.uplifts import Added

__all__ = ["computation_of"]

NOTHING = Added(0, 0, 0)


def computation_of(r: Reckoning) -> Computation | None:
    """The numbers and sentences; None while anything is missing, or nobody is counted."""
    h, law = r.found.sums, r.law
    if r.missing or r.amount is None or not r.found.members:
        return None
    tier = tier_amount(PLAIN, h, law.tiers) if law.tiers else None
    added = r.added() if r.verdict.below else NOTHING
    return Computation(
        first_month=month_words(law.first),
        last_month=month_words(law.last),
        months=h.months,
        income=h.income,
        members=h.members,
        paid=h.paid,
        standard=h.standard,
        standard_months=h.standard_months,
        method=law.method or "",
        tier=tier,
        fixed=added.fixed,
        percent_standard=added.percent_standard,
        percent_benefit=added.percent_benefit,
        lines=tuple(_lines(r, tier)),
    )


def _lines(r: Reckoning, tier: int | None) -> Iterator[Text]:
    h, law, say = r.found.sums, r.law, words.INCOME_LINES
    months, income, standard, per = h.months, h.income, h.standard, h.standard_months
    yield say["period"].format(
        first=month_words(law.first), last=month_words(law.last), months=months, income=money(income)
    )
    head = money(_rounded(income, months * h.members))
    yield say["head"].format(income=money(income), months=months, members=h.members, head=head)
    yield say["month_standard" if per == 1 else "year_standard"].format(
        area=kinds.AREAS[law.area],
        standard=money(standard),
        months=per,
        monthly=money(_rounded(standard, per)),
    )
    if not r.eligible:
        return
    if tier is None:
        base = _rounded(gap_per_head(PLAIN, h) * h.paid, ratio_base(PLAIN, h))
        yield say["gap"].format(paid=h.paid, base=money(base))
    else:
        yield say["tier"].format(tier=money(tier), paid=h.paid, base=money(tier * h.paid))
    groups = UPLIFT.by_key["group"].choices or {}
    for member, uplift in r.uplifts():
        kind, number = (
            ("fixed", money(uplift.amount or 0))
            if uplift.percent is None
            else (uplift.of or "", str(uplift.percent))
        )
        who = Text(
            f"{member.name or member.id}，{groups[uplift.group].zh}",
            f"{member.name or member.id}, {groups[uplift.group].en}",
        )
        yield words.UPLIFT["line"].format(group=who, text=words.UPLIFT[kind].format(n=number))
    yield say["total"].format(amount=money(r.amount or 0))


def _rounded(numerator: int, denominator: int) -> int:
    """Half up, for showing only."""
    return (2 * numerator + denominator) // (2 * denominator)
