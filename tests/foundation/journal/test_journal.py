"""The journal: who, what, when, why, through which door; the newest first."""

import datetime as dt

import pytest

from datong.foundation.journal import service as journal
from datong.kernel import clock

pytestmark = pytest.mark.django_db

MOMENT = dt.datetime(2015, 6, 30, 8, 30, tzinfo=dt.UTC)


def test_an_entry_says_it_all() -> None:
    with clock.override(MOMENT):
        journal.record(
            "wang",
            "ledgers.import",
            "ledgers.Import:7",
            place="519999000000",
            why="半年报",
            door="cli",
            detail={"files": 2},
        )
    [entry] = journal.entries()
    assert (entry.at, entry.actor, entry.action, entry.target, entry.place, entry.why, entry.door, entry.detail) == (
        MOMENT, "wang", "ledgers.import", "ledgers.Import:7", "519999000000", "半年报", "cli", {"files": 2},
    )  # fmt: skip


def test_the_newest_comes_first_and_one_target_can_be_asked_for() -> None:
    for number, target in enumerate(("a.A:1", "b.B:1", "a.A:1")):
        journal.record("wang", f"act.{number}", target)
    assert [entry.action for entry in journal.entries()] == ["act.2", "act.1", "act.0"]
    assert [entry.action for entry in journal.entries("a.A:1")] == ["act.2", "act.0"]
