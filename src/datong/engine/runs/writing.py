"""A rule written down over the frames of one engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import narwhals as nw

from datong.engine.algebra.cells import Column
from datong.engine.algebra.columns import Columns
from datong.engine.algebra.frames import Home, Seen
from datong.engine.algebra.frames import Table as Frames
from datong.engine.runs.inputs import Rule, Table

__all__ = ["counted", "written"]


def written(
    rule: Rule,
    frames: Mapping[str, Any],
    *,
    whole_division: bool = True,
    how_many: Callable[[nw.Expr], nw.Expr] | None = None,
    keep: Callable[[Any], Any] | None = None,
) -> Any:
    """The plan whose result is the rule's outputs, one row a household; `frames` are narwhals frames by table name."""
    alg = Columns(rule.key, whole_division=whole_division, how_many=how_many, keep=keep)
    tables = {table.name: table for table in rule.tables}
    seen = {name: Seen(_columns(table)) for name, table in tables.items()}
    rows = {}
    for each in rule.rows:
        chosen = alg.between(getattr(seen[each.table], each.column), *each.between) if each.column else None
        rows[each.name] = Frames(frames[each.table], seen[each.table], chosen)
    households = rule.tables[0]
    home = Home(frames[households.name], _columns(households), rows)
    return alg.finish(home, dict(rule.write(alg, home)))


def counted(truths: nw.Expr) -> nw.Expr:
    """How many of them hold, for engines that count faster than they add, or add no truth values."""
    return nw.when(truths).then(nw.lit(1)).count()


def _columns(table: Table) -> dict[str, Column]:
    return {
        field.name: Column(
            nw.col(field.name),
            0,
            field.nullable,
            narrow=field.kind == "int",
            own=True,
            truth=field.kind == "bool",
        )
        for field in table.fields
    }
