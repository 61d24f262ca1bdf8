"""The tracing form: the plain one that also writes down every step, for explanation and for the letter."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from datong.engine.algebra.meaning import Rows, Value
from datong.engine.algebra.plain import PLAIN

__all__ = ["Step", "Tracing"]


class Step(NamedTuple):
    """One operation: what was done (or the name given to a value), to what, with what result."""

    name: str
    inputs: tuple[Value, ...]
    value: Value


@dataclass(slots=True)
class Tracing:
    """Computes like `PLAIN` and keeps the steps in order. Not shared between computations."""

    steps: list[Step] = field(default_factory=list)

    def add(self, a: Value, b: Value) -> Value:
        return self._kept("add", (a, b), PLAIN.add(a, b))

    def sub(self, a: Value, b: Value) -> Value:
        return self._kept("sub", (a, b), PLAIN.sub(a, b))

    def mul(self, a: Value, b: Value) -> Value:
        return self._kept("mul", (a, b), PLAIN.mul(a, b))

    def floor_div(self, a: Value, b: Value) -> Value:
        return self._kept("floor_div", (a, b), PLAIN.floor_div(a, b))

    def round_div(self, a: Value, b: Value) -> Value:
        return self._kept("round_div", (a, b), PLAIN.round_div(a, b))

    def minimum(self, a: Value, b: Value) -> Value:
        return self._kept("minimum", (a, b), PLAIN.minimum(a, b))

    def maximum(self, a: Value, b: Value) -> Value:
        return self._kept("maximum", (a, b), PLAIN.maximum(a, b))

    def equal(self, a: Value, b: Value) -> Value:
        return self._kept("equal", (a, b), PLAIN.equal(a, b))

    def less(self, a: Value, b: Value) -> Value:
        return self._kept("less", (a, b), PLAIN.less(a, b))

    def at_most(self, a: Value, b: Value) -> Value:
        return self._kept("at_most", (a, b), PLAIN.at_most(a, b))

    def between(self, a: Value, low: Value, high: Value) -> Value:
        return self._kept("between", (a, low, high), PLAIN.between(a, low, high))

    def is_in(self, a: Value, options: Collection[int] | Collection[str]) -> Value:
        return self._kept("is_in", (a, tuple(options)), PLAIN.is_in(a, options))

    def holds(self, a: Value, key: str) -> Value:
        return self._kept("holds", (a, key), PLAIN.holds(a, key))

    def is_null(self, a: Value) -> Value:
        return self._kept("is_null", (a,), PLAIN.is_null(a))

    def is_true(self, a: Value) -> Value:
        return self._kept("is_true", (a,), PLAIN.is_true(a))

    def or_else(self, a: Value, default: Value) -> Value:
        return self._kept("or_else", (a, default), PLAIN.or_else(a, default))

    def not_(self, a: Value) -> Value:
        return self._kept("not", (a,), PLAIN.not_(a))

    def and_(self, a: Value, b: Value) -> Value:
        return self._kept("and", (a, b), PLAIN.and_(a, b))

    def or_(self, a: Value, b: Value) -> Value:
        return self._kept("or", (a, b), PLAIN.or_(a, b))

    def where(self, condition: Value, yes: Value, no: Value) -> Value:
        return self._kept("where", (condition, yes, no), PLAIN.where(condition, yes, no))

    def choose(self, condition: Value, yes: Callable[[], Value], no: Callable[[], Value]) -> Value:
        return PLAIN.choose(condition, yes, no)

    def named(self, name: str, value: Value) -> Value:
        return self._kept(name, (value,), value)

    def each(self, home: Any, rows: Rows, of: Callable[..., Any], owners: Rows | None = None) -> Rows:
        return PLAIN.each(home, rows, of, owners)

    @staticmethod
    def shared(of: Callable[[Any], Any], traits: Any) -> Any:
        return of(traits)

    def total(self, rows: Rows, of: Callable[[Any], Value]) -> Value:
        found = tuple(of(row) for row in rows)
        return self._kept("total", found, PLAIN.total(found, _itself))

    def totals(self, rows: Rows, of: Callable[[Any], Sequence[Value]], count: int) -> list[Value]:
        columns = zip(*map(of, rows), strict=True) if rows else [()] * count
        return [self._kept("total", tuple(column), PLAIN.total(column, _itself)) for column in columns]

    def tally(
        self, rows: Rows, of: Callable[[Any], Value], options: Sequence[int]
    ) -> list[tuple[int, Value]]:
        found = [of(row) for row in rows]
        return [(option, self._kept("tally", (option,), found.count(option))) for option in options]

    def size(self, rows: Rows) -> Value:
        return self._kept("size", (), PLAIN.size(rows))

    def _kept(self, name: str, inputs: tuple[Value, ...], value: Value) -> Value:
        self.steps.append(_step((name, inputs, value)))
        return value


def _itself(value: Value) -> Value:
    return value


_step = Step._make
