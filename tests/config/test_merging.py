"""What `datong serve` does beside serving: the public log grows, the journal's head goes in once a day."""

import threading
from typing import Any

import pytest

from datong.config import merging
from datong.config.cli import run
from datong.foundation.journal import service as journal
from datong.foundation.journal.models import Entry
from datong.foundation.publiclog import service as publiclog
from datong.kernel import clock
from tests.append_only import opened
from tests.foundation.publiclog.entries import new

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def keep_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """The test's connection is not the thread's."""
    monkeypatch.setattr(merging, "connection", threading.local())
    merging.connection.close = lambda: None  # type: ignore[attr-defined]


def head_of(day: str) -> dict[str, Any]:
    """What the journal kept of a day's head."""
    return Entry.objects.get(target=f"journal.Head:{day}").detail


def test_one_round(capsys: pytest.CaptureFixture[str]) -> None:
    journal.record("wang", "act.1", "a.A:1")
    before = journal.head()
    publiclog.append([new(0)])
    merging.once()
    assert publiclog.status().size == 1
    day = clock.today().isoformat()
    assert head_of(day) == {"entries": before[0], "head": before[1], "log": 1}
    merging.once()
    assert publiclog.status().size == 2
    assert Entry.objects.filter(action="journal.publish_head").count() == 1
    assert journal.published_heads() == (1, [])
    assert run(["journal", "verify"]) == 0
    assert "1 heads in the public log agree, 0 do not" in capsys.readouterr().out
    assert run(["journal", "publish-head"]) == 0
    assert capsys.readouterr().out == "nothing new\n"


def test_a_journal_written_anew_is_noticed(capsys: pytest.CaptureFixture[str]) -> None:
    journal.record("wang", "act.1", "a.A:1")
    assert run(["journal", "publish-head"]) == 0
    assert capsys.readouterr().out == "entry 0 of the public log\n"
    publiclog.integrate()
    with opened():
        Entry.objects.all().delete()
    journal.record("wang", "act.2", "a.A:1")
    detail = {"entries": 1, "head": journal.head()[1], "log": 0}
    journal.record("datong", "journal.publish_head", f"journal.Head:{clock.today()}", detail=detail)
    assert journal.verify().sound
    assert journal.published_heads() == (0, [clock.today().isoformat()])
    assert run(["journal", "verify"]) == 1


def test_nothing_to_publish_of_an_empty_journal() -> None:
    assert journal.publish_head("wang") is None


def test_trouble_is_logged(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def fail(**_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(publiclog, "integrate", fail)
    merging.once()
    assert "merging: disk full" in caplog.text


def test_it_starts_only_where_serve_asks_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(merging.SWITCH, raising=False)
    assert merging.start() is None
    rounds: list[int] = []
    monkeypatch.setattr(merging, "once", lambda: rounds.append(1))
    stop = threading.Event()
    stop.set()
    merging.for_ever(stop)
    assert rounds == [1]
