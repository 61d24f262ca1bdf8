"""A data folder of its own for a benchmark, and commands run in it."""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
COUNTY, AS_OF = "510626", "2014-09-26"
EXAMPLE = ROOT / "examples" / "luojiang-2014"


@contextlib.contextmanager
def fresh() -> Iterator[Path]:
    """An empty, migrated data folder with the county's places."""
    with TemporaryDirectory(prefix="datong-bench-") as folder:
        home = Path(folder)
        datong(home, "migrate")
        datong(home, "places", "load", str(EXAMPLE / "places-2016.csv"))
        yield home


def environment(home: Path) -> dict[str, str]:
    """The environment of a command in a data folder, on SQLite."""
    return {**os.environ, "DATONG_HOME": str(home), "DATABASE_URL": ""}


def datong(home: Path, *arguments: str) -> str:
    """Run one datong command; its output. Raises CalledProcessError."""
    command = [sys.executable, "-m", "datong", *arguments]
    return subprocess.run(command, env=environment(home), check=True, capture_output=True, text=True).stdout


def python(home: Path, module: str, *arguments: str) -> str:
    """Run one module of this package in a data folder; its output. Raises CalledProcessError."""
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(
        command, env=environment(home), check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT
    ).stdout


def watched(home: Path, module: str) -> tuple[str, float]:
    """Run one module and watch it: its output, and the peak of its memory with its children's, in megabytes."""
    command = [sys.executable, "-m", module]
    peak = 0.0
    with subprocess.Popen(
        command, env=environment(home), stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        while process.poll() is None:
            peak = max(peak, sum(map(resident, family(process.pid))))
            time.sleep(0.02)
        output = process.stdout.read() if process.stdout else ""
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return output, peak


def family(pid: int) -> list[int]:
    """A process and everything it started."""
    with contextlib.suppress(OSError):
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return [pid, *(found for child in children for found in family(int(child)))]
    return [pid]


def resident(pid: int) -> float:
    """Resident memory of a process in megabytes; 0 when it is gone."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
    return 0.0
