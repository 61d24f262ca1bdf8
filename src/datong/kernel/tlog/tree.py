"""The Merkle tree of RFC 6962 §2.1 (SHA-256): hashes, roots, proofs, and their checks by RFC 9162 §2.1.3-2.1.4.

`node(level, index)` below always gives the hash of the full subtree over leaves [index·2^level, (index+1)·2^level).
"""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256

Node = Callable[[int, int], bytes]

SIZE = 32
EMPTY = sha256(b"").digest()
"""The root of the empty tree."""


def leaf_hash(entry: bytes) -> bytes:
    """SHA-256(0x00 ‖ entry)."""
    return sha256(b"\x00" + entry).digest()


def leaf_hashes(entries: Iterable[bytes]) -> list[bytes]:
    """The leaf hashes of many entries, at the cost of bare hashing."""
    hashed = sha256
    return [hashed(b"\x00" + entry).digest() for entry in entries]


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(0x01 ‖ left ‖ right)."""
    return sha256(b"\x01" + left + right).digest()


def parents(row: Sequence[bytes]) -> list[bytes]:
    """The row above: one hash for each full pair; a last odd one has no parent yet."""
    hashed = sha256
    pairs = iter(row)
    return [hashed(b"\x01" + left + right).digest() for left, right in zip(pairs, pairs, strict=False)]


def root(leaves: Sequence[bytes]) -> bytes:
    """MTH over leaf hashes: row by row; an odd last hash waits and is joined from the right at the end."""
    if not leaves:
        return EMPTY
    row, waiting = list(leaves), []
    while len(row) > 1:
        if len(row) % 2:
            waiting.append(row.pop())
        row = parents(row)
    waiting.append(row[0])
    return folded(waiting[::-1])


def folded(peaks: Sequence[bytes]) -> bytes:
    """The root over full subtrees from the largest (left) to the smallest (right); EMPTY without any."""
    if not peaks:
        return EMPTY
    result = peaks[-1]
    for peak in peaks[-2::-1]:
        result = node_hash(peak, result)
    return result


def peaks(size: int) -> list[tuple[int, int]]:
    """(level, index) of the full subtrees that make up a tree of `size` leaves, from the left."""
    return [
        (level, (size >> level) - 1) for level in range(size.bit_length() - 1, -1, -1) if size >> level & 1
    ]


def range_root(start: int, end: int, node: Node) -> bytes:
    """MTH over leaves [start, end), where start is a multiple of the smallest power of two not below end - start."""
    found = []
    for level, index in peaks(end - start):
        found.append(node(level, (start >> level) + index))
    return folded(found)


def split(size: int) -> int:
    """The largest power of two smaller than `size` (which is at least 2)."""
    return 1 << ((size - 1).bit_length() - 1)


def inclusion(index: int, size: int, node: Node) -> list[bytes]:
    """The inclusion proof of leaf `index` in the tree of `size` leaves: siblings from the leaf up (RFC 9162 §2.1.3.1).

    Raises IndexError when there is no such leaf.
    """
    if not 0 <= index < size:
        raise IndexError(index)
    proof: list[bytes] = []
    level, at, last = 0, index, size - 1
    while last:
        if at & 1 or at + 1 < last:
            proof.append(node(level, at ^ 1))
        elif at < last:  # the sibling is the last of its row: full only where the tree ends with it
            proof.append(range_root(last << level, size, node))
        level, at, last = level + 1, at >> 1, last >> 1
    return proof


def consistency(old: int, new: int, node: Node) -> list[bytes]:
    """The proof that the tree of `old` leaves is the beginning of that of `new` (RFC 9162 §2.1.4.1).

    Empty for old = 0 and old = new. Raises IndexError unless 0 <= old <= new.
    """
    if not 0 <= old <= new:
        raise IndexError(old)
    if old in (0, new):
        return []
    proof: list[bytes] = []
    start, end = 0, new
    while end != old:
        middle = start + split(end - start)
        if old <= middle:
            proof.append(range_root(middle, end, node))
            end = middle
        else:
            proof.append(range_root(start, middle, node))
            start = middle
    if start:
        proof.append(range_root(start, end, node))
    return proof[::-1]


def check_inclusion(index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether `proof` shows that leaf hash `leaf` is number `index` of the tree of `size` leaves (RFC 9162 §2.1.3.2).

    Never raises: anything that is not a proof is False.
    """
    if not (whole(index, size) and index < size and hashes(leaf, root) and hashes(*proof)):
        return False
    at, last, found = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            found = node_hash(sibling, found)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and found == root


def check_consistency(
    old_size: int, new_size: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether `proof` shows that the old tree is the beginning of the new one (RFC 9162 §2.1.4.2).

    The empty tree is the beginning of every tree, with an empty proof. Never raises.
    """
    if not (whole(old_size, new_size) and old_size <= new_size and hashes(old_root, new_root, *proof)):
        return False
    if old_size in (0, new_size):
        return not proof and old_root == (EMPTY if old_size == 0 else new_root)
    path = list(proof) if old_size & (old_size - 1) else [old_root, *proof]
    if not path:
        return False
    at, last = old_size - 1, new_size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    was = found = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            was, found = node_hash(sibling, was), node_hash(sibling, found)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and was == old_root and found == new_root


def whole(*numbers: object) -> bool:
    """Whether all are whole numbers of 0 to 2^63 - 1."""
    return all(type(number) is int and 0 <= number < 1 << 63 for number in numbers)


def hashes(*values: object) -> bool:
    """Whether all are 32 bytes."""
    return all(isinstance(value, bytes) and len(value) == SIZE for value in values)


class Frontier:
    """The right edge of a growing tree (compact range): the full subtrees of which it is made, one a level at most.

    Takes leaf hashes by the batch at the cost of bare hashing; memory: one hash a level.
    """

    def __init__(self, size: int = 0, peaks: Sequence[bytes] = ()) -> None:
        """The empty tree, or that of `size` leaves with its peaks from the left (see `peaks`).

        Raises ValueError when their number does not fit.
        """
        if len(peaks) != size.bit_count():
            raise ValueError(f"a tree of {size} leaves has {size.bit_count()} peaks, not {len(peaks)}")
        self.size = size
        self.edge: list[bytes | None] = [None] * size.bit_length()
        given = iter(peaks)
        for level in reversed(range(size.bit_length())):
            if size >> level & 1:
                self.edge[level] = next(given)

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash."""
        self.extend((leaf,))

    def extend(self, leaves: Sequence[bytes]) -> None:
        """Add leaf hashes in order."""
        row, level = list(leaves), 0
        self.size += len(row)
        while row:
            if level == len(self.edge):
                self.edge.append(None)
            waiting = self.edge[level]
            if waiting is not None:
                row.insert(0, waiting)
            self.edge[level] = row.pop() if len(row) % 2 else None
            row, level = parents(row), level + 1

    def root(self) -> bytes:
        """The root of the tree so far."""
        return folded(self.peaks())

    def peaks(self) -> list[bytes]:
        """The hashes of the full subtrees from the largest (left) to the smallest (right)."""
        return [peak for peak in reversed(self.edge) if peak is not None]
