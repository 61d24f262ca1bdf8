"""The clock and the draw as commands of their own: without a database, with one, and in time."""

import datetime as dt
import os
import time

import pytest

from tests.config.commandline import Datong

DUE = ("clock", "due", "--from", "2014-09-26", "--working-days", "28")


@pytest.fixture
def bare(tmp_path):
    return Datong(tmp_path)


def test_a_machine_without_a_database_answers_and_gets_none(bare):
    done = bare(*DUE)
    assert (done.returncode, done.stdout, done.stderr) == (0, "2014-11-10\n", "")
    assert not list(bare.home.glob("*.sqlite3*"))


def test_a_database_without_tables_falls_back_and_says_so(bare):
    (bare.home / "datong.sqlite3").touch()
    done = bare(*DUE)
    assert (done.returncode, done.stdout) == (0, "2014-11-10\n")
    assert "没有可用的数据库" in done.stderr


def test_30000_rows_in_under_3_seconds_of_processor_time(bare):
    """The whole process counted, start included; processor time, since the machine may be busy with other things."""
    file = bare.home / "dates.csv"
    first = dt.date(2012, 1, 1)
    file.write_text(
        "from,working_days\n"
        + "".join(f"{first + dt.timedelta(row % 4700)},{row % 72 + 1}\n" for row in range(30_000))
    )
    before = os.times()
    started = time.monotonic()
    done = bare("clock", "due", "--batch", file)
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    assert (done.returncode, len(done.stdout.splitlines()), done.stdout.splitlines()[0]) == (
        0,
        30_000,
        "2012-01-01,1,2012-01-04",  # 1 to 3 January 2012 were off
    )
    assert spent < 3, f"{spent:.2f} s of processor time, {time.monotonic() - started:.2f} s by the clock"


def test_a_draw_needs_no_settings(bare):
    (bare.home / "ids").write_text("A-1\nA-2\nA-3\nB-1\nB-2\nB-3\n")
    done = bare("sample", "draw", "--ids", "ids", "--seed", "314159", "--count", "6")
    assert (done.returncode, done.stdout) == (0, "B-2\nB-3\nA-3\nA-2\nB-1\nA-1\n")
    assert not (bare.home / "secret_key").exists()
