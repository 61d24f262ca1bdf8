"""The compiled form computes what the plain one computes, operation by operation."""

from collections.abc import Callable
from typing import Any

import pytest

from datong.engine.algebra import PLAIN
from datong.engine.algebra.compiled import Compiled, Fields

NUMBERS = [0, 1, -1, 2, -3, 7, 2**53 + 1, None]
TRUTHS = [True, False, None]


def function(of: Callable[[Compiled, Any], Any], names: str, sure: str = "") -> Callable[[Any], Any]:
    """The function of a tuple with these fields."""
    alg = Compiled()
    made = alg.function("home", (of(alg, Fields(alg, "home", names.split(), sure.split())),))
    return lambda home: made(home)[0]


@pytest.mark.parametrize(
    "name",
    [
        "add",
        "sub",
        "mul",
        "floor_div",
        "round_div",
        "minimum",
        "maximum",
        "equal",
        "less",
        "at_most",
        "or_else",
    ],
)
def test_two_numbers_either_known_beforehand(name: str) -> None:
    both = function(lambda alg, h: getattr(alg, name)(h.a, h.b), "a b")
    plain = getattr(PLAIN, name)
    assert [both((a, b)) for a in NUMBERS for b in NUMBERS] == [plain(a, b) for a in NUMBERS for b in NUMBERS]
    for known in NUMBERS:
        right = function(lambda alg, h, known=known: getattr(alg, name)(h.a, known), "a")
        left = function(lambda alg, h, known=known: getattr(alg, name)(known, h.a), "a")
        assert [right((a,)) for a in NUMBERS] == [plain(a, known) for a in NUMBERS]
        assert [left((a,)) for a in NUMBERS] == [plain(known, a) for a in NUMBERS]


@pytest.mark.parametrize("name", ["and_", "or_"])
def test_two_truths_either_known_beforehand(name: str) -> None:
    plain = getattr(PLAIN, name)
    both = function(lambda alg, h: getattr(alg, name)(h.a, h.b), "a b")
    assert [both((a, b)) for a in TRUTHS for b in TRUTHS] == [plain(a, b) for a in TRUTHS for b in TRUTHS]
    sure = function(lambda alg, h: getattr(alg, name)(h.a, h.b), "a b", "a b")
    assert [sure((a, b)) for a in TRUTHS[:2] for b in TRUTHS[:2]] == [
        plain(a, b) for a in TRUTHS[:2] for b in TRUTHS[:2]
    ]
    for known in TRUTHS:
        one = function(lambda alg, h, known=known: getattr(alg, name)(known, h.a), "a")
        assert [one((a,)) for a in TRUTHS] == [plain(known, a) for a in TRUTHS]


def test_one_value() -> None:
    asked: list[tuple[Callable[[Compiled, Any], Any], list[Any], list[Any]]] = [
        (lambda alg, h: alg.not_(h.a), TRUTHS, [False, True, None]),
        (lambda alg, h: alg.is_true(h.a), TRUTHS, [True, False, False]),
        (lambda alg, h: alg.is_null(h.a), TRUTHS, [False, False, True]),
        (lambda alg, h: alg.where(h.a, 1, 2), TRUTHS, [1, 2, None]),
        (lambda alg, h: alg.choose(h.a, lambda: alg.add(h.a, 1), lambda: None), TRUTHS, [2, None, None]),
        (lambda alg, h: alg.is_in(h.a, {1, 2}), [1, 3, None], [True, False, None]),
        (lambda alg, h: alg.between(h.a, 1, 3), [0, 1, 3, 4, None], [False, True, True, False, None]),
        (lambda alg, h: alg.holds(h.a, "x"), [("x", "y"), (), None], [True, False, None]),
    ]
    for of, given, expected in asked:
        made = function(of, "a")
        assert [made((value,)) for value in given] == expected


def test_the_branch_not_taken_is_not_computed() -> None:
    made = function(
        lambda alg, h: alg.choose(h.first, lambda: alg.mul(h.a, 2), lambda: alg.mul(h.b, 3)),
        "first a b",
        "first a b",
    )
    assert [made((True, 5, "no number")), made((False, None, 5))] == [10, 15]
