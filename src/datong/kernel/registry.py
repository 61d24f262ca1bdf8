"""A register of declarations (登记表): sheets, figures, programmes. A name given twice fails at start-up."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from typing import Generic, TypeVar

__all__ = ["DuplicateKeyError", "Registry", "UnknownKeyError"]

K = TypeVar("K")
V = TypeVar("V")


class DuplicateKeyError(ValueError):
    """The key is taken; two declarations would hide one another."""


class UnknownKeyError(LookupError):
    """Nothing is registered under the key."""


class Registry(Generic[K, V]):
    """Values under unique keys, in the order in which they were registered.

    >>> figures: Registry[str, int] = Registry("figure")
    >>> figures.register("dibao.households", 1)
    1
    """

    def __init__(self, kind: str) -> None:
        """`kind` is what one entry is called in error messages: "figure", "ledger"."""
        self.kind = kind
        self._entries: dict[K, V] = {}

    def register(self, key: K, value: V) -> V:
        """Add an entry and return its value. Raises DuplicateKeyError for a key in use."""
        if key in self._entries:
            raise DuplicateKeyError(
                f"{self.kind} {key!r} is registered twice: {self._entries[key]!r} and {value!r}"
            )
        self._entries[key] = value
        return value

    def get(self, key: K) -> V:
        """The value under `key`. Raises UnknownKeyError, naming keys that look alike."""
        try:
            return self._entries[key]
        except KeyError:
            raise UnknownKeyError(f"no {self.kind} {key!r}{self._alike(key)}") from None

    def _alike(self, key: K) -> str:
        near = get_close_matches(str(key), [str(known) for known in self._entries])
        return f"; did you mean {', '.join(near)}?" if near else ""

    def keys(self) -> tuple[K, ...]:
        return tuple(self._entries)

    def values(self) -> tuple[V, ...]:
        return tuple(self._entries.values())

    def items(self) -> tuple[tuple[K, V], ...]:
        return tuple(self._entries.items())

    def __contains__(self, key: object) -> bool:
        return key in self._entries

    def __iter__(self) -> Iterator[K]:
        return iter(tuple(self._entries))

    def __len__(self) -> int:
        return len(self._entries)
