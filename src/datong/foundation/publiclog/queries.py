"""Reading the log: where it lies, what is published, and proofs of single entries."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from django.conf import settings
from django.db import connection

from datong.foundation.publiclog.core import checking, hsm, signing
from datong.foundation.publiclog.core.entries import commits
from datong.foundation.publiclog.core.files import CHECKPOINT, Folder, Tree
from datong.foundation.publiclog.core.refusal import NotProved, Unreadable
from datong.foundation.publiclog.models import LogEntry, Salt
from datong.kernel.bilingual import Text
from datong.kernel.tlog import checkpoints, notes, tree
from datong.kernel.tlog.checkpoints import Checkpoint
from datong.kernel.tlog.notes import Key, Malformed
from datong.kernel.tlog.policies import Accepted, Policy
from datong.kernel.tlog.proofs import OfflineProof

BEHIND = Text(
    "数据库比公开日志旧（日志已有 {size} 条，数据库只有 {rows} 条）：像是恢复了旧备份。不能发布，签名已停止；请恢复新的备份。",
    "The database is older than the public log (the log holds {size} entries, the database {rows}): an old backup seems to "
    "have been restored. Nothing can be published and signing is halted; restore a newer backup.",
)
NOT_YET = Text(
    "这份公开内容还没有进入已签名的公开日志，暂不显示。",
    "This publication is not in the signed public log yet and is not shown.",
)
ERASED = Text(
    "这份公开内容的盐已经销毁，不能再证明。",
    "The salt of this publication has been destroyed; it cannot be proved any more.",
)
OTHER_CONTENT = Text(
    "内容与公开日志第 {index} 条不符：日志承诺的不是这份内容。",
    "The content differs from entry {index} of the public log, which commits to something else.",
)
NOT_INCLUDED = Text(
    "公开日志的文件不一致：第 {index} 条不在已签名的检查点里。",
    "The files of the public log disagree: entry {index} is not in the signed checkpoint.",
)
NO_POLICY = Text(
    "读不到见证规则文件 {path}（DATONG_WITNESS_POLICY）",
    "The witness policy {path} (DATONG_WITNESS_POLICY) cannot be read",
)
BAD_CHECKPOINT = Text(
    "公开日志的检查点不可信：{why}", "The checkpoint of the public log is not to be trusted: {why}"
)


@dataclass(frozen=True)
class Log:
    """This county's log as the settings say: its files, its name, its keys, who must have seen it."""

    folder: Folder
    origin: str
    key_file: Path
    modules: str
    policy_file: str

    @cached_property
    def signers(self) -> list[signing.Signer]:
        """The keys that sign. Raises BadKey."""
        return hsm.signers(self.modules, self.key_file)

    @cached_property
    def keys(self) -> list[Key]:
        """Their public halves."""
        return [each.key(self.origin) for each in self.signers]

    @cached_property
    def policy(self) -> Policy:
        """Which witnesses must have signed; none without a policy file. Raises Unreadable."""
        if not self.policy_file:
            return Policy()
        try:
            return Policy.parse(Path(self.policy_file).read_text())
        except (OSError, UnicodeDecodeError) as error:
            raise Unreadable(NO_POLICY.format(path=self.policy_file)) from error
        except Malformed as error:
            raise Unreadable(error.text) from error

    def note(self) -> str | None:
        """The published checkpoint as it lies there."""
        try:
            return self.folder.read(CHECKPOINT).decode()
        except FileNotFoundError:
            return None
        except UnicodeDecodeError as error:
            raise Unreadable(BAD_CHECKPOINT.format(why="UTF-8")) from error

    def size(self) -> int:
        """The size the published checkpoint says, unchecked; 0 without one or with an unreadable one."""
        lines = (self.note() or "").split("\n")
        return int(lines[1]) if len(lines) > 2 and lines[1].isdecimal() else 0

    def published(self, policy: Policy | None = None) -> Accepted | None:
        """The published checkpoint, its own signature checked, and witnessed as the policy (this log's, unless another is
        given) asks. None before the first. Raises Unreadable."""
        note = self.note()
        if note is None:
            return None
        try:
            accepted = (policy or self.policy).accept(note, signing.verify, self.keys)
        except Malformed as error:
            raise Unreadable(BAD_CHECKPOINT.format(why=error.text)) from error
        if accepted.checkpoint.origin != self.origin:
            raise Unreadable(BAD_CHECKPOINT.format(why=accepted.checkpoint.origin))
        return accepted

    def tree(self, size: int) -> Tree:
        """The tree of so many entries, from the files as they are now."""
        return Tree(self.folder.read, size)


@dataclass(frozen=True, slots=True)
class Proved:
    """An entry with everything needed to check it: salt (None once destroyed), inclusion hashes, signed checkpoint."""

    index: int
    entry: bytes
    salt: bytes | None
    hashes: tuple[bytes, ...]
    checkpoint: str

    def offline(self) -> str:
        """The text of a `.tlog-proof` file. Its extra line holds the entry and, while it exists, the salt, as JSON."""
        extra = {"entry": self.entry.decode(), "salt": self.salt.hex() if self.salt else None}
        raw = json.dumps(extra, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
        return OfflineProof(self.index, self.hashes, self.checkpoint, raw).format()


@dataclass(frozen=True, slots=True)
class Status:
    """How the log stands: entries published and waiting, who signed; `held`: what keeps it from going on."""

    origin: str
    size: int
    waiting: int
    root: str
    vkeys: tuple[str, ...]
    witnesses: tuple[str, ...]
    held: Text | None


def here() -> Log:
    """The log of this installation."""
    return Log(
        Folder(Path(settings.DATONG_LOG)),
        settings.DATONG_LOG_ORIGIN,
        Path(settings.DATONG_HOME) / "keys" / "publiclog.key",
        settings.DATONG_LOG_PKCS11,
        settings.DATONG_WITNESS_POLICY,
    )


def origin() -> str:
    """The log's name, first line of its checkpoints."""
    return here().origin


def vkeys() -> list[str]:
    """The public keys, one line each, to be handed to whoever checks."""
    return [key.vkey for key in here().keys]


def witness_vkeys() -> list[str]:
    """The keys of the witnesses that the policy names. Raises Unreadable."""
    return [witness.key.vkey for witness in here().policy.witnesses]


def checkpoint() -> str | None:
    """The published checkpoint as it is served; None before the first."""
    return here().note()


def file(name: str) -> bytes | None:
    """One of the log's public files; None when there is none."""
    try:
        return here().folder.read(name)
    except FileNotFoundError:
        return None


def checked(where: str = "", vkeys: Sequence[str] = (), policy: str = "") -> checking.Report:
    """Check a whole log: in a folder, at an address, or (without either) this one, against the database as well.

    `policy`: the text of a policy file; `vkeys`: the keys to trust, else those in the policy, else those the log itself
    names. Raises Unreadable when there is no key to check by, or no answer; Malformed for an unusable key or policy.
    """
    rule = Policy.parse(policy) if policy else Policy()
    if not where:
        log = here()
        report = checking.check(log.folder.read, log.keys, rule if policy else log.policy)
        report.bad += differing_rows(log, report.entries)
        return report
    read = checking.source(where)
    keys = [Key.parse(each) for each in vkeys]
    return checking.check(read, keys or (() if rule.logs else checking.keys_at(read)), rule)


def differing_rows(log: Log, size: int) -> Iterator[str]:
    """Entries of the database that are not what the files hold."""
    if not size:
        return
    files, expected = log.tree(size), 0
    found = LogEntry.objects.filter(index__lt=size).order_by("index").values_list("index", "entry", "leaf")
    for index, entry, leaf in found.iterator(chunk_size=5_000):
        if index != expected:
            yield f"entry {expected}: missing in the database"
        if not files.node(0, index) == bytes(leaf) == tree.leaf_hash(bytes(entry)):
            yield f"entry {index}: the database differs from the log"
        expected = index + 1
    if expected != size:
        yield f"entry {expected}: missing in the database"


def proof(index: int) -> Proved | None:
    """What proves an entry; None while it is not in the published checkpoint. Raises Unreadable."""
    return proofs([index]).get(index)


def proofs(indexes: Iterable[int]) -> dict[int, Proved]:
    """Proofs of many entries by index, every file read once; entries not in the published checkpoint are left out.

    Raises Unreadable.
    """
    log, wanted = here(), sorted(set(indexes))
    accepted = log.published()
    if accepted is None:
        return {}
    size, note = accepted.checkpoint.size, accepted.note.format()
    files = log.tree(size)
    inside = [index for index in wanted if 0 <= index < size]
    salts = salts_of(inside)
    return {
        index: Proved(
            index, files.entry(index), salts.get(index), tuple(tree.inclusion(index, size, files.node)), note
        )
        for index in inside
    }


def salts_of(indexes: list[int]) -> dict[int, bytes]:
    """The salts that still exist, by index. Plain SQL: this is asked for every page that is shown."""
    found: dict[int, bytes] = {}
    quote = connection.ops.quote_name
    columns = quote("index"), quote("salt")
    with connection.cursor() as cursor:
        for at in range(0, len(indexes), 500):
            asked = indexes[at : at + 500]
            marks = ", ".join(["%s"] * len(asked))
            cursor.execute(
                f"SELECT {', '.join(columns)} FROM {quote(Salt._meta.db_table)} WHERE {columns[0]} IN ({marks})",  # noqa: S608
                asked,
            )
            found.update((index, bytes(salt)) for index, salt in cursor.fetchall())
    return found


def proved(index: int, content: bytes) -> Proved:
    """The proof that entry `index` of the published log is a commitment to `content`; asked before a page is shown.

    Raises NotProved: not published yet, other content, destroyed salt, or files that do not agree.
    """
    return proved_all({index: content})[index]


def proved_all(contents: Mapping[int, bytes]) -> dict[int, Proved]:
    """`proved` for many, contents by index; every file is read once. Raises NotProved at the first that is not."""
    try:
        found = proofs(contents)
    except Unreadable as error:
        raise NotProved(error.text) from error
    for index, content in contents.items():
        shown(index, found.get(index), content)
    return found


def shown(index: int, found: Proved | None, content: bytes) -> None:
    """Raises NotProved unless this proves the content."""
    if found is None:
        raise NotProved(NOT_YET)
    if found.salt is None:
        raise NotProved(ERASED)
    if not commits(found.entry, found.salt, content):
        raise NotProved(OTHER_CONTENT.format(index=index))
    if not included(found):
        raise NotProved(NOT_INCLUDED.format(index=index))


def included(found: Proved) -> bool:
    """Whether the proof leads from the entry to the root in its checkpoint."""
    said = said_by(found.checkpoint)
    return tree.check_inclusion(found.index, said.size, tree.leaf_hash(found.entry), found.hashes, said.root)


@lru_cache(maxsize=4)
def said_by(note: str) -> Checkpoint:
    """What a checkpoint says."""
    return checkpoints.parse(notes.parse(note).text)


def rows() -> int:
    """How many entries the database holds, by the index of its last."""
    last = LogEntry.objects.order_by("-index").values_list("index", flat=True).first()
    return 0 if last is None else int(last) + 1


def status() -> Status:
    """How the log stands now; what cannot be read is told in `held`."""
    log, total = here(), rows()
    vkeys = tuple(key.vkey for key in log.keys)
    try:
        accepted = log.published(Policy())
        witnesses = witnessed(log, accepted) if accepted else ()
    except Unreadable as error:
        return Status(log.origin, 0, total, "", vkeys, (), log.folder.said() or error.text)
    size, root = (accepted.checkpoint.size, accepted.checkpoint.root) if accepted else (0, tree.EMPTY)
    return Status(log.origin, size, total - size, root.hex(), vkeys, witnesses, log.folder.said())


def witnessed(log: Log, accepted: Accepted) -> tuple[str, ...]:
    """The policy's witnesses under a checkpoint, by name. Raises Unreadable."""
    keys = [witness.key for witness in log.policy.witnesses]
    try:
        return log.policy.named(notes.opened(accepted.note, keys, signing.verify))
    except Malformed as error:
        raise Unreadable(BAD_CHECKPOINT.format(why=error.text)) from error
