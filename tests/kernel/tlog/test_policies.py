"""Policies: two of three, groups of groups, and files that cannot be meant."""

from itertools import combinations

import pytest

from datong.kernel.tlog import checkpoints, notes
from datong.kernel.tlog.checkpoints import Checkpoint
from datong.kernel.tlog.notes import BadNote, Key, Note
from datong.kernel.tlog.policies import BadPolicy, Group, NotAccepted, Policy
from tests.kernel.tlog.vectors import LOG, LOG_KEY, WITNESS_KEY, log_key, private, verify, witness_key

ORIGIN = "county.example/log"
SEEDS = {"audit": 11, "university": 12, "neighbour": 13}
KEYS = {name: witness_key(f"{name}.example/w", seed) for name, seed in SEEDS.items()}
LINES = [f"witness {name} {key.vkey}" for name, key in KEYS.items()]
LOG_LINE = f"log {log_key(ORIGIN, 10).vkey}"
TWO_OF_THREE = "\n".join([LOG_LINE, *LINES, "group three 2 audit university neighbour", "quorum three", ""])


def test_two_of_three() -> None:
    policy = Policy.parse(TWO_OF_THREE)
    assert policy.logs == (log_key(ORIGIN, 10),)
    assert policy.groups == (Group("three", 2, ("audit", "university", "neighbour")),)
    enough = {
        names: policy.satisfied(names)
        for count in range(4)
        for names in combinations(("audit", "university", "neighbour"), count)
    }
    assert enough == {
        (): False,
        ("audit",): False,
        ("university",): False,
        ("neighbour",): False,
        ("audit", "university"): True,
        ("audit", "neighbour"): True,
        ("university", "neighbour"): True,
        ("audit", "university", "neighbour"): True,
    }  # fmt: skip


@pytest.mark.parametrize("names", [("stranger", "audit"), ("audit", "audit"), ("three",), ("none",)])
def test_names_that_are_no_witnesses_do_not_count(names: tuple[str, ...]) -> None:
    assert Policy.parse(TWO_OF_THREE).satisfied(names) is False


def test_groups_of_groups_as_in_the_source() -> None:
    keys = [
        f"witness {name} {witness_key(name, seed).vkey}"
        for seed, name in enumerate(("X1", "X2", "X3", "Y1", "Y2"), 30)
    ]
    rules = ["group X 2 X1 X2 X3", "group Y any Y1 Y2", "group both all X Y", "quorum both"]
    policy = Policy.parse("\n".join([*keys, *rules]))
    assert policy.satisfied(["X1", "X3", "Y2"])
    assert not policy.satisfied(["X1", "X2", "X3"])
    assert not policy.satisfied(["X1", "Y1", "Y2"])


def test_comments_blanks_addresses_and_no_witness_at_all() -> None:
    text = f"# 信任规则\n\n \t{LOG_LINE}\thttps://log.example\n  # more\n{LINES[0]}  http://127.0.0.1:8100 \nquorum none"
    policy = Policy.parse(text)
    assert policy.witnesses[0].url == "http://127.0.0.1:8100"
    assert policy.satisfied([])


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", "信任规则缺少 quorum 一行"),
        (LOG_LINE, "信任规则缺少 quorum 一行"),
        ("quorum none\nquorum none", "第 2 行"),
        ("quorum audit", "第 1 行"),
        ("quorum", "第 1 行"),
        (f"quorum audit\n{LINES[0]}", "第 1 行"),
        ("witnesses none", "第 1 行"),
        ("log", "第 1 行"),
        ("log x", "第 1 行"),
        (f"log {KEYS['audit'].vkey}", "第 1 行"),
        (f"{LOG_LINE}\n{LOG_LINE}", "第 2 行"),
        (f"witness w {log_key('a', 1).vkey}", "第 1 行"),
        (f"witness none {KEYS['audit'].vkey}", "第 1 行"),
        (f"{LINES[0]}\nwitness audit {KEYS['university'].vkey}", "第 2 行"),
        (f"{LINES[0]}\nwitness again {witness_key('other', 11).vkey}", "第 2 行"),
        (f"{LINES[0]}\ngroup g 2 audit", "第 2 行"),
        (f"{LINES[0]}\ngroup g 0 audit", "第 2 行"),
        (f"{LINES[0]}\ngroup g 01 audit", "第 2 行"),
        (f"{LINES[0]}\ngroup g most audit", "第 2 行"),
        (f"{LINES[0]}\ngroup g all", "第 2 行"),
        (f"{LINES[0]}\ngroup g any none", "第 2 行"),
        (f"{LINES[0]}\ngroup g any g", "第 2 行"),
        (f"{LINES[0]}\ngroup g 2 audit audit", "第 2 行"),
        (f"{LINES[0]}\ngroup g any audit\ngroup h any audit", "第 3 行"),
        (f"{LINES[0]}\ngroup audit any audit", "第 2 行"),
    ],
)  # fmt: skip
def test_what_is_no_policy_is_refused_with_its_line(text: str, line: str) -> None:
    with pytest.raises(BadPolicy) as caught:
        Policy.parse(text)
    assert line in caught.value.text.zh


def checkpoint(*witnesses: str, origin: str = ORIGIN, log: Key | None = None, seed: int = 10) -> str:
    """A checkpoint of 3 entries signed by a log and these witnesses."""
    log = log or log_key(ORIGIN, 10)
    text = Checkpoint(origin, 3, b"r" * 32).text()
    cosigned = (
        checkpoints.cosigned(text, KEYS[name].name, KEYS[name].public, 1700000000, private(SEEDS[name]).sign)
        for name in witnesses
    )
    return Note(text, (notes.signed(text, log.name, log.public, private(seed).sign), *cosigned)).format()


def test_a_checkpoint_is_accepted_with_two_witnesses_in_any_order() -> None:
    accepted = Policy.parse(TWO_OF_THREE).accept(checkpoint("neighbour", "audit"), verify)
    assert accepted.checkpoint == Checkpoint(ORIGIN, 3, b"r" * 32)
    assert accepted.logs == (log_key(ORIGIN, 10),)
    assert accepted.witnesses == ("audit", "neighbour")


@pytest.mark.parametrize("witnesses", [(), ("audit",), ("audit", "audit")])
def test_one_witness_is_not_enough_however_often_it_signs(witnesses: tuple[str, ...]) -> None:
    with pytest.raises(NotAccepted):
        Policy.parse(TWO_OF_THREE).accept(checkpoint(*witnesses), verify)


def test_witnesses_without_the_log_are_not_enough() -> None:
    policy = Policy.parse(TWO_OF_THREE)
    with pytest.raises(NotAccepted):
        policy.accept(checkpoint("audit", "university", log=log_key(ORIGIN, 66), seed=66), verify)
    with pytest.raises(BadNote):
        policy.accept(checkpoint("audit", "university", seed=66), verify)


def test_a_log_signs_only_under_its_own_name() -> None:
    with pytest.raises(NotAccepted):
        Policy.parse(TWO_OF_THREE).accept(
            checkpoint("audit", "university", origin="other.example/log"), verify
        )


def test_logs_may_be_known_from_elsewhere() -> None:
    policy = Policy.parse(f"witness w {WITNESS_KEY.vkey}\nquorum w")
    with pytest.raises(NotAccepted):
        policy.accept(LOG["checkpoint"], verify)
    assert policy.accept(LOG["checkpoint"], verify, logs=[LOG_KEY]).witnesses == ("w",)
