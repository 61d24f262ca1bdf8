"""The recording form: a rule asked once, every operation written down as a node, for `compiled` and `traced` to make functions of.

What is known beforehand stays a plain value and is folded by `PLAIN`; the same operation on the same values is one node.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from typing import Any

from datong.engine.algebra.meaning import CannotExpress, Rows, Value
from datong.engine.algebra.nodes import (
    Block,
    Loop,
    Node,
    Said,
    Sum,
    is_nullable,
    is_truth,
    remade,
    sure_above_zero,
)
from datong.engine.algebra.plain import PLAIN

__all__ = ["Facts", "Recording"]


class Facts:
    """Facts in a tuple of the function, read where they are asked for. `sure`: fields that are always known."""

    def __init__(
        self, alg: Recording, loop: Loop | None, names: Sequence[str], sure: Collection[str] = ()
    ) -> None:
        self._alg, self._loop, self._names, self._sure = alg, loop, list(names), sure

    def __getattr__(self, name: str) -> Value:
        return self._alg.fact(self._loop, self._names.index(name), nullable=name not in self._sure)


class FactRows:
    """A list of rows of facts."""

    def __init__(self, alg: Recording, place: int, names: Sequence[str], sure: Collection[str] = ()) -> None:
        self._alg, self._names, self._sure, self.width = alg, names, sure, len(names)
        self.over: Node | Loop = alg.fact(None, place, nullable=False)

    def record(self, loop: Loop) -> Facts:
        """One row, inside a loop over them."""
        return Facts(self._alg, loop, self._names, self._sure)


class MadeRows:
    """What a loop found, row by row."""

    width = 0

    def __init__(self, alg: Recording, loop: Loop) -> None:
        self._alg, self.over = alg, loop

    def record(self, loop: Loop) -> Any:
        return remade(self.over.record, lambda value: self._alg.again(value, loop))


class Owner:
    """The record of a row's owner, all None where there is none."""

    def __init__(self, alg: Recording, loop: Loop, person: Value, owners: Loop) -> None:
        self._alg, self._loop, self._person, self._owners = alg, loop, person, owners

    def __getattr__(self, name: str) -> Value:
        return self._alg.owned(self._loop, self._person, self._owners, getattr(self._owners.record, name))


class Recording:
    """One rule being written down: `root` is the body of the function of a household."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self.root = self._block = Block(None, None)

    # facts

    def fact(self, loop: Loop | None, place: int, *, nullable: bool) -> Node:
        """A fact of the household, or of a loop's row."""
        block = self.root if loop is None else loop.body
        return self._node("fact", (), (loop, place), nullable=nullable, block=block, loop=loop)

    def rows(self, place: int, names: Sequence[str], sure: Collection[str] = ()) -> FactRows:
        """Rows of facts, tuples with these fields, that stand at a place of the household's tuple."""
        return FactRows(self, place, names, sure)

    def again(self, value: Value, loop: Loop) -> Value:
        """A value of a row, read in a later loop over the same rows."""
        if not isinstance(value, Node):
            return value
        return self._node("again", (value,), loop, nullable=value.nullable, block=loop.body, loop=loop)

    def owned(self, loop: Loop, person: Value, owners: Loop, value: Value) -> Node:
        """A value of the owner of a loop's row."""
        found = self._node("owned", (person, value), owners, nullable=True, block=loop.body, loop=loop)
        found.needs |= {owners}
        return found

    # numbers

    def add(self, a: Value, b: Value) -> Value:
        return self._strict("add", a, b)

    def sub(self, a: Value, b: Value) -> Value:
        return self._strict("sub", a, b)

    def mul(self, a: Value, b: Value) -> Value:
        return self._strict("mul", a, b)

    def floor_div(self, a: Value, b: Value) -> Value:
        return self._strict("floor_div", a, b)

    def round_div(self, a: Value, b: Value) -> Value:
        return self._strict("round_div", a, b)

    def minimum(self, a: Value, b: Value) -> Value:
        return self._strict("minimum", a, b)

    def maximum(self, a: Value, b: Value) -> Value:
        return self._strict("maximum", a, b)

    # comparisons

    def equal(self, a: Value, b: Value) -> Value:
        return self._strict("equal", a, b)

    def less(self, a: Value, b: Value) -> Value:
        return self._strict("less", a, b)

    def at_most(self, a: Value, b: Value) -> Value:
        return self._strict("at_most", a, b)

    def between(self, a: Value, low: Value, high: Value) -> Value:
        return self._strict("between", a, low, high)

    def is_in(self, a: Value, options: Collection[int] | Collection[str]) -> Value:
        return self._strict("is_in", a, more=tuple(options))

    def holds(self, a: Value, key: str) -> Value:
        return self._strict("holds", a, more=key)

    def is_null(self, a: Value) -> Value:
        found = self._asked("is_null", a) if is_nullable(a) else False
        return self._said("is_null", (a,), found)

    # truth

    def is_true(self, a: Value) -> Value:
        found = self._asked("is_true", a) if is_nullable(a) else a
        return self._said("is_true", (a,), found)

    def or_else(self, a: Value, default: Value) -> Value:
        found = a
        if a is None:
            found = default
        elif is_nullable(a):
            found = self._node("or_else", (a, default), nullable=is_nullable(default))
        return self._said("or_else", (a, default), found)

    def not_(self, a: Value) -> Value:
        return self._strict("not", a)

    def and_(self, a: Value, b: Value) -> Value:
        return self._said("and", (a, b), self._kleene("and", PLAIN.and_, a, b, False))

    def or_(self, a: Value, b: Value) -> Value:
        return self._said("or", (a, b), self._kleene("or", PLAIN.or_, a, b, True))

    def where(self, condition: Value, yes: Value, no: Value) -> Value:
        found = PLAIN.where(condition, yes, no)
        if isinstance(condition, Node):
            nullable = condition.nullable or is_nullable(yes) or is_nullable(no)
            branches = (Block(self._block, None), Block(self._block, None))
            found = self._node("where", (condition, yes, no), nullable=nullable, branches=branches)
        return self._said("where", (condition, yes, no), found)

    def choose(self, condition: Value, yes: Callable[[], Value], no: Callable[[], Value]) -> Value:
        if not isinstance(condition, Node):
            return PLAIN.choose(condition, yes, no)
        values, branches = [], []
        for branch in (yes, no):
            with self._within(Block(self._block, self._block.loop)) as block:
                values.append(branch())
            branches.append(block)
            for each in block.items:
                if (
                    isinstance(each, Loop)
                    and isinstance(each.over, Loop)
                    and each.over not in condition.needs
                ):
                    each.guard = (condition, branch is yes)
        nullable = condition.nullable or any(map(is_nullable, values))
        return self._made("choose", (condition, *values), nullable=nullable, branches=tuple(branches))

    def named(self, name: str, value: Value) -> Value:
        return self._said(name, (value,), value)

    # rows

    def each(self, _home: Any, rows: Rows, of: Callable[..., Any], owners: Rows | None = None) -> MadeRows:
        if isinstance(rows.over, Loop):
            raise CannotExpress("each over rows that the rule itself found")
        loop = Loop(next(self._numbers), rows.over, self._block, rows.width)
        with self._within(loop.body):
            row = rows.record(loop)
            if owners is None:
                loop.record = of(_home, row)
            else:
                loop.record = of(_home, row, Owner(self, loop, row.person, owners.over))
        self._block.items.append(loop)
        return MadeRows(self, loop)

    @staticmethod
    def shared(of: Callable[[Any], Any], traits: Any) -> Any:
        return of(traits)

    def total(self, rows: Rows, of: Callable[[Any], Value]) -> Value:
        return self.totals(rows, lambda row: (of(row),), 1)[0]

    def totals(self, rows: Rows, of: Callable[[Any], Sequence[Value]], _count: int) -> list[Value]:
        loop, values = self._row_by_row(rows, of)
        found = []
        for value in values:
            summed = self._sum(loop, "total", value)
            said = 0 if not isinstance(value, Node) and value == 0 else summed.node
            found.append(said)
            self._block.items.append(Said("total", summed, said))
        return found

    def tally(
        self, rows: Rows, of: Callable[[Any], Value], options: Sequence[int]
    ) -> list[tuple[int, Value]]:
        loop, (value,) = self._row_by_row(rows, lambda row: (of(row),))
        listed = self._sum(loop, "rows", value).node
        return [
            (
                option,
                self._said("tally", (option,), self._node("count", (listed,), option, nullable=False)),
            )
            for option in options
        ]

    def size(self, rows: Rows) -> Value:
        over = rows.over.over if isinstance(rows.over, Loop) else rows.over
        return self._said("size", (), self._node("size", (over,), nullable=False))

    def _row_by_row(self, rows: Rows, of: Callable[[Any], Sequence[Value]]) -> tuple[Loop, Sequence[Value]]:
        loop = Loop(next(self._numbers), rows.over, self._block, rows.width)
        with self._within(loop.body):
            values = of(rows.record(loop))
        self._block.items.append(loop)
        return loop, values

    def _sum(self, loop: Loop, op: str, value: Value) -> Sum:
        for known in loop.sums:
            if isinstance(value, Node) and known.added is value and known.node.op == op:
                return known
        found = self._made(op, (value,), loop, nullable=op == "total" and is_nullable(value))
        found.loop = self._block.loop
        found.needs |= {loop} | ({loop.over} if isinstance(loop.over, Loop) else set())
        loop.sums.append(Sum(found, value))
        return loop.sums[-1]

    # nodes

    @contextmanager
    def _within(self, block: Block) -> Iterator[Block]:
        around, self._block = self._block, block
        try:
            yield block
        finally:
            self._block = around

    def _strict(self, op: str, *args: Value, more: Any = None) -> Value:
        """An operation of which nothing is known where one of its values is not."""
        told = args if more is None else (*args, more)
        if not any(isinstance(each, Node) for each in args):
            found = getattr(PLAIN, "not_" if op == "not" else op)(*told)
        elif op == "add" and 0 in args and not any(map(is_truth, args)):
            found = args[args[0] == 0]
        elif op == "mul" and 0 in args and not any(map(is_nullable, args)):
            found = 0
        elif None in args or (op in {"floor_div", "round_div"} and args[1] == 0):
            found = None
        else:
            nullable = any(map(is_nullable, args))
            if op in {"floor_div", "round_div"}:
                nullable = nullable or (isinstance(args[1], Node) and not sure_above_zero(args[1]))
            found = self._node(*_simpler(op, args), more, nullable=nullable)
        return self._said(op, told, found)

    def _kleene(
        self, op: str, plain: Callable[[Value, Value], Value], a: Value, b: Value, strong: bool
    ) -> Value:
        """`strong` settles it alone: False for and, True for or."""
        if not (isinstance(a, Node) or isinstance(b, Node)):
            return plain(a, b)
        if a is strong or b is strong:
            return strong
        if a is (not strong):
            return b
        if b is (not strong):
            return a
        return self._node(op, (a, b), nullable=is_nullable(a) or is_nullable(b))

    def _asked(self, op: str, a: Value) -> Value:
        return self._node(op, (a,), nullable=False) if isinstance(a, Node) else getattr(PLAIN, op)(a)

    def _said(self, name: str, inputs: tuple[Value, ...], value: Value) -> Value:
        self._block.items.append(Said(name, inputs, value))
        return value

    def _node(self, op: str, args: tuple[Value, ...], more: Any = None, **how: Any) -> Node:
        """The node, where the blocks around have it already."""
        key = (op, tuple(each if isinstance(each, Node) else (type(each), each) for each in args), more)
        block = how.get("block", self._block)
        for around in block.above():
            if key in around.known:
                known: Node = around.known[key]
                return known
        found = block.known[key] = self._made(op, args, more, **how)
        return found

    def _made(
        self,
        op: str,
        args: tuple[Value, ...],
        more: Any = None,
        *,
        nullable: bool,
        block: Block | None = None,
        loop: Loop | None = None,
        branches: tuple[Block, ...] = (),
    ) -> Node:
        block = block or self._block
        nodes = [each for each in args if isinstance(each, Node)]
        needs = frozenset[Loop]().union(*(each.needs for each in nodes))
        if op not in {"fact", "again", "owned"}:
            loop = _innermost(block, nodes)
        found = Node(next(self._numbers), op, args, more, nullable, block, loop, needs, branches)
        block.items.append(found)
        return found


def _simpler(op: str, args: tuple[Value, ...]) -> tuple[str, tuple[Value, ...]]:
    """A comparison with a number known beforehand, of what it was made of: years since a day against 18 is that day against another.

    For whole numbers and c > 0: x // c < k is x < k c, and k <= x // c is k c <= x; c - x < k is c - k < x.
    """
    if op not in {"less", "at_most"} or all(isinstance(each, Node) for each in args):
        return op, args
    first = isinstance(args[0], Node)
    node, known = (args[0], args[1]) if first else (args[1], args[0])
    if node.op == "floor_div" and not isinstance(node.args[1], Node) and node.args[1] > 0:
        more = (op == "at_most") if first else (op == "less")
        bound = (known + more) * node.args[1]
        return (
            _simpler("less", (node.args[0], bound)) if first else _simpler("at_most", (bound, node.args[0]))
        )
    if node.op == "sub" and not isinstance(node.args[0], Node):
        bound = node.args[0] - known
        return op, (bound, node.args[1]) if first else (node.args[1], bound)
    return op, args


def _innermost(block: Block, nodes: Collection[Node]) -> Loop | None:
    """The innermost of the loops around a block in which one of the nodes differs from row to row."""
    loops = {each.loop for each in nodes}
    return next((around.loop for around in block.above() if around.loop in loops), None)
