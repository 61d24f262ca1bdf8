"""A quarter's money as a farmer reads it (一看就懂的账): where it came from, where it went, what is left.

Computed from published tables by their roles (income, spending, balance); amounts are whole fen. Nothing is guessed: a
table without a column of money draws nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MOST = 8
MANY = 3
AMOUNTS = ("amount", "closing", "balance")
NAMES = ("account", "subject", "category")
INCOME, SPENDING, BALANCE = "income", "spending", "balance"
Table = Mapping[str, Any]
Amount = tuple[str, int]  # a name and fen


@dataclass(frozen=True, slots=True)
class Flow:
    """One source or one use, in fen; `rest`: how many smaller ones it stands for, 0 for one under its own name."""

    name: str
    fen: int
    rest: int = 0


@dataclass(frozen=True, slots=True)
class Purse:
    """Sources and uses, the greatest first; `left`: what remains at the end, where a table says so."""

    income: tuple[Flow, ...]
    spending: tuple[Flow, ...]
    left: int | None

    @property
    def came(self) -> int | None:
        """All income; None where no table tells of any."""
        return sum(flow.fen for flow in self.income) if self.income else None

    @property
    def went(self) -> int | None:
        """All spending; None where no table tells of any."""
        return sum(flow.fen for flow in self.spending) if self.spending else None


@dataclass(frozen=True, slots=True)
class Change:
    """One amount now and at the time before; `key`: came, went or left."""

    key: str
    now: int
    before: int

    @property
    def more(self) -> int:
        return self.now - self.before


def purse(contents: Iterable[Mapping[str, Any]], lang: str = "zh") -> Purse | None:
    """The money of one period out of everything published about it; None where no table tells of money.

    Of a few tables each row is a source or a use by its own name; of many, each table is one by its caption.
    """
    tables = [block for content in contents for block in content["blocks"] if block["type"] == "table"]
    income, spending = (
        gathered(side([table for table in tables if table["role"] == role], lang))
        for role in (INCOME, SPENDING)
    )
    if not income and not spending:
        return None
    left = [fen for table in tables if table["role"] == BALANCE for _, fen in amounts(table)]
    return Purse(income, spending, sum(left) if left else None)


def side(tables: Sequence[Table], lang: str) -> list[Amount]:
    """The amounts of all tables of one role."""
    by_table = len(tables) >= MANY
    return [
        (table["caption"][lang] if by_table else name, fen)
        for table in tables
        for name, fen in amounts(table)
    ]


def amounts(table: Table) -> list[Amount]:
    """The rows of a table, name and fen; rows without an amount tell nothing."""
    amount, name = money_column(table), name_column(table["columns"])
    if amount is None:
        return []
    return [
        (str(row[name]) if name is not None and row[name] is not None else "", row[amount])
        for row in table["rows"]
        if isinstance(row[amount], int)
    ]


def money_column(table: Table) -> int | None:
    """Which column holds the amount: the one so keyed; else of a balance the last of money, of others the first."""
    columns = table["columns"]
    money = [index for index, column in enumerate(columns) if column["kind"] == "money"]
    keyed = [index for index in money if columns[index]["key"] in AMOUNTS]
    if keyed or not money:
        return keyed[0] if keyed else None
    return money[-1] if table["role"] == BALANCE else money[0]


def name_column(columns: Sequence[Mapping[str, Any]]) -> int | None:
    """Which column says what it was: the account where there is one, else the first of words."""
    words = [index for index, column in enumerate(columns) if column["kind"] == "text"]
    keyed = [index for index in words if columns[index]["key"] in NAMES]
    found = keyed or words
    return found[0] if found else None


def gathered(found: Iterable[Amount]) -> tuple[Flow, ...]:
    """Amounts of one name together, the greatest first, the smallest as one so that a picture stays a picture."""
    sums: dict[str, int] = {}
    for name, fen in found:
        sums[name] = sums.get(name, 0) + fen
    ordered = [Flow(name, fen) for name, fen in sorted(sums.items(), key=lambda each: -each[1]) if fen]
    if len(ordered) <= MOST:
        return tuple(ordered)
    tail = ordered[MOST - 1 :]
    return (*ordered[: MOST - 1], Flow("", sum(flow.fen for flow in tail), len(tail)))


def changes(now: Purse, before: Purse | None) -> tuple[Change, ...]:
    """What can be compared with the time before, in the order came, went, left."""
    if before is None:
        return ()
    pairs = (
        ("came", now.came, before.came),
        ("went", now.went, before.went),
        ("left", now.left, before.left),
    )
    return tuple(Change(key, a, b) for key, a, b in pairs if a is not None and b is not None)
