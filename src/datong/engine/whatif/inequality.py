"""Inequality and poverty among persons, exactly: whole fen in, fractions out.

Income is that of a person in a year after benefit, in whole fen rounded down: the household's counted income over the period
(a negative one as 0), as for a year, plus twelve amounts, divided by its members; each member stands for one person.

- Gini (基尼系数), C. Gini 1912; for persons in order of income y, G = 2 sum(rank y) / (n sum(y)) - (n + 1) / n. Of a block of w persons
  with the same y after N others the ranks sum to w N + w (w + 1) / 2, so that G = sum(w y (2 N + w)) / (n sum(w y)) - 1.
  0: all alike; near 1: one has everything. Without any income it is not defined.
- Poverty (FGT), J. Foster, J. Greer, E. Thorbecke, "A Class of Decomposable Poverty Measures", Econometrica 52 (1984):
  P_a = sum over y < z of ((z - y) / z)^a, divided by n. P_0 is the share of persons below the line z (head count), P_1 the
  poverty gap: the mean shortfall as a share of the line, those above counting 0. Lines are the standards, each area its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction

import polars as pl

__all__ = ["gini", "ginis", "income_a_head", "poverty"]

Key = str
WIDE = pl.Int128


def income_a_head(income: str, amount: str, members: str, months: int) -> pl.Expr:
    """Whole fen a year of one person; `income` is over `months`, `amount` a month."""
    over_period = pl.max_horizontal(pl.col(income), pl.lit(0)) * 12 + pl.col(amount) * 12 * months
    return over_period // (pl.col(members) * months)


def ginis(persons: pl.DataFrame, dimension: str) -> dict[Key, Fraction | None]:
    """The Gini of each part of a dimension; columns `y` and `w`, sorted by `y`."""
    ranked = persons.with_columns(before=pl.col("w").cum_sum().over(dimension) - pl.col("w"))
    block = pl.col("w").cast(WIDE) * pl.col("y")
    sums = ranked.group_by(dimension).agg(
        pl.col("w").sum().alias("n"), block.sum().alias("all"), (block * (2 * pl.col("before") + pl.col("w"))).sum().alias("ranks"),
    )  # fmt: skip
    return {
        key: Fraction(ranks, n * whole) - 1 if whole else None for key, n, whole, ranks in sums.iter_rows()
    }


def gini(incomes: Iterable[tuple[int, int]]) -> Fraction | None:
    """The Gini of (income, persons) pairs."""
    made = sorted(incomes)
    frame = pl.DataFrame(
        {"y": [y for y, _ in made], "w": [w for _, w in made], "of": ["all"] * len(made)},
        schema={"y": pl.Int64, "w": pl.Int64, "of": pl.String},
    )
    return ginis(frame, "of").get("all")


def poverty(
    persons: pl.DataFrame, dimension: str, lines: Mapping[int, int]
) -> dict[Key, tuple[Fraction, Fraction]]:
    """Head count and poverty gap of each part; `lines`: fen a year by code of area (column `area_code`)."""
    line = pl.col("area_code").replace_strict(dict(lines), return_dtype=pl.Int64, default=None)
    short = pl.col("y") < pl.col("z")
    sums = (
        persons.with_columns(line.alias("z"))
        .group_by(dimension, "z")
        .agg(
            pl.col("w").sum().alias("n"),
            pl.when(short).then(pl.col("w")).otherwise(0).sum().alias("poor"),
            pl.when(short)
            .then(pl.col("w").cast(WIDE) * (pl.col("z") - pl.col("y")))
            .otherwise(pl.lit(0, WIDE))
            .sum()
            .alias("lacking"),
        )
    )
    heads: dict[Key, int] = {}
    poor: dict[Key, Fraction] = {}
    gap: dict[Key, Fraction] = {}
    for key, z, n, below, lacking in sums.iter_rows():
        heads[key] = heads.get(key, 0) + n
        poor[key] = poor.get(key, Fraction(0)) + below
        gap[key] = gap.get(key, Fraction(0)) + (Fraction(lacking, z) if z else 0)
    return {key: (poor[key] / n, gap[key] / n) for key, n in heads.items() if n}
