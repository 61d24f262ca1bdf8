"""Checkpoints (检查点): the size and root of a log, said by the log and confirmed by witnesses.

Source: c2sp.org/tlog-checkpoint v1.0.0, c2sp.org/tlog-cosignature v1.0.1. There is no date in a checkpoint; only the
witnesses say when they saw it.
"""

from __future__ import annotations

from dataclasses import dataclass

from datong.kernel.bilingual import Text
from datong.kernel.tlog.notes import (
    COSIGNATURE,
    SIGNATURE_BYTES,
    TIME_BYTES,
    Malformed,
    Sign,
    Signature,
    base64_of,
    bytes_of,
    cosignature_message,
    key_id,
)

__all__ = [
    "BadCheckpoint",
    "Checkpoint",
    "cosignature_message",
    "cosigned",
    "cosigned_at",
    "number",
    "parse",
]

ROOT_BYTES = 32


class BadCheckpoint(Malformed):
    """The text of a note is not that of a checkpoint."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Which log, how many entries, the 32 bytes of their root."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def text(self) -> str:
        """The text that is signed; `parse` gives this checkpoint back."""
        return "".join(
            f"{line}\n" for line in (self.origin, self.size, base64_of(self.root), *self.extensions)
        )


def parse(text: str) -> Checkpoint:
    """Read the text of a checkpoint. Raises BadCheckpoint."""
    lines = text.split("\n")
    if len(lines) < 4 or lines.pop() != "" or "" in lines:
        raise BadCheckpoint(
            Text("检查点应有三行：名称、大小、根", "a checkpoint has three lines: origin, size, root")
        )
    size, root = number(lines[1]), bytes_of(lines[2])
    if size is None:
        raise BadCheckpoint(
            Text(f"检查点的大小写得不对：{lines[1][:30]}", f"malformed tree size: {lines[1][:30]}")
        )
    if len(root) != ROOT_BYTES:
        raise BadCheckpoint(Text("检查点的根不是 32 字节", "the root hash is not 32 bytes of base64"))
    return Checkpoint(lines[0], size, root, tuple(lines[3:]))


def number(digits: str) -> int | None:
    """A number from 0 to 2^63 - 1 in decimal without leading zeros; None for anything else."""
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 19):
        return None
    value = int(digits)
    return value if str(value) == digits and value < 2**63 else None


def cosigned(text: str, name: str, public: bytes, seconds: int, sign: Sign) -> Signature:
    """A witness's signature under the checkpoint `text` at a time in POSIX seconds."""
    body = sign(cosignature_message(seconds, text))
    return Signature(name, key_id(name, COSIGNATURE, public), seconds.to_bytes(TIME_BYTES, "big") + body)


def cosigned_at(signature: Signature) -> int:
    """When a witness signed, in POSIX seconds. Raises BadCheckpoint when it is no cosignature."""
    if len(signature.body) != TIME_BYTES + SIGNATURE_BYTES:
        raise BadCheckpoint(Text("不是见证人的签名", "not a witness's cosignature"))
    return int.from_bytes(signature.body[:TIME_BYTES], "big")
