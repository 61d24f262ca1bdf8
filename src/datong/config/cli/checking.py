"""datong log check: one publication and its offline proof, checked without network, database or the county's help."""

import argparse
import datetime as dt
import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from datong.config.cli.output import say, told
from datong.config.witness.keys import verify
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.kernel.tlog import checkpoints, notes, proofs
from datong.kernel.tlog.notes import Key, Malformed
from datong.kernel.tlog.policies import Policy

OTHER = Text("内容与日志里承诺的不同", "the content is not what the log commits to")
NO_ENTRY = Text(
    "证明里没有日志条目和盐，不能与内容核对",
    "the proof brings neither entry nor salt, so that the content cannot be compared",
)


def perform(arguments: argparse.Namespace) -> int:
    """0: the content stands in the log; 1: it does not; 2: unusable files or keys."""
    try:
        policy = policy_of(arguments)
    except Malformed as error:
        return told(f"{error.text.zh} ({error.text.en})")
    except OSError as error:
        return told(f"{error.filename}: {error.strerror}")
    try:
        lines = checked(arguments.proof.read_text("utf-8"), arguments.content.read_bytes(), policy)
    except (Malformed, UnicodeDecodeError) as error:
        text = error.text if isinstance(error, Malformed) else Text("不是文字文件", "not a text file")
        say(f"不符 bad: {text.zh} ({text.en})")
        return 1
    except OSError as error:
        return told(f"{error.filename}: {error.strerror}")
    for line in lines:
        say(line)
    return 0


def policy_of(arguments: argparse.Namespace) -> Policy:
    """Whom to trust: the policy file and the keys given. Raises BadPolicy, BadNote, OSError."""
    file: Path | None = arguments.witness_policy
    policy = Policy.parse(file.read_text("utf-8")) if file else Policy()
    keys = tuple(Key.parse(each) for each in arguments.vkey)
    return Policy((*policy.logs, *keys), policy.witnesses, policy.groups, policy.quorum)


def checked(text: str, content: bytes, policy: Policy) -> list[str]:
    """What is proved, line by line. Raises BadProof."""
    proof = proofs.parse(text)
    extra = brought(proof.extra)
    entry, salt = str(extra.get("entry") or ""), str(extra.get("salt") or "")
    if not entry or not salt:
        raise proofs.BadProof(NO_ENTRY)
    verified = proofs.verify(proof, entry.encode(), policy, verify)
    if brought(entry.encode()).get("commitment") != sha256(unhexed(salt) + content).hexdigest():
        raise proofs.BadProof(OTHER)
    fields = brought(entry.encode())
    return [
        f"一致 agree: {fields.get('object')} 第 {fields.get('version')} 版 {fields.get('action')}",
        f"日志 log: {verified.checkpoint.origin}，第 {verified.index} 条，共 {verified.checkpoint.size} 条",
        *seen_by(proof.checkpoint, policy),
    ]


def seen_by(checkpoint: str, policy: Policy) -> list[str]:
    """Which witnesses signed, and when by their own clocks."""
    found = []
    for signature in notes.parse(checkpoint).signatures:
        for witness in policy.witnesses:
            if (signature.name, signature.key_id) == (witness.key.name, witness.key.key_id):
                at = dt.datetime.fromtimestamp(checkpoints.cosigned_at(signature), clock.SHANGHAI)
                found.append(f"见证 witness: {witness.name}，{at:%Y-%m-%d %H:%M:%S}")
    return found or ["见证 witness: 没有要求 (none asked for)"]


def brought(raw: bytes | None) -> dict[str, Any]:
    """A JSON object; empty for anything else."""
    try:
        found = json.loads(raw or b"")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def unhexed(text: str) -> bytes:
    """Bytes of hex digits; none for anything else."""
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""
