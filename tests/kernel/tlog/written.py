"""The files of a log, made straight from the format: for verifiers to read, and to be forged."""

from collections.abc import Sequence

from datong.kernel.tlog import tiles, tree


def files(entries: Sequence[bytes]) -> dict[str, bytes]:
    """Bundles and tiles by name."""
    found = {}
    for at in range(0, len(entries), 256):
        part = entries[at : at + 256]
        found[tiles.entries_path(at // 256, len(part))] = tiles.bundle(part)
    row, level = [tree.leaf_hash(entry) for entry in entries], 0
    while row:
        for at in range(0, len(row), 256):
            part = row[at : at + 256]
            found[tiles.tile_path(level, at // 256, len(part))] = b"".join(part)
        row = [tree.root(row[at : at + 256]) for at in range(0, len(row) - 255, 256)]
        level += 1
    return found
