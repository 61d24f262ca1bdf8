"""Property against the county's limits (家庭财产): sums of declared things, each limit with its own verdict.

Limits are the county's (2012 art. 4, State Council Order 649 art. 10). A thing without its value, where the value is
tested, is a gap; a thing is left out only where a rule exempts it.
"""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from typing import Any, Final, NamedTuple

from datong.engine.algebra import Algebra, Rows, Value
from datong.programmes.dibao.rules.codes import code, codes
from datong.programmes.dibao.rules.county_shape import PropertyLimit
from datong.programmes.dibao.rules.terms import RowTerms, Terms

__all__ = ["MEASURES", "AssetFound", "LimitFound", "bound_of", "find_asset", "find_limits"]

MEASURES: Final[Mapping[str, tuple[str, str]]] = {
    "value": ("价值", "its value"), "count": ("数量", "how many"), "area": ("面积", "its area"),
}  # fmt: skip
TAKEN, UNKNOWN = attrgetter("taken"), attrgetter("unknown")
MOBILITY: Final = code("exempt", "mobility_vehicle")


class Traits(NamedTuple):
    """What the rules ask of a thing, but for its measures."""

    kind: Value
    exempt: Value
    counted: Value
    no_value: Value
    no_count: Value
    no_area: Value


class AssetFound(NamedTuple):
    """One thing: what it adds to each limit, and whether that is not known; `unsettled`: the county has not said which necessities
    it exempts."""

    taken: tuple[Value, ...]
    unknown: tuple[Value, ...]
    unsettled: Value


class LimitFound(NamedTuple):
    """One limit tested: the total where known, of how many things it is not known, whether it is kept."""

    total: Value
    unknown: Value
    kept: Value


def find_asset(alg: Algebra, _h: Any, a: Any, who: Any, p: RowTerms) -> AssetFound:
    """One thing of the member `who`, or of nobody in particular."""
    traits = Traits(
        a.kind, a.exempt, who.counted, alg.is_null(a.value), alg.is_null(a.count), alg.is_null(a.area)
    )
    added, unknown, unsettled = alg.shared(lambda t: _judged(alg, t, p), traits)
    taken = [
        alg.where(adds, alg.or_else(measure(a), 0), 0)
        for adds, measure in zip(added, p.measures, strict=True)
    ]
    return AssetFound(tuple(taken), unknown, unsettled)


def _judged(alg: Algebra, t: Traits, p: RowTerms) -> tuple[tuple[Value, ...], tuple[Value, ...], Value]:
    """For each limit whether the thing adds to it, and whether that is not known; whether the county must say."""
    elsewhere = alg.is_true(alg.not_(t.counted))
    needed = None if p.necessities is None else alg.is_in(t.kind, p.necessities)
    if p.mobility is not None:
        needed = alg.where(alg.equal(t.exempt, MOBILITY), alg.is_in(t.kind, p.mobility), needed)
    left_out = alg.named("left_out", alg.where(alg.is_null(t.exempt), False, needed))
    inside = alg.named("tested", alg.not_(alg.or_(elsewhere, alg.is_true(left_out))))
    unsettled = alg.and_(alg.is_null(left_out), alg.not_(elsewhere))
    added, unknown = [], []
    for limit in p.limits:
        concerned = alg.and_(inside, alg.is_in(t.kind, codes("property", limit.kinds)))
        unclear = alg.or_(unsettled, getattr(t, f"no_{limit.measure}"))
        added.append(concerned)
        unknown.append(alg.and_(concerned, unclear))
    return tuple(added), tuple(unknown), unsettled


def find_limits(alg: Algebra, assets: Rows, members: Value, p: Terms) -> tuple[LimitFound, ...]:
    """Every limit over the things of the household; exactly at the limit is within it."""
    limits = p.rows.limits
    known, unknown = alg.totals(assets, TAKEN, len(limits)), alg.totals(assets, UNKNOWN, len(limits))
    found = []
    for limit, total, unclear in zip(limits, known, unknown, strict=True):
        numerator, denominator = bound_of(alg, limit, members, p)
        sure = alg.where(alg.equal(unclear, 0), total, None)
        scaled = sure if denominator == 1 else alg.mul(sure, denominator)
        found.append(LimitFound(sure, unclear, alg.at_most(scaled, numerator)))
    return tuple(found)


def bound_of(alg: Algebra, limit: PropertyLimit, members: Value, p: Terms) -> tuple[Value, int]:
    """The limit for a household of so many members as a ratio."""
    most, months = limit.at_most or 0, 1
    if limit.standard_months is not None:
        standard = p.standard
        most, months = (limit.standard_months * standard.fen, standard.months) if standard else (0, 1)
    return alg.mul(most, members) if limit.per_head else most, months
