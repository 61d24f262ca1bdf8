"""Python's own syntax nodes (`ast`), made shortly: values, truths joined, statements, and the function of them. Never text."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import Any, Final

__all__ = [
    "NONE", "IsTrue", "added_to", "all_of", "any_of", "assign", "call", "compare", "constant", "either", "function_of", "is_not_true", "item",
    "kept_as", "load", "method", "one_or_more", "store", "tuple_of", "when_any",
]  # fmt: skip


def load(name: str) -> ast.expr:
    return ast.Name(name, ast.Load())


def store(name: str) -> ast.Name:
    return ast.Name(name, ast.Store())


def constant(value: Any) -> ast.expr:
    """A value known beforehand; a member of an enumeration as its number."""
    known: Any = value if value is None or isinstance(value, bool | str | frozenset | tuple) else int(value)
    return ast.Constant(known)


NONE: Final[ast.expr] = ast.Constant(None)


def compare(a: ast.expr, how: ast.cmpop, b: ast.expr) -> ast.expr:
    return ast.Compare(a, [how], [b])


def item(of: ast.expr, place: int) -> ast.expr:
    return ast.Subscript(of, ast.Constant(place), ast.Load())


def tuple_of(found: list[ast.expr]) -> ast.expr:
    return ast.Tuple(found, ast.Load())


def call(function: str, *arguments: ast.expr) -> ast.expr:
    return ast.Call(load(function), list(arguments), [])


def method(of: ast.expr, name: str, *arguments: ast.expr) -> ast.expr:
    return ast.Call(ast.Attribute(of, name, ast.Load()), list(arguments), [])


def assign(target: str, value: ast.expr) -> ast.stmt:
    return ast.Assign([store(target)], value)


def added_to(target: str, value: ast.expr) -> ast.stmt:
    return ast.AugAssign(store(target), ast.Add(), value)


def one_or_more(found: Sequence[ast.expr], use: ast.expr_context | None = None) -> ast.expr:
    """One as it is, more as a tuple."""
    return found[0] if len(found) == 1 else ast.Tuple(list(found), use or ast.Load())


def when_any(target: str, value: ast.expr) -> ast.stmt:
    """A number added to a variable; nothing is added where it is 0."""
    if isinstance(value, ast.IfExp) and isinstance(value.orelse, ast.Constant) and value.orelse.value == 0:
        return ast.If(value.test, [added_to(target, value.body)], [])
    return added_to(target, value)


def kept_as(target: str, value: ast.expr) -> list[ast.stmt]:
    """A value in a variable; a chain of additions one by one, as most parts are often 0."""
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add) and isinstance(value.right, ast.IfExp):
        return [*kept_as(target, value.left), when_any(target, value.right)]
    if (
        isinstance(value, ast.IfExp)
        and isinstance(value.body, ast.BinOp)
        and isinstance(value.body.op, ast.Add)
    ):
        return [ast.If(value.test, kept_as(target, value.body), kept_as(target, value.orelse))]
    return [assign(target, value)]


class _Tests(ast.NodeTransformer):
    """Where a truth is only tested, True needs no comparison: neither False nor None passes."""

    def visit_If(self, node: ast.If) -> ast.AST:
        node.test = self._tested(node.test)
        return self.generic_visit(node)

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
        node.test = self._tested(node.test)
        return self.generic_visit(node)

    def visit_IsTrue(self, node: IsTrue) -> ast.AST:
        return ast.Compare(node.left, node.ops, node.comparators)

    def _tested(self, test: ast.expr) -> ast.expr:
        if isinstance(test, ast.BoolOp):
            return ast.BoolOp(test.op, [self._tested(each) for each in test.values])
        return test.left if isinstance(test, IsTrue) else test


class IsTrue(ast.Compare):
    """Whether a truth in a variable is True."""

    def __init__(self, found: ast.expr) -> None:
        super().__init__(found, [ast.Is()], [ast.Constant(True)])


def function_of(argument: str, body: list[ast.stmt], result: ast.expr) -> Callable[[Any], Any]:
    """The function of one argument with this body."""
    arguments = ast.arguments([], [ast.arg(argument)], None, [], [], None, [])
    function = ast.FunctionDef("rule", arguments, [*body, ast.Return(result)], [])
    found: dict[str, Any] = {}
    module = ast.fix_missing_locations(ast.Module([_Tests().visit(function)], []))
    exec(compile(module, "<rule>", "exec"), found)  # noqa: S102 - syntax nodes written here, no text
    return found["rule"]  # type: ignore[no-any-return]


def said(expr: ast.expr, value: bool) -> bool:
    """Whether it is this truth, whatever the facts."""
    return isinstance(expr, ast.Constant) and expr.value is value


def all_of(*parts: ast.expr) -> ast.expr:
    return _joined(ast.And(), True, parts)


def any_of(*parts: ast.expr) -> ast.expr:
    return _joined(ast.Or(), False, parts)


def _joined(how: ast.boolop, neutral: bool, parts: tuple[ast.expr, ...]) -> ast.expr:
    """Truths joined; those that settle nothing are left out, and what stands behind one that settles all."""
    kept: list[ast.expr] = []
    for part in parts:
        if said(part, neutral):
            continue
        kept.append(part)
        if said(part, not neutral):
            break
    if not kept:
        return ast.Constant(neutral)
    if said(kept[0], not neutral) or len(kept) == 1:
        return kept[0]
    return ast.BoolOp(how, kept)


def is_not_true(truth: ast.expr) -> ast.expr:
    """The opposite of a truth that is known."""
    if isinstance(truth, ast.Constant):
        return ast.Constant(not truth.value)
    if isinstance(truth, ast.Compare) and len(truth.ops) == 1 and type(truth.ops[0]) in OPPOSITES:
        return ast.Compare(truth.left, [OPPOSITES[type(truth.ops[0])]()], truth.comparators)
    if isinstance(truth, ast.UnaryOp) and isinstance(truth.op, ast.Not):
        return truth.operand
    if isinstance(truth, ast.BoolOp):
        other = ast.And() if isinstance(truth.op, ast.Or) else ast.Or()
        return ast.BoolOp(other, [is_not_true(each) for each in truth.values])
    return ast.UnaryOp(ast.Not(), truth)


OPPOSITES: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.Lt: ast.GtE, ast.GtE: ast.Lt, ast.LtE: ast.Gt, ast.Gt: ast.LtE,
}  # fmt: skip


def either(test: ast.expr, yes: ast.expr, no: ast.expr) -> ast.expr:
    """One of two values by a truth that is known."""
    if isinstance(test, ast.Constant):
        return yes if test.value else no
    if isinstance(yes, ast.Constant) and isinstance(no, ast.Constant) and yes.value is no.value:
        return yes
    if said(yes, True):
        return any_of(test, no)
    if said(yes, False):
        return all_of(is_not_true(test), no)
    if said(no, False):
        return all_of(test, yes)
    return any_of(is_not_true(test), yes) if said(no, True) else ast.IfExp(test, yes, no)
