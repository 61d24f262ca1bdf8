"""What the table component draws: columns and rows (表格的列和行)."""

from dataclasses import dataclass
from typing import Any, Literal

from django.utils.functional import Promise

from datong.kernel.bilingual import Text

__all__ = ["Column", "Row"]


@dataclass(frozen=True, slots=True)
class Column:
    """One heading. `sort` is the name the address carries (`?sort=name`, `?sort=-name`); "" is not sortable.

    Kinds: text; number (right-aligned, tabular figures, the unit stands in the label); date; state.
    """

    label: str | Text | Promise
    kind: Literal["text", "number", "date", "state"] = "text"
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line: a cell per column (text, number or safe markup); the first cell links to `url`."""

    cells: list[Any]
    url: str | None = None
