"""Motions one by one: hands, papers counted twice, results for good, a secret ballot that stays secret."""

import pytest

from datong.foundation.meetings import service
from datong.foundation.meetings.models import BallotCount, Event, Meeting, MotionResult, OpenVote
from datong.foundation.meetings.queries.results import results_in
from datong.foundation.meetings.service import NotNow, Votes
from tests.foundation.meetings.hall import PAPER, Hall, opened, voting

pytestmark = pytest.mark.django_db


def hands(hall: Hall, motion: service.Motion, **names: str) -> None:
    """Everybody entitled in favour, but these."""
    voters = motion.meeting.attendees.filter(entitled=True, present=True)
    service.vote(hall.clerk, motion.pk, {each.pk: names.get(each.name, "yes") for each in voters})


def test_one_motion_at_a_time(hall: Hall) -> None:
    meeting = opened(hall, cases=[hall.case, hall.other])
    first, second = meeting.motions.all()
    service.put(hall.clerk, first.pk)
    service.put(hall.clerk, first.pk)
    assert Event.objects.filter(kind="put").count() == 1
    with pytest.raises(NotNow, match="第 1 项还没有结束"):
        service.put(hall.clerk, second.pk)
    service.withdraw(hall.clerk, first.pk, "争议大，重新调查")
    assert service.put(hall.clerk, second.pk).state == "put"


def test_a_show_of_hands(hall: Hall) -> None:
    motion = voting(hall)
    hands(hall, motion, 代表甲="no", 代表乙="no", 代表丙="abstain")
    result = service.confirm(hall.clerk, motion.pk, conclusion=" 调查结果属实 ")
    assert (result.yes, result.no, result.abstain, result.carried) == (7, 2, 1, True)
    assert (
        result.arithmetic_zh
        == "赞成 7 票，反对 2 票，弃权 1 票；赞成占到会有表决权的 10 人的 7/10 > 1/2，通过"
    )
    assert result.conclusion == "调查结果属实"
    assert service.confirm(hall.clerk, motion.pk).pk == result.pk
    assert Event.objects.filter(kind="result").count() == 1


def test_half_is_not_more_than_half(hall: Hall) -> None:
    motion = voting(hall)
    against = {f"代表{n}": "no" for n in "甲乙丙丁戊"}
    hands(hall, motion, **against)
    assert service.confirm(hall.clerk, motion.pk).carried is False


def test_hands_are_corrected_until_the_result_stands(hall: Hall) -> None:
    motion = voting(hall)
    hands(hall, motion)
    hands(hall, motion, 代表甲="no")
    assert OpenVote.objects.filter(motion=motion, choice="no").count() == 1
    assert OpenVote.objects.filter(motion=motion).count() == 10
    service.confirm(hall.clerk, motion.pk)
    with pytest.raises(NotNow, match="这一项现在是“已表决”"):
        hands(hall, motion)


def test_hands_before_a_result(hall: Hall) -> None:
    motion = voting(hall)
    with pytest.raises(NotNow, match="还没有登记举手情况"):
        service.confirm(hall.clerk, motion.pk)
    seat = motion.meeting.attendees.get(name="代表甲")
    with pytest.raises(NotNow, match="请选赞成、反对或弃权"):
        service.vote(hall.clerk, motion.pk, {seat.pk: "maybe"})
    with pytest.raises(NotNow, match="不清点选票"):
        service.count(hall.clerk, motion.pk, Votes(1, 0, 0))


def test_a_vote_is_not_confirmed_before_it_began(hall: Hall) -> None:
    meeting = opened(hall)
    motion = meeting.motions.get()
    with pytest.raises(NotNow, match="这一项现在是“待议”"):
        service.confirm(hall.clerk, motion.pk)


def test_papers_counted_by_two_people_who_agree(hall: Hall) -> None:
    motion = voting(hall, PAPER)
    assert service.count(hall.clerk, motion.pk, Votes(7, 2, 1)).state == "waiting"
    assert service.count(hall.cadre, motion.pk, Votes(7, 2, 1)).state == "agreed"
    result = service.confirm(hall.clerk, motion.pk)
    assert (result.yes, result.no, result.abstain, result.spoiled) == (7, 2, 1, 0)
    assert results_in(motion.meeting)[0].votes == Votes(7, 2, 1)


def test_one_person_is_not_two(hall: Hall) -> None:
    motion = voting(hall, PAPER)
    service.count(hall.clerk, motion.pk, Votes(7, 2, 1))
    assert service.count(hall.clerk, motion.pk, Votes(7, 2, 1)).state == "waiting"
    assert BallotCount.objects.count() == 1
    with pytest.raises(NotNow, match="必须由另一人独立录入"):
        service.count(hall.clerk, motion.pk, Votes(6, 3, 1))
    with pytest.raises(NotNow, match="两人录入一致之后"):
        service.confirm(hall.clerk, motion.pk)


def test_unequal_counts_are_counted_again(hall: Hall) -> None:
    motion = voting(hall, PAPER)
    service.count(hall.clerk, motion.pk, Votes(7, 2, 1))
    stands = service.count(hall.cadre, motion.pk, Votes(6, 3, 1))
    assert stands.state == "again"
    assert stands.text.zh == "两次录入不一致：赞成 7 与 6，反对 2 与 3。请两人重新清点，再各自录入。"
    assert (
        stands.text.en
        == "The two entries differ: for 7 and 6, against 2 and 3. Both count again and enter anew."
    )
    with pytest.raises(NotNow, match="两人录入一致之后"):
        service.confirm(hall.clerk, motion.pk)
    assert service.count(hall.cadre, motion.pk, Votes(6, 3, 1)).state == "again"  # the same form once more
    assert service.count(hall.clerk, motion.pk, Votes(6, 3, 1)).state == "waiting"
    assert service.count(hall.clerk2, motion.pk, Votes(6, 3, 1)).state == "agreed"
    rows = BallotCount.objects.filter(motion=motion).values_list("round", "entry", "by__username")
    assert list(rows) == [(1, 1, "clerk"), (1, 2, "cadre"), (2, 1, "clerk"), (2, 2, "clerk2")]
    assert Event.objects.get(kind="recount").said_zh == "第 1 项两次录入的票数不一致，重新清点。"


def test_more_papers_than_voters(hall: Hall) -> None:
    motion = voting(hall, PAPER)
    with pytest.raises(NotNow, match="合计 11 票，多于可投票的 10 人"):
        service.count(hall.clerk, motion.pk, Votes(8, 2, 1))
    with pytest.raises(NotNow, match="合计不能为 0"):
        service.count(hall.clerk, motion.pk, Votes(0, 0, 0))
    with pytest.raises(NotNow, match="无记名纸票"):
        service.vote(hall.clerk, motion.pk, {})
    assert BallotCount.objects.count() == 0


def secret(hall: Hall, votes: Votes) -> Meeting:
    """A secret ballot with this outcome."""
    motion = voting(hall, PAPER)
    service.count(hall.clerk, motion.pk, votes)
    service.count(hall.cadre, motion.pk, votes)
    service.confirm(hall.clerk, motion.pk)
    return motion.meeting


@pytest.mark.parametrize("votes", [Votes(3, 1, 0), Votes(9, 0, 0), Votes(0, 4, 0)])
def test_few_or_unanimous_papers_stay_unsaid(hall: Hall, votes: Votes) -> None:
    """Four papers; nine all in favour; four all against."""
    meeting = secret(hall, votes)
    result = results_in(meeting)[0]
    assert result.votes is None
    assert result.said.zh.startswith("无记名投票，")
    said = Event.objects.get(kind="result")
    for text in (result.said.zh, result.said.en, (said.said_zh or "").removeprefix("第 1 项")):
        assert not any(letter.isdigit() for letter in text)


def test_the_tables_never_link_a_voter_to_a_secret_vote(hall: Hall) -> None:
    secret(hall, Votes(6, 3, 1))
    assert OpenVote.objects.count() == 0
    for model in (BallotCount, MotionResult):
        names = {field.name for field in model._meta.get_fields()}
        assert "attendee" not in names
    assert not {"yes", "no"} & set(MotionResult.objects.get().heads)


def test_withdrawing_needs_a_reason_and_is_for_good(hall: Hall) -> None:
    motion = voting(hall)
    with pytest.raises(NotNow, match="请写明原因"):
        service.withdraw(hall.clerk, motion.pk, "")
    service.withdraw(hall.clerk, motion.pk, "票数多出")
    service.withdraw(hall.clerk, motion.pk, "票数多出")
    assert Event.objects.filter(kind="withdrawn").count() == 1
    with pytest.raises(NotNow, match="不再表决"):
        service.put(hall.clerk, motion.pk)
