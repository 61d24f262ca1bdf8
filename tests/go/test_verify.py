"""The independent verifier, written in Go on golang.org/x/mod, accepts what Datong writes and nothing that was touched."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from datong.foundation.publiclog import service as publiclog
from datong.kernel.tlog import tiles
from tests.config.commandline import datong
from tests.kernel.tlog.vectors import LOG
from tests.kernel.tlog.written import files

SOURCE = Path(__file__).with_name("verify.go")
GOPATH = "/usr/share/gocode"  # where Debian's golang-golang-x-mod-dev lies
ENTRIES = [f"entry-{number}".encode() for number in range(300)]
Verify = Callable[..., subprocess.CompletedProcess[str]]

pytestmark = pytest.mark.skipif(shutil.which("go") is None, reason="go is not installed")


@pytest.fixture(scope="module")
def verify() -> Verify:
    """The verifier, compiled once for each version of its source."""
    folder = Path(tempfile.gettempdir()) / f"datong-go-{os.getuid()}"
    program = folder / f"verify-{sha256(SOURCE.read_bytes()).hexdigest()[:16]}"
    if not program.exists():
        folder.mkdir(mode=0o700, exist_ok=True)
        spare = program.with_suffix(f".{os.getpid()}")
        environment = os.environ | {
            "GO111MODULE": "off",
            "GOPATH": GOPATH,
            "GOCACHE": str(folder / "cache"),
            "GOFLAGS": "",
        }
        subprocess.run(["go", "build", "-o", spare, SOURCE], env=environment, check=True, timeout=300)
        spare.replace(program)

    def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run([program, *arguments], check=False, capture_output=True, text=True, timeout=60)

    return run


def write_log(folder: Path) -> None:
    """The log of the vectors as files, and one proof."""
    named = {"checkpoint": LOG["checkpoint"].encode(), "7.tlog-proof": LOG["tlog_proof_7"].encode()}
    for name, data in (files(ENTRIES) | named).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


@pytest.fixture(scope="module")
def vectors(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("vectors")
    write_log(folder)
    return folder


def test_files_are_those_of_the_vectors(vectors: Path) -> None:
    found = {
        str(path.relative_to(vectors)): sha256(path.read_bytes()).hexdigest()
        for path in vectors.rglob("*")
        if path.is_file()
    }
    assert {name: found[name] for name in LOG["files_sha256"]} == LOG["files_sha256"]
    assert set(found) == {*LOG["files_sha256"], "checkpoint", "7.tlog-proof"}


def test_the_log_of_the_vectors_is_accepted(verify: Verify, vectors: Path) -> None:
    done = verify(vectors, LOG["log_vkey"], LOG["witness_vkey"], vectors / "7.tlog-proof")
    assert (done.returncode, done.stdout) == (0, "county.example/village-affairs: 300 entries, 0 bad\n")


FILES = [*LOG["files_sha256"], "checkpoint", "7.tlog-proof"]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("place", [0.5])
def test_one_changed_byte_is_found(
    verify: Verify, vectors: Path, tmp_path: Path, name: str, place: float
) -> None:
    shutil.copytree(vectors, tmp_path, dirs_exist_ok=True)
    raw = bytearray((tmp_path / name).read_bytes())
    raw[int(len(raw) * place)] ^= 1
    (tmp_path / name).write_bytes(raw)
    done = verify(tmp_path, LOG["log_vkey"], LOG["witness_vkey"], tmp_path / "7.tlog-proof")
    assert done.returncode == 1
    assert ", 0 bad" not in done.stdout


@pytest.mark.parametrize("name", FILES[:-1])
def test_a_missing_file_is_found(verify: Verify, vectors: Path, tmp_path: Path, name: str) -> None:
    shutil.copytree(vectors, tmp_path, dirs_exist_ok=True)
    (tmp_path / name).unlink()
    assert verify(tmp_path, LOG["log_vkey"]).returncode == 1


def test_a_length_beyond_the_bundle_does_not_crash_it(verify: Verify, vectors: Path, tmp_path: Path) -> None:
    shutil.copytree(vectors, tmp_path, dirs_exist_ok=True)
    bundle = tmp_path / tiles.entries_path(1, 44)
    bundle.write_bytes(b"\xff\xff" + bundle.read_bytes()[2:])
    done = verify(tmp_path, LOG["log_vkey"])
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith("tile/entries/001.p/44: cut off\n")


def test_other_keys_are_refused(verify: Verify, vectors: Path) -> None:
    assert verify(vectors, LOG["log_vkey"].replace("+AQ", "+Ag")).returncode == 1
    other = "witness.example/w2+5f2ee9bb+BCmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X"
    assert verify(vectors, LOG["log_vkey"], other).returncode == 1


@pytest.mark.django_db
def test_what_datong_exports_is_accepted_and_a_tampered_copy_is_not(verify: Verify, tmp_path: Path) -> None:
    """The log grows in two steps, so that partial tiles have been replaced; export, then a proof of one entry."""
    for first, last in ((0, 100), (100, 300)):
        publiclog.append(
            [
                publiclog.NewEntry("publication", f"GK-{number}", 1, "V510626106209", "publish", b"{}")
                for number in range(first, last)
            ]
        )
        publiclog.integrate()
    (vkey,) = publiclog.vkeys()
    copy, proof = tmp_path / "copy", tmp_path / "260.tlog-proof"
    assert datong("log", "export", copy).returncode == 0
    found = publiclog.proof(260)
    assert found is not None
    proof.write_text(found.offline())
    done = verify(copy, vkey, proof)
    assert (done.returncode, done.stdout) == (0, f"{publiclog.origin()}: 300 entries, 0 bad\n")
    bundle = copy / tiles.entries_path(0)
    bundle.write_bytes(bundle.read_bytes().replace(b'"GK-7"', b'"GK-8"'))
    done = verify(copy, vkey, proof)
    assert done.returncode == 1
    assert done.stdout.startswith("entry 7: ")
    assert done.stdout.endswith(": 300 entries, 2 bad\n")
