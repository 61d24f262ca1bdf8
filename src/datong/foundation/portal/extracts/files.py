"""Files of an export: each is whole or not there; what has not changed is left alone."""

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path


def file_of(address: str) -> str:
    """Where an address of the site lies below the folder: /open/v/… is open/v/…/index.html. Raises ValueError for one that
    would lie outside of it."""
    path = address.lstrip("/")
    if any(part in {"..", "."} for part in path.split("/")) or "\x00" in path:
        raise ValueError(f"not an address of the site: {address}")
    return path + "index.html" if path.endswith("/") or not path else path


def put(folder: str, path: str, body: bytes) -> bool:
    """Write one file beside its place and move it there; whether anything changed: a file that holds the same bytes keeps
    its time, so that copies elsewhere need not be renewed."""
    target = f"{folder}/{path}"
    if same(target, body):
        return False
    aside = Path(f"{target}.new")
    aside.parent.mkdir(parents=True, exist_ok=True)
    aside.write_bytes(body)
    aside.replace(target)
    return True


def link(folder: str, path: str, other: str) -> None:
    """Let one file be another, written already."""
    target = Path(folder, path)
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = f"{target}.new"
    Path(aside).unlink(missing_ok=True)
    linked(f"{folder}/{other}", aside)
    os.replace(aside, target)  # noqa: PTH105
    Path(aside).unlink(missing_ok=True)  # replacing a link by itself leaves both


def written(target: str, body: bytes) -> None:
    """A new file in a folder that is there."""
    made = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    try:
        rest = memoryview(body)
        while rest:
            rest = rest[os.write(made, rest) :]
    finally:
        os.close(made)


def linked(source: str, target: str) -> None:
    """One file under a second name; a copy where the disk knows no links."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def same(target: str, body: bytes) -> bool:
    """Whether a file holds these bytes."""
    try:
        with open(target, "rb") as there:  # noqa: PTH123
            return os.fstat(there.fileno()).st_size == len(body) and there.read() == body
    except OSError:
        return False


def remove(folder: Path, paths: Iterable[str]) -> int:
    """Remove files, and folders that are empty then; how many files went."""
    gone = 0
    for path in paths:
        target = folder / path
        if target.is_file():
            target.unlink()
            gone += 1
            prune(folder, target.parent)
    return gone


def prune(folder: Path, below: Path) -> None:
    """Remove a folder and those above it as far as they are empty."""
    while below != folder and not any(below.iterdir()):
        below.rmdir()
        below = below.parent


def remove_tree(folder: Path, path: str) -> int:
    """Remove everything below an address; how many files went."""
    target = folder / path
    gone = sum(len(files) for _, _, files in os.walk(target))
    shutil.rmtree(target, ignore_errors=True)
    return gone


def strays(folder: Path, path: str, kept: set[str]) -> Iterator[str]:
    """Files below an address that are none of these."""
    for root, _, names in os.walk(folder / path):
        for name in names:
            found = (Path(root) / name).relative_to(folder).as_posix()
            if found not in kept:
                yield found
