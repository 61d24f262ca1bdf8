"""Trust policies (信任规则): which logs and witnesses count, and how many witnesses must have signed.

Source: c2sp.org/tlog-policy. A file of lines, each name defined before it is used:

    log county.example/log+39ea3682+AQOh...
    witness audit audit.example/w+20324abe+BCms... http://192.0.2.1:8100
    witness university ...
    witness neighbour ...
    group three 2 audit university neighbour
    quorum three
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from datong.kernel.bilingual import Text
from datong.kernel.tlog import checkpoints, notes
from datong.kernel.tlog.checkpoints import Checkpoint
from datong.kernel.tlog.notes import COSIGNATURE, ED25519, BadNote, Key, Malformed, Note, Verify

__all__ = ["Accepted", "BadPolicy", "Group", "NotAccepted", "Policy", "Witness"]

NONE = "none"
UNKNOWN = Text("应以 log、witness、group 或 quorum 开头", "must begin with log, witness, group or quorum")


class BadPolicy(Malformed):
    """A policy file that cannot be read; the sentence names the line."""


class NotAccepted(Malformed):
    """A checkpoint that the policy does not accept; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Witness:
    """A witness: its name in this file, its key, the address it is asked at ("" when not known)."""

    name: str
    key: Key
    url: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A group has signed when `threshold` of its members, witnesses or groups, have."""

    name: str
    threshold: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Accepted:
    """A checkpoint the policy accepts: the note, the log keys and the witnesses (by name) that signed it."""

    checkpoint: Checkpoint
    note: Note
    logs: tuple[Key, ...]
    witnesses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """Logs, witnesses, groups in the order of the file, and the name of the quorum ("none": no witness needed)."""

    logs: tuple[Key, ...] = ()
    witnesses: tuple[Witness, ...] = ()
    groups: tuple[Group, ...] = ()
    quorum: str = NONE

    @staticmethod
    def parse(text: str) -> Policy:
        """Read a policy file. Raises BadPolicy."""
        reader = _Reader()
        for place, line in enumerate(text.split("\n"), 1):
            words = line.replace("\t", " ").split(" ")
            reader.line(place, [word for word in words if word])
        return reader.policy()

    def satisfied(self, names: Collection[str]) -> bool:
        """Whether these witnesses, by their names in the file, are enough."""
        signed = {witness.name for witness in self.witnesses if witness.name in names} | {NONE}
        for group in self.groups:
            if sum(member in signed for member in group.members) >= group.threshold:
                signed.add(group.name)
        return self.quorum in signed

    def named(self, keys: Collection[Key]) -> tuple[str, ...]:
        """The witnesses whose key is among `keys`, by their names in the file."""
        return tuple(witness.name for witness in self.witnesses if witness.key in keys)

    def accept(self, raw: bytes | str, verify: Verify, logs: Sequence[Key] = ()) -> Accepted:
        """Check a signed checkpoint: a log's signature under its own name, and enough witnesses.

        `logs` are trusted beside those of the file. Raises NotAccepted, BadNote or BadCheckpoint.
        """
        note = notes.parse(raw)
        checkpoint = checkpoints.parse(note.text)
        standing = notes.opened(
            note, [*self.logs, *logs, *(witness.key for witness in self.witnesses)], verify
        )
        signers = tuple(key for key in standing if key.type == ED25519 and key.name == checkpoint.origin)
        if not signers:
            raise NotAccepted(
                Text(
                    f"检查点没有日志 {checkpoint.origin} 的可信签名",
                    f"no trusted signature of the log {checkpoint.origin} under the checkpoint",
                )
            )
        witnesses = self.named(standing)
        if not self.satisfied(witnesses):
            raise NotAccepted(
                Text(
                    f"见证人签名不够：只有 {'、'.join(witnesses) or '无'}，规则要求 {self.quorum}",
                    f"not enough witnesses: only {', '.join(witnesses) or 'none'}; the policy asks for {self.quorum}",
                )
            )
        return Accepted(checkpoint, note, signers, witnesses)


class _Reader:
    """Reads a policy line by line; every name must stand before it is used."""

    def __init__(self) -> None:
        self.logs: list[Key] = []
        self.witnesses: list[Witness] = []
        self.groups: list[Group] = []
        self.quorum: str | None = None
        self.free: set[str] = set()  # names defined and not yet member of a group
        self.names: set[str] = {NONE}
        self.verbs: dict[str, Callable[[list[str]], Text | None]] = {
            "log": self._log,
            "witness": self._witness,
            "group": self._group,
            "quorum": self._quorum,
        }

    def line(self, place: int, words: list[str]) -> None:
        if not words or words[0].startswith("#"):
            return
        verb = self.verbs.get(words[0])
        wrong = verb(words[1:]) if verb else UNKNOWN
        if wrong:
            place_of = Text("信任规则第 {place} 行：{wrong}", "line {place} of the policy: {wrong}")
            raise BadPolicy(place_of.format(place=place, wrong=wrong))

    def policy(self) -> Policy:
        if self.quorum is None:
            raise BadPolicy(Text("信任规则缺少 quorum 一行", "the policy has no quorum line"))
        return Policy(tuple(self.logs), tuple(self.witnesses), tuple(self.groups), self.quorum)

    def _log(self, words: list[str]) -> Text | None:
        if len(words) not in (1, 2):
            return Text("应为 log 公钥 [网址]", "expected: log VKEY [URL]")
        key = _key(words[0], ED25519)
        if key is None or key.public in {log.public for log in self.logs}:
            return Text("日志公钥不对或重复", "not a log's key (type 0x01), or there already")
        self.logs.append(key)
        return None

    def _witness(self, words: list[str]) -> Text | None:
        if len(words) not in (2, 3):
            return Text("应为 witness 名称 公钥 [网址]", "expected: witness NAME VKEY [URL]")
        key = _key(words[1], COSIGNATURE)
        if key is None or key.public in {witness.key.public for witness in self.witnesses}:
            return Text("见证人公钥不对或重复", "not a witness's key (type 0x04), or there already")
        self.witnesses.append(Witness(words[0], key, words[2] if len(words) == 3 else ""))
        return self._define(words[0])

    def _group(self, words: list[str]) -> Text | None:
        if len(words) < 3:
            return Text("应为 group 名称 all|any|数目 成员…", "expected: group NAME all|any|NUMBER MEMBER...")
        name, rule, *members = words
        if len(set(members)) != len(members) or not self.free.issuperset(members):
            return Text(
                "成员须先定义，且只能属于一个组", "members must be defined above and belong to one group only"
            )
        threshold = {"any": 1, "all": len(members)}.get(rule) or checkpoints.number(rule) or 0
        if not 1 <= threshold <= len(members):
            return Text(
                f"应为 all、any 或 1 到 {len(members)} 的数",
                f"must be all, any or a number from 1 to {len(members)}",
            )
        self.free.difference_update(members)
        self.groups.append(Group(name, threshold, tuple(members)))
        return self._define(name)

    def _quorum(self, words: list[str]) -> Text | None:
        if len(words) != 1 or words[0] not in self.names:
            return Text("应为 quorum 名称，名称须先定义", "expected: quorum NAME, defined above")
        if self.quorum is not None:
            return Text("quorum 只能有一行", "there is a quorum line already")
        self.quorum = words[0]
        return None

    def _define(self, name: str) -> Text | None:
        if name in self.names:
            return Text(f"名称 {name} 已经用过", f"the name {name} is taken")
        self.names.add(name)
        self.free.add(name)
        return None


def _key(vkey: str, type: int) -> Key | None:
    try:
        key = Key.parse(vkey)
    except BadNote:
        return None
    return key if key.type == type else None
