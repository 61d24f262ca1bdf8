"""Counts that may be shown to everybody: small ones are left out, and so many more that nobody can subtract (小数隐去)."""

from collections.abc import Mapping

__all__ = ["SMALLEST", "shown"]

SMALLEST = 10


def shown(counts: Mapping[str, int]) -> tuple[dict[str, int | None], int | None]:
    """The cells and their total, None where left out. A zero is shown.

    The total gives away the sum of what is hidden; so where anything is hidden there are at least two such cells and
    their sum is at least SMALLEST: the next smallest goes with them. A total below SMALLEST is left out with all its cells.
    """
    total = sum(counts.values())
    if 0 < total < SMALLEST:
        return dict.fromkeys(counts), None
    hidden = {key for key, count in counts.items() if 0 < count < SMALLEST}
    rest = sorted(
        (key for key, count in counts.items() if count and key not in hidden), key=counts.__getitem__
    )
    while hidden and rest and (len(hidden) < 2 or sum(counts[key] for key in hidden) < SMALLEST):
        hidden.add(rest.pop(0))
    return {key: None if key in hidden else count for key, count in counts.items()}, total
