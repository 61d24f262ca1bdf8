"""The talk with witnesses (见证人) over HTTP, by c2sp.org/tlog-witness: what they hold, and their signature under what is new.

All witnesses are asked at once. One that does not answer, or answers nonsense, is as good as absent.
"""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from typing import TypeVar

from datong.kernel.tlog import checkpoints, notes
from datong.kernel.tlog.checkpoints import Checkpoint
from datong.kernel.tlog.notes import Key, Malformed, Note, Signature, Verify
from datong.kernel.tlog.policies import Witness

__all__ = ["TIMEOUT", "ask", "cosigned", "held"]

TIMEOUT = 5.0
LARGEST = 1 << 16
CONFLICT = 409
Prove = Callable[[int], list[bytes]]
Answer = TypeVar("Answer")


def ask(url: str, body: bytes | None = None, *, largest: int = LARGEST) -> tuple[int, bytes]:
    """Status and body (its first `largest` bytes) of one request; (0, nothing) when there is no answer."""
    if not url.startswith(("http://", "https://")):
        return 0, b""
    request = urllib.request.Request(url, data=body)  # noqa: S310 - the scheme was looked at
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
            return answer.status, answer.read(largest)
    except urllib.error.HTTPError as error:
        return error.code, error.read(largest)
    except (OSError, http.client.HTTPException, ValueError):
        return 0, b""


def held(
    witnesses: Sequence[Witness], origin: str, logs: Sequence[Key], verify: Verify
) -> dict[str, Checkpoint]:
    """The newest checkpoint each witness holds of the log, by the witness's name: signed by one of `logs` and by itself."""
    name = sha256(origin.encode()).hexdigest()

    def one(witness: Witness) -> Checkpoint | None:
        status, body = ask(f"{witness.url.rstrip('/')}/{name}/checkpoint")
        return trusted(body, origin, witness.key, logs, verify) if status == http.client.OK else None

    found = at_once(one, witnesses)
    return {witness.name: said for witness, said in zip(witnesses, found, strict=True) if said}


def trusted(body: bytes, origin: str, witness: Key, logs: Sequence[Key], verify: Verify) -> Checkpoint | None:
    """The checkpoint in an answer, when the log and the witness signed it."""
    try:
        note = notes.parse(body)
        said = checkpoints.parse(note.text)
        standing = notes.opened(note, [*logs, witness], verify)
    except Malformed:
        return None
    signed_by_log = any(key in logs for key in standing)
    return said if said.origin == origin and signed_by_log and witness in standing else None


def cosigned(
    witnesses: Sequence[Witness], note: Note, known: dict[str, int], prove: Prove, verify: Verify
) -> list[Signature]:
    """The signatures of the witnesses who confirm the note. `known`: the size each holds, by name; `prove(size)`: the proof
    that the note's tree extends that size."""

    def one(witness: Witness) -> list[Signature]:
        return cosignature(witness, note, known.get(witness.name, 0), prove, verify)

    return [signature for found in at_once(one, witnesses) for signature in found]


def cosignature(witness: Witness, note: Note, old: int, prove: Prove, verify: Verify) -> list[Signature]:
    """One witness's; asked again, once, when it holds another size than was thought."""
    address = f"{witness.url.rstrip('/')}/add-checkpoint"
    status, body = ask(address, request(note, old, prove))
    if status == CONFLICT:
        size = checkpoints.number(body.decode("ascii", "replace").strip())
        if size is None or size > checkpoints.parse(note.text).size:
            return []
        status, body = ask(address, request(note, size, prove))
    if status != http.client.OK:
        return []
    try:
        lines = notes.parse_signatures(body.decode("utf-8", "replace"))
        own = [each for each in lines if (each.name, each.key_id) == (witness.key.name, witness.key.key_id)]
        return own[:1] if notes.opened(Note(note.text, tuple(own[:1])), [witness.key], verify) else []
    except Malformed:
        return []


def request(note: Note, old: int, prove: Prove) -> bytes:
    """The body of add-checkpoint."""
    proof = "".join(f"{notes.base64_of(each)}\n" for each in prove(old))
    return f"old {old}\n{proof}\n{note.format()}".encode()


def at_once(work: Callable[[Witness], Answer], witnesses: Sequence[Witness]) -> list[Answer]:
    """`work` for every witness at the same time."""
    if not witnesses:
        return []
    with ThreadPoolExecutor(len(witnesses)) as pool:
        return list(pool.map(work, witnesses))
