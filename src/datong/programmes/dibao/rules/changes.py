"""What would change the result (怎样才会不同): the smallest change of each condition, exact to the fen.

Below the standard means T s < S N m (see `benefit`). The largest income that is below it is floor((S N m - 1) / s), the smallest
that is not is ceil(S N m / s). Over the period the change is their difference to the income found; a month it is that, divided
by N and rounded up: one fen a month less would not do.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from datong.engine.algebra import PLAIN
from datong.kernel.bilingual import Text
from datong.programmes.dibao.rules.assessment import Change, money
from datong.programmes.dibao.rules.assets import LimitFound, bound_of
from datong.programmes.dibao.rules.county_shape import PropertyLimit
from datong.programmes.dibao.rules.document import IncomeItem
from datong.programmes.dibao.rules.reckoning import Reckoning, assess_amount

__all__ = ["changes_of"]

STEP = 10_000  # 100 yuan a month, for "how would the amount change"
UNITS = {
    "value": Text("{n} 元", "{n} yuan"),
    "count": Text("{n} 件", "{n}"),
    "area": Text("{n} 平方米", "{n} square metres"),
}

LESS = Text(
    "月收入低 {month} 元以上（核算期 {months} 个月合计低 {period} 元以上）就符合收入条件",
    "if monthly income were {month} yuan lower (over the {months} months reckoned, {period} yuan lower), the income test would be met",
)
MORE = Text(
    "月收入增加 {month} 元以上（核算期 {months} 个月合计增加 {period} 元以上）就不再符合收入条件",
    "if monthly income were {month} yuan higher (over the {months} months reckoned, {period} yuan higher), the income test would no longer be met",
)
BECOMES = Text(
    "如果月收入多 {step} 元，月低保金由 {now} 元变为 {then} 元",
    "if monthly income were {step} yuan higher, the benefit would go from {now} to {then} yuan a month",
)
PROPERTY = Text("{name}减少 {by}以上就符合这一条", "{name}: {by} less would meet this limit")
REGISTER = Text(
    "户籍迁入本县，或向户籍所在地（或当地允许持居住证申请的地方）申请",
    "move the register here, or apply where the applicant is registered (or where a residence permit is accepted)",
)
GROUND = Text(
    "单独申请的理由不成立；可以家庭为单位申请，或补充能证明另一理由的材料",
    "the ground for applying alone does not hold; apply as a household, or prove another ground",
)
NOBODY = Text(
    "没有可以计入并在本次保障的成员", "there is no member who can be counted and paid in this application"
)
ALL = Text("以上各条都要满足才符合条件", "all of these must be met together")


def changes_of(r: Reckoning) -> tuple[Change, ...]:
    """The changes that would turn the verdict; none while it is undetermined."""
    if r.eligible is None:
        return ()
    if r.eligible:
        return tuple(_ends(r))
    kept = r.limits()
    found = [
        *_facts(r),
        *_income(r),
        *(_property(r, limit, tested) for limit, tested in kept if tested.kept is False),
    ]
    if len(found) > 1:
        found.append(Change("all", "fact", None, ALL))
    return tuple(found)


def _facts(r: Reckoning) -> Iterator[Change]:
    if r.found.registered is False:
        yield Change("registered", "fact", None, REGISTER)
    if r.found.ground is False:
        yield Change("single", "fact", None, GROUND)
    if not r.found.sums.paid:
        yield Change("household", "fact", None, NOBODY)


def _income(r: Reckoning) -> Iterator[Change]:
    if r.verdict.below is not False:
        return
    yardstick, months, standard_months = _yardstick(r)
    over = r.found.raw_income - (yardstick - 1) // standard_months
    month = -(-over // months)
    yield Change(
        "income", "less_income", month,
        LESS.format(month=money(month), months=months, period=money(over)), over,
    )  # fmt: skip


def _ends(r: Reckoning) -> Iterator[Change]:
    if r.amount is None:
        return
    yardstick, months, standard_months = _yardstick(r)
    over = -(-yardstick // standard_months) - r.found.raw_income
    month = -(-over // months)
    yield Change(
        "income", "more_income", month,
        MORE.format(month=money(month), months=months, period=money(over)), over,
    )  # fmt: skip
    more = dataclasses.replace(r.document, income=(*r.document.income, _more(r)))
    then = assess_amount(more, r.law.on, r.law.county).amount or 0
    text = BECOMES.format(step=money(STEP), now=money(r.amount), then=money(then))
    yield Change("income", "amount", then - r.amount, text)


def _more(r: Reckoning) -> IncomeItem:
    """A wage of `STEP` fen a month over the whole period."""
    owner = r.document.applicant if r.document.single else None
    return IncomeItem("", owner, "wage", "declared", r.law.first, r.law.last, STEP, costs=0, per="month")


def _yardstick(r: Reckoning) -> tuple[int, int, int]:
    h = r.found.sums
    return h.standard * h.months * h.members, h.months, h.standard_months


def _property(r: Reckoning, limit: PropertyLimit, tested: LimitFound) -> Change:
    numerator, denominator = bound_of(PLAIN, limit, r.found.members, r.terms)
    by = tested.total - numerator // denominator
    shown = str(by) if limit.measure == "count" else money(by)
    text = PROPERTY.format(name=limit.name, by=UNITS[limit.measure].format(n=shown))
    return Change(f"property.{limit.key}", "less_property", by, text)
