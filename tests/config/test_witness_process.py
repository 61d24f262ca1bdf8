"""The witness as a process: killed without warning it has not forgotten; asked by many at once it signs one tree of a size."""

import re
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Thread

import pytest

from datong.config.witness.store import name
from datong.foundation.publiclog.core import asking
from datong.kernel.tlog import checkpoints, notes
from tests.config.witnesses import ORIGIN, Log, Running, command, environment, numbered, start
from tests.kernel.tlog.vectors import verify

LOG = numbered(60)


@pytest.fixture
def audit(tmp_path: Path) -> Iterator[Running]:
    running = start(tmp_path, LOG.key.vkey)
    yield running
    running.kill()


def ask(running: Running, body: bytes) -> tuple[int, bytes]:
    return asking.ask(f"{running.url}add-checkpoint", body)


def newest(running: Running) -> str:
    """The checkpoint it signed last, as it is served; nothing when there is none."""
    status, body = asking.ask(f"{running.url}{name(ORIGIN)}/checkpoint")
    return body.decode() if status == 200 else ""


def test_killed_without_warning_it_still_knows_what_it_signed(audit: Running, tmp_path: Path) -> None:
    for old, new in ((0, 7), (7, 21), (21, 40)):
        assert ask(audit, LOG.request(old, new))[0] == 200
    audit.kill()
    again = start(tmp_path, LOG.key.vkey)
    try:
        assert again.vkey == audit.vkey
        assert checkpoints.parse(notes.parse(newest(again)).text).size == 40
        assert ask(again, LOG.request(21, 30)) == (409, b"40\n")
        assert ask(again, LOG.request(40, 60))[0] == 200
    finally:
        again.kill()


def test_killed_in_the_middle_it_knows_all_it_answered_for(audit: Running, tmp_path: Path) -> None:
    """A log grows entry by entry until the witness dies; whatever it had answered for, it still knows."""
    answered: list[int] = []

    def grow() -> None:
        for size in range(1, 61):
            if ask(audit, LOG.request(size - 1, size))[0] != 200:
                return
            answered.append(size)

    growing = Thread(target=grow)
    growing.start()
    while len(answered) < 10 and growing.is_alive():
        time.sleep(0.001)
    audit.kill()
    growing.join()
    again = start(tmp_path, LOG.key.vkey)
    try:
        held = checkpoints.parse(notes.parse(newest(again)).text)
        assert held.size - answered[-1] in (0, 1)
        assert held.root == checkpoints.parse(notes.parse(LOG.checkpoint(held.size)).text).root
        assert ask(again, LOG.request(held.size, 60))[0] == 200
    finally:
        again.kill()


def test_of_many_histories_at_once_it_signs_one(audit: Running) -> None:
    """Twelve logs that differ in one entry, all with the real key: one is signed, eleven are refused and kept."""
    assert newest(audit) == ""
    histories = [Log([*LOG.entries[:9], f"history {number}"]) for number in range(12)]
    with ThreadPoolExecutor(12) as pool:
        replies = list(pool.map(lambda log: ask(audit, log.request(0, 10)), histories))
    assert sorted(status for status, _ in replies) == [200] + [409] * 11
    assert {body for status, body in replies if status == 409} == {b"10\n"}
    signed = next(log for log, (status, _) in zip(histories, replies, strict=True) if status == 200)
    with ThreadPoolExecutor(12) as pool:
        replies = list(pool.map(lambda log: ask(audit, log.request(10, 10)), histories))
    assert sorted(status for status, _ in replies) == [200] + [422] * 11
    held = notes.parse(newest(audit))
    assert held.text == notes.parse(signed.checkpoint(10)).text
    assert len(notes.opened(held, [LOG.key, notes.Key.parse(audit.vkey)], verify)) == 2


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(*arguments), check=False, env=environment(), capture_output=True, text=True, timeout=30
    )


def test_keygen_prints_the_public_key_and_serve_refuses_what_it_cannot_use(tmp_path: Path) -> None:
    key = tmp_path / "key"
    made = run("keygen", "--name", "audit.example/w", "--key", key)
    assert (made.returncode, made.stderr) == (0, "")
    assert re.fullmatch(r"audit\.example/w\+[0-9a-f]{8}\+B[\w+/]+=*\n", made.stdout)
    again = run("keygen", "--name", "audit.example/w", "--key", key)
    assert (again.returncode, again.stdout) == (2, "")
    assert "密钥不会被覆盖" in again.stderr
    refused = run("serve", "--key", key, "--state", tmp_path / "state", "--log", "nonsense")
    assert refused.returncode == 2
    assert refused.stderr.startswith("datong: 不是公钥：nonsense")
