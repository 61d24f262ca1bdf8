"""What a rule asks of its files, and how it says what it finds. No engine is needed to declare it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol

from datong.engine.algebra import Algebra, Value
from datong.kernel.bilingual import Text

__all__ = ["BadFile", "Field", "Job", "Rows", "Rule", "Table"]

Kind = Literal["int", "bool", "text"]


@dataclass(frozen=True, slots=True)
class Field:
    """One column: whole numbers from `low` to `high` (any width of integer), truth values, or text."""

    name: str
    kind: Kind = "int"
    nullable: bool = True
    low: int = 0
    high: int = 1


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a household under the name the rule uses: all rows of a file, or those whose `column` lies in `between`."""

    name: str
    table: str
    column: str = ""
    between: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Table:
    """One file: the key of the household, and its columns. Others in the file are not read."""

    name: str
    fields: tuple[Field, ...]

    def columns(self, key: str) -> list[str]:
        """The key and the columns, by name."""
        return [key, *(field.name for field in self.fields)]


class Rule(Protocol):
    """A rule over tables. The first table holds the households, one row each, under the column `key`."""

    key: str
    tables: Sequence[Table]
    rows: Sequence[Rows]

    def write(self, alg: Algebra, home: Any) -> Mapping[str, Value]:
        """The outputs by name, in their order; called with every algebra alike."""


@dataclass(frozen=True, slots=True)
class Job:
    """One run: the rule over its files, by table name, into `output`; `tell(done, all)` hears of households. `piece`: the most households in memory at a time, on engines that go piece by piece; `master`: of Spark."""

    rule: Rule
    files: Mapping[str, Path]
    output: Path
    tell: Callable[[int, int], None]
    piece: int | None = None
    master: str | None = None


class BadFile(ValueError):
    """A file that cannot be used, in one sentence."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.zh)
        self.text = text
