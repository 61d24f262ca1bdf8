"""The plain form: whole numbers, truth values and None; one household in microseconds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

from datong.engine.algebra.meaning import Rows, Value

__all__ = ["NOBODY", "PLAIN", "Plain"]


class Nobody:
    """The owner of a row that has none: nothing is known of them."""

    __slots__ = ()

    def __getattr__(self, name: str) -> None:
        return None


NOBODY = Nobody()


class Plain:
    """Operations on int, bool and None. It keeps nothing: one object, `PLAIN`, serves all."""

    __slots__ = ()

    @staticmethod
    def add(a: Value, b: Value) -> Value:
        return None if a is None or b is None else a + b

    @staticmethod
    def sub(a: Value, b: Value) -> Value:
        return None if a is None or b is None else a - b

    @staticmethod
    def mul(a: Value, b: Value) -> Value:
        return None if a is None or b is None else a * b

    @staticmethod
    def floor_div(a: Value, b: Value) -> Value:
        """a over b toward minus infinity; not known for b = 0."""
        return None if a is None or not b else a // b

    @staticmethod
    def round_div(a: Value, b: Value) -> Value:
        """a over b, a half rounded up; not known for b = 0."""
        return None if a is None or not b else (2 * a + b) // (2 * b)

    @staticmethod
    def minimum(a: Value, b: Value) -> Value:
        return None if a is None or b is None else min(a, b)

    @staticmethod
    def maximum(a: Value, b: Value) -> Value:
        return None if a is None or b is None else max(a, b)

    @staticmethod
    def equal(a: Value, b: Value) -> Value:
        return None if a is None or b is None else a == b

    @staticmethod
    def less(a: Value, b: Value) -> Value:
        return None if a is None or b is None else a < b

    @staticmethod
    def at_most(a: Value, b: Value) -> Value:
        return None if a is None or b is None else a <= b

    @staticmethod
    def between(a: Value, low: Value, high: Value) -> Value:
        """low <= a <= high."""
        return None if a is None or low is None or high is None else low <= a <= high

    @staticmethod
    def is_in(a: Value, options: Collection[int] | Collection[str]) -> Value:
        return None if a is None else a in options

    @staticmethod
    def holds(a: Value, key: str) -> Value:
        """Whether a set of keys holds one."""
        return None if a is None else key in a

    @staticmethod
    def is_null(a: Value) -> Value:
        """Whether it is not known; itself always known."""
        return a is None

    @staticmethod
    def is_true(a: Value) -> Value:
        """Whether it is known and true; itself always known."""
        return a is True

    @staticmethod
    def or_else(a: Value, default: Value) -> Value:
        """The value, or another where it is not known."""
        return default if a is None else a

    @staticmethod
    def not_(a: Value) -> Value:
        return None if a is None else not a

    @staticmethod
    def and_(a: Value, b: Value) -> Value:
        if a is False or b is False:
            return False
        return None if a is None or b is None else True

    @staticmethod
    def or_(a: Value, b: Value) -> Value:
        if a is True or b is True:
            return True
        return None if a is None or b is None else False

    @staticmethod
    def where(condition: Value, yes: Value, no: Value) -> Value:
        return None if condition is None else yes if condition else no

    @staticmethod
    def choose(condition: Value, yes: Callable[[], Value], no: Callable[[], Value]) -> Value:
        """`where` whose branches are computed only when needed; columns compute both."""
        return None if condition is None else yes() if condition else no()

    @staticmethod
    def named(_name: str, value: Value) -> Value:
        """The value itself; a tracing algebra writes down the name, a columnar one computes it once."""
        return value

    @staticmethod
    def each(home: Any, rows: Rows, of: Callable[..., Any], owners: Rows | None = None) -> Rows:
        """`of(home, row)`, or `of(home, row, owner)` where the rows have owners: the record of `owners` with the row's `person`."""
        if owners is None:
            return [of(home, row) for row in rows]
        if not rows:
            return []
        known = {owner.person: owner for owner in owners}
        return [of(home, row, known.get(row.person, NOBODY)) for row in rows]

    @staticmethod
    def shared(of: Callable[[Any], Any], traits: Any) -> Any:
        """`of(traits)`, whose parts are read more than once: columns compute each once."""
        return of(traits)

    @staticmethod
    def total(rows: Rows, of: Callable[[Any], Value]) -> Value:
        try:
            return sum(map(of, rows))
        except TypeError:  # one of them is None
            return None

    @staticmethod
    def totals(rows: Rows, of: Callable[[Any], Sequence[Value]], count: int) -> list[Value]:
        """`total` of `count` values of each row at once."""
        if not rows:
            return [0] * count
        return [None if None in column else sum(column) for column in zip(*map(of, rows), strict=True)]

    @staticmethod
    def tally(rows: Rows, of: Callable[[Any], Value], options: Sequence[int]) -> list[tuple[int, Value]]:
        """How many rows have each of the options; an option that no row has may be left out."""
        found = [of(row) for row in rows]
        return [(option, found.count(option)) for option in sorted(set(found)) if option in options]

    @staticmethod
    def size(rows: Rows) -> Value:
        return len(rows)


PLAIN = Plain()
