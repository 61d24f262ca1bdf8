"""datong journal verify, datong journal head."""

import datetime as dt

import pytest

from datong.foundation.journal import service as journal
from datong.kernel import clock
from tests.append_only import opened
from tests.config.commandline import datong

pytestmark = pytest.mark.django_db


@pytest.fixture
def heads() -> list[str]:
    """Three entries; the head after each."""
    found = []
    for number in (1, 2, 3):
        with clock.override(dt.datetime(2015, 6, 30, 16, number, tzinfo=dt.UTC)):
            journal.record("wang", f"act.{number}", "a.A:1")
        found.append(journal.head()[1])
    return found


def test_a_whole_journal(heads: list[str]) -> None:
    done = datong("journal", "verify")
    done = datong("journal", "verify")
    assert (done.returncode, done.stdout) == (0, f"3 entries, 0 broken, head {heads[2]}\n")
    assert datong("journal", "verify", "--head", heads[0].upper()).returncode == 0


def test_the_first_broken_entry_is_named(heads: list[str]) -> None:
    with opened():
        journal.entries().filter(pk__gte=2).update(actor="li")
    done = datong("journal", "verify")
    done = datong("journal", "verify")
    assert (done.returncode, done.stdout) == (
        1,
        "entry 2, 2015-07-01 00:02:00+08:00, act.2, a.A:1\n"
        "第 2 条有问题：内容与登记时不一致，被改动过。 "
        "(Entry 2 is broken: its content is not what was recorded; it was altered)\n",
    )


def test_a_cut_off_end_is_found_by_its_head(heads: list[str]) -> None:
    with opened():
        journal.entries().filter(pk=3).delete()
    assert datong("journal", "verify").stdout == f"2 entries, 0 broken, head {heads[1]}\n"
    done = datong("journal", "verify", "--head", heads[2])
    assert done.returncode == 1
    assert "其中没有给出的链头：末尾被截去，或整段被重写过" in done.stdout


def test_the_head_to_note_down(heads: list[str]) -> None:
    with clock.override(dt.datetime(2015, 6, 30, 16, 30, tzinfo=dt.UTC)):
        assert datong("journal", "head").stdout == f"2015-07-01 3 {heads[2]}\n"


def test_an_empty_journal() -> None:
    assert datong("journal", "head").stdout.split()[1:] == ["0", "00" * 32]


def test_a_head_that_is_none() -> None:
    done = datong("journal", "verify", "--head", "abc")
    assert done.returncode == 2
    assert "请写 64 位十六进制数" in done.stderr
