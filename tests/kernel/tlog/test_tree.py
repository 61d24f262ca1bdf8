"""The tree against RFC 6962's own words, the vectors, and a hundred thousand proofs that were tampered with."""

import base64
import random
from functools import cache
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from datong.kernel.tlog import tree
from tests.kernel.tlog.vectors import LOG, VECTORS

SMALL = VECTORS["rfc6962_small"]
LEAVES = tree.leaf_hashes(b"entry-%d" % number for number in range(300))
ROOT = bytes.fromhex(LOG["root_hex"])
MUTATIONS = 50_000


def mth(leaves: tuple[bytes, ...]) -> bytes:
    """RFC 6962 §2.1, word for word."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return sha256(b"\x01" + mth(leaves[:k]) + mth(leaves[k:])).digest()


def path(m: int, leaves: tuple[bytes, ...]) -> list[bytes]:
    """RFC 6962 §2.1.1, PATH(m, D[n])."""
    if len(leaves) == 1:
        return []
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    if m < k:
        return [*path(m, leaves[:k]), mth(leaves[k:])]
    return [*path(m - k, leaves[k:]), mth(leaves[:k])]


def subproof(m: int, leaves: tuple[bytes, ...], *, whole: bool = True) -> list[bytes]:
    """RFC 6962 §2.1.2, SUBPROOF(m, D[n], b)."""
    if m == len(leaves):
        return [] if whole else [mth(leaves)]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    if m <= k:
        return [*subproof(m, leaves[:k], whole=whole), mth(leaves[k:])]
    return [*subproof(m - k, leaves[k:], whole=False), mth(leaves[:k])]


@cache
def node(level: int, index: int) -> bytes:
    """Full subtrees over LEAVES."""
    part = LEAVES[index << level : (index + 1) << level]
    assert len(part) == 1 << level
    return mth(tuple(part))


def test_vectors_of_rfc_6962() -> None:
    leaves = [tree.leaf_hash(bytes.fromhex(each)) for each in SMALL["inputs_hex"]]
    assert tree.EMPTY.hex() == SMALL["empty_root"] == tree.root([]).hex()
    assert [tree.root(leaves[:size]).hex() for size in range(1, 9)] == SMALL["roots"]

    def small(level: int, index: int) -> bytes:
        return tree.root(leaves[index << level : (index + 1) << level])

    assert [each.hex() for each in tree.inclusion(5, 8, small)] == SMALL["inclusion_5_of_8"]
    assert [each.hex() for each in tree.consistency(3, 7, small)] == SMALL["consistency_3_to_7"]


def test_vectors_of_300_entries() -> None:
    assert tree.root(LEAVES) == ROOT
    proof = tree.inclusion(7, 300, node)
    assert [base64.b64encode(each).decode() for each in proof] == LOG["inclusion_7"]
    extends = tree.consistency(100, 300, node)
    assert [base64.b64encode(each).decode() for each in extends] == LOG["consistency_100_300"]
    assert tree.check_consistency(100, 300, bytes.fromhex(LOG["root_100_hex"]), ROOT, extends)


@settings(max_examples=150, deadline=None)
@given(size=st.integers(1, 300), data=st.data())
def test_as_the_definition_says(size: int, data: st.DataObject) -> None:
    leaves = tuple(LEAVES[:size])
    index, old = data.draw(st.integers(0, size - 1)), data.draw(st.integers(0, size))
    whole = mth(leaves)
    assert tree.root(leaves) == whole
    proof = tree.inclusion(index, size, node)
    assert proof == path(index, leaves)
    assert tree.check_inclusion(index, size, leaves[index], proof, whole)
    extends = tree.consistency(old, size, node)
    assert extends == (subproof(old, leaves) if old else [])
    assert tree.check_consistency(old, size, mth(leaves[:old]), whole, extends)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 70), max_size=6))
def test_a_frontier_grows_by_any_steps(steps: list[int]) -> None:
    edge, size = tree.Frontier(), 0
    for step in steps:
        edge.extend(LEAVES[size : size + step])
        size = min(300, size + step)
        assert (edge.size, edge.root()) == (size, mth(tuple(LEAVES[:size])))
        again = tree.Frontier(size, edge.peaks())
        if size < 300:
            again.append(LEAVES[size])
            assert again.root() == mth(tuple(LEAVES[: size + 1]))


def test_a_frontier_wants_its_peaks() -> None:
    with pytest.raises(ValueError, match="a tree of 5 leaves has 2 peaks, not 1"):
        tree.Frontier(5, [ROOT])


@pytest.mark.parametrize(("index", "size"), [(-1, 5), (5, 5), (0, 0)])
def test_no_proof_of_what_is_not_there(index: int, size: int) -> None:
    with pytest.raises(IndexError):
        tree.inclusion(index, size, node)


def test_no_proof_backwards() -> None:
    with pytest.raises(IndexError):
        tree.consistency(6, 5, node)


def flipped(chance: random.Random, value: bytes) -> bytes:
    """One bit of it changed."""
    at = chance.randrange(len(value))
    return value[:at] + bytes([value[at] ^ 1 << chance.randrange(8)]) + value[at + 1 :]


def tampered(chance: random.Random, numbers: list[int], values: list[bytes], proof: list[bytes]) -> None:
    """Change one of the numbers, the hashes or the proof. Sizes stay: they are signed together with the roots."""
    kind = chance.randrange(6)
    if kind == 0 and numbers:
        numbers[0] += chance.choice((-256, -2, -1, 1, 2, 256, 1 << 40))
    elif kind <= 1:
        at = chance.randrange(len(values))
        values[at] = flipped(chance, values[at])
    elif kind == 2 or not proof:
        proof.insert(chance.randrange(len(proof) + 1), chance.choice(LEAVES))
    elif kind == 3:
        del proof[chance.randrange(len(proof))]
    elif kind == 4:
        at = chance.randrange(len(proof))
        proof[at] = chance.choice((flipped(chance, proof[at]), proof[at][:31], proof[at] + b"\0", b""))
    else:
        proof.append(proof[-1])


def test_tampered_inclusion_proofs() -> None:
    chance, accepted = random.Random(1), 0
    for _ in range(MUTATIONS):
        index = chance.randrange(300)
        numbers, values, proof = [index], [LEAVES[index], ROOT], list(tree_proof(index))
        tampered(chance, numbers, values, proof)
        accepted += tree.check_inclusion(numbers[0], 300, values[0], proof, values[1])
    assert accepted == 0


@cache
def tree_proof(index: int) -> tuple[bytes, ...]:
    return tuple(tree.inclusion(index, 300, node))


@cache
def extension(old: int) -> tuple[bytes, tuple[bytes, ...]]:
    return mth(tuple(LEAVES[:old])), tuple(tree.consistency(old, 300, node))


def test_tampered_consistency_proofs() -> None:
    chance, accepted = random.Random(2), 0
    for _ in range(MUTATIONS):
        old = chance.randrange(1, 300)
        was, proof = extension(old)
        values, changed = [was, ROOT], list(proof)
        tampered(chance, [], values, changed)
        accepted += tree.check_consistency(old, 300, values[0], values[1], changed)
    assert accepted == 0


@pytest.mark.parametrize(
    "arguments",
    [
        (-1, 5, ROOT, [], ROOT),
        (5, 5, ROOT, [], ROOT),
        (0, 1, ROOT, [], LEAVES[0]),
        (0, 1, "x" * 32, [], "x" * 32),
        (0, 2, ROOT, ["not bytes"], ROOT),
        (0, 2, ROOT, [b"short"], ROOT),
        (0, 1 << 70, ROOT, [], ROOT),
        (None, 2, ROOT, [], ROOT),
        (0.0, 1, ROOT, [], ROOT),
        (True, 2, ROOT, [], ROOT),
    ],
)
def test_nonsense_is_no_inclusion_proof(arguments: tuple[object, ...]) -> None:
    assert tree.check_inclusion(*arguments) is False  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("old", "new", "was", "now", "proof"),
    [
        (6, 5, ROOT, ROOT, []),
        (0, 5, ROOT, ROOT, []),
        (0, 5, tree.EMPTY, ROOT, [ROOT]),
        (5, 5, ROOT, LEAVES[0], []),
        (5, 5, ROOT, ROOT, [ROOT]),
        (4, 5, ROOT, ROOT, []),
        (3, 5, ROOT, ROOT, []),
        (-1, 5, ROOT, ROOT, []),
        (1, 2, ROOT[:31], ROOT, [ROOT]),
        ("1", 2, ROOT, ROOT, [ROOT]),
    ],
)
def test_nonsense_is_no_consistency_proof(
    old: object, new: object, was: bytes, now: bytes, proof: list[bytes]
) -> None:
    assert tree.check_consistency(old, new, was, now, proof) is False  # type: ignore[arg-type]
