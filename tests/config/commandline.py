"""The command line for tests: inside this process, over the tests' database; or as a child process with a data folder."""

import contextlib
import io
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = (
    "DATABASE_URL",
    "DATONG_KEYS",
    "DATONG_SECRET_KEY",
    "DATONG_HTTPS",
    "DATONG_DEBUG",
    "DJANGO_SETTINGS_MODULE",
)


@dataclass(frozen=True)
class Done:
    """What a command answered with."""

    returncode: int
    stdout: str
    stderr: str


def datong(*arguments: str | Path) -> Done:
    """Run a command in this process: quick, and over the database of the test."""
    from datong.config.cli import run

    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            status = run([str(argument) for argument in arguments])
        except SystemExit as stop:
            status = int(stop.code or 0)
    told = [stream.buffer.getvalue().decode() for stream in (out, err)]  # type: ignore[attr-defined]
    return Done(status, *told)


@dataclass(frozen=True)
class Datong:
    """The command line over one data folder."""

    home: Path

    def __call__(self, *arguments: str | Path, **extra: str) -> subprocess.CompletedProcess[str]:
        """Run it; nothing is raised for a failure. `extra`: environment."""
        environment = {name: value for name, value in os.environ.items() if name not in LEFT_OUT}
        return subprocess.run(
            [sys.executable, "-m", "datong", *map(str, arguments)],
            env=environment | {"DATONG_HOME": str(self.home), "PYTHONPATH": str(ROOT / "src")} | extra,
            cwd=self.home,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
