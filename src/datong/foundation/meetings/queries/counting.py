"""Papers and hands counted (计票): the last round of a secret ballot, the difference, the tally."""

from collections import Counter
from collections.abc import Sequence

from datong.foundation.meetings.core.arithmetic import Votes
from datong.foundation.meetings.core.rules import MeetingRule
from datong.foundation.meetings.enums import Choice
from datong.foundation.meetings.errors import NotNow
from datong.foundation.meetings.models import BallotCount, Motion, OpenVote
from datong.kernel.bilingual import Text

PAPERS = {
    "yes": Text("赞成", "for"),
    "no": Text("反对", "against"),
    "abstain": Text("弃权", "abstaining"),
    "spoiled": Text("废票", "spoiled"),
}
DIFFER = Text(
    "两次录入不一致：{listed}。请两人重新清点，再各自录入。",
    "The two entries differ: {listed}. Both count again and enter anew.",
)


def latest(motion: Motion) -> list[BallotCount]:
    """The entries of the last round: none, one or two."""
    rows = list(BallotCount.objects.filter(motion=motion))
    return [row for row in rows if row.round == rows[-1].round]


def counted(row: BallotCount) -> Votes:
    return Votes(row.yes, row.no, row.abstain, row.spoiled)


def agreed(rows: Sequence[BallotCount]) -> bool:
    """Whether two people entered the same."""
    return len(rows) == 2 and counted(rows[0]) == counted(rows[1])


def difference(rows: Sequence[BallotCount]) -> Text:
    """What differs between two entries; to be shown once both are in."""
    apart = [
        (word, getattr(rows[0], name), getattr(rows[1], name))
        for name, word in PAPERS.items()
        if getattr(rows[0], name) != getattr(rows[1], name)
    ]
    return DIFFER.format(
        listed=Text(
            "，".join(f"{word.zh} {one} 与 {two}" for word, one, two in apart),
            ", ".join(f"{word.en} {one} and {two}" for word, one, two in apart),
        )
    )


def hands(motion: Motion) -> Votes:
    """The show of hands."""
    found = Counter(OpenVote.objects.filter(motion=motion).values_list("choice", flat=True))
    return Votes(found[Choice.YES], found[Choice.NO], found[Choice.ABSTAIN])


def tally(motion: Motion, rule: MeetingRule) -> Votes:
    """What was voted; raises NotNow while it is not known."""
    if rule.ballot == "open":
        votes = hands(motion)
        if not votes.total:
            raise NotNow(Text("还没有登记举手情况。", "The show of hands has not been entered."))
        return votes
    rows = latest(motion)
    if not agreed(rows):
        raise NotNow(
            Text(
                "两人录入一致之后才能确认结果。",
                "The result is confirmed once two people entered the same count.",
            )
        )
    return counted(rows[0])
