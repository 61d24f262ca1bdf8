"""The households and their rows as a rule over columns sees them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Any

import narwhals as nw

from datong.engine.algebra.cells import Column
from datong.engine.algebra.meaning import CannotExpress

__all__ = ["HOME", "WHO", "Frame", "Home", "Seen", "Table"]

Frame = Any
"""A narwhals LazyFrame (or DataFrame); its plan belongs to the engine."""

HOME, WHO = "home__", "who__"
"""Before the names of columns joined from the household, and from the row's owner."""


@dataclass(eq=False)
class Table:
    """Rows of all households: the frame, how a row's fields are written, and which rows of the frame they are (None: all). `sums` are what rules asked for, by name; `asked` the
    columns summed already, with their sums; `size` the sum that counts the rows; `kept`: read more than
    once, and held by the engine."""

    frame: Frame
    record: Any
    chosen: nw.Expr | None = None
    sums: dict[str, nw.Expr] = field(default_factory=dict)
    asked: list[tuple[Column, Column]] = field(default_factory=list)
    size: str = ""
    kept: bool = False


class Seen:
    """Fields by name that remembers which were asked for, so that only those are joined."""

    def __init__(self, columns: dict[str, Column], prefix: str = "") -> None:
        self._columns, self._prefix = columns, prefix
        self._asked: dict[str, None] = {}

    def __getattr__(self, name: str) -> Column:
        try:
            column = self._columns[name]
        except KeyError:
            raise CannotExpress(f"no column {name}") from None
        self._asked[name] = None
        if not self._prefix:
            return column
        return replace(
            column, expr=nw.col(self._prefix + name), nullable=column.nullable or self._prefix == WHO
        )

    def asked(self) -> list[str]:
        return list(self._asked)


@dataclass(frozen=True, slots=True, eq=False)
class Home:
    """The households: their frame, their own columns, and the tables of their rows, each a name for the rule."""

    frame: Frame
    columns: dict[str, Column]
    tables: dict[str, Table]

    def __getattr__(self, name: str) -> Column | Table:
        found = self.tables.get(name) or self.columns.get(name)
        if found is None:
            raise CannotExpress(f"no column {name}")
        return found

    def select(self, names: Collection[str], prefix: str, key: str) -> Frame:
        """Some columns, renamed, with the key."""
        return self.frame.select(nw.col(key), **{prefix + name: self.columns[name].expr for name in names})
