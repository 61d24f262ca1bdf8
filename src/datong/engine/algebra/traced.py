"""The tracing form, compiled: one function that computes every step of a recorded rule and keeps every value.

A call computes everything and returns the values as they came, in tuples: one of the household, one of each row, one of each branch
taken. Nothing is computed later: `steps` only lays out what was kept, by the list of steps that the recorded rule has anyway, and
they are, step for step, what `Tracing` writes down call by call.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any

from datong.engine.algebra.meaning import Value
from datong.engine.algebra.nodes import Block, Loop, Node, Said, Sum
from datong.engine.algebra.recording import MadeRows
from datong.engine.algebra.syntax import (
    NONE,
    assign,
    constant,
    either,
    function_of,
    item,
    load,
    method,
    store,
    tuple_of,
)  # fmt: skip
from datong.engine.algebra.tracing import Step
from datong.engine.algebra.writing import (
    FALSE,
    KNOWN,
    NULL,
    TRUE,
    VALUE,
    How,
    Writer,
    asked,
    counted,
    none_added,
    row_added,
)

__all__ = ["Steps", "Told", "Traced"]

HOME = "home"
Kept = tuple[Any, ...]


class Traced:
    """The function of a household's facts, for the rule in `root` with what it found (`record`, a record of records)."""

    def __init__(self, root: Block, record: Any) -> None:
        self.root, self.record = root, record
        writer = _All()
        self._function: Callable[[Any], Kept] = function_of(HOME, writer.block(root), writer.kept(root))

    def __call__(self, home: Any) -> Told:
        return Told(self, self._function(home))


class Told:
    """One household's values, all of them."""

    __slots__ = ("_form", "_kept")

    def __init__(self, form: Traced, kept: Kept) -> None:
        self._form, self._kept = form, kept

    @property
    def steps(self) -> Steps:
        return Steps(self._form.root, self._kept)

    @property
    def found(self) -> Any:
        """What the rule found."""
        return _read(self._form.record, _with({}, self._form.root, self._kept))


class Steps(Sequence[Step]):
    """The steps of one household in order, laid out when they are first looked at."""

    def __init__(self, root: Block, kept: Kept) -> None:
        self._root, self._kept = root, kept

    @cached_property
    def _all(self) -> tuple[Step, ...]:
        return tuple(_steps(self._root, _with({}, self._root, self._kept)))

    def __len__(self) -> int:
        return len(self._all)

    def __getitem__(self, place: Any) -> Any:
        return self._all[place]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._all == tuple(other)

    def __hash__(self) -> int:
        return hash(self._all)


Values = dict[Any, Any]
"""Values by their nodes, a loop's rows by the loop, what a branch kept by the branches: of the rows and branches met last."""


def _with(values: Values, block: Block, kept: Kept) -> Values:
    values.update(zip(block.places(), kept, strict=True))
    return values


def _read(record: Any, values: Values) -> Any:
    """A record with its values in place of the nodes; rows as a list of records."""
    if isinstance(record, MadeRows):
        loop = record.over
        return [_read(loop.record, _with(values, loop.body, kept)) for kept in values[loop]]
    if isinstance(record, tuple):
        found = [_read(each, values) for each in record]
        return type(record)(*found) if hasattr(record, "_fields") else tuple(found)
    return values[record] if isinstance(record, Node) else record


def _steps(block: Block, values: Values) -> Iterator[Step]:
    for each in block.items:
        if isinstance(each, Said):
            value = values[each.value] if isinstance(each.value, Node) else each.value
            yield Step(each.name, _inputs(each.inputs, values), value)
        elif isinstance(each, Loop):
            for kept in values[each]:
                yield from _steps(each.body, _with(values, each.body, kept))
        elif each.op == "choose" and values[each.args[0]] is not None:
            branch = each.branches[0 if values[each.args[0]] else 1]
            yield from _steps(branch, _with(values, branch, values[each.branches]))


def _inputs(inputs: tuple[Value, ...] | Sum, values: Values) -> tuple[Value, ...]:
    """What went into a step; into a sum, every row's value."""
    if not isinstance(inputs, Sum):
        return tuple([values[each] if isinstance(each, Node) else each for each in inputs])
    loop: Loop = inputs.node.more
    return tuple(_read(inputs.added, _with(values, loop.body, kept)) for kept in values[loop])


class _All(Writer):
    """Writes every node of every block in order, each in a variable."""

    def block(self, block: Block) -> list[ast.stmt]:
        """The statements of a block."""
        lines: list[ast.stmt] = []
        for each in block.items:
            if isinstance(each, Loop):
                lines += self._loop(each)
            elif isinstance(each, Node) and each.op == "choose":
                lines += self._choice(each)
            elif isinstance(each, Node) and each.op not in {"total", "rows"}:
                lines.append(assign(each.name, self.written(each, VALUE)))
        return lines

    def kept(self, block: Block) -> ast.expr:
        """All that a block found."""
        return tuple_of([load(_called(each)) for each in block.places()])

    def get(self, value: Value, how: How) -> ast.expr:
        if isinstance(value, Node):
            return asked(load(value.name), value, how)
        truths = {NULL: value is None, TRUE: value is True, FALSE: value is False}
        return ast.Constant(truths[how]) if how in truths else constant(value)

    def outside(self, node: Node) -> ast.expr:
        if node.op == "fact":
            loop, place = node.more
            return item(load(loop.row if loop else HOME), place)
        if node.op == "owned":
            owner = store(f"owner{node.number}")
            looked_up = method(load(f"known{node.more.number}"), "get", self.get(node.args[0], VALUE))
            there = ast.Compare(ast.NamedExpr(owner, looked_up), [ast.Is()], [NONE])
            return either(there, NONE, self._of_row(node.more, load(owner.id), node.args[1]))
        return counted(node, self.get(node.args[0], VALUE))

    def again(self, node: Node, how: How) -> ast.expr:
        loop: Loop = node.more
        return asked(self._of_row(loop.over, load(loop.row), node.args[0]), node, how)

    def chosen(self, node: Node, how: How) -> ast.expr:
        return self.decided(node.args[0], how, *(self.get(each, how) for each in node.args[1:]))

    def _of_row(self, loop: Any, row: ast.expr, value: Value) -> ast.expr:
        """A value of a row that a loop kept."""
        return item(row, loop.body.places().index(value)) if isinstance(value, Node) else constant(value)

    def _choice(self, node: Node) -> list[ast.stmt]:
        test, *values = node.args
        bodies = []
        for branch, value in zip(node.branches, values, strict=True):
            last = [
                assign(node.name, self.get(value, VALUE)),
                assign(_called(node.branches), self.kept(branch)),
            ]
            bodies.append([*self.block(branch), *last])
        chosen: ast.stmt = ast.If(self.get(test, KNOWN), *bodies)
        if test.nullable:
            neither = [assign(node.name, NONE), assign(_called(node.branches), NONE)]
            chosen = ast.If(self.get(test, NULL), neither, [chosen])
        return [chosen]

    def _loop(self, loop: Loop) -> list[ast.stmt]:
        rows, known = _called(loop), f"known{loop.number}"
        lines: list[ast.stmt] = [assign(rows, ast.List([], ast.Load())), assign(known, ast.Dict([], []))]
        lines += none_added([each.node for each in loop.sums])
        body = self.block(loop.body)
        for each in loop.sums:
            body += row_added(each.node, self.get(each.added, VALUE))
        body.append(assign("kept", self.kept(loop.body)))
        body.append(ast.Expr(method(load(rows), "append", load("kept"))))
        if hasattr(loop.record, "person"):
            key = ast.Subscript(load(known), self.get(loop.record.person, VALUE), ast.Store())
            body.append(ast.Assign([key], load("kept")))
        over = load(_called(loop.over)) if isinstance(loop.over, Loop) else self.get(loop.over, VALUE)
        return [*lines, ast.For(store(loop.row), over, body, [])]


def _called(place: Any) -> str:
    """The variable of a node, of a loop's rows, of what a branch kept."""
    if isinstance(place, Node):
        return place.name
    return f"rows{place.number}" if isinstance(place, Loop) else f"branch{id(place[0])}"
