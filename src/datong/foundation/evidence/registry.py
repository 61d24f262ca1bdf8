"""What houses above tell at start-up: kinds of evidence and how long papers are kept."""

from dataclasses import dataclass
from typing import Literal

from datong.kernel.bilingual import Text
from datong.kernel.registry import Registry


@dataclass(frozen=True, slots=True)
class Retention:
    """How long papers are kept after their matter is closed: whole years (None: no period is set), then what.

    `article` is where the period comes from. Archived papers are never destroyed here.
    """

    key: str
    name: Text
    years: int | None
    then: Literal["destroy", "archive"]
    article: str = ""


_kinds: Registry[str, Text] = Registry("kind of evidence")
_retentions: Registry[str, Retention] = Registry("retention class")


def name_kind(key: str, name: Text) -> None:
    """A house says what a kind of evidence is called. Raises DuplicateKeyError when told twice."""
    _kinds.register(key, name)


def kind_name(key: str) -> Text:
    """What a kind is called; the key until a house has told."""
    return _kinds.get(key) if key in _kinds else Text(key, key)


def register_retention(retention: Retention) -> Retention:
    """A new class. Raises DuplicateKeyError for a key in use."""
    return _retentions.register(retention.key, retention)


def retention_class(key: str) -> Retention:
    """The class under a key; raises UnknownKeyError."""
    return _retentions.get(key)


def retentions() -> tuple[Retention, ...]:
    """Every class in the order of registration."""
    return _retentions.values()
