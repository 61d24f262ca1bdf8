"""Which income counts, and how much of it lies in the reckoning period (收入核算).

The period. The measures say "在规定期限内" (2012 art. 7, 2021 art. 13) and give no length: it is the county's
`income_period_months`, N, and there is no default. It is the N whole months before the month of the application.
Nothing is averaged or extrapolated. An amount `per: month` counts once for each of its months inside the period. An amount for a
whole span counts as it stands when the span lies inside, and not at all when it lies outside. A span that sticks out
must be stated month by month; only a kind the county spreads (`spread_kinds`) on an item declared as received once for a year or a
season (`spread`) is divided: floor(net amount x months inside / months of the span), in fen, in favour of the household.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from datong.engine.algebra import Algebra, Value
from datong.programmes.dibao.rules.document import Deduction, HouseholdDocument, IncomeItem, Member
from datong.programmes.dibao.rules.law import IncomeLaw, Law
from datong.programmes.dibao.rules.membership import age_on
from datong.programmes.dibao.rules.missing import Missing, fact

__all__ = ["DeductionFound", "IncomeFound", "counted_income", "find_deduction", "find_income"]

Why = Literal["counted", "law", "outside", "not_member", "not_imputed", "judged_out", "waived", "missing"]
BY_MONTH = (
    "跨越核算期的金额各月是多少（不能平均）",
    "the amount of each month, as it reaches beyond the period (it may not be averaged),",
)
Gap = Callable[[Missing], None]


@dataclass(slots=True)
class IncomeFound:
    """What became of one item: its type, what of it lies in the period after costs (fen), and why it counts or not."""

    item: IncomeItem
    why: Why
    type: str = ""
    net: int | None = None


@dataclass(slots=True)
class DeductionFound:
    """What became of one deduction: fen taken off, and whether it was."""

    item: Deduction
    why: Why
    taken: int | None = None


def find_income(
    item: IncomeItem, law: Law, members: dict[str, bool | None], people: HouseholdDocument, gap: Gap
) -> IncomeFound:
    """Whether an item counts, and its net amount in the period. `members`: id -> in the household; gaps are told."""
    rule = law.income[item.kind]
    why = _left_out(item, rule, law, members, people, gap)
    if why is not None:
        return IncomeFound(item, why, rule.type)
    net = within_period(item, law, rule.costs, gap)
    if net is None:
        return IncomeFound(item, "missing", rule.type)
    return IncomeFound(item, "counted" if _touches(item, law) else "outside", rule.type, net)


def _left_out(
    item: IncomeItem,
    rule: IncomeLaw,
    law: Law,
    members: dict[str, bool | None],
    people: HouseholdDocument,
    gap: Gap,
) -> Why | None:
    """Why an item does not count, whatever its amount; None when it does."""
    if item.member is None:
        if people.single is not None:
            gap(fact(f"{item.path}.member", "是谁的收入", "whose income it is"))
            return "missing"
    elif not members[item.member]:
        return "not_member" if members[item.member] is False else "missing"
    if rule.counted is None and rule.missing is not None:
        gap(rule.missing)
        return "missing"
    if not rule.counted:
        return "law"
    if item.method == "imputed" or item.giver is not None:
        return _left_to_people(item, law, people, gap)
    return None


def _touches(item: IncomeItem | Deduction, law: Law) -> bool:
    """Whether any month of an item lies in the period."""
    first, last = item.first, item.last
    return first is not None and last is not None and first <= law.last and last >= law.first


def _left_to_people(item: IncomeItem, law: Law, people: HouseholdDocument, gap: Gap) -> Why | None:
    """Where the law leaves room to people: imputed income, and support given to a severely disabled adult."""
    person = _person(people, item.member)
    if item.method == "imputed":
        allowed = law.setting("imputed_income")
        if allowed is None:
            gap(law.ask("imputed_income"))
            return "missing"
        if not allowed:
            return "not_imputed"
        if law.judged and person is not None and person.hard_to_employ:
            if item.judgement is None:
                gap(
                    fact(
                        f"{item.path}.judgement",
                        "对确实难以就业成员的综合判断",
                        "the judgement on a member truly hard to employ",
                    )
                )
                return "missing"
            return None if item.judgement.counted else "judged_out"
    waived = (
        law.waiver and item.kind == "support" and item.giver in {"sibling", "elder"}
        and item.judgement is not None and not item.judgement.counted
        and person is not None and _dependent_adult(person, law)
    )  # fmt: skip
    return "waived" if waived else None


def _person(people: HouseholdDocument, member: str | None) -> Member | None:
    return next((person for person in people.members if person.id == member), None)


def _dependent_adult(person: Member, law: Law) -> bool:
    """成年无业重度残疾人: an adult, severely disabled, without work."""
    adult = person.birth is not None and age_on(person.birth, law.on) >= law.adult_age
    return adult and person.disability is not None and person.disability.severe and person.employed is False


def within_period(item: IncomeItem, law: Law, costs: str, gap: Gap) -> int | None:
    """Fen of an item inside the period, after costs; None with a gap told."""
    months = _months(item, law, gap)
    if months is None:
        return None
    inside, span = months
    if inside <= 0:
        return 0
    if item.amount is None:
        gap(fact(f"{item.path}.amount", "金额", "the amount"))
        return None
    net = item.amount
    if costs != "kept":
        if item.costs is None and costs == "required":
            gap(fact(f"{item.path}.costs", '成本、费用（没有写 "0"）', 'the costs ("0" for none)'))
            return None
        net -= item.costs or 0
    if item.per == "month":
        return net * inside
    return net if inside == span else _spread(item, net, inside, span, law, gap)


def _months(item: IncomeItem | Deduction, law: Law, gap: Gap) -> tuple[int, int] | None:
    """Months inside the period, and months of the span."""
    if law.months is None:
        return None
    first, last = item.first, item.last
    if first is None or last is None:
        gap(fact(f"{item.path}.from", "所属月份", "the months it is for"))
        return None
    return min(last, law.last) - max(first, law.first) + 1, last - first + 1


def _spread(item: IncomeItem, net: int, inside: int, span: int, law: Law, gap: Gap) -> int | None:
    kinds = law.setting("spread_kinds") if item.spread else ()
    if kinds is None:
        gap(law.ask("spread_kinds"))
        return None
    if item.spread and item.kind in kinds:
        return net * inside // span
    gap(fact(item.path, *BY_MONTH))
    return None


def find_deduction(item: Deduction, law: Law, members: dict[str, bool | None], gap: Gap) -> DeductionFound:
    """What an expense takes off counted income."""
    rule = law.deductions[item.kind]
    if item.member is not None and not members[item.member]:
        return DeductionFound(item, "not_member" if members[item.member] is False else "missing")
    if rule.taken is None and rule.missing is not None:
        gap(rule.missing)
        return DeductionFound(item, "missing")
    if not rule.taken:
        return DeductionFound(item, "law")
    taken = _expense(item, law, rule.at_most, gap)
    if taken is None:
        return DeductionFound(item, "missing")
    return DeductionFound(item, "counted" if _touches(item, law) else "outside", taken)


def _expense(item: Deduction, law: Law, at_most: int | None, gap: Gap) -> int | None:
    """Fen of an expense inside the period, at most `at_most` for each month inside; None with a gap told."""
    months = _months(item, law, gap)
    if months is None:
        return None
    inside, span = months
    if inside <= 0:
        return 0
    if item.amount is None:
        gap(fact(f"{item.path}.amount", "金额", "the amount"))
        return None
    if item.per != "month" and inside != span:
        gap(fact(item.path, *BY_MONTH))
        return None
    taken = item.amount * inside if item.per == "month" else item.amount
    return taken if at_most is None else min(taken, at_most * inside)


def counted_income(alg: Algebra, h: Value, offsets: Value) -> Value:
    """The household's income in the period before the floor at zero: the four types, less deductions.

    A loss of business or property lowers other income only where the county says so (`offsets`).
    """
    business = alg.where(alg.less(h.business, 0), alg.where(offsets, h.business, 0), h.business)
    property_ = alg.where(alg.less(h.property, 0), alg.where(offsets, h.property, 0), h.property)
    earned = alg.add(alg.add(h.wage, business), alg.add(property_, h.transfer))
    return alg.named("income", alg.sub(earned, h.deductions))
