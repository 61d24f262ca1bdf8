"""What an insider may try with the database, the files, the key and the clock; each is caught, and by whom is written here.

Beside each name stands who notices and what is said. Before the attack the same catcher has nothing to say.
"""

import datetime as dt
import itertools
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from datong.config.witness import keys
from datong.foundation.openness.models import Edition, Publication
from datong.foundation.openness.queries import public
from datong.foundation.portal.core.monitor import Seen
from datong.foundation.publiclog import service as publiclog
from datong.foundation.publiclog.core import asking, signing
from datong.foundation.publiclog.models import LogEntry, Salt
from datong.kernel import clock
from datong.kernel.tlog import checkpoints, notes, proofs, tree
from datong.kernel.tlog.notes import Malformed
from datong.kernel.tlog.policies import Policy
from tests.append_only import opened
from tests.config.witnesses import Running, start
from tests.foundation.publiclog import ground as scene
from tests.foundation.publiclog.ground import (
    ORIGINS,
    Ground,
    auditor,
    gate,
    lone_monitor,
    monitor,
    page,
    refused,
    verify,
)

pytestmark = pytest.mark.django_db
origins = itertools.cycle(ORIGINS)


@pytest.fixture(scope="module")
def witness(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Running]]:
    """A witness of every log of this module, in its own process; the folder that holds the logs' key."""
    home = tmp_path_factory.mktemp("home")
    (signer,) = signing.from_file(home / "keys" / "publiclog.key")
    running = start(home, *(signer.key(origin).vkey for origin in ORIGINS))
    yield home, running
    running.kill()


@pytest.fixture
def ground(witness: tuple[Path, Running], settings: Any, tmp_path: Path) -> Ground:
    home, running = witness
    settings.DATONG_HOME = home
    settings.DATONG_LOG_ORIGIN = next(origins)
    settings.DATONG_WITNESS_POLICY = str(tmp_path / "policy")
    return scene.built(tmp_path, running.url, running.vkey)


# --- in the database ---

ROW = 'UPDATE publiclog_logentry SET entry = entry WHERE "index" = 0'
REPLACE = 'INSERT OR REPLACE INTO publiclog_logentry ("index", entry, leaf) SELECT "index", entry, leaf FROM publiclog_logentry WHERE "index" = 0'
UPSERT = 'INSERT INTO publiclog_logentry ("index", entry, leaf) SELECT "index", entry, leaf FROM publiclog_logentry WHERE "index" = 0 ON CONFLICT ("index") DO UPDATE SET entry = EXCLUDED.entry'
SAYS = "只能追加，不能修改或删除 (append-only: no change, no removal)"
STATEMENTS = {
    "update of an entry": ROW,
    "replace of an entry": "",
    "delete of an entry": 'DELETE FROM publiclog_logentry WHERE "index" = 2',
    "delete of the remembered checkpoints": "DELETE FROM publiclog_head",
}


@pytest.mark.parametrize("name", STATEMENTS)
def test_the_database_refuses(ground: Ground, name: str) -> None:
    statement = STATEMENTS[name] or (REPLACE if connection.vendor == "sqlite" else UPSERT)
    table = "publiclog_head" if "head" in statement else "publiclog_logentry"
    assert refused(statement) == f"{table} {SAYS}"


def altered_content(ground: Ground) -> None:
    """The sum of a publication changed in its row."""
    edition = Edition.objects.get(publication__number=scene.number(1))
    Edition.objects.filter(pk=edition.pk).update(content=edition.content.replace("123451", "123441"))


def swapped_salt(ground: Ground) -> None:
    Salt.objects.filter(index=0).update(salt=bytes(Salt.objects.get(index=1).salt))


def other_entry(ground: Ground) -> None:
    """The edition pointed to the entry of another publication."""
    with opened():
        Edition.objects.filter(log_index=1).update(log_index=99)
        Edition.objects.filter(log_index=0).update(log_index=1)


def never_logged(ground: Ground) -> None:
    """A publication put into the tables without a line in the log."""
    Edition.objects.filter(log_index=0).update(log_index=3)


def swapped_content(ground: Ground) -> None:
    """Content, salt and index of another publication under this number: everything is proved, for another one."""
    first, second = Edition.objects.order_by("log_index")[:2]
    Edition.objects.filter(pk=second.pk).update(log_index=99)
    Edition.objects.filter(pk=first.pk).update(content=second.content, log_index=1)


def without_triggers(ground: Ground) -> None:
    """Triggers dropped, an old entry and its hash rewritten, triggers put back."""
    entry = bytes(LogEntry.objects.get(index=0).entry).replace(b'"version":1', b'"version":2')
    with opened():
        LogEntry.objects.filter(index=0).update(entry=entry, leaf=tree.leaf_hash(entry))


def removed_and_logged_again(ground: Ground) -> None:
    """The newest entry taken out and another one logged under its index."""
    entry = bytes(LogEntry.objects.get(index=2).entry).replace(b"000003", b"000004")
    with opened():
        LogEntry.objects.filter(index=2).delete()
    LogEntry.objects.create(index=2, entry=entry, leaf=tree.leaf_hash(entry))


def out_of_order(ground: Ground) -> None:
    """Two entries change places."""
    rows = {row.index: row for row in LogEntry.objects.filter(index__in=(1, 2))}
    with opened():
        for at, other in ((1, 2), (2, 1)):
            LogEntry.objects.filter(index=at).update(entry=rows[other].entry, leaf=rows[other].leaf)


def hidden(ground: Ground) -> None:
    """A logged publication taken from the pages without a line in the log."""
    Publication.objects.filter(number=scene.number(3)).update(state="withdrawn")


# --- in the files ---


def flipped(name: str, at: int) -> Callable[[Ground], None]:
    """One bit of one byte of a file of the log."""

    def act(ground: Ground) -> None:
        path = ground.log / name
        raw = bytearray(path.read_bytes())
        raw[at] ^= 1
        path.write_bytes(raw)

    return act


def swapped_photo(ground: Ground) -> None:
    """Another picture in the place of the published one."""
    public.file_path(scene.hashlib.sha256(scene.PHOTO).hexdigest()).write_bytes(
        b"another picture of the board"
    )


def touched_page(ground: Ground) -> None:
    """The template shows another sum; database and log are as they were."""
    ground.told = lambda _, body: body.replace(b"1,234.52", b"1,034.52")


def foreign_proof(ground: Ground) -> None:
    """The proof on a page replaced by that of another publication."""

    def told(address: str, body: bytes) -> bytes:
        if not address.endswith(f"{scene.number(2)}/1/proof.json"):
            return body
        other = json.loads(ground.fetch(f"/open/p/{scene.number(3)}/1/proof.json")[1])
        return json.dumps({**json.loads(body), "hashes": other["hashes"]}).encode()

    ground.told = told


# --- with the key, the backups, the clock ---


def fork(ground: Ground) -> None:
    """An old entry rewritten in the files, the tree rebuilt and signed with the real key."""
    ground.restore(scene.forked_tree(ground, ground.folder / "fork", 0))


def old_database(ground: Ground) -> None:
    ground.forget(2)


def old_files(ground: Ground) -> None:
    copy = ground.backup("old")
    ground.publish(4)
    publiclog.integrate()
    ground.restore(copy)


def all_restored(ground: Ground) -> None:
    """Database and files put back by one publication, and another one published in its place."""
    copy = ground.backup("old")
    ground.publish(4)
    publiclog.integrate()
    ground.restore(copy)
    ground.forget(3)
    Edition.objects.filter(log_index=3).update(log_index=99)
    ground.publish(5)


def rolled_back(ground: Ground) -> None:
    """Everything put back to an older state after the watcher has seen the newer one."""
    copy = ground.backup("old")
    ground.publish(4)
    publiclog.integrate()
    assert lone_monitor(ground) == ""
    ground.restore(copy)


def resigned(ground: Ground) -> None:
    """The checkpoint signed anew with a key of one's own."""
    path = ground.log / "checkpoint"
    text, own = notes.parse(path.read_bytes()).text, signing.signer(b"\x42" * 32)
    line = notes.signed(text, text.split("\n")[0], own.public, own.sign)
    path.write_text(notes.Note(text, (line,)).format())


def split(ground: Ground) -> str:
    """One history for the witness and another, signed with the real key, for the readers."""
    witness = Policy.parse(ground.policy.read_text()).witnesses[0]
    ground.seen = Seen()
    return monitor(
        ground, f"log {ground.vkey}\nwitness audit {witness.key.vkey} {witness.url}\nquorum none\n"
    )


DIFFERS = "The content differs from entry 0 of the public log, which commits to something else."
ATTACKS: dict[str, tuple[Callable[[Ground], None], Callable[[Ground], str], str]] = {
    "content altered in the table": (altered_content, page, f"503 {DIFFERS}"),
    "salt swapped": (swapped_salt, page, f"503 {DIFFERS}"),
    "pointed to another entry": (other_entry, page, "503 The content differs from entry 1 of the public log, which commits to something else."),
    "published and never logged": (never_logged, page, "503 This publication is not in the signed public log yet and is not shown."),
    "another publication under the number": (swapped_content, page, f"503 The content of {scene.number(1)} is not what its line in the log stands for; it may have been altered and is not shown."),
    "triggers dropped, entry rewritten": (without_triggers, verify, "entry 0: the database differs from the log"),
    "entry removed and logged again": (removed_and_logged_again, gate, "Entry 2 in the database differs from the signed public log, or is missing. Signing is halted; find out who changed the database."),
    "entries change places": (out_of_order, verify, "entry 1: the database differs from the log; entry 2: the database differs from the log"),
    "logged and hidden": (hidden, monitor, f"missing /open/p/{scene.number(3)}/"),
    "one byte of a bundle": (flipped("tile/entries/000.p/3", 40), auditor, "entry 0: does not fit its hash in tile/0/000.p/3; root: the entries do not give the root in the checkpoint"),
    "one byte of a tile": (flipped("tile/0/000.p/3", 70), page, "503 The files of the public log disagree: entry 0 is not in the signed checkpoint."),
    "one byte of the checkpoint": (flipped("checkpoint", 60), page, "503 The checkpoint of the public log is not to be trusted: "),
    "attachment swapped": (swapped_photo, monitor, f"missing /open/p/{scene.number(1)}/1/files/{scene.hashlib.sha256(scene.PHOTO).hexdigest()}/board.jpg"),
    "page altered in the template": (touched_page, monitor, f"altered /open/p/{scene.number(2)}/; altered /open/en/p/{scene.number(2)}/"),
    "proof replaced": (foreign_proof, monitor, f"altered /open/p/{scene.number(2)}/1/proof.json"),
    "fork signed with the real key": (fork, auditor, "checkpoint: not enough witnesses: only none; the policy asks for audit"),
    "two views": (fork, split, "split-view "),
    "old database restored": (old_database, gate, "The database is older than the public log (the log holds 3 entries, the database 2)"),
    "old files restored": (old_files, gate, "The files of the public log are older than the database (files: 3 entries; signed already: 4)"),
    "everything restored, another history published": (all_restored, gate, "The first 4 entries as witness audit saw them differ from those here: there are two histories."),
    "rolled back before the readers": (rolled_back, lone_monitor, "rolled-back /log/checkpoint"),
    "signed anew with another key": (resigned, auditor, "checkpoint: no trusted signature of the log "),
}  # fmt: skip


@pytest.mark.parametrize("name", ATTACKS)
def test_it_is_noticed(ground: Ground, name: str) -> None:
    act, catcher, says = ATTACKS[name]
    assert catcher(ground) == ""
    act(ground)
    assert catcher(ground).startswith(says)


# --- with the key against the witness; with the clock; with a proof ---


def test_the_witness_does_not_sign_a_fork_and_keeps_it(ground: Ground) -> None:
    fork(ground)
    checkpoint = (ground.log / "checkpoint").read_bytes()
    status, body = asking.ask(f"{ground.witness}add-checkpoint", b"old 3\n\n" + checkpoint)
    assert (status, body) == (422, b"another root for the same size\n")
    origin = checkpoint.decode().split("\n")[0]
    assert f"log {origin} " in asking.ask(ground.witness)[1].decode()
    (line,) = (each for each in asking.ask(ground.witness)[1].decode().splitlines() if f" {origin} " in each)
    assert line.endswith(" 3 entries, 1 contradictions")


def test_a_clock_set_back_does_not_move_the_witness(ground: Ground) -> None:
    with clock.override(dt.datetime(2010, 1, 1, tzinfo=dt.UTC)):
        ground.publish(4)
        publiclog.integrate()
    note = notes.parse((ground.log / "checkpoint").read_bytes())
    assert checkpoints.parse(note.text).size == 4
    assert abs(checkpoints.cosigned_at(note.signatures[1]) - time.time()) < 60
    assert Edition.objects.get(log_index=3).released_at.year == 2010


def test_a_proof_is_good_for_its_own_publication_alone(ground: Ground) -> None:
    first, second = publiclog.proof(0), publiclog.proof(1)
    assert first is not None
    assert second is not None
    policy = Policy.parse(ground.policy.read_text())
    offline = proofs.parse(first.offline())
    assert proofs.verify(offline, first.entry, policy, keys.verify).witnesses == ("audit",)
    with pytest.raises(Malformed):
        proofs.verify(offline, second.entry, policy, keys.verify)
