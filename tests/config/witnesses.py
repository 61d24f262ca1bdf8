"""Logs and witnesses for tests: a small log that can grow and fork, a witness called in this process or run as its own."""

import io
import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from datong.config.witness import keys
from datong.config.witness.server import Witness
from datong.config.witness.store import Store
from datong.kernel.tlog import notes, tree
from datong.kernel.tlog.checkpoints import Checkpoint
from datong.kernel.tlog.notes import Key, Note
from tests.config.commandline import ROOT
from tests.kernel.tlog.vectors import log_key, private

ORIGIN = "county.example/log"


@dataclass
class Log:
    """A log of these entries, signed with the key of a one-byte seed."""

    entries: list[str]
    seed: int = 10
    origin: str = ORIGIN
    leaves: list[bytes] = field(init=False)

    def __post_init__(self) -> None:
        self.leaves = [tree.leaf_hash(entry.encode()) for entry in self.entries]

    @property
    def key(self) -> Key:
        """The log's public key."""
        return log_key(self.origin, self.seed)

    def checkpoint(self, size: int) -> str:
        """The signed checkpoint of the first `size` entries."""
        text = Checkpoint(self.origin, size, tree.root(self.leaves[:size])).text()
        return Note(
            text, (notes.signed(text, self.origin, self.key.public, private(self.seed).sign),)
        ).format()

    def request(self, old: int, size: int) -> bytes:
        """The body of add-checkpoint with an honest proof."""
        proof = tree.consistency(
            old, size, lambda level, at: tree.root(self.leaves[at << level : at + 1 << level])
        )
        lines = [f"old {old}", *(notes.base64_of(each) for each in proof), ""]
        return ("\n".join(lines) + "\n" + self.checkpoint(size)).encode()


def numbered(count: int) -> Log:
    """entry-0, entry-1, ..."""
    return Log([f"entry-{number}" for number in range(count)])


@dataclass(frozen=True)
class Reply:
    """What a witness answered."""

    status: int
    type: str
    body: str


def witness(folder: Path, *log: Key, seed: int = 20, name: str = "audit.example/w") -> Witness:
    """A witness in this process."""
    signer = keys.Signer.of(name, bytes([seed]) * 32)
    logs: dict[str, list[Key]] = {}
    for key in log:
        logs.setdefault(key.name, []).append(key)
    return Witness(signer, Store(folder, signer.key), logs)


def called(app: Witness, method: str, path: str, body: bytes = b"", **environ: Any) -> Reply:
    """One request, without a network."""
    started: list[Any] = []
    parts = app(
        {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": io.BytesIO(body),
            **environ,
        },
        lambda status, headers: started.extend((status, dict(headers))),
    )
    status, headers = started
    return Reply(int(status.split()[0]), headers["Content-Type"], b"".join(parts).decode())


@dataclass
class Running:
    """A witness as its own process on loopback."""

    process: subprocess.Popen[str]
    url: str
    vkey: str

    @property
    def port(self) -> int:
        """Where it listens."""
        return urlsplit(self.url).port or 0

    def kill(self) -> None:
        """End it without any warning."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)
        if self.process.stdout:
            self.process.stdout.close()


def command(*arguments: str | Path) -> list[str]:
    """`datong witness ...` as a process's command line."""
    return [sys.executable, "-m", "datong", "witness", *map(str, arguments)]


def environment() -> dict[str, str]:
    """An environment without Django, so that a witness is seen to need none."""
    left = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO", "DATABASE"))}
    return left | {"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"}


def start(folder: Path, *vkeys: str, name: str = "audit.example/w", port: int = 0) -> Running:
    """Start a witness over a folder; its key is made on the first start."""
    key = folder / "key"
    if not key.exists():
        keys.create(key, name)
    logs = [word for vkey in vkeys for word in ("--log", vkey)]
    process = subprocess.Popen(
        command("serve", "--key", key, "--state", folder / "state", "--port", str(port), *logs),
        env=environment(),
        cwd=folder,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    words = process.stdout.readline().split()
    return Running(process, words[-1], words[1])
