"""One entry (日志条目): public metadata and a salted commitment, as RFC 8785 canonical JSON.

    {"action":"publish","commitment":"<hex>","object":"...","publisher":"...","type":"...","v":1,"version":1}

`replaces` (the object that a correction, withdrawal or expiry names) stands there only when there is one. The commitment
is SHA-256(salt ‖ content) with 32 random bytes of salt: without the salt nobody can guess the content from it.
"""

import json
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from json.encoder import encode_basestring as quoted
from typing import Any

from datong.foundation.publiclog.core.refusal import BadEntry
from datong.kernel.bilingual import Text

__all__ = ["SALT_BYTES", "Action", "Logged", "NewEntry", "commitment", "commits", "described", "written"]

SALT_BYTES = 32
VERSION = 1
LONGEST = 200
ACTION = Text("日志不认得动作“{action}”。", "The log knows no action “{action}”.")
WORD = Text(
    "日志条目的 {field} 应为 1 至 200 个字符，不含空白：{value}",
    "{field} of a log entry has 1 to 200 characters without blanks: {value}",
)
NUMBER = Text("日志条目的版本应为 1 或更大的整数。", "The version of a log entry is a whole number from 1.")


class Action(StrEnum):
    """What an entry says was done."""

    PUBLISH = "publish"
    CORRECT = "correct"
    WITHDRAW = "withdraw"
    EXPIRE = "expire"
    DRAW = "draw"
    RULES = "rules"
    JOURNAL_HEAD = "journal-head"


ACTIONS = frozenset(Action)


@dataclass(frozen=True, slots=True)
class NewEntry:
    """What is to be logged. `object` names the thing publicly (a publication's number), `version` its edition from 1,
    `publisher` the organisation's code, `content` the canonical bytes that only a commitment to is kept of."""

    type: str
    object: str
    version: int
    publisher: str
    action: str
    content: bytes
    replaces: str = ""


@dataclass(frozen=True, slots=True)
class Logged:
    """An entry taken: its index (from 0), the salt (32 bytes), the entry's bytes."""

    index: int
    salt: bytes
    entry: bytes


def commitment(salt: bytes, content: bytes) -> str:
    """SHA-256(salt ‖ content) in hex."""
    return sha256(salt + content).hexdigest()


def written(new: NewEntry, salt: bytes) -> bytes:
    """The entry's bytes. Raises BadEntry.

    Put together by hand, keys in their order: a fifth of the time that a general RFC 8785 encoder takes (the tests
    compare with one).
    """
    if new.action not in ACTIONS:
        raise BadEntry(ACTION.format(action=new.action))
    if type(new.version) is not int or not 0 < new.version < 1 << 53:
        raise BadEntry(NUMBER)
    for name in ("object", "publisher", "type", "replaces"):
        word = getattr(new, name)
        if not word.isprintable() or " " in word or len(word) > LONGEST or not (word or name == "replaces"):
            raise BadEntry(WORD.format(field=name, value=repr(word[:80])))
    replaces = f'"replaces":{quoted(new.replaces)},' if new.replaces else ""
    return (
        f'{{"action":"{new.action}","commitment":"{commitment(salt, new.content)}","object":{quoted(new.object)},'
        f'"publisher":{quoted(new.publisher)},{replaces}"type":{quoted(new.type)},"v":{VERSION},"version":{new.version}}}'
    ).encode()


def described(entry: bytes) -> dict[str, Any]:
    """The fields of an entry's bytes; empty for bytes that are no entry of ours."""
    try:
        fields = json.loads(entry)
    except ValueError:
        return {}
    return fields if isinstance(fields, dict) else {}


def commits(entry: bytes, salt: bytes, content: bytes) -> bool:
    """Whether the entry's commitment is to this content with this salt."""
    return described(entry).get("commitment") == commitment(salt, content)
