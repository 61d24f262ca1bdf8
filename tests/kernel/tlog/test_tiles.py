"""Tiles and bundles: where they lie, how wide they are, what is in them."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datong.kernel.tlog import tiles, tree
from datong.kernel.tlog.tiles import BadBundle
from tests.kernel.tlog.vectors import LOG

ENTRIES = [b"entry-%d" % number for number in range(300)]


@pytest.mark.parametrize(
    ("level", "n", "width", "path"),
    [
        (0, 0, 256, "tile/0/000"),
        (0, 1, 44, "tile/0/001.p/44"),
        (1, 999, 256, "tile/1/999"),
        (0, 1000, 1, "tile/0/x001/000.p/1"),
        (2, 1234067, 256, "tile/2/x001/x234/067"),
        (0, 1234067, 5, "tile/0/x001/x234/067.p/5"),
        (63, 7, 255, "tile/63/007.p/255"),
    ],
)
def test_where_a_tile_lies(level: int, n: int, width: int, path: str) -> None:
    assert tiles.tile_path(level, n, width) == path


def test_where_a_bundle_lies() -> None:
    assert tiles.entries_path(1234067) == "tile/entries/x001/x234/067"
    assert tiles.entries_path(1, 44) == "tile/entries/001.p/44"


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (0, []),
        (1, [(0, 1)]),
        (255, [(0, 255)]),
        (256, [(1, 0), (0, 1)]),
        (300, [(1, 44), (0, 1)]),
        (65_536, [(256, 0), (1, 0), (0, 1)]),
        (70_000, [(273, 112), (1, 17), (0, 1)]),
    ],
)
def test_widths(size: int, expected: list[tuple[int, int]]) -> None:
    assert tiles.levels(size) == len(expected)
    assert [tiles.widths(level, size) for level in range(len(expected))] == expected


def test_files_of_the_vectors() -> None:
    leaves = tree.leaf_hashes(ENTRIES)
    files = {
        "tile/entries/000": tiles.bundle(ENTRIES[:256]),
        "tile/entries/001.p/44": tiles.bundle(ENTRIES[256:]),
        "tile/0/000": b"".join(leaves[:256]),
        "tile/0/001.p/44": b"".join(leaves[256:]),
        "tile/1/000.p/1": tree.root(leaves[:256]),
    }
    assert {name: sha256(data).hexdigest() for name, data in files.items()} == LOG["files_sha256"]


@given(st.lists(st.binary(max_size=300), max_size=20))
def test_a_bundle_gives_its_entries_back(entries: list[bytes]) -> None:
    assert tiles.unbundle(tiles.bundle(entries), len(entries)) == entries


def test_the_largest_entry() -> None:
    assert tiles.unbundle(tiles.bundle([b"x" * 65_535]), 1) == [b"x" * 65_535]
    with pytest.raises(BadBundle) as caught:
        tiles.bundle([b"x" * 65_536])
    assert caught.value.text.zh == "记录有 65536 个字节，最多 65535 个。"


@pytest.mark.parametrize(
    ("data", "count"),
    [
        (b"", 1),
        (b"\x00", 1),
        (b"\x00\x03ab", 1),
        (b"\xff\xff", 1),
        (b"\x00\x01a", 0),
        (b"\x00\x01a\x00", 1),
        (b"\x00\x01a\x00\x01b", 1),
        (b"\x00\x01a\x00\x01b", 3),
    ],
)
def test_no_bundle(data: bytes, count: int) -> None:
    with pytest.raises(BadBundle):
        tiles.unbundle(data, count)


@given(st.binary(max_size=600), st.integers(0, 256))
def test_garbage_never_crashes(data: bytes, count: int) -> None:
    try:
        entries = tiles.unbundle(data, count)
    except BadBundle:
        return
    assert tiles.bundle(entries) == data
