"""The command line as people run it: its own process and data folder, nothing on standard error in a pipe."""

import json
import shutil
import stat
from pathlib import Path

import pytest

from datong.kernel.text import fold
from tests import small_county as second
from tests.config.commandline import Datong

ABOUT = ("--county", "519999", "--as-of", "2015-06-30")
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory, migrated: Path, small_books: list[Path]) -> Datong:
    """A data folder into which the small county was imported, with --report and --strict."""
    datong = Datong(shutil.copytree(migrated, tmp_path_factory.mktemp("home") / "datong"))
    done = datong("places", "load", second.PLACES)
    assert (done.returncode, done.stderr) == (0, "")
    done = datong("ledgers", "import", *small_books, *ABOUT, "--strict", "--report", "REPORT.json")
    assert (done.returncode, done.stderr) == (1, "")
    return datong


def test_neither_report_nor_data_folder_holds_a_number_in_clear(loaded: Datong) -> None:
    shown = fold((loaded.home / "REPORT.json").read_text()).upper()
    assert [name for name, number in second.ID.items() if number in shown] == []
    files = [path for path in loaded.home.rglob("*") if path.is_file() and "static" not in path.parts]
    assert {"datong.sqlite3", "sealing.json", "secret_key"} <= {path.name for path in files}
    content = b"".join(path.read_bytes() for path in files)
    assert [name for name, number in second.ID.items() if number[:17].encode() in content] == []
    assert [phone for phone in (b"13800000001", b"13800000003", b"09995550199") if phone in content] == []
    assert "刘桂芳".encode() in content


def test_keys_are_for_their_owner_alone(loaded: Datong) -> None:
    for name in ("keys/sealing.json", "secret_key"):
        assert stat.S_IMODE((loaded.home / name).stat().st_mode) == 0o600


def test_the_next_process_reads_what_the_last_one_wrote(loaded: Datong) -> None:
    done = loaded("figures", *ABOUT, "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(done.stdout)["figures"]
    assert {f["key"]: (f["value"], f["printed"]) for f in told} == second.EXPECTED["figures"]


def test_migrating_again_is_safe(loaded: Datong) -> None:
    done = loaded("migrate")
    assert (done.returncode, done.stderr) == (0, "")


def test_without_a_database_it_says_how_to_make_one(tmp_path: Path) -> None:
    done = Datong(tmp_path)("figures", *ABOUT)
    assert (done.returncode, done.stdout) == (2, "")
    assert "datong migrate" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "value"), [("DATABASE_URL", "mysql://x/y"), ("DATONG_KEYS", "1:short,index:short")]
)
def test_unusable_settings_are_told_in_one_line(tmp_path: Path, name: str, value: str) -> None:
    done = Datong(tmp_path)("places", "find", "大安村", "--county", "519999", **{name: value})
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    assert done.stderr.startswith(f"datong: {name}: ")
