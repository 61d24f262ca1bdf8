"""The compiled form: a rule written down once as one Python function that computes what the results need, and nothing else.

The function is built of syntax nodes (`ast`), never of text. A value that is read once stands where it is read, so that conditions
are left as soon as they are settled; one that is read more often is kept in a variable, in the innermost block around all
its readers. Sums over the same rows share a loop. It remembers nothing between two households. Building it takes some
tens of milliseconds, so it pays for a rule that is asked many times under the same terms.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Callable, Sequence
from heapq import heappop, heappush
from itertools import groupby
from typing import Any

from datong.engine.algebra.meaning import Value
from datong.engine.algebra.nodes import Block, Loop, Node
from datong.engine.algebra.syntax import (
    NONE,
    assign,
    compare,
    constant,
    function_of,
    kept_as,
    load,
    method,
    one_or_more,
    store,
    tuple_of,
)  # fmt: skip
from datong.engine.algebra.writing import (
    COMPARED,
    FALSE,
    KNOWN,
    NULL,
    STRICT,
    TRUE,
    VALUE,
    How,
    Writer,
    asked,
    counted,
    none_added,
    row_added,
)  # fmt: skip

__all__ = ["function"]

HOME = "home"
READ = {"fact", "again", "owned", "total", "rows"}
"""What loops read or find: always in a variable."""


def function(results: Sequence[Value], width: int) -> Callable[[Any], tuple[Any, ...]]:
    """The function of a household's facts that returns these results of a recorded rule."""
    plan = _Plan(results)
    code = _Code(plan)
    found = [code.get(each, VALUE) for each in results]
    facts = ast.Assign([code.unpacked(None, width)], load(HOME))
    return function_of(HOME, [facts, *code.lines[plan.root]], tuple_of(found))


class _Plan(Writer):
    """Who asks what of every value: from that, where it is computed (`place`), and whether it is kept in a variable.

    Readers are met before what they read: a node has a higher number than any it is made of.
    """

    def __init__(self, results: Sequence[Value]) -> None:
        self.place: dict[Node, Block] = {}
        self.kept: set[Node] = set()
        self.sums: defaultdict[Loop, list[Node]] = defaultdict(list)
        self.facts: defaultdict[Loop | None, list[Node]] = defaultdict(list)
        self.reread: defaultdict[Loop, dict[Value, dict[Loop, Node]]] = defaultdict(dict)
        self.known: defaultdict[Loop, list[Value]] = defaultdict(list)
        self.owned: defaultdict[Loop | None, list[Node]] = defaultdict(list)
        self._asked: defaultdict[Node, list[tuple[How, Block]]] = defaultdict(list)
        self._waiting: list[tuple[int, Node]] = []
        blocks = [each.block for each in results if isinstance(each, Node)]
        self.root = self._block = list(blocks[0].above())[-1] if blocks else Block(None, None)
        for each in results:
            self.get(each, VALUE)
        while self._waiting:
            self._look_at(heappop(self._waiting)[1])

    def get(self, value: Value, how: How) -> ast.expr:
        if not isinstance(value, Node):
            return NONE if value is None else load(HOME)
        if value not in self._asked:
            heappush(self._waiting, (-value.number, value))
        self._asked[value].append((how, self._block))
        return load(HOME)

    def within(self, block: Block, value: Value, how: How) -> ast.expr:
        around, self._block = self._block, block
        try:
            return self.get(value, how)
        finally:
            self._block = around

    def _look_at(self, node: Node) -> None:
        hows = [how for how, _ in self._asked[node]]
        self._block = self.place[node] = _around([block for _, block in self._asked[node]], node.loop)
        halves = len(hows) == 2 and {*hows} == {NULL, KNOWN} and (node.op in STRICT or _at_times_none(node))
        once = len(hows) == 1 or halves or _cheap(node)
        if _passed_on(node) or (once and node.op not in READ):
            for how in hows:
                self.written(node, how)
        else:
            self.kept.add(node)
            self.written(node, VALUE)

    def outside(self, node: Node) -> ast.expr:
        if node.op == "fact":
            self.facts[node.more[0]].append(node)
        elif node.op in {"count", "size"}:
            self.get(node.args[0], VALUE)
        elif node.op == "owned":
            owners = node.more
            if node.args[1] not in self.known[owners]:
                self.known[owners].append(node.args[1])
            self.owned[node.loop].append(node)
            self.get(node.args[0], VALUE)
            self.within(owners.body, node.args[1], VALUE)
            self.within(owners.body, owners.record.person, VALUE)
            self._over(owners)
        else:
            loop = node.more
            self.sums[loop.together].append(node)
            if loop.together is not loop:
                loop.body.parent, loop.body.loop = loop.over.body, loop.over
                if loop.guard is not None:
                    self.within(loop.over.outer, loop.guard[0], _holds(loop))
            self.within(node.more.body, node.args[0], VALUE)
            self._over(node.more)
        return load(HOME)

    def again(self, node: Node, how: How) -> ast.expr:
        loop: Loop = node.more
        over: Any = loop.over
        if _passed_on(node):
            return self.get(node.args[0], how)
        self.reread[over].setdefault(node.args[0], {})[loop] = node
        return self.within(over.body, node.args[0], how)

    def chosen(self, node: Node, how: How) -> ast.expr:
        for block in node.branches:
            block.parent, block.loop = self._block, self._block.loop
        return self.decided(node.args[0], how, *self.branches(node, how))

    def _over(self, loop: Loop) -> None:
        """The list of facts behind a loop, needed where the loop stands."""
        facts = loop.over.over if isinstance(loop.over, Loop) else loop.over
        self.within(loop.outer, facts, VALUE)


class _Code(Writer):
    """Writes what was planned, each statement into the `lines` of its block, when it is first asked for."""

    def __init__(self, plan: _Plan) -> None:
        self.plan = plan
        self.lines: defaultdict[Block, list[ast.stmt]] = defaultdict(list)
        self._done: set[Node | Loop] = set()
        self._into: dict[Node, str] = {}

    def get(self, value: Value, how: How) -> ast.expr:
        if not isinstance(value, Node):
            truths = {NULL: value is None, TRUE: value is True, FALSE: value is False}
            return ast.Constant(truths[how]) if how in truths else NONE if value is None else constant(value)
        if value not in self.plan.kept:
            return self.written(value, how)
        if value not in self._done:
            self._done.add(value)
            self._keep(value)
        return asked(load(value.name), value, how)

    def _keep(self, node: Node) -> None:
        """What is read more than once, in a variable; what loops find is there once they have run."""
        if node.op in {"total", "rows"}:
            self._run(node.more.together)
        elif node.op not in READ:
            found = self.written(node, VALUE)
            if not (isinstance(found, ast.Name) and found.id == node.name):
                self.lines[self.plan.place[node]] += kept_as(node.name, found)

    def outside(self, node: Node) -> ast.expr:
        return counted(node, self.get(node.args[0], VALUE))

    def again(self, node: Node, how: How) -> ast.expr:
        return self.get(node.args[0], how)

    def chosen(self, node: Node, how: How) -> ast.expr:
        """An if expression; an if statement where a branch needs variables of its own."""
        test, target = node.args[0], self._into.get(node, node.name)
        self._into |= dict.fromkeys(self._alone(node.args[1:]), target)
        found = self.branches(node, how)
        bodies = [self.lines[block] for block in node.branches]
        if not any(bodies):
            return self.decided(test, how, *found)
        for body, value in zip(bodies, found, strict=True):
            if not (isinstance(value, ast.Name) and value.id == target):
                body.append(assign(target, value))
        chosen: ast.stmt = ast.If(self.get(test, KNOWN), *bodies)
        if test.nullable and how is not KNOWN:
            unknown = assign(target, NONE if how is VALUE else ast.Constant(how is NULL))
            chosen = ast.If(self.get(test, NULL), [unknown], [chosen])
        self.lines[self.plan.place[node]].append(chosen)
        return load(target)

    def _alone(self, values: Sequence[Value]) -> list[Node]:
        """Those that nobody else reads: they can be written where the one who reads them stands."""
        return [each for each in values if isinstance(each, Node) and each not in self.plan.kept]

    def _run(self, loop: Loop) -> None:
        """A loop with all that is summed, kept for later loops or looked up by its rows' person."""
        if loop in self._done:
            return
        self._done.add(loop)
        before, body, plan = self.lines[loop.outer], self.lines[loop.body], self.plan
        before += none_added(plan.sums[loop])
        self._look_up(loop, body)
        for added, sums in groupby(plan.sums[loop], key=lambda each: each.more):
            guard = None if added is loop else added.guard
            within = self.lines[added.body] = [] if guard else body
            self._add(list(sums), within)
            if guard:
                body.append(ast.If(self.get(guard[0], _holds(added)), within, []))
        if plan.reread[loop]:
            before.append(assign(f"rows{loop.number}", ast.List([], ast.Load())))
            found = one_or_more([self.get(each, VALUE) for each in plan.reread[loop]])
            body.append(ast.Expr(method(load(f"rows{loop.number}"), "append", found)))
        if plan.known[loop]:
            before.append(assign(f"known{loop.number}", ast.Dict([], [])))
            person = self.get(loop.record.person, VALUE)
            found = one_or_more([self.get(each, VALUE) for each in plan.known[loop]])
            body.append(ast.Assign([ast.Subscript(load(f"known{loop.number}"), person, ast.Store())], found))
        before.append(ast.For(*self._header(loop), body or [ast.Pass()], []))

    def _add(self, sums: list[Node], within: list[ast.stmt]) -> None:
        """One row's values, added; where all ask in which set one value is, nothing is asked of a value in none of them."""
        asked_of = {each.args[0].args if _is_asked_in_set(each.args[0]) else None for each in sums}
        if len(sums) > 1 and len(asked_of) == 1 and None not in asked_of:
            options = frozenset(option for each in sums for option in each.args[0].more)
            value = self.get(sums[0].args[0].args[0], KNOWN)
            found: list[ast.stmt] = []
            within.append(ast.If(compare(value, ast.In(), constant(options)), found, []))
            within = found
        for each in sums:
            within += row_added(each, self.get(each.args[0], VALUE))

    def _header(self, loop: Loop) -> tuple[ast.expr, ast.expr]:
        """What a loop's rows are called, and where they are."""
        if isinstance(loop.over, Node):
            return self.unpacked(loop, loop.width), self.get(loop.over, VALUE)
        self._run(loop.over)
        read = [nodes.get(loop) for nodes in self.plan.reread[loop.over].values()]
        names = [store(node.name if node else "_") for node in read]
        return one_or_more(names, ast.Store()), load(f"rows{loop.over.number}")

    def unpacked(self, loop: Loop | None, width: int) -> ast.expr:
        """The facts that are read of a row, or of the household, each in its variable."""
        read = {node.more[1]: node.name for node in self.plan.facts[loop]}
        return ast.Tuple([store(read.get(place, "_")) for place in range(width)], ast.Store())

    def _look_up(self, loop: Loop, body: list[ast.stmt]) -> None:
        """What is asked of the owner of a row."""
        if not self.plan.owned[loop]:
            return
        person, owners = self.plan.owned[loop][0].args[0], self.plan.owned[loop][0].more
        self._run(owners)
        asked_of = {node.args[1]: node for node in self.plan.owned[loop]}
        wanted = [asked_of.get(each) for each in self.plan.known[owners]]
        names = [store(node.name if node else "_") for node in wanted]
        nobody = [one_or_more([NONE for _ in names])] if len(names) > 1 else []
        found = method(load(f"known{owners.number}"), "get", self.get(person, VALUE), *nobody)
        body.append(ast.Assign([one_or_more(names, ast.Store())], found))


def _passed_on(node: Node) -> bool:
    """Whether it reads a row again in the same loop."""
    return node.op == "again" and node.more.together is not node.more


def _cheap(node: Node) -> bool:
    """Whether it is sooner computed again than kept: a question to one value, a comparison of facts."""
    facts = all(not isinstance(each, Node) or each.op in {"fact", "owned"} for each in node.args)
    return facts and (node.op in COMPARED or node.op in {"is_null", "is_true", "not"})


def _at_times_none(node: Node) -> bool:
    """Whether it is one value or none: then neither half of the question asks for the other."""
    return node.op == "where" and None in node.args[1:]


def _is_asked_in_set(value: Value) -> bool:
    return isinstance(value, Node) and value.op == "is_in" and not value.nullable


def _holds(loop: Loop) -> How:
    return TRUE if loop.guard is not None and loop.guard[1] else FALSE


def _around(blocks: Sequence[Block], loop: Loop | None) -> Block:
    """The innermost block around all of these in which a value of this loop can stand."""
    shared = [each for each in blocks[0].above() if all(each in other.above() for other in blocks[1:])]
    loop = loop and loop.together
    return next(each for each in shared if each.loop is loop)
