"""Shares with their intervals, as lines that draw themselves."""

from collections.abc import Sequence
from dataclasses import dataclass

from datong.foundation.reviews.enums import HitState
from datong.foundation.reviews.queries.statistics import Share
from datong.foundation.reviews.tables import words
from datong.kernel.bilingual import Text

GROUPS = {
    "source": Text("按来源", "by source"),
    "list": Text("按名单种类", "by kind of list"),
    "kind": Text("按比中方式", "by way of matching"),
    "town": Text("按乡镇", "by town"),
    "village": Text("按村（社区）", "by village"),
    "sex": Text("按性别", "by sex"),
    "age": Text("按年龄", "by age"),
}
MINIMUM = 30


@dataclass(frozen=True, slots=True)
class Line:
    """One group: numbers, and the picture in per cent of its width. `words` is empty while nothing is decided."""

    key: str
    name: Text
    total: int
    open: int
    explained: int
    dismissed: int
    confirmed: int
    decided: int
    words: str
    dot: float
    x: float
    width: float


def line(share: Share) -> Line:
    """A group as it is drawn."""
    low, high = share.interval
    part = share.share
    told = "" if part is None else words.aside(f"{part * 100:.0f}%", f"{low * 100:.0f}%–{high * 100:.0f}%")
    states = share.states
    return Line(
        share.key,
        share.name,
        share.total,
        states.get(HitState.TO_VERIFY, 0),
        states.get(HitState.EXPLAINED, 0),
        states.get(HitState.DISMISSED, 0),
        share.confirmed,
        share.decided,
        told,
        round((part or 0.0) * 100, 2),
        round(low * 100, 2),
        round((high - low) * 100, 2),
    )


def lines(shares: Sequence[Share]) -> list[Line]:
    """All of them."""
    return [line(each) for each in shares]


def whole(shares: Sequence[Share]) -> Line:
    """The groups together."""
    states: dict[str, int] = {}
    for share in shares:
        for key, count in share.states.items():
            states[key] = states.get(key, 0) + count
    return line(Share("all", Text("全部", "all"), states))
