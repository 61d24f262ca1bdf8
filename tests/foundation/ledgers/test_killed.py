"""An import killed at any moment: each workbook has happened or it has not, and the import can be done again."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

STEPS = """
import os, signal, sys
from pathlib import Path
import django
django.setup()
from datong.foundation.access import service as access
from tests import small_county as second

kill_at, *files = sys.argv[1:]

def progress(stage, done, total):
    if (stage, done < total) == (kill_at, False):
        os.kill(os.getpid(), signal.SIGKILL)

receipt = second.load(access.console(), [Path(file) for file in files], progress=progress)
print(sum(sheet["accepted"] for file in receipt.files for sheet in file["sheets"]))
"""


def run(home: Path, kill_at: str, files: list[Path]) -> subprocess.CompletedProcess[str]:
    """Import in a process of its own that kills itself when the sheet `kill_at`, the last of its workbook, is done."""
    root = Path(__file__).resolve().parents[3]
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"} | {
        "DATONG_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "datong.config.settings",
        "PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}",
    }
    command = [sys.executable, "-c", STEPS, kill_at, *map(str, files)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def counts(home: Path) -> dict[str, int]:
    """Rows by table, of tables that an import writes."""
    tables = (
        "dibao_recipient", "family_doctor_contract", "family_doctor_service", "ledgers_importedfile",
        "ledgers_refusedrow", "people_membership",
    )  # fmt: skip
    [path] = home.glob("*.sqlite3")
    connection = sqlite3.connect(path)
    try:
        found = {name: connection.execute(f"SELECT count(*) FROM {name}") for name in tables}  # noqa: S608 - ours
        return {name: rows.fetchone()[0] for name, rows in found.items()}
    finally:
        connection.close()


@pytest.fixture
def home(migrated: Path, tmp_path: Path) -> Path:
    """A data folder without data."""
    return Path(shutil.copytree(migrated, tmp_path / "home"))


@pytest.mark.slow
def test_killed_in_the_second_workbook(home: Path, small_books: list[Path]) -> None:
    files = small_books[:2]
    killed = run(home, "服务记录", files)
    assert killed.returncode == -9, killed.stderr
    # the first workbook is there to its last row, the second one is not there at all
    refused = 16 + 3 + 2 + 2
    assert counts(home) == {
        "dibao_recipient": 15, "family_doctor_contract": 0, "family_doctor_service": 0, "ledgers_importedfile": 1,
        "ledgers_refusedrow": refused, "people_membership": 15,
    }  # fmt: skip
    again = run(home, "", files)
    # 15 + 3 + 3 + 4 of dibao, 4 + 5 + 7 of the family doctors; see second_county/expected.py
    assert (again.returncode, again.stdout.strip()) == (0, "41"), again.stderr
    done = counts(home)
    assert (done["dibao_recipient"], done["family_doctor_contract"], done["family_doctor_service"]) == (
        15,
        5,
        7,
    )


@pytest.mark.slow
def test_killed_in_the_first_workbook(home: Path, small_books: list[Path]) -> None:
    killed = run(home, "培训与评议会", small_books[:1])
    assert killed.returncode == -9, killed.stderr
    assert set(counts(home).values()) == {0}
    again = run(home, "", small_books[:1])
    assert (again.returncode, again.stdout.strip()) == (0, "25"), again.stderr
