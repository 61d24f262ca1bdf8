"""The columnar form: a rule over whole tables, as narwhals expressions that Polars, DuckDB and Spark run.

Import it by itself: it needs narwhals. Values are `Column`; what is known when the rule is loaded (parameters) stays a plain value
and is folded by `PLAIN`. Nothing is computed until the run collects the table.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from typing import Any

import narwhals as nw

from datong.engine.algebra.cells import (
    Column,
    among,
    any_column,
    any_narrow,
    expr_of,
    is_nullable,
    is_positive,
    is_truth,
    lit,
    made,
    truth_of,
    wide_of,
)  # fmt: skip
from datong.engine.algebra.frames import HOME, WHO, Frame, Home, Seen, Table
from datong.engine.algebra.meaning import Rows, Value
from datong.engine.algebra.plain import PLAIN

__all__ = ["Columns"]

NEARLY = 1 - 2.0**-50
"""Less than one by more than three roundings in floating point."""


class Columns:
    """One rule being written down over tables. `key` names the column that tells households apart.

    `keep`: what an engine does with a table that is read several times; `whole_division`: whether the engine divides 64-bit integers exactly (Spark divides in floating point: the quotient is mended);
    `how_many`: of truth values, how many hold.
    """

    def __init__(
        self,
        key: str = "household",
        *,
        whole_division: bool = True,
        how_many: Callable[[nw.Expr], nw.Expr] | None = None,
        keep: Callable[[Frame], Frame] | None = None,
    ) -> None:
        self.key = key
        self.keep = keep or _as_it_is
        self.whole_division = whole_division
        self.how_many = how_many or _added
        self._scopes: list[list[tuple[int, str, nw.Expr]]] = [[]]
        self._numbers = count(1)
        self._tables: list[Table] = []

    # numbers

    def add(self, a: Value, b: Value) -> Value:
        return self._number(PLAIN.add, a, b, lambda x, y: x + y)

    def sub(self, a: Value, b: Value) -> Value:
        return self._number(PLAIN.sub, a, b, lambda x, y: x - y)

    def mul(self, a: Value, b: Value) -> Value:
        return self._number(PLAIN.mul, a, b, lambda x, y: x * y)

    def floor_div(self, a: Value, b: Value) -> Value:
        """Of columns of their own: an engine's exact division names its operands many times."""
        if not isinstance(b, Column) and not b:
            return None
        found = self._number(PLAIN.floor_div, self.named("divided", a), self.named("divisor", b), self._floor)
        if isinstance(b, Column) and isinstance(found, Column) and not b.positive:
            return replace(found, nullable=True)
        return found

    def round_div(self, a: Value, b: Value) -> Value:
        return self.floor_div(self.add(self.mul(2, a), b), self.mul(2, b))

    def minimum(self, a: Value, b: Value) -> Value:
        return self._ordered(
            PLAIN.minimum, a, b, nw.min_horizontal, lambda: self.where(self.at_most(a, b), a, b)
        )

    def maximum(self, a: Value, b: Value) -> Value:
        found = self._ordered(
            PLAIN.maximum, a, b, nw.max_horizontal, lambda: self.where(self.at_most(a, b), b, a)
        )
        sure = isinstance(found, Column) and not found.nullable
        return replace(found, positive=is_positive(a) or is_positive(b)) if sure else found

    def _ordered(
        self, plain: Callable[[Value, Value], Value], a: Value, b: Value, of: Callable[..., nw.Expr], compared: Callable[[], Value]
    ) -> Value:  # fmt: skip
        """The least or the greatest: the engine's own, which passes over what is not known, where all is known."""
        if not any_column(a, b):
            return plain(a, b)
        known = not any(is_nullable(each) for each in (a, b))
        return made(of(wide_of(a), wide_of(b)), a, b) if known else compared()

    # comparisons

    def equal(self, a: Value, b: Value) -> Value:
        return self._compared(PLAIN.equal, a, b, lambda x, y: x == y)

    def less(self, a: Value, b: Value) -> Value:
        return self._compared(PLAIN.less, a, b, lambda x, y: x < y)

    def at_most(self, a: Value, b: Value) -> Value:
        return self._compared(PLAIN.at_most, a, b, lambda x, y: x <= y)

    def between(self, a: Value, low: Value, high: Value) -> Value:
        if not any_column(a, low, high):
            return PLAIN.between(a, low, high)
        if a is None or low is None or high is None:
            return None
        inside = self.and_(self.at_most(low, a), self.at_most(a, high))
        unknown = self.or_(self.is_null(low), self.is_null(high))
        return self.where(unknown, None, inside) if isinstance(unknown, Column) else inside

    def is_in(self, a: Value, options: Collection[int] | Collection[str]) -> Value:
        if not isinstance(a, Column):
            return PLAIN.is_in(a, options)
        if not options:
            return self.where(self.is_null(a), None, False)
        return truth_of(a, among(a.expr, sorted(options)))

    def holds(self, a: Value, key: str) -> Value:
        """Keys are joined by commas in one text."""
        if not isinstance(a, Column):
            return PLAIN.holds(a, key)
        listed = nw.concat_str([nw.lit(","), a.expr, nw.lit(",")])
        return truth_of(a, listed.str.contains(f",{key},", literal=True))

    def is_null(self, a: Value) -> Value:
        if not isinstance(a, Column):
            return PLAIN.is_null(a)
        return truth_of(a, a.expr.is_null(), nullable=False) if a.nullable else False

    # truth

    def is_true(self, a: Value) -> Value:
        if not isinstance(a, Column):
            return PLAIN.is_true(a)
        return truth_of(a, a.expr.fill_null(False), nullable=False) if a.nullable else a

    def or_else(self, a: Value, default: Value) -> Value:
        if a is None:
            return default
        if not isinstance(a, Column) or not a.nullable:
            return a
        if default is None:
            return a
        filled = wide_of(a).fill_null(expr_of(default) if isinstance(default, Column) else default)
        return Column(
            filled,
            max(a.level, default.level if isinstance(default, Column) else 0),
            isinstance(default, Column) and default.nullable,
            truth=a.truth,
        )

    def not_(self, a: Value) -> Value:
        return truth_of(a, ~a.expr) if isinstance(a, Column) else PLAIN.not_(a)

    def and_(self, a: Value, b: Value) -> Value:
        if not any_column(a, b):
            return PLAIN.and_(a, b)
        known, column = (b, a) if isinstance(a, Column) else (a, b)
        if isinstance(known, Column):
            return made(a.expr & b.expr, a, b, truth=True)
        if known is None:
            return made(nw.when(~column.expr).then(lit(False)), column, None, truth=True)
        return column if known else False

    def or_(self, a: Value, b: Value) -> Value:
        if not any_column(a, b):
            return PLAIN.or_(a, b)
        known, column = (b, a) if isinstance(a, Column) else (a, b)
        if isinstance(known, Column):
            return made(a.expr | b.expr, a, b, truth=True)
        if known is None:
            return made(nw.when(column.expr).then(lit(True)), column, None, truth=True)
        return True if known else column

    def where(self, condition: Value, yes: Value, no: Value) -> Value:
        if not isinstance(condition, Column):
            return PLAIN.where(condition, yes, no)
        c = condition.expr
        if yes is None and no is None:
            return None
        kind = {"narrow": any_narrow(yes, no), "truth": all(map(is_truth, (yes, no)))}
        if yes is None:
            return made(nw.when(~c).then(expr_of(no)), condition, no, None, **kind)
        if no is None:
            return made(nw.when(c).then(expr_of(yes)), condition, yes, None, **kind)
        if condition.nullable:
            either = nw.when(c).then(expr_of(yes)).when(~c).then(expr_of(no))
            return made(either, condition, yes, no, **kind)
        return made(nw.when(c).then(expr_of(yes)).otherwise(expr_of(no)), condition, yes, no, **kind)

    def choose(self, condition: Value, yes: Callable[[], Value], no: Callable[[], Value]) -> Value:
        if not isinstance(condition, Column):
            return PLAIN.choose(condition, yes, no)
        return self.where(condition, yes(), no())

    def named(self, name: str, value: Value) -> Value:
        """The value as a column of its own, computed once however often it is used."""
        if not isinstance(value, Column) or value.own:
            return value
        label = f"{name}__{next(self._numbers)}"
        self._scopes[-1].append((value.level, label, value.expr))
        return replace(value, expr=nw.col(label), level=value.level + 1, own=True)

    # rows

    def each(self, home: Home, rows: Rows, of: Callable[..., Any], owners: Rows | None = None) -> Table:
        """A table with the record's columns; joined to its household's and its owner's columns where the rule reads them."""
        house = Seen(home.columns, HOME)
        with self._scope() as stages:
            if owners is None:
                found = of(house, rows.record)
                owner = None
            else:
                owner = Seen(_fields(owners.record), WHO)
                found = of(house, rows.record, owner)
        frame = rows.frame
        if house.asked():
            frame = frame.join(home.select(house.asked(), HOME, self.key), on=self.key, how="left")
        if owner is not None and owners is not None and owner.asked():
            if not owners.kept:
                owners.frame, owners.kept = self.keep(owners.frame), True
            right = owners.frame.select(
                nw.col(self.key),
                owners.record.person.expr.alias("person"),
                **{WHO + name: _fields(owners.record)[name].expr for name in owner.asked()},
            )
            frame = frame.join(right, on=[self.key, "person"], how="left")
        if rows.chosen is not None:
            frame = frame.filter(rows.chosen)
        record, columns = self._laid(found)
        self._tables.append(Table(_staged(frame, stages, columns).select(self.key, *columns), record))
        return self._tables[-1]

    def shared(self, of: Callable[[Any], Any], traits: Any) -> Any:
        """`of(traits)`, each value of it a column of its own: it is asked more than once."""
        named = type(traits)(*(self.named("trait", value) for value in traits))
        return self._each_named(of(named))

    def _each_named(self, found: Any) -> Any:
        if not isinstance(found, tuple):
            return self.named("judged", found)
        values = [self._each_named(value) for value in found]
        return type(found)(*values) if hasattr(found, "_fields") else tuple(values)

    def total(self, rows: Rows, of: Callable[[Any], Value]) -> Value:
        return self._total(rows, of(rows.record))

    def _total(self, rows: Table, value: Value) -> Value:
        if not isinstance(value, Column):
            return 0 if value is not None and not value else self.mul(self.size(rows), value)
        for asked, known in rows.asked:
            if asked is value:
                return known
        rows.asked.append((value, self._summed(rows, value)))
        return rows.asked[-1][1]

    def _summed(self, rows: Table, value: Column) -> Column:
        name = f"total__{next(self._numbers)}"
        summed = self.how_many(value.expr) if value.truth else value.wide.sum()
        rows.sums[name] = summed.cast(nw.Int64)
        known = Column(nw.col(name).fill_null(0), 0, False)
        if not value.nullable:
            return known
        rows.sums[name + "n"] = expr_of(value).count().cast(nw.Int64)
        told = Column(nw.col(name + "n").fill_null(0), 0, False)
        sure: Column = self.where(self.equal(told, self.size(rows)), known, None)
        return sure

    def totals(self, rows: Rows, of: Callable[[Any], Sequence[Value]], _count: int) -> list[Value]:
        return [self._total(rows, value) for value in of(rows.record)]

    def tally(
        self, rows: Rows, of: Callable[[Any], Value], options: Sequence[int]
    ) -> list[tuple[int, Value]]:
        value = of(rows.record)
        if not isinstance(value, Column):
            return [(value, self.size(rows))] if value in options else []
        label = f"tally__{next(self._numbers)}"
        rows.frame = rows.frame.with_columns(value.expr.alias(label))
        column = Column(nw.col(label), 0, value.nullable)

        return [(option, self._total(rows, self.is_true(self.equal(column, option)))) for option in options]

    def size(self, rows: Rows) -> Value:
        rows.size = rows.size or f"size__{next(self._numbers)}"
        rows.sums[rows.size] = nw.len().cast(nw.Int64)
        return Column(nw.col(rows.size).fill_null(0), 0, False)

    def finish(self, home: Home, outputs: dict[str, Value]) -> Frame:
        """The frame of households with the outputs, in their order; sums of their rows joined first."""
        frame = home.frame
        for table in self._tables:
            if table.sums:
                sums = table.frame.group_by(self.key).agg(**table.sums)
                frame = frame.join(sums, on=self.key, how="left")
        columns = {name: expr_of(value) for name, value in outputs.items()}
        return _staged(frame, self._scopes[0], {}).select(self.key, **columns)

    def _laid(self, found: Any) -> tuple[Any, dict[str, nw.Expr]]:
        """A record whose values are columns of their own, and those columns."""
        columns: dict[str, nw.Expr] = {}

        def lay(value: Value) -> Value:
            if isinstance(value, tuple):
                return tuple(lay(each) for each in value)
            if not isinstance(value, Column):
                return value
            label = f"field__{next(self._numbers)}"
            columns[label] = value.expr
            return replace(value, expr=nw.col(label), level=0, own=True)

        return type(found)(*(lay(value) for value in found)), columns

    @contextmanager
    def _scope(self) -> Iterator[list[tuple[int, str, nw.Expr]]]:
        self._scopes.append([])
        try:
            yield self._scopes[-1]
        finally:
            self._scopes.pop()

    def _floor(self, a: nw.Expr, b: nw.Expr) -> nw.Expr:
        if self.whole_division:
            return a // b
        b = nw.when(b != 0).then(b)
        whole = a - a % b
        # A quotient in floating point, drawn toward zero so that its product stays within 64 bits, then mended by the exact rest.
        guess = (whole / b * NEARLY).cast(nw.Int64)
        return guess + ((whole - guess * b) / b).round().cast(nw.Int64)

    def _number(
        self, plain: Callable[[Value, Value], Value], a: Value, b: Value, of: Callable[..., nw.Expr]
    ) -> Value:
        if not any_column(a, b):
            return plain(a, b)
        if a is None or b is None:
            return None
        return made(of(wide_of(a), wide_of(b)), a, b)

    def _compared(
        self, plain: Callable[[Value, Value], Value], a: Value, b: Value, of: Callable[..., nw.Expr]
    ) -> Value:
        if not any_column(a, b):
            return plain(a, b)
        if a is None or b is None:
            return None
        return made(of(expr_of(a), expr_of(b)), a, b, truth=True)


def _added(truths: nw.Expr) -> nw.Expr:
    """As 0 and 1, which not every engine does."""
    return truths.sum()


def _as_it_is(frame: Frame) -> Frame:
    return frame


def _fields(record: Any) -> dict[str, Column]:
    """A record's own columns by name; a field known beforehand is a column too."""
    named = record._asdict() if hasattr(record, "_asdict") else record._columns
    return {
        name: value if isinstance(value, Column) else Column(expr_of(value), 0, value is None)
        for name, value in named.items()
        if not isinstance(value, tuple)
    }


def _staged(frame: Frame, stages: list[tuple[int, str, nw.Expr]], last: dict[str, nw.Expr]) -> Frame:
    """The frame with named values, round by round, and then the last columns."""
    for level in sorted({level for level, _, _ in stages}):
        frame = frame.with_columns(**{name: expr for at, name, expr in stages if at == level})
    return frame.with_columns(**last) if last else frame
