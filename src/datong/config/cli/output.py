"""How the command line speaks: text, files, a progress bar on a terminal."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tqdm import tqdm


def say(text: str) -> None:
    """One line on standard output."""
    print(text)  # noqa: T201 - the command line speaks


def told(sentence: Any) -> int:
    """Say why not, on standard error; status 2."""
    print(f"datong: {sentence}", file=sys.stderr)  # noqa: T201 - the command line speaks
    return 2


def write(path: Path, content: str | bytes) -> None:
    """Write a file, or standard output for `-`."""
    data = content.encode() if isinstance(content, str) else content
    if str(path) == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    else:
        path.write_bytes(data)


def as_json(value: Any) -> str:
    """JSON for people and machines."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def bar(unit: str = "rows") -> Callable[[str, int, int], None]:
    """A progress bar on a terminal, nothing in a pipe: call it with (stage, rows done, rows in all)."""
    shown = tqdm(disable=not sys.stderr.isatty(), unit=f" {unit}", unit_scale=True, leave=False, total=0)

    def progress(stage: str, done: int, total: int) -> None:
        shown.total = total
        shown.set_description(stage, refresh=False)
        shown.n = done
        shown.refresh()
        if done >= total:
            shown.clear()

    return progress
