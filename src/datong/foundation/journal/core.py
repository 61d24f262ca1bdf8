"""The chain (哈希链), decidable without a database: what is hashed, what follows what, what must not be written.

An entry's digest is SHA-256 over its canonical JSON: every field and the digest of the entry before it, keys sorted,
no blanks, UTF-8, the moment in UTC with microseconds, digests in hex. The first entry follows 32 zero bytes. Whoever
alters, removes or inserts an entry breaks the chain there, or must write every later entry anew; that is found by a
head that was noted before.
"""

import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from datong.kernel import identity
from datong.kernel.bilingual import Text

__all__ = ["START", "Line", "canonical", "digest", "fault", "head_content", "masked", "number_in", "plain"]

START = bytes(32)
NUMBER = re.compile(r"(?<![0-9])[1-9][0-9]{16}[0-9Xx](?![0-9])")
ALTERED = Text(
    "内容与登记时不一致，被改动过",
    "its content is not what was recorded; it was altered",
)
MISSING = Text(
    "它之前缺了第 {first} 至 {last} 条，被删除过",
    "entries {first} to {last} before it are missing; they were removed",
)
MISPLACED = Text(
    "它接不上前一条，是后来插入、调换或替换的",
    "it does not follow the entry before it; it was inserted, moved or replaced",
)


class Line(NamedTuple):
    """An entry as the chain sees it; `previous` and `digest` are 32 bytes."""

    id: int
    at: dt.datetime
    actor: str
    action: str
    target: str
    place: str
    why: str
    door: str
    detail: dict[str, Any]
    previous: bytes
    digest: bytes = b""


def canonical(line: Line) -> bytes:
    """What is hashed: everything but the digest."""
    fields = line._asdict() | {
        "at": line.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        "previous": bytes(line.previous).hex(),
    }
    del fields["digest"]
    return json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest(line: Line) -> bytes:
    """The 32 bytes that stand for an entry and all before it."""
    return hashlib.sha256(canonical(line)).digest()


def head_content(day: str, entries: int, head: str) -> bytes:
    """What the public log commits to once a day: the chain's head in hex after so many entries."""
    return json.dumps(
        {"day": day, "entries": entries, "head": head}, sort_keys=True, separators=(",", ":")
    ).encode()


def fault(line: Line, before: Line | None, *, follows: bytes) -> Text | None:
    """What is wrong with an entry after `before` (None: it comes first) whose digest is `follows`; None: nothing."""
    if digest(line) != bytes(line.digest):
        return ALTERED
    if bytes(line.previous) == follows:
        return None
    expected = before.id + 1 if before else 1
    return MISSING.format(first=expected, last=line.id - 1) if line.id > expected else MISPLACED


def plain(detail: Mapping[str, Any]) -> dict[str, Any]:
    """`detail` as both databases give it back: lists for tuples, ISO text for dates, text for fractions (the
    databases spell those differently). Raises TypeError, ValueError for what JSON cannot hold."""
    text = json.dumps(detail, ensure_ascii=False, allow_nan=False, default=spelt)
    loaded: dict[str, Any] = json.loads(text, parse_float=str)
    return loaded


def spelt(value: object) -> str:
    """A date or a moment as ISO text; raises TypeError."""
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"the journal keeps plain values, not {type(value).__name__}")


def number_in(texts: Iterable[str]) -> bool:
    """Whether an identity number (公民身份号码) with its right check character stands in one of the texts."""
    return any(identity.problem(found.upper()) is None for text in texts for found in NUMBER.findall(text))


def masked(text: str) -> str:
    """The text with the identity numbers in it masked."""
    return NUMBER.sub(lambda found: identity.mask(found.group().upper()), text)
