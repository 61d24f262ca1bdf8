"""The gate: nothing is signed that does not extend what was signed or witnessed before; keys; witnesses."""

import json
import shutil
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django
from django.db import connection

from datong.config.cli import run
from datong.foundation.publiclog import service as log
from datong.foundation.publiclog.core import asking, signing
from datong.foundation.publiclog.models import Head, LogEntry, Salt
from datong.foundation.publiclog.queries import here
from datong.foundation.storage.models import Counter
from datong.kernel.tlog import checkpoints, notes, tree
from datong.kernel.tlog.notes import COSIGNATURE, Key, Note
from tests.append_only import opened
from tests.foundation.publiclog.entries import content, new

pytestmark = pytest.mark.django_db


def folder() -> Path:
    return Path(django.DATONG_LOG)


def grow(count: int) -> None:
    """So many entries more."""
    at = LogEntry.objects.count()
    log.append([new(at + n) for n in range(count)])
    log.integrate()


def cut_back(rows: int) -> None:
    """The database as it was when it had so many entries: an old backup."""
    with opened():
        LogEntry.objects.filter(index__gte=rows).delete()
        Salt.objects.filter(index__gte=rows).delete()
        Head.objects.filter(size__gt=rows).delete()
        Counter.objects.filter(name="publiclog").update(last=rows)


def halted() -> str:
    """Why the log does not sign; it says the same in `status` until it is put right."""
    with pytest.raises(log.Halted) as stopped:
        log.integrate()
    assert log.status().held == stopped.value.text
    return stopped.value.text.zh


def test_an_old_database_with_newer_files() -> None:
    grow(3)
    grow(2)
    signed = log.checkpoint()
    cut_back(3)
    why = "数据库比公开日志旧（日志已有 5 条，数据库只有 3 条）：像是恢复了旧备份。不能发布，签名已停止；请恢复新的备份。"
    assert halted() == why
    with pytest.raises(log.Halted) as refused:
        log.append([new(3)])
    assert refused.value.text.zh == why
    assert log.checkpoint() == signed


def test_an_old_database_that_went_on_by_itself() -> None:
    """Rows put in behind the log's back, as many as were lost."""
    grow(3)
    cut_back(1)
    entries = [log_entry(n) for n in (7, 8, 9)]
    LogEntry.objects.bulk_create(
        [LogEntry(index=1 + n, entry=entry, leaf=tree.leaf_hash(entry)) for n, entry in enumerate(entries)]
    )
    assert halted() == "数据库第 2 条日志与已签名的公开日志不同，或缺失。签名已停止；请查明谁改动了数据库。"


def log_entry(number: int) -> bytes:
    """Bytes of an entry."""
    return json.dumps({"object": number}).encode()


def test_old_files_with_a_newer_database(tmp_path: Path) -> None:
    grow(3)
    shutil.copytree(folder(), tmp_path / "backup")
    grow(2)
    shutil.rmtree(folder())
    shutil.copytree(tmp_path / "backup", folder())
    old = "公开日志的文件比数据库旧（文件有 {} 条，已签过 5 条）：像是恢复了旧文件。签名已停止；请恢复新的日志文件。"
    assert halted() == old.format(3)
    shutil.rmtree(folder())
    assert halted() == old.format(0)


def test_put_right_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    grow(3)
    shutil.copytree(folder(), tmp_path / "backup")
    (folder() / "checkpoint").unlink()
    assert run(["log", "integrate"]) == 2
    assert "签名已停止" in capsys.readouterr().err
    assert run(["log", "status"]) == 1
    assert "signed already: 3" in capsys.readouterr().out
    shutil.copy(tmp_path / "backup" / "checkpoint", folder())
    assert run(["log", "integrate"]) == 0
    assert log.status().held is None


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("tile/0/000.p/3", "公开日志的文件与签过的检查点（3 条）不符。签名已停止；请从副本恢复日志文件。"),
        ("checkpoint", "公开日志的文件不能用：公开日志的检查点不可信："),
    ],
)
def test_altered_files(name: str, why: str) -> None:
    grow(3)
    data = bytearray((folder() / name).read_bytes())
    data[-20] ^= 1
    (folder() / name).write_bytes(data)
    assert halted().startswith(why)
    with pytest.raises(log.NotProved):
        log.proved(0, content(0))


def test_an_altered_bundle_is_not_proved() -> None:
    grow(3)
    path = folder() / "tile/entries/000.p/3"
    path.write_bytes(path.read_bytes().replace(b"00001", b"00009"))
    with pytest.raises(log.NotProved) as refused:
        log.proved(1, content(1))
    assert refused.value.text.zh == "公开日志的文件不一致：第 1 条不在已签名的检查点里。"
    path.unlink()
    with pytest.raises(log.NotProved):
        log.proved(1, content(1))


def test_an_altered_row_is_not_signed() -> None:
    grow(3)
    log.append([new(3), new(4)])
    with opened(), connection.cursor() as cursor:
        cursor.execute('UPDATE publiclog_logentry SET entry = %s WHERE "index" = 4', [b"{}"])
    assert halted() == "数据库第 4 条日志与已签名的公开日志不同，或缺失。签名已停止；请查明谁改动了数据库。"


def test_a_lost_row_is_not_signed() -> None:
    grow(3)
    log.append([new(3), new(4)])
    with opened():
        LogEntry.objects.filter(index=3).delete()
    assert halted() == "数据库第 3 条日志与已签名的公开日志不同，或缺失。签名已停止；请查明谁改动了数据库。"


@pytest.fixture
def own_home(settings: Any, tmp_path: Path) -> Path:
    """Keys of this test's own."""
    settings.DATONG_HOME = tmp_path
    return tmp_path / "keys" / "publiclog.key"


def test_the_key_file(own_home: Path) -> None:
    (vkey,) = log.vkeys()
    assert log.vkeys() == [vkey]
    assert own_home.stat().st_mode & 0o777 == 0o600
    assert len(json.loads(own_home.read_text())["seeds"]) == 1
    own_home.write_text("{}")
    with pytest.raises(log.BadKey):
        log.vkeys()


def test_rotation_with_overlap(own_home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    grow(3)
    (old,) = log.vkeys()
    assert run(["log", "rotate"]) == 0
    both = capsys.readouterr().out.split()
    assert (both[0], len(both)) == (old, 2)
    assert signed_by() == both
    grow(1)
    assert signed_by() == both
    assert log.checked(str(folder()), [old]).bad == log.checked(str(folder()), [both[1]]).bad == []
    assert run(["log", "rotate", "--finish"]) == 0
    assert log.vkeys() == [both[1]]
    grow(1)
    assert signed_by() == [both[1]]
    assert log.proved(4, content(4)).index == 4
    assert run(["log", "rotate", "--finish"]) == 2


def signed_by() -> list[str]:
    """The keys under the checkpoint, among those of the log."""
    keys = [Key.parse(each) for each in (folder() / "vkey").read_text().split()]
    return [key.vkey for key in notes.opened(notes.parse(log.checkpoint() or ""), keys, signing.verify)]


def test_a_lost_key_signs_nothing(own_home: Path) -> None:
    grow(3)
    own_home.unlink()
    assert halted().startswith("公开日志的文件不能用：公开日志的检查点不可信：检查点没有日志")


def test_another_name_signs_nothing(settings: Any) -> None:
    grow(3)
    settings.DATONG_LOG_ORIGIN = "county.example/other"
    assert halted().startswith("公开日志的文件不能用：公开日志的检查点不可信：")


class Witness:
    """A witness in this process: it confirms what extends what it saw, as c2sp.org/tlog-witness says."""

    def __init__(self, name: str, seed: int) -> None:
        self.signer = signing.signer(bytes([seed]) * 32)
        self.key = Key.of(f"{name}.example/w", self.signer.public, COSIGNATURE)
        self.line = f"witness {name} {self.key.vkey} http://{name}.example"
        self.note: Note | None = None
        self.answers = True

    def size(self) -> int:
        return checkpoints.parse(self.note.text).size if self.note else 0

    def answer(self, path: str, body: bytes | None) -> tuple[int, bytes]:
        """Status and body."""
        if not self.answers:
            return 0, b""
        if body is None:
            name = sha256(b"datong.invalid/log").hexdigest()
            return (
                (200, self.note.format().encode())
                if self.note and path == f"/{name}/checkpoint"
                else (404, b"")
            )
        head, _, said = body.decode().partition("\n\n")
        first, *proof = head.split("\n")
        if int(first.removeprefix("old ")) != self.size():
            return 409, f"{self.size()}\n".encode()
        note = notes.parse(said)
        new_ = checkpoints.parse(note.text)
        was = checkpoints.parse(self.note.text).root if self.note else tree.EMPTY
        hashes = [notes.bytes_of(each) for each in proof]
        if not tree.check_consistency(self.size(), new_.size, was, new_.root, hashes):
            return 422, b""
        line = checkpoints.cosigned(
            note.text, self.key.name, self.key.public, 1_700_000_000, self.signer.sign
        )
        self.note = Note(note.text, (note.signatures[0], line))
        return 200, line.line().encode()


@pytest.fixture
def witnesses(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Witness]:
    """Three witnesses, two of which must sign."""
    three = [Witness(name, seed) for name, seed in (("a", 1), ("b", 2), ("c", 3))]
    lines = [*(each.line for each in three), "group two 2 a b c", "quorum two", ""]
    (tmp_path / "policy").write_text("\n".join(lines))
    settings.DATONG_WITNESS_POLICY = str(tmp_path / "policy")

    def ask(url: str, body: bytes | None = None, **_: object) -> tuple[int, bytes]:
        host, _, path = url.removeprefix("http://").partition("/")
        return three["abc".index(host[0])].answer(f"/{path}", body)

    monkeypatch.setattr(asking, "ask", ask)
    return three


def test_two_of_three_witnesses(witnesses: list[Witness]) -> None:
    grow(3)
    assert log.status().witnesses == ("a", "b", "c")
    witnesses[0].answers = False
    grow(300)
    assert (log.status().size, log.status().witnesses) == (303, ("b", "c"))
    witnesses[1].answers = False
    grow(1)
    now = log.status()
    assert (now.size, now.waiting) == (303, 1)
    assert now.held is not None
    assert now.held.zh == "304 条日志在等见证人签名：已有 c，规则要求 two。会自动再试。"
    with pytest.raises(log.NotProved):
        log.proved(303, content(303))
    witnesses[0].answers = True
    log.integrate()
    assert (log.status().size, log.status().held) == (304, None)
    assert log.status().witnesses == ("a", "c")
    assert log.proved(303, content(303)).index == 303
    assert log.checked().bad == []


def test_a_witness_that_lies_about_its_size_is_asked_again(
    witnesses: list[Witness], monkeypatch: pytest.MonkeyPatch
) -> None:
    grow(3)
    monkeypatch.setattr(asking, "held", lambda *_: {})
    grow(2)
    assert log.status().witnesses == ("a", "b", "c")


def test_a_backup_of_files_and_database_is_older_than_a_witness(
    witnesses: list[Witness], tmp_path: Path
) -> None:
    grow(3)
    shutil.copytree(folder(), tmp_path / "backup")
    grow(2)
    shutil.rmtree(folder())
    shutil.copytree(tmp_path / "backup", folder())
    cut_back(3)
    assert halted() == ("见证人 a 已见过 5 条，本机只有 3 条：像是恢复了旧备份。签名已停止；请恢复新的备份。")
    log.append([new(n) for n in (10, 11, 12)])
    assert halted() == "见证人 a 见过的前 5 条与本机不同：日志有了两个版本。签名已停止。"
    assert [each.size() for each in witnesses] == [5, 5, 5]


def test_a_fork_with_the_real_key_finds_no_witness(witnesses: list[Witness]) -> None:
    grow(3)
    note = notes.parse(log.checkpoint() or "")
    fork = checkpoints.Checkpoint("datong.invalid/log", 4, bytes(32)).text()
    signer = signing.from_file(Path(django.DATONG_HOME) / "keys" / "publiclog.key")[0]
    own = notes.signed(fork, "datong.invalid/log", signer.public, signer.sign)
    policy = here().policy.witnesses
    assert asking.cosigned(policy, Note(fork, (own,)), {"a": 3}, lambda _: [bytes(32)], signing.verify) == []
    assert notes.parse(log.checkpoint() or "") == note


def test_a_policy_that_cannot_be_read(settings: Any, tmp_path: Path) -> None:
    log.append([new(0)])
    settings.DATONG_WITNESS_POLICY = str(tmp_path / "missing")
    assert halted().startswith("公开日志的文件不能用：读不到见证规则文件")
