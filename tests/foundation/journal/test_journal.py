"""The journal: who, what, when, why, through which door; the newest first."""

import datetime as dt
from typing import Any

import pytest
from django.db import transaction

from datong.foundation.journal import service as journal
from datong.kernel import clock
from tests.crowd import at_once

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


def test_changes_are_told_old_and_new() -> None:
    journal.record(
        "wang", "act", "a.A:1", detail={"n": 1},
        changes={"name": ("甲", "乙"), "same": (1, 1), "day": (None, dt.date(2015, 7, 1))},
    )  # fmt: skip
    [entry] = journal.entries()
    assert entry.detail == {"n": 1, "changes": {"name": ["甲", "乙"], "day": [None, "2015-07-01"]}}


def test_a_record_as_it_was_on_a_day() -> None:
    steps: list[tuple[int, dict[str, tuple[object, object]]]] = [
        (1, {"state": ("", "new"), "n": (0, 1)}),
        (3, {"state": ("new", "done")}),
        (5, {"late": ("x", "y")}),
    ]
    for day, changes in steps:
        with clock.override(dt.datetime(2015, 7, day, 15, 59, tzinfo=dt.UTC)):  # 23:59 in China
            journal.record("wang", "act", "a.A:1", changes=changes)
            journal.record("wang", "act", "a.A:2", changes={"state": ("", "other")})

    def on(month: int, day: int) -> list[tuple[str, object, int | None]]:
        found = journal.state_on("a.A:1", dt.date(2015, month, day))
        return [(value.name, value.value, value.entry) for value in found]

    assert on(6, 30) == [("late", "x", None), ("n", 0, None), ("state", "", None)]
    assert on(7, 1) == [("late", "x", None), ("n", 1, 1), ("state", "new", 1)]
    assert on(7, 3) == [("late", "x", None), ("n", 1, 1), ("state", "done", 3)]
    assert on(7, 31) == [("late", "y", 5), ("n", 1, 1), ("state", "done", 3)]
    assert journal.state_on("a.A:9", dt.date(2015, 7, 31)) == []


NUMBER = "510626194708151037"


@pytest.mark.parametrize(
    "told",
    [
        {"why": f"核对{NUMBER}的情况"},
        {"detail": {"files": [f"{NUMBER}.xlsx"]}},
        {"detail": {NUMBER: 1}},
        {"detail": {"number": int(NUMBER)}},
        {"changes": {"number": ("", NUMBER)}},
        {"why": "11010519491231002x"},
    ],
)
def test_identity_numbers_do_not_get_in(told: dict[str, Any]) -> None:
    with pytest.raises(journal.PersonalData) as refused:
        journal.record("wang", "act", "a.A:1", **told)
    assert refused.value.text.zh.startswith("日志和原因里不能写身份证号码，没有保存。")
    assert journal.entries().count() == 0


@pytest.mark.parametrize("why", ["510626194708151039", "150626194708151038000", "2014092620140926", "4" * 64])
def test_other_long_numbers_do(why: str) -> None:
    """A wrong check character, a longer number, two dates, a digest."""
    journal.record("wang", "act", "a.A:1", why=why)
    assert journal.entries().count() == 1


def test_without_a_transaction_around_it(crowd_db: None) -> None:
    """Many writers at once: one chain, nothing lost, no number twice."""

    def write(number: int) -> None:
        for turn in range(4):
            journal.record(f"u{number}", "act", f"a.A:{turn}")

    at_once(12, write)
    assert sorted(journal.entries().values_list("id", flat=True)) == list(range(1, 49))
    verdict = journal.verify()
    assert (verdict.entries, verdict.sound) == (48, True)


def test_what_is_taken_back_leaves_no_gap() -> None:
    journal.record("wang", "act.1", "a.A:1")
    with transaction.atomic():
        journal.record("wang", "act.2", "a.A:1")
        transaction.set_rollback(True)
    journal.record("wang", "act.3", "a.A:1")
    assert list(journal.entries().values_list("id", "action")) == [(2, "act.3"), (1, "act.1")]
    assert journal.verify().sound
