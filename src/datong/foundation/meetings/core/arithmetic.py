"""Heads and votes (人数与票数): is the meeting complete, is the motion carried, and the arithmetic in words."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from datong.foundation.meetings.core.rules import Base, Composition, MeetingRule, Share
from datong.kernel.bilingual import Text

BASES: dict[Base, Text] = {
    "present": Text("到会有表决权的 {whole} 人", "{whole} entitled and present"),
    "entitled": Text("应到 {whole} 人", "{whole} entitled"),
    "cast": Text("有效票 {whole} 票", "{whole} valid votes"),
}
NO_QUORUM = Text(
    "应到 {entitled} 人，实到 {voters} 人；规则未规定到会比例",
    "{entitled} entitled, {voters} of them present; the rule sets no quorum",
)
QUORUM = Text(
    "应到 {entitled} 人，实到 {voters} 人，{sum}，{verdict}",
    "{entitled} entitled, {voters} of them present, {sum}: {verdict}",
)
COMPOSED = Text(
    "实到 {present} 人，其中{groups} {part} 人，{sum}，{verdict}",
    "{present} present, {part} of them {groups}, {sum}: {verdict}",
)
CARRIED = Text(
    "赞成 {yes} 票，反对 {no} 票，弃权 {abstain} 票{spoiled}；赞成占{base}的 {sum}，{verdict}",
    "{yes} for, {no} against, {abstain} abstaining{spoiled}; in favour of {base}: {sum}, {verdict}",
)
SPOILED = Text("，废票 {count} 票", ", {count} spoiled")
MET, UNMET = Text("符合", "met"), Text("不符合", "not met")
PASSED, FAILED = Text("通过", "carried"), Text("未通过", "not carried")
LACKING = Text("；至少应有 {needed} 人到会", "; at least {needed} must be present")
JOIN = Text("；再到会 {more} 名{groups}即可", "; {more} more of {groups} would do")


@dataclass(frozen=True, slots=True)
class Seat:
    """One attendee as the arithmetic sees them. `uncounted`: absent for a reason that takes them out of the entitled."""

    group: str
    entitled: bool
    present: bool
    uncounted: bool = False
    recused: bool = False


@dataclass(frozen=True, slots=True)
class Heads:
    """`entitled` (应到), `voters` (entitled and present: the base of quorum and majority), `present` (everybody in the room)
    and by group; `ballots`: who may vote now, never one who steps aside."""

    entitled: int
    voters: int
    present: int
    ballots: int
    groups: Mapping[str, int]

    def to_json(self) -> dict[str, Any]:
        """As plain JSON; `Heads(**kept)` reads it."""
        return {name: getattr(self, name) for name in ("entitled", "voters", "present", "ballots")} | {
            "groups": dict(self.groups)
        }


@dataclass(frozen=True, slots=True)
class Votes:
    """What was voted: for, against, abstaining; spoiled papers are no votes."""

    yes: int
    no: int
    abstain: int
    spoiled: int = 0

    @property
    def cast(self) -> int:
        """Valid votes."""
        return self.yes + self.no + self.abstain

    @property
    def total(self) -> int:
        """Papers, the spoiled ones too."""
        return self.cast + self.spoiled


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a condition holds, with its arithmetic."""

    met: bool
    text: Text


def heads(rule: MeetingRule, seats: Iterable[Seat]) -> Heads:
    """Count the seats. Who is uncounted but came is counted like everybody."""
    counted, ballots = [], 0
    for seat in seats:
        ballots += seat.entitled and seat.present and not seat.recused
        if rule.recused_count or not seat.recused:
            counted.append(seat)
    return Heads(
        entitled=sum(seat.entitled and (seat.present or not seat.uncounted) for seat in counted),
        voters=sum(seat.entitled and seat.present for seat in counted),
        present=sum(seat.present for seat in counted),
        ballots=ballots,
        groups=dict(Counter(seat.group for seat in counted if seat.present)),
    )


def complete(rule: MeetingRule, found: Heads) -> list[Verdict]:
    """Quorum, then each condition on the composition; the meeting may decide when all are met."""
    return [quorum(rule, found), *(composed(rule, each, found) for each in rule.compositions)]


def quorum(rule: MeetingRule, found: Heads) -> Verdict:
    """Whether enough of the entitled are there; somebody must be, whatever the rule."""
    facts = {"entitled": found.entitled, "voters": found.voters}
    if rule.quorum is None:
        return Verdict(found.voters > 0, NO_QUORUM.format(**facts))
    met = rule.quorum.met(found.voters, found.entitled)
    said = QUORUM.format(
        **facts, sum=compared(rule.quorum, found.voters, found.entitled), verdict=MET if met else UNMET
    )
    needed = rule.quorum.needed(found.entitled)
    return Verdict(met, said if met or needed is None else _and(said, LACKING.format(needed=needed)))


def composed(rule: MeetingRule, wanted: Composition, found: Heads) -> Verdict:
    """Whether these groups make up their share of everybody present."""
    part = sum(found.groups.get(key, 0) for key in wanted.groups)
    names = [rule.group(key).name for key in wanted.groups]
    groups = Text("、".join(name.zh for name in names), ", ".join(name.en for name in names))
    met = wanted.share.met(part, found.present)
    said = COMPOSED.format(
        present=found.present,
        groups=groups,
        part=part,
        sum=compared(wanted.share, part, found.present),
        verdict=MET if met else UNMET,
    )
    more = wanted.share.more(part, found.present)
    return Verdict(met, said if met or more is None else _and(said, JOIN.format(more=more, groups=groups)))


def carried(rule: MeetingRule, found: Heads, votes: Votes) -> Verdict:
    """Whether the motion is carried."""
    whole = {"present": found.voters, "entitled": found.entitled, "cast": votes.cast}[rule.majority.of]
    met = rule.majority.share.met(votes.yes, whole)
    said = CARRIED.format(
        yes=votes.yes,
        no=votes.no,
        abstain=votes.abstain,
        spoiled=SPOILED.format(count=votes.spoiled) if votes.spoiled else Text("", ""),
        base=BASES[rule.majority.of].format(whole=whole),
        sum=compared(rule.majority.share, votes.yes, whole),
        verdict=PASSED if met else FAILED,
    )
    return Verdict(met, said)


def compared(share: Share, part: int, whole: int) -> str:
    """8/12 ≥ 2/3, with the sign that is true."""
    signs = (">", "≤") if share.strict else ("≥", "<")
    return f"{part}/{whole} {signs[0] if share.met(part, whole) else signs[1]} {share}"


def _and(said: Text, more: Text) -> Text:
    return Text(said.zh + more.zh, said.en + more.en)
