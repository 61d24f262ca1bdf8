"""The real server over the example county, in a data folder of its own."""

import contextlib
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.prepared import datong, environment

STARTING = 120.0


class Server(NamedTuple):
    """A running server: its address without a closing slash, its data folder, its log."""

    url: str
    home: Path
    log: Path

    def datong(self, *arguments: str) -> str:
        """Run a command on the same data folder; gives its output, raises RuntimeError when it fails."""
        return datong(self.home, *arguments)


def free_port() -> int:
    """A loopback port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def serving(home: Path) -> Iterator[Server]:
    """Run `datong serve` over a prepared data folder until the block ends."""
    port = free_port()
    server = Server(f"http://127.0.0.1:{port}", home, home / "serve.log")
    command = [sys.executable, "-m", "datong", "serve", "--host", "127.0.0.1", "--port", str(port)]
    with server.log.open("wb") as log:
        process = subprocess.Popen(
            command, cwd=home, env=environment(home), stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
    try:
        wait_for(process, server)
        yield server
    finally:
        stop(process)


def wait_for(process: subprocess.Popen[bytes], server: Server) -> None:
    """Wait until /healthz answers; raises RuntimeError with the log when the server ends or stays silent."""
    deadline = time.monotonic() + STARTING
    while process.poll() is None and time.monotonic() < deadline:
        if answers(f"{server.url}/healthz"):
            return
        time.sleep(0.1)
    raise RuntimeError(f"the server did not start:\n{server.log.read_text(errors='replace')[-4000:]}")


def answers(url: str) -> bool:
    """Whether an address of ours answers with 200."""
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310 - our own loopback
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def stop(process: subprocess.Popen[bytes]) -> None:
    """End the server, politely first."""
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
