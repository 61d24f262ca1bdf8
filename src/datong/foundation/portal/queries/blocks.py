"""A publication's tables and words as the page draws them; the cells exactly as the log's reader expects them."""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from datong.foundation.openness import service as openness

YUAN = {"zh": "元", "en": "yuan"}
NOTHING = Markup()
SIDE_BY_SIDE = 3  # columns that a phone still shows side by side; parts.html says `data-rows` for more


@dataclass(frozen=True, slots=True)
class Head:
    """A heading; `unit` stands beside it as an attribute, since it is no word of the content."""

    name: str
    kind: str
    unit: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A table (`table`) with its lines joined, or words."""

    table: bool
    caption: str = ""
    columns: tuple[Head, ...] = ()
    body: Markup = NOTHING
    total: Markup = NOTHING
    heading: str = ""
    text: str = ""


def drawn(content: Mapping[str, Any], lang: str) -> list[Drawn]:
    """Every block. Lines are joined here, since a template needs several times as long for the same letters."""
    return [
        table(block, lang)
        if block["type"] == "table"
        else Drawn(False, heading=block["heading"], text=block["text"])
        for block in content["blocks"]
    ]


def table(block: Mapping[str, Any], lang: str) -> Drawn:
    """A table."""
    columns = tuple(head(column, lang) for column in block["columns"])
    starts = [opening(each, stacked=len(columns) > SIDE_BY_SIDE) for each in columns]
    cells = [(start, each.kind) for start, each in zip(starts, columns, strict=True)]
    body = "\n".join([f"<tr>{line(row, cells)}</tr>" for row in block["rows"]])
    total = line(block["total"], cells) if block["total"] else ""
    return Drawn(True, block["caption"][lang], columns, Markup(body), Markup(total))  # noqa: S704 - cells are escaped


def head(column: Mapping[str, Any], lang: str) -> Head:
    """A heading with its unit; money without one is in yuan."""
    unit = column["unit"][lang] if column["unit"] else YUAN[lang] if column["kind"] == "money" else ""
    return Head(column["name"][lang], column["kind"], unit)


def opening(column: Head, *, stacked: bool) -> str:
    """The tag of a cell. `stacked`: on a phone the cells of a line stand one below the other, each with its heading."""
    kind = "" if column.kind == "text" else f' class="is-{css(column.kind)}"'
    label = f' data-label="{html.escape(column.name)}"' if stacked else ""
    return f"<td{kind}{label}>"


def css(kind: str) -> str:
    """The class of a column."""
    return "number" if kind in ("money", "number") else kind


def line(row: Sequence[Any], cells: Sequence[tuple[str, str]]) -> str:
    """The cells of a line, each as the reader sees it."""
    return "".join(
        [
            f"{start}{html.escape(openness.cell(value, kind))}</td>"
            for value, (start, kind) in zip(row, cells, strict=True)
        ]
    )
