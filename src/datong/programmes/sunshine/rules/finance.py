"""The figures of a village's finance for disclosure (财务公开): from where, for what, what is there; item by item.

Plain values only: money is fen, days are dates. `queries` reads the rows, the functions here add them up.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from datong.programmes.sunshine.rules.charts import Account, Chart

__all__ = [
    "AssetLine", "CashLine", "ContractLine", "DebtLine", "Entry", "Finance", "Group", "Part", "ResourceLine",
    "group_of", "parts",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of one voucher (逐笔). `fen` counts with the sign of its group: income and spending are positive."""

    day: dt.date
    voucher: str
    words: str
    account: str
    detail: str
    fen: int
    handler: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One sub-account of a group: this period and the one before."""

    name: str
    fen: int
    before: int


@dataclass(frozen=True, slots=True)
class Group:
    """One account with its entries: this period's sum, the sum of the period before, the sub-accounts, every line."""

    account: Account
    fen: int
    before: int
    parts: tuple[Part, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class CashLine:
    """Cash or bank: opening + received - paid = closing. `before` is the opening balance of the period before."""

    account: Account
    opening: int
    received: int
    paid: int
    before: int = 0

    @property
    def closing(self) -> int:
        return self.opening + self.received - self.paid


@dataclass(frozen=True, slots=True)
class AssetLine:
    """An asset standing at the end of the period."""

    number: str
    name: str
    kind: str
    quantity: str
    value: int
    acquired: dt.date | None
    used_by: str
    place: str
    remark: str


@dataclass(frozen=True, slots=True)
class ResourceLine:
    """Land, forest, water and the like. `area` in hundredths of a mu."""

    number: str
    name: str
    kind: str
    area: int
    place: str
    used_by: str
    remark: str


@dataclass(frozen=True, slots=True)
class ContractLine:
    """A contract that runs on the last day of the period, or ended in it."""

    number: str
    name: str
    kind: str
    party: str
    signed: dt.date
    start: dt.date
    end: dt.date
    amount: int
    yearly: int
    decided: str
    remark: str


@dataclass(frozen=True, slots=True)
class DebtLine:
    """What is owed to the village (`owed`) or by it."""

    number: str
    owed: bool
    party: str
    reason: str
    fen: int
    since: dt.date
    due: dt.date | None
    remark: str


@dataclass(frozen=True)
class Finance:
    """Everything the catalogue's finance items ask of a village's books in a period, compared with the one before.

    `closed`: nothing can be entered in the period any more. `compared`: the books were open all through the period
    before. `balances`: debit less credit of every account on the last day, by code.
    """

    place_code: str
    start: dt.date
    end: dt.date
    before: tuple[dt.date, dt.date]
    chart: Chart
    closed: bool
    compared: bool
    income: tuple[Group, ...] = ()
    spending: tuple[Group, ...] = ()
    funds: tuple[Group, ...] = ()
    distribution: tuple[Group, ...] = ()
    cash: tuple[CashLine, ...] = ()
    assets: tuple[AssetLine, ...] = ()
    resources: tuple[ResourceLine, ...] = ()
    contracts: tuple[ContractLine, ...] = ()
    debtors: tuple[DebtLine, ...] = ()
    creditors: tuple[DebtLine, ...] = ()
    balances: dict[str, int] = field(default_factory=dict)

    @property
    def income_fen(self) -> int:
        return sum(each.fen for each in self.income)

    @property
    def income_before(self) -> int:
        return sum(each.before for each in self.income)

    @property
    def spending_fen(self) -> int:
        return sum(each.fen for each in self.spending)

    @property
    def spending_before(self) -> int:
        return sum(each.before for each in self.spending)

    @property
    def opening_cash(self) -> int:
        return sum(each.opening for each in self.cash)

    @property
    def closing_cash(self) -> int:
        return sum(each.closing for each in self.cash)

    @property
    def opening_cash_before(self) -> int:
        return sum(each.before for each in self.cash)

    @property
    def asset_fen(self) -> int:
        return sum(each.value for each in self.assets)

    @property
    def owed_fen(self) -> int:
        return sum(each.fen for each in self.debtors)

    @property
    def owing_fen(self) -> int:
        return sum(each.fen for each in self.creditors)


def group_of(account: Account, now: Sequence[Entry], then: Sequence[Entry]) -> Group | None:
    """One account's entries of this period and the one before; None where there are neither."""
    if not now and not then:
        return None
    return Group(
        account, sum(each.fen for each in now), sum(each.fen for each in then), parts(now, then), tuple(now)
    )


def parts(now: Iterable[Entry], then: Iterable[Entry]) -> tuple[Part, ...]:
    """Sums by sub-account, the largest first; lines without one stand under an empty name."""
    sums: dict[str, list[int]] = {}
    for at, entries in enumerate((now, then)):
        for entry in entries:
            sums.setdefault(entry.detail, [0, 0])[at] += entry.fen
    ordered = sorted(sums.items(), key=lambda pair: (-pair[1][0], -pair[1][1], pair[0]))
    return tuple(Part(name, *both) for name, both in ordered)
