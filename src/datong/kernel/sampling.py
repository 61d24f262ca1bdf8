"""Verifiable random selection (可验证的抽样): anybody can draw again from the published frame and seed, and compare.

The consistent sampler of Rivest (also in the package consistent-sampler, used in election audits): the ticket of an id is
"0." and the reversed decimal digits of SHA-256(hex(SHA-256(seed)) + id); ids are taken in the order of their tickets,
compared as text. A stratum's order is the county's order restricted to it, so a draw can be enlarged without redrawing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

from datong.kernel.bilingual import Text

__all__ = [
    "BadDraw",
    "Drawn",
    "draw",
    "draw_strata",
    "frame",
    "frame_hash",
    "order",
    "published",
    "ticket",
    "verify_script",
]

DIGITS = 64
DUPLICATE = Text(
    "编号 {id} 出现了两次；每件只能有一个编号。", "The id {id} stands twice; each case has one id."
)
BLANK = Text("名单里有空白的编号。", "There is a blank id in the list.")
BROKEN = Text(
    "编号 {id} 前后有空白或中间有换行，不能用于抽样。",
    "The id {id} has blanks around it or a line break in it; it cannot be drawn.",
)
EMPTY = Text("名单是空的，没有可抽的。", "The list is empty; there is nothing to draw from.")
NO_SEED = Text("没有随机种子，不能抽样。", "There is no seed; nothing can be drawn.")
BAD_COUNT = Text(
    "要抽 {count} 件，名单只有 {size} 件。", "{count} to be drawn, but the list has only {size}."
)
BAD_SHARE = Text("抽样比例 {share} 应大于 0、不超过 1。", "The share {share} must be above 0 and at most 1.")
STRANGER = Text("{id} 不在名单里。", "{id} is not in the list.")
UNPLACED = Text("{id} 没有分到任何一层（镇）。", "{id} belongs to no stratum (town).")


class BadDraw(ValueError):
    """A draw that cannot be made so; `.text` says why."""

    def __init__(self, text: Text) -> None:
        super().__init__(text.zh)
        self.text = text


@dataclass(frozen=True, slots=True)
class Drawn:
    """One case that was taken. `mandatory`: it would have been taken whatever its ticket."""

    id: str
    stratum: str
    ticket: str
    mandatory: bool


def ticket(seed: str, id: str) -> str:
    """The ticket of an id: "0." and at least 64 digits, to be compared as text."""
    inner = sha256(seed.encode()).hexdigest() + id
    number = int.from_bytes(sha256(inner.encode()).digest(), "big")
    return "0." + str(number).zfill(DIGITS)[::-1]


def frame(ids: Iterable[str]) -> bytes:
    """The frame (抽样框) as it is published: the ids sorted by code point, one a line, each ended by LF, UTF-8.

    Raises BadDraw for none, for a duplicate, a blank one, or one with blanks around it or a line break in it.
    """
    listed = sorted(ids)
    if not listed:
        raise BadDraw(EMPTY)
    for id_ in listed:
        if not id_.strip():
            raise BadDraw(BLANK)
        if id_ != id_.strip() or len(id_.splitlines()) > 1:
            raise BadDraw(BROKEN.format(id=repr(id_)))
    for one, other in pairwise(listed):
        if one == other:
            raise BadDraw(DUPLICATE.format(id=one))
    return "".join(f"{id_}\n" for id_ in listed).encode()


def frame_hash(ids: Iterable[str]) -> str:
    """SHA-256 of the frame, in hex; published before the seed is known."""
    return sha256(frame(ids)).hexdigest()


def order(ids: Collection[str], seed: str) -> list[str]:
    """All ids in the order of their tickets. Raises BadDraw for an unusable list or an empty seed."""
    if not seed.strip():
        raise BadDraw(NO_SEED)
    frame(ids)
    return sorted(ids, key=lambda id_: (ticket(seed, id_), id_))


def draw(ids: Collection[str], seed: str, count: int) -> list[str]:
    """The first `count` ids in ticket order. Raises BadDraw."""
    if not 0 <= count <= len(ids):
        raise BadDraw(BAD_COUNT.format(count=count, size=len(ids)))
    return order(ids, seed)[:count]


def draw_strata(
    strata: Mapping[str, str], seed: str, share: Fraction, mandatory: Collection[str] = ()
) -> list[Drawn]:
    """Of every stratum (镇) at least ceil(share x size) ids, and all mandatory ones beside; in ticket order.

    `strata` gives the stratum of each id of the frame. The random part is drawn from the whole stratum, mandatory ids
    among them, so that it is the same whoever is mandatory. Raises BadDraw.
    """
    if not 0 < share <= 1:
        raise BadDraw(BAD_SHARE.format(share=share))
    for id_ in mandatory:
        if id_ not in strata:
            raise BadDraw(STRANGER.format(id=id_))
    for id_, stratum in strata.items():
        if not stratum:
            raise BadDraw(UNPLACED.format(id=id_))
    ordered = order(strata.keys(), seed)
    taken: set[str] = set(mandatory)
    for stratum in set(strata.values()):
        members = [id_ for id_ in ordered if strata[id_] == stratum]
        taken.update(members[: at_least(share, len(members))])
    return [Drawn(id_, strata[id_], ticket(seed, id_), id_ in mandatory) for id_ in ordered if id_ in taken]


def at_least(share: Fraction, size: int) -> int:
    """The least whole number not below share x size, reckoned exactly: 30% of 10 is 3, of 11 is 4."""
    return -(-share.numerator * size // share.denominator)


def verify_script() -> str:
    """The source of `verify_draw.py`, which is served beside every draw."""
    return Path(__file__).with_name("verify_draw.py").read_text("utf-8")


def published(
    strata: Mapping[str, str], seed: str, share: Fraction, mandatory: Sequence[str]
) -> dict[str, object]:
    """A draw as `verify_draw.py` reads it; to be written as JSON."""
    drawn = draw_strata(strata, seed, share, mandatory)
    return {
        "frame": frame(strata).decode().splitlines(),
        "frame_sha256": frame_hash(strata),
        "strata": dict(sorted(strata.items())),
        "mandatory": sorted(mandatory),
        "share": [share.numerator, share.denominator],
        "seed": seed,
        "drawn": [each.id for each in drawn],
    }
