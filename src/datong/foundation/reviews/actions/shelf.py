"""Where a list lies until its run (名单的存放): sealed, for the owner of the process only; and the bench it is compared on.

reviews/lists/<random>   one file, sealed with the county's keys
reviews/bench/<random>   plain columns for the engine, gone with the run, whatever becomes of it; what a process that was
                         ended left there goes when the next one begins
"""

import base64
import contextlib
import fcntl
import os
import re
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from datong.foundation.storage import service as storage

PLACE = "reviews_listing.file"
TOKEN = re.compile(r"[0-9a-f]{32}")


def root(part: str) -> Path:
    """A folder of ours, for the owner only."""
    folder = Path(settings.DATONG_HOME) / "reviews" / part
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def put(content: bytes) -> str:
    """Store a file sealed; its name."""
    token = secrets.token_hex(16)
    sealed = storage.seal(PLACE, base64.b85encode(content).decode())
    with os.fdopen(os.open(root("lists") / token, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(sealed)
    return token


def get(token: str) -> bytes:
    """A stored file. Raises FileNotFoundError."""
    if not TOKEN.fullmatch(token):
        raise FileNotFoundError(token)
    return base64.b85decode(storage.unseal(PLACE, (root("lists") / token).read_bytes()))


def drop(token: str) -> None:
    """Destroy a stored file; one that is gone already is no error."""
    if TOKEN.fullmatch(token):
        (root("lists") / token).unlink(missing_ok=True)


def stored() -> set[str]:
    """Every file there is."""
    return {path.name for path in root("lists").iterdir()}


@contextmanager
def bench() -> Iterator[Path]:
    """A folder to work in, mode 700, that is gone afterwards. It is locked as long as somebody works in it."""
    with held(root("bench")):
        sweep()
        made = tempfile.TemporaryDirectory(dir=root("bench"))
        mine = os.open(made.name, os.O_RDONLY)
        fcntl.flock(mine, fcntl.LOCK_EX)
    try:
        with made:
            yield Path(made.name)
    finally:
        os.close(mine)


def clear() -> None:
    """Take away what processes that were ended left behind."""
    with held(root("bench")):
        sweep()


def sweep() -> None:
    """Folders that nobody holds; the caller holds the bench, so that none is just being made."""
    for folder in root("bench").iterdir():
        with contextlib.suppress(OSError), held(folder, wait=False):
            shutil.rmtree(folder)


@contextmanager
def held(folder: Path, *, wait: bool = True) -> Iterator[None]:
    """Hold a folder against other processes. Raises OSError when it is gone, or held and not waited for."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        yield
    finally:
        os.close(handle)
