"""The result of an assessment with everything a decision, a letter or a reader needs to check it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal

from datong.engine.algebra import Step
from datong.kernel.bilingual import Text
from datong.programmes.dibao.rules.missing import Missing
from datong.programmes.dibao.rules.national import Area

__all__ = [
    "Assessment",
    "Change",
    "Computation",
    "Criterion",
    "IncomeLine",
    "MemberLine",
    "UpliftLine",
    "money",
]


def money(fen: int) -> str:
    """Fen as yuan with two decimals: 45073 is 450.73."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02d}"


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A person: counted or not, under which clause. `paid` differs from `counted` where registers are mixed (2012)."""

    id: str
    name: str
    relation: Text
    counted: bool | None
    paid: bool | None
    basis: Text
    article: Text


@dataclass(frozen=True, slots=True)
class IncomeLine:
    """An item of income, or of expense (`deducted`): fen that entered the sum (0 when it did not), and the reason.

    `path` is its place in the document; `amount` is for the whole reckoning period.
    """

    path: str
    member: str
    kind: Text
    method: Text
    source: str
    amount: int | None
    counted: bool | None
    reason: Text
    article: Text
    deducted: bool = False


@dataclass(frozen=True, slots=True)
class Criterion:
    """One condition: what was found, what is asked, whether it is met; the article, and the document that sets the value."""

    key: str
    name: Text
    value: Text
    threshold: Text
    met: bool | None
    article: Text
    document: str = ""


@dataclass(frozen=True, slots=True)
class UpliftLine:
    """What a member gets more: by which group, how much in words."""

    member: str
    name: Text
    text: Text


@dataclass(frozen=True, slots=True)
class Computation:
    """The numbers the amount can be recomputed from, and the same as sentences.

    T `income` fen over `months`; `members` whose income is reckoned, `paid` among them; `standard` fen for `standard_months`;
    uplifts as `fixed` fen and percentages of the standard and of one's own share. See `benefit.monthly_benefit`.
    """

    first_month: str
    last_month: str
    months: int
    income: int
    members: int
    paid: int
    standard: int
    standard_months: int
    method: str
    tier: int | None
    fixed: int
    percent_standard: int
    percent_benefit: int
    lines: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What would change the result.

    `kind`: "less_income", "more_income" (in fen a month; `over_period` fen over the whole reckoning period: each is the
    smallest whole number that does it), "less_property" (in fen, pieces or hundredths of a square metre), "amount" (what the
    benefit would become), "fact" (a condition that is no amount). `by` is None for a fact.
    """

    criterion: str
    kind: Literal["less_income", "more_income", "less_property", "amount", "fact"]
    by: int | None
    text: Text
    over_period: int | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the law of day `on` says of a household. It decides nothing: a named person does.

    `eligible` None: undetermined, `missing` says what must be supplied; then `amount` is None and `changes` is empty.
    `amount`: fen a month for the household, 0 when not eligible. `rules` and `county_version` reproduce it.
    `borderline`: a borderline household (2021 measures, art. 8) by the limits for dibao; None where not defined or not known.
    """

    on: dt.date
    pack: str
    rules: str
    county_version: str
    demonstration: bool
    area: Area
    eligible: bool | None
    amount: int | None
    borderline: bool | None
    members: tuple[MemberLine, ...]
    income: tuple[IncomeLine, ...]
    uplifts: tuple[UpliftLine, ...]
    criteria: tuple[Criterion, ...]
    computation: Computation | None
    reasons: tuple[Text, ...]
    changes: tuple[Change, ...]
    missing: tuple[Missing, ...]
    notices: tuple[Text, ...]
    trace: Sequence[Step]

    @property
    def verdict(self) -> Text:
        """符合, 不符合, 无法认定."""
        return VERDICTS[self.eligible]

    def as_json(self, lang: str = "") -> dict[str, Any]:
        """Plain values for JSON. `lang` "zh" or "en" gives sentences in that language; "" gives both as {zh, en}.
        The trace is left out: it is made again by assessing again."""
        found = {e.name: _plain(getattr(self, e.name), lang) for e in fields(self) if e.name != "trace"}
        return {"verdict": _plain(self.verdict, lang), **found}


VERDICTS: dict[bool | None, Text] = {
    True: Text("符合条件", "eligible"),
    False: Text("不符合条件", "not eligible"),
    None: Text("无法认定：还缺少资料或参数", "undetermined: facts or parameters are missing"),
}


def _plain(value: Any, lang: str) -> Any:
    if isinstance(value, Text):
        return value.to(lang) if lang else {"zh": value.zh, "en": value.en}
    if isinstance(value, dt.date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {entry.name: _plain(getattr(value, entry.name), lang) for entry in fields(value)}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(entry, lang) for entry in value]
    return value
