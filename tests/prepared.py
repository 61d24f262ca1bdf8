"""Data folders made once for a run, by whichever process needs one first; the others take copies.

`migrated`: as `datong migrate` leaves it. `example`: with the example county besides, as after `datong demo`. A database
takes ten seconds to migrate and the county twice as long to load; a copy takes no time.
"""

import contextlib
import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import jinja2
import pytest
from django.conf import settings
from django.db import connection

from tests.postgres import TEMPLATE

ROOT = Path(__file__).resolve().parents[1]
LOADING = 600.0
DATABASE = "datong.sqlite3"


def environment(home: Path) -> dict[str, str]:
    """The environment of a process with defaults: SQLite in `home`, whatever database the tests run on."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name != "DATABASE_URL" and not name.startswith("DATONG_")
    }
    kept.pop("DJANGO_ALLOW_ASYNC_UNSAFE", None)
    return kept | {"DATONG_HOME": str(home), "PYTHONPATH": str(ROOT / "src")}


def datong(home: Path, *arguments: str) -> str:
    """Run one `datong` command; gives its output, raises RuntimeError with it when the status is not 0."""
    return told(["datong", *arguments], home, environment(home))


def told(command: list[str], home: Path, environ: dict[str, str]) -> str:
    """Run a Python module in `home`; gives its output, raises RuntimeError with it when the status is not 0."""
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=home,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=LOADING,
    )
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout[-4000:]}")
    return done.stdout


def migrate(home: Path, **environ: str) -> None:
    """`datong migrate` on an empty database: it says one line, that it is ready, and no warning."""
    known = environment(home) | environ
    known["PYTHONPATH"] = f"{known['PYTHONPATH']}:{ROOT}"
    said = told(["tests.migrating"], home, known)
    assert len(said.splitlines()) == 1, said


def shared_by_all(factory: pytest.TempPathFactory) -> Path:
    """The temporary folder of this run, the same in all its processes."""
    own = factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session", autouse=True)
def templates_compiled_once(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A template is compiled by the first process of this run that draws it; the others read what came of it."""
    folder = shared_by_all(tmp_path_factory) / "templates"
    folder.mkdir(exist_ok=True)
    settings.TEMPLATES[0]["OPTIONS"]["bytecode_cache"] = jinja2.FileSystemBytecodeCache(str(folder))


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """The folder of that name, filled by `make` in the first process of this run that asks; the others wait for it."""
    shared = shared_by_all(factory)
    ready, half = shared / name, shared / f"{name}.part"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not ready.exists():
            shutil.rmtree(half, ignore_errors=True)
            half.mkdir(mode=0o700)
            make(half)
            half.rename(ready)
    return ready


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder as `datong migrate` leaves it: to be copied, not to be written."""
    return once(tmp_path_factory, "migrated", migrate)


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> Path:
    """A data folder with the example county: to be copied, not to be written."""

    def make(home: Path) -> None:
        shutil.copytree(migrated, home, dirs_exist_ok=True)
        datong(home, "demo")

    return once(tmp_path_factory, "example", make)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, request: pytest.FixtureRequest
) -> Iterator[None]:
    """The tests' database begins as a copy of the migrated one; Django finds nothing to migrate."""
    if connection.vendor != "sqlite":
        if TEMPLATE in os.environ:  # a PostgreSQL that is ours alone
            factory: pytest.TempPathFactory = request.getfixturevalue("tmp_path_factory")
            url = os.environ["DATABASE_URL"]
            once(factory, "migrated-server", lambda home: migrate(home, DATABASE_URL=url))
            connection.settings_dict["TEST"]["TEMPLATE"] = os.environ[TEMPLATE]
        yield
        return
    file: Path = request.getfixturevalue("migrated") / DATABASE
    name = connection.creation._get_test_db_name()
    # A database in memory lives as long as somebody holds it.
    with contextlib.closing(sqlite3.connect(name, uri=True)) as memory:
        with contextlib.closing(sqlite3.connect(f"file:{file}?immutable=1", uri=True)) as whole:
            whole.backup(memory)
        yield
