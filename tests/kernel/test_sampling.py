"""Verifiable draws: the published vectors, strata, what is refused."""

import json
from fractions import Fraction
from hashlib import md5, sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datong.kernel.sampling import (
    BadDraw,
    at_least,
    draw,
    draw_strata,
    frame,
    frame_hash,
    order,
    ticket,
)

VECTORS = json.loads((Path(__file__).parents[1] / "data" / "sampling-vectors.json").read_text())
SIX = ["A-1", "A-2", "A-3", "B-1", "B-2", "B-3"]
TOWNS = dict.fromkeys(SIX[:3], "万安镇") | dict.fromkeys(SIX[3:], "调元镇")
SEED = "314159"
THIRD = Fraction(3, 10)


def test_the_ticket_of_the_published_vector():
    vector = VECTORS["consistent_sampler"]["first_fraction"]
    assert ticket(vector["seed"], vector["id"]) == vector["value"]


def test_the_order_of_the_published_vector():
    assert order(SIX, SEED) == VECTORS["consistent_sampler"]["order_seed_314159"]
    assert order(SIX, SEED) == ["B-2", "B-3", "A-3", "A-2", "B-1", "A-1"]
    assert draw(SIX[::-1], SEED, 2) == ["B-2", "B-3"]
    assert draw(SIX, SEED, 0) == []


def test_a_cross_check_of_our_hashing_by_the_sampler_of_rivest_and_stark():
    """Sampler B: the i-th pick is a + SHA-256("seed,i") mod (b - a + 1); repeats are passed over."""
    vector = VECTORS["rivest_stark"]
    size = vector["b"] - vector["a"] + 1
    picks, used = [], 0
    while len(picks) < vector["n"]:
        used += 1
        pick = vector["a"] + int(sha256(f"{vector['seed']},{used}".encode()).hexdigest(), 16) % size
        picks += [pick] if pick not in picks else []
    assert (picks, used) == (vector["without_replacement"], vector["hashes_used"])


def test_a_cross_check_by_rfc_3797():
    """Sampler A: MD5 of the key between two counters picks from what remains of a numbered pool."""
    vector = VECTORS["rfc3797"]
    pool = list(range(1, 26))
    for index, (digest, divisor, selected) in enumerate(vector["rows_md5_div_selected"]):
        mark = index.to_bytes(2, "big")
        found = md5(mark + vector["key"].encode() + mark, usedforsecurity=False).hexdigest()
        assert (found.upper(), len(pool)) == (digest, divisor)
        assert pool.pop(int(found, 16) % len(pool)) == selected


def test_the_frame_is_sorted_one_a_line_each_ended():
    assert frame(["B-1", "A-2", "A-1"]) == b"A-1\nA-2\nB-1\n"
    # printf 'A-1\nA-2\nA-3\nB-1\nB-2\nB-3\n' | sha256sum
    assert frame_hash(SIX[::-1]) == "d1758d67c051c6f4e8d601adb4c8570d02f4859507c3f13bd7381ca562ccb483"


@pytest.mark.parametrize(
    ("ids", "zh"),
    [
        ([], "名单是空的，没有可抽的。"),
        (["A-1", "A-1"], "编号 A-1 出现了两次；每件只能有一个编号。"),
        (["A-1", ""], "名单里有空白的编号。"),
        (["A-1", " "], "名单里有空白的编号。"),
        (["A-1\nA-2"], "编号 'A-1\\nA-2' 前后有空白或中间有换行，不能用于抽样。"),
        (["A-1 "], "编号 'A-1 ' 前后有空白或中间有换行，不能用于抽样。"),
    ],
)
def test_frames_that_cannot_be_drawn_from(ids, zh):
    for attempt in (lambda: frame(ids), lambda: order(ids, SEED), lambda: draw(ids, SEED, 0)):
        with pytest.raises(BadDraw) as refusal:
            attempt()
        assert refusal.value.text.zh == zh


@pytest.mark.parametrize("count", [-1, 7])
def test_more_than_there_are_cannot_be_drawn(count):
    with pytest.raises(BadDraw) as refusal:
        draw(SIX, SEED, count)
    assert refusal.value.text.zh == f"要抽 {count} 件，名单只有 6 件。"


def test_without_a_seed_nothing_is_drawn():
    with pytest.raises(BadDraw) as refusal:
        draw(SIX, " ", 1)
    assert refusal.value.text.en == "There is no seed; nothing can be drawn."


def test_each_stratum_gets_its_share():
    """30% of 3 is 0.9, so one of each town: the first of each in the county's order B-2 B-3 A-3 A-2 B-1 A-1."""
    drawn = draw_strata(TOWNS, SEED, THIRD)
    assert [(each.id, each.stratum, each.mandatory) for each in drawn] == [
        ("B-2", "调元镇", False),
        ("A-3", "万安镇", False),
    ]
    assert drawn[0].ticket == ticket(SEED, "B-2")


def test_mandatory_ones_come_beside_the_share_and_are_marked():
    """A relative's case that would not have been drawn, and one that would have been anyway."""
    drawn = draw_strata(TOWNS, SEED, THIRD, mandatory={"A-1", "B-2"})
    assert [(each.id, each.mandatory) for each in drawn] == [("B-2", True), ("A-3", False), ("A-1", True)]


@pytest.mark.parametrize(
    ("share", "size", "least"),
    [
        (THIRD, 10, 3),
        (THIRD, 11, 4),
        (THIRD, 1, 1),
        (THIRD, 0, 0),
        (Fraction(1), 7, 7),
        (Fraction(1, 20), 21, 2),
    ],
)
def test_the_share_is_rounded_up_exactly(share, size, least):
    assert at_least(share, size) == least


@pytest.mark.parametrize(
    ("strata", "share", "mandatory", "zh"),
    [
        (TOWNS, Fraction(0), (), "抽样比例 0 应大于 0、不超过 1。"),
        (TOWNS, Fraction(4, 3), (), "抽样比例 4/3 应大于 0、不超过 1。"),
        (TOWNS, THIRD, ("C-1",), "C-1 不在名单里。"),
        (TOWNS | {"C-1": ""}, THIRD, (), "C-1 没有分到任何一层（镇）。"),
        ({}, THIRD, (), "名单是空的，没有可抽的。"),
    ],
)
def test_strata_that_cannot_be_drawn(strata, share, mandatory, zh):
    with pytest.raises(BadDraw) as refusal:
        draw_strata(strata, SEED, share, mandatory)
    assert refusal.value.text.zh == zh


IDS = st.lists(st.from_regex(r"DB-[0-9]{1,6}", fullmatch=True), min_size=1, max_size=40, unique=True)


@given(IDS, st.text(min_size=1, max_size=20).filter(str.strip), st.randoms())
def test_the_order_does_not_depend_on_how_the_list_was_sorted(ids, seed, random):
    shuffled = random.sample(ids, len(ids))
    assert order(ids, seed) == order(shuffled, seed)


@given(IDS, st.integers(0, 10**9), st.data())
def test_a_larger_draw_extends_a_smaller_one_and_a_part_keeps_its_order(ids, number, data):
    seed = str(number)
    some = set(data.draw(st.lists(st.sampled_from(ids), min_size=1, unique=True)))
    assert [each for each in order(ids, seed) if each in some] == order(some, seed)
    assert draw(ids, seed, len(ids) // 2) == order(ids, seed)[: len(ids) // 2]


@given(IDS, st.integers(0, 10**9), st.integers(1, 5), st.fractions(Fraction(1, 100), 1), st.data())
def test_every_stratum_has_its_share_and_everything_mandatory_is_there(ids, number, towns, share, data):
    strata = {each: f"town {index % towns}" for index, each in enumerate(ids)}
    mandatory = set(data.draw(st.lists(st.sampled_from(ids), unique=True)))
    drawn = draw_strata(strata, str(number), share, mandatory)
    taken = {each.id for each in drawn}
    assert mandatory <= taken
    assert {each.id for each in drawn if each.mandatory} == mandatory
    assert [each.ticket for each in drawn] == sorted(each.ticket for each in drawn)
    for town in set(strata.values()):
        members = {each for each in ids if strata[each] == town}
        assert len(taken & members) >= share * len(members)
        assert len(taken & members - mandatory) < share * len(members) + 1
