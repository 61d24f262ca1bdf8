"""The list page at 100,000 rows against the same server's bare hello, one worker each, driven by wrk."""

import contextlib
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from bench.home import ROOT, environment

SECONDS, ROWS, PAGES = 8, 100_000, 1_000
WRK = "wrk drives the load: apt-get install wrk"


def measure(home: Path, cookie: str, address: str) -> dict[str, float]:
    """Requests a second of hello and of the page, their share, and the page's latencies in milliseconds."""
    if shutil.which("wrk") is None:
        raise SystemExit(WRK)
    with served(home, "bench.hello:application") as base:
        hello = drive(base + "/", 8)
    with served(home, "datong.config.wsgi:application") as base:
        for _ in range(3):
            fetch(base + address, cookie)
        alone = drive(base + address, 1, cookie, PAGES)
        busy = drive(base + address, 4, cookie, PAGES)
    return {
        "hello": hello["rate"],
        "rate": busy["rate"],
        "share": busy["rate"] / hello["rate"],
        "p50": alone["p50"],
        "p95": busy["p95"],
        "p95_alone": alone["p95"],
    }


@contextlib.contextmanager
def served(home: Path, application: str, *options: str) -> Iterator[str]:
    """A granian with one worker, as `datong serve` starts it, on a free port of the loopback; further options of granian's."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    granian = str(Path(sys.executable).with_name("granian"))
    command = [granian, application, "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
               "--workers", "1", "--blocking-threads", "4", "--no-ws", "--log-level", "warning", *options]  # fmt: skip
    server = subprocess.Popen(command, env=environment(home), cwd=ROOT)
    base = f"http://127.0.0.1:{port}"
    try:
        wait(base)
        yield base
    finally:
        server.terminate()
        server.wait(20)


def wait(base: str) -> None:
    """Until the server answers, at most 20 seconds."""
    for _ in range(200):
        with contextlib.suppress(OSError):
            urllib.request.urlopen(base + "/healthz", timeout=2).close()  # noqa: S310 - our own loopback server
            return
        time.sleep(0.1)
    raise SystemExit("the server did not start")


def fetch(address: str, cookie: str) -> None:
    """One request that must be answered with the page itself."""
    request = urllib.request.Request(address, headers={"Cookie": cookie})  # noqa: S310
    with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
        if answer.status != 200 or "/account/" in answer.url:
            raise SystemExit(f"{address}: not the page but {answer.url}")


def drive(address: str, connections: int, cookie: str = "", pages: int = 0) -> dict[str, float]:
    """wrk on one address, or on that many pages of it in turn: rate, and latencies p50 and p95 in milliseconds. Any answer but 2xx stops the run."""
    script = ROOT / "bench" / "latency.lua"
    command = [
        "wrk",
        "-t1",
        f"-c{connections}",
        f"-d{SECONDS}s",
        "-s",
        str(script),
        address,
        "--",
        str(pages),
    ]
    if cookie:
        command[1:1] = ["-H", f"Cookie: {cookie}"]
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = dict(re.findall(r"^(rate|p50|p95|bad) ([\d.]+)$", out, re.MULTILINE))
    if float(found["bad"]):
        raise SystemExit(f"{address}: {found['bad']} answers were not 2xx")
    return {name: float(value) for name, value in found.items()}
