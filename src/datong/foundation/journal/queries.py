"""Reading the journal, and checking its chain."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from datong.foundation.journal.core import START, Line, fault, head_content
from datong.foundation.journal.models import Entry
from datong.foundation.publiclog import service as publiclog
from datong.kernel.bilingual import Text
from datong.kernel.clock import SHANGHAI

CHUNK = 5_000
HEAD = "journal.Head"
HEADS = "journal.publish_head"
SOUND = Text("链条完整，共 {count} 条", "The chain is whole: {count} entries")
BROKEN = Text("第 {id} 条有问题：{why}", "Entry {id} is broken: {why}")
CUT_OFF = Text(
    "链条自身完整，但其中没有给出的链头：末尾被截去，或整段被重写过",
    "The chain is whole in itself but does not hold the head given: its end was cut off, or it was written anew",
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of checking `entries` entries; `head` is the digest of the last good one in hex, `broken` the number
    of the first broken one. Without a broken one the chain is still not `sound` when it lacks a head known before."""

    entries: int
    head: str
    broken: int | None
    sound: bool
    text: Text


@dataclass(frozen=True, slots=True)
class Value:
    """A field of a record as it was on a day; `entry` wrote it (None: it was so before the first change)."""

    name: str
    value: Any
    entry: int | None


def entries(target: str | None = None) -> QuerySet[Entry]:
    """Entries, the newest first; of one target when given."""
    return Entry.objects.filter(target=target) if target else Entry.objects.all()


def verify(
    progress: Callable[[int, int], None] | None = None, *, head: str = "", newest: int | None = None
) -> Verdict:
    """Walk the chain in the order of its numbers and stop at the first broken entry. Memory: a few thousand entries.

    `head`: a digest in hex that was the head once and must still be in the chain. `newest`: only so many entries from
    the end, the one before them taken as it stands. `progress` is called with entries read and entries in all.
    """
    first = start(newest)
    follows = bytes(first.previous) if first else START
    total = Entry.objects.count() if progress else 0
    before, count, known = None, 0, head in ("", follows.hex())
    for line in lines(first.id - 1 if first else None):
        if wrong := fault(line, before, follows=follows):
            return Verdict(count, follows.hex(), line.id, False, BROKEN.format(id=line.id, why=wrong))
        before, follows, count = line, bytes(line.digest), count + 1
        known = known or follows.hex() == head
        if progress and count % CHUNK == 0:
            progress(count, total)
    if progress:
        progress(count, count)
    return Verdict(count, follows.hex(), None, known, SOUND.format(count=count) if known else CUT_OFF)


def head() -> tuple[int, str]:
    """Number and digest in hex of the last entry; 0 and zeros before the first."""
    last = Entry.objects.order_by("-id").values_list("id", "digest").first()
    return (last[0], bytes(last[1]).hex()) if last else (0, START.hex())


def published_heads() -> tuple[int, list[str]]:
    """How many days' heads the public log holds, and the days whose head does not agree with the chain or with the log."""
    good, bad = 0, []
    for target, detail in Entry.objects.filter(action=HEADS).order_by("id").values_list("target", "detail"):
        day = target.removeprefix(f"{HEAD}:")
        in_chain = Entry.objects.filter(pk=detail["entries"]).values_list("digest", flat=True).first()
        try:
            publiclog.proved(detail["log"], head_content(day, detail["entries"], detail["head"]))
        except publiclog.NotProved:
            in_chain = None
        if in_chain is not None and bytes(in_chain).hex() == detail["head"]:
            good += 1
        else:
            bad.append(day)
    return good, bad


def start(newest: int | None) -> Entry | None:
    """The entry to begin with when only the `newest` are asked for; None: from the beginning."""
    return Entry.objects.order_by("-id")[newest - 1 : newest].first() if newest else None


def lines(after: int | None) -> Iterator[Line]:
    """Entries after number `after` (None: from the very first) in order, read by the chunk."""
    rows = list(chunk(after))
    while rows:
        yield from map(Line._make, rows)
        rows = list(chunk(rows[-1][0]))


def chunk(after: int | None) -> QuerySet[Entry, Any]:
    """The next entries after a number (None: from the very first)."""
    rest = Entry.objects.all() if after is None else Entry.objects.filter(id__gt=after)
    return rest.order_by("id").values_list(*Line._fields)[:CHUNK]


def state_on(target: str, day: dt.date) -> list[Value]:
    """The fields of a record as they were at the end of `day` in China, by name, worked out from its changes.

    Fields of which no change was ever recorded are not known here.
    """
    end = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), SHANGHAI)
    found: dict[str, Value] = {}
    for number, at, detail in (
        Entry.objects.filter(target=target).order_by("id").values_list("id", "at", "detail")
    ):
        for name, (old, new) in detail.get("changes", {}).items():
            if at < end:
                found[name] = Value(name, new, number)
            else:
                found.setdefault(name, Value(name, old, None))
    return [found[name] for name in sorted(found)]
