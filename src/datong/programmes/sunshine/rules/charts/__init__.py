"""Charts of accounts (会计科目表) as dated data: the books of a village follow the chart of the day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from datong.kernel.bilingual import Text

__all__ = ["CHARTS", "Account", "Chart", "Passage", "chart_on", "passage"]

FOLDER = Path(__file__).parent
CHARTS = ("v2004", "v2023")
Kind = Literal["asset", "liability", "equity", "cost", "income", "expense"]
Side = Literal["debit", "credit", "both"]
KINDS: Mapping[str, Text] = {
    "asset": Text("资产", "Assets"),
    "liability": Text("负债", "Liabilities"),
    "equity": Text("所有者权益", "Equity"),
    "cost": Text("成本", "Costs"),
    "income": Text("收入", "Income"),
    "expense": Text("支出", "Expenses"),
}
TOO_EARLY = Text(
    "{day} 早于 2005年1月1日，那时的会计科目不在本系统内。",
    "{day} is before 1 January 2005; the accounts of that time are not held here.",
)


@dataclass(frozen=True, slots=True)
class Account:
    """One account (科目). `side` is where its balance ordinarily stands; `role` says what figures it feeds: cash, owed,
    owing, members, fund, result, distribution, or nothing. `optional`: a village may add it, it is not of the chart."""

    code: str
    name: Text
    kind: Kind
    side: Side
    role: str = ""
    optional: bool = False

    @property
    def label(self) -> Text:
        return Text(f"{self.code} {self.name.zh}", f"{self.code} {self.name.en}")


@dataclass(frozen=True)
class Chart:
    """One chart with its law. `count`: how many accounts the document has; optional ones stand beside them."""

    key: str
    name: Text
    document: str
    since: dt.date
    until: dt.date | None
    count: int
    confidence: str
    sources: tuple[str, ...]
    accounts: tuple[Account, ...]
    by_code: Mapping[str, Account] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_code", {each.code: each for each in self.accounts})

    def find(self, code: str) -> Account | None:
        """The account of a code."""
        return self.by_code.get(code)

    def codes(self, *roles: str) -> tuple[str, ...]:
        """Codes of the accounts that play one of these roles."""
        return tuple(each.code for each in self.accounts if each.role in roles)

    def of_kind(self, kind: str) -> tuple[Account, ...]:
        """The accounts of a kind, in the order of the chart."""
        return tuple(each for each in self.accounts if each.kind == kind)


@dataclass(frozen=True, slots=True)
class Passage:
    """How balances pass from one chart to the next: codes that go over by themselves, codes a person must place."""

    before: Chart
    after: Chart
    same: Mapping[str, str]
    by_hand: tuple[str, ...]


@cache
def chart(key: str) -> Chart:
    """One chart by its key; raises KeyError for one that is not there."""
    if key not in CHARTS:
        raise KeyError(key)
    data = read(key)
    accounts = [account(row) for row in data["accounts"]]
    accounts += [account(row, optional=True) for row in data.get("optional", ())]
    return Chart(
        key=data["key"],
        name=Text(**data["name"]),
        document=data["document"],
        since=data["since"],
        until=data["until"],
        count=data["count"],
        confidence=data["confidence"],
        sources=tuple(data["sources"]),
        accounts=tuple(sorted(accounts, key=lambda each: each.code)),
    )


def read(name: str) -> Any:
    """A file of this folder."""
    return yaml.load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def account(row: list[str], *, optional: bool = False) -> Account:
    """An account from its line."""
    code, zh, en, kind, side, *role = row
    return Account(code, Text(zh, en), kind, side, role[0] if role else "", optional)  # type: ignore[arg-type]


def chart_on(day: dt.date) -> Chart | None:
    """The chart in force on a day; None before the first."""
    for each in map(chart, CHARTS):
        if each.since <= day and (each.until is None or day <= each.until):
            return each
    return None


@cache
def passage() -> Passage:
    """The passage from the chart of 2004 to that of 2023."""
    data = read("passage")
    return Passage(chart(data["from"]), chart(data["to"]), data["same"], tuple(data["by_hand"]))
