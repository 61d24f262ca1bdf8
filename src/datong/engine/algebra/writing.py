"""How each operation is written in Python's own syntax nodes (`ast`), never as text.

A value is asked for in one of five ways, so that nothing is computed that the question does not need: VALUE, as it is, perhaps None;
KNOWN, where it is sure not to be None; NULL, whether it is None; TRUE and FALSE, whether it is known and so.
"""

from __future__ import annotations

import ast
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from enum import Enum
from typing import Any, Final

from datong.engine.algebra.meaning import Value
from datong.engine.algebra.nodes import Block, Node, is_nullable, is_truth
from datong.engine.algebra.syntax import (
    NONE,
    IsTrue,
    added_to,
    all_of,
    any_of,
    assign,
    call,
    compare,
    constant,
    either,
    is_not_true,
    load,
    method,
    one_or_more,
    store,
    when_any,
)  # fmt: skip

__all__ = [
    "COMPARED",
    "FALSE",
    "KNOWN",
    "NULL",
    "STRICT",
    "TRUE",
    "VALUE",
    "How",
    "Writer",
    "asked",
    "counted",
    "none_added",
    "row_added",
]


class How(Enum):
    """What is asked of a value."""

    VALUE = 1
    KNOWN = 2
    NULL = 3
    TRUE = 4
    FALSE = 5


VALUE, KNOWN, NULL, TRUE, FALSE = How
Ask = Callable[[Value, How], ast.expr]


def asked(found: ast.expr, node: Node, how: How) -> ast.expr:
    """What is asked of a value that stands in a variable."""
    if how in {VALUE, KNOWN} or (how is TRUE and not node.nullable):
        return found
    if how is NULL:
        return compare(found, ast.Is(), NONE) if node.nullable else ast.Constant(False)
    if not node.nullable:
        return is_not_true(found)
    return (
        IsTrue(found)
        if how is TRUE and is_truth(node)
        else compare(found, ast.Is(), ast.Constant(how is TRUE))
    )


NUMBERS: Final[dict[str, type[ast.operator]]] = {
    "add": ast.Add,
    "sub": ast.Sub,
    "mul": ast.Mult,
    "floor_div": ast.FloorDiv,
}
COMPARED: Final[dict[str, type[ast.cmpop]]] = {"equal": ast.Eq, "less": ast.Lt, "at_most": ast.LtE}


def _is_in(options: tuple[Any, ...], value: ast.expr) -> ast.expr:
    if len(options) == 1:
        return compare(value, ast.Eq(), constant(options[0]))
    return compare(value, ast.In(), constant(frozenset(options)))


def _round_div(_: None, a: ast.expr, b: ast.expr) -> ast.expr:
    twice = ast.BinOp(ast.BinOp(ast.Constant(2), ast.Mult(), a), ast.Add(), b)
    return ast.BinOp(twice, ast.FloorDiv(), ast.BinOp(ast.Constant(2), ast.Mult(), b))


OTHERS: Final[dict[str, Callable[..., ast.expr]]] = {
    "not": lambda _, a: is_not_true(a),
    "holds": lambda key, a: compare(constant(key), ast.In(), a),
    "between": lambda _, a, low, high: ast.Compare(low, [ast.LtE(), ast.LtE()], [a, high]),
    "minimum": lambda _, a, b: ast.IfExp(compare(a, ast.LtE(), b), a, b),
    "maximum": lambda _, a, b: ast.IfExp(compare(a, ast.LtE(), b), b, a),
    "is_in": _is_in,
    "round_div": _round_div,
}
TWICE: Final = {"minimum", "maximum", "round_div"}
"""Operations that read a value more than once: it is kept in a variable."""
STRICT: Final = {*NUMBERS, *COMPARED, *OTHERS}
CHOOSING: Final = {"where", "choose"}


class Writer(ABC):
    """Writes nodes. How a value that an operation needs is had, `get`, and what needs statements, is left to each form."""

    @abstractmethod
    def get(self, value: Value, how: How) -> ast.expr:
        """A node, or a value known beforehand, asked in one way."""

    @abstractmethod
    def outside(self, node: Node) -> ast.expr:
        """What is read from somewhere, or found by statements."""

    @abstractmethod
    def again(self, node: Node, how: How) -> ast.expr:
        """What an earlier loop over the same rows found."""

    @abstractmethod
    def chosen(self, node: Node, how: How) -> ast.expr:
        """`where` and `choose`: the branches may need statements."""

    def within(self, _block: Block, value: Value, how: How) -> ast.expr:
        return self.get(value, how)

    def written(self, node: Node, how: How) -> ast.expr:
        """One operation."""
        if not node.nullable and how is not KNOWN:
            if how is NULL:
                return ast.Constant(False)
            known = self.written(node, KNOWN)
            return is_not_true(known) if how is FALSE else known
        for ops, written in (
            (CHOOSING, self.chosen), ({"again"}, self.again), ({"and", "or"}, self._kleene), (STRICT, self._strict),
            ({"or_else"}, self._or_else),
        ):  # fmt: skip
            if node.op in ops:
                return written(node, how)
        if node.op in {"is_null", "is_true"}:
            return self.get(node.args[0], NULL if node.op == "is_null" else TRUE)
        return asked(self.outside(node), node, how)

    def branches(self, node: Node, how: How) -> list[ast.expr]:
        """What is asked of the two values chosen from."""
        return [self.within(*each, how) for each in zip(node.branches, node.args[1:], strict=True)]

    def decided(self, test: Value, how: How, yes: ast.expr, no: ast.expr) -> ast.expr:
        """One of two values, or neither where the test is not known."""
        if how is KNOWN and (yes is NONE or no is NONE):
            return no if yes is NONE else yes
        chosen = either(self.get(test, KNOWN), yes, no)
        if not test.nullable or how is KNOWN:
            return chosen
        unknown = self.get(test, NULL)
        if how is VALUE:
            return either(unknown, NONE, chosen)
        return any_of(unknown, chosen) if how is NULL else all_of(is_not_true(unknown), chosen)

    def _strict(self, node: Node, how: How) -> ast.expr:
        if how is TRUE and (
            node.op == "is_in" or (node.op == "equal" and not isinstance(node.args[1], Node))
        ):
            return self._plain(
                node, lambda value, _: self.get(value, VALUE)
            )  # None is in no set and no number's equal
        if how is KNOWN or not node.nullable:
            return ast.Constant(False) if how is NULL else self._plain(node, self.get)
        unknown = any_of(*(self.get(each, NULL) for each in node.args), *self._over_zero(node))
        if how is NULL:
            return unknown
        known = self._plain(node, self.get)
        if how is VALUE:
            return either(unknown, NONE, known)
        return all_of(is_not_true(unknown), known if how is TRUE else is_not_true(known))

    def _over_zero(self, node: Node) -> list[ast.expr]:
        if node.op in {"floor_div", "round_div"} and isinstance(node.args[1], Node):
            return [compare(self.get(node.args[1], KNOWN), ast.Eq(), ast.Constant(0))]
        return []

    def _plain(self, node: Node, ask: Ask) -> ast.expr:
        """The operation itself, all its values known."""
        times = 2 if node.op in TWICE else 1
        found = [[ask(each, KNOWN) for _ in range(times)].pop() for each in node.args]
        if node.op in NUMBERS:
            return ast.BinOp(found[0], NUMBERS[node.op](), found[1])
        if node.op in COMPARED:
            return compare(found[0], COMPARED[node.op](), found[1])
        return OTHERS[node.op](node.more, *found)

    def _or_else(self, node: Node, how: How) -> ast.expr:
        value, default = node.args
        if how is NULL:
            return all_of(self.get(value, NULL), self.get(default, NULL))
        known = self.get(value, KNOWN if how is VALUE else how)
        return either(self.get(value, NULL), self.get(default, how), known)

    def _kleene(self, node: Node, how: How) -> ast.expr:
        """Kleene's and, or: one False settles the first, one True the second, whatever else is not known."""
        both, one = (all_of, any_of) if node.op == "and" else (any_of, all_of)
        if how in {TRUE, KNOWN}:
            return both(*(self.get(each, TRUE) for each in node.args))
        if how is FALSE:
            return one(*(self.get(each, FALSE) for each in node.args))
        settling = FALSE if node.op == "and" else TRUE
        sure = [each for each in node.args if not is_nullable(each)]
        if sure and how is VALUE:
            other = next(each for each in node.args if each is not sure[0])
            test, rest = self.get(sure[0], KNOWN), self.get(other, VALUE)
            return any_of(test, rest) if settling is TRUE else all_of(test, rest)
        settled = any_of(*(self.get(each, settling) for each in node.args))
        unknown = any_of(*(self.get(each, NULL) for each in node.args))
        if how is NULL:
            return all_of(is_not_true(settled), unknown)
        rest = either(unknown, NONE, ast.Constant(settling is FALSE))
        return either(settled, ast.Constant(settling is TRUE), rest)


def counted(node: Node, rows: ast.expr) -> ast.expr:
    """How many rows there are, or how many of them are what is looked for."""
    return call("len", rows) if node.op == "size" else method(rows, "count", constant(node.more))


def none_added(sums: Sequence[Node]) -> list[ast.stmt]:
    """Sums before their loop: zeros, and empty lists where rows are collected."""
    totals: list[ast.expr] = [store(each.name) for each in sums if each.op == "total"]
    zeros = constant((0,) * len(totals) if len(totals) > 1 else 0)
    found: list[ast.stmt] = [ast.Assign([one_or_more(totals, ast.Store())], zeros)] if totals else []
    return found + [assign(each.name, ast.List([], ast.Load())) for each in sums if each.op == "rows"]


def row_added(node: Node, found: ast.expr) -> list[ast.stmt]:
    """One row's value, added to a sum or collected."""
    target, row = node.name, f"{node.name}_row"
    if node.op == "rows":
        return [ast.Expr(method(load(target), "append", found))]
    if node.nullable:
        unknown = any_of(*(compare(load(each), ast.Is(), NONE) for each in (target, row)))
        both = ast.BinOp(load(target), ast.Add(), load(row))
        return [assign(row, found), assign(target, either(unknown, NONE, both))]
    if is_truth(node.args[0]):
        return [ast.If(found, [added_to(target, ast.Constant(1))], [])]
    return [when_any(target, found)]
