"""Every figure and check of every programme, in the order of the briefing."""

from collections.abc import Iterable

from datong.foundation.indicators.protocols import Check, Figure, Records
from datong.kernel.registry import Registry

FIGURES: Registry[str, Figure] = Registry("figure")
CHECKS: Registry[str, Check] = Registry("check")
RECORDS: Registry[str, Records] = Registry("kind of records")


def register(
    programme: str, figures: Iterable[Figure], checks: Iterable[Check], records: Iterable[Records] = ()
) -> None:
    """Plug a programme's figures and checks in, and records of its own; every key begins with the programme's slug."""
    for kept in records:
        RECORDS.register(owned(programme, kept.key), kept)
    for figure in figures:
        FIGURES.register(owned(programme, figure.key), figure)
    for check in checks:
        CHECKS.register(owned(programme, check.key), check)


def owned(programme: str, key: str) -> str:
    """The key, if it is the programme's own. Raises ValueError."""
    if not key.startswith(programme + "."):
        raise ValueError(f"{key}: a key of {programme} begins with {programme}.")
    return key
