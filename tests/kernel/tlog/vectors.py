"""Vectors of C2SP's log formats, and keys made of known seeds."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from datong.kernel.tlog.notes import COSIGNATURE, ED25519, Key

VECTORS: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "data" / "tlog-vectors.json").read_text(encoding="utf-8")
)
LOG: dict[str, Any] = VECTORS["log300"]
LOG_KEY = Key.parse(LOG["log_vkey"])
WITNESS_KEY = Key.parse(LOG["witness_vkey"])
LOG_PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(LOG["log_seed_hex"]))
WITNESS_PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(LOG["witness_seed_hex"]))


@cache
def verify(public: bytes, signature: bytes, message: bytes) -> bool:
    """Ed25519, remembered: most mutations leave a signature as it was."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def private(seed: int) -> Ed25519PrivateKey:
    """A private key whose seed is one byte, repeated."""
    return Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)


def log_key(name: str, seed: int) -> Key:
    """The public key of `private(seed)` as a log's."""
    return Key.of(name, private(seed).public_key().public_bytes_raw(), ED25519)


def witness_key(name: str, seed: int) -> Key:
    """The public key of `private(seed)` as a witness's."""
    return Key.of(name, private(seed).public_key().public_bytes_raw(), COSIGNATURE)
