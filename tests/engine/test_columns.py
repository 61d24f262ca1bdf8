"""Every operation on columns means what it means on plain values: Polars, DuckDB, and division as Spark must do it."""

from collections.abc import Callable
from typing import Any, NamedTuple

import duckdb
import narwhals as nw
import polars as pl
import pytest

from datong.engine.algebra import PLAIN, CannotExpress, DividedByZero, Overflow, Range, Ranges
from datong.engine.algebra.cells import Column
from datong.engine.algebra.columns import Columns
from datong.engine.algebra.frames import Home, Seen, Table
from datong.engine.runs.writing import counted

LARGE = 2**53 + 1
NUMBERS = [0, 1, -1, 2, -2, 3, -3, 7, -7, 10, -10, LARGE, -LARGE, 10**12 + 7, None]
TRUTHS = [True, False, None]
Values = list[Any]


def on_polars(
    rows: dict[str, Values], of: Callable[[Columns], Any], *, whole_division: bool = True
) -> Values:
    """One column computed by Polars."""
    frame = nw.from_native(pl.DataFrame(rows, schema=types(rows)).lazy())
    return list(computed(frame, of, whole_division).collect().to_native()["x"])


def on_duckdb(rows: dict[str, Values], of: Callable[[Columns], Any]) -> Values:
    """One column computed by DuckDB."""
    with duckdb.connect() as database:
        source = database.from_arrow(pl.DataFrame(rows, schema=types(rows)).to_arrow())
        found = computed(nw.from_native(source), of, True).to_native().order("household")
        return [row[1] for row in found.fetchall()]


def types(rows: dict[str, Values]) -> dict[str, Any]:
    kinds = {int: pl.Int64, bool: pl.Boolean, str: pl.String}
    return {
        name: next((kinds[type(each)] for each in values if each is not None), pl.Int64)
        for name, values in rows.items()
    }


def computed(frame: Any, of: Callable[[Columns], Any], whole_division: bool) -> Any:
    alg = Columns(whole_division=whole_division)
    return alg.finish(Home(frame, {}, {}), {"x": of(alg)})


def col(name: str) -> Column:
    return Column(nw.col(name))


def pairs() -> dict[str, Values]:
    both = [(a, b) for a in NUMBERS for b in NUMBERS]
    return {"household": list(range(len(both))), "a": [a for a, _ in both], "b": [b for _, b in both]}


TWO = ["add", "sub", "floor_div", "minimum", "maximum", "equal", "less", "at_most", "or_else"]


@pytest.mark.parametrize("name", TWO)
@pytest.mark.parametrize("engine", [on_polars, on_duckdb])
def test_two_numbers(name: str, engine: Callable[..., Values]) -> None:
    rows = pairs()
    found = engine(rows, lambda alg: getattr(alg, name)(col("a"), col("b")))
    assert found == [getattr(PLAIN, name)(a, b) for a, b in zip(rows["a"], rows["b"], strict=True)]


@pytest.mark.parametrize("name", ["mul", "round_div"])
@pytest.mark.parametrize("engine", [on_polars, on_duckdb])
def test_products_and_halves_within_64_bits(name: str, engine: Callable[..., Values]) -> None:
    small = [n for n in NUMBERS if n is None or abs(n) < 10**9]
    both = [
        (a, b)
        for a in NUMBERS
        for b in small
        if name == "round_div" or a is None or b is None or abs(a * b) < 2**63
    ]
    rows = {"household": list(range(len(both))), "a": [a for a, _ in both], "b": [b for _, b in both]}
    found = engine(rows, lambda alg: getattr(alg, name)(col("a"), col("b")))
    assert found == [getattr(PLAIN, name)(a, b) for a, b in both]


@pytest.mark.parametrize("b", [1, -1, 2, -3, 7, 10_000])
def test_whole_division_where_the_engine_has_only_floating_point(b: int) -> None:
    numbers = [*NUMBERS, 2**62 + 1, -(2**62) - 1, 9_007_199_254_740_995]
    rows = {"household": list(range(len(numbers))), "a": numbers}
    found = on_polars(rows, lambda alg: alg.floor_div(col("a"), b), whole_division=False)
    assert found == [None if a is None else a // b for a in numbers]


@pytest.mark.parametrize("name", ["and_", "or_"])
@pytest.mark.parametrize("engine", [on_polars, on_duckdb])
def test_two_truths_and_a_truth_known_beforehand(name: str, engine: Callable[..., Values]) -> None:
    both = [(a, b) for a in TRUTHS for b in TRUTHS]
    rows = {"household": list(range(9)), "a": [a for a, _ in both], "b": [b for _, b in both]}
    found = engine(rows, lambda alg: getattr(alg, name)(col("a"), col("b")))
    assert found == [getattr(PLAIN, name)(a, b) for a, b in both]
    for known in TRUTHS:
        found = engine(
            {"household": [0, 1, 2], "a": TRUTHS},
            lambda alg, known=known: getattr(alg, name)(col("a"), known),
        )
        assert found == [getattr(PLAIN, name)(a, known) for a in TRUTHS]


@pytest.mark.parametrize("engine", [on_polars, on_duckdb])
def test_one_value(engine: Callable[..., Values]) -> None:
    rows = {"household": [0, 1, 2], "a": TRUTHS, "n": [1, 5, None], "t": ["a,b", "ab", None]}
    asked: dict[str, tuple[Callable[[Columns], Any], Values]] = {
        "not": (lambda alg: alg.not_(col("a")), [False, True, None]),
        "is_true": (lambda alg: alg.is_true(col("a")), [True, False, False]),
        "is_null": (lambda alg: alg.is_null(col("a")), [False, False, True]),
        "is_in": (lambda alg: alg.is_in(col("n"), {1, 2}), [True, False, None]),
        "in nothing": (lambda alg: alg.is_in(col("n"), set()), [False, False, None]),
        "between": (lambda alg: alg.between(col("n"), 2, 9), [False, True, None]),
        "holds": (lambda alg: alg.holds(col("t"), "a"), [True, False, None]),
        "where": (lambda alg: alg.where(col("a"), 1, 2), [1, 2, None]),
        "where or nothing": (lambda alg: alg.where(col("a"), col("n"), None), [1, None, None]),
        "nothing or where": (lambda alg: alg.where(col("a"), None, col("n")), [None, 5, None]),
        "named": (lambda alg: alg.add(alg.named("n", alg.add(col("n"), 1)), 1), [3, 7, None]),
    }  # fmt: skip
    for name, (of, expected) in asked.items():
        assert engine(rows, of) == expected, name


class Row(NamedTuple):
    person: Any
    n: Any


class Item(NamedTuple):
    person: Any
    amount: Any


def frames() -> dict[str, pl.DataFrame]:
    return {
        "homes": pl.DataFrame({"household": [1, 2, 3], "factor": [10, 100, None]}),
        "persons": pl.DataFrame({"household": [1, 1, 2], "person": [11, 12, 21], "n": [1, 2, None]}),
        "items": pl.DataFrame(
            {"household": [1, 1, 2, 2], "person": [11, None, 21, 21], "amount": [5, 7, 1, 2]}
        ),
    }


def household(alg: Any, h: Any) -> dict[str, Any]:
    """Rows of persons, their items, sums of both."""
    persons = alg.each(h, h.persons, lambda home, m: Row(m.person, alg.mul(m.n, home.factor)))
    items = alg.each(
        h, h.items, lambda _, i, who: Item(i.person, alg.add(i.amount, alg.or_else(who.n, 1_000))), persons
    )
    return {
        "scaled": alg.total(persons, lambda m: m.n),
        "items": alg.total(items, lambda i: i.amount),
        "size": alg.size(persons),
    }


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_rows_of_households_with_owners_without_and_none(engine: str) -> None:
    with duckdb.connect() as database:
        given = {
            name: nw.from_native(
                frame.lazy() if engine == "polars" else database.from_arrow(frame.to_arrow())
            )
            for name, frame in frames().items()
        }
        alg = Columns()
        tables = {
            "persons": Table(given["persons"], Seen({name: col(name) for name in Row._fields})),
            "items": Table(given["items"], Seen({name: col(name) for name in Item._fields})),
        }
        home = Home(given["homes"], {"factor": col("factor")}, tables)
        outputs = household(alg, home)
        found = alg.finish(home, outputs).to_native()
        frame = found.collect() if engine == "polars" else found.pl()
        assert frame.sort("household").rows() == [
            (1, 30, 5 + 10 + 7 + 1_000, 2),
            (2, None, 1 + 1_000 + 2 + 1_000, 1),
            (3, 0, 0, 0),
        ]


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_rows_of_one_file_under_two_names_are_summed_apart(engine: str) -> None:
    rows = pl.DataFrame({"household": [1, 1, 1, 2], "kind": [1, 2, 2, 2], "amount": [5, None, 7, 9]})
    homes = pl.DataFrame({"household": [1, 2, 3]})
    with duckdb.connect() as database:
        frame, given = (
            nw.from_native(each.lazy() if engine == "polars" else database.from_arrow(each.to_arrow()))
            for each in (rows, homes)
        )
        alg, seen = Columns(how_many=counted), Seen({"kind": col("kind"), "amount": col("amount")})
        tables = {
            name: Table(frame, seen, alg.equal(seen.kind, kind)) for name, kind in (("ones", 1), ("twos", 2))
        }
        home, outputs = Home(given, {}, tables), {}
        for name, table in tables.items():
            found = alg.each(home, table, lambda _, i: Item(None, alg.add(i.amount, 1)))
            outputs[f"{name}_size"] = alg.size(found)
            outputs[f"{name}_sum"] = alg.total(found, lambda i: i.amount)
            outputs[f"{name}_known"] = alg.total(found, lambda i: alg.not_(alg.is_null(i.amount)))
        native = alg.finish(home, outputs).to_native()
        read = native.explain().count("DF [") if engine == "polars" else native.explain().count("ARROW_SCAN")
        assert read == 2  # the households and the one file
        result = native.collect() if engine == "polars" else native.pl()
        assert result.sort("household").rows() == [
            (1, 1, 6, 1, 2, None, 1),
            (2, 0, 0, 0, 1, 10, 1),
            (3, 0, 0, 0, 0, 0, 0),
        ]


def test_what_is_asked_twice_is_one_column() -> None:
    alg, a = Columns(), col("a")
    assert alg.add(a, 1) is alg.add(a, 1)
    assert alg.is_in(a, [2, 1]) is alg.is_in(a, {1, 2})
    assert alg.equal(a, 1) is not alg.equal(a, True)
    assert alg.equal(a, 1) is not alg.equal(col("a"), 1)
    assert alg.named("first", alg.add(a, 1)) is alg.named("second", alg.add(a, 1))
    assert alg.where(alg.is_null(a), 7, 7) == 7
    rows = Table(None, Seen({"a": a}))
    found = alg.each(Home(None, {}, {}), rows, lambda _, i: Item(alg.add(i.a, 1), alg.add(i.a, 1)))
    assert alg.total(found, lambda i: i.person) is alg.total(found, lambda i: i.amount)


def test_plain_rows_mean_the_same() -> None:
    class House(NamedTuple):
        factor: Any
        persons: Any
        items: Any

    first = House(10, [Row(11, 1), Row(12, 2)], [Item(11, 5), Item(None, 7)])
    assert household(PLAIN, first) == {"scaled": 30, "items": 1_022, "size": 2}
    second = House(100, [Row(21, None)], [Item(21, 1), Item(21, 2)])
    assert household(PLAIN, second) == {"scaled": None, "items": 2_003, "size": 1}
    assert PLAIN.tally(first.persons, lambda m: m.n, (1, 5)) == [(1, 1)]


def test_a_column_nobody_declared_is_an_error_when_the_rule_is_loaded() -> None:
    with pytest.raises(CannotExpress, match="no column age"):
        _ = Seen({}).age


def test_ranges_refuse_what_could_leave_64_bits_or_divide_by_zero() -> None:
    alg = Ranges()
    income, months = Range(-(10**15), 10**15), Range(1, 24, False)
    assert alg.mul(income, months) == Range(-24 * 10**15, 24 * 10**15)
    with pytest.raises(Overflow):
        alg.mul(alg.mul(income, months), 1_000)
    with pytest.raises(DividedByZero):
        alg.floor_div(income, Range(0, 5, False))
    assert alg.floor_div(Range(-7, 7, False), Range(2, 3, False)) == Range(-4, 3, False)
    assert alg.where(Range(0, 1, False), Range(1, 2, False), 9) == Range(1, 9, False)
    assert alg.total(Ranges.rows(Item(None, Range(0, 3, False))), lambda i: i.amount) == Range(
        0, 3_000, False
    )
    assert alg.is_true(Range(0, 1)) == Range(0, 1, False)
