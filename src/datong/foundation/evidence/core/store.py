"""Files under their content's SHA-256: written once, whole or not at all, readable by the service alone."""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

DIGEST = re.compile(r"[0-9a-f]{64}")


def digest(content: bytes) -> str:
    """SHA-256 in 64 lower-case hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def path_of(root: Path, sha256: str) -> Path:
    """Where a content lies; raises ValueError for anything but a digest."""
    if not DIGEST.fullmatch(sha256):
        raise ValueError("not a SHA-256")
    return root / sha256[:2] / sha256


def write(root: Path, content: bytes) -> str:
    """Store a content and return its digest; nothing is written where it lies already as it should."""
    sha256 = digest(content)
    path = path_of(root, sha256)
    if read(root, sha256) is not None:
        return sha256
    for folder in (root, path.parent):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")  # 0600
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    settle(path.parent)
    return sha256


def settle(folder: Path) -> None:
    """Make names in a folder outlast a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read(root: Path, sha256: str) -> bytes | None:
    """The content; None when it is missing or not what it was."""
    with suppress(FileNotFoundError):
        content = path_of(root, sha256).read_bytes()
        if digest(content) == sha256:
            return content
    return None


def exists(root: Path, sha256: str) -> bool:
    return path_of(root, sha256).exists()


def remove(root: Path, sha256: str) -> None:
    """Destroy a content; one that is gone already is no error."""
    path = path_of(root, sha256)
    path.unlink(missing_ok=True)
    if path.parent.exists():
        settle(path.parent)


def stored(root: Path) -> Iterator[str]:
    """Digests of every stored content, in order."""
    for folder in sorted(root.glob("??")):
        yield from sorted(path.name for path in folder.iterdir() if DIGEST.fullmatch(path.name))
