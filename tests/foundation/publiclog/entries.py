"""Entries to try the log with."""

from typing import Any

from datong.foundation.publiclog import service as log


def content(number: int) -> bytes:
    """What publication `number` says."""
    return f"publication {number}".encode()


def new(number: int, said: bytes | None = None, **changes: Any) -> log.NewEntry:
    """An entry about publication `number`."""
    given: dict[str, Any] = {
        "type": "publication",
        "object": f"510626-2026-{number:05d}",
        "version": 1,
        "publisher": "510626000000",
        "action": "publish",
        "content": content(number) if said is None else said,
    }
    return log.NewEntry(**{**given, **changes})
