"""Two runs side by side, with every number reckoned by hand."""

import datetime as dt
from fractions import Fraction
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from datong.engine.whatif.comparing import Side, Study, changes, compare
from datong.engine.whatif.inequality import gini
from datong.engine.whatif.report import MOVES, Report

OUTPUT = {
    "household": pl.Int64, "eligible": pl.Boolean, "amount": pl.Int64, "reasons": pl.Int64, "registered": pl.Boolean, "members": pl.Int64,
    "paid": pl.Int64, "income": pl.Int64, "below_standard": pl.Boolean,
}  # fmt: skip
# household: area, town, what it gets, births and disabilities of its members
HOMES: dict[int, tuple[int, int, int, tuple[tuple[int, int | None], ...]]] = {
    1: (1, 510626101001, 0, ((19800101, None), (20100101, None))),
    2: (1, 510626101002, 90_00, ((19500101, 3),)),
    3: (1, 510626102001, 100_00, ((19800101, None),)),
    4: (0, 510626102002, 30_00, ((19800101, None),)),
    5: (1, 510626101001, 0, ()),
}
# eligible, amount, members, paid, income over 12 months; standard rural 1200.00 a year now and 2400.00 then, urban 3600.00 both times
NOW = {
    1: (False, 0, 2, 2, 2400_00),
    2: (True, 100_00, 1, 1, 0),
    3: (True, 50_00, 1, 1, 600_00),
    4: (False, 0, 1, 1, 6000_00),
    5: (None, None, 0, 0, 0),
}
THEN = NOW | {1: (True, 200_00, 2, 2, 2400_00), 2: (True, 200_00, 1, 1, 0), 3: (False, 0, 1, 1, 600_00)}


def outputs(path: Path, rows: dict[int, tuple[Any, ...]]) -> Path:
    made = [
        (key, eligible, amount, 0 if eligible is not None else 64, True, members, paid, income, eligible)
        for key, (eligible, amount, members, paid, income) in rows.items()
    ]
    pl.DataFrame(made, schema=OUTPUT, orient="row").write_parquet(path)
    return path


def study(folder: Path, *, told: bool = True) -> Study:
    homes = pl.DataFrame(
        [(key, area, place, paid) for key, (area, place, paid, _) in HOMES.items()],
        schema=["household", "area", "place", "received"], orient="row",
    )  # fmt: skip
    (homes if told else homes.drop("place", "received")).write_parquet(folder / "households.parquet")
    pl.DataFrame(
        [(key, *person) for key, (*_, persons) in HOMES.items() for person in persons],
        schema={"household": pl.Int64, "birth": pl.Int64, "disability_kind": pl.Int64}, orient="row",
    ).write_parquet(folder / "persons.parquet")  # fmt: skip
    return Study(
        {name: folder / f"{name}.parquet" for name in ("households", "persons")}, dt.date(2014, 9, 26),
        Side(outputs(folder / "now.parquet", NOW), 12, {0: 3600_00, 1: 1200_00}),
        Side(outputs(folder / "then.parquet", THEN), 12, {0: 3600_00, 1: 2400_00}),
        ("urban", "rural"),
    )  # fmt: skip


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return compare(study(tmp_path_factory.mktemp("whatif")))


def moves(**found: int) -> dict[str, int]:
    return dict.fromkeys(MOVES, 0) | found


def test_who_enters_and_leaves(report: Report) -> None:
    total = report.total
    assert total.households == 5
    assert total.moves == moves(entering=1, leaving=1, more=1, outside=1, unknown=1)
    assert total.heads == moves(entering=2, leaving=1, more=1, outside=1)


def test_what_it_costs(report: Report) -> None:
    total = report.total
    assert (total.now.eligible, total.now.persons, total.now.cost, total.now.cost_year) == (
        2,
        2,
        150_00,
        1800_00,
    )
    assert (total.then.eligible, total.then.persons, total.then.cost, total.then.cost_year) == (
        2,
        3,
        400_00,
        4800_00,
    )
    assert total.more_cost == 250_00


def test_whom_it_reaches(report: Report) -> None:
    """Paid now: 90.00 + 100.00 + 30.00 to households with a verdict. By the rule now the one in town (30.00) is not eligible;
    then also the third (100.00). Eligible then are the first, which gets nothing, and the second."""
    now, then = report.total.now, report.total.then
    assert (now.leaking, now.leakage, now.missed, now.uncovered) == (1, Fraction(30, 220), 0, Fraction(0))
    assert (then.leaking, then.leakage, then.missed, then.uncovered) == (
        2,
        Fraction(130, 220),
        1,
        Fraction(1, 2),
    )


def test_inequality_and_poverty(report: Report) -> None:
    """A head and year, now: 1200.00 (two persons), 1200.00, 1200.00 (600 + 12 x 50), 6000.00 in town.
    n = 5, sum = 10800; ranks 1..4 of 1200 = 12000, 5 x 6000 = 30000; G = 2 x 42000 / (5 x 10800) - 6/5 = 16/45.
    Then: 600.00; 2400.00 (200 + 12 x 200 over two: 1200 + 1200), 2400.00 twice and once; 6000.00."""
    now, then = report.total.now, report.total.then
    assert now.gini == Fraction(16, 45)
    assert (now.poor, now.gap) == (0, 0)
    assert (now.poor_new, now.gap_new) == (Fraction(4, 5), Fraction(2, 5))
    assert (then.poor, then.gap) == (Fraction(1, 5), Fraction(1, 10))
    assert (then.poor_new, then.gap_new) == (Fraction(1, 5), Fraction(3, 20))


def test_towns_and_groups(report: Report) -> None:
    found = {line.key: (line.households, line.moves["entering"], line.now.cost) for line in report.lines[1:]}
    assert found == {
        ("area", "rural"): (4, 1, 150_00), ("area", "urban"): (1, 0, 0),
        ("town", "510626101000"): (3, 1, 100_00), ("town", "510626102000"): (2, 0, 50_00),
        ("size", "0"): (1, 0, 0), ("size", "1"): (3, 0, 150_00), ("size", "2"): (1, 1, 0),
        ("minor", "no"): (4, 0, 150_00), ("minor", "yes"): (1, 1, 0),
        ("elderly", "no"): (4, 1, 50_00), ("elderly", "yes"): (1, 0, 100_00),
        ("disability", "no"): (4, 1, 50_00), ("disability", "yes"): (1, 0, 100_00),
    }  # fmt: skip


def test_what_nobody_said_is_not_known(tmp_path: Path) -> None:
    found = compare(study(tmp_path, told=False))
    assert (found.paid_known, found.total.now.leakage, found.total.then.uncovered) == (False, None, None)
    assert [line.value for line in found.parts("town")] == ["?"]
    assert found.as_json()["lines"][0]["now"]["leaking"] is None


def test_who_would_change_and_why(tmp_path: Path) -> None:
    found = changes(study(tmp_path))
    assert [(each.household, each.before, each.after, each.why) for each in found] == [
        (1, (False, 0), (True, 200_00), ("below_standard",)),
        (2, (True, 100_00), (True, 200_00), ()),
        (3, (True, 50_00), (False, 0), ("below_standard",)),
    ]


@pytest.mark.parametrize(
    ("incomes", "expected"),
    [
        ([(5, 4)], Fraction(0)),
        ([(0, 3), (12, 1)], Fraction(3, 4)),
        ([(1, 1), (2, 1), (3, 1)], Fraction(2, 9)),
        ([(3, 1), (1, 1), (2, 1)], Fraction(2, 9)),
        ([(10, 2), (20, 2)], Fraction(1, 6)),
        ([(2**53 + 1, 1), (2**53 + 1, 1)], Fraction(0)),
        ([(0, 7)], None),
        ([], None),
    ],
)
def test_gini(incomes: list[tuple[int, int]], expected: Fraction | None) -> None:
    """(1, 2, 3): 2 x (1 + 4 + 9) / (3 x 6) - 4/3 = 2/9. Two of 10, two of 20: 2 x (10 + 20 + 60 + 80) / (4 x 60) - 5/4 = 1/6."""
    assert gini(incomes) == expected


def test_nobody_at_all(tmp_path: Path) -> None:
    made = study(tmp_path)
    for path in (*made.files.values(), made.now.outputs, made.then.outputs):
        pl.read_parquet(path).clear().write_parquet(path)
    found = compare(made)
    assert (len(found.lines), found.total.households, found.total.now.cost, changes(made)) == (1, 0, 0, [])
