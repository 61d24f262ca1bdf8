"""How a draft keeps its blocks (草稿的存放): JSON of content blocks with what each column holds, and the cells carried over.

`proposed`: cells taken from the last publication that nobody has changed since, as (block, row, column) counted from 0.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from datong.foundation.openness.core.content import Block, Cell, Column, Table, Words, plain
from datong.kernel.bilingual import Text

Spot = tuple[int, int, int]
# What a place has stays from period to period; what came in or went out does not.
LASTING = ("assets", "resources", "contracts", "debts")
PER_PERIOD = ("money", "number")


@dataclass(frozen=True, slots=True)
class Prepared:
    """The blocks of a draft and which cells were carried over."""

    blocks: tuple[Block, ...]
    proposed: frozenset[Spot] = frozenset()


def stored(prepared: Prepared) -> str:
    """As the draft's row keeps it."""
    blocks = []
    for block in prepared.blocks:
        data = plain(block)
        if isinstance(block, Table):
            for column, told in zip(block.columns, data["columns"], strict=True):
                told["holds"] = column.holds
        blocks.append(data)
    return json.dumps({"blocks": blocks, "proposed": sorted(prepared.proposed)}, ensure_ascii=False)


def loaded(text: str) -> Prepared:
    """The inverse of `stored`; an empty text is an empty draft."""
    if not text:
        return Prepared(())
    data = json.loads(text)
    spots = frozenset((block, row, column) for block, row, column in data["proposed"])
    return Prepared(tuple(block_of(each) for each in data["blocks"]), spots)


def block_of(data: dict[str, Any]) -> Block:
    """A block from plain data, of a draft or of published content (which does not say what a column holds)."""
    if data["type"] == "words":
        return Words(data["text"], data["heading"])
    columns = tuple(
        Column(
            each["key"],
            Text(**each["name"]),
            each["kind"],
            each.get("holds", ""),
            Text(**each["unit"]) if each["unit"] else None,
        )
        for each in data["columns"]
    )
    total = tuple(data["total"]) if data["total"] else None
    return Table(
        Text(**data["caption"]), columns, tuple(tuple(row) for row in data["rows"]), data["role"], total
    )


def carried(blocks: Sequence[Block]) -> Prepared:
    """Last time's blocks as a proposal: what a place has stays, the amounts of the period are left open."""
    kept = tuple(emptied(each) if isinstance(each, Table) else each for each in blocks)
    return Prepared(kept, frozenset(spots(kept)))


def emptied(table: Table) -> Table:
    """The table without the amounts of its period."""
    if table.role in LASTING:
        return table
    open_ = [column.kind in PER_PERIOD and column.holds != "household_size" for column in table.columns]
    rows = tuple(
        tuple(None if leave else cell for cell, leave in zip(row, open_, strict=True)) for row in table.rows
    )
    return summed(replace(table, rows=rows))


def spots(blocks: Sequence[Block]) -> Iterable[Spot]:
    """Every cell of every table."""
    for at, block in enumerate(blocks):
        if isinstance(block, Table):
            for row, cells in enumerate(block.rows):
                yield from ((at, row, column) for column in range(len(cells)))


def still_proposed(before: Prepared, blocks: Sequence[Block]) -> frozenset[Spot]:
    """The carried cells that are what they were, in blocks saved anew."""
    return frozenset(
        spot
        for spot in before.proposed
        if (old := cell_at(before.blocks, spot)) is not MISSING and old == cell_at(blocks, spot)
    )


MISSING: Any = object()


def cell_at(blocks: Sequence[Block], spot: Spot) -> Cell:
    """One cell; MISSING where there is none."""
    at, row, column = spot
    block = blocks[at] if at < len(blocks) else None
    if not isinstance(block, Table) or row >= len(block.rows) or column >= len(block.rows[row]):
        return MISSING  # type: ignore[no-any-return]
    return block.rows[row][column]


def summed(table: Table) -> Table:
    """The table with its last line added up anew; a table without one stays as it is."""
    if table.total is None:
        return table
    return replace(table, total=total_of(table))


def total_of(table: Table) -> tuple[Cell, ...]:
    """合计: the sum of each column of money or of numbers, empty where nothing stands in it."""
    line: list[Cell] = []
    for at, column in enumerate(table.columns):
        values = [row[at] for row in table.rows]
        whole = [value for value in values if isinstance(value, int)]
        line.append(sum(whole) if column.kind in PER_PERIOD and whole else None)
    if line and line[0] is None:
        line[0] = "合计"
    return tuple(line)


def open_amounts(prepared: Prepared) -> list[Spot]:
    """Carried cells that wait for this period's amount: empty, in a row that says something."""
    return [
        spot
        for spot in sorted(prepared.proposed)
        if cell_at(prepared.blocks, spot) is None and waits(prepared.blocks[spot[0]], spot)
    ]


def waits(block: Block, spot: Spot) -> bool:
    """Whether the cell is an amount of a row that is not empty."""
    return (
        isinstance(block, Table)
        and block.role not in LASTING
        and block.columns[spot[2]].kind == "money"
        and any(cell is not None for cell in block.rows[spot[1]])
    )
