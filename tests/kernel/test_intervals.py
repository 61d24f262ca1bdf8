"""Intervals against published values: Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3."""

import pytest

from datong.kernel.intervals import at_most, wilson


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_as_published(hits: int, n: int, low: float, high: float) -> None:
    assert [round(each, 4) for each in wilson(hits, n)] == [low, high]


def test_both_ends() -> None:
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(10, 10)[1] == 1.0
    assert [round(each, 4) for each in wilson(20, 20)] == [0.8389, 1.0]


def test_no_share() -> None:
    with pytest.raises(ValueError, match="5 of 4"):
        wilson(5, 4)


@pytest.mark.parametrize(("n", "bound"), [(299, 0.01), (598, 0.005), (59, 0.05), (0, 1.0)])
def test_no_error_in_so_many_checks(n: int, bound: float) -> None:
    assert round(at_most(n), 3) == bound
