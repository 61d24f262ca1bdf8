"""What a witness remembers: for each log the checkpoint it signed last, and the evidence of forks.

A folder for each log, named by the SHA-256 of its origin. Nothing is answered before it is on the disk.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from datong.config.witness.keys import verify
from datong.kernel.bilingual import Text
from datong.kernel.tlog import checkpoints, notes
from datong.kernel.tlog.checkpoints import Checkpoint
from datong.kernel.tlog.notes import Key, Malformed

EVIDENCE_MAX = 1000
HELD = b"\n\n==== held by the witness ====\n"


class Damaged(Malformed):
    """The record of a checkpoint is not what this witness wrote: it must not sign until somebody has looked."""


def name(origin: str) -> str:
    """The folder, and the address, of a log: hex SHA-256 of its origin."""
    return sha256(origin.encode()).hexdigest()


class Store:
    """The folder of one witness. Several threads and processes may use it at once."""

    def __init__(self, folder: Path, key: Key) -> None:
        self.folder = folder
        self.key = key

    def prepare(self, origin: str) -> None:
        """Make the folder of a log, durably."""
        path = self.folder / name(origin)
        path.mkdir(parents=True, exist_ok=True)
        for folder in (path, self.folder, self.folder.parent):
            flush_folder(folder)

    @contextmanager
    def locked(self, origin: str) -> Iterator[None]:
        """Alone with one log, among threads and processes."""
        handle = os.open(self.folder / name(origin) / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)

    def raw(self, digest: str) -> bytes | None:
        """The checkpoint signed last, as it was signed, by the hex SHA-256 of its log's origin; None without one."""
        try:
            return (self.folder / digest / "checkpoint").read_bytes()
        except FileNotFoundError:
            return None

    def latest(self, origin: str) -> Checkpoint | None:
        """The checkpoint signed last. Raises Damaged when this witness's own signature does not stand under it."""
        raw = self.raw(name(origin))
        if raw is None:
            return None
        try:
            note = notes.parse(raw)
            checkpoint = checkpoints.parse(note.text)
            if checkpoint.origin == origin and notes.opened(note, [self.key], verify):
                return checkpoint
        except Malformed:
            pass
        raise Damaged(
            Text(
                f"日志 {origin} 的记录已损坏，见证人停止为它签名",
                f"the record of {origin} is damaged; nothing is signed for it",
            )
        )

    def keep(self, origin: str, note: str) -> None:
        """Replace the record of a log, durably: after a crash the old one stands or the new one, whole."""
        write(self.folder / name(origin) / "checkpoint", note.encode())

    def accuse(self, origin: str, body: bytes) -> None:
        """Keep what contradicts the checkpoint signed last, beside it: both bear the log's own signature."""
        folder = self.folder / name(origin) / "evidence"
        folder.mkdir(exist_ok=True)
        file = folder / f"{sha256(body).hexdigest()[:32]}.txt"
        if not file.exists() and self.accusations(origin) < EVIDENCE_MAX:
            write(file, body + HELD + (self.raw(name(origin)) or b""))
            flush_folder(folder.parent)

    def accusations(self, origin: str) -> int:
        """How many contradictions are kept for a log."""
        return sum(1 for _ in (self.folder / name(origin)).glob("evidence/*.txt"))


def write(path: Path, data: bytes) -> None:
    """Write a whole file, or none of it, and return only when the disk has it."""
    fresh = path.with_name(path.name + ".new")
    with fresh.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    flush_folder(path.parent)


def flush_folder(folder: Path) -> None:
    """Have the names in a folder on the disk too."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
