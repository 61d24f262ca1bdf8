"""The arithmetic of meetings: single cases by hand, and all small cases against an expectation written another way."""

from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest

from datong.foundation.meetings.core.arithmetic import (
    Heads,
    Seat,
    Votes,
    carried,
    complete,
    composed,
    heads,
    quorum,
)
from datong.foundation.meetings.core.rules import (
    Composition,
    Group,
    Majority,
    Share,
    from_json,
    to_json,
)
from datong.foundation.meetings.core.secrecy import guarded, sayable
from datong.foundation.meetings.core.strokes import picture, strokes
from datong.kernel.bilingual import Text
from tests.foundation.meetings.rules import RULE, SECRET

SHARES = [
    Share(num, den, strict)
    for num, den in ((0, 1), (1, 2), (2, 3), (3, 4), (4, 5), (1, 1))
    for strict in (False, True)
]
MANY = 12


def enough(share: Share, part: int, whole: int) -> bool:
    """The same question asked with a fraction of the whole on the other side."""
    if whole == 0:
        return False
    wanted = Fraction(share.num, share.den) * whole
    return wanted < part if share.strict else wanted <= part


@pytest.mark.parametrize("share", SHARES, ids=str)
def test_shares_on_all_small_cases(share: Share) -> None:
    for whole in range(MANY + 1):
        for part in range(whole + 1):
            assert share.met(part, whole) is enough(share, part, whole)


@pytest.mark.parametrize("share", SHARES, ids=str)
def test_the_smallest_part_that_is_enough(share: Share) -> None:
    for whole in range(MANY + 1):
        fitting = [part for part in range(whole + 1) if enough(share, part, whole)]
        assert share.needed(whole) == (fitting[0] if fitting else None)


@pytest.mark.parametrize("share", SHARES, ids=str)
def test_how_many_more_must_join(share: Share) -> None:
    for whole in range(MANY + 1):
        for part in range(whole + 1):
            joining = [k for k in range(100) if enough(share, part + k, whole + k)]
            assert share.more(part, whole) == (joining[0] if joining else None)


@pytest.mark.parametrize("numbers", [(3, 2), (-1, 2), (0, 0)])
def test_what_is_no_share(numbers: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="no share"):
        Share(*numbers, strict=False)


def test_composition_says_its_arithmetic() -> None:
    found = Heads(
        entitled=20, voters=10, present=12, ballots=10, groups={"reps": 8, "town": 2, "committee": 2}
    )
    verdict = composed(RULE, RULE.compositions[0], found)
    assert verdict.met is True
    assert verdict.text == Text(
        "实到 12 人，其中村民代表 8 人，8/12 ≥ 2/3，符合",
        "12 present, 8 of them villager representatives, 8/12 ≥ 2/3: met",
    )


def test_composition_says_what_lacks() -> None:
    found = Heads(entitled=20, voters=10, present=12, ballots=10, groups={"reps": 7})
    verdict = composed(RULE, RULE.compositions[0], found)
    assert verdict.met is False  # 7/12 < 8/12; with 3 more: 10/15 = 2/3
    assert verdict.text.zh == "实到 12 人，其中村民代表 7 人，7/12 < 2/3，不符合；再到会 3 名村民代表即可"


def test_quorum_says_its_arithmetic() -> None:
    met = quorum(RULE, Heads(20, 11, 12, 11, {}))
    assert (met.met, met.text.zh) == (True, "应到 20 人，实到 11 人，11/20 > 1/2，符合")
    unmet = quorum(RULE, Heads(20, 10, 12, 10, {}))
    assert unmet.met is False
    assert unmet.text.zh == "应到 20 人，实到 10 人，10/20 ≤ 1/2，不符合；至少应有 11 人到会"
    assert (
        unmet.text.en == "20 entitled, 10 of them present, 10/20 ≤ 1/2: not met; at least 11 must be present"
    )


def test_a_rule_without_quorum_still_needs_somebody() -> None:
    free = replace(RULE, quorum=None)
    assert quorum(free, Heads(20, 1, 1, 1, {})).met is True
    nobody = quorum(free, Heads(20, 0, 3, 0, {}))
    assert (nobody.met, nobody.text.zh) == (False, "应到 20 人，实到 0 人；规则未规定到会比例")


def test_carried_says_its_arithmetic() -> None:
    verdict = carried(RULE, Heads(20, 11, 12, 11, {}), Votes(6, 3, 1, 1))
    assert verdict.met is True
    assert verdict.text == Text(
        "赞成 6 票，反对 3 票，弃权 1 票，废票 1 票；赞成占到会有表决权的 11 人的 6/11 > 1/2，通过",
        "6 for, 3 against, 1 abstaining, 1 spoiled; in favour of 11 entitled and present: 6/11 > 1/2, carried",
    )


def test_the_branch_vote_counts_half_of_all_entitled() -> None:
    """The handbook of 2014: passes with more than half of all entitled; 11 of 20 present and all for: 11/20 > 1/2."""
    rule = replace(RULE, majority=Majority(Share(1, 2, strict=True), "entitled"))
    assert carried(rule, Heads(20, 11, 11, 11, {}), Votes(11, 0, 0)).met is True
    assert carried(rule, Heads(20, 11, 11, 11, {}), Votes(10, 1, 0)).met is False


@pytest.mark.parametrize("base", ["present", "entitled", "cast"])
@pytest.mark.parametrize("share", [Share(1, 2, strict=True), Share(2, 3, strict=False)], ids=str)
def test_majority_on_all_small_cases(base: str, share: Share) -> None:
    rule = replace(RULE, majority=Majority(share, base))  # type: ignore[arg-type]
    for entitled, voters, yes, no, abstain in product(range(1, 9), range(1, 9), range(9), range(9), range(3)):
        if voters > entitled or yes + no + abstain > voters:
            continue
        whole = {"present": voters, "entitled": entitled, "cast": yes + no + abstain}[base]
        found = Heads(entitled, voters, voters, voters, {})
        assert carried(rule, found, Votes(yes, no, abstain)).met is enough(share, yes, whole)


@pytest.mark.parametrize("counts", [False, True])
def test_heads_on_all_small_rooms(counts: bool) -> None:
    """Every room of up to three seats, each of every kind: counted again seat by seat."""
    rule = replace(RULE, recused_count=counts)
    kinds = [
        Seat(group, entitled, present, uncounted, recused)
        for group, entitled in (("town", False), ("committee", True), ("reps", True))
        for present, uncounted, recused in product((False, True), repeat=3)
    ]
    for size in (1, 2, 3):
        for seated in product(kinds, repeat=size):
            found = heads(rule, seated)
            entitled = voters = present = ballots = 0
            groups = dict.fromkeys(("town", "committee", "reps"), 0)
            for seat in seated:
                stays = counts or not seat.recused
                if stays and seat.present:
                    present += 1
                    groups[seat.group] += 1
                if seat.entitled:
                    if stays and not (seat.uncounted and not seat.present):
                        entitled += 1
                    if stays and seat.present:
                        voters += 1
                    if seat.present and not seat.recused:
                        ballots += 1
            assert (found.entitled, found.voters, found.present, found.ballots) == (
                entitled,
                voters,
                present,
                ballots,
            )
            assert {key: number for key, number in groups.items() if number} == dict(found.groups)


def test_composition_on_all_small_rooms() -> None:
    """Villager representatives are at least two thirds of all present: 3·reps ≥ 2·present."""
    for town, committee, reps in product(range(5), repeat=3):
        seated = [
            *(Seat("town", False, True) for _ in range(town)),
            *(Seat("committee", True, True) for _ in range(committee)),
            *(Seat("reps", True, True) for _ in range(reps)),
        ]
        present = town + committee + reps
        verdicts = complete(RULE, heads(RULE, seated))
        assert verdicts[1].met is (present > 0 and Fraction(reps, present) >= Fraction(2, 3))
        assert verdicts[0].met is (committee + reps > 0)


def test_who_is_uncounted_but_came_is_counted() -> None:
    away = Seat("reps", True, False, uncounted=True)
    back = Seat("reps", True, True, uncounted=True)
    assert heads(RULE, [away]).entitled == 0
    assert heads(RULE, [back]).entitled == 1


@pytest.mark.parametrize("rule", [RULE, SECRET, replace(RULE, quorum=None)])
def test_a_rule_comes_back_as_it_was_frozen(rule: object) -> None:
    assert from_json(to_json(rule)) == rule  # type: ignore[arg-type]


def test_a_rule_that_contradicts_itself() -> None:
    with pytest.raises(ValueError, match="stands twice"):
        replace(RULE, groups=(*RULE.groups, Group("reps", Text("代表", "reps"))))
    with pytest.raises(ValueError, match="no group elders"):
        replace(RULE, compositions=(Composition(("elders",), Share(1, 2, strict=False)),))


def test_an_open_vote_hides_nothing() -> None:
    assert sayable(RULE, Heads(1, 1, 1, 1, {}), Votes(1, 0, 0)) is True


def test_the_guard_on_all_small_secret_ballots() -> None:
    """Fewer than five papers, or fewer than ten all alike, stay unsaid; then one published figure fits many votes."""
    for yes, no, abstain, spoiled, unused in product(range(13), range(13), range(3), range(3), range(3)):
        papers = yes + no + abstain + spoiled
        if not 0 < papers <= MANY:
            continue
        found = Heads(20, papers + unused, papers + unused, papers + unused, {})
        alike = [yes > 0, no > 0, abstain > 0].count(True) <= 1
        wanted = papers >= 10 if alike else papers >= 5
        assert sayable(SECRET, found, Votes(yes, no, abstain, spoiled)) is wanted


def test_what_is_said_of_a_guarded_result() -> None:
    assert guarded(True).zh == "无记名投票，通过；人数较少或意见一致，为保护投票秘密不列票数"
    assert guarded(False).en.startswith("secret ballot, not carried;")
    assert not any(letter.isdigit() for letter in guarded(True).zh + guarded(True).en)


def test_a_drawn_signature() -> None:
    path = "M10 10L20 30L30 40M50 60L700 -5"
    assert strokes(path) == [[(10, 10), (20, 30), (30, 40)], [(50, 60), (600, 0)]]
    drawn = picture(path)
    assert drawn is not None
    assert drawn.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "path",
    [
        "",
        "M1 1",
        "M1 1L2 2",
        "<svg onload=1>",
        "M1 1L2 2L3 3L4 4L5 5Z",
        "M1,1L2,2L3,3L4,4L5,5",
        "M1 1L2 2" * 9999,
    ],
)
def test_what_is_no_signature(path: str) -> None:
    assert strokes(path) == []
    assert picture(path) is None
