"""How sure a share is (比例的置信区间): what was seen in n cases says only so much about all of them."""

from __future__ import annotations

from math import sqrt

__all__ = ["at_most", "wilson"]

Z95 = 1.959963984540054


def wilson(hits: int, n: int) -> tuple[float, float]:
    """The 95% score interval of a share, Wilson (1927): 81 of 263 is 0.2553 to 0.3662; of nothing 0 to 1.

    Raises ValueError unless 0 <= hits <= n.
    """
    if not 0 <= hits <= n:
        raise ValueError(f"{hits} of {n} is no share")
    if n == 0:
        return 0.0, 1.0
    share, square = hits / n, Z95 * Z95
    middle = share + square / (2 * n)
    half = Z95 * sqrt(share * (1 - share) / n + square / (4 * n * n))
    low, high = (middle - half) / (1 + square / n), (middle + half) / (1 + square / n)
    return (0.0 if hits == 0 else low), (1.0 if hits == n else high)


def at_most(n: int) -> float:
    """The 95% upper bound of an error share when n random checks found none: 1 - 0.05 ** (1 / n), about 3 / n.

    299 checks say at most 1%. Of no checks nothing is known: 1.
    """
    return 1.0 if n <= 0 else 1 - 0.05 ** (1 / n)
