"""datong log check: a publication on disk, its proof, the keys from paper."""

import json
from pathlib import Path

import pytest

from datong.kernel.tlog import notes
from datong.kernel.tlog.proofs import OfflineProof
from tests.config.commandline import Done, datong
from tests.foundation.portal.site import LOG_KEY, WITNESS_KEY, built

POLICY = f"log {LOG_KEY.vkey}\nwitness audit {WITNESS_KEY.vkey}\nquorum audit\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """content.json, its proof, a policy."""
    site = built()
    proof = json.loads(site.pages["/open/p/A-2/2/proof.json"])
    extra = json.dumps({"entry": proof["entry"], "salt": proof["salt"]}).encode()
    hashes = tuple(notes.bytes_of(each) for each in proof["hashes"])
    (tmp_path / "p.tlog-proof").write_text(
        OfflineProof(proof["index"], hashes, proof["checkpoint"], extra).format()
    )
    (tmp_path / "content.json").write_bytes(site.pages["/open/p/A-2/2/content.json"])
    (tmp_path / "policy").write_text(POLICY)
    return tmp_path


def checked(folder: Path, *more: str | Path) -> Done:
    return datong("log", "check", folder / "p.tlog-proof", folder / "content.json", *more)


def test_content_and_proof_agree(folder: Path) -> None:
    done = checked(folder, "--witness-policy", folder / "policy")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "一致 agree: A-2 第 2 版 correct\n"
        "日志 log: county.example/log，第 4 条，共 6 条\n"
        "见证 witness: audit，2014-09-26 12:00:00\n"
    )
    alone = checked(folder, "--vkey", LOG_KEY.vkey)
    assert (alone.returncode, alone.stdout.split("\n")[2]) == (0, "见证 witness: 没有要求 (none asked for)")


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("content.json", "99900", "99901", "不符 bad: 内容与日志里承诺的不同"),
        ("p.tlog-proof", "index 4", "index 3", "不符 bad: 第 3 条与日志不符"),
        ("p.tlog-proof", "\n6\n", "\n7\n", "不符 bad: county.example/log 的签名不对"),
        ("p.tlog-proof", "extra ", "extra0 ", "不符 bad: 缺少 index 一行"),
    ],
)
def test_what_was_touched_is_bad(folder: Path, name: str, old: str, new: str, says: str) -> None:
    text = (folder / name).read_text()
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1))
    done = checked(folder, "--witness-policy", folder / "policy")
    assert (done.returncode, done.stdout.startswith(says)) == (1, True)


def test_without_the_entry_the_content_cannot_be_compared(folder: Path) -> None:
    path = folder / "p.tlog-proof"
    path.write_text(
        "".join(line for line in path.read_text().splitlines(keepends=True) if not line.startswith("extra"))
    )
    done = checked(folder, "--vkey", LOG_KEY.vkey)
    assert (done.returncode, "不能与内容核对" in done.stdout) == (1, True)


def test_nobody_is_trusted_by_default(folder: Path) -> None:
    done = checked(folder)
    assert (
        done.returncode,
        done.stdout.startswith("不符 bad: 检查点没有日志 county.example/log 的可信签名"),
    ) == (1, True)


def test_unusable_files_and_keys(folder: Path) -> None:
    assert checked(folder, "--vkey", "nonsense").returncode == 2
    (folder / "content.json").unlink()
    assert checked(folder, "--vkey", LOG_KEY.vkey).returncode == 2
