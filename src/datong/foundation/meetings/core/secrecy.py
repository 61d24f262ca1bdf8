"""The small-number guard (小数保护): figures that would tell how somebody voted in a secret ballot stay unsaid."""

from datong.foundation.meetings.core.arithmetic import FAILED, PASSED, Heads, Votes
from datong.foundation.meetings.core.rules import MeetingRule
from datong.kernel.bilingual import Text

GUARDED = Text(
    "无记名投票，{verdict}；人数较少或意见一致，为保护投票秘密不列票数",
    "secret ballot, {verdict}; too few or all alike, so the figures stay unsaid to keep the ballot secret",
)


def sayable(rule: MeetingRule, found: Heads, votes: Votes) -> bool:
    """Whether the figures may be shown. An open ballot hides nothing; of a secret one never any breakdown by group."""
    if rule.ballot == "open":
        return True
    ballots = min(found.ballots, votes.total)
    alike = max(votes.yes, votes.no, votes.abstain) == votes.cast
    return ballots >= (rule.secrecy.unanimous if alike else rule.secrecy.least)


def guarded(carried: bool) -> Text:
    """All that is said of a guarded result."""
    return GUARDED.format(verdict=PASSED if carried else FAILED)
