"""Incomes, expenses and property of the households, as they declared them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from datong.engine.synth.calendar import FIRST, LAST
from datong.engine.synth.codes import Codes
from datong.engine.synth.columns import NULL, Ints, chance, pick
from datong.engine.synth.conditions import Condition
from datong.engine.synth.people import Homes, People

__all__ = ["ASSETS", "EXPENSES", "INCOMES", "Assets", "Incomes", "draw_assets", "draw_incomes"]


class Kind(NamedTuple):
    """How a kind of money comes about. `who`: a group below; `share` of it has some, `poor` of those on dibao; a typical amount
    in yuan (the median, for a month or for the span) and its spread (sigma of the logarithm); `months`: stated by month, by the
    reckoned year, by the calendar year (which sticks out of the reckoned one), or one month; `costs`: share of the amount spent; `fixed`: set by a rule, the same for rich and poor."""

    kind: str
    who: str
    share: float
    poor: float
    yuan: float
    sigma: float
    months: str
    costs: float = 0.0
    fixed: bool = False


INCOMES: Final = (
    Kind("wage", "worker", 0.62, 0.35, 2900, 0.45, "month"),
    Kind("casual_work", "worker", 0.36, 0.50, 9000, 0.80, "year"),
    Kind("farming", "farm", 0.72, 0.60, 13000, 0.80, "season", 0.55),
    Kind("trade", "worker", 0.06, 0.02, 26000, 1.00, "year", 0.50),
    Kind("interest", "adult", 0.05, 0.01, 600, 1.00, "one"),
    Kind("collective_dividend", "farm", 0.08, 0.08, 260, 0.80, "one"),
    Kind("land_lease", "farm", 0.16, 0.14, 1400, 0.70, "one"),
    Kind("rent", "home", 0.02, 0.002, 700, 0.60, "month"),
    Kind("movable", "adult", 0.003, 0.001, 3000, 0.90, "one"),
    Kind("support", "elder", 0.45, 0.30, 420, 0.60, "month"),
    Kind("pension", "city_elder", 0.70, 0.15, 2600, 0.35, "month"),
    Kind("unemployment", "idle", 0.02, 0.02, 1200, 0.20, "month", fixed=True),
    Kind("survivor", "child", 0.004, 0.02, 600, 0.40, "month"),
    Kind("compensation", "adult", 0.002, 0.004, 12000, 1.00, "one"),
    Kind("gift", "home", 0.02, 0.03, 1000, 0.80, "one"),
    Kind("personal_pension", "elder", 0.002, 0.0, 500, 0.50, "month"),
    Kind("inheritance", "adult", 0.0006, 0.0006, 30000, 1.10, "one"),
    Kind("other", "home", 0.01, 0.01, 800, 0.90, "year"),
    Kind("social_relief", "home", 0.01, 0.10, 800, 0.60, "one"),
    Kind("veterans", "elder", 0.02, 0.02, 750, 0.40, "month"),
    Kind("family_planning", "elder", 0.05, 0.05, 960, 0.05, "one", fixed=True),
    Kind("scholarship", "student", 0.15, 0.30, 2000, 0.50, "one"),
    Kind("bravery", "adult", 0.0001, 0.0001, 5000, 0.50, "one"),
    Kind("base_pension", "elder", 0.80, 0.90, 115, 0.12, "month", fixed=True),
    Kind("dibao", "home", 0.0, 0.85, 420, 0.50, "month", fixed=True),
)
EXPENSES: Final = (
    Kind("tax", "worker", 0.04, 0.0, 90, 1.00, "month"),
    Kind("social_insurance", "worker", 0.45, 0.20, 300, 0.60, "month"),
    Kind("support_paid", "adult", 0.02, 0.01, 300, 0.60, "month"),
    Kind("disability", "disabled", 0.30, 0.40, 1800, 0.80, "year"),
    Kind("serious_illness", "ill", 0.60, 0.60, 9000, 0.90, "year"),
    Kind("employment_cost", "worker", 0.05, 0.10, 150, 0.50, "month"),
)
ASSETS: Final = (
    Kind("deposit", "adult", 0.62, 0.45, 9000, 1.30, ""),
    Kind("securities", "adult", 0.04, 0.0, 20000, 1.30, ""),
    Kind("fund", "adult", 0.05, 0.001, 8000, 1.20, ""),
    Kind("insurance", "adult", 0.08, 0.01, 12000, 0.90, ""),
    Kind("internet_finance", "adult", 0.25, 0.10, 1200, 1.30, ""),
    Kind("claim", "adult", 0.01, 0.004, 10000, 1.00, ""),
    Kind("vehicle", "owner", 0.62, 0.02, 42000, 0.70, ""),
    Kind("ship", "farm", 0.003, 0.0005, 8000, 0.60, ""),
    Kind("house", "home", 0.93, 0.86, 120000, 0.80, ""),
    Kind("forest", "farm", 0.07, 0.06, 6000, 1.00, ""),
    Kind("other", "home", 0.01, 0.003, 5000, 1.00, ""),
)
HARDSHIP: Final = 0.42
"""A household one step harder off has exp(-0.42) of the money."""
ON_DIBAO: Final = 0.30
"""And one on dibao this part of that."""


@dataclass
class Incomes:
    """One place an income or expense."""

    home: Ints
    person: Ints
    kind: Ints
    method: Ints
    first: Ints
    last: Ints
    amount: Ints
    costs: Ints
    per: Ints
    spread: Ints
    giver: Ints
    judged: Ints


@dataclass
class Assets:
    """One place a thing owned; `area` in hundredths of a square metre."""

    home: Ints
    person: Ints
    kind: Ints
    value: Ints
    count: Ints
    area: Ints
    exempt: Ints


def _groups(people: People, homes: Homes, condition: Condition, codes: Codes) -> dict[str, Ints]:
    """Who may have what: places of people. Of `farm` and `home` the applicant stands for the household."""
    years, urban = people.years, homes.urban[people.home]
    head = people.slot == 0
    studies = (condition.study > codes("study", "none")) & (years >= 6)
    found = {
        "worker": condition.works, "adult": years >= 18, "elder": years >= 60, "city_elder": (years >= 60) & urban,
        "child": years < 18, "student": studies, "idle": (years >= 18) & (years < 60) & ~condition.works & ~studies,
        "disabled": condition.grade > 0, "ill": condition.ill == 1, "farm": head & ~urban, "home": head,
        "owner": head & (years < 76),
    }  # fmt: skip
    return {name: np.flatnonzero(who) for name, who in found.items()}


def _having(dice: np.random.Generator, kind: Kind, who: Ints, people: People, homes: Homes) -> Ints:
    """Which of a group have this kind."""
    return who[chance(dice, len(who), np.where(homes.poor[people.home[who]], kind.poor, kind.share))]


def _worth(dice: np.random.Generator, kind: Kind, who: Ints, people: People, homes: Homes) -> Ints:
    """Amounts in fen: whole yuan for most, cents for some."""
    home = people.home[who]
    scale = np.exp(-HARDSHIP * homes.hardship[home]) * np.where(homes.poor[home], ON_DIBAO, 1.0)
    if kind.fixed:
        scale = np.ones(len(who))
    yuan = kind.yuan * scale * np.exp(dice.normal(0, kind.sigma, len(who)))
    fen = (yuan * 100).astype(np.int64)
    return np.where(chance(dice, len(who), 0.2), fen, fen // 1000 * 1000)


def draw_incomes(
    dice: np.random.Generator, people: People, homes: Homes, condition: Condition, alone: Ints, codes: Codes
) -> Incomes:
    """All incomes and expenses, by household and then by person. `alone`: for each household the person who applies alone, else -1;
    the household's money is then theirs, mostly."""
    groups = _groups(people, homes, condition, codes)
    parts = [_income(dice, kind, "income", groups, people, homes, codes) for kind in INCOMES]
    parts += [_income(dice, kind, "deduction", groups, people, homes, codes) for kind in EXPENSES]
    parts.append(_imputed(dice, groups["idle"], people, codes))
    columns = {name: np.concatenate([part[name] for part in parts]) for name in Incomes.__dataclass_fields__}
    home, person = columns["home"], columns["person"]
    theirs = (person == NULL) & (alone[home] >= 0) & chance(dice, len(home), 0.97)
    columns["person"] = np.where(theirs, alone[home], person)
    order = np.lexsort((columns["person"], columns["home"]))
    return Incomes(**{name: column[order] for name, column in columns.items()})


def _income(
    dice: np.random.Generator, kind: Kind, field: str, groups: dict[str, Ints], people: People, homes: Homes, codes: Codes
) -> dict[str, Ints]:  # fmt: skip
    """One kind for all who have it. Some are not stated, some lie outside the period, some change within the year."""
    who = _having(dice, kind, groups[kind.who], people, homes)
    amount = _worth(dice, kind, who, people, homes)
    count = len(who)
    first, last = _span(dice, kind.months, count)
    monthly = np.full(count, codes("per", "month" if kind.months == "month" else "period"))
    costs = np.where(
        chance(dice, count, 0.02), NULL, (amount * kind.costs * dice.gamma(6, 1 / 6, count)).astype(np.int64)
    )
    giver = np.full(count, NULL)
    judged = np.full(count, NULL)
    if kind.kind == "support":
        giver = pick(dice, count, (2, 1, 3))
        judged = np.where(chance(dice, count, 0.5), chance(dice, count, 0.5), NULL)
    declared = chance(dice, count, 0.15 if kind.months == "month" else 0.7)
    unknown = chance(dice, count, 0.003)
    of_home = kind.who in {"farm", "home"}
    return {
        "home": people.home[who],
        "person": np.where(chance(dice, count, 0.9) & of_home, NULL, who),
        "kind": np.full(count, codes(field, kind.kind)),
        "method": np.where(declared, codes("method", "declared"), codes("method", "documented")),
        "first": np.where(unknown & chance(dice, count, 0.3), NULL, first),
        "last": np.where(unknown & chance(dice, count, 0.3), NULL, last),
        "amount": np.where(unknown & chance(dice, count, 0.6), NULL, amount),
        "costs": costs if kind.costs else np.full(count, NULL),
        "per": monthly,
        "spread": np.where(last - first == 11, np.where(first < FIRST, 1, NULL), NULL) if kind.months == "season" else np.full(count, NULL),
        "giver": giver,
        "judged": judged,
    }  # fmt: skip


def _span(dice: np.random.Generator, months: str, count: int) -> tuple[Ints, Ints]:
    """First and last month."""
    if months == "one":
        month = dice.integers(FIRST - 4, LAST + 2, count)
        return month, month
    first, last = np.full(count, FIRST), np.full(count, LAST)
    if months == "season":
        calendar = chance(
            dice, count, 0.35
        )  # stated for January to December: spread over the months by the county's rule
        return np.where(calendar, FIRST - 2, first), np.where(calendar, LAST - 2, last)
    changed = chance(dice, count, 0.12 if months == "month" else 0.03)
    begun = np.where(changed, dice.integers(FIRST - 8, LAST + 1, count), first)
    ended = np.where(chance(dice, count, 0.06) & ~changed, dice.integers(FIRST, LAST + 1, count), last)
    if months == "year":
        begun = np.maximum(begun, FIRST)
    return begun, ended


def _imputed(dice: np.random.Generator, idle: Ints, people: People, codes: Codes) -> dict[str, Ints]:
    """Wages imputed to who could work and does not; a person may have judged them."""
    who = idle[chance(dice, len(idle), 0.03)]
    count = len(who)
    blank = np.full(count, NULL)
    return {
        "home": people.home[who], "person": who, "kind": np.full(count, codes("income", "wage")),
        "method": np.full(count, codes("method", "imputed")), "first": np.full(count, FIRST), "last": np.full(count, LAST),
        "amount": np.full(count, 100_000), "costs": blank, "per": np.full(count, codes("per", "month")), "spread": blank,
        "giver": blank, "judged": np.where(chance(dice, count, 0.6), chance(dice, count, 0.5), NULL),
    }  # fmt: skip


def draw_assets(
    dice: np.random.Generator, people: People, homes: Homes, condition: Condition, codes: Codes
) -> Assets:
    """All things declared, by household and then by person."""
    groups = _groups(people, homes, condition, codes)
    parts = [_asset(dice, kind, groups, people, homes, codes) for kind in ASSETS]
    columns = {name: np.concatenate([part[name] for part in parts]) for name in Assets.__dataclass_fields__}
    order = np.lexsort((columns["person"], columns["home"]))
    return Assets(**{name: column[order] for name, column in columns.items()})


def _asset(
    dice: np.random.Generator, kind: Kind, groups: dict[str, Ints], people: People, homes: Homes, codes: Codes
) -> dict[str, Ints]:
    """One kind for all who have it. The vehicles of households on dibao are exempt ones."""
    who = _having(dice, kind, groups[kind.who], people, homes)
    count, home = len(who), people.home[who]
    poor, house = homes.poor[home], kind.kind == "house"
    several = (
        chance(dice, count, np.where(poor, 0.004, 0.12))
        if kind.kind in {"house", "vehicle"}
        else np.zeros(count, dtype=bool)
    )
    exempt = np.full(count, NULL)
    if kind.kind == "vehicle":
        needed = poor | chance(dice, count, 0.05)
        exempt = np.where(needed, pick(dice, count, (0.7, 0.3)), NULL)
    of_home = kind.who in {"farm", "home"}
    return {
        "home": home,
        "person": np.where(chance(dice, count, 0.5) & of_home, NULL, who),
        "kind": np.full(count, codes("property", kind.kind)),
        "value": np.where(chance(dice, count, 0.2 if house else 0.006), NULL, _worth(dice, kind, who, people, homes)),
        "count": 1 + several.astype(np.int64),
        "area": np.where(chance(dice, count, 0.05), NULL, (dice.normal(110, 30, count).clip(20) * 100).astype(np.int64)) if house else np.full(count, NULL),
        "exempt": exempt,
    }  # fmt: skip
