"""What the table component draws (表格): columns, rows, and its body, the hottest part of any page."""

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.functional import Promise
from django.utils.translation import get_language
from markupsafe import Markup, escape

from datong.kernel.bilingual import Text

__all__ = ["Column", "Row", "body"]


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


def body(columns: Sequence[Column], rows: Iterable[Row]) -> Markup:
    """The lines of a table. Joined here, since a template needs several times as long for the same letters.

    Raises ValueError when a row has more or fewer cells than there are columns.
    """
    language = get_language() or ""
    starts = [
        f'<td class="is-{column.kind}" data-label="{_shown(column.label, language)}">' for column in columns
    ]
    return Markup("").join([_line(starts, row, language) for row in rows])


def _line(starts: list[str], row: Row, language: str) -> Markup:
    cells = [_shown(cell, language) for cell in row.cells]
    if row.url is None:
        opening = "<tr>"
    else:
        address = escape(row.url)
        opening = f'<tr data-href="{address}">'
        cells[:1] = [f'<a href="{address}">{cell}</a>' for cell in cells[:1]]
    drawn = [f"{start}{cell}</td>" for start, cell in zip(starts, cells, strict=True)]
    return Markup(opening + "".join(drawn) + "</tr>\n")  # noqa: S704 - each part was escaped above


def _shown(cell: Any, language: str) -> str:
    if cell is None or cell == "":
        return "–"
    if type(cell) is str:  # by far the most frequent; Markup is a subclass and goes on
        return html.escape(cell)
    return str(escape(cell.to(language) if isinstance(cell, Text) else cell))
