"""Offline proofs: the vectors' one, and a hundred thousand that were tampered with."""

import random

import pytest

from datong.kernel.tlog import proofs
from datong.kernel.tlog.notes import Malformed
from datong.kernel.tlog.policies import Policy
from datong.kernel.tlog.proofs import BadProof, OfflineProof
from tests.kernel.tlog.vectors import LOG, LOG_KEY, WITNESS_KEY, verify

PROOF: str = LOG["tlog_proof_7"]
POLICY = Policy.parse(f"log {LOG_KEY.vkey}\nwitness w1 {WITNESS_KEY.vkey}\nquorum w1\n")


def test_proof_of_the_vectors() -> None:
    proof = proofs.parse(PROOF)
    assert proof.format() == PROOF
    assert (proof.index, len(proof.hashes), proof.extra) == (7, 9, None)
    verified = proofs.verify(proof, b"entry-7", POLICY, verify)
    assert (verified.index, verified.checkpoint.size, verified.witnesses) == (7, 300, ("w1",))
    assert verified.logs == (LOG_KEY,)


def test_extra_bytes_go_along() -> None:
    proof = OfflineProof(7, proofs.parse(PROOF).hashes, LOG["checkpoint"], b"\x00salt")
    assert proof.format().split("\n")[:2] == ["c2sp.org/tlog-proof@v1", "extra AHNhbHQ="]
    assert proofs.parse(proof.format()) == proof
    assert proofs.verify(proof, b"entry-7", POLICY, verify).index == 7


@pytest.mark.parametrize(
    ("index", "entry", "dropped"),
    [(7, b"entry-8", 0), (6, b"entry-7", 0), (300, b"entry-7", 0), (7, b"", 0), (7, b"entry-7", 1)],
)
def test_other_entries_are_not_proved(index: int, entry: bytes, dropped: int) -> None:
    hashes = proofs.parse(PROOF).hashes
    proof = OfflineProof(index, hashes[: len(hashes) - dropped], LOG["checkpoint"])
    with pytest.raises(BadProof) as caught:
        proofs.verify(proof, entry, POLICY, verify)
    assert caught.value.text.en == f"entry {index} is not in the log of 300 entries"


def test_too_few_witnesses_prove_nothing() -> None:
    alone = "".join(line for line in PROOF.splitlines(keepends=True) if not line.startswith("— witness"))
    with pytest.raises(BadProof) as caught:
        proofs.verify(proofs.parse(alone), b"entry-7", POLICY, verify)
    assert caught.value.text.zh == "见证人签名不够：只有 无，规则要求 w1"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "c2sp.org/tlog-proof@v1\n",
        PROOF.replace("@v1", "@v2"),
        PROOF.replace("index 7\n", ""),
        PROOF.replace("index 7", "index 07"),
        PROOF.replace("index 7", "index -7"),
        PROOF.replace("index 7", "extra ???\nindex 7"),
        PROOF.replace("index 7\n", "index 7\nAAAA\n"),
        PROOF.replace("index 7\n", "index 7\n" + "DP2ldv9LKeozw6/a7tG9Y362VLKKBDAvyrX9fbB4Acw=\n" * 55),
    ],
)
def test_what_is_no_proof_is_refused(text: str) -> None:
    with pytest.raises(BadProof):
        proofs.parse(text)


def mutated(dice: random.Random, text: str) -> str:
    """The text with one letter replaced, one dropped, one put in, two swapped, or its end cut off."""
    at = dice.randrange(len(text))
    letter = dice.choice("\n =+/—0123456789AZaz" + chr(dice.randrange(32, 0x3000)))
    kind = dice.randrange(12)
    if kind == 0:
        return text[:at] + text[at + 1 :]
    if kind == 1:
        return text[:at] + letter + text[at:]
    if kind == 2:
        return text[:at]
    if kind == 3:
        other = dice.randrange(len(text))
        low, high = min(at, other), max(at, other)
        return (
            text[:low] + text[high : high + 1] + text[low + 1 : high] + text[low : low + 1] + text[high + 1 :]
        )
    return text[:at] + letter + text[at + 1 :]


def accepted(text: str) -> bool:
    """Whether a verifier takes this file for the proof of entry 7."""
    try:
        proofs.verify(proofs.parse(text), b"entry-7", POLICY, verify)
    except Malformed:
        return False
    return True


@pytest.mark.slow
def test_of_a_hundred_thousand_mutated_proofs_none_is_accepted() -> None:
    dice = random.Random(20140926)
    tried, wrong = 0, []
    while tried < 100_000:
        text = mutated(dice, PROOF)
        if text != PROOF:
            tried += 1
            wrong += [text] if accepted(text) else []
    assert wrong == []
    assert accepted(PROOF)
