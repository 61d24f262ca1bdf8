"""Small cells and what hides them: known tables by hand, random ones against every table that could have been printed alike."""

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from datong.kernel.suppression import Cell, Sum, audit, protect


def counts(values: dict[str, int]) -> dict[str, Cell]:
    """Cells of persons; a total is worth more to a reader than a village."""
    weights = {"county": 100, "all": 100, "town": 10, "x": 10, "y": 10, "z": 10, "q1": 10, "q2": 10}
    return {key: Cell(value, weight=weights.get(key, 1)) for key, value in values.items()}


TOWN = (Sum("town", ("a", "b", "c", "d")),)


def test_a_small_cell_takes_one_neighbour_with_it() -> None:
    """43 = 3 + 40 can be printed as two blanks; 3 alone would be 100 - 40 - 30 - 27."""
    found = protect(counts({"town": 100, "a": 3, "b": 40, "c": 30, "d": 27}), TOWN)
    assert found.primary == {"a"}
    assert len(found.extra) == 1
    assert found.extra < {"b", "c", "d"}
    assert audit(counts({"town": 100, "a": 3, "b": 40, "c": 30, "d": 27}), TOWN, found) == []


def test_two_small_cells_may_hide_each_other_only_when_each_could_be_nine() -> None:
    """4 + 2 = 6 tells that neither is above 6, which is narrower than "under ten": a third must go."""
    found = protect(counts({"town": 66, "a": 4, "b": 2, "c": 30, "d": 30}), TOWN)
    assert found.primary == {"a", "b"}
    assert len(found.extra) == 1
    alone = protect(counts({"town": 76, "a": 8, "b": 8, "c": 30, "d": 30}), TOWN)
    assert alone.extra == set()


def test_zero_is_printed_and_a_table_without_small_cells_is_whole() -> None:
    found = protect(counts({"town": 60, "a": 0, "b": 20, "c": 30, "d": 10}), TOWN)
    assert found.left_out == set()


def test_a_village_that_is_the_whole_town_takes_the_town_and_another_town() -> None:
    """x1 = 7 is all of town x; x is blank too, and the county would give x away: town y, and a village of y, go."""
    values = {"county": 57, "x": 7, "y": 30, "z": 20, "x1": 7, "x2": 0, "y1": 14, "y2": 16, "z1": 20}
    sums = (
        Sum("county", ("x", "y", "z")), Sum("x", ("x1", "x2")), Sum("y", ("y1", "y2")), Sum("z", ("z1",)),
    )  # fmt: skip
    found = protect(counts(values), sums)
    assert found.primary == {"x", "x1"}
    assert {"y", "z"} & found.extra
    assert audit(counts(values), sums, found) == []


def test_two_way_table_needs_a_rectangle() -> None:
    """One small cell in a table with both margins: three more cells, at the corners of a rectangle."""
    values = {"r1": 54, "r2": 60, "r3": 60, "c1": 44, "c2": 70, "c3": 60, "all": 174}
    grid = {"11": 4, "12": 30, "13": 20, "21": 20, "22": 20, "23": 20, "31": 20, "32": 20, "33": 20}
    sums = (
        *(Sum(f"r{i}", tuple(f"{i}{j}" for j in "123")) for i in "123"),
        *(Sum(f"c{j}", tuple(f"{i}{j}" for i in "123")) for j in "123"),
        Sum("all", ("r1", "r2", "r3")), Sum("all", ("c1", "c2", "c3")),
    )  # fmt: skip
    found = protect(counts(values | grid), sums)
    assert found.primary == {"11"}
    assert len(found.extra) == 3
    assert audit(counts(values | grid), sums, found) == []


def test_all_but_one_of_a_whole_is_small_too() -> None:
    """79 of 80 found in order: the one who was not is as small a cell as if it were printed."""
    cells = {"all": Cell(80), "good": Cell(79), "rest": Cell(1, hidden=True)}
    found = protect(cells, (Sum("all", ("good", "rest")),))
    assert found.left_out == {"all", "good"} & found.left_out
    assert found.left_out != set()


def test_an_amount_of_few_persons_is_left_out_with_room_around_it() -> None:
    """2,400 yuan of three persons: half to one and a half of it stays possible."""
    cells = {
        "town": Cell(92_400, behind=120), "a": Cell(2_400, behind=3), "b": Cell(60_000, behind=80),
        "c": Cell(30_000, behind=37),
    }  # fmt: skip
    sums = (Sum("town", ("a", "b", "c")),)
    found = protect(cells, sums)
    assert found.primary == {"a"}
    low, high = found.proofs["a"]
    assert (low["a"], high["a"]) == (-1_200, 1_200)
    assert audit(cells, sums, found) == []


def test_what_stands_elsewhere_is_told_when_it_gives_a_cell_away() -> None:
    values = {"town": Cell(13, fixed=True), "a": Cell(3), "b": Cell(10, fixed=True)}
    assert protect(values, (Sum("town", ("a", "b")),)).bare == {"a"}


def test_the_same_cells_are_left_out_again() -> None:
    """Otherwise last quarter's print would give what this quarter's hides."""
    now = counts({"town": 100, "a": 3, "b": 40, "c": 30, "d": 27})
    for neighbour in "bcd":
        assert protect(now, TOWN, again={neighbour}).extra == {neighbour}


def test_unchanged_cells_of_two_periods_protect_each_other() -> None:
    """Of the first quarter a = 12 might be printed; but a did not change until the second, when b = 3 needs it."""
    values = {"q1": 62, "q1a": 12, "q1b": 20, "q1c": 30, "q2": 45, "q2a": 12, "q2b": 3, "q2c": 30}
    sums = (
        Sum("q1", ("q1a", "q1b", "q1c")), Sum("q2", ("q2a", "q2b", "q2c")), Sum("q2a", ("q1a",)),
        Sum("q2c", ("q1c",)),
    )  # fmt: skip
    found = protect(counts(values), sums)
    assert found.primary == {"q2b"}
    assert ("q1a" in found.extra) == ("q2a" in found.extra)
    assert ("q1c" in found.extra) == ("q2c" in found.extra)
    assert found.bare == set()
    assert audit(counts(values), sums, found) == []


def test_parts_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(ValueError, match="town"):
        protect(counts({"town": 9, "a": 1, "b": 1, "c": 1, "d": 1}), TOWN)


def test_the_audit_notices_a_printed_neighbour() -> None:
    cells = counts({"town": 100, "a": 3, "b": 40, "c": 30, "d": 27})
    found = protect(cells, TOWN)
    bare = type(found)(found.primary, frozenset(), found.proofs, frozenset())
    assert audit(cells, TOWN, bare) == ["a", "a"]


GRID = [(0, 0), (0, 1), (1, 0), (1, 1)]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 14), min_size=4, max_size=4))
def test_every_small_cell_keeps_its_whole_range_in_all_tables_printed_alike(inner: list[int]) -> None:
    """A 2 x 2 table with margins: all tables of whole numbers that agree with what is printed are enumerated."""
    cell = dict(zip(GRID, inner, strict=True))
    values = {
        **cell, "r0": cell[0, 0] + cell[0, 1], "r1": cell[1, 0] + cell[1, 1], "c0": cell[0, 0] + cell[1, 0],
        "c1": cell[0, 1] + cell[1, 1], "all": sum(inner),
    }  # fmt: skip
    sums = (
        Sum("r0", ((0, 0), (0, 1))), Sum("r1", ((1, 0), (1, 1))), Sum("c0", ((0, 0), (1, 0))),
        Sum("c1", ((0, 1), (1, 1))), Sum("all", ("r0", "r1")), Sum("all", ("c0", "c1")),
    )  # fmt: skip
    cells = {key: Cell(value) for key, value in values.items()}
    found = protect(cells, sums)
    assert found.bare == set()
    assert audit(cells, sums, found) == []
    possible: dict[object, set[int]] = {key: set() for key in found.primary}
    for table in tables(values, found.left_out):
        for key, there in possible.items():
            there.add(table[key])
    assert all({1, 9} <= there for there in possible.values())


def tables(values: dict, blank: frozenset) -> Iterator[dict]:
    """The 2 x 2 tables of small whole numbers whose printed cells and margins are these."""
    free = range(24)
    ranges = [free if key in blank else (values[key],) for key in GRID]
    for a, b, c in product(*ranges[:3]):
        if ({"r0"} - blank and a + b != values["r0"]) or ({"c0"} - blank and a + c != values["c0"]):
            continue
        last = {"r1": c, "c1": b, "all": a + b + c}
        printed = [values[key] - rest for key, rest in last.items() if key not in blank]
        for d in printed[:1] if (1, 1) in blank and printed else ranges[3]:
            margins = {"r0": a + b, "r1": c + d, "c0": a + c, "c1": b + d, "all": a + b + c + d}
            if d >= 0 and all(margins[key] == values[key] for key in margins.keys() - blank):
                yield dict(zip(GRID, (a, b, c, d), strict=True)) | margins
