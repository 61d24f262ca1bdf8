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
from enum import IntEnum
from typing import Any, Final, NamedTuple

from datong.engine.algebra import Algebra, Value
from datong.programmes.dibao.rules.codes import code, codes
from datong.programmes.dibao.rules.terms import RowTerms

__all__ = ["ItemFound", "Why", "counted_income", "find_expense", "find_income"]

IMPUTED: Final = code("method", "imputed")
MONTH: Final = code("per", "month")
SUPPORT: Final = code("income", "support")
WAIVING_GIVERS: Final = codes("giver", ("sibling", "elder"))


class Why(IntEnum):
    """Why an item counts or not; from `MISSING` on, what is missing to say."""

    COUNTED = 0
    LAW = 1
    OUTSIDE = 2
    NOT_MEMBER = 3
    NOT_IMPUTED = 4
    JUDGED_OUT = 5
    WAIVED = 6
    MISSING = 10
    OWNER = 11
    MEMBER = 12
    KIND = 13
    IMPUTATION = 14
    JUDGEMENT = 15
    PERIOD = 16
    MONTHS = 17
    AMOUNT = 18
    COSTS = 19
    BY_MONTH = 20
    SPREAD = 21


class ItemFound(NamedTuple):
    """What became of one item: why, and the fen of it in the period (after costs; 0 unless counted), again where it is of business or property;
    `unclear`: something is missing to say."""

    why: Value
    unclear: Value
    net: Value
    business: Value
    property: Value


class Traits(NamedTuple):
    """What the rules ask of an item, but for its amount."""

    kind: Value
    method: Value
    first: Value
    last: Value
    per: Value
    spread: Value
    giver: Value
    judged: Value
    no_amount: Value
    no_costs: Value
    unowned: Value
    single: Value
    counted: Value
    hard: Value
    dependent: Value


def _traits(alg: Algebra, h: Any, i: Any, who: Any) -> Traits:
    return Traits(
        i.kind, i.method, i.first, i.last, i.per, i.spread, i.giver, i.judged, alg.is_null(i.amount), alg.is_null(i.costs),
        alg.is_null(i.person), h.single, who.counted, who.hard, who.dependent,
    )  # fmt: skip


class _Judged(NamedTuple):
    """Why an item counts or not; months of it inside the period, and in all (0 where not stated); whether its amount is a month's, and
    whether the whole span lies inside; its type of income; whether costs are deducted."""

    why: Value
    unclear: Value
    counted: Value
    business: Value
    property: Value
    inside: Value
    months: Value
    monthly: Value
    whole: Value
    costed: Value


def _judged(
    alg: Algebra, t: Traits, p: RowTerms, rule: Callable[[Algebra, Traits, RowTerms, Value], Value]
) -> _Judged:
    """An item placed in the period, and `rule` on what the law does with its kind once it is placed."""
    inside = alg.sub(alg.add(alg.minimum(t.last, p.last), 1), alg.maximum(t.first, p.first))
    inside = alg.named("inside", alg.maximum(alg.or_else(inside, 0), 0))
    months = alg.named("months", alg.maximum(alg.or_else(alg.sub(alg.add(t.last, 1), t.first), 0), 0))
    monthly = alg.is_true(alg.equal(t.per, MONTH))
    treated = alg.named(
        "treated", rule(alg, t, p, alg.named("timing", _timing(alg, t, inside, months, monthly, p)))
    )
    outsider = alg.where(alg.is_null(t.counted), Why.MEMBER, Why.NOT_MEMBER)
    why = alg.named("why", alg.where(alg.or_(alg.is_true(t.counted), t.unowned), treated, outsider))
    return _Judged(
        why, alg.at_most(Why.MISSING, why), alg.equal(why, Why.COUNTED), alg.is_in(t.kind, p.business), alg.is_in(t.kind, p.property),
        inside, months, monthly, alg.equal(inside, months), alg.is_in(t.kind, p.costs_deducted),
    )  # fmt: skip


def find_income(alg: Algebra, h: Any, i: Any, who: Any, p: RowTerms) -> ItemFound:
    """One item of income of the member `who`."""
    found = alg.shared(lambda t: _judged(alg, t, p, _treated), _traits(alg, h, i, who))
    net = alg.named("net", alg.choose(found.counted, lambda: _net(alg, i, found, p), _nothing))
    business, property_ = alg.where(found.business, net, 0), alg.where(found.property, net, 0)
    return ItemFound(found.why, found.unclear, net, business, property_)


def _treated(alg: Algebra, t: Traits, p: RowTerms, timing: Value) -> Value:
    """What the law does with an item of income whose owner is counted."""
    left_out = alg.where(alg.is_in(t.kind, p.unsettled), Why.KIND, Why.LAW)
    settled = alg.choose(
        alg.is_in(t.kind, p.counted), lambda: _left_to_people(alg, t, timing, p), lambda: left_out
    )
    return alg.where(alg.and_(t.unowned, alg.not_(alg.is_null(t.single))), Why.OWNER, settled)


def _left_to_people(alg: Algebra, t: Traits, timing: Value, p: RowTerms) -> Value:
    """Where the law leaves room to people: imputed income, and support given to a severely disabled adult."""
    waived: Value = False
    if p.waiver:
        judged_out = alg.is_true(alg.not_(t.judged))
        given = alg.and_(alg.equal(t.kind, SUPPORT), alg.is_true(alg.is_in(t.giver, WAIVING_GIVERS)))
        waived = alg.and_(alg.and_(given, judged_out), alg.is_true(t.dependent))
    rest = alg.where(waived, Why.WAIVED, timing)

    def imputed() -> Value:
        if not p.imputed:
            return Why.IMPUTATION if p.imputed is None else Why.NOT_IMPUTED
        if not p.judged:
            return rest
        judged = alg.where(
            alg.is_null(t.judged), Why.JUDGEMENT, alg.where(alg.is_true(t.judged), timing, Why.JUDGED_OUT)
        )
        return alg.where(alg.is_true(t.hard), judged, rest)

    return alg.choose(alg.is_true(alg.equal(t.method, IMPUTED)), imputed, lambda: rest)


def _timing(alg: Algebra, t: Traits, inside: Value, months: Value, monthly: Value, p: RowTerms) -> Value:
    """Whether an item that is to count can be placed in the period, and its amount taken."""
    if p.months is None:
        return Why.PERIOD
    spread = (
        Why.SPREAD if p.spread is None else alg.where(alg.is_in(t.kind, p.spread), Why.COUNTED, Why.BY_MONTH)
    )
    whole = alg.or_(monthly, alg.equal(inside, months))
    within = alg.where(whole, Why.COUNTED, alg.where(alg.is_true(t.spread), spread, Why.BY_MONTH))
    uncosted = alg.and_(alg.is_in(t.kind, p.costs_required), t.no_costs) if p.costs_required else False
    known = alg.where(t.no_amount, Why.AMOUNT, alg.where(uncosted, Why.COSTS, within))
    elsewhere = alg.where(alg.at_most(1, months), Why.OUTSIDE, Why.MONTHS)
    return alg.where(alg.at_most(inside, 0), elsewhere, known)


def _net(alg: Algebra, i: Any, span: _Judged, p: RowTerms) -> Value:
    """Fen of a counted item inside the period, after costs."""
    base = alg.or_else(i.amount, 0)
    if p.costs_deducted:
        base = alg.sub(base, alg.where(span.costed, alg.or_else(i.costs, 0), 0))

    def shared() -> Value:
        return alg.floor_div(alg.mul(base, span.inside), alg.maximum(span.months, 1))

    return alg.choose(
        span.monthly, lambda: alg.mul(base, span.inside), lambda: alg.choose(span.whole, lambda: base, shared)
    )


def _nothing() -> Value:
    return 0


def find_expense(alg: Algebra, h: Any, i: Any, who: Any, p: RowTerms) -> ItemFound:
    """One expense of the member `who`, or of the household: what it takes off counted income."""
    found = alg.shared(lambda t: _judged(alg, t, p, _allowed), _traits(alg, h, i, who))
    net = alg.choose(found.counted, lambda: _taken(alg, i, found, p), _nothing)
    return ItemFound(found.why, found.unclear, net, 0, 0)


def _allowed(alg: Algebra, t: Traits, p: RowTerms, timing: Value) -> Value:
    """What the law does with an expense."""
    left_out = alg.where(alg.is_in(t.kind, p.expenses_unsettled), Why.KIND, Why.LAW)
    return alg.where(alg.is_in(t.kind, frozenset(kind for kind, _ in p.capped)), timing, left_out)


def _taken(alg: Algebra, i: Any, span: _Judged, p: RowTerms) -> Value:
    """Fen of an expense inside the period, at most the county's limit for each month inside."""
    amount = alg.or_else(i.amount, 0)
    found = alg.where(span.monthly, alg.mul(amount, span.inside), amount)
    for kind, at_most in p.capped:
        if at_most is not None:
            capped = alg.minimum(found, alg.mul(at_most, span.inside))
            found = alg.where(alg.equal(i.kind, kind), capped, found)
    return found


def counted_income(alg: Algebra, h: Any, offsets: Value) -> Value:
    """The household's income in the period before the floor at zero: all types, less deductions.

    A loss of business or property lowers other income only where the county says so (`offsets`).
    """
    business = h.business if offsets is True else alg.maximum(h.business, 0)
    property_ = h.property if offsets is True else alg.maximum(h.property, 0)
    return alg.named("income", alg.sub(alg.add(h.other, alg.add(business, property_)), h.deductions))
