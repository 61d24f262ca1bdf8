"""The plain form: whole numbers, truth values and None; one household in microseconds."""

from __future__ import annotations

from collections.abc import Collection

from datong.engine.algebra.meaning import DividedByZero, Value

__all__ = ["PLAIN", "Plain"]


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
        """a over b toward minus infinity. Raises DividedByZero, even when a is not known."""
        if b == 0:
            raise DividedByZero(f"{a} over 0")
        return None if a is None or b is None else a // b

    @staticmethod
    def round_div(a: Value, b: Value) -> Value:
        """a over b, a half rounded up. Raises DividedByZero, even when a is not known."""
        if b == 0:
            raise DividedByZero(f"{a} over 0")
        return None if a is None or b is None else (2 * a + b) // (2 * b)

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
    def is_in(a: Value, options: Collection[int]) -> Value:
        return None if a is None else a in options

    @staticmethod
    def is_null(a: Value) -> Value:
        """Whether it is not known; itself always known."""
        return a is None

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
    def named(_name: str, value: Value) -> Value:
        """The value itself; a tracing algebra writes down the name."""
        return value


PLAIN = Plain()
