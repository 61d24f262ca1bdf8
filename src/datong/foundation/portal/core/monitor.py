"""What a watcher of the public pages compares (监测): every page with the log, the log with itself and with its witnesses.

Pure: pages come in through `fetch`. The log is read whole and its root computed anew, so nothing it says of itself counts.
Alarms: altered (a page, content, file or proof that is not what was logged), unlogged (shown and not in the log), missing
(in the log and not shown), over (withdrawn or expired in the log and still shown), rolled-back (the log is older or other
than before), split-view (the log is other than its witnesses saw), unreadable.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Any

from datong.foundation.portal.core.fetched import Alarm, Fetch, Unreadable, article, data, had, parsed
from datong.kernel.bilingual import Text
from datong.kernel.tlog import checkpoints, notes, tiles, tree
from datong.kernel.tlog.checkpoints import Checkpoint
from datong.kernel.tlog.notes import Key, Malformed, Verify
from datong.kernel.tlog.policies import Policy

Words = Callable[[Mapping[str, Any], str], Iterator[str]]
"""Content and language -> the words a page shows, in order."""

Spread = Callable[
    [Callable[[Mapping[str, Any]], list[Alarm]], Sequence[Mapping[str, Any]]], Iterable[list[Alarm]]
]

SHOWN = ("publish", "correct")
ROLLED_BACK, SPLIT_VIEW = "rolled-back", "split-view"
OVER = ("withdraw", "expire")
PAGES_MAX = 100_000
NEEDED = {"number", "version", "action", "index", "address", "content", "proof"}


@dataclass(frozen=True, slots=True)
class Seen:
    """What a watcher remembers: the newest checkpoint it accepted, as signed; the last day of every publication shown."""

    checkpoint: str = ""
    until: Mapping[str, str] = field(default_factory=dict)

    @property
    def head(self) -> Checkpoint | None:
        """The remembered size and root; None before the first time. Raises BadNote, BadCheckpoint."""
        return checkpoints.parse(notes.parse(self.checkpoint).text) if self.checkpoint else None


@dataclass(frozen=True, slots=True)
class Trust:
    """Whose signatures count: the log's keys, the policy with its witnesses, and how Ed25519 is checked."""

    logs: tuple[Key, ...]
    policy: Policy
    verify: Verify


@dataclass(frozen=True)
class Log:
    """The log as it was read whole: the signed checkpoint, its entries, their leaf hashes."""

    note: str
    head: Checkpoint
    entries: Sequence[bytes]
    leaves: Sequence[bytes]

    def root(self, size: int) -> bytes | None:
        """The root of the first `size` entries; None beyond the end."""
        return tree.root(self.leaves[:size]) if size <= len(self.leaves) else None

    @cached_property
    def newest(self) -> dict[str, tuple[int, dict[str, Any]]]:
        """The last entry of each publication by its number: index and fields."""
        found = {}
        for index, entry in enumerate(self.entries):
            fields = parsed(entry)
            if fields.get("action") in (*SHOWN, *OVER):
                found[str(fields.get("object"))] = (index, fields)
        return found


@dataclass(frozen=True, slots=True)
class Report:
    """What a round found; `seen` is what to remember for the next one."""

    alarms: tuple[Alarm, ...]
    publications: int
    entries: int
    seen: Seen


def watch(fetch: Fetch, trust: Trust, seen: Seen, words: Words, today: str, spread: Spread = map) -> Report:
    """One round over the log and all pages; `today` as YYYY-MM-DD; `spread` may look at several pages at once.

    Pages may change while they are read: what looks unlogged, missing or over is looked at a second time.
    """
    for last in (False, True):
        try:
            log = read_log(fetch, trust)
            listed = list(listing(fetch))
        except Unreadable as error:
            if last:
                return Report((error.alarm,), 0, 0, seen)
            continue
        history = [*rolled_back(log, seen), *witnessed(fetch, trust, log)]
        lists = list(compared(log, listed, seen, today))
        if not history and not lists:
            break
    looked = spread(lambda row: list(publication(fetch, trust, log, row, words)), listed)
    pages = [alarm for found in looked for alarm in found]
    kept = {row["number"]: row["until"] for row in listed if row.get("until")}
    two = any(alarm.kind in (ROLLED_BACK, SPLIT_VIEW) for alarm in history)
    fresh = seen if two else Seen(log.note, {**seen.until, **kept})
    return Report((*history, *lists, *pages), len(listed), len(log.entries), fresh)


def read_log(fetch: Fetch, trust: Trust) -> Log:
    """The checkpoint and every entry; the root computed from the entries must be the signed one. Raises Unreadable."""
    note = had(fetch, "/log/checkpoint")
    try:
        head = trust.policy.accept(note, trust.verify, trust.logs).checkpoint
    except Malformed as error:
        raise Unreadable("/log/checkpoint", error.text, "altered") from error
    entries: list[bytes] = []
    full, width = tiles.widths(0, head.size)
    for n, count in [*((n, tiles.WIDTH) for n in range(full)), *([(full, width)] if width else [])]:
        address = f"/log/{tiles.entries_path(n, count)}"
        try:
            entries += tiles.unbundle(had(fetch, address), count)
        except tiles.BadBundle as error:
            raise Unreadable(address, error.text, "altered") from error
    log = Log(note.decode(), head, entries, tree.leaf_hashes(entries))
    if log.root(head.size) != head.root:
        raise Unreadable(
            "/log/",
            Text(
                "日志条目与签名的检查点不符",
                "the entries of the log give another root than the signed checkpoint",
            ),
            "altered",
        )
    return log


def listing(fetch: Fetch) -> Iterator[dict[str, Any]]:
    """Every publication shown now, page after page. Raises Unreadable."""
    address = "/open/publications.json"
    for _ in range(PAGES_MAX):
        page = data(fetch, address)
        yield from lines(page.get("publications"), address)
        address = str(page.get("next") or "")
        if not address:
            return


def lines(rows: Any, address: str) -> Sequence[dict[str, Any]]:
    """The rows of a page of the list. Raises Unreadable when one lacks what is needed to look at it."""
    whole = isinstance(rows, list) and all(isinstance(row, dict) and row.keys() >= NEEDED for row in rows)
    if not whole:
        raise Unreadable(address, Text("清单的格式不对", "the list is malformed"))
    return list(rows)


def rolled_back(log: Log, seen: Seen) -> Iterator[Alarm]:
    """The log against what was seen before."""
    before = seen.head
    if before is None or (log.root(before.size) == before.root and log.head.origin == before.origin):
        return
    if log.head.size < before.size:
        text = Text(
            "日志现有 {now} 条，上次见到 {was} 条：被退回了",
            "the log has {now} entries and had {was}: it was rolled back",
        )
    else:
        text = Text(
            "日志前 {was} 条与上次见到的不同：被改写了",
            "the first {was} entries differ from those seen before: it was rewritten",
        )
    yield Alarm(ROLLED_BACK, "/log/checkpoint", text.format(now=log.head.size, was=before.size))


def witnessed(fetch: Fetch, trust: Trust, log: Log) -> Iterator[Alarm]:
    """The log against what its witnesses hold; being ahead of the page counts when a quorum of them is."""
    ahead = []
    for witness in trust.policy.witnesses:
        if not witness.url:
            continue
        address = f"{witness.url.rstrip('/')}/{sha256(log.head.origin.encode()).hexdigest()}/checkpoint"
        status, body = fetch(address)
        try:
            note = notes.parse(body)
            held = checkpoints.parse(note.text)
            standing = notes.opened(note, [witness.key, *trust.policy.logs, *trust.logs], trust.verify)
        except Malformed:
            standing = []
        if status != 200 or witness.key not in standing or held.origin != log.head.origin:
            text = Text("见证人 {name} 没有可信的回答", "no answer of witness {name} that can be trusted")
            yield Alarm("unreadable", address, text.format(name=witness.name))
        elif held.size > log.head.size:
            ahead.append(witness.name)
        elif log.root(held.size) != held.root:
            text = Text(
                "日志前 {size} 条与见证人 {name} 所见不同：有两个版本",
                "witness {name} saw other {size} first entries: there are two histories",
            )
            yield Alarm(SPLIT_VIEW, address, text.format(name=witness.name, size=held.size))
    if ahead and trust.policy.quorum != "none" and trust.policy.satisfied(ahead):
        text = Text(
            "{names} 已见过更长的日志：网页上的日志被退回了",
            "{names} have seen a longer log: the one on the pages was rolled back",
        )
        yield Alarm(ROLLED_BACK, "/log/checkpoint", text.format(names=", ".join(ahead)))


def compared(log: Log, listed: Sequence[Mapping[str, Any]], seen: Seen, today: str) -> Iterator[Alarm]:
    """The list of what is shown against the entries of the log, both ways."""
    shown = set()
    for row in listed:
        number, where = str(row["number"]), str(row["address"])
        shown.add(number)
        index, fields = log.newest.get(number, (-1, {}))
        if index < 0:
            yield Alarm(
                "unlogged",
                where,
                Text("日志里没有这份公开内容", "nothing in the log stands for this publication"),
            )
        elif fields.get("action") in OVER:
            yield Alarm(
                "over",
                where,
                Text("日志说已撤回或到期，仍在公开", "withdrawn or expired in the log, and still shown"),
            )
        elif (index, fields.get("version")) != (row["index"], row["version"]):
            text = Text(
                "日志里最新的是第 {version} 版（第 {index} 条），显示的不是它",
                "the newest edition in the log is {version} (entry {index}), and another is shown",
            )
            yield Alarm("missing", where, text.format(version=fields.get("version"), index=index))
    for number, (index, fields) in log.newest.items():
        lapsed = seen.until.get(number, "9999") < today
        if fields.get("action") in SHOWN and number not in shown and not lapsed:
            text = Text(
                "日志第 {index} 条的公开内容不见了", "what entry {index} of the log stands for is not shown"
            )
            yield Alarm("missing", f"/open/p/{number}/", text.format(index=index))


def publication(
    fetch: Fetch, trust: Trust, log: Log, row: Mapping[str, Any], words: Words
) -> Iterator[Alarm]:
    """Content, proof, files and both pages of one publication against its entry."""
    try:
        raw, proof = had(fetch, row["content"]), data(fetch, row["proof"])
        where, index = str(row["content"]), int(row["index"])
        entry = log.entries[index] if 0 <= index < len(log.entries) else b""
        content = parsed(raw)
        if not committed(entry, str(proof.get("salt") or ""), raw) or not named(parsed(entry), row, content):
            yield Alarm(
                "altered",
                where,
                Text("内容与日志第 {n} 条不符", "the content differs from entry {n} of the log").format(
                    n=index
                ),
            )
            return
        if said := otherwise(row, content):
            text = Text("清单里的{names}与所记的内容不同", "{names} in the list: not what was logged")
            yield Alarm("altered", str(row["address"]), text.format(names="、".join(said)))
        if not proves(proof, entry, index, log, trust):
            yield Alarm(
                "altered",
                str(row["proof"]),
                Text("给出的证明不成立", "the proof that is given out does not hold"),
            )
        yield from files(fetch, row, content)
        for address, lang in (
            (row["address"], "zh"),
            (f"/open/en{row['address'].removeprefix('/open')}", "en"),
        ):
            body = had(fetch, address).decode("utf-8", "replace")
            if article(body) != [word for each in words(content, lang) if (word := each.strip())]:
                yield Alarm(
                    "altered",
                    address,
                    Text(
                        "网页上的文字与所记的内容不同",
                        "the words of the page differ from the content that was logged",
                    ),
                )
    except Unreadable as error:
        yield error.alarm
    except (KeyError, TypeError, ValueError) as error:
        text = Text("格式不对：{error}", "malformed: {error}").format(error=repr(error))
        yield Alarm("unreadable", str(row.get("address", "/open/publications.json")), text)


def otherwise(row: Mapping[str, Any], content: Mapping[str, Any]) -> list[str]:
    """What the list, and with it villages' pages, searches and feeds, says of a publication otherwise than was logged. The day
    of the list is that of the first edition: of a later one it cannot lie after its own."""
    logged = {
        "title": content.get("title"),
        "place": content.get("place", {}).get("code"),
        "aspect": content.get("aspect", {}).get("key"),
        "item": content.get("item", {}).get("key"),
        "period": content.get("period"),
        "until": content.get("until"),
    }
    wrong = [name for name, value in logged.items() if name in row and row[name] != value]
    own = str(content.get("posted", ""))
    day = str(row.get("posted", own))
    return [*wrong, "posted"] if day > own or (row["version"] == 1 and day != own) else wrong


def committed(entry: bytes, salt: str, content: bytes) -> bool:
    """Whether the entry is a commitment to the content."""
    return parsed(entry).get("commitment") == sha256(bytes.fromhex(salt) + content).hexdigest()


def named(entry: Mapping[str, Any], row: Mapping[str, Any], content: Mapping[str, Any]) -> bool:
    """Whether entry, list and content speak of the same edition, action and publisher."""
    said = {(each["number"], each["version"], each["action"]) for each in (row, content)}
    return (
        said == {(entry["object"], entry["version"], entry["action"])}
        and entry["publisher"] == content["publisher"]["code"]
    )


def proves(proof: Mapping[str, Any], entry: bytes, index: int, log: Log, trust: Trust) -> bool:
    """Whether the proof given out holds by itself, and in the log that was read."""
    try:
        head = trust.policy.accept(proof["checkpoint"], trust.verify, trust.logs).checkpoint
    except Malformed:
        return False
    hashes = [notes.bytes_of(each) for each in proof["hashes"]]
    right = proof["index"] == index and proof["entry"].encode() == entry
    same = head.size > log.head.size or log.root(head.size) == head.root
    return right and same and tree.check_inclusion(index, head.size, tree.leaf_hash(entry), hashes, head.root)


def files(fetch: Fetch, row: Mapping[str, Any], content: Mapping[str, Any]) -> Iterator[Alarm]:
    """Every attachment against the hash in the content."""
    for file in content["files"]:
        address = f"{row['address']}{row['version']}/files/{file['sha256']}/{file['name']}"
        if sha256(had(fetch, address)).hexdigest() != file["sha256"]:
            yield Alarm(
                "altered", address, Text("附件已被换掉", "the attachment is not the one that was published")
            )
