"""A Spark cluster of one master and two workers on loopback, from the classes that pyspark brings; gone when the block ends."""

import contextlib
import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pyspark

HOST = "127.0.0.1"
HOME = Path(pyspark.__file__).parent
SPARK_CLASS = HOME / "bin" / "spark-class"
PATIENCE = 180
"""Seconds for a process to say that it is ready; it takes two on a machine with nothing else to do."""
WORKERS = 2
PATIENT = "spark.worker.timeout 1800\nspark.network.timeout 1800s\nspark.driver.memory 2g\n"
"""On a machine that has much else to do a worker may not be heard of for minutes, which is no reason to begin again."""


@contextlib.contextmanager
def cluster(folder: Path) -> Iterator[str]:
    """The address of the master. The system chooses free ports; every process, and what workers start, ends with the block.

    Within the block SPARK_CONF_DIR is the folder, so that whoever uses the cluster is as patient.
    """
    started: list[subprocess.Popen[bytes]] = []
    (folder / "spark-defaults.conf").write_text(PATIENT)
    before = os.environ.get("SPARK_CONF_DIR")
    os.environ["SPARK_CONF_DIR"] = str(folder)
    try:
        master = _start(started, folder, "master", "master.Master", "--port", "0")
        address = _said(started, master, r"Starting Spark master at (spark://\S+)")
        workers = [
            _start(
                started, folder, f"worker-{n}", "worker.Worker", "--port", "0", "--cores", "1", "--memory", "1g",
                "--work-dir", str(folder / f"work-{n}"), address,
            )
            for n in range(WORKERS)
        ]  # fmt: skip
        for log in workers:
            _said(started, log, r"(Successfully registered with master)")
        yield address
    finally:
        _stop(started)
        os.environ.pop("SPARK_CONF_DIR")
        if before is not None:
            os.environ["SPARK_CONF_DIR"] = before


def _start(
    started: list[subprocess.Popen[bytes]], folder: Path, name: str, kind: str, *arguments: str
) -> Path:
    """Start one process in a group of its own; returns its log."""
    log = folder / f"{name}.log"
    command = [str(SPARK_CLASS), f"org.apache.spark.deploy.{kind}", "--host", HOST, "--webui-port", "0"]
    environment = os.environ | {
        "SPARK_HOME": str(HOME), "SPARK_LOCAL_IP": HOST, "SPARK_DAEMON_MEMORY": "256m", "SPARK_LOCAL_DIRS": str(folder / "local"),
    }  # fmt: skip
    with log.open("wb") as told:
        started.append(
            subprocess.Popen(  # noqa: S603
                [*command, *arguments], stdout=told, stderr=told, env=environment, start_new_session=True
            )
        )
    return log


def _said(started: list[subprocess.Popen[bytes]], log: Path, pattern: str) -> str:
    """What a process said when it was ready; the end of its log when it ended or never said so."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and all(process.poll() is None for process in started):
        if found := re.search(pattern, log.read_text(errors="replace")):
            return found[1]
        time.sleep(0.1)
    raise RuntimeError(f"{log.stem} did not come up:\n{log.read_text(errors='replace')[-3000:]}")


def _stop(started: list[subprocess.Popen[bytes]]) -> None:
    """Workers first: they end their executors."""
    for process in reversed(started):
        process.terminate()
    for process in started:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(20)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def left_behind(folder: Path) -> list[str]:
    """Command lines of running processes that name the folder."""
    found = []
    for line in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):
            words = line.read_bytes().replace(b"\0", b" ").decode(errors="replace")
            if str(folder) in words and int(line.parent.name) != os.getpid():
                found.append(words)
    return found
