"""Growing the tree: entries from the database into files, the gate, signatures, the new checkpoint.

One process at a time. Files are written and on disk before the checkpoint that names them; a crash anywhere leaves the
old checkpoint, and the next run writes the same again.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from django.db import connection, transaction

from datong.foundation.publiclog.core import asking, signing
from datong.foundation.publiclog.core.files import CHECKPOINT, VKEY
from datong.foundation.publiclog.core.growing import BATCH, aligned, grow
from datong.foundation.publiclog.core.refusal import Halted, LogRefusal, Unreadable
from datong.foundation.publiclog.models import Head, LogEntry
from datong.foundation.publiclog.queries import BEHIND, Log, here, rows
from datong.kernel import clock
from datong.kernel.bilingual import Text
from datong.kernel.tlog import notes, tree
from datong.kernel.tlog.checkpoints import Checkpoint
from datong.kernel.tlog.notes import Note, Signature
from datong.kernel.tlog.policies import Accepted, Policy

LOCK = 0x7075626C6F67  # "publog": the number of PostgreSQL's advisory lock
logger = logging.getLogger(__name__)

OLD_FILES = Text(
    "公开日志的文件比数据库旧（文件有 {size} 条，已签过 {signed} 条）：像是恢复了旧文件。签名已停止；请恢复新的日志文件。",
    "The files of the public log are older than the database (files: {size} entries; signed already: {signed}): an old copy "
    "seems to have been restored. Signing is halted; restore the newer files.",
)
OTHER_ROWS = Text(
    "数据库第 {index} 条日志与已签名的公开日志不同，或缺失。签名已停止；请查明谁改动了数据库。",
    "Entry {index} in the database differs from the signed public log, or is missing. Signing is halted; find out who "
    "changed the database.",
)
OTHER_FILES = Text(
    "公开日志的文件与签过的检查点（{size} 条）不符。签名已停止；请从副本恢复日志文件。",
    "The files of the public log do not agree with the checkpoint signed at {size} entries. Signing is halted; restore the "
    "files from a copy.",
)
UNREADABLE = Text(
    "公开日志的文件不能用：{why}。签名已停止；请从副本恢复日志文件。",
    "The files of the public log cannot be used: {why}. Signing is halted; restore them from a copy.",
)
WITNESS_AHEAD = Text(
    "见证人 {name} 已见过 {seen} 条，本机只有 {size} 条：像是恢复了旧备份。签名已停止；请恢复新的备份。",
    "Witness {name} has seen {seen} entries and there are only {size} here: an old backup seems to have been restored. "
    "Signing is halted; restore a newer one.",
)
WITNESS_OTHER = Text(
    "见证人 {name} 见过的前 {seen} 条与本机不同：日志有了两个版本。签名已停止。",
    "The first {seen} entries as witness {name} saw them differ from those here: there are two histories. Signing is halted.",
)
FEW_WITNESSES = Text(
    "{size} 条日志在等见证人签名：已有 {signed}，规则要求 {quorum}。会自动再试。",
    "{size} entries wait for witnesses: signed by {signed}, the policy asks for {quorum}. It is tried again by itself.",
)


def integrate(*, wait: bool = True) -> Checkpoint | None:
    """Bring every committed entry into the signed tree; the published checkpoint afterwards, None when there is none (or,
    without waiting, while another process is at it).

    When the policy's witnesses did not sign, the old checkpoint stays. Raises Halted when what is here does not extend
    what was signed or witnessed before; nothing is signed then, and the reason is shown in `status()` until it is put
    right.
    """
    log = here()
    if not rows() and log.note() is None and not Head.objects.exists():
        return None
    with log.folder.locked(wait=wait) as mine, one_database():
        if not mine:
            return None
        try:
            return grown(log)
        except Unreadable as error:
            raise halt(log, UNREADABLE.format(why=error.text)) from error
        except Halted as error:
            raise halt(log, error.text) from error


def after_commit() -> None:
    """Let the tree grow once the caller's transaction is committed."""
    transaction.on_commit(quietly)


def quietly() -> bool:
    """`integrate` for whoever has other things to do: what goes wrong is logged and shown in `status()`. Whether it went."""
    try:
        if here().size() < rows():
            integrate()
    except (LogRefusal, OSError) as error:
        logger.warning("public log: %s", error)
        return False
    return True


def halt(log: Log, text: Text) -> Halted:
    """Leave word, and what to raise."""
    log.folder.say(text)
    return Halted(text)


@contextmanager
def one_database() -> Iterator[None]:
    """Alone on this database: several machines may share one (PostgreSQL)."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def grown(log: Log) -> Checkpoint | None:
    """The gate, the files, the signatures. Raises Halted, Unreadable."""
    before = log.published(Policy())
    total = rows()
    edge = gate(log, before, total)
    while (at := edge.size) < total:
        entries, leaves = read(aligned(at), min(total, (at // BATCH + 1) * BATCH))
        grow(log.folder, at, entries, leaves)
        edge.extend(leaves[at - aligned(at) :])
    new = Checkpoint(log.origin, total, edge.root())
    seen = witnessed(log, new)
    if before and before.checkpoint == new and enough(log):
        return settled(log, before.note, new)
    return published(log, new, seen) or (before.checkpoint if before else None)


def gate(log: Log, before: Accepted | None, total: int) -> tree.Frontier:
    """The right edge of the published tree, once it is sure that files, database and what was signed belong together.

    Raises Halted.
    """
    size = before.checkpoint.size if before else 0
    head = Head.objects.order_by("-size", "-id").first()
    if head and size < head.size:
        raise Halted(OLD_FILES.format(size=size, signed=head.size))
    if total < size:
        raise Halted(BEHIND.format(size=size, rows=total))
    if before is None:
        return tree.Frontier()
    files = log.tree(size)
    edge = files.frontier()
    if edge.root() != before.checkpoint.root:
        raise Halted(OTHER_FILES.format(size=size))
    if head and tree.range_root(0, head.size, files.node) != bytes(head.root):
        raise Halted(OTHER_FILES.format(size=head.size))
    if size and read(size - 1, size)[1] != [files.node(0, size - 1)]:
        raise Halted(OTHER_ROWS.format(index=size - 1))
    return edge


def read(first: int, end: int) -> tuple[list[bytes], list[bytes]]:
    """The database's entries from `first` up to `end`, and their leaf hashes. Raises Halted when one is missing or does not fit its hash."""
    found = list(
        LogEntry.objects.filter(index__gte=first, index__lt=end)
        .order_by("index")
        .values_list("index", "entry", "leaf")
    )
    entries = [bytes(entry) for _, entry, _ in found]
    leaves = tree.leaf_hashes(entries)
    for wanted, (index, _, leaf), right in zip(range(first, end), found, leaves, strict=False):
        if index != wanted or bytes(leaf) != right:
            raise Halted(OTHER_ROWS.format(index=wanted))
    if len(entries) != end - first:
        raise Halted(OTHER_ROWS.format(index=first + len(entries)))
    return entries, leaves


def enough(log: Log) -> bool:
    """Whether the published checkpoint bears all of today's keys, and witnesses enough."""
    try:
        now = log.published()
    except Unreadable:
        return False
    return now is not None and set(now.logs) == set(log.keys)


def witnessed(log: Log, new: Checkpoint) -> dict[str, int]:
    """The size each witness that answers has seen, by its name. Raises Halted when that does not lead to `new`."""
    witnesses = [each for each in log.policy.witnesses if each.url]
    seen, files = asking.held(witnesses, log.origin, log.keys, signing.verify), log.tree(new.size)
    for name, said in seen.items():
        if said.size > new.size:
            raise Halted(WITNESS_AHEAD.format(name=name, seen=said.size, size=new.size))
        if tree.range_root(0, said.size, files.node) != said.root:
            raise Halted(WITNESS_OTHER.format(name=name, seen=said.size))
    return {name: said.size for name, said in seen.items()}


def published(log: Log, new: Checkpoint, seen: dict[str, int]) -> Checkpoint | None:
    """Sign, have it witnessed, publish; None when too few witnesses signed."""
    text, files = new.text(), log.tree(new.size)
    witnesses = [each for each in log.policy.witnesses if each.url]
    note = Note(text, tuple(own(log, text)))
    prove = partial(tree.consistency, new=new.size, node=files.node)
    more = asking.cosigned(witnesses, note, seen, prove, signing.verify)
    signed = [each.name for each in witnesses if any(s.key_id == each.key.key_id for s in more)]
    if not log.policy.satisfied(signed):
        waiting = FEW_WITNESSES.format(
            size=new.size, signed="、".join(signed) or "0", quorum=log.policy.quorum
        )
        log.folder.say(waiting)
        return None
    whole = Note(text, (*note.signatures, *more))
    log.folder.write(CHECKPOINT, whole.format().encode())
    return settled(log, whole, new)


def own(log: Log, text: str) -> Iterator[Signature]:
    """The log's own signatures, one for each key."""
    for each in log.signers:
        yield notes.signed(text, log.origin, each.public, each.sign)


def settled(log: Log, note: Note, new: Checkpoint) -> Checkpoint:
    """The database remembers what was published, and nothing keeps the log from going on."""
    text = note.format()
    if Head.objects.order_by("-id").values_list("note", flat=True).first() != text:
        Head.objects.create(size=new.size, root=new.root, note=text, at=clock.now())
    publish_keys(log)
    log.folder.say(None)
    return new


def publish_keys(log: Log) -> None:
    """The public keys beside the checkpoint, one a line, for whoever serves or copies the folder."""
    lines = "".join(f"{key.vkey}\n" for key in log.keys).encode()
    if not log.folder.holds(VKEY, lines):
        log.folder.write(VKEY, lines)
