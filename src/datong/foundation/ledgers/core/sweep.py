"""The first look at a part of a workbook: one pass, a few searches (部件的快速扫描). Runs in the child.

What a sheet says of its own extent is not believed, but it makes the check cheap: one search for anything
outside it. A sheet that is wrong about itself, or holds formulas or errors, needs the closer look of
`measure`.
"""

from __future__ import annotations

import re
from array import array
from itertools import chain

from .archive import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Claim", "Strings", "Sweep", "column_number"]

LONGEST_TAG = 4096
NO_SHEETS = (b"sst", b"styleSheet", b"workbook", b"Relationships", b"Types")
WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00")
COMMENT = re.compile(rb"<!--.*?-->", re.S)
DECLARATION = re.compile(rb"<!")
ENCODING = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["'](?!utf-?8["']|us-ascii["'])""", re.I)
ROOT = re.compile(rb"<(?:\w+:)?(\w+)[\s/>]")
DIMENSION = re.compile(rb'dimension ref="(?:[A-Z]{1,3}\d{1,7}:)?([A-Z]{1,2})([1-9]\d{0,6})"')


def column_number(letters: bytes) -> int:
    """A is 1, XFD 16,384; lower case too, since the reader takes it."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


class Claim:
    """An extent as a sheet states it, rounded up to what one search, `beyond`, can check.

    It also finds references that are not written as Excel writes them. The pattern has no alternatives: it
    runs over every cell of every ledger, and they would make it three times as slow. A reference hidden from
    it (in single quotes, say) still meets the child's limit on memory, which is set by what the search found.
    """

    __slots__ = ("area", "beyond")

    def __init__(self, column: bytes, row: bytes) -> None:
        first, rest = row[:1], len(row) - 1
        columns, last = _columns_to(column)
        self.beyond = re.compile(rb' r="(?!%s[1-%s]?\d{0,%d}")' % (columns, first, rest))
        self.area: int = last * ((int(first) + 1) * 10**rest - 1)


def _columns_to(column: bytes) -> tuple[bytes, int]:
    """A pattern of the columns up to this one, from AA on up to its last neighbour; and how many they are."""
    if len(column) == 1:
        return b"[A-%s]?" % column, column_number(column)
    return b"[A-%s]?[A-Z]?" % column[:1], column_number(column[:1] + b"Z")


class Strings:
    """Lengths in bytes, markup included, of the shared texts (共享字符串) of a workbook, in their order."""

    __slots__ = ("_carry", "_most", "_open", "lengths")

    def __init__(self, most: int) -> None:
        self.lengths, self._most = array("L"), most
        self._carry, self._open = b"", 0

    def feed(self, piece: bytes) -> None:
        first, *later = (self._carry + piece).split(b"<si")
        self._open += len(first)
        if later:
            self.lengths.append(self._open)
            self.lengths.extend(map(len, later[:-1]))
            self._open = len(later[-1])
            if len(self.lengths) > self._most:
                raise Refused("zip_bomb")
        self._carry = (later or [first])[-1][-2:]  # perhaps the beginning of the next mark
        self._open -= len(self._carry)

    def finish(self) -> array[int]:
        """All lengths; the text before the first mark is none of them."""
        self.lengths.append(self._open + len(self._carry))
        return self.lengths[1:]


class Sweep:
    """One part after its first look; `closer` when it needs another, and then nothing else is known of it."""

    __slots__ = ("area", "closer", "is_sheet", "strings")

    def __init__(self, pieces: Iterable[bytes], most_texts: int) -> None:
        self.is_sheet = self.closer = False
        self.area, self.strings = 0, Strings(most_texts)
        first = next(pieces := iter(pieces), b"")
        root = _root(first)
        self.is_sheet = root not in NO_SHEETS
        if self.is_sheet:
            self._sheet(first, pieces)
        else:
            self._texts(first, pieces, root == b"sst")

    def _sheet(self, first: bytes, pieces: Iterable[bytes]) -> None:
        claim = _claim(first)
        self.area, tail = claim.area, b""
        for piece in chain((first,), pieces):
            window = tail + piece
            cut = max(window.rfind(b"<"), len(window) - LONGEST_TAG)
            if claim.beyond.search(window, 0, cut) or b"</f>" in window or b't="e"' in window:
                self.closer = True
                return
            tail = window[cut:]

    def _texts(self, first: bytes, pieces: Iterable[bytes], shared: bool) -> None:
        for piece in chain((first,), pieces):
            if shared:
                self.strings.feed(piece)


def _claim(window: bytes) -> Claim:
    stated = DIMENSION.search(window)
    return Claim(stated[1], stated[2]) if stated else Claim(b"AZ", b"99999")


def _root(window: bytes) -> bytes:
    """The name of the first element. Excel writes UTF-8 and no document type; so must everyone."""
    if window.startswith(WIDE) or ENCODING.match(window.lstrip(b"\xef\xbb\xbf")):
        raise Refused("damaged")
    prolog = COMMENT.sub(b"", window)
    root = ROOT.search(prolog)
    if DECLARATION.search(prolog[: root.start() if root else None]):
        raise Refused("entities")
    if root is None:
        raise Refused("damaged")
    return root[1]
