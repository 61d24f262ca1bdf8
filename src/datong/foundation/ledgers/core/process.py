"""The parent's end of the reading process (子进程的启动与接收): start it, wait for frames, judge its end."""

from __future__ import annotations

import contextlib
import importlib.util
import marshal
import os
import select
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from datong.foundation.ledgers.core.limits import Limits
from datong.foundation.ledgers.core.refusals import UnreadableWorkbook
from datong.foundation.ledgers.core.signature import problem_of

__all__ = ["ReadingProcess"]

# A package by another name, so that the modules beside this one can be imported without the site above them.
_BOOT = (
    "import sys;p=type(sys)('datong_reading');p.__path__=[sys.argv[1]];sys.modules[p.__name__]=p;"
    "sys.path.append(sys.argv[2]);from datong_reading.child import main;main()"
)
_PIPE_BYTES = 1 << 20
_OPEN = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK  # a pipe or device named .xlsx must not hold us up
_TOO_LONG = {signal.SIGXCPU, signal.SIGALRM}
_OUT_OF_MEMORY = {signal.SIGABRT}
_STOPPED = {signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP}


class ReadingProcess:
    """One child that reads one workbook. Close it, or leave its `with` block: then it is dead.

    The time limit counts only the time spent waiting for the child, not the time it waits for us.
    Raises UnreadableWorkbook on construction when the file is none that a child should see.
    """

    def __init__(self, path: Path, limits: Limits) -> None:
        self._limits = limits
        self._left = float(limits.seconds)
        self._ready = False
        descriptor = _opened(path)
        try:
            _check(descriptor, limits)
            self._child = subprocess.Popen(  # noqa: S603
                _command(limits),
                stdin=descriptor,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={"LC_ALL": "C.UTF-8", "RUST_BACKTRACE": "0"},
                bufsize=0,
            )
        finally:
            os.close(descriptor)
        if self._child.stdout is None:
            raise RuntimeError("the reading process has no output")
        self._output = self._child.stdout.fileno()
        _widen(self._output)
        self._poll = select.poll()
        self._poll.register(self._output, select.POLLIN)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the child, whatever it is doing."""
        self._child.kill()
        self._child.wait()
        if self._child.stdout is not None:
            self._child.stdout.close()

    def frame(self) -> tuple[Any, ...]:
        """The next frame; never ("refused", ...) or ("ready",). Raises UnreadableWorkbook."""
        frame = self._next()
        if frame[0] == "ready":
            self._ready = True
            return self.frame()
        if frame[0] == "refused":
            raise UnreadableWorkbook(frame[1], **frame[2])
        return frame

    def _next(self) -> tuple[Any, ...]:
        length = int.from_bytes(self._exactly(4), "little")
        if length > self._limits.memory_bytes:
            raise UnreadableWorkbook("damaged")
        try:
            frame: tuple[Any, ...] = marshal.loads(self._exactly(length))  # noqa: S302
        except (ValueError, EOFError, TypeError):
            raise UnreadableWorkbook("damaged") from None
        return frame

    def _exactly(self, length: int) -> bytearray:
        data = bytearray()
        while len(data) < length:
            self._wait()
            piece = os.read(self._output, min(length - len(data), _PIPE_BYTES))
            if not piece:
                raise self._ended()
            data += piece
        return data

    def _wait(self) -> None:
        since = time.monotonic()
        if not self._poll.poll(max(0.0, self._left) * 1000):
            raise UnreadableWorkbook("timeout", limit=self._limits.seconds)
        self._left -= time.monotonic() - since

    def _ended(self) -> Exception:
        """What to say of a child that ended without saying anything itself."""
        status = self._child.wait()
        if status > 0 and not self._ready:
            return RuntimeError(f"the reading process could not start (exit status {status})")
        if -status in _TOO_LONG:
            return UnreadableWorkbook("timeout", limit=self._limits.seconds)
        if -status in _OUT_OF_MEMORY:
            return UnreadableWorkbook("memory")
        return UnreadableWorkbook("stopped" if -status in _STOPPED else "damaged")


def _command(limits: Limits) -> list[str]:
    """Isolated and without site-packages, save the folder that holds the reader's library."""
    spec = importlib.util.find_spec("python_calamine")
    if spec is None or spec.origin is None:
        raise RuntimeError("python-calamine is not installed")
    library = str(Path(spec.origin).parent.parent)
    numbers = marshal.dumps(limits.as_dict()).hex()
    return [sys.executable, "-I", "-S", "-c", _BOOT, str(Path(__file__).parent), library, numbers]


def _opened(path: Path) -> int:
    try:
        return os.open(path, _OPEN)
    except FileNotFoundError:
        raise UnreadableWorkbook("not_found") from None
    except IsADirectoryError:
        raise UnreadableWorkbook("not_a_file") from None
    except OSError:
        raise UnreadableWorkbook("no_access") from None


def _check(descriptor: int, limits: Limits) -> None:
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        raise UnreadableWorkbook("not_a_file")
    if status.st_size > limits.file_bytes:
        raise UnreadableWorkbook("too_large", limit_mb=limits.file_bytes // 1_000_000)
    with open(descriptor, "rb", closefd=False) as file:
        if code := problem_of(file, status.st_size):
            raise UnreadableWorkbook(code)


def _widen(pipe: int) -> None:
    """A larger pipe lets the child go on while we work; Linux only, and never needed."""
    with contextlib.suppress(ImportError, AttributeError, OSError):
        import fcntl  # noqa: PLC0415

        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)
