"""Entries into files: the tree on disk, the signed checkpoint, proofs, what a crash leaves."""

import json
from hashlib import sha256
from pathlib import Path

import pytest
import rfc8785
from django.conf import settings as django
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from datong.foundation.publiclog import service as log
from datong.foundation.publiclog.actions import appending
from datong.foundation.publiclog.core import entries, files, signing
from datong.foundation.publiclog.models import Head, LogEntry, Salt
from datong.kernel.tlog import notes
from datong.kernel.tlog.proofs import parse
from tests.foundation.publiclog.entries import content, new

SALT = bytes(range(32))
WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=20)


def folder() -> Path:
    return Path(django.DATONG_LOG)


def there() -> set[str]:
    """The names of the log's files."""
    return {
        str(path.relative_to(folder()))
        for path in folder().rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


def test_what_is_logged() -> None:
    """Written by hand; the digest is what `sha256sum` makes of the salt and the content."""
    assert entries.written(new(7, b"content"), SALT).decode() == (
        '{"action":"publish","commitment":"4b9bf1202c05b6a5ba06194f94626d46addf12e989a2cdfaf0e0b8f9b4ef069d",'
        '"object":"510626-2026-00007","publisher":"510626000000","type":"publication","v":1,"version":1}'
    )


@settings(max_examples=60, deadline=None)
@given(WORDS, WORDS, WORDS, WORDS | st.just(""), st.integers(1, 2**53 - 1))
def test_canonical_json(type_: str, object_: str, publisher: str, replaces: str, version: int) -> None:
    given_ = log.NewEntry(type_, object_, version, publisher, "correct", b"x", replaces)
    fields = {
        "action": "correct",
        "commitment": sha256(SALT + b"x").hexdigest(),
        "object": object_,
        "publisher": publisher,
        "type": type_,
        "v": 1,
        "version": version,
    }
    assert entries.written(given_, SALT) == rfc8785.dumps(
        {**fields, "replaces": replaces} if replaces else fields
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"action": "delete"},
        {"object": ""},
        {"object": "two words"},
        {"object": "x" * 201},
        {"publisher": "line\nbreak"},
        {"type": "\u2028"},
        {"replaces": "a b"},
        {"version": 0},
        {"version": True},
        {"version": 2**53},
    ],
)
def test_what_is_no_entry(changes: dict[str, object]) -> None:
    with pytest.raises(log.BadEntry):
        entries.written(new(1, **changes), SALT)


@pytest.mark.django_db
def test_from_append_to_proof() -> None:
    assert log.integrate() is None
    assert not folder().exists()
    (taken,) = log.append([new(1)])
    assert (taken.index, len(taken.salt)) == (0, 32)
    assert (log.proof(0), log.checkpoint()) == (None, None)
    with pytest.raises(log.NotProved) as early:
        log.proved(0, content(1))
    assert early.value.text.zh == "这份公开内容还没有进入已签名的公开日志，暂不显示。"
    published = log.integrate()
    assert published is not None
    assert (published.origin, published.size) == ("datong.invalid/log", 1)
    assert there() == {"checkpoint", "vkey", "tile/0/000.p/1", "tile/entries/000.p/1"}
    found = log.proved(0, content(1))
    assert (found.entry, found.salt, found.hashes) == (taken.entry, taken.salt, ())
    note = notes.parse(log.checkpoint() or "")
    keys = [notes.Key.parse(each) for each in log.vkeys()]
    assert notes.opened(note, keys, signing.verify) == keys
    assert note.text.startswith("datong.invalid/log\n1\n")
    assert Head.objects.get().note == log.checkpoint()


@pytest.mark.django_db
def test_growing_by_steps_gives_the_files_of_growing_at_once() -> None:
    taken = []
    for size in (3, 1, 252, 44, 300, 1):
        taken += log.append([new(len(taken) + n) for n in range(size)])
        published = log.integrate()
        assert published is not None
        assert published.size == len(taken)
        assert files.Tree(files.Folder(folder()).read, len(taken)).root() == published.root
    partial = {"tile/0/002.p/88", "tile/entries/002.p/88", "tile/1/000.p/1"}
    assert there() == {"checkpoint", "vkey", *files.names(601)} | partial
    found = log.proofs(range(700))
    assert list(found) == list(range(601))
    assert [each.entry for each in found.values()] == [each.entry for each in taken]
    for index in (0, 255, 256, 599, 600):
        assert log.proved(index, content(index)) == found[index]
    assert log.checked().bad == []
    assert log.integrate() == published
    assert Head.objects.count() == 6


@pytest.mark.django_db
def test_proofs_of_many_ask_the_database_once(django_assert_num_queries: object) -> None:
    log.append([new(n) for n in range(20)])
    log.integrate()
    for count in (1, 20):
        with django_assert_num_queries(1):  # type: ignore[operator]
            assert len(log.proofs(range(count))) == count


@pytest.mark.django_db
def test_the_offline_proof_tells_entry_and_salt() -> None:
    log.append([new(n) for n in range(5)])
    log.integrate()
    found = log.proved(3, content(3))
    proof = parse(found.offline())
    extra = json.loads(proof.extra or b"")
    assert (proof.index, proof.hashes) == (3, found.hashes)
    assert extra["entry"].encode() == found.entry
    committed = json.loads(extra["entry"])["commitment"]
    assert committed == sha256(bytes.fromhex(extra["salt"]) + content(3)).hexdigest()


@pytest.mark.django_db
def test_forgetting_is_erasure() -> None:
    log.append([new(n) for n in range(3)])
    log.integrate()
    log.forget([1])
    assert list(Salt.objects.order_by("index").values_list("index", flat=True)) == [0, 2]
    left = log.proof(1)
    assert left is not None
    assert left.salt is None
    with pytest.raises(log.NotProved) as erased:
        log.proved(1, content(1))
    assert erased.value.text.zh == "这份公开内容的盐已经销毁，不能再证明。"
    assert log.checked().bad == []


@pytest.mark.django_db
def test_other_content_is_not_proved() -> None:
    log.append([new(n) for n in range(3)])
    log.integrate()
    with pytest.raises(log.NotProved) as other:
        log.proved(2, content(1))
    assert other.value.text.zh == "内容与公开日志第 2 条不符：日志承诺的不是这份内容。"


@pytest.mark.django_db
def test_rows_are_append_only() -> None:
    log.append([new(1)])
    log.integrate()
    for change in (
        lambda: LogEntry.objects.update(entry=b"{}"),
        lambda: LogEntry.objects.all().delete(),
        lambda: Head.objects.update(size=0),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


@pytest.mark.django_db(transaction=True)
def test_a_commit_brings_it_in(monkeypatch: pytest.MonkeyPatch) -> None:
    with transaction.atomic():
        log.append([new(0)])
        assert log.status().size == 0
    assert (log.status().size, log.status().waiting) == (1, 0)
    with transaction.atomic():
        log.append([new(1)])
        transaction.set_rollback(True)
    assert log.status().waiting == 0
    assert log.append([new(2)])[0].index == 1
    assert log.proved(1, content(2)).index == 1


@pytest.mark.django_db
@pytest.mark.parametrize("step", range(6))
def test_a_crash_anywhere(step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Power fails before the `step`-th renaming of a file; the next run ends where it would have ended."""
    log.append([new(n) for n in range(200)])
    before = log.integrate()
    log.append([new(200 + n) for n in range(100)])
    renaming, done = Path.replace, []

    def replace(self: Path, target: Path) -> Path:
        if len(done) == step:
            raise OSError("power")
        done.append(target)
        return renaming(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(OSError, match="power"):
        log.integrate()
    monkeypatch.undo()
    assert log.status().size == 200
    assert log.proved(7, content(7)).checkpoint == (log.checkpoint() or "")
    published = log.integrate()
    assert before is not None
    assert published is not None
    assert published.size == 300
    assert log.checked().bad == []
    assert {name for name in there() if ".p/" in name} == {
        "tile/0/001.p/44",
        "tile/1/000.p/1",
        "tile/entries/001.p/44",
    }


@pytest.mark.django_db
def test_entries_by_the_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches end at multiples, so that the first of them makes whole tiles."""
    monkeypatch.setattr("datong.foundation.publiclog.actions.integrating.BATCH", 256)
    log.append([new(n) for n in range(100)])
    log.integrate()
    log.append([new(100 + n) for n in range(600)])
    published = log.integrate()
    assert published is not None
    assert published.size == 700
    assert log.checked().bad == []


def test_nothing_to_append() -> None:
    assert appending.append([]) == []
