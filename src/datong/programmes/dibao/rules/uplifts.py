"""More for members in special need (分类施保): which of the county's uplifts fit a member. 2012 art. 28; 2021 art. 27."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import combinations
from operator import attrgetter
from typing import Any, Final, NamedTuple

from datong.engine.algebra import PLAIN, Algebra, CannotExpress, Rows, Value
from datong.programmes.dibao.rules.codes import codes
from datong.programmes.dibao.rules.county_shape import Uplift
from datong.programmes.dibao.rules.terms import RowTerms
from datong.programmes.dibao.rules.traits import Traits

__all__ = ["Added", "add_uplifts", "fitting", "highest_of", "pattern_of", "several_fit", "worths"]

PATTERN: Final = attrgetter("pattern")
NOTHING: Final[Mapping[tuple[int, int], bool | None]] = {}
MOST: Final = 8
"""So many uplifts at most where only the highest is given: every set of them that may meet in one person is looked at."""


class Added(NamedTuple):
    """The uplifts of all paid members, summed: fen a month, percentages of the standard and of one's own share."""

    fixed: Value
    percent_standard: Value
    percent_benefit: Value


def fitting(alg: Algebra, t: Traits, severe: Value, p: RowTerms) -> tuple[Value, ...]:
    """Whether a member belongs to each uplift's group; what the document does not claim is not so."""
    return tuple(alg.is_true(_fits(alg, uplift, t, severe, p)) for uplift in p.uplifts)


def _fits(alg: Algebra, uplift: Uplift, t: Traits, severe: Value, p: RowTerms) -> Value:
    if uplift.group == "minor":
        return alg.less(t.age, p.adult_age)
    if uplift.group == "elderly":
        return alg.at_most(uplift.from_age, t.age)
    if uplift.group == "serious_illness":
        return t.serious_illness
    if uplift.group == "named":
        return alg.holds(t.groups, uplift.named or "")
    kinds = codes("disability", uplift.also_grade3)
    grade3 = alg.and_(alg.equal(t.disability_grade, 3), alg.is_in(t.disability_kind, kinds))
    return alg.or_(severe, grade3)


def add_uplifts(
    alg: Algebra,
    persons: Rows,
    uplifts: Sequence[Uplift],
    combination: str | None,
    worth: Callable[[int], Value],
) -> Added:
    """The uplifts of the paid members. `worth(k)`: what the k-th is worth in this household, to find the highest of several."""
    if combination == "highest" and len(uplifts) > 1:
        if len(uplifts) > MOST:
            raise CannotExpress(f"more than {MOST} uplifts of which the highest is given")
        given = _highest(alg, persons, uplifts, worth)
    else:
        given = [alg.total(persons, partial(_given, alg, k)) for k in range(len(uplifts))]
    fixed: Value = 0
    percent: dict[str | None, Value] = {"standard": 0, "benefit": 0}
    for uplift, times in zip(uplifts, given, strict=True):
        if uplift.percent is None:
            fixed = alg.add(fixed, alg.mul(times, uplift.amount))
        else:
            percent[uplift.of] = alg.add(percent[uplift.of], alg.mul(times, uplift.percent))
    return Added(fixed, percent["standard"], percent["benefit"])


def _given(alg: Algebra, place: int, m: Any) -> Value:
    return alg.and_(m.served, m.fits[place])


def several_fit(alg: Algebra, persons: Rows) -> Value:
    """Whether several uplifts fit one paid member."""
    return alg.less(0, alg.total(persons, lambda m: alg.and_(m.served, _several(alg, m.fits))))


def _highest(
    alg: Algebra, persons: Rows, uplifts: Sequence[Uplift], worth: Callable[[int], Value]
) -> list[Value]:
    """How many members get each uplift: of every set that meets in one person, its highest."""
    places = range(len(uplifts))
    surely = {(j, k): _surely_more(uplifts[j], uplifts[k]) for j, k in combinations(places, 2)}
    if None not in surely.values():
        return _highest_known(alg, persons, surely, len(uplifts))
    given: list[Value] = [0 for _ in places]
    more = _more(alg, worth, surely)
    for pattern, times in alg.tally(persons, PATTERN, range(1, 1 << len(places))):
        chosen = [k for k in places if pattern >> k & 1]
        for k in chosen:
            won = alg.where(_wins(alg, k, chosen, more), times, 0) if len(chosen) > 1 else times
            given[k] = alg.add(given[k], won)
    return given


def _surely_more(one: Uplift, other: Uplift) -> bool | None:
    """Whether the other is worth more in every household; None where that depends on the household. Shares of the same amount
    compare by their percentages; where that amount is 0, neither adds anything."""
    if one.percent is None or other.percent is None:
        same = one.percent is None and other.percent is None
        return (one.amount or 0) < (other.amount or 0) if same else None
    return one.percent < other.percent if one.of == other.of else None


def _highest_known(
    alg: Algebra, persons: Rows, surely: Mapping[tuple[int, int], bool | None], count: int
) -> list[Value]:
    """`_highest` where no household changes which uplift of a set is its highest."""
    won: list[set[int]] = [set() for _ in range(count)]
    for pattern in range(1, 1 << count):
        chosen = [k for k in range(count) if pattern >> k & 1]
        won[next(k for k in chosen if _wins(PLAIN, k, chosen, lambda j, k: surely[j, k]))].add(pattern)
    return alg.totals(persons, lambda m: [alg.is_in(m.pattern, patterns) for patterns in won], count)


def _more(
    alg: Algebra, worth: Callable[[int], Value], surely: Mapping[tuple[int, int], bool | None] = NOTHING
) -> Callable[[int, int], Value]:
    """Of two uplifts, whether the later is worth more; each pair is asked once."""
    known: dict[tuple[int, int], Value] = {pair: more for pair, more in surely.items() if more is not None}

    def more(j: int, k: int) -> Value:
        if (j, k) not in known:
            known[j, k] = alg.named("more", alg.less(worth(j), worth(k)))
        return known[j, k]

    return more


def _wins(alg: Algebra, k: int, chosen: Sequence[int], more: Callable[[int, int], Value]) -> Value:
    """Whether an uplift is worth most of those chosen; the first of equals."""
    found: Value = True
    for j in chosen:
        if j != k:
            found = alg.and_(found, more(j, k) if j < k else alg.not_(more(k, j)))
    return found


def highest_of(chosen: Sequence[int], worth: Callable[[int], int]) -> int:
    """The place of the uplift that is worth most in one household; the first of equals."""
    more = _more(PLAIN, worth)
    return next(k for k in chosen if _wins(PLAIN, k, chosen, more))


def pattern_of(alg: Algebra, served: Value, fits: Sequence[Value]) -> Value:
    """The uplifts that fit a paid member, as bits; 0 for others."""
    found: Value = 0
    for k, fit in enumerate(fits):
        found = alg.add(found, alg.where(fit, 1 << k, 0))
    return alg.where(served, found, 0) if fits else 0


def _several(alg: Algebra, fits: Sequence[Value]) -> Value:
    found: Value = False
    for one, other in combinations(fits, 2):
        found = alg.or_(found, alg.and_(one, other))
    return found


def worths(
    alg: Algebra, h: Any, uplifts: Sequence[Uplift], share: Value, base: Value
) -> Callable[[int], Value]:
    """What the k-th uplift is worth, in parts that are the same for all uplifts of one household (fen x 100 E x s). `share` over
    `base` is one head's amount."""

    def worth(k: int) -> Value:
        uplift = uplifts[k]
        if uplift.percent is None:
            found = alg.mul(alg.mul(100 * (uplift.amount or 0), base), h.standard_months)
        elif uplift.of == "standard":
            found = alg.mul(alg.mul(uplift.percent, h.standard), base)
        else:
            found = alg.mul(alg.mul(uplift.percent, share), h.standard_months)
        return found

    return worth
