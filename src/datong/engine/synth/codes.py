"""The words of the household document as small integers, handed in by whoever asks for households."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["Codes"]


@dataclass(frozen=True)
class Codes:
    """`words`: field -> its words in the order of their codes; kinds of expense count from `expenses_from`."""

    words: Mapping[str, tuple[str, ...]]
    expenses_from: int

    def __call__(self, field: str, word: str) -> int:
        """The code of a word. Raises ValueError for a word that the field does not have."""
        known = self.words.get(field, ())
        if word not in known:
            raise ValueError(f"the household document has no {field} called {word}")
        return known.index(word) + (self.expenses_from if field == "deduction" else 0)
