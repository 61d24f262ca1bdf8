"""The households and their rows as a rule over columns sees them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from typing import Any

import narwhals as nw

from datong.engine.algebra.cells import Column, expr_of
from datong.engine.algebra.meaning import CannotExpress

__all__ = ["HOME", "WHO", "Frame", "Home", "Made", "Seen", "Source", "Stages", "Table"]

Frame = Any
"""A narwhals LazyFrame (or DataFrame); its plan belongs to the engine."""

HOME, WHO = "home__", "who__"
"""Before the names of columns joined from the household, and from the row's owner."""


class Seen:
    """Fields by name that remembers which were asked for, so that only those are joined."""

    def __init__(self, columns: dict[str, Column], prefix: str = "") -> None:
        self._columns = columns
        if prefix:
            self._columns = {
                name: replace(
                    column, expr=nw.col(prefix + name), nullable=column.nullable or prefix == WHO, own=True
                )
                for name, column in columns.items()
            }
        self._asked: dict[str, None] = {}

    def __getattr__(self, name: str) -> Column:
        try:
            column = self._columns[name]
        except KeyError:
            raise CannotExpress(f"no column {name}") from None
        self._asked[name] = None
        return column

    def asked(self) -> list[str]:
        return list(self._asked)


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Rows of all households as they are given: the frame, how a row's fields are written, and which rows of the frame they are (None: all)."""

    frame: Frame
    record: Any
    chosen: Column | None = None


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


class Stages:
    """Named values of one frame, each computed once, round by round."""

    def __init__(self) -> None:
        self._values: list[tuple[int, str, nw.Expr]] = []
        self._known: dict[Column, Column] = {}

    def name(self, value: Column, label: str) -> Column:
        """The value as a column of its own; under its first label when it is named again."""
        if value not in self._known:
            self._values.append((value.level, label, value.expr))
            self._known[value] = replace(value, expr=nw.col(label), level=value.level + 1, own=True)
        return self._known[value]

    def over(self, frame: Frame) -> Frame:
        for level in sorted({level for level, _, _ in self._values}):
            frame = frame.with_columns(**{name: expr for at, name, expr in self._values if at == level})
        return frame


@dataclass(eq=False)
class Source:
    """Rows that are read and joined once, for all tables made of them.

    `house`, `owner`: what the rule sees of the row's household and of its owner, one of the `owners`; `found`: the values that it
    found, each with its column; `later`: columns made of those; `sums`: what of them is summed for each household.
    """

    frame: Frame
    home: Home
    key: str
    keep: Callable[[Frame], Frame]
    owners: Made | None = None
    stages: Stages = field(default_factory=Stages)
    found: dict[Column, Column] = field(default_factory=dict)
    columns: dict[str, nw.Expr] = field(default_factory=dict)
    later: dict[str, nw.Expr] = field(default_factory=dict)
    sums: dict[str, nw.Expr] = field(default_factory=dict)
    kept: bool = False
    _made: Frame = None

    def __post_init__(self) -> None:
        self.house = Seen(self.home.columns, HOME)
        self.owner = Seen(_fields(self.owners.record), WHO) if self.owners else None

    def lay(self, value: Column, label: str) -> Column:
        """The value as a column of what is found."""
        if value not in self.found:
            self.columns[label] = value.expr
            self.found[value] = replace(value, expr=nw.col(label), level=0, own=True)
        return self.found[value]

    def made(self) -> Frame:
        """What is found, row by row; held by the engine where it is read again."""
        if self._made is None:
            found = self.stages.over(self._joined()).select(nw.col(self.key), **self.columns)
            self._made = self.keep(found) if self.kept else found
        return self._made

    def summed(self) -> Frame:
        """The sums, a row for each household that has rows."""
        found = self.made()
        found = found.with_columns(**self.later) if self.later else found
        return found.group_by(self.key).agg(**self.sums)

    def _joined(self) -> Frame:
        frame = self.frame
        if self.house.asked():
            frame = frame.join(self.home.select(self.house.asked(), HOME, self.key), on=self.key, how="left")
        if self.owners and self.owner and self.owner.asked():
            fields = _fields(self.owners.record)
            right = self.owners.frame().select(
                nw.col(self.key),
                fields["person"].expr.alias("person"),
                **{WHO + name: fields[name].expr for name in self.owner.asked()},
            )
            frame = frame.join(right, on=[self.key, "person"], how="left")
        return frame


@dataclass(eq=False)
class Made:
    """Rows of all households as the rule found them: all of the source, or those where the column `chosen` holds. `asked`: the columns
    summed already, with their sums; `size`: the column that counts the rows."""

    source: Source
    record: Any
    chosen: Column | None
    asked: dict[Column, Column] = field(default_factory=dict)
    size: Column | None = None

    def frame(self) -> Frame:
        found = self.source.made()
        return found if self.chosen is None else found.filter(self.chosen.expr)


def _fields(record: Any) -> dict[str, Column]:
    """A record's own columns by name; a field known beforehand is a column too."""
    return {
        name: value if isinstance(value, Column) else Column(expr_of(value), 0, value is None)
        for name, value in record._asdict().items()
        if not isinstance(value, tuple)
    }
