"""The log's keys (签名密钥): Ed25519 in a file of mode 600, or in a hardware module (see hsm.py).

The file holds one key or, while one is being replaced, two: both sign, so that whoever trusts either goes on.
"""

import base64
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from datong.foundation.publiclog.core.refusal import BadKey
from datong.kernel import secret_file
from datong.kernel.bilingual import Text
from datong.kernel.tlog import notes

__all__ = ["Signer", "drop_oldest", "from_file", "signer", "verify", "with_another"]

UNUSABLE = Text(
    "签名密钥文件不能用：{path}；请从备份恢复。",
    "The key file cannot be used: {path}; restore it from the backup.",
)
ALONE = Text("只有一把密钥，不能再去掉。", "There is only one key; it cannot be dropped.")


@dataclass(frozen=True, slots=True)
class Signer:
    """A key that signs: its public half (32 bytes), and what makes 64 bytes of signature."""

    public: bytes
    sign: notes.Sign

    def key(self, origin: str) -> notes.Key:
        """The public key under the log's name. Raises notes.BadNote for an impossible name."""
        return notes.Key.of(origin, self.public)


@lru_cache(maxsize=8)
def signer(seed: bytes) -> Signer:
    """The key of a seed of 32 bytes (RFC 8032)."""
    private = Ed25519PrivateKey.from_private_bytes(seed)
    return Signer(private.public_key().public_bytes_raw(), private.sign)


@lru_cache(maxsize=64)
def verify(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether an Ed25519 signature stands; False for anything that is none. Kept: every page asks about one checkpoint."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def from_file(path: Path) -> list[Signer]:
    """The keys in the file, the oldest first; made with one when there is no file. Raises BadKey."""
    if not path.exists():
        save(path, [os.urandom(32)], once=True)
    return [signer(seed) for seed in seeds(path)]


def with_another(path: Path) -> None:
    """Add a key; from now on both sign. Raises BadKey."""
    save(path, [*(seeds(path) if path.exists() else []), os.urandom(32)])


def drop_oldest(path: Path) -> None:
    """Destroy the oldest key. Raises BadKey when it is the only one."""
    kept = seeds(path)[1:]
    if not kept:
        raise BadKey(ALONE)
    save(path, kept)


def seeds(path: Path) -> list[bytes]:
    """The seeds in the file. Raises BadKey."""
    try:
        found = [base64.b64decode(each, validate=True) for each in json.loads(path.read_text())["seeds"]]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadKey(UNUSABLE.format(path=path)) from error
    if not found or any(len(seed) != 32 for seed in found):
        raise BadKey(UNUSABLE.format(path=path))
    return found


def save(path: Path, kept: Sequence[bytes], *, once: bool = False) -> None:
    """Write the file; `once`: whoever starts at the same moment keeps the first one's."""
    text = json.dumps({"seeds": [base64.b64encode(seed).decode() for seed in kept]})
    secret_file.write(path, text, once=once)
