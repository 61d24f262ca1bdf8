"""A PostgreSQL that lives as long as one command: `python -m tests.postgres -- COMMAND ...` (or `--check`).

It needs the server programs only (Debian: `apt-get install postgresql`), no service and no account: a new
cluster in a temporary folder, reached through a socket in that folder and nowhere else, gone afterwards.
COMMAND runs with `DATABASE_URL` set; its exit status is ours. `--check` says whether the programs are there.
"""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import psycopg

MISSING = (
    "找不到 PostgreSQL 服务器程序：请执行 apt-get install postgresql，"
    "或把 PG_BIN 设为 initdb 和 postgres 所在的文件夹。\n"
    "PostgreSQL's server programs were not found: run apt-get install postgresql, "
    "or set PG_BIN to the folder that holds initdb and postgres."
)
# A throw-away cluster may lose everything in a power cut, and its tables are too small to compile queries or to clean up for.
SWIFT = (
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "checkpoint_timeout=1h",
    "jit=off",
    "autovacuum=off",
    "max_connections=300",
)
CLUSTER = ["--username=datong", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
PATIENCE = 30.0
SOCKET_PATH_LIMIT = 80
# Names the database of a throw-away server that tests may migrate once and copy.
TEMPLATE = "POSTGRES_TEMPLATE"


class ServerMissing(RuntimeError):
    """PostgreSQL is not installed here."""


class Account(NamedTuple):
    """The system account the server runs as: PostgreSQL refuses to run as root."""

    user: int
    group: int


def programs() -> Path:
    """The folder with `initdb` and `postgres`: PG_BIN, Debian's newest, or PATH. Raises ServerMissing."""
    on_path = shutil.which("postgres")
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: version(path.parent.name))
    candidates = [
        *([Path(os.environ["PG_BIN"])] if os.environ.get("PG_BIN") else []),
        *reversed(versions),
        *([Path(on_path).resolve().parent] if on_path else []),
    ]
    for folder in candidates:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise ServerMissing(MISSING)


def version(name: str) -> tuple[int, ...]:
    """Numbers to sort versions by: 9.6 before 15; anything else first of all."""
    return tuple(int(part) for part in name.split(".") if part.isdigit())


def account() -> Account | None:
    """An account without rights when we are root, else None (the server runs as we do)."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return Account(entry.pw_uid, entry.pw_gid)
    raise ServerMissing("No account named postgres or nobody to run PostgreSQL as.")


def as_account(who: Account | None) -> dict[str, Any]:
    """Arguments for `subprocess` that drop root."""
    return {} if who is None else {"user": who.user, "group": who.group, "extra_groups": []}


@contextlib.contextmanager
def folder_for(who: Account | None) -> Iterator[Path]:
    """A temporary folder the server may write, with a path short enough for a socket."""
    base = tempfile.gettempdir() if len(tempfile.gettempdir()) < SOCKET_PATH_LIMIT else "/tmp"  # noqa: S108
    folder = Path(tempfile.mkdtemp(prefix="datong-pg-", dir=base))
    try:
        if who is not None:
            os.chown(folder, who.user, who.group)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def server() -> Iterator[str]:
    """Run a throw-away server; gives its DATABASE_URL. Raises ServerMissing, or RuntimeError with the log."""
    binaries, who = programs(), account()
    with folder_for(who) as folder:
        data = folder / "data"
        create: list[str | Path] = [binaries / "initdb", "-D", data, *CLUSTER]
        subprocess.run(create, check=True, cwd=folder, stdout=subprocess.DEVNULL, **as_account(who))
        settings = [f"-c{setting}" for setting in SWIFT]
        run: list[str | Path] = [binaries / "postgres", "-D", data, "-k", folder, "-h", "", *settings]
        with (folder / "log").open("wb") as log:
            process = subprocess.Popen(run, cwd=folder, stdout=log, stderr=log, **as_account(who))
        try:
            wait_for(process, folder)
            yield f"postgresql://datong@/datong?host={folder}"
        finally:
            process.send_signal(signal.SIGINT)
            process.wait()


def wait_for(process: subprocess.Popen[bytes], folder: Path) -> None:
    """Wait until the server answers, make the database; raises RuntimeError with the log when it does not."""
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(psycopg.OperationalError):
            with psycopg.connect(f"host={folder} user=datong dbname=postgres", autocommit=True) as connection:
                connection.execute("CREATE DATABASE datong")
            return
        time.sleep(0.05)
    raise RuntimeError(f"PostgreSQL did not start:\n{(folder / 'log').read_text(errors='replace')}")


def main(arguments: list[str]) -> int:
    """Run the command after `--` (or all arguments) with `DATABASE_URL` set; gives its exit status."""
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    if not command:
        sys.stderr.write("usage: python -m tests.postgres --check | -- COMMAND ...\n")
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        if command == ["--check"]:
            programs()
            return 0
        with server() as url:
            environ = os.environ | {"DATABASE_URL": url, TEMPLATE: "datong"}
            return subprocess.run(command, check=False, env=environ).returncode
    except ServerMissing as missing:
        sys.stderr.write(f"{missing}\n")
        return 2


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
