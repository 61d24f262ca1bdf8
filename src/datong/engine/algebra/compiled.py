"""The compiled form: a rule written down once as one Python function, without a call for every operation.

The function is built of syntax nodes (`ast`), never of text. It computes what `PLAIN` computes; building it takes some tens of
milliseconds, so it pays for a rule that is asked many times under the same terms.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from typing import Any, NamedTuple

from datong.engine.algebra.meaning import Rows, Value
from datong.engine.algebra.plain import PLAIN
from datong.engine.algebra.records import Local, again, leaves_of

__all__ = ["Compiled", "Fields"]

REMEMBERED = 10_000
"""So many different sets of traits are kept, then all are forgotten: some megabytes."""


class Fields:
    """Facts in a local variable, a tuple: read where they are asked for. `sure`: fields that are always known."""

    def __init__(self, alg: Compiled, local: str, names: Sequence[str], sure: Collection[str]) -> None:
        self._alg, self._local, self._names, self._sure = alg, local, list(names), sure

    def __getattr__(self, name: str) -> Local:
        return self._alg.kept(
            _item(_name(self._local), self._names.index(name)), nullable=name not in self._sure
        )


class Made:
    """A record that the function made itself, a tuple laid out as `shape`; with `maybe`, one that may not be there."""

    def __init__(self, alg: Compiled, local: str, shape: Any, *, maybe: bool = False) -> None:
        self._alg, self._local, self._shape, self._maybe = alg, local, shape, maybe

    def __getattr__(self, name: str) -> Value:
        place = self._shape._fields.index(name)
        return self._read(_item(_name(self._local), place), self._shape[place])

    def _read(self, found: ast.expr, value: Value) -> Value:
        if isinstance(value, tuple) and not isinstance(value, Local):
            return tuple(self._read(_item(found, place), each) for place, each in enumerate(value))
        if not isinstance(value, Local) and not self._maybe:
            return value
        if self._maybe:
            found = ast.IfExp(_is_none(Local(self._local)), ast.Constant(None), found)
        return self._alg.kept(found, nullable=self._maybe or _nullable(value))


class Listed(NamedTuple):
    """Rows in a local variable, a list of tuples; `record` reads one row in a local variable."""

    local: str
    record: Callable[[str], Any]
    shape: Any = None


class Compiled:
    """One function being written. What is known beforehand stays a plain value and is folded by `PLAIN`."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self._blocks: list[list[ast.stmt]] = [[]]
        self._memories: dict[str, dict[Any, Any]] = {}
        self._known_owners: dict[str, str] = {}

    # numbers

    def add(self, a: Value, b: Value) -> Value:
        return self._binary(PLAIN.add, a, b, lambda x, y: ast.BinOp(x, ast.Add(), y))

    def sub(self, a: Value, b: Value) -> Value:
        return self._binary(PLAIN.sub, a, b, lambda x, y: ast.BinOp(x, ast.Sub(), y))

    def mul(self, a: Value, b: Value) -> Value:
        return self._binary(PLAIN.mul, a, b, lambda x, y: ast.BinOp(x, ast.Mult(), y))

    def floor_div(self, a: Value, b: Value) -> Value:
        if not isinstance(b, Local):
            return None if not b else self._binary(PLAIN.floor_div, a, b, _over)
        return self._binary(PLAIN.floor_div, a, self.where(self.equal(b, 0), None, b), _over)

    def round_div(self, a: Value, b: Value) -> Value:
        return self.floor_div(self.add(self.mul(2, a), b), self.mul(2, b))

    def minimum(self, a: Value, b: Value) -> Value:
        return self._binary(PLAIN.minimum, a, b, lambda x, y: ast.IfExp(_compare(x, ast.LtE(), y), x, y))

    def maximum(self, a: Value, b: Value) -> Value:
        return self._binary(PLAIN.maximum, a, b, lambda x, y: ast.IfExp(_compare(x, ast.LtE(), y), y, x))

    # comparisons

    def equal(self, a: Value, b: Value) -> Value:
        return self._binary(PLAIN.equal, a, b, lambda x, y: _compare(x, ast.Eq(), y))

    def less(self, a: Value, b: Value) -> Value:
        return self._binary(PLAIN.less, a, b, lambda x, y: _compare(x, ast.Lt(), y))

    def at_most(self, a: Value, b: Value) -> Value:
        return self._binary(PLAIN.at_most, a, b, lambda x, y: _compare(x, ast.LtE(), y))

    def between(self, a: Value, low: Value, high: Value) -> Value:
        if not any(isinstance(each, Local) for each in (a, low, high)):
            return PLAIN.between(a, low, high)
        unknown = self.or_(self.is_null(a), self.or_(self.is_null(low), self.is_null(high)))
        return self.where(unknown, None, self.and_(self.at_most(low, a), self.at_most(a, high)))

    def is_in(self, a: Value, options: Collection[int] | Collection[str]) -> Value:
        among: Any = frozenset(options)
        return self._unary(PLAIN.is_in, a, lambda x: _compare(x, ast.In(), ast.Constant(among)), options)

    def holds(self, a: Value, key: str) -> Value:
        return self._unary(PLAIN.holds, a, lambda x: _compare(ast.Constant(key), ast.In(), x), key)

    def is_null(self, a: Value) -> Value:
        if not isinstance(a, Local):
            return a is None
        return self.kept(_is_none(a), nullable=False) if a.nullable else False

    # truth

    def is_true(self, a: Value) -> Value:
        if not isinstance(a, Local):
            return a is True
        return (
            self.kept(_compare(_expr(a), ast.Is(), ast.Constant(True)), nullable=False) if a.nullable else a
        )

    def or_else(self, a: Value, default: Value) -> Value:
        if not isinstance(a, Local) or not a.nullable:
            return PLAIN.or_else(a, default) if not isinstance(a, Local) else a
        found = ast.IfExp(_is_none(a), _expr(default), _expr(a))
        return self.kept(found, nullable=_nullable(default))

    def not_(self, a: Value) -> Value:
        return self._unary(PLAIN.not_, a, lambda x: ast.UnaryOp(ast.Not(), x))

    def and_(self, a: Value, b: Value) -> Value:
        return self._kleene(PLAIN.and_, a, b, False)

    def or_(self, a: Value, b: Value) -> Value:
        return self._kleene(PLAIN.or_, a, b, True)

    def where(self, condition: Value, yes: Value, no: Value) -> Value:
        if not isinstance(condition, Local):
            return PLAIN.where(condition, yes, no)
        found: ast.expr = ast.IfExp(_expr(condition), _expr(yes), _expr(no))
        if condition.nullable:
            found = ast.IfExp(_is_none(condition), ast.Constant(None), found)
        return self.kept(found, nullable=condition.nullable or _nullable(yes) or _nullable(no))

    def choose(self, condition: Value, yes: Callable[[], Value], no: Callable[[], Value]) -> Value:
        """An if statement: only the branch taken is computed."""
        if not isinstance(condition, Local):
            return PLAIN.choose(condition, yes, no)
        target = f"v{next(self._numbers)}"
        branches, nullable = [], condition.nullable
        for branch in (yes, no):
            with self._block() as body:
                value = branch()
                body.append(_assign(target, _expr(value)))
            branches.append(body)
            nullable = nullable or _nullable(value)
        chosen: ast.stmt = ast.If(_expr(condition), branches[0], branches[1])
        if condition.nullable:
            chosen = ast.If(_is_none(condition), [_assign(target, ast.Constant(None))], [chosen])
        self._blocks[-1].append(chosen)
        return Local(target, nullable)

    @staticmethod
    def named(_name: str, value: Value) -> Value:
        return value

    # rows

    def each(self, home: Any, rows: Rows, of: Callable[..., Any], owners: Rows | None = None) -> Listed:
        """A loop that collects a tuple for every row."""
        listed, row = f"rows{next(self._numbers)}", f"row{next(self._numbers)}"
        self._blocks[-1].append(_assign(listed, ast.List([], ast.Load())))
        known = self._known(owners) if owners is not None else ""
        with self._block() as body:
            record = rows.record(row)
            if owners is None:
                found = of(home, record)
            else:
                owner = self.kept(_call(known, "get", _expr(record.person)), nullable=True)
                found = of(home, record, Made(self, owner.name, owners.shape, maybe=True))
            body.append(ast.Expr(_call(listed, "append", _tuple(found))))
        self._blocks[-1].append(ast.For(ast.Name(row, ast.Store()), _name(rows.local), body, []))
        return Listed(listed, lambda local: Made(self, local, found), found)

    def shared(self, of: Callable[[Any], Any], traits: Any) -> Any:
        """`of(traits)`, looked up where the same traits were met before: most people are alike in what a rule asks of them."""
        number = next(self._numbers)
        known, key, found = f"known{number}", f"key{number}", f"found{number}"
        self._memories[known] = {}
        asked = [_expr(each) for each in traits if isinstance(each, Local)]
        self._blocks[-1].append(_assign(key, ast.Tuple(asked, ast.Load())))
        self._blocks[-1].append(_assign(found, _call(known, "get", _name(key))))
        with self._block() as body:
            record = of(traits)
            leaves = list(leaves_of(record))
            full = _compare(ast.Call(_name("len"), [_name(known)], []), ast.GtE(), ast.Constant(REMEMBERED))
            forget = ast.Call(ast.Attribute(_name(known), "clear", ast.Load()), [], [])
            kept = ast.Assign([ast.Subscript(_name(known), _name(key), ast.Store())], _name(found))
            body += [_assign(found, _tuple(leaves)), ast.If(full, [ast.Expr(forget)], []), kept]
        self._blocks[-1].append(ast.If(_is_none(Local(found)), body, []))
        if not leaves:
            return record
        read = [Local(f"v{next(self._numbers)}", leaf.nullable) for leaf in leaves]
        targets: list[ast.expr] = [ast.Name(each.name, ast.Store()) for each in read]
        self._blocks[-1].append(ast.Assign([ast.Tuple(targets, ast.Store())], _name(found)))
        return again(record, iter(read))

    def total(self, rows: Rows, of: Callable[[Any], Value]) -> Value:
        return self.totals(rows, lambda row: (of(row),), 1)[0]

    def totals(self, rows: Rows, of: Callable[[Any], Sequence[Value]], count: int) -> list[Value]:
        """A loop that adds."""
        sums = [f"v{next(self._numbers)}" for _ in range(count)]
        self._blocks[-1] += [_assign(each, ast.Constant(0)) for each in sums]
        row = f"row{next(self._numbers)}"
        found: list[Value] = []
        with self._block() as body:
            for target, value in zip(sums, of(rows.record(row)), strict=True):
                added: ast.expr = ast.BinOp(_name(target), ast.Add(), _expr(value))
                if _nullable(value):
                    unknown = ast.BoolOp(ast.Or(), [_is_none(Local(target)), _is_none(value)])
                    added = ast.IfExp(unknown, ast.Constant(None), added)
                body.append(_assign(target, added))
                found.append(Local(target, _nullable(value)))
        self._blocks[-1].append(
            ast.For(ast.Name(row, ast.Store()), _name(rows.local), body or [ast.Pass()], [])
        )
        return found

    def tally(
        self, rows: Rows, of: Callable[[Any], Value], options: Sequence[int]
    ) -> list[tuple[int, Value]]:
        listed, row = f"rows{next(self._numbers)}", f"row{next(self._numbers)}"
        self._blocks[-1].append(_assign(listed, ast.List([], ast.Load())))
        with self._block() as body:
            body.append(ast.Expr(_call(listed, "append", _expr(of(rows.record(row))))))
        self._blocks[-1].append(ast.For(ast.Name(row, ast.Store()), _name(rows.local), body, []))
        return [
            (option, self.kept(_call(listed, "count", ast.Constant(option)), nullable=False))
            for option in options
        ]

    def size(self, rows: Rows) -> Value:
        return self.kept(ast.Call(_name("len"), [_name(rows.local)], []), nullable=False)

    def kept(self, expr: ast.expr, *, nullable: bool) -> Local:
        """An expression in a local variable of its own."""
        local = Local(f"v{next(self._numbers)}", nullable)
        self._blocks[-1].append(_assign(local.name, expr))
        return local

    def rows(self, home: str, place: int, names: Sequence[str], sure: Collection[str]) -> Listed:
        """Rows of facts, tuples with these fields, that stand at a place of the household's tuple."""
        listed = self.kept(_item(_name(home), place), nullable=False)
        return Listed(listed.name, lambda row: Fields(self, row, names, sure))

    def function(self, argument: str, results: Sequence[Value]) -> Callable[[Any], tuple[Any, ...]]:
        """The function of one argument that runs what was written and returns the results."""
        returned = ast.Return(ast.Tuple([_expr(each) for each in results], ast.Load()))
        arguments = ast.arguments([], [ast.arg(argument)], None, [], [], None, [])
        function = ast.FunctionDef("rule", arguments, [*self._blocks[0], returned], [])
        module = ast.fix_missing_locations(ast.Module([function], []))
        found: dict[str, Any] = dict(self._memories)
        exec(compile(module, "<rule>", "exec"), found)  # noqa: S102 - syntax nodes written above, no text
        return found["rule"]  # type: ignore[no-any-return]

    def _known(self, owners: Listed) -> str:
        """A dict of the owners by their person."""
        if owners.local in self._known_owners:
            return self._known_owners[owners.local]
        known, row = f"known{next(self._numbers)}", f"row{next(self._numbers)}"
        if len(self._blocks) == 1:
            self._known_owners[owners.local] = known
        self._blocks[-1].append(_assign(known, ast.Dict([], [])))
        with self._block() as body:
            key = ast.Subscript(_name(known), _expr(owners.record(row).person), ast.Store())
            body.append(ast.Assign([key], _name(row)))
        self._blocks[-1].append(ast.For(ast.Name(row, ast.Store()), _name(owners.local), body, []))
        return known

    @contextmanager
    def _block(self) -> Iterator[list[ast.stmt]]:
        self._blocks.append([])
        try:
            yield self._blocks[-1]
        finally:
            self._blocks.pop()

    def _unary(
        self, plain: Callable[..., Value], a: Value, of: Callable[[ast.expr], ast.expr], *more: Any
    ) -> Value:
        if not isinstance(a, Local):
            return plain(a, *more)
        found = of(_expr(a))
        if a.nullable:
            found = ast.IfExp(_is_none(a), ast.Constant(None), found)
        return self.kept(found, nullable=a.nullable)

    def _binary(
        self,
        plain: Callable[[Value, Value], Value],
        a: Value,
        b: Value,
        of: Callable[[ast.expr, ast.expr], ast.expr],
    ) -> Value:
        if not (isinstance(a, Local) or isinstance(b, Local)):
            return plain(a, b)
        if a is None or b is None:
            return None
        unknown = [_is_none(each) for each in (a, b) if _nullable(each)]
        found = of(_expr(a), _expr(b))
        if unknown:
            asked = unknown[0] if len(unknown) == 1 else ast.BoolOp(ast.Or(), unknown)
            found = ast.IfExp(asked, ast.Constant(None), found)
        return self.kept(found, nullable=bool(unknown))

    def _kleene(self, plain: Callable[[Value, Value], Value], a: Value, b: Value, strong: bool) -> Value:
        """`strong` settles it alone: False for and, True for or."""
        if not (isinstance(a, Local) or isinstance(b, Local)):
            return plain(a, b)
        if a is strong or b is strong:
            return strong
        if a is (not strong):
            return b
        if b is (not strong):
            return a
        if not (_nullable(a) or _nullable(b)):
            return self.kept(
                ast.BoolOp(ast.Or() if strong else ast.And(), [_expr(a), _expr(b)]), nullable=False
            )
        settled = ast.BoolOp(
            ast.Or(), [_compare(_expr(each), ast.Is(), ast.Constant(strong)) for each in (a, b)]
        )
        unknown: list[ast.expr] = [_is_none(each) for each in (a, b) if _nullable(each)]
        asked = unknown[0] if len(unknown) == 1 else ast.BoolOp(ast.Or(), unknown)
        rest = ast.IfExp(asked, ast.Constant(None), ast.Constant(not strong))
        return self.kept(ast.IfExp(settled, ast.Constant(strong), rest), nullable=True)


def _name(local: str) -> ast.expr:
    return ast.Name(local, ast.Load())


def _assign(target: str, value: ast.expr) -> ast.stmt:
    return ast.Assign([ast.Name(target, ast.Store())], value)


def _expr(value: Value) -> ast.expr:
    if isinstance(value, Local):
        return _name(value.name)
    return ast.Constant(value if value is None or isinstance(value, bool | str) else int(value))


def _tuple(values: Any) -> ast.expr:
    """Values, and tuples of values, as a tuple."""
    nested = (
        _tuple(each) if isinstance(each, tuple) and not isinstance(each, Local) else _expr(each)
        for each in values
    )
    return ast.Tuple(list(nested), ast.Load())


def _item(of: ast.expr, place: int) -> ast.expr:
    return ast.Subscript(of, ast.Constant(place), ast.Load())


def _call(local: str, method: str, argument: ast.expr) -> ast.expr:
    return ast.Call(ast.Attribute(_name(local), method, ast.Load()), [argument], [])


def _compare(a: ast.expr, how: ast.cmpop, b: ast.expr) -> ast.expr:
    return ast.Compare(a, [how], [b])


def _is_none(value: Value) -> ast.expr:
    return _compare(_expr(value), ast.Is(), ast.Constant(None))


def _over(a: ast.expr, b: ast.expr) -> ast.expr:
    return ast.BinOp(a, ast.FloorDiv(), b)


def _nullable(value: Value) -> bool:
    return value.nullable if isinstance(value, Local) else value is None
