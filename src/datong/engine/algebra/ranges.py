"""The proving form: every value is the range it may lie in; run once when a rule is loaded.

What comes out is safe for every household whose facts lie in the ranges declared for them. Comparisons are taken to be able to
come out either way, except where the ranges settle them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from datong.engine.algebra.meaning import HIGHEST, LOWEST, ROWS, DividedByZero, Overflow, Rows, Value

__all__ = ["Range", "Ranges"]


@dataclass(frozen=True, slots=True)
class Range:
    """What a value may be: a number from `low` to `high` (truth values: 0 to 1; texts too, they are only compared), or not known."""

    low: int
    high: int
    nullable: bool = True

    @staticmethod
    def of(value: Value) -> Range:
        """A range, or the range of one plain value."""
        if isinstance(value, Range):
            return value
        if value is None:
            return NOTHING
        if isinstance(value, str):
            return Range(0, 0, False)
        return Range(int(value), int(value), False)

    def hull(self, other: Range) -> Range:
        """The range that holds both; a value that is always None adds nothing but None."""
        if self is NOTHING or other is NOTHING:
            known = other if self is NOTHING else self
            return known if known is NOTHING else Range(known.low, known.high, True)
        return Range(min(self.low, other.low), max(self.high, other.high), self.nullable or other.nullable)


NOTHING = Range(0, 0, True)
TRUTH = (0, 1)


class _Many(NamedTuple):
    """Rows whose records are ranges."""

    record: Any


class Ranges:
    """Interval arithmetic. Raises Overflow where a result could leave 64 bits, DividedByZero where a divisor could be 0."""

    __slots__ = ()

    def add(self, a: Value, b: Value) -> Range:
        x, y = Range.of(a), Range.of(b)
        return self._held("add", (x.low + y.low, x.high + y.high), x, y)

    def sub(self, a: Value, b: Value) -> Range:
        x, y = Range.of(a), Range.of(b)
        return self._held("sub", (x.low - y.high, x.high - y.low), x, y)

    def mul(self, a: Value, b: Value) -> Range:
        x, y = Range.of(a), Range.of(b)
        return self._held("mul", [p * q for p in (x.low, x.high) for q in (y.low, y.high)], x, y)

    def floor_div(self, a: Value, b: Value) -> Range:
        x, y = self._divisible(a, b)
        if x is NOTHING or y is NOTHING:
            return NOTHING
        return self._held("floor_div", [p // q for p in (x.low, x.high) for q in (y.low, y.high)], x, y)

    def round_div(self, a: Value, b: Value) -> Range:
        """Computed as (2a + b) over 2b, toward minus infinity."""
        x, y = self._divisible(a, b)
        if x is NOTHING or y is NOTHING:
            return NOTHING
        self._held("round_div", [2 * p + q for p in (x.low, x.high) for q in (y.low, y.high)], x, y)
        found = [(2 * p + q) // (2 * q) for p in (x.low, x.high) for q in (y.low, y.high)]
        return self._held("round_div", found, x, y)

    def minimum(self, a: Value, b: Value) -> Range:
        x, y = Range.of(a), Range.of(b)
        return Range(min(x.low, y.low), min(x.high, y.high), x.nullable or y.nullable)

    def maximum(self, a: Value, b: Value) -> Range:
        x, y = Range.of(a), Range.of(b)
        return Range(max(x.low, y.low), max(x.high, y.high), x.nullable or y.nullable)

    def equal(self, a: Value, b: Value) -> Range:
        return self._truth(a, b)

    def less(self, a: Value, b: Value) -> Range:
        x, y = Range.of(a), Range.of(b)
        if x.nullable or y.nullable:
            return Range(*TRUTH)
        return Range(int(x.high < y.low), int(x.low < y.high), False)

    def at_most(self, a: Value, b: Value) -> Range:
        return self._truth(a, b)

    def between(self, a: Value, low: Value, high: Value) -> Range:
        return self._truth(a, low, high)

    def is_in(self, a: Value, _options: Collection[int] | Collection[str]) -> Range:
        return self._truth(a)

    def holds(self, a: Value, _key: str) -> Range:
        return self._truth(a)

    def is_null(self, a: Value) -> Range:
        x = Range.of(a)
        return Range(int(x is NOTHING), int(x.nullable), False)

    def is_true(self, a: Value) -> Range:
        x = Range.of(a)
        return Range(0 if x.nullable else x.low, 0 if x is NOTHING else x.high, False)

    def or_else(self, a: Value, default: Value) -> Range:
        x, y = Range.of(a), Range.of(default)
        if x is NOTHING:
            return y
        if not x.nullable:
            return x
        return Range(min(x.low, y.low), max(x.high, y.high), y.nullable)

    def not_(self, a: Value) -> Range:
        x = Range.of(a)
        return Range(1 - x.high, 1 - x.low, x.nullable)

    def and_(self, a: Value, b: Value) -> Range:
        return self.minimum(a, b)

    def or_(self, a: Value, b: Value) -> Range:
        return self.maximum(a, b)

    def where(self, condition: Value, yes: Value, no: Value) -> Range:
        """The hull of the branches that can be taken."""
        c = Range.of(condition)
        if c.low == c.high and not c.nullable:
            return Range.of(yes if c.low else no)
        found = Range.of(yes).hull(Range.of(no))
        return found if found is NOTHING else Range(found.low, found.high, found.nullable or c.nullable)

    def choose(self, condition: Value, yes: Callable[[], Value], no: Callable[[], Value]) -> Range:
        c = Range.of(condition)
        if c.low == c.high and not c.nullable:
            return Range.of(yes() if c.low else no())
        return self.where(condition, yes(), no())

    @staticmethod
    def named(_name: str, value: Value) -> Value:
        return value

    @staticmethod
    def each(home: Any, rows: Rows, of: Callable[..., Any], owners: Rows | None = None) -> Rows:
        """One record stands for all rows; an owner may always be missing."""
        if owners is None:
            return _Many(of(home, rows.record))
        owner = owners.record
        maybe = type(owner)(*(_perhaps(value) for value in owner))
        return _Many(of(home, rows.record, maybe))

    @staticmethod
    def shared(of: Callable[[Any], Any], traits: Any) -> Any:
        return of(traits)

    def total(self, rows: Rows, of: Callable[[Any], Value]) -> Range:
        return self._total(of(rows.record))

    def _total(self, value: Value) -> Range:
        x = Range.of(value)
        return self._held("total", (min(0, x.low * ROWS), max(0, x.high * ROWS)), x)

    def totals(self, rows: Rows, of: Callable[[Any], Sequence[Value]], _count: int) -> list[Value]:
        return [self._total(value) for value in of(rows.record)]

    @staticmethod
    def tally(rows: Rows, of: Callable[[Any], Value], options: Sequence[int]) -> list[tuple[int, Value]]:
        of(rows.record)
        return [(option, Range(0, ROWS, False)) for option in options]

    @staticmethod
    def size(_rows: Rows) -> Range:
        """Sums are proven for so many rows; a rule asks before it trusts them, so more may come."""
        return Range(0, 2**31, False)

    @staticmethod
    def rows(record: Any) -> Rows:
        """Rows whose facts lie in the ranges of `record`."""
        return _Many(record)

    @staticmethod
    def _truth(*values: Value) -> Range:
        return Range(0, 1, any(Range.of(value).nullable for value in values))

    @staticmethod
    def _divisible(a: Value, b: Value) -> tuple[Range, Range]:
        x, y = Range.of(a), Range.of(b)
        if y is not NOTHING and y.low <= 0 <= y.high:
            raise DividedByZero(f"the divisor may be 0: {y.low} to {y.high}")
        return x, y

    @staticmethod
    def _held(name: str, bounds: Collection[int], *inputs: Range) -> Range:
        if any(each is NOTHING for each in inputs):
            return NOTHING
        low, high = min(bounds), max(bounds)
        if low < LOWEST or high > HIGHEST:
            raise Overflow(f"{name} may leave 64 bits: {low} to {high}")
        return Range(low, high, any(each.nullable for each in inputs))


def _perhaps(value: Value) -> Value:
    if isinstance(value, tuple):
        return tuple(_perhaps(each) for each in value)
    found = Range.of(value)
    return found if found is NOTHING else Range(found.low, found.high, True)
