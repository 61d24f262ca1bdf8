"""What a log asks of a witness, and what the law of the protocol says of it. Pure: no file, no clock, no network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from datong.config.witness.keys import verify
from datong.kernel.tlog import checkpoints, notes
from datong.kernel.tlog.checkpoints import Checkpoint
from datong.kernel.tlog.notes import BadNote, Key, Malformed, Note, Signature
from datong.kernel.tlog.tree import EMPTY, check_consistency

BODY_MAX = 1 << 16
PROOF_LINES_MAX = 63
NOTHING = Checkpoint("", 0, EMPTY)

Logs = Mapping[str, Sequence[Key]]
"""Origin -> the keys its log may sign with (two during a rotation)."""


class Refused(Exception):
    """An answer other than 200; `fork` when what was sent contradicts what was signed before."""

    def __init__(self, status: int, sentence: str, *, fork: bool = False) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence
        self.fork = fork


@dataclass(frozen=True, slots=True)
class Request:
    """A checkpoint signed by its log, with the proof that it grew out of the tree of `old` entries."""

    old: int
    proof: tuple[bytes, ...]
    checkpoint: Checkpoint
    text: str
    signatures: tuple[Signature, ...]
    """Those of the log alone: what others wrote under the checkpoint is not kept."""


def read(body: bytes, logs: Logs) -> Request:
    """Read the body of `add-checkpoint` and check the log's signature. Raises Refused with 400, 403 or 404."""
    head, gap, raw = body.partition(b"\n\n")
    lines = head.decode("ascii", "replace").split("\n")
    old = checkpoints.number(lines[0].removeprefix("old "))
    proof = tuple(notes.bytes_of(line) for line in lines[1:])
    if not gap or len(body) > BODY_MAX or not lines[0].startswith("old ") or old is None:
        raise Refused(400, "expected: old SIZE, proof lines, an empty line, a checkpoint")
    if len(proof) > PROOF_LINES_MAX or any(len(each) != 32 for each in proof):
        raise Refused(400, "malformed consistency proof")
    try:
        note = notes.parse(raw)
        checkpoint = checkpoints.parse(note.text)
    except Malformed as error:
        raise Refused(400, error.text.en) from error
    if checkpoint.origin not in logs:
        raise Refused(404, "this log is not known here")
    signatures = _standing(note, logs[checkpoint.origin])
    if not signatures:
        raise Refused(403, "no valid signature of a key trusted for this log")
    if old > checkpoint.size:
        raise Refused(400, "the old size is larger than that of the checkpoint")
    return Request(old, proof, checkpoint, note.text, signatures)


def judge(request: Request, latest: Checkpoint | None) -> None:
    """Compare with the checkpoint signed last for this log. Raises Refused with 409 or 422."""
    held, new = latest or NOTHING, request.checkpoint
    if request.old != held.size:
        other = latest is not None and new.size == held.size and new.root != held.root
        raise Refused(409, f"{held.size}", fork=other)
    if new.size == held.size and new.root != held.root:
        raise Refused(422, "another root for the same size", fork=latest is not None)
    if not check_consistency(held.size, new.size, held.root, new.root, request.proof):
        raise Refused(422, "the consistency proof does not hold", fork=held.size > 0)


def _standing(note: Note, keys: Sequence[Key]) -> tuple[Signature, ...]:
    try:
        standing = {(key.name, key.key_id) for key in notes.opened(note, keys, verify)}
    except BadNote:
        return ()
    return tuple(each for each in note.signatures if (each.name, each.key_id) in standing)
