"""Files that one user alone may read: keys. Written whole or not at all, and on the disk before the call returns."""

import os
import tempfile
from pathlib import Path


def write(path: Path, text: str, *, once: bool = False) -> None:
    """Put `text` into the file with mode 600, its folder 700; readers see the old text or the new one.

    `once`: what is there already stays, so that processes and threads starting together keep the first one's.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")  # a name of its own, mode 600
    spare = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        if once:
            os.link(spare, path)
        else:
            spare.replace(path)
    except FileExistsError:
        if not once:
            raise
    finally:
        spare.unlink(missing_ok=True)
