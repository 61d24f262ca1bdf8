"""The rule of a meeting as data (会议规则): groups, composition, quorum, majority, ballot, who is not counted.

What the law leaves open has no default here: whoever writes a rule says it, or the county does. Only the two sizes of the
small-number guard are a design of this house.
"""

from dataclasses import dataclass
from typing import Any, Literal

from datong.kernel.bilingual import Text

Ballot = Literal["open", "secret"]
Base = Literal["present", "entitled", "cast"]


@dataclass(frozen=True, slots=True)
class Share:
    """`num`/`den` of a whole: reached (≥), or passed (>) when `strict`. Two integers, so that nothing is rounded."""

    num: int
    den: int
    strict: bool

    def __post_init__(self) -> None:
        if not 0 <= self.num <= self.den or self.den == 0:
            raise ValueError(f"{self.num}/{self.den} is no share of a whole")

    def __str__(self) -> str:
        return f"{self.num}/{self.den}"

    def met(self, part: int, whole: int) -> bool:
        """Whether `part` of `whole` is enough; of nobody nothing is."""
        ours, wanted = part * self.den, self.num * whole
        return whole > 0 and (ours > wanted if self.strict else ours >= wanted)

    def needed(self, whole: int) -> int | None:
        """The smallest part that is enough; None where not even all are."""
        least = self.num * whole // self.den + 1 if self.strict else -(-self.num * whole // self.den)
        return least if self.met(least, whole) and least <= whole else None

    def more(self, part: int, whole: int) -> int | None:
        """How many of the wanted kind must join to be enough (they raise the whole too); None: no number will do."""
        if self.met(part, whole):
            return 0
        lacking, gain = self.num * whole - part * self.den, self.den - self.num
        if gain == 0:
            return 1 if not (whole or self.strict) else None
        return max(1, lacking // gain + 1 if self.strict else -(-lacking // gain))


@dataclass(frozen=True, slots=True)
class Group:
    """Whom a meeting is made of. `duties`: whom the register of organisations offers; `votes`: whether they are entitled."""

    key: str
    name: Text
    duties: tuple[str, ...] = ()
    votes: bool = True


@dataclass(frozen=True, slots=True)
class Composition:
    """These groups together make up `share` of all who are present."""

    groups: tuple[str, ...]
    share: Share


@dataclass(frozen=True, slots=True)
class Majority:
    """In favour must be `share` of: the voters present, all entitled, or the valid votes cast (abstentions are votes)."""

    share: Share
    of: Base


@dataclass(frozen=True, slots=True)
class Uncounted:
    """A reason for which an absent person is not counted among the entitled (不计入应到)."""

    key: str
    name: Text


@dataclass(frozen=True, slots=True)
class Secrecy:
    """Figures of a secret ballot stay unsaid below `least` ballots, and below `unanimous` ballots if all are alike."""

    least: int = 5
    unanimous: int = 10


@dataclass(frozen=True, slots=True)
class MeetingRule:
    """One rule, frozen into each meeting when it is called.

    `quorum` None: the rule sets none. `recused_count`: whether who steps aside still counts among present and entitled.
    `everyone_signs`: all who came sign the minutes before the meeting is closed.
    """

    key: str
    name: Text
    article: str
    groups: tuple[Group, ...]
    compositions: tuple[Composition, ...]
    quorum: Share | None
    majority: Majority
    ballot: Ballot
    uncounted: tuple[Uncounted, ...]
    recused_count: bool
    everyone_signs: bool
    secrecy: Secrecy = Secrecy()

    def __post_init__(self) -> None:
        keys = [group.key for group in self.groups]
        if len(set(keys)) < len(keys):
            raise ValueError(f"{self.key}: a group stands twice")
        if unknown := {key for each in self.compositions for key in each.groups} - set(keys):
            raise ValueError(f"{self.key}: no group {', '.join(sorted(unknown))}")

    def group(self, key: str) -> Group:
        """The group; raises KeyError."""
        return {group.key: group for group in self.groups}[key]


def to_json(rule: MeetingRule) -> dict[str, Any]:
    """The rule as plain JSON, to be kept with the meeting."""
    return {
        "key": rule.key,
        "name": _text(rule.name),
        "article": rule.article,
        "groups": [
            {"key": g.key, "name": _text(g.name), "duties": list(g.duties), "votes": g.votes}
            for g in rule.groups
        ],
        "compositions": [{"groups": list(c.groups), "share": _share(c.share)} for c in rule.compositions],
        "quorum": rule.quorum and _share(rule.quorum),
        "majority": {"share": _share(rule.majority.share), "of": rule.majority.of},
        "ballot": rule.ballot,
        "uncounted": [{"key": u.key, "name": _text(u.name)} for u in rule.uncounted],
        "recused_count": rule.recused_count,
        "everyone_signs": rule.everyone_signs,
        "secrecy": {"least": rule.secrecy.least, "unanimous": rule.secrecy.unanimous},
    }


def from_json(kept: dict[str, Any]) -> MeetingRule:
    """The rule as it was frozen; raises KeyError or ValueError for anything else."""
    return MeetingRule(
        key=kept["key"],
        name=Text(*kept["name"]),
        article=kept["article"],
        groups=tuple(
            Group(g["key"], Text(*g["name"]), tuple(g["duties"]), g["votes"]) for g in kept["groups"]
        ),
        compositions=tuple(Composition(tuple(c["groups"]), Share(*c["share"])) for c in kept["compositions"]),
        quorum=Share(*kept["quorum"]) if kept["quorum"] else None,
        majority=Majority(Share(*kept["majority"]["share"]), kept["majority"]["of"]),
        ballot=kept["ballot"],
        uncounted=tuple(Uncounted(u["key"], Text(*u["name"])) for u in kept["uncounted"]),
        recused_count=kept["recused_count"],
        everyone_signs=kept["everyone_signs"],
        secrecy=Secrecy(**kept["secrecy"]),
    )


def _text(text: Text) -> list[str]:
    return [text.zh, text.en]


def _share(share: Share) -> list[int | bool]:
    return [share.num, share.den, share.strict]
