"""Where Chromium is, and how the tests start it. `python -m tests.chromium` says so, or how to install it."""

import os
import shutil
import sys
from pathlib import Path

MISSING = (
    "找不到 Chromium：请执行 apt-get install chromium-headless-shell fonts-noto-cjk，或把环境变量 CHROMIUM 设为它的路径。\n"
    "Chromium was not found: run apt-get install chromium-headless-shell fonts-noto-cjk, or set CHROMIUM to its path."
)
# The first is the same engine without the windows around it: it takes two thirds of the time.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
]


class ChromiumMissing(RuntimeError):
    """Chromium is not installed here."""


def executable() -> str:
    """The path of Chromium: CHROMIUM, else the system's, rather without windows. Raises ChromiumMissing."""
    given = os.environ.get("CHROMIUM")
    if given and Path(given).exists():
        return given
    found = [] if given else [path for path in map(shutil.which, NAMES) if path]
    if not found:
        raise ChromiumMissing(MISSING)
    return found[0]


if __name__ == "__main__":
    try:
        executable()
    except ChromiumMissing as missing:
        sys.exit(str(missing))
