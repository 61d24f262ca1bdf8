"""Columns on their way to Arrow: whole numbers with a mark for null, three-valued truth, words by their number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

__all__ = ["NULL", "Floats", "Ints", "Truths", "chance", "numbers", "pick", "truths", "words"]

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]

NULL: Final = -(2**62)
"""Stands for null in columns of whole numbers; no amount, day or code comes near it."""


def numbers(values: npt.NDArray[Any], kind: pa.DataType) -> pa.Array:
    """Whole numbers, null where `NULL` stands."""
    empty = values == NULL
    return pa.array(np.where(empty, 0, values), mask=empty).cast(kind)


def truths(values: Ints) -> pa.Array:
    """1 yes, 0 no, anything else not known."""
    return pa.array(values == 1, mask=(values != 0) & (values != 1))


def words(places: Ints, known: Sequence[str]) -> pa.Array:
    """Words by their place in a list; null below 0."""
    return pa.array(known, pa.string()).take(pa.array(np.maximum(places, 0), mask=places < 0))


def chance(dice: np.random.Generator, count: int, share: float | Floats) -> Truths:
    """Which of so many come about."""
    return dice.random(count) < share


def pick(dice: np.random.Generator, count: int, weights: Sequence[float]) -> Ints:
    """Places in a list drawn by weight."""
    edges = np.cumsum(np.asarray(weights, dtype=np.float64))
    return np.searchsorted(edges / edges[-1], dice.random(count), side="right").astype(np.int64)
