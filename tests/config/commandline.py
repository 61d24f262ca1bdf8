"""`python -m datong` in a data folder of its own, on SQLite, as a child process."""

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
