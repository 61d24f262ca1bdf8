"""Local variables of the compiled form, in records of records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

__all__ = ["Local", "again", "leaves_of"]


class Local(NamedTuple):
    """A local variable of the function."""

    name: str
    nullable: bool = True


def leaves_of(record: Any) -> Iterator[Local]:
    """The local variables in a record of records."""
    for each in record:
        if isinstance(each, Local):
            yield each
        elif isinstance(each, tuple):
            yield from leaves_of(each)


def again(record: Any, leaves: Iterator[Local]) -> Any:
    """The record with other local variables, in the order of `leaves_of`."""
    values = [
        next(leaves) if isinstance(each, Local) else again(each, leaves) if isinstance(each, tuple) else each
        for each in record
    ]
    return type(record)(*values) if hasattr(record, "_fields") else tuple(values)
