"""The witness's own key: a file for its owner alone, in the form Go's note package writes private keys."""

import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from datong.kernel.bilingual import Text
from datong.kernel.tlog import checkpoints, notes
from datong.kernel.tlog.notes import COSIGNATURE, Key, Malformed, Signature

HEADER = "PRIVATE+KEY"


class BadKeyFile(Malformed):
    """A key file that cannot be used."""


@dataclass(frozen=True, slots=True)
class Signer:
    """A witness's private key with the name it signs under."""

    key: Key
    private: Ed25519PrivateKey

    @classmethod
    def of(cls, name: str, seed: bytes) -> "Signer":
        """The signer of a 32-byte seed. Raises BadNote for an impossible name."""
        private = Ed25519PrivateKey.from_private_bytes(seed)
        return cls(Key.of(name, private.public_key().public_bytes_raw(), COSIGNATURE), private)

    def cosign(self, text: str, seconds: int) -> Signature:
        """Sign the text of a checkpoint at a time in POSIX seconds."""
        return checkpoints.cosigned(text, self.key.name, self.key.public, seconds, self.private.sign)


def verify(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether an Ed25519 signature stands; never raises."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def create(path: Path, name: str) -> Signer:
    """Make a new key file, readable by its owner alone. Raises FileExistsError: a key is never overwritten."""
    seed = Ed25519PrivateKey.generate().private_bytes_raw()
    signer = Signer.of(name, seed)
    material = notes.base64_of(bytes([COSIGNATURE]) + seed)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(f"{HEADER}+{name}+{signer.key.key_id.hex()}+{material}\n")
        file.flush()
        os.fsync(file.fileno())
    return signer


def read(path: Path) -> Signer:
    """Read a key file. Raises BadKeyFile, BadNote or OSError."""
    if path.stat().st_mode & 0o077:
        raise BadKeyFile(
            Text(
                f"{path} 能被别人读取，请先运行：chmod 600 {path}",
                f"{path} can be read by others; run chmod 600 {path} first",
            )
        )
    fields = path.read_text(encoding="utf-8").strip().split("+", 4)
    raw = notes.bytes_of(fields[4]) if len(fields) == 5 else b""
    if fields[:2] != HEADER.split("+") or len(raw) != 33 or raw[0] != COSIGNATURE:
        raise BadKeyFile(Text(f"{path} 不是见证人的密钥文件", f"{path} is not a witness's key file"))
    signer = Signer.of(fields[2], raw[1:])
    if signer.key.key_id.hex() != fields[3]:
        raise BadKeyFile(Text(f"{path} 已损坏：密钥编号不符", f"{path} is damaged: the key id does not fit"))
    return signer
