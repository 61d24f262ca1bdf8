"""Searching the exported files without a server (静态检索): an index of bigrams in shards, read by web/find.js.

    open/search/<shard>.json        {token: [ids]}; null for a token in more than COMMON publications
    open/search/docs/<id // 500>.json   {id: [number, title, English title, place, day]}

A token is two neighbouring Chinese characters, or a word of Latin letters and digits in lower case. Which shard holds it
is told by its UTF-16 units: h = h * 31 + unit, modulo SHARDS. find.js does the same.
"""

import json
import re
from bisect import insort
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from datong.foundation.portal.extracts.files import put, remove, strays

SHARDS = 251
DOCS = 500
COMMON = 20_000
HOME = "open/search"
RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+|[a-z0-9]+")
Entry = tuple[str, str, str, str, str, str]  # number, title, English title, place code, day, further words
Shard = dict[str, list[int] | None]


def tokens(text: str) -> set[str]:
    """The tokens of a text; a lone Chinese character is its own."""
    found = set()
    for run in RUN.findall(text.lower()):
        if run[0] < "\u3400":
            found.add(run)
        else:
            found.update(run[at : at + 2] for at in range(max(1, len(run) - 1)))
    return found


def shard_of(token: str) -> int:
    """Which shard a token is in."""
    number = 0
    for unit in token:
        number = (number * 31 + ord(unit)) % SHARDS
    return number


def update(folder: str, new: Mapping[int, Entry], *, gone: Collection[int], fresh: bool) -> None:
    """Bring the index up to date: entries that are new or changed, by id; `gone`: ids shown no more. `fresh`: the index is
    made from nothing."""
    old = {} if fresh else recalled(folder, new.keys() | set(gone))
    take: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    add: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for pk, entry in old.items():
        for token in words(entry):
            take[shard_of(token)][token].append(pk)
    for pk, entry in sorted(new.items()):
        for token in words(entry):
            add[shard_of(token)][token].append(pk)
    for number in range(SHARDS) if fresh else sorted(take.keys() | add.keys()):
        path = f"{HOME}/{number}.json"
        shard: Shard = {} if fresh else load(folder, path)
        change(shard, take.get(number, {}), add.get(number, {}))
        put(folder, path, dumped(dict(sorted(shard.items()))))
    documents(folder, old, new, fresh=fresh)


def words(entry: Entry) -> set[str]:
    """What an entry is found by."""
    number, title, english, _, _, further = entry
    return tokens(f"{number} {title} {english} {further}")


def change(shard: Shard, take: Mapping[str, Iterable[int]], add: Mapping[str, Iterable[int]]) -> None:
    """Take ids out of a shard, then put ids in; lists stay sorted."""
    for token, ids in take.items():
        there = shard.get(token)
        if there:
            out = set(ids)
            shard[token] = [each for each in there if each not in out]
            if not shard[token]:
                del shard[token]
    for token, ids in add.items():
        if token not in shard:
            shard[token] = sorted(ids)
        elif (there := shard[token]) is not None:
            for pk in ids:
                insort(there, pk)
        if (there := shard[token]) is not None and len(there) > COMMON:
            shard[token] = None


def recalled(folder: str, ids: Collection[int]) -> dict[int, Entry]:
    """The entries of these ids as the index holds them."""
    found: dict[int, Entry] = {}
    for page in sorted({pk // DOCS for pk in ids}):
        there = load(folder, f"{HOME}/docs/{page}.json")
        found |= {pk: tuple(there[str(pk)]) for pk in ids if str(pk) in there}
    return found


def documents(folder: str, old: Mapping[int, Entry], new: Mapping[int, Entry], *, fresh: bool) -> None:
    """Write the pages of entries that changed."""
    pages: dict[int, dict[int, Entry | None]] = defaultdict(dict)
    for pk in old:
        pages[pk // DOCS][pk] = None
    for pk, entry in new.items():
        pages[pk // DOCS][pk] = entry
    paths = {f"{HOME}/docs/{page}.json": page for page in sorted(pages)}
    for path, page in paths.items():
        there = {} if fresh else {int(pk): entry for pk, entry in load(folder, path).items()}
        there |= pages[page]
        put(folder, path, dumped({str(pk): there[pk] for pk in sorted(there) if there[pk] is not None}))
    if fresh:
        remove(Path(folder), list(strays(Path(folder), f"{HOME}/docs", set(paths))))


def load(folder: str, path: str) -> dict[str, Any]:
    """A file of the index; empty where there is none."""
    try:
        found: dict[str, Any] = json.loads(Path(folder, path).read_bytes())
        return found
    except (OSError, ValueError):
        return {}


def dumped(content: Any) -> bytes:
    """The same content, the same bytes."""
    return (json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
