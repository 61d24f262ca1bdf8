"""Double entry (复式记账) with plain values: does a voucher balance, what is the trial balance. Money is whole fen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from datong.kernel.bilingual import Text
from datong.kernel.numerals import group
from datong.programmes.sunshine.rules.charts import Account, Chart, Passage

__all__ = [
    "Fault",
    "NewVoucher",
    "Posting",
    "Trial",
    "TrialRow",
    "carried",
    "faults",
    "reversed_of",
    "trial",
    "yuan",
]

LARGEST = 10**13  # fen: a hundred thousand million yuan, beyond which somebody slipped
FEWEST = 2


@dataclass(frozen=True, slots=True)
class Posting:
    """One line of a voucher (分录): one side holds money, the other is 0. `detail` is the sub-account (明细)."""

    account: str
    debit: int
    credit: int
    detail: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class NewVoucher:
    """A voucher to be entered. `number`: as on paper; None takes the next of the year."""

    day: dt.date
    words: str
    lines: tuple[Posting, ...]
    handler: str = ""
    papers: int = 0
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a voucher; `line` counts from 0, None for the voucher as a whole."""

    line: int | None
    text: Text
    column: str = ""


def yuan(fen: int) -> str:
    """123450 as 1,234.50."""
    whole, rest = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{group(whole)}.{rest:02d}"


def faults(lines: Sequence[Posting], chart: Chart, *, red: bool = False) -> list[Fault]:
    """Everything wrong with the lines of a voucher under a chart; none when it may be entered.

    `red`: a reversing voucher in red ink (红字冲销), the only one whose amounts are negative.
    """
    found = [fault for at, line in enumerate(lines) if (fault := line_fault(at, line, chart, red))]
    if len(lines) < FEWEST:
        text = Text(
            "一张凭证至少有两行分录：一借一贷。", "A voucher has at least two lines: a debit and a credit."
        )
        return [*found, Fault(None, text)]
    return found or unbalanced(lines)


def line_fault(at: int, line: Posting, chart: Chart, red: bool) -> Fault | None:
    """The first thing wrong with a line."""
    if chart.find(line.account) is None:
        text = Text(
            "第 {row} 行的科目“{code}”不在{chart}（{document}）里，请从科目表中选择。",
            "Line {row}: “{code}” is no account of the {chart} ({document}); choose one of its accounts.",
        ).format(row=at + 1, code=line.account, chart=chart.name, document=chart.document)
        return Fault(at, text, "account")
    if bool(line.debit) == bool(line.credit):
        text = Text(
            "第 {row} 行应只填借方或只填贷方，另一方留空。",
            "Line {row}: fill in either debit or credit and leave the other empty.",
        ).format(row=at + 1)
        return Fault(at, text, "debit")
    amount = line.debit or line.credit
    if amount < 0 and not red:
        text = Text(
            "第 {row} 行的金额是负数；更正错误请用“红字冲销”，不要填负数。",
            "Line {row} is negative; to correct an error, reverse the voucher instead of entering a negative amount.",
        ).format(row=at + 1)
        return Fault(at, text, "debit" if line.debit else "credit")
    if abs(amount) > LARGEST:
        text = Text(
            "第 {row} 行的金额超过 1000 亿元，请核对。", "Line {row} is over 100,000 million yuan; check it."
        )
        return Fault(at, text.format(row=at + 1), "debit" if line.debit else "credit")
    return None


def unbalanced(lines: Iterable[Posting]) -> list[Fault]:
    """The sentence that names the difference between debit and credit."""
    rows = list(lines)
    debit, credit = sum(row.debit for row in rows), sum(row.credit for row in rows)
    if debit == credit:
        return []
    more = (
        Text("借方多", "the debit is larger by")
        if debit > credit
        else Text("贷方多", "the credit is larger by")
    )
    text = Text(
        "借贷不平：借方合计 {debit} 元，贷方合计 {credit} 元，{more} {gap} 元。凭证没有保存，请改平后再提交。",
        "Debit and credit differ: debit {debit} yuan, credit {credit} yuan, {more} {gap} yuan. Nothing was saved; "
        "make them equal and send again.",
    ).format(debit=yuan(debit), credit=yuan(credit), more=more, gap=yuan(abs(debit - credit)))
    return [Fault(None, text)]


def reversed_of(lines: Iterable[Posting]) -> list[Posting]:
    """The same lines in red ink: same side, negative amount, so that turnovers are as if it had never been."""
    return [Posting(each.account, -each.debit, -each.credit, each.detail, each.words) for each in lines]


@dataclass(frozen=True, slots=True)
class TrialRow:
    """One account of a trial balance: balance before, turnover, balance after; each balance on one side."""

    account: Account
    opening_debit: int
    opening_credit: int
    debit: int
    credit: int
    closing_debit: int
    closing_credit: int

    @property
    def unusual(self) -> bool:
        """The balance stands on the side where this account ordinarily has none."""
        return (self.account.side == "debit" and self.closing_credit > 0) or (
            self.account.side == "credit" and self.closing_debit > 0
        )

    @property
    def numbers(self) -> tuple[int, int, int, int, int, int]:
        return (
            self.opening_debit, self.opening_credit, self.debit,
            self.credit, self.closing_debit, self.closing_credit,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trial:
    """The trial balance (试算平衡): rows of accounts that move or stand, their sums, what does not agree."""

    rows: tuple[TrialRow, ...]
    totals: tuple[int, int, int, int, int, int]

    @property
    def gaps(self) -> tuple[int, int, int]:
        """Debit less credit of the openings, the turnovers and the closings."""
        opened, owed, debit, credit, closed, owing = self.totals
        return opened - owed, debit - credit, closed - owing

    @property
    def holds(self) -> bool:
        return self.gaps == (0, 0, 0)


def trial(chart: Chart, opening: Mapping[str, int], turnover: Mapping[str, tuple[int, int]]) -> Trial:
    """Opening balances (debit less credit) and turnovers (debit, credit) by code become a trial balance.

    Raises KeyError for a code the chart does not have: nothing is left out in silence.
    """
    codes = sorted(
        {code for code, fen in opening.items() if fen} | {c for c, t in turnover.items() if any(t)}
    )
    rows = tuple(
        row(chart.by_code[code], opening.get(code, 0), *turnover.get(code, (0, 0))) for code in codes
    )
    sums = [sum(numbers) for numbers in zip(*(each.numbers for each in rows), strict=True)] or [0] * 6
    return Trial(rows, (sums[0], sums[1], sums[2], sums[3], sums[4], sums[5]))


def row(account: Account, opening: int, debit: int, credit: int) -> TrialRow:
    """One line: closing = opening + debit - credit."""
    closing = opening + debit - credit
    return TrialRow(
        account, max(opening, 0), max(-opening, 0), debit, credit, max(closing, 0), max(-closing, 0)
    )


def carried(balances: Mapping[str, int], by: Passage) -> tuple[dict[str, int], dict[str, int]]:
    """Balances (debit less credit, by old code) under the new chart, and those a person must place, by old code."""
    placed: dict[str, int] = {}
    waiting: dict[str, int] = {}
    for code, fen in balances.items():
        if not fen:
            continue
        if code in by.same:
            placed[by.same[code]] = placed.get(by.same[code], 0) + fen
        else:
            waiting[code] = fen
    return placed, waiting
