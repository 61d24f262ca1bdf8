"""Tiles and entry bundles of C2SP tlog-tiles: where they lie, how wide they are, what is in them.

A tile holds up to 256 hashes of 32 bytes, one after another. Tile `n` of level `l` holds the hashes of the full
subtrees of 256^l leaves number n·256 and following. A bundle holds up to 256 entries, each after its length (uint16,
big-endian).
"""

from collections.abc import Iterable
from struct import Struct

from datong.kernel.bilingual import Text

HEIGHT = 8
WIDTH = 1 << HEIGHT
LARGEST = 0xFFFF
"""Bytes of the largest entry."""

LENGTH = Struct(">H")
TOO_LARGE = Text("记录有 {size} 个字节，最多 65535 个。", "The entry has {size} bytes; 65,535 are the most.")
CUT_OFF = Text("记录包在第 {at} 字节处断了。", "The entry bundle breaks off at byte {at}.")
LEFT_OVER = Text("记录包里有 {count} 条记录之外的内容。", "The entry bundle holds more than {count} entries.")


class BadBundle(ValueError):
    """Bytes that are not an entry bundle of so many entries; `text` says why."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en)


def number_path(n: int) -> str:
    """1234067 -> "x001/x234/067": groups of three digits, all but the last marked."""
    groups = [f"{n % 1000:03d}"]
    while n >= 1000:
        n //= 1000
        groups.append(f"x{n % 1000:03d}")
    return "/".join(reversed(groups))


def tile_path(level: int, n: int, width: int = WIDTH) -> str:
    """Where tile `n` of a level lies under the log's prefix: "tile/0/x001/x234/067.p/5"; a full one has no ".p"."""
    return f"tile/{level}/{number_path(n)}{partial(width)}"


def entries_path(n: int, width: int = WIDTH) -> str:
    """Where bundle `n` lies under the log's prefix: "tile/entries/x001/x234/067.p/5"."""
    return f"tile/entries/{number_path(n)}{partial(width)}"


def partial(width: int) -> str:
    """The ending of a tile that is not full."""
    return "" if width == WIDTH else f".p/{width}"


def widths(level: int, size: int) -> tuple[int, int]:
    """How many full tiles a level has in a log of `size` entries, and the width of the partial one (0: there is none)."""
    return divmod(size >> HEIGHT * level, WIDTH)


def levels(size: int) -> int:
    """How many levels have tiles."""
    return -(-size.bit_length() // HEIGHT)


def bundle(entries: Iterable[bytes]) -> bytes:
    """Entries as one bundle. Raises BadBundle for an entry above 65,535 bytes."""
    pack = LENGTH.pack
    parts: list[bytes] = []
    for entry in entries:
        if len(entry) > LARGEST:
            raise BadBundle(TOO_LARGE.format(size=len(entry)))
        parts += (pack(len(entry)), entry)
    return b"".join(parts)


def unbundle(data: bytes, count: int) -> list[bytes]:
    """The `count` entries of a bundle. Raises BadBundle when it holds fewer, more, or a wrong length."""
    at = 0
    try:
        entries = [data[at + 2 : (at := at + 2 + (data[at] << 8 | data[at + 1]))] for _ in range(count)]
    except IndexError as error:
        raise BadBundle(CUT_OFF.format(at=len(data))) from error
    if at != len(data):
        raise BadBundle(LEFT_OVER.format(count=count) if at < len(data) else CUT_OFF.format(at=len(data)))
    return entries
