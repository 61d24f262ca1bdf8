"""Checkpoints: the vectors' one, and texts that are none."""

import pytest

from datong.kernel.tlog import checkpoints, notes
from datong.kernel.tlog.checkpoints import BadCheckpoint, Checkpoint
from tests.kernel.tlog.vectors import LOG, WITNESS_KEY, WITNESS_PRIVATE

NOTE = notes.parse(LOG["checkpoint"])
ROOT = "rrsCfVw90Ihx7lJXemH8gxItDRQ1J5GUNjm9TBLTaUM="


def test_checkpoint_of_the_vectors() -> None:
    checkpoint = checkpoints.parse(NOTE.text)
    assert checkpoint == Checkpoint("county.example/village-affairs", 300, bytes.fromhex(LOG["root_hex"]))
    assert checkpoint.text() == f"county.example/village-affairs\n300\n{ROOT}\n"


def test_extension_lines_are_kept() -> None:
    text = f"a b+c\n0\n{ROOT}\nextra 1\nextra 2\n"
    assert checkpoints.parse(text).extensions == ("extra 1", "extra 2")
    assert checkpoints.parse(text).text() == text


def test_cosignature_of_the_vectors() -> None:
    made = checkpoints.cosigned(
        NOTE.text, WITNESS_KEY.name, WITNESS_KEY.public, 1700000000, WITNESS_PRIVATE.sign
    )
    assert made == NOTE.signatures[1]
    assert checkpoints.cosigned_at(made) == 1700000000
    with pytest.raises(BadCheckpoint):
        checkpoints.cosigned_at(NOTE.signatures[0])


def test_what_a_witness_signs() -> None:
    assert checkpoints.cosignature_message(7, "a\n1\nx\n") == b"cosignature/v1\ntime 7\na\n1\nx\n"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "a\n1\n",
        f"a\n1\n{ROOT}",
        f"\n1\n{ROOT}\n",
        f"a\n\n{ROOT}\n",
        f"a\n1\n{ROOT}\n\n",
        f"a\n1\n{ROOT}\n\nmore\n",
        f"a\n01\n{ROOT}\n",
        f"a\n+1\n{ROOT}\n",
        f"a\n-1\n{ROOT}\n",
        f"a\n1 \n{ROOT}\n",
        f"a\n1_0\n{ROOT}\n",
        f"a\n１\n{ROOT}\n",
        f"a\n1.0\n{ROOT}\n",
        f"a\n9223372036854775808\n{ROOT}\n",
        f"a\n99999999999999999999\n{ROOT}\n",
        f"a\n1\n{ROOT[:-1]}\n",
        f"a\n1\n{ROOT[:-2]}N=\n",
        "a\n1\nAAAA\n",
        f"a\n1\n{ROOT} \n",
    ],
    ids=repr,
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(BadCheckpoint):
        checkpoints.parse(text)


def test_the_largest_size() -> None:
    assert checkpoints.parse(f"a\n9223372036854775807\n{ROOT}\n").size == 2**63 - 1
