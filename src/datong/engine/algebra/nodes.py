"""A rule written down: every value a node, in the blocks in which a function computes it, and the steps in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from datong.engine.algebra.meaning import Value

__all__ = [
    "TRUTHS",
    "Block",
    "Loop",
    "Node",
    "Said",
    "Sum",
    "is_nullable",
    "is_truth",
    "remade",
    "sure_above_zero",
]


TRUTHS = {"equal", "less", "at_most", "between", "is_in", "holds", "is_null", "is_true", "not", "and", "or"}
"""Operations whose result is True, False or None."""


@dataclass(eq=False, slots=True)
class Node:
    """One value. `op` of `args` (nodes, or values known beforehand) and `more` (keys, options, a place); `loop`: in which loop it may differ
    from row to row; `needs`: the loops that must have ended before."""

    number: int
    op: str
    args: tuple[Value, ...]
    more: Any
    nullable: bool
    block: Block
    loop: Loop | None
    needs: frozenset[Loop]
    branches: tuple[Block, ...] = ()

    @property
    def name(self) -> str:
        return f"v{self.number}"


@dataclass(eq=False, slots=True)
class Block:
    """What is computed together: the function's body, a loop's, a branch's. `items` in order: nodes, steps, loops."""

    parent: Block | None
    loop: Loop | None
    items: list[Node | Said | Loop] = field(default_factory=list)
    known: dict[Any, Node] = field(default_factory=dict)

    def places(self) -> list[Any]:
        """What there is to keep of it, in order: nodes, loops (their rows), and for a choice its branches (what the one taken kept)."""
        found: list[Any] = []
        for each in self.items:
            if not isinstance(each, Said):
                found.append(each)
            if isinstance(each, Node) and each.op == "choose":
                found.append(each.branches)
        return found

    def above(self) -> Iterator[Block]:
        """The block and all around it, from the inside."""
        found: Block | None = self
        while found is not None:
            yield found
            found = found.parent


class Sum(NamedTuple):
    """A number added up over the rows of a loop, or (`op` "rows") collected."""

    node: Node
    added: Value


@dataclass(eq=False, slots=True)
class Loop:
    """Once for every row of `over`: a list of facts, or another loop whose rows are read again. `record`: what it finds of a row."""

    number: int
    over: Node | Loop
    outer: Block
    width: int = 0
    guard: tuple[Node, bool] | None = None
    body: Block = field(init=False)
    record: Any = ()
    sums: list[Sum] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.body = Block(self.outer, self)

    @property
    def row(self) -> str:
        return f"row{self.number}"

    @property
    def together(self) -> Loop:
        """The loop in which this one's sums can be added: the one whose rows it reads again, unless a sum waits for that one's end."""
        over = self.over
        if isinstance(over, Node) or over.outer not in self.outer.above():
            return self
        waits = any(isinstance(each.added, Node) and over in each.added.needs for each in self.sums)
        return self if waits else over


class Said(NamedTuple):
    """A step as the trace tells it: what was done, to which nodes or values, with what result."""

    name: str
    inputs: tuple[Value, ...] | Sum
    value: Value


def remade(record: Any, of: Callable[[Value], Value]) -> Any:
    """The record with `of(value)` for each of its values."""
    if not isinstance(record, tuple):
        return of(record)
    values = [remade(each, of) for each in record]
    return type(record)(*values) if hasattr(record, "_fields") else tuple(values)


def is_nullable(value: Value) -> bool:
    """Whether it may be None."""
    return value.nullable if isinstance(value, Node) else value is None


def is_truth(value: Value) -> bool:
    """Whether it is True, False or None, whatever the facts."""
    if not isinstance(value, Node):
        return value is None or isinstance(value, bool)
    if value.op in {"where", "choose", "or_else", "again"}:
        return all(map(is_truth, value.args[-2:]))
    return value.op in TRUTHS or (value.op == "owned" and is_truth(value.args[1]))


def sure_above_zero(value: Value) -> bool:
    """Whether a number is known and above zero, whatever the facts."""
    if not isinstance(value, Node):
        return value is not None and value > 0
    if value.nullable:
        return False
    sure = (
        [sure_above_zero(each) for each in value.args] if value.op in {"maximum", "mul", "add"} else [False]
    )
    return any(sure) if value.op == "maximum" else all(sure)
