"""Property against the county's limits (家庭财产): sums of declared things, each limit with its own verdict.

Limits are the county's (2012 art. 4, State Council Order 649 art. 10). A thing without its value, where the value is
tested, is a gap; a thing is left out only where a rule exempts it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from datong.engine.algebra import Algebra, Rows, Value
from datong.programmes.dibao.rules.codes import codes
from datong.programmes.dibao.rules.county_shape import PropertyLimit
from datong.programmes.dibao.rules.terms import RowTerms, Terms

__all__ = ["MEASURES", "AssetFound", "LimitFound", "bound_of", "find_asset", "find_limit"]

MEASURES: Final[Mapping[str, tuple[str, str]]] = {
    "value": ("价值", "its value"), "count": ("数量", "how many"), "area": ("面积", "its area"),
}  # fmt: skip
MOBILITY: Final = 0  # codes: exempt


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
    added, unknown, unsettled = alg.recall(p.assets, lambda t: _judged(alg, t, p), traits)
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
        added.append(alg.and_(concerned, alg.not_(unclear)))
        unknown.append(alg.and_(concerned, unclear))
    return tuple(added), tuple(unknown), unsettled


def find_limit(
    alg: Algebra, place: int, limit: PropertyLimit, assets: Rows, members: Value, p: Terms
) -> LimitFound:
    """One limit over the things of the household; exactly at the limit is within it."""
    unknown = alg.total(assets, lambda a: a.unknown[place])
    known = alg.total(assets, lambda a: a.taken[place])
    total = alg.where(alg.equal(unknown, 0), known, None)
    numerator, denominator = bound_of(alg, limit, members, p)
    return LimitFound(total, unknown, alg.at_most(alg.mul(total, denominator), numerator))


def bound_of(alg: Algebra, limit: PropertyLimit, members: Value, p: Terms) -> tuple[Value, int]:
    """The limit for a household of so many members as a ratio."""
    times: Value = members if limit.per_head else 1
    if limit.standard_months is None:
        return alg.mul(limit.at_most or 0, times), 1
    standard = p.standard
    return (alg.mul(limit.standard_months * standard.fen, times), standard.months) if standard else (0, 1)
