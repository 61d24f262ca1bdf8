"""How far an import has come, written where a page can read it (导入进度).

The process that imports writes a small file, at most four times a second and always whole; the page reads it.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from datong.kernel import clock

__all__ = ["EVERY", "Meter", "Progress", "read_progress"]

EVERY = 0.25


@dataclass(frozen=True)
class Progress:
    """`done` of `total` rows known so far; `stage` is the sheet at work; `part` of the whole work, 0 to 1, by the
    sizes of the workbooks; `seconds` since the start."""

    stage: str = ""
    done: int = 0
    total: int = 0
    workbook: int = 1
    workbooks: int = 1
    part: float = 0.0
    seconds: float = 0.0

    @property
    def percent(self) -> int:
        return min(99, int(self.part * 100))

    @property
    def rate(self) -> int | None:
        """Rows a second; None before anything is known."""
        return int(self.done / self.seconds) if self.done and self.seconds >= 1 else None

    @property
    def left(self) -> int | None:
        """Seconds left, at least 1; None before a twentieth is done."""
        if self.part < 0.05 or self.seconds < 1:
            return None
        return max(1, round(self.seconds * (1 - self.part) / self.part))


class Meter:
    """Told by the import: (sheet, rows done, rows known) of the workbook at work. `sizes`: bytes of each workbook.

    Other work has `stages` by name instead of workbooks, and sizes for the part of the time each takes.
    """

    def __init__(self, path: Path, sizes: Sequence[int], stages: Sequence[str] = ()) -> None:
        self.path, self.sizes, self.stages = path, [max(1, size) for size in sizes] or [1], tuple(stages)
        self.started = self.written = clock.now()
        self.stage, self.base, self.done, self.total, self.workbook = "", 0, 0, 0, 0
        self.lock, self.timer = threading.Lock(), None
        self._write()

    timer: threading.Timer | None

    def __call__(self, stage: str, done: int, total: int) -> None:
        with self.lock:
            if stage in self.stages:
                self._at(stage, done, total)
            elif total:
                if self.workbook == 0 or done < self.done or total != self.total:
                    self.base += self.total
                    self.workbook = min(self.workbook + 1, len(self.sizes))
                self.done, self.total = done, total
            self.stage = stage
            wait = EVERY - (clock.now() - self.written).total_seconds()
            if wait <= 0:
                self._write()
            elif self.timer is None:
                self.timer = threading.Timer(wait, self._later)
                self.timer.daemon = True
                self.timer.start()

    def close(self) -> None:
        """Write no more, and take the file away."""
        with self.lock:
            if self.timer is not None:
                self.timer.cancel()
            self.path.unlink(missing_ok=True)

    def _at(self, stage: str, done: int, total: int) -> None:
        """A stage counts for itself, from nothing."""
        self.workbook, self.done, self.total = self.stages.index(stage) + 1, done, total

    def _later(self) -> None:
        with self.lock:
            self.timer = None
            if self.path.exists():
                self._write()

    def _part(self) -> float:
        before = sum(self.sizes[: max(0, self.workbook - 1)])
        here = self.sizes[self.workbook - 1] * (self.done / self.total) if self.total else 0
        return (before + here) / sum(self.sizes)

    def _write(self) -> None:
        self.written = clock.now()
        content = {
            "stage": self.stage,
            "done": self.base + self.done,
            "total": self.base + self.total,
            "workbook": max(1, self.workbook),
            "workbooks": len(self.sizes),
            "part": self._part(),
            "started": self.started.isoformat(),
        }
        beside = self.path.with_suffix(".part")
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(content, file)
        beside.replace(self.path)


def read_progress(path: Path) -> Progress:
    """What the file says; the beginning when there is none yet."""
    try:
        content = json.loads(path.read_text())
    except (OSError, ValueError):
        return Progress()
    started = datetime.fromisoformat(content.pop("started"))
    return Progress(**content, seconds=(clock.now() - started).total_seconds())
