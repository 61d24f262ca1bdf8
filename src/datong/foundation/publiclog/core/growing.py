"""What must be written when a log grows: its new bundles and tiles."""

from collections.abc import Iterator, Sequence

from datong.foundation.publiclog.core.files import Folder, Read, Tree
from datong.kernel.tlog.tiles import HEIGHT, WIDTH, bundle, entries_path, levels, tile_path
from datong.kernel.tlog.tree import root

__all__ = ["BATCH", "aligned", "grow"]

BATCH = WIDTH * WIDTH
"""Entries written together; a multiple of this leaves no partial tile behind."""

MASK = WIDTH - 1
File = tuple[str, bytes]


def aligned(size: int) -> int:
    """The first entry of the bundle in which entry number `size` will stand."""
    return size & ~MASK


def grow(folder: Folder, size: int, entries: Sequence[bytes], leaves: list[bytes]) -> None:
    """Write the files of a log of `size` entries grown to `aligned(size) + len(entries)`; `entries` and
    their leaf hashes begin at `aligned(size)`.

    Files of the log of `size` entries stay as they are, but for partial ones that a full one replaces. May be repeated
    after a crash at any point: it writes the same again. Raises files.Unreadable.
    """
    folder.write_all(changed(folder.read, size, entries, leaves))
    new = aligned(size) + len(entries)
    for level in range(levels(size)):
        n, width = divmod(size >> HEIGHT * level, WIDTH)
        if width and new >> HEIGHT * (level + 1) > n:
            folder.remove(f"{tile_path(level, n)}.p")
            if level == 0:
                folder.remove(f"{entries_path(n)}.p")


def changed(read: Read, size: int, entries: Sequence[bytes], leaves: list[bytes]) -> Iterator[File]:
    """Every file that is new, bundles first."""
    start = aligned(size)
    for at in range(0, len(entries), WIDTH):
        part = entries[at : at + WIDTH]
        yield entries_path((start + at) // WIDTH, len(part)), bundle(part)
    old = Tree(read, size)
    row = leaves
    for level in range(levels(start + len(entries))):
        before = size >> HEIGHT * (level + 1)
        above = []
        for at in range(0, len(row), WIDTH):
            part = row[at : at + WIDTH]
            yield tile_path(level, (start + at) // WIDTH, len(part)), b"".join(part)
            if len(part) == WIDTH:
                above.append(root(part))
        if not above:
            return
        start = aligned(before)
        row = [*(old.tile(level + 1, before // WIDTH) if before > start else []), *above]
