"""Property against the county's limits (家庭财产): sums of declared things, each limit with its own verdict.

Limits are the county's (2012 art. 4, State Council Order 649 art. 10). A thing without its value, where the value is
tested, is a gap; a thing is left out only where a rule exempts it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from datong.engine.algebra import Algebra, Value
from datong.programmes.dibao.rules.county_shape import PropertyLimit
from datong.programmes.dibao.rules.document import HouseholdDocument, PropertyItem
from datong.programmes.dibao.rules.law import Law
from datong.programmes.dibao.rules.missing import Missing, fact

__all__ = ["LimitFound", "exempted", "find_limit", "within_limit"]

MEASURES = {
    "value": ("value", "价值", "its value"),
    "count": ("count", "数量", "how many"),
    "area": ("area", "面积", "its area"),
}


@dataclass(slots=True)
class LimitFound:
    """One limit tested: the measured total, the limit as `numerator` over `denominator`, and whether it is kept."""

    limit: PropertyLimit
    items: tuple[PropertyItem, ...]
    total: int | None
    numerator: int
    denominator: int
    kept: bool | None


def within_limit(alg: Algebra, total: Value, numerator: Value, denominator: Value) -> Value:
    """total <= numerator / denominator; exactly at the limit is within it."""
    return alg.at_most(alg.mul(total, denominator), numerator)


def exempted(item: PropertyItem, law: Law, gap: Callable[[Missing], None]) -> bool | None:
    """Whether a rule leaves a thing out; None where the county has not said which necessities it exempts."""
    if item.exempt is None:
        return False
    named = law.find("exemption.mobility_vehicle") if item.exempt == "mobility_vehicle" else None
    if named is not None:
        return item.kind in named.value
    if law.find("exemption.necessity") is None:
        return False
    kinds = law.setting("necessities")
    if kinds is None:
        gap(law.ask("necessities"))
        return None
    return item.kind in kinds


def find_limit(
    alg: Algebra, limit: PropertyLimit, document: HouseholdDocument, law: Law, members: dict[str, bool | None],
    heads: int, gap: Callable[[Missing], None],
) -> LimitFound:  # fmt: skip
    """Test one limit over the things of the household (of its members, or of nobody in particular)."""
    attribute, zh, en = MEASURES[limit.measure]
    items, total, known = [], 0, True
    for item in document.property:
        if item.kind not in limit.kinds or (item.member is not None and members[item.member] is False):
            continue
        left_out = exempted(item, law, gap)
        if left_out:
            continue
        measured = getattr(item, attribute)
        if measured is None:
            gap(fact(f"{item.path}.{attribute}", zh, en))
        if left_out is None or measured is None:
            known = False
            continue
        items.append(item)
        total += measured
    numerator, denominator = _bound(limit, law, heads)
    kept = within_limit(alg, total if known else None, numerator, denominator)
    return LimitFound(limit, tuple(items), total if known else None, numerator, denominator, kept)


def _bound(limit: PropertyLimit, law: Law, heads: int) -> tuple[int, int]:
    """The limit for this household as a ratio."""
    times = heads if limit.per_head else 1
    if limit.standard_months is None:
        return (limit.at_most or 0) * times, 1
    standard = law.standard
    return (limit.standard_months * standard.fen * times, standard.months) if standard else (0, 1)
