"""A whole log checked from its files: what is right passes, any byte that is not is named."""

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from datong.config.cli import run
from datong.foundation.publiclog import service as log
from datong.foundation.publiclog.core import checking, signing
from datong.kernel.tlog import tiles, tree
from datong.kernel.tlog.policies import Policy
from tests.append_only import opened
from tests.foundation.publiclog.entries import content, new
from tests.kernel.tlog.vectors import LOG, LOG_KEY, WITNESS_KEY

WITNESSED = Policy.parse(f"log {LOG_KEY.vkey}\nwitness w1 {WITNESS_KEY.vkey}\nquorum w1\n")


@pytest.fixture(scope="module")
def vectors() -> dict[str, bytes]:
    """The files of the vectors' log of 300 entries."""
    entries = [b"entry-%d" % number for number in range(300)]
    leaves = tree.leaf_hashes(entries)
    return {
        "checkpoint": LOG["checkpoint"].encode(),
        "tile/entries/000": tiles.bundle(entries[:256]),
        "tile/entries/001.p/44": tiles.bundle(entries[256:]),
        "tile/0/000": b"".join(leaves[:256]),
        "tile/0/001.p/44": b"".join(leaves[256:]),
        "tile/1/000.p/1": tree.root(leaves[:256]),
    }


def reader(given: dict[str, bytes]) -> Callable[[str], bytes]:
    """Read from memory."""

    def read(name: str) -> bytes:
        if name not in given:
            raise FileNotFoundError(name)
        return given[name]

    return read


def test_the_vectors_log(vectors: dict[str, bytes]) -> None:
    report = checking.check(reader(vectors), (), WITNESSED)
    assert (report.entries, report.bad) == (300, [])
    assert report.accepted is not None
    assert report.accepted.witnesses == ("w1",)


def test_every_single_byte(vectors: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    """13 kB: each byte changed alone, the bit changing from place to place."""
    monkeypatch.setattr(signing, "verify", cache(signing.verify))  # what did not change is not computed again
    monkeypatch.setattr(checking, "leaves_of", cache(checking.leaves_of))
    roots = cache(tree.root)
    monkeypatch.setattr(checking, "root", lambda leaves: roots(tuple(leaves)))
    passed, tried = [], 0
    for name, data in vectors.items():
        changed = dict(vectors)
        for at in range(len(data)):
            changed[name] = data[:at] + bytes([data[at] ^ 1 << at % 8]) + data[at + 1 :]
            tried += 1
            if not checking.check(reader(changed), (), WITNESSED).bad:
                passed.append((name, at))
    assert passed == []
    assert tried == sum(map(len, vectors.values()))


@pytest.mark.parametrize("name", ["checkpoint", "tile/entries/000", "tile/0/001.p/44", "tile/1/000.p/1"])
def test_a_missing_or_longer_file(vectors: dict[str, bytes], name: str) -> None:
    rest = {each: data for each, data in vectors.items() if each != name}
    assert any(name in bad for bad in checking.check(reader(rest), (), WITNESSED).bad)
    assert checking.check(reader({**vectors, name: vectors[name] + b"\n"}), (), WITNESSED).bad != []


def test_what_is_bad_is_named(vectors: dict[str, bytes]) -> None:
    swapped = vectors["tile/entries/001.p/44"].replace(b"entry-299", b"entry-298")
    report = checking.check(reader({**vectors, "tile/entries/001.p/44": swapped}), (), WITNESSED)
    assert report.bad == [
        "entry 299: does not fit its hash in tile/0/001.p/44",
        "root: the entries do not give the root in the checkpoint",
    ]


def test_another_key_is_not_trusted(vectors: dict[str, bytes]) -> None:
    stranger = signing.signer(bytes(32)).key("county.example/village-affairs")
    report = checking.check(reader(vectors), [stranger], Policy())
    assert report.bad == [
        "checkpoint: no trusted signature of the log county.example/village-affairs under the checkpoint"
    ]


@pytest.fixture
def three(db: None) -> Path:
    """A log of three entries on disk."""
    log.append([new(n) for n in range(3)])
    log.integrate()
    return Path(settings.DATONG_LOG)


def test_verify_without_a_database(three: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["log", "export", str(tmp_path / "copy")]) == 0
    assert capsys.readouterr().out == "3 entries, 4 files written\n"
    with connection.execute_wrapper(refuse):
        assert run(["log", "verify", str(tmp_path / "copy")]) == 0
    said = capsys.readouterr()
    assert said.out.splitlines()[-1] == "3 entries, 0 bad"
    assert said.err.startswith("公钥取自被查的日志本身")
    bundle = tmp_path / "copy/tile/entries/000.p/3"
    bundle.write_bytes(bundle.read_bytes().replace(b"00002", b"00003"))
    assert run(["log", "verify", str(tmp_path / "copy"), "--vkey", log.vkeys()[0]]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "entry 2: does not fit its hash in tile/0/000.p/3",
        "root: the entries do not give the root in the checkpoint",
        f"datong.invalid/log root {log.status().root} witnesses -",
        "3 entries, 2 bad",
    ]


def refuse(*_: object) -> None:
    raise AssertionError("the database was asked")


def test_verify_with_a_policy(three: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    policy = tmp_path / "policy"
    policy.write_text(f"log {log.vkeys()[0]}\nwitness w1 {WITNESS_KEY.vkey}\nquorum w1\n")
    assert run(["log", "verify", str(three), "--witness-policy", str(policy)]) == 1
    assert capsys.readouterr().out.splitlines()[0].startswith("checkpoint: not enough witnesses")
    assert run(["log", "verify", str(three), "--vkey", "nonsense"]) == 2
    assert run(["log", "verify", str(tmp_path / "nothing"), "--vkey", log.vkeys()[0]]) == 1


def test_verify_here_compares_the_database(three: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["log", "verify"]) == 0
    with opened(), connection.cursor() as cursor:
        cursor.execute('UPDATE publiclog_logentry SET entry = %s WHERE "index" = 1', [b"{}"])
    assert run(["log", "verify"]) == 1
    assert "entry 1: the database differs from the log" in capsys.readouterr().out
    with opened(), connection.cursor() as cursor:
        cursor.execute('DELETE FROM publiclog_logentry WHERE "index" = 1')
    assert run(["log", "verify"]) == 1
    assert "entry 1: missing in the database" in capsys.readouterr().out


def test_an_export_adds_what_is_new(three: Path, tmp_path: Path) -> None:
    assert log.export(tmp_path) == (3, 4)
    assert log.export(tmp_path) == (3, 0)
    log.append([new(3)])
    log.integrate()
    assert log.export(tmp_path) == (4, 3)
    shutil.rmtree(three)
    report = log.checked(str(tmp_path))
    assert (report.entries, report.bad) == (4, [])


@pytest.mark.django_db
def test_nothing_to_export(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["log", "export", str(tmp_path)]) == 2
    assert capsys.readouterr().err == "datong: 公开日志还是空的，没有可导出的。\n"


def test_anybody_may_fetch_the_files(three: Path, client: Client) -> None:
    said = client.get("/log/checkpoint")
    assert (said.status_code, said["Content-Type"]) == (200, "text/plain; charset=utf-8")
    assert said["Cache-Control"] == "public, max-age=5"
    assert said.content.decode() == log.checkpoint()
    tile = client.get("/log/tile/0/000.p/3")
    assert tile.content == (three / "tile/0/000.p/3").read_bytes()
    assert tile["Content-Type"] == "application/octet-stream"
    assert tile["Cache-Control"] == "public, max-age=31536000, immutable"
    assert tile["Access-Control-Allow-Origin"] == "*"
    assert client.get("/log/vkey").content.decode() == log.vkeys()[0] + "\n"
    assert client.get("/log/tile/entries/000.p/3").status_code == 200


@pytest.mark.parametrize(
    "path",
    ["0/001", "64/000", "0/000.p/0", "0/../../checkpoint", "entries/x000", "0/0000", "0/000.p/3/x", ".state"],
)
def test_no_other_file_is_served(three: Path, client: Client, path: str) -> None:
    assert client.get(f"/log/tile/{path}").status_code in (302, 404)


@pytest.mark.django_db
def test_before_the_first_checkpoint(client: Client) -> None:
    assert client.get("/log/checkpoint").status_code == 404


def test_status_and_integrate(three: Path, capsys: pytest.CaptureFixture[str]) -> None:
    log.append([new(3)])
    assert run(["log", "status"]) == 0
    assert capsys.readouterr().out.splitlines()[:2] == [
        "origin    datong.invalid/log",
        "entries   3 (1 waiting)",
    ]
    assert run(["log", "integrate"]) == 0
    assert capsys.readouterr().out.splitlines()[1] == "entries   4 (0 waiting)"
    assert log.proved(3, content(3)).index == 3
