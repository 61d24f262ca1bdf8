"""What would change the result (怎样才会不同): the smallest change of each condition, exact to the fen.

Below the standard means T s < S N m (see `benefit`). The largest income that is below it is floor((S N m - 1) / s), the smallest
that is not is ceil(S N m / s). Over the period the change is their difference to the income found; a month it is that, divided
by N and rounded up: one fen a month less would not do.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from datong.kernel.bilingual import Text
from datong.programmes.dibao.rules.assessment import Change, money
from datong.programmes.dibao.rules.assets import LimitFound
from datong.programmes.dibao.rules.document import IncomeItem
from datong.programmes.dibao.rules.reckoning import Reckoning, reckon

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
    found = [*_facts(r), *_income(r), *(_property(limit) for limit in r.limits if limit.kept is False)]
    if len(found) > 1:
        found.append(Change("all", "fact", None, ALL))
    return tuple(found)


def _facts(r: Reckoning) -> Iterator[Change]:
    if r.registered is False:
        yield Change("registered", "fact", None, REGISTER)
    if r.ground is False:
        yield Change("single", "fact", None, GROUND)
    if not r.household.paid:
        yield Change("household", "fact", None, NOBODY)


def _income(r: Reckoning) -> Iterator[Change]:
    if r.below is not False or r.raw_income is None:
        return
    yardstick, months, standard_months = _yardstick(r)
    over = r.raw_income - (yardstick - 1) // standard_months
    month = -(-over // months)
    yield Change(
        "income", "less_income", month,
        LESS.format(month=money(month), months=months, period=money(over)), over,
    )  # fmt: skip


def _ends(r: Reckoning) -> Iterator[Change]:
    if r.raw_income is None or r.amount is None:
        return
    yardstick, months, standard_months = _yardstick(r)
    over = -(-yardstick // standard_months) - r.raw_income
    month = -(-over // months)
    yield Change(
        "income", "more_income", month,
        MORE.format(month=money(month), months=months, period=money(over)), over,
    )  # fmt: skip
    then = reckon(dataclasses.replace(r.document, income=(*r.document.income, _more(r))), r.law).amount or 0
    text = BECOMES.format(step=money(STEP), now=money(r.amount), then=money(then))
    yield Change("income", "amount", then - r.amount, text)


def _more(r: Reckoning) -> IncomeItem:
    """A wage of `STEP` fen a month over the whole period."""
    owner = r.document.applicant if r.document.single else None
    return IncomeItem("", owner, "wage", "declared", r.law.first, r.law.last, STEP, costs=0, per="month")


def _yardstick(r: Reckoning) -> tuple[int, int, int]:
    h = r.household
    months, standard_months = h.months or 1, h.standard_months or 1
    return (h.standard or 0) * months * h.members, months, standard_months


def _property(found: LimitFound) -> Change:
    by = (found.total or 0) - found.numerator // found.denominator
    shown = str(by) if found.limit.measure == "count" else money(by)
    text = PROPERTY.format(name=found.limit.name, by=UNITS[found.limit.measure].format(n=shown))
    return Change(f"property.{found.limit.key}", "less_property", by, text)
