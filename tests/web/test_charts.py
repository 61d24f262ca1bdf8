"""Positions of the small pictures, worked out by hand."""

from decimal import Decimal
from fractions import Fraction

import pytest

from datong.web.charts import Datum, bars, line, share, spark, tiles


def test_bars_start_at_zero_and_the_longest_fills_the_width() -> None:
    drawn = bars([Datum("甲", 50), Datum("乙", 200), Datum("丙", 0), Datum("丁", None)])
    assert [(bar.x, bar.width) for bar in drawn] == [(0, 25), (0, 100), (0, 0), (0, 0)]


def test_negative_bars_grow_to_the_left_of_zero() -> None:
    drawn = bars([Datum("甲", 30), Datum("乙", -10)])  # the scale runs from -10 to 30: zero stands at 25 %
    assert [(bar.x, bar.width) for bar in drawn] == [(25, 75), (0, 25)]


@pytest.mark.parametrize("data", [[], [Datum("甲", 0)], [Datum("甲", None)]])
def test_bars_of_nothing_have_no_width(data: list[Datum]) -> None:
    assert [bar.width for bar in bars(data)] == [0] * len(data)


@pytest.mark.parametrize(
    ("datum", "printed"),
    [
        (Datum("甲", 8851), "8,851"),
        (Datum("甲", 8851, text="8851户"), "8851户"),
        (Datum("甲", None), "–"),
        (Datum("甲", Decimal("15.07")), "15.07"),
        (Datum("甲", Fraction(1, 4)), "0.25"),
    ],
)
def test_a_value_is_printed_as_the_caller_says_or_grouped(datum: Datum, printed: str) -> None:
    assert datum.printed == printed


def test_a_line_runs_from_left_to_right_on_a_scale_from_zero() -> None:
    drawn = line([Datum("七月", 0), Datum("八月", 50), Datum("九月", 100)])
    # steps of 50 (100/4 = 25 is no step of 1, 2 or 5): zero at 24 + 168 = 192, the top at 24
    assert [(y, words) for y, words in drawn.grid] == [(192, "0"), (108, "50"), (24, "100")]
    assert [(dot.x, dot.y) for dot in drawn.dots] == [(0, 192), (50, 108), (100, 24)]
    assert [dot.anchor for dot in drawn.dots] == ["start", "middle", "end"]
    assert [dot.told for dot in drawn.dots] == [True, False, True]


@pytest.mark.parametrize(
    ("values", "word"),
    [
        ([40, 100], 144.8),  # the point is at 124.8 and the line climbs: the number stands 20 below it
        ([100, 40], 14),  # the line falls: 10 above the point at 24
        ([5, 100], 173.6),  # climbing, but below the point at 183.6 there is no room: above it
    ],
)
def test_the_first_number_keeps_out_of_the_way_of_the_line(values: list[int], word: float) -> None:
    drawn = line([Datum("八月", values[0]), Datum("九月", values[1])])
    assert drawn.dots[0].word_y == word


def test_a_missing_month_leaves_a_gap_and_keeps_its_place() -> None:
    drawn = line([Datum("六月", 10), Datum("七月", 12), Datum("八月", None), Datum("九月", 15)])
    assert [(a.datum.label, b.datum.label) for a, b in drawn.joints] == [("六月", "七月")]
    assert [words for _, _, words in drawn.labels] == ["六月", "七月", "八月", "九月"]
    assert [dot.x for dot in drawn.dots] == [0, 33.33, 100]


@pytest.mark.parametrize(
    ("highest", "ticks"),
    [
        (10412, ["0", "5,000", "10,000", "15,000"]),
        (3, ["0", "1", "2", "3"]),
        (0.3, ["0", "0.1", "0.2", "0.3"]),
        (0, ["0", "1"]),
    ],
)
def test_grid_lines_are_round_numbers(highest: float, ticks: list[str]) -> None:
    drawn = line([Datum("甲", highest), Datum("乙", 0)])
    assert [words for _, words in drawn.grid] == ticks


def test_one_point_stands_in_the_middle() -> None:
    (dot,) = line([Datum("九月", 5)]).dots
    assert (dot.x, dot.anchor, dot.told) == (50, "middle", True)


def test_a_line_of_nothing_has_no_dots() -> None:
    drawn = line([Datum("八月", None), Datum("九月", None)])
    assert (drawn.dots, drawn.joints, len(drawn.labels)) == ([], [], 2)


def test_a_sparkline_spans_its_own_lowest_and_highest() -> None:
    drawn = spark([1, 3, 2])  # 96 x 28 with 3 px around: x 3, 48, 93; y 25 (lowest), 3 (highest), 14
    assert drawn is not None
    assert (drawn.points, drawn.end) == ("3,25 48,3 93,14", (93, 14))


def test_a_flat_sparkline_runs_through_the_middle_and_one_value_draws_none() -> None:
    flat = spark([7, 7])
    assert flat is not None
    assert flat.points == "3,14 93,14"
    assert spark([7]) is None


def test_tiles_are_coloured_in_fifths_of_the_range() -> None:
    drawn = tiles([Datum("甲", 0), Datum("乙", 19), Datum("丙", 20), Datum("丁", 99), Datum("戊", 100)])
    assert [tile.step for tile in drawn.tiles] == [1, 1, 2, 5, 5]
    assert (drawn.lowest, drawn.highest) == ("0", "100")


def test_tiles_without_a_value_have_no_colour_and_equal_ones_the_middle() -> None:
    drawn = tiles([Datum("甲", 4), Datum("乙", None), Datum("丙", 4)])
    assert [tile.step for tile in drawn.tiles] == [3, 0, 3]


def test_tiles_stand_where_the_caller_says() -> None:
    assert [tile.place for tile in tiles([Datum("甲", 1, at=(3, 2)), Datum("乙", 1)]).tiles] == [
        "tile-c3 tile-r2",
        "",
    ]


def test_no_tiles() -> None:
    drawn = tiles([])
    assert (drawn.tiles, drawn.lowest, drawn.highest) == ([], "–", "–")


@pytest.mark.parametrize(
    ("done", "total", "percent"),
    [(0, 3, 0), (2, 3, 66), (2999, 3000, 99), (3, 3, 100), (4, 3, 100), (0, 0, 100)],
)
def test_a_share_is_cut_down_so_that_100_means_done(done: int, total: int, percent: int) -> None:
    assert share(done, total) == percent
