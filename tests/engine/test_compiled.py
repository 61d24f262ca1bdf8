"""The compiled form computes what the plain one computes, operation by operation; the traced one keeps the steps that `Tracing` writes down."""

from collections import namedtuple
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from datong.engine.algebra import PLAIN, Tracing
from datong.engine.algebra.compiled import function
from datong.engine.algebra.recording import Facts, Recording
from datong.engine.algebra.traced import Traced

NUMBERS = [0, 1, -1, 2, -3, 7, 2**53 + 1, None]
TRUTHS = [True, False, None]


def made(of: Callable[[Any, Any], Any], names: str, sure: str = "") -> Callable[[Any], Any]:
    """The function of a tuple with these fields; its steps are those of a call by call, and so is what it found."""
    alg = Recording()
    found = of(alg, Facts(alg, None, names.split(), sure.split()))
    quick, told = function((found,), len(names.split())), Traced(alg.root, found)
    facts = namedtuple("Facts", names.split())  # type: ignore[misc]

    def both(home: tuple[Any, ...]) -> Any:
        tracing, traced = Tracing(), told(home)
        assert traced.found == of(tracing, facts(*home))
        assert list(traced.steps) == tracing.steps
        return quick(home)[0]

    return both


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
    both = made(lambda alg, h: getattr(alg, name)(h.a, h.b), "a b")
    plain = getattr(PLAIN, name)
    assert [both((a, b)) for a in NUMBERS for b in NUMBERS] == [plain(a, b) for a in NUMBERS for b in NUMBERS]
    for known in NUMBERS:
        right = made(lambda alg, h, known=known: getattr(alg, name)(h.a, known), "a")
        left = made(lambda alg, h, known=known: getattr(alg, name)(known, h.a), "a")
        assert [right((a,)) for a in NUMBERS] == [plain(a, known) for a in NUMBERS]
        assert [left((a,)) for a in NUMBERS] == [plain(known, a) for a in NUMBERS]


@pytest.mark.parametrize("name", ["and_", "or_"])
def test_two_truths_either_known_beforehand(name: str) -> None:
    plain = getattr(PLAIN, name)
    both = made(lambda alg, h: getattr(alg, name)(h.a, h.b), "a b")
    assert [both((a, b)) for a in TRUTHS for b in TRUTHS] == [plain(a, b) for a in TRUTHS for b in TRUTHS]
    sure = made(lambda alg, h: getattr(alg, name)(h.a, h.b), "a b", "a b")
    assert [sure((a, b)) for a in TRUTHS[:2] for b in TRUTHS[:2]] == [
        plain(a, b) for a in TRUTHS[:2] for b in TRUTHS[:2]
    ]
    for known in TRUTHS:
        one = made(lambda alg, h, known=known: getattr(alg, name)(known, h.a), "a")
        assert [one((a,)) for a in TRUTHS] == [plain(known, a) for a in TRUTHS]


def test_one_value() -> None:
    asked: list[tuple[Callable[[Recording, Any], Any], list[Any], list[Any]]] = [
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
        asked_ = made(of, "a")
        assert [asked_((value,)) for value in given] == expected


def test_the_branch_not_taken_is_not_computed() -> None:
    chosen = made(
        lambda alg, h: alg.choose(h.first, lambda: alg.mul(h.a, 2), lambda: alg.mul(h.b, 3)),
        "first a b",
        "first a b",
    )
    assert [chosen((True, 5, "no number")), chosen((False, None, 5))] == [10, 15]


@pytest.mark.parametrize(("op", "known", "given"), [
    ("less", 3, [29, 30, -1, None]), ("at_most", 2, [29, 30, -30, None]), ("less", 0, [-1, 0, 1, None]), ("at_most", -1, [-1, 0, -10, None]),
])  # fmt: skip
def test_a_quotient_compared_is_the_number_compared(op: str, known: int, given: list[int | None]) -> None:
    right = made(lambda alg, h: getattr(alg, op)(alg.floor_div(alg.sub(100, h.a), 10), known), "a")
    left = made(lambda alg, h: getattr(alg, op)(known, alg.floor_div(alg.sub(100, h.a), 10)), "a")
    for value in given:
        a = None if value is None else 100 - value
        tenth = None if value is None else value // 10
        assert (right((a,)), left((a,))) == (
            getattr(PLAIN, op)(tenth, known),
            getattr(PLAIN, op)(known, tenth),
        )


def test_a_truth_joined_to_what_nobody_knows() -> None:
    both = made(lambda alg, h: alg.and_(h.a, None), "a")
    one = made(lambda alg, h: alg.or_(None, h.a), "a")
    assert [both((value,)) for value in TRUTHS] == [None, False, None]
    assert [one((value,)) for value in TRUTHS] == [True, None, None]


class Row(NamedTuple):
    """One row: whose, and how much."""

    person: Any
    amount: Any


class Judged(NamedTuple):
    """What is found of a row."""

    person: Any
    doubled: Any
    big: Any


def by_rows(alg: Any, h: Any) -> Any:
    """Rows with owners, sums that share a loop, sums that wait for another, sums in a branch."""
    people = alg.each(
        h,
        h.people,
        lambda _, row: Judged(row.person, alg.mul(row.amount, 2), alg.is_true(alg.less(9, row.amount))),
    )
    items = alg.each(
        h, h.items, lambda _, row, who: Judged(row.person, alg.add(row.amount, who.doubled), who.big), people
    )
    known, big = alg.totals(people, lambda row: (alg.or_else(row.doubled, 0), row.big), 2)
    above = alg.total(people, lambda row: alg.is_true(alg.less(known, alg.mul(row.doubled, 2))))
    strange = alg.choose(h.asked, lambda: alg.total(items, lambda row: alg.is_null(row.big)), lambda: 0)
    found = alg.choose(
        alg.less(0, big), lambda: alg.total(items, lambda row: row.doubled), lambda: alg.size(people)
    )
    counted = alg.tally(items, lambda row: row.doubled, [1, 30])
    return known, big, above, strange, found, tuple(counted)


ROWS = [
    ([], []), ([("a", 3)], [("a", 1), (None, 1)]), ([("a", 10), ("b", None)], [("b", 5), ("a", 10)]),
    ([("a", 10), ("b", 1), ("c", 2)], [("a", 10), ("b", 10), ("a", 10)]), ([("a", 10), ("a", 20)], [("a", 5)]),
]  # fmt: skip
EXPECTED = [
    (0, 0, 0, 0, 0, (0, 0)), (6, 0, 1, 1, 1, (0, 0)), (20, 1, 1, 0, None, (0, 1)), (26, 1, 1, 0, 72, (0, 2)), (60, 2, 1, 0, 45, (0, 0)),
]  # fmt: skip


@pytest.mark.parametrize("asked", TRUTHS)
@pytest.mark.parametrize(("rows", "expected"), list(zip(ROWS, EXPECTED, strict=True)))
def test_rows_owners_and_sums(asked: bool | None, rows: Any, expected: Any) -> None:
    class Home(Facts):
        def __init__(self, alg: Recording) -> None:
            super().__init__(alg, None, ["asked", "people", "items"])
            self.people, self.items = alg.rows(1, Row._fields, {"person"}), alg.rows(2, Row._fields)

    people, items = ([Row(*row) for row in each] for each in rows)
    home = namedtuple("Facts", ["asked", "people", "items"])(asked, people, items)
    alg, tracing = Recording(), Tracing()
    recorded, written = by_rows(alg, Home(alg)), by_rows(tracing, home)
    told = Traced(alg.root, recorded)(home)
    assert (list(told.steps), told.found) == (tracing.steps, written)
    known, big, above, strange, found, counted = expected
    strange = {True: strange, False: 0, None: None}[asked]
    flat = (*recorded[:5], *(count for _, count in recorded[5]))
    assert function(flat, 3)(home) == (known, big, above, strange, found, *counted)
