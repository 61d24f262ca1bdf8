"""The log's files: durable writing, and the tree read back from its tiles.

A name is a path under the log's prefix, such as "tile/0/000". Whoever reads gets a function `name -> bytes` that raises
FileNotFoundError, so that a folder and a web address are read alike.
"""

import fcntl
import json
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from datong.foundation.publiclog.core.refusal import Unreadable
from datong.kernel.bilingual import Text
from datong.kernel.tlog import tree
from datong.kernel.tlog.tiles import (
    HEIGHT,
    WIDTH,
    BadBundle,
    entries_path,
    levels,
    tile_path,
    unbundle,
    widths,
)

__all__ = ["CHECKPOINT", "VKEY", "Folder", "Read", "Tree", "names"]

Read = Callable[[str], bytes]
CHECKPOINT = "checkpoint"
VKEY = "vkey"
STATE = ".state"
TOGETHER = 16
SHORT = Text(
    "{name} 应有 {wanted} 个字节，实有 {found} 个", "{name} must have {wanted} bytes and has {found}"
)
BUNDLE = Text("{name}：{why}", "{name}: {why}")
ABSENT = Text("缺少文件 {name}", "The file {name} is missing")


class Folder:
    """The folder of a log. What is written stays written: file and folder are on disk before `write` returns."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self, name: str) -> bytes:
        """A file's bytes; raises FileNotFoundError."""
        with open(f"{self.path}/{name}", "rb", buffering=0) as file:  # noqa: PTH123 - thousands of them when a log is checked
            return file.readall()

    def holds(self, name: str, data: bytes) -> bool:
        """Whether a file is there with these bytes."""
        try:
            return self.read(name) == data
        except FileNotFoundError:
            return False

    def write(self, name: str, data: bytes) -> None:
        """Put `data` in the place of the file at once: readers see the old bytes or the new ones, a crash leaves either."""
        self.write_all([(name, data)])

    def write_all(self, files: Iterable[tuple[str, bytes]]) -> None:
        """Write many files, each as `write` does; cheaper than one after another, since the disk is waited for together."""
        spares = [(spare(self.path / name, data), self.path / name) for name, data in files]
        settle(temporary for temporary, _ in spares)
        for temporary, path in spares:
            temporary.replace(path)
        settle({path.parent for _, path in spares})

    def remove(self, name: str) -> None:
        """Remove a file or folder of files, if there is one."""
        path = self.path / name
        if path.is_dir():
            for each in path.iterdir():
                each.unlink(missing_ok=True)
            path.rmdir()

    @contextmanager
    def locked(self, *, wait: bool = True) -> Iterator[bool]:
        """Alone on this machine while inside; False when another is at it and there is no waiting."""
        self.path.mkdir(parents=True, exist_ok=True)
        with (self.path / ".lock").open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError:
                yield False
                return
            yield True

    def say(self, text: Text | None) -> None:
        """Leave word of what keeps the log from going on; None: nothing does."""
        if text is None:
            (self.path / STATE).unlink(missing_ok=True)
        else:
            self.write(STATE, json.dumps({"zh": text.zh, "en": text.en}, ensure_ascii=False).encode())

    def said(self) -> Text | None:
        """The word left last."""
        try:
            return Text(**json.loads(self.read(STATE)))
        except (FileNotFoundError, ValueError, TypeError):
            return None


def spare(path: Path, data: bytes) -> Path:
    """A file beside `path`, not settled yet. Raises OSError."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        temporary.write_bytes(data)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_bytes(data)
    return temporary


def settle(paths: Iterable[Path]) -> None:
    """Wait until the disk has them; asked at the same time, it writes many in one go."""
    with ThreadPoolExecutor(TOGETHER) as pool:
        list(pool.map(synced, paths))


def synced(path: Path) -> None:
    """Wait until the disk has it."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def names(size: int) -> Iterator[str]:
    """Every file of a log of `size` entries but the checkpoint: bundles, then tiles level by level."""
    full, width = widths(0, size)
    yield from (entries_path(n) for n in range(full))
    if width:
        yield entries_path(full, width)
    for level in range(levels(size)):
        full, width = widths(level, size)
        yield from (tile_path(level, n) for n in range(full))
        if width:
            yield tile_path(level, full, width)


@lru_cache(maxsize=256)
def pyramid(data: bytes) -> list[list[bytes]]:
    """The rows over a tile: its hashes, their parents and so on. Kept by the tile's bytes, so a changed file is noticed."""
    rows = [[data[at : at + tree.SIZE] for at in range(0, len(data), tree.SIZE)]]
    while len(rows[-1]) > 1:
        rows.append(tree.parents(rows[-1]))
    return rows


class Tree:
    """A tree of `size` leaves read from its files. Every file is read once; use a fresh one for what may have changed."""

    def __init__(self, read: Read, size: int) -> None:
        self.read = read
        self.size = size
        self.rows: dict[tuple[int, int], list[list[bytes]]] = {}
        self.bundles: dict[int, list[bytes]] = {}

    def node(self, level: int, index: int) -> bytes:
        """The hash of a full subtree; see `tree`. Raises Unreadable."""
        storey, above = divmod(level, HEIGHT)
        n, at = divmod(index << above, WIDTH)
        return self.pyramid(storey, n)[above][at >> above]

    def tile(self, level: int, n: int) -> list[bytes]:
        """The hashes of a tile, as many as this tree has. Raises Unreadable."""
        return self.pyramid(level, n)[0]

    def pyramid(self, level: int, n: int) -> list[list[bytes]]:
        """The rows of a tile: its hashes, their parents and so on; row 8 of a full tile is its one hash."""
        rows = self.rows.get((level, n))
        if rows is None:
            data = self.file(lambda width: tile_path(level, n, width), self.width(level, n), tree.SIZE)
            rows = self.rows[level, n] = pyramid(data)
        return rows

    def entry(self, index: int) -> bytes:
        """An entry's bytes. Raises Unreadable; IndexError outside the tree."""
        if not 0 <= index < self.size:
            raise IndexError(index)
        n, at = divmod(index, WIDTH)
        if n not in self.bundles:
            self.bundles[n] = self.bundle(n)
        return self.bundles[n][at]

    def bundle(self, n: int) -> list[bytes]:
        """The entries of a bundle. Raises Unreadable."""
        width = self.width(0, n)
        try:
            return unbundle(self.file(lambda w: entries_path(n, w), width, 0), width)
        except BadBundle as error:
            raise Unreadable(BUNDLE.format(name=entries_path(n, width), why=error.text)) from error

    def root(self) -> bytes:
        """The root by the tiles. Raises Unreadable."""
        return tree.range_root(0, self.size, self.node)

    def frontier(self) -> tree.Frontier:
        """The right edge, to grow from. Raises Unreadable."""
        return tree.Frontier(self.size, [self.node(*peak) for peak in tree.peaks(self.size)])

    def width(self, level: int, n: int) -> int:
        """How many hashes of a tile this tree has."""
        return max(0, min(WIDTH, (self.size >> HEIGHT * level) - n * WIDTH))

    def file(self, name: Callable[[int], str], width: int, unit: int) -> bytes:
        """A file of this width; where a full one has replaced the partial tile, the beginning of that (`unit` bytes each)."""
        try:
            data = self.read(name(width))
        except FileNotFoundError as error:
            data = self.read_full(name, width, unit, error)
        if unit and len(data) != width * unit:
            raise Unreadable(SHORT.format(name=name(width), wanted=width * unit, found=len(data)))
        return data

    def read_full(self, name: Callable[[int], str], width: int, unit: int, error: FileNotFoundError) -> bytes:
        """The beginning of the full file. Raises Unreadable when there is none."""
        try:
            data = self.read(name(WIDTH))
        except FileNotFoundError:
            raise Unreadable(ABSENT.format(name=name(width))) from error
        if unit:
            return data[: width * unit]
        at = 0
        for _ in range(width):
            at += 2 + int.from_bytes(data[at : at + 2], "big")
        return data[:at]
