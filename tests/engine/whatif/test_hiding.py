"""What leaves the department: no small cell, and none that follows from the others."""

import random
from itertools import product

import pytest

from datong.engine.whatif.hiding import released
from datong.engine.whatif.report import DIMENSIONS, MOVES, Line, Measures, Report, read

Home = tuple[str, dict[str, str]]


def line(dimension: str, value: str, homes: list[Home]) -> Line:
    moves = {move: sum(each[0] == move for each in homes) for move in MOVES}
    side = Measures(
        len(homes), len(homes), 100 * len(homes), leaking=moves["leaving"], missed=moves["entering"]
    )
    return Line(dimension, value, len(homes), moves, moves, side, side)


def report(homes: list[Home]) -> Report:
    lines = [line("", "", homes)]
    for dimension in DIMENSIONS:
        for value in sorted({groups[dimension] for _, groups in homes}):
            lines.append(line(dimension, value, [each for each in homes if each[1][dimension] == value]))
    return Report(tuple(lines), paid_known=True)


def by_chance(seed: int, count: int, towns: int) -> Report:
    dice = random.Random(seed)
    return report(
        [
            (
                dice.choice(MOVES[:6]),
                {name: str(dice.randrange(towns if name == "town" else 2)) for name in DIMENSIONS},
            )
            for _ in range(count)
        ]
    )


ALIKE = dict.fromkeys(DIMENSIONS, "x")


def test_a_small_cell_and_a_neighbour_go() -> None:
    """Town b has 3 of 23 entering: 3 goes, and 20 = 23 - 3 with it, unless the whole does."""
    homes = [("entering", ALIKE | {"town": "a"})] * 20 + [("entering", ALIKE | {"town": "b"})] * 3
    homes += [("same", ALIKE | {"town": town}) for town in "ab" for _ in range(50)]
    found = {each.key: each.moves["entering"] for each in released(report(homes)).lines}
    assert found["town", "b"] is None
    assert (found["town", "a"] is None) or (found["", ""] is None)


def test_amounts_go_with_the_households_behind_them() -> None:
    homes = [("more", ALIKE | {"town": "a"})] * 4 + [("same", ALIKE | {"town": "a"})] * 40
    homes += [("more", ALIKE | {"town": "b"})] * 30 + [("same", ALIKE | {"town": "b"})] * 40
    [town] = [each for each in released(report(homes)).lines if each.key == ("town", "a")]
    assert (town.moves["more"], town.heads["more"], town.now.cost, town.then.cost, town.now.gini) == (
        None,
    ) * 5


def test_what_is_beside_goes_before_the_amounts_of_the_whole() -> None:
    """4 not known of 114: with them goes 30, eligible in neither; the amounts and how many were simulated stay."""
    homes = (
        [("more", ALIKE)] * 40 + [("same", ALIKE)] * 40 + [("outside", ALIKE)] * 30 + [("unknown", ALIKE)] * 4
    )
    total = released(report(homes)).total
    assert (total.moves["unknown"], total.moves["outside"]) == (None, None)
    assert (total.moves["more"], total.moves["same"], total.households, total.now.cost) == (
        40,
        40,
        114,
        11_400,
    )


def test_where_nothing_is_small_nothing_goes() -> None:
    whole = report([("same", ALIKE)] * 10 + [("entering", ALIKE)] * 10)
    assert released(whole).lines == whole.lines


@pytest.mark.parametrize(("seed", "count", "towns"), list(product(range(2), (40, 300), (3, 9))))
def test_no_sum_has_one_gap(seed: int, count: int, towns: int) -> None:
    """In every sum over the parts of a dimension and over the moves of a line, one blank would be the rest: there are none or two."""
    whole = by_chance(seed, count, towns)
    found = released(whole)
    printed = {(each.key, move): each.moves[move] for each in found.lines for move in MOVES}
    small = {(each.key, move) for each in whole.lines for move in MOVES if 0 < (each.moves[move] or 0) < 10}
    assert {key for key in small if printed[key] is not None} == set()
    for move in MOVES:
        for dimension in DIMENSIONS:
            column = [printed[found.total.key, move], *(each.moves[move] for each in found.parts(dimension))]
            assert column.count(None) != 1
            costs = [found.total.now.cost, *(each.now.cost for each in found.parts(dimension))]
            assert costs.count(None) != 1
    for each in found.lines:
        assert [each.households, *each.moves.values()].count(None) != 1


def test_a_report_is_read_as_it_was_written() -> None:
    whole = released(by_chance(1, 60, 3))
    assert read(whole.as_json()) == whole
