"""The meaning of the algebra: not known, Kleene's truth, floors, halves, division by zero; tracing computes the same."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datong.engine.algebra import PLAIN, Plain, Step, Tracing

NUMBERS = st.none() | st.integers(-(10**12), 10**12)
TRUTHS = st.sampled_from([True, False, None])


def names() -> list[str]:
    """Every operation."""
    apart = {"named", "choose", "each", "shared", "total", "totals", "tally", "size"}
    return [name for name in vars(Plain) if not name.startswith("_") and name not in apart]


@pytest.mark.parametrize(("a", "b", "floor", "half"), [
    (7, 2, 3, 4), (-7, 2, -4, -3), (5, 2, 2, 3), (-5, 2, -3, -2), (6, 3, 2, 2), (0, 5, 0, 0), (1, 3, 0, 0), (2, 3, 0, 1), (7, -2, -4, -3),
])  # fmt: skip
def test_division(a: int, b: int, floor: int, half: int) -> None:
    assert PLAIN.floor_div(a, b) == floor
    assert PLAIN.round_div(a, b) == half


@pytest.mark.parametrize("a", [0, 5, None])
@pytest.mark.parametrize("operation", [PLAIN.floor_div, PLAIN.round_div])
def test_over_zero_nothing_is_known(operation: Any, a: int | None) -> None:
    assert operation(a, 0) is None


@pytest.mark.parametrize(
    "name", ["add", "sub", "mul", "floor_div", "round_div", "minimum", "maximum", "equal", "less", "at_most"]
)
def test_what_is_not_known_stays_unknown(name: str) -> None:
    operation = getattr(PLAIN, name)
    assert [operation(None, 3), operation(3, None), operation(None, None)] == [None, None, None]


def test_kleene() -> None:
    three = (True, False, None)
    assert [[PLAIN.and_(a, b) for b in three] for a in three] == [
        [True, False, None],
        [False, False, False],
        [None, False, None],
    ]
    assert [[PLAIN.or_(a, b) for b in three] for a in three] == [
        [True, True, True],
        [True, False, None],
        [True, None, None],
    ]
    assert [PLAIN.not_(a) for a in three] == [False, True, None]


def test_where_looks_only_at_the_branch_chosen() -> None:
    assert [PLAIN.where(True, 1, None), PLAIN.where(False, None, 2), PLAIN.where(None, 1, 1)] == [1, 2, None]


def test_comparisons() -> None:
    assert [PLAIN.between(n, 1, 3) for n in (0, 1, 3, 4, None)] == [False, True, True, False, None]
    assert [PLAIN.between(1, None, 3), PLAIN.between(1, 0, None)] == [None, None]
    assert [PLAIN.is_in(n, (1, 2)) for n in (1, 3, None)] == [True, False, None]
    assert [PLAIN.is_null(n) for n in (0, None, False)] == [False, True, False]
    assert [
        PLAIN.less(1, 2),
        PLAIN.less(2, 2),
        PLAIN.at_most(2, 2),
        PLAIN.equal(2, 2),
        PLAIN.equal(2, 3),
    ] == [True, False, True, True, False]
    assert [PLAIN.minimum(1, 2), PLAIN.maximum(1, 2), PLAIN.add(1, 2), PLAIN.sub(1, 2), PLAIN.mul(3, 2)] == [
        1,
        2,
        3,
        -1,
        6,
    ]


def test_every_operation_is_traced() -> None:
    assert [name for name in names() if name not in vars(Tracing)] == []


@given(NUMBERS, NUMBERS, TRUTHS)
def test_tracing_computes_the_same_and_tells_every_step(a: int | None, b: int | None, c: bool | None) -> None:
    alg = Tracing()
    found = alg.named("gap", alg.where(c, alg.maximum(alg.sub(a, b), 0), alg.add(a, 1)))
    assert found == PLAIN.where(c, PLAIN.maximum(PLAIN.sub(a, b), 0), PLAIN.add(a, 1))
    assert [step.name for step in alg.steps] == ["sub", "maximum", "add", "where", "gap"]
    assert alg.steps[0] == Step("sub", (a, b), PLAIN.sub(a, b))


def test_every_traced_operation_agrees_with_the_plain_one() -> None:
    arguments: dict[str, tuple[Any, ...]] = {
        "between": (2, 1, 3), "is_in": (2, (1, 2)), "is_null": (2,), "not_": (True,), "holds": (("a", "b"), "a"),
        "is_true": (True,), "or_else": (None, 2), "and_": (True, False),
        "or_": (True, False), "where": (True, 1, 2),
    }  # fmt: skip
    for name in names():
        alg = Tracing()
        given_ = arguments.get(name, (7, 2))
        assert getattr(alg, name)(*given_) == getattr(PLAIN, name)(*given_), name
        assert len(alg.steps) == 1
