"""One value of a rule over columns: its expression, and what is known of it beforehand."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar, cast

import narwhals as nw

from datong.engine.algebra.meaning import Value

__all__ = [
    "Column", "among", "any_column", "any_narrow", "expr_of", "is_nullable", "is_positive", "is_truth", "lit", "made", "once", "same", "truth_of", "wide_of",
]  # fmt: skip

FEW = 3
"""So many ranges are compared one by one rather than looked up as a set."""

Operation = TypeVar("Operation", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """An expression; one object wherever the same is asked for. `level`: after how many rounds of named values it can be computed;
    `nullable`: whether it can be not known; `narrow`: whether it comes from a column of fewer than 64 bits, which arithmetic must widen
    first; `own`: whether it is just a column of the frame; `positive`: whether it is known to be above 0; `truth`: whether it holds truth values."""

    expr: nw.Expr
    level: int = 0
    nullable: bool = True
    narrow: bool = False
    own: bool = False
    positive: bool = False
    truth: bool = False

    @property
    def wide(self) -> nw.Expr:
        return self.expr.cast(nw.Int64) if self.narrow else self.expr


def once(operation: Operation) -> Operation:
    """A method of an algebra whose same operation on the same values is one column, remembered in `self.made`."""

    @wraps(operation)
    def asked(self: Any, *values: Any) -> Value:
        key = (operation.__name__, *map(_told, values))
        if key not in self.made:
            self.made[key] = operation(self, *values)
        return self.made[key]

    return cast(Operation, asked)


def _told(value: Any) -> Hashable:
    """What tells a value from others: 1 is not True."""
    if isinstance(value, Collection) and not isinstance(value, str):
        return frozenset(map(_told, value))
    return value if isinstance(value, Column) else (type(value), value)


def same(a: Value, b: Value) -> bool:
    """Whether it is one value."""
    return _told(a) == _told(b)


def any_column(*values: Value) -> bool:
    return any(isinstance(value, Column) for value in values)


def made(expr: nw.Expr, *inputs: Value, narrow: bool = False, truth: bool = False) -> Column:
    """A column made of others: not known where one of them is not, computed after all of them."""
    columns = [each for each in inputs if isinstance(each, Column)]
    nullable = any(each.nullable for each in columns) or any(each is None for each in inputs)
    return Column(expr, max(each.level for each in columns), nullable, narrow, truth=truth)


def lit(value: Value) -> nw.Expr:
    if isinstance(value, bool):
        return nw.lit(value, nw.Boolean)
    return nw.lit(int(value), nw.Int64) if isinstance(value, int) else nw.lit(value)


def expr_of(value: Value) -> nw.Expr:
    if value is None:
        return nw.lit(None, nw.Int64)
    return value.expr if isinstance(value, Column) else lit(value)


def wide_of(value: Value) -> nw.Expr:
    return value.wide if isinstance(value, Column) else lit(value)


def truth_of(a: Column, expr: nw.Expr, *, nullable: bool | None = None) -> Column:
    """A truth value made of one column."""
    return Column(expr, a.level, a.nullable if nullable is None else nullable, truth=True)


def is_truth(value: Value) -> bool:
    return value.truth if isinstance(value, Column) else value is None or isinstance(value, bool)


def is_nullable(value: Value) -> bool:
    return value.nullable if isinstance(value, Column) else value is None


def is_positive(value: Value) -> bool:
    return value.positive if isinstance(value, Column) else value is not None and value > 0


def any_narrow(*values: Value) -> bool:
    return any(isinstance(value, Column) and value.narrow for value in values)


def among(expr: nw.Expr, options: Sequence[Any]) -> nw.Expr:
    """Whether it is one of the sorted options: a few ranges of whole numbers are compared, which costs less than looking up."""
    spans: list[list[Any]] = []
    for option in options:
        if spans and isinstance(option, int) and option == spans[-1][-1] + 1:
            spans[-1].append(option)
        else:
            spans.append([option])
    if len(spans) > FEW:
        return expr.is_in(options)
    found, *others = (
        expr == span[0] if len(span) == 1 else expr.is_between(span[0], span[-1]) for span in spans
    )
    for other in others:
        found = found | other
    return found
