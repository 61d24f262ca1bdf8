"""The key ring: which keys seal personal data, and the key of the look-up index.

AES-256-GCM, a fresh 96-bit nonce for every value, `table.column` as associated data, so that a sealed
value moved to another column does not open. A sealed value is `key id (1 byte) | nonce (12) | ciphertext | tag (16)`.
"""

import base64
import json
import secrets
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from datong.kernel import secret_file

NONCE = 12
UNUSABLE = "DATONG_KEYS: give at least one key numbered 0 to 255 and one named index, 32 bytes each in base64"


class SealBroken(ValueError):
    """A sealed value does not open: wrong key, wrong column, or altered bytes."""


@dataclass(frozen=True)
class KeyRing:
    """Keys by number (0..255); `current` seals, all of them open; `index` (32 bytes) keys the look-up index."""

    keys: dict[int, bytes]
    current: int
    index: bytes
    ciphers: dict[int, AESGCM] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "ciphers", {number: AESGCM(key) for number, key in self.keys.items()})

    def seal(self, place: str, text: str) -> bytes:
        """The sealed form of `text` for the column `place` (`table.column`)."""
        nonce = secrets.token_bytes(NONCE)
        return (
            bytes((self.current,))
            + nonce
            + self.ciphers[self.current].encrypt(nonce, text.encode(), place.encode())
        )

    def open(self, place: str, sealed: bytes) -> str:
        """The text of a sealed value; raises SealBroken."""
        cipher = self.ciphers.get(sealed[0]) if sealed else None
        if cipher is None:
            raise SealBroken(f"{place}: no key for this value")
        try:
            return cipher.decrypt(sealed[1 : 1 + NONCE], sealed[1 + NONCE :], place.encode()).decode()
        except (InvalidTag, ValueError) as error:  # a stump has no whole nonce
            raise SealBroken(f"{place}: the sealed value does not open") from error

    def digest(self, text: str) -> bytes:
        """16 bytes that stand for `text` in an index: equal texts, equal bytes; without the key it tells nothing."""
        return blake2b(text.encode(), digest_size=16, key=self.index).digest()


def load(home: Path, given: str | None) -> KeyRing:
    """The ring from `DATONG_KEYS` (`1:base64,2:base64,index:base64`, the last number seals) or from
    `keys/sealing.json` in the data folder, made with mode 600 when there is none. Raises ValueError when unusable."""
    if given:
        return from_setting(given)
    path = home / "keys" / "sealing.json"
    if not path.exists():
        make(path)
    return from_setting(json.loads(path.read_text())["keys"])


def from_setting(text: str) -> KeyRing:
    """Parse `1:base64,...,index:base64`; every key is 32 bytes, numbers are 0 to 255. Raises ValueError."""
    try:
        named = dict(part.strip().split(":", 1) for part in text.split(",") if part.strip())
        raw = {name: base64.b64decode(value) for name, value in named.items()}
        index = raw.pop("index")
        keys = {int(name): key for name, key in raw.items()}
    except (ValueError, KeyError):
        keys, index = {}, b""
    if not keys or any(len(key) != 32 for key in (index, *keys.values())) or not set(keys) <= set(range(256)):
        raise ValueError(UNUSABLE)
    return KeyRing(keys, max(keys), index)


def make(path: Path) -> None:
    """A new key file; whoever starts at the same moment keeps the first one's."""
    fresh = ",".join(
        f"{name}:{base64.b64encode(secrets.token_bytes(32)).decode()}" for name in ("1", "index")
    )
    secret_file.write(path, json.dumps({"keys": fresh}), once=True)
