"""Sums that a reader of several figures can find (恒等关系): one figure that is the sum of others in every place.

They are found in the numbers, not declared: what holds in every village a reader will find too. One that holds by
chance only makes the protection stronger.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations

MOST = 4  # parts of a sum
LEAST = 3  # places with something in them, below which nothing can be told


def found(numbers: Mapping[str, Sequence[int]]) -> list[tuple[str, tuple[str, ...]]]:
    """(whole, parts) for figures by key, each with its number in the same places in the same order. Smallest sums only:
    a figure that equals another stands as a sum of one part."""
    kept = {key: tuple(row) for key, row in numbers.items() if sum(value != 0 for value in row) >= LEAST}
    told: list[tuple[str, tuple[str, ...]]] = []
    for whole, row in kept.items():
        others = [
            key for key in kept if key != whole and all(a <= b for a, b in zip(kept[key], row, strict=True))
        ]
        for size in range(1, MOST + 1):
            told += [
                (whole, parts)
                for parts in combinations(others, size)
                if all(
                    sum(column) == top
                    for *column, top in zip(*(kept[key] for key in parts), row, strict=True)
                )
                and not (size == 1 and (parts[0], (whole,)) in told)
                and not any(whole == before and set(fewer) < set(parts) for before, fewer in told)
            ]
    return told
