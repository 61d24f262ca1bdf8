"""Where the workbooks of an import lie until it is done, and how one sees that its process is alive (上传文件的存放).

uploads/<random>/0.xlsx …    the workbooks, for the owner only, deleted after the run
jobs/<number>.json           progress
jobs/<number>.lock           locked as long as the process lives, whatever becomes of it
jobs/turn.lock               one import at a time
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import subprocess
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Shelf"]


@dataclass(frozen=True)
class Shelf:
    """The shelf in a data folder."""

    home: Path

    def progress(self, job: int) -> Path:
        """The progress file of a job."""
        return self._folder("jobs") / f"{job}.json"

    def put(self, files: Iterable[Iterable[bytes]]) -> tuple[str, list[int]]:
        """Store workbooks in a new folder of mode 700, files of mode 600: its name, and their sizes in bytes."""
        name = secrets.token_hex(16)
        folder = self._folder("uploads") / name
        folder.mkdir(mode=0o700)
        sizes = []
        for number, chunks in enumerate(files):
            path = folder / f"{number}.xlsx"
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                sizes.append(sum(file.write(chunk) for chunk in chunks))
        return name, sizes

    def workbooks(self, folder: str, count: int) -> list[Path]:
        """The workbooks of a folder, in order; none when the folder is gone."""
        paths = [self._folder("uploads") / folder / f"{number}.xlsx" for number in range(count)]
        return paths if all(path.exists() for path in paths) else []

    def drop(self, folder: str) -> None:
        """Delete a folder of workbooks."""
        shutil.rmtree(self._folder("uploads") / folder, ignore_errors=True)

    def folders(self) -> list[str]:
        """Every folder of workbooks there is."""
        return [path.name for path in self._folder("uploads").iterdir()]

    def hold(self, job: int) -> int:
        """Lock a job: the descriptor keeps it alive until it and its copies in child processes are closed.

        Raises BlockingIOError while somebody else holds it.
        """
        return self._lock(f"{job}.lock", fcntl.LOCK_EX | fcntl.LOCK_NB)

    def start(self, job: int, command: Sequence[str]) -> None:
        """Start a process of its own, with the hold on the job by which it is seen alive."""
        held = self.hold(job)
        try:
            process = subprocess.Popen(  # noqa: S603 - our own command with a number
                [*command],
                stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True, pass_fds=(held,),
            )  # fmt: skip
            threading.Thread(target=process.wait, daemon=True).start()
        finally:
            os.close(held)

    def alive(self, job: int) -> bool:
        """Whether somebody holds the job."""
        try:
            os.close(self.hold(job))
        except BlockingIOError:
            return True
        return False

    def forget(self, job: int) -> None:
        """Take a finished job's progress and lock away."""
        self.progress(job).unlink(missing_ok=True)
        self.progress(job).with_suffix(".lock").unlink(missing_ok=True)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait until no other import runs, then keep the others waiting."""
        descriptor = self._lock("turn.lock", fcntl.LOCK_EX)
        try:
            yield
        finally:
            os.close(descriptor)

    def _lock(self, name: str, how: int) -> int:
        descriptor = os.open(self._folder("jobs") / name, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, how)
        except OSError:
            os.close(descriptor)
            raise
        return descriptor

    def _folder(self, name: str) -> Path:
        folder = self.home / name
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder
