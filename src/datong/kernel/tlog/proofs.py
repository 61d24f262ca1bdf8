"""Offline proofs (离线证明): that an entry stands in a log which enough witnesses have seen.

Source: c2sp.org/tlog-proof (`.tlog-proof` files).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from datong.kernel.bilingual import Text
from datong.kernel.tlog import checkpoints
from datong.kernel.tlog.checkpoints import Checkpoint
from datong.kernel.tlog.notes import Key, Malformed, Verify, base64_of, bytes_of
from datong.kernel.tlog.policies import Policy
from datong.kernel.tlog.tree import check_inclusion, leaf_hash

__all__ = ["BadProof", "OfflineProof", "Verified", "parse", "verify"]

HEADER = "c2sp.org/tlog-proof@v1"
HASH_BYTES = 32
HASHES_MAX = 63


class BadProof(Malformed):
    """A proof that cannot be read or does not hold."""


@dataclass(frozen=True, slots=True)
class OfflineProof:
    """Index of the entry, hashes from the leaf's sibling upward, the signed checkpoint, and free extra bytes.

    Nothing vouches for `extra`.
    """

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: str
    extra: bytes | None = None

    def format(self) -> str:
        """The text of a `.tlog-proof` file; `parse` gives this proof back."""
        extra = [] if self.extra is None else [f"extra {base64_of(self.extra)}"]
        lines = [HEADER, *extra, f"index {self.index}", *(base64_of(each) for each in self.hashes), ""]
        return "".join(f"{line}\n" for line in lines) + self.checkpoint


@dataclass(frozen=True, slots=True)
class Verified:
    """What a proof has shown: the entry's index, the checkpoint, the log's keys and the witnesses (by name)."""

    index: int
    checkpoint: Checkpoint
    logs: tuple[Key, ...]
    witnesses: tuple[str, ...]


def parse(text: str) -> OfflineProof:
    """Read a `.tlog-proof` file. Raises BadProof."""
    head, gap, checkpoint = text.partition("\n\n")
    lines = head.split("\n")
    if not gap or lines.pop(0) != HEADER:
        raise BadProof(
            Text(f"不是离线证明，第一行应为 {HEADER}", f"not a proof; the first line must be {HEADER}")
        )
    extra = None
    if lines and lines[0].startswith("extra "):
        written = lines.pop(0)[len("extra ") :]
        extra = bytes_of(written)
        if written and not extra:
            raise BadProof(Text("extra 一行不是 base64", "the extra line is not base64"))
    word, _, digits = (lines.pop(0) if lines else "").partition(" ")
    index = checkpoints.number(digits)
    if word != "index" or index is None:
        raise BadProof(Text("缺少 index 一行", "there is no index line"))
    hashes = tuple(bytes_of(line) for line in lines)
    if len(hashes) > HASHES_MAX or any(len(each) != HASH_BYTES for each in hashes):
        raise BadProof(Text("证明中的散列值写得不对", "malformed hash in the proof"))
    return OfflineProof(index, hashes, checkpoint, extra)


def verify(
    proof: OfflineProof, entry: bytes, policy: Policy, verify: Verify, logs: Sequence[Key] = ()
) -> Verified:
    """Check that `entry` stands at its index in a log the policy accepts; `logs` are trusted beside the policy's.

    Raises BadProof.
    """
    try:
        accepted = policy.accept(proof.checkpoint, verify, logs)
    except Malformed as error:
        raise BadProof(error.text) from error
    size, root = accepted.checkpoint.size, accepted.checkpoint.root
    if not check_inclusion(proof.index, size, leaf_hash(entry), proof.hashes, root):
        raise BadProof(
            Text(
                f"第 {proof.index} 条与日志不符（日志共 {size} 条）",
                f"entry {proof.index} is not in the log of {size} entries",
            )
        )
    return Verified(proof.index, accepted.checkpoint, accepted.logs, accepted.witnesses)
