"""The columnar form: a rule over whole tables, as narwhals expressions that Polars, DuckDB and Spark run.

Import it by itself: it needs narwhals. Values are `Column`; what is known when the rule is loaded (parameters) stays a plain value
and is folded by `PLAIN`. Nothing is computed until the run collects the table.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
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
    once,
    same,
    truth_of,
    wide_of,
)  # fmt: skip
from datong.engine.algebra.frames import Frame, Home, Made, Source, Stages
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
        self.made: dict[Hashable, Value] = {}
        self._scopes = [Stages()]
        self._numbers = count(1)
        self._sources: list[Source] = []

    # numbers

    @once
    def add(self, a: Value, b: Value) -> Value:
        return self._number(PLAIN.add, a, b, lambda x, y: x + y)

    @once
    def sub(self, a: Value, b: Value) -> Value:
        return self._number(PLAIN.sub, a, b, lambda x, y: x - y)

    @once
    def mul(self, a: Value, b: Value) -> Value:
        return self._number(PLAIN.mul, a, b, lambda x, y: x * y)

    @once
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

    @once
    def minimum(self, a: Value, b: Value) -> Value:
        return self._ordered(
            PLAIN.minimum, a, b, nw.min_horizontal, lambda: self.where(self.at_most(a, b), a, b)
        )

    @once
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

    @once
    def equal(self, a: Value, b: Value) -> Value:
        return self._compared(PLAIN.equal, a, b, lambda x, y: x == y)

    @once
    def less(self, a: Value, b: Value) -> Value:
        return self._compared(PLAIN.less, a, b, lambda x, y: x < y)

    @once
    def at_most(self, a: Value, b: Value) -> Value:
        return self._compared(PLAIN.at_most, a, b, lambda x, y: x <= y)

    @once
    def between(self, a: Value, low: Value, high: Value) -> Value:
        if not any_column(a, low, high):
            return PLAIN.between(a, low, high)
        if a is None or low is None or high is None:
            return None
        inside = self.and_(self.at_most(low, a), self.at_most(a, high))
        unknown = self.or_(self.is_null(low), self.is_null(high))
        return self.where(unknown, None, inside) if isinstance(unknown, Column) else inside

    @once
    def is_in(self, a: Value, options: Collection[int] | Collection[str]) -> Value:
        if not isinstance(a, Column):
            return PLAIN.is_in(a, options)
        if not options:
            return self.where(self.is_null(a), None, False)
        return truth_of(a, among(a.expr, sorted(options)))

    @once
    def holds(self, a: Value, key: str) -> Value:
        """Keys are joined by commas in one text."""
        if not isinstance(a, Column):
            return PLAIN.holds(a, key)
        listed = nw.concat_str([nw.lit(","), a.expr, nw.lit(",")])
        return truth_of(a, listed.str.contains(f",{key},", literal=True))

    @once
    def is_null(self, a: Value) -> Value:
        if not isinstance(a, Column):
            return PLAIN.is_null(a)
        return truth_of(a, a.expr.is_null(), nullable=False) if a.nullable else False

    # truth

    @once
    def is_true(self, a: Value) -> Value:
        if not isinstance(a, Column):
            return PLAIN.is_true(a)
        return truth_of(a, a.expr.fill_null(False), nullable=False) if a.nullable else a

    @once
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

    @once
    def not_(self, a: Value) -> Value:
        return truth_of(a, ~a.expr) if isinstance(a, Column) else PLAIN.not_(a)

    @once
    def and_(self, a: Value, b: Value) -> Value:
        if not any_column(a, b):
            return PLAIN.and_(a, b)
        known, column = (b, a) if isinstance(a, Column) else (a, b)
        if isinstance(known, Column):
            return made(a.expr & b.expr, a, b, truth=True)
        if known is None:
            return made(nw.when(~column.expr).then(lit(False)), column, None, truth=True)
        return column if known else False

    @once
    def or_(self, a: Value, b: Value) -> Value:
        if not any_column(a, b):
            return PLAIN.or_(a, b)
        known, column = (b, a) if isinstance(a, Column) else (a, b)
        if isinstance(known, Column):
            return made(a.expr | b.expr, a, b, truth=True)
        if known is None:
            return made(nw.when(column.expr).then(lit(True)), column, None, truth=True)
        return True if known else column

    @once
    def where(self, condition: Value, yes: Value, no: Value) -> Value:
        if not isinstance(condition, Column):
            return PLAIN.where(condition, yes, no)
        if same(yes, no) and (yes is None or not condition.nullable):
            return yes
        c = condition.expr
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
        return self._scopes[-1].name(value, f"{name}__{next(self._numbers)}")

    # rows

    def each(self, home: Home, rows: Rows, of: Callable[..., Any], owners: Rows | None = None) -> Made:
        """A table with the record's columns; joined to its household's and its owner's columns where the rule reads them."""
        source = self._source(home, rows, owners)
        with self._within(source.stages):
            found = of(source.house, rows.record, *(() if source.owner is None else (source.owner,)))
        chosen = None if rows.chosen is None else self._laid(source, rows.chosen)
        return Made(source, type(found)(*(self._laid(source, value) for value in found)), chosen)

    def _source(self, home: Home, rows: Rows, owners: Made | None) -> Source:
        """Rows of the same frame with the same owners are read and joined once."""
        frame = rows.frame() if isinstance(rows, Made) else rows.frame
        for source in self._sources:
            if source.frame is frame and source.owners is owners:
                return source
        if owners is not None:
            owners.source.kept = True
        self._sources.append(Source(frame, home, self.key, self.keep, owners))
        return self._sources[-1]

    def _laid(self, source: Source, value: Value) -> Value:
        """The value, or each of several, as a column of what is found."""
        if isinstance(value, tuple):
            return tuple(self._laid(source, each) for each in value)
        return source.lay(value, f"field__{next(self._numbers)}") if isinstance(value, Column) else value

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

    def _total(self, rows: Made, value: Value) -> Value:
        if not isinstance(value, Column):
            return 0 if value is not None and not value else self.mul(self.size(rows), value)
        if value not in rows.asked:
            rows.asked[value] = self._summed(rows, value)
        return rows.asked[value]

    def _summed(self, rows: Made, value: Column) -> Column:
        if value.truth:
            known = self._sum(rows, "total", self.how_many(self._chosen(rows, value.expr)))
        else:
            known = self._sum(rows, "total", self._chosen(rows, value.wide).sum())
        if not value.nullable:
            return known
        told = self._sum(rows, "told", self._chosen(rows, value.expr).count())
        sure: Column = self.where(self.equal(told, self.size(rows)), known, None)
        return sure

    def _sum(self, rows: Made, label: str, summed: nw.Expr) -> Column:
        """A sum over the rows of each household; 0 where it has none."""
        name = f"{label}__{next(self._numbers)}"
        rows.source.sums[name] = summed.cast(nw.Int64)
        return Column(nw.col(name).fill_null(0), 0, False)

    def _chosen(self, rows: Made, expr: nw.Expr) -> nw.Expr:
        """The expression where the row is one of these."""
        return expr if rows.chosen is None else nw.when(rows.chosen.expr).then(expr)

    def totals(self, rows: Rows, of: Callable[[Any], Sequence[Value]], _count: int) -> list[Value]:
        return [self._total(rows, value) for value in of(rows.record)]

    def tally(
        self, rows: Rows, of: Callable[[Any], Value], options: Sequence[int]
    ) -> list[tuple[int, Value]]:
        value = of(rows.record)
        if not isinstance(value, Column):
            return [(value, self.size(rows))] if value in options else []
        label = f"tally__{next(self._numbers)}"
        rows.source.later[label] = value.expr
        column = Column(nw.col(label), 0, value.nullable)
        return [(option, self._total(rows, self.is_true(self.equal(column, option)))) for option in options]

    def size(self, rows: Rows) -> Value:
        if rows.size is None:
            counted = nw.len() if rows.chosen is None else self.how_many(rows.chosen.expr)
            rows.size = self._sum(rows, "size", counted)
        return rows.size

    def finish(self, home: Home, outputs: dict[str, Value]) -> Frame:
        """The frame of households with the outputs, in their order; sums of their rows joined first."""
        frame = home.frame
        for source in self._sources:
            if source.sums:
                frame = frame.join(source.summed(), on=self.key, how="left")
        columns = {name: expr_of(value) for name, value in outputs.items()}
        return self._scopes[0].over(frame).select(self.key, **columns)

    @contextmanager
    def _within(self, stages: Stages) -> Iterator[None]:
        self._scopes.append(stages)
        try:
            yield
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
