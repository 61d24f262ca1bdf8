"""Two outputs of a rule, household by household: who enters and leaves, what it costs, and whom it reaches.

Leakage and under-coverage (错保、漏保) as in D. Coady, M. Grosh, J. Hoddinott, Targeting of Transfers in Developing Countries (World Bank
2004), after G. A. Cornia, F. Stewart, "Two Errors of Targeting" (1993), with the rule itself as the target:
leakage is, of what is paid now to households with a verdict, the share paid to those not eligible by the rule of that side;
under-coverage, of the households eligible by that rule, the share not paid now; not known where all that were looked at are paid.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import polars as pl

from datong.engine.whatif.groups import groups
from datong.engine.whatif.inequality import ginis, income_a_head, poverty
from datong.engine.whatif.report import DIMENSIONS, MOVES, SIDES, TOTAL, Line, Measures, Report, nothing

__all__ = ["Change", "Side", "Study", "changes", "compare"]

ALL = "_all"
VERDICT = ("eligible", "amount", "members", "paid", "income")
APART = ("eligible", "amount", "income")


@dataclass(frozen=True, slots=True)
class Side:
    """One run: its file, the months its income is over, and the standard in fen a year by code of area."""

    outputs: Path
    months: int | None
    standards: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Study:
    """Two runs over the same input files on a day. `areas`: words of the codes of area."""

    files: Mapping[str, Path]
    on: dt.date
    now: Side
    then: Side
    areas: tuple[str, ...]
    key: str = "household"


@dataclass(frozen=True, slots=True)
class Change:
    """A household whose verdict or amount differs; `why`: outputs (conditions) that differ, `missing` the gaps then, as bits."""

    household: int
    before: tuple[bool | None, int | None]
    after: tuple[bool | None, int | None]
    why: tuple[str, ...]
    missing: int


class Known(NamedTuple):
    """Whether the files say what each household is paid; whether they hold any that is not."""

    paid: bool
    unpaid: bool


def compare(study: Study) -> Report:
    """The whole comparison; about a second for a million households."""
    frame = _joined(study).with_columns(_move().alias("move"), pl.lit(ALL).alias(ALL))
    received = frame.get_column("received")
    paid_known = received.null_count() == 0
    known = Known(paid_known, paid_known and bool((received <= 0).any()))
    counted = {name: _counts(frame, name) for name in (ALL, *DIMENSIONS)}
    spread = {side: _spread(frame, study, side) for side in SIDES}
    lines = []
    for dimension in (ALL, *DIMENSIONS):
        for value in sorted(counted[dimension]):
            found = {side: spread[side][dimension] for side in SIDES}
            lines.append(_line(dimension, value, counted[dimension][value], found, known))
    return Report(tuple(lines), paid_known) if lines else nothing()


def changes(study: Study) -> list[Change]:
    """Every household with another verdict or amount, in the order of their keys."""
    now, then = (pl.read_parquet(side.outputs) for side in (study.now, study.then))
    both = now.join(then, on=study.key, suffix="_then").sort(study.key)
    differs = pl.col("eligible").ne_missing(pl.col("eligible_then")) | pl.col("amount").ne_missing(
        pl.col("amount_then")
    )
    told = [name for name in dict.fromkeys([*now.columns, *then.columns]) if _condition(name, study.key)]
    return [
        _change(row, study.key, told, set(now.columns)) for row in both.filter(differs).iter_rows(named=True)
    ]


def _condition(name: str, key: str) -> bool:
    """Whether a column says how a condition came out; totals of property do not, their limits do."""
    return name not in (key, "reasons", *APART) and (
        not name.startswith("property_") or name.endswith("_kept")
    )


def _change(row: Mapping[str, Any], key: str, told: list[str], before: set[str]) -> Change:
    def then(name: str) -> Any:
        return row.get(f"{name}_then") if name in before else row.get(name)

    def now(name: str) -> Any:
        return row.get(name) if name in before else None

    return Change(
        row[key], (row["eligible"], row["amount"]), (row["eligible_then"], row["amount_then"]),
        tuple(name for name in told if now(name) != then(name)), row["reasons_then"],
    )  # fmt: skip


def _joined(study: Study) -> pl.DataFrame:
    """Verdicts of both sides with the groups, one row a household."""
    frame = groups(study.files, study.key, study.on, study.areas)
    for name, side in zip(SIDES, (study.now, study.then), strict=True):
        found = pl.read_parquet(side.outputs, columns=[study.key, *VERDICT])
        frame = frame.join(found.rename({each: f"{each}_{name}" for each in VERDICT}), on=study.key)
    return frame


def _move() -> pl.Expr:
    now, then = pl.col("eligible_now"), pl.col("eligible_then")
    rise = pl.col("amount_then") - pl.col("amount_now")
    return (
        pl.when(now.is_null() | then.is_null()).then(pl.lit("unknown"))
        .when(~now & ~then).then(pl.lit("outside"))
        .when(~now).then(pl.lit("entering"))
        .when(~then).then(pl.lit("leaving"))
        .when(rise > 0).then(pl.lit("more"))
        .when(rise < 0).then(pl.lit("less"))
        .otherwise(pl.lit("same"))
    )  # fmt: skip


def _counts(frame: pl.DataFrame, dimension: str) -> dict[str, dict[str, Any]]:
    """Sums of each part of a dimension."""
    asked: list[pl.Expr] = []
    heads = (
        pl.when(pl.col("move") == "leaving")
        .then(pl.col("paid_now"))
        .otherwise(pl.col("paid_then"))
        .fill_null(0)
    )
    for move in MOVES:
        fits = pl.col("move") == move
        asked += [fits.sum().alias(move), heads.filter(fits).sum().alias(f"heads_{move}")]
    for side in SIDES:
        eligible = pl.col(f"eligible_{side}").fill_null(False)
        known = pl.col(f"eligible_{side}").is_not_null()
        received = pl.col("received").fill_null(0)
        asked += [
            eligible.sum().alias(f"eligible_{side}"),
            pl.col(f"paid_{side}").filter(eligible).sum().alias(f"persons_{side}"),
            pl.col(f"amount_{side}").filter(eligible).sum().alias(f"cost_{side}"),
            received.filter(known).sum().alias(f"received_{side}"),
            received.filter(known & ~eligible).sum().alias(f"leak_{side}"),
            (known & ~eligible & (received > 0)).sum().alias(f"leaking_{side}"),
            (eligible & (received <= 0)).sum().alias(f"missed_{side}"),
        ]
    rows = frame.group_by(dimension).agg(pl.len().alias("households"), *asked).iter_rows(named=True)
    return {row[dimension]: row for row in rows}


def _spread(frame: pl.DataFrame, study: Study, side: str) -> dict[str, dict[str, Any]]:
    """Gini and poverty of each part of each dimension, over the households that both sides know."""
    months = (study.now if side == "now" else study.then).months
    if months is None:
        return {name: {} for name in (ALL, *DIMENSIONS)}
    known = (
        pl.col("eligible_now").is_not_null()
        & pl.col("eligible_then").is_not_null()
        & (pl.col("members_now") > 0)
        & (pl.col("members_then") > 0)
    )
    y = income_a_head(f"income_{side}", f"amount_{side}", f"members_{side}", months)
    persons = (
        frame.filter(known)
        .select(
            ALL, *DIMENSIONS, "area_code", y.alias("y"), pl.col(f"members_{side}").cast(pl.Int64).alias("w")
        )
        .sort("y")
    )
    return {
        name: {
            "gini": ginis(persons, name),
            "now": poverty(persons, name, study.now.standards),
            "then": poverty(persons, name, study.then.standards),
        }
        for name in (ALL, *DIMENSIONS)
    }


def _line(
    dimension: str,
    value: str,
    row: Mapping[str, Any],
    found: Mapping[str, Mapping[str, Any]],
    known: Known,
) -> Line:
    key = TOTAL if dimension == ALL else (dimension, value)
    made = {side: dict(_measures(row, side, found[side], value, known)) for side in SIDES}
    return Line(
        *key,
        row["households"],
        {move: row[move] for move in MOVES},
        {move: row[f"heads_{move}"] for move in MOVES},
        Measures(**made["now"]),
        Measures(**made["then"]),
    )


def _measures(
    row: Mapping[str, Any], side: str, spread: Mapping[str, Any], value: str, known: Known
) -> Iterator[tuple[str, Any]]:
    for name in ("eligible", "persons", "cost"):
        yield name, row[f"{name}_{side}"]
    if spread:
        yield "gini", spread["gini"].get(value)
        yield "poor", spread["now"].get(value, (None, None))[0]
        yield "gap", spread["now"].get(value, (None, None))[1]
        yield "poor_new", spread["then"].get(value, (None, None))[0]
        yield "gap_new", spread["then"].get(value, (None, None))[1]
    if known.paid:
        yield "leaking", row[f"leaking_{side}"]
        yield "leakage", _share(row[f"leak_{side}"], row[f"received_{side}"])
    if known.unpaid:
        yield "missed", row[f"missed_{side}"]
        yield "uncovered", _share(row[f"missed_{side}"], row[f"eligible_{side}"])


def _share(part: int, whole: int) -> Fraction | None:
    return Fraction(part, whole) if whole else None
