"""The zip archive inside an .xlsx, read strictly and in small pieces (压缩包的严格读取). Runs in the child.

The standard zipfile is not used: importing it costs as much as starting the child, and it follows what an
archive says about itself. Here sizes are counted, parts may not overlap, and what was counted is packed anew,
so that the reader behind sees these bytes and no others.
"""

from __future__ import annotations

import os
import struct
import zlib

TYPE_CHECKING = False  # typing itself would cost 5 ms of each start
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .limits import Limits

__all__ = ["Member", "Refused", "members", "packed_anew", "pieces"]

PIECE = 1 << 16
SMALL = 1_000_000  # below this many unpacked bytes no ratio is asked
STORED, DEFLATED = 0, 8
LOCKED = 0x1 | 0x40
DIRECTORY_BYTES = 1 << 22
LARGE_16, LARGE_32 = 0xFFFF, 0xFFFFFFFF

END = struct.Struct("<4sHHHHIIH")
END_64 = struct.Struct("<4sQHHIIQQQQ")
LOCATOR_64 = struct.Struct("<4sIQI")
ENTRY = struct.Struct("<4sHHHHHHIIIHHHHHII")
LOCAL = struct.Struct("<4sHHHHHIIIHH")


class Refused(Exception):
    """The workbook is not read: a code of `refusals.REASONS` and the numbers and names in its sentence."""

    def __init__(self, code: str, **params: object) -> None:
        self.code, self.params = code, params
        super().__init__(code)


class Member:
    """One part of the archive: where its packed bytes are and what its directory says of it."""

    __slots__ = ("crc", "method", "name", "offset", "packed", "unpacked")

    def __init__(self, name: str, *, method: int, crc: int, packed: int, unpacked: int, offset: int) -> None:
        self.name, self.method, self.crc = name, method, crc
        self.packed, self.unpacked, self.offset = packed, unpacked, offset


def members(fd: int, size: int, limits: Limits) -> list[Member]:
    """The parts of the archive in `fd` (`size` bytes), each with a header of its own where it says.

    Raises Refused: truncated, damaged, encrypted, zip_bomb.
    """
    count, directory_size, directory_at = _end(fd, size)
    if count > limits.members or directory_size > DIRECTORY_BYTES:
        raise Refused("zip_bomb")
    directory = os.pread(fd, directory_size, directory_at)
    found = list(_entries(directory, count))
    _check_sizes(found, size, limits)
    _check_places(fd, found, directory_at)
    return found


def pieces(fd: int, member: Member) -> Iterator[bytes]:
    """The unpacked bytes of one part, 64 KB at a time; never more than its directory declares.

    Raises Refused: zip_bomb (more than declared), damaged (less, or another checksum).
    """
    left, crc = member.unpacked, 0
    for piece in _unpacked(fd, member):
        left -= len(piece)
        if left < 0:
            raise Refused("zip_bomb")
        crc = zlib.crc32(piece, crc)
        yield piece
    if left or crc != member.crc:
        raise Refused("damaged")


def packed_anew(fd: int, parts: Iterable[tuple[Member, bytes | None]]) -> bytearray:
    """A plain archive of these parts: each with its payload, packed as the member says, or as in the file."""
    archive, directory, count = bytearray(), bytearray(), 0
    for member, payload in parts:
        name = member.name.encode()
        data = os.pread(fd, member.packed, member.offset) if payload is None else payload
        common = (20, 0x800, member.method, 0, 0x21, member.crc, len(data), member.unpacked, len(name), 0)
        entry = ENTRY.pack(b"PK\x01\x02", 20, *common, 0, 0, 0, 0, len(archive))
        directory += entry + name
        archive += LOCAL.pack(b"PK\x03\x04", *common) + name
        archive += data
        count += 1
    end = END.pack(b"PK\x05\x06", 0, 0, count, count, len(directory), len(archive), 0)
    archive += directory
    archive += end
    return archive


def _end(fd: int, size: int) -> tuple[int, int, int]:
    """Number of entries, size and place of the directory."""
    start = max(0, size - END.size - LARGE_16)
    tail = os.pread(fd, size - start, start)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or at + END.size > len(tail):
        raise Refused("truncated")
    _, disk, _, _, count, length, place, comment = END.unpack_from(tail, at)
    if at + END.size + comment > len(tail):
        raise Refused("truncated")
    end_at = start + at
    if LARGE_16 in (disk, count) or LARGE_32 in (length, place):
        count, length, place, end_at = _end_64(fd, end_at)
    if place + length != end_at:
        raise Refused("damaged")
    return count, length, place


def _end_64(fd: int, end_at: int) -> tuple[int, int, int, int]:
    locator = os.pread(fd, LOCATOR_64.size, max(0, end_at - LOCATOR_64.size))
    if len(locator) < LOCATOR_64.size or not locator.startswith(b"PK\x06\x07"):
        raise Refused("damaged")
    at = LOCATOR_64.unpack(locator)[2]
    end = os.pread(fd, END_64.size, at) if at < end_at else b""
    if len(end) < END_64.size or not end.startswith(b"PK\x06\x06"):
        raise Refused("damaged")
    count, length, place = END_64.unpack(end)[-3:]
    return count, length, place, at


def _entries(directory: bytes, count: int) -> Iterator[Member]:
    at, names = 0, set()
    for _ in range(count):
        if at + ENTRY.size > len(directory) or not directory.startswith(b"PK\x01\x02", at):
            raise Refused("damaged")
        fields = ENTRY.unpack_from(directory, at)
        flags, method, crc, packed, unpacked = *fields[3:5], *fields[7:10]
        name_size, extra_size, comment_size = fields[10:13]
        at += ENTRY.size
        extra = directory[at + name_size : at + name_size + extra_size]
        packed, unpacked, offset = _sizes(packed, unpacked, fields[16], extra)
        name = directory[at : at + name_size].decode("utf-8", "replace").replace("\\", "/")
        at += name_size + extra_size + comment_size
        if flags & LOCKED:
            raise Refused("encrypted")
        if method not in (STORED, DEFLATED) or ".." in name or "\0" in name or name.lower() in names:
            raise Refused("damaged")
        names.add(name.lower())
        yield Member(name, method=method, crc=crc, packed=packed, unpacked=unpacked, offset=offset)


def _sizes(packed: int, unpacked: int, offset: int, extra: bytes) -> tuple[int, int, int]:
    """The sizes, from the 64-bit field of `extra` where the 32-bit ones are full."""
    values = [unpacked, packed, offset]
    if LARGE_32 not in values:
        return packed, unpacked, offset
    wide = _extra_64(extra)
    for i, value in enumerate(values):
        if value == LARGE_32:
            if len(wide) < 8:
                raise Refused("damaged")
            values[i], wide = int.from_bytes(wide[:8], "little"), wide[8:]
    return values[1], values[0], values[2]


def _extra_64(extra: bytes) -> bytes:
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<HH", extra)
        if kind == 1:
            return extra[4 : 4 + length]
        extra = extra[4 + length :]
    return b""


def _check_sizes(found: list[Member], size: int, limits: Limits) -> None:
    total = sum(member.unpacked for member in found)
    worst = [(total, size), *((member.unpacked, member.packed) for member in found)]
    if any(unpacked > SMALL and unpacked > limits.ratio * packed for unpacked, packed in worst):
        raise Refused("zip_bomb")
    if total > limits.unpacked_bytes:
        raise Refused("too_large", limit_mb=limits.unpacked_bytes // SMALL)


def _check_places(fd: int, found: list[Member], directory_at: int) -> None:
    """Move each offset behind the part's own header; parts may not share bytes."""
    end = 0
    for member in sorted(found, key=lambda each: each.offset):
        header = os.pread(fd, LOCAL.size, member.offset) if member.offset < directory_at else b""
        if len(header) < LOCAL.size or not header.startswith(b"PK\x03\x04"):
            raise Refused("damaged")
        if member.offset < end:
            raise Refused("zip_bomb")
        name_size, extra_size = LOCAL.unpack(header)[-2:]
        member.offset += LOCAL.size + name_size + extra_size
        end = member.offset + member.packed
    if end > directory_at:
        raise Refused("damaged")


def _unpacked(fd: int, member: Member) -> Iterator[bytes]:
    at, end = member.offset, member.offset + member.packed
    inflate = zlib.decompressobj(-zlib.MAX_WBITS) if member.method == DEFLATED else None
    while at < end:
        packed = os.pread(fd, min(PIECE, end - at), at)
        if not packed:
            raise Refused("truncated")
        at += len(packed)
        if inflate is None:
            yield packed
            continue
        while packed:
            try:
                yield inflate.decompress(packed, PIECE)
            except zlib.error:
                raise Refused("damaged") from None
            packed = inflate.unconsumed_tail
    if inflate is not None:
        # what the last packed bytes still hold: decompress() above stops at PIECE even with no input left
        while piece := _rest(inflate):
            yield piece


def _rest(inflate: zlib._Decompress) -> bytes:
    try:
        return b"" if inflate.eof else inflate.decompress(b"", PIECE)
    except zlib.error:
        raise Refused("damaged") from None
