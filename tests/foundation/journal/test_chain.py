"""The chain: whoever alters, removes, moves or slips in an entry is found, at the first entry that is wrong."""

import datetime as dt
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from datong.foundation.journal import queries
from datong.foundation.journal import service as journal
from datong.foundation.journal.core import START, Line, canonical, digest, masked, plain
from datong.foundation.journal.models import Entry
from datong.kernel import clock
from datong.kernel.bilingual import Text
from tests.append_only import opened

MOMENT = dt.datetime(2015, 6, 30, 8, 30, tzinfo=dt.UTC)
# Written by hand: the canonical JSON of the first entry of `written`, and what sha256sum makes of it.
FIRST = (
    '{"action":"act.1","actor":"wang","at":"2015-06-30T08:30:00.000000+00:00","detail":{"份数":2},"door":"page",'
    '"id":1,"place":"519999000000","previous":"' + "00" * 32 + '","target":"a.A:1","why":"半年报"}'
)
FIRST_DIGEST = "2f807eee6b4910b9821fccd8960cf804c51a17cd8c2a52f9dd0dd46a14cf5100"


@pytest.fixture
def written(db: None) -> list[str]:
    """Five entries, a minute apart; their digests in hex."""
    for number in range(1, 6):
        with clock.override(MOMENT + dt.timedelta(minutes=number - 1)):
            journal.record(
                "wang",
                f"act.{number}",
                "a.A:1",
                place="519999000000",
                why="半年报",
                detail={"份数": number + 1},
            )
    return [bytes(entry.digest).hex() for entry in Entry.objects.order_by("id")]


def sql(text: str, *values: Any) -> None:
    """Raw SQL by somebody who can put the triggers aside."""
    with opened(), connection.cursor() as cursor:
        cursor.execute(text, values)


def test_what_is_hashed(written: list[str]) -> None:
    line = Line._make(Entry.objects.values_list(*Line._fields).get(pk=1))
    assert canonical(line).decode() == FIRST
    assert written[0] == FIRST_DIGEST


def test_each_entry_holds_the_digest_of_the_one_before(written: list[str]) -> None:
    pairs = [(bytes(e.previous).hex(), bytes(e.digest).hex()) for e in Entry.objects.order_by("id")]
    assert [previous for previous, _ in pairs] == [START.hex(), *written[:-1]]
    assert [own for _, own in pairs] == written
    assert len(set(written)) == 5


def test_a_whole_chain(written: list[str]) -> None:
    verdict = journal.verify()
    assert (verdict.entries, verdict.head, verdict.broken, verdict.sound) == (5, written[-1], None, True)
    assert verdict.text == Text("链条完整，共 5 条", "The chain is whole: 5 entries")


@pytest.mark.django_db
def test_an_empty_chain() -> None:
    verdict = journal.verify()
    assert (verdict.entries, verdict.head, verdict.sound) == (0, "00" * 32, True)
    assert journal.verify(head="00" * 32).sound
    assert not journal.verify(head="ab" * 32).sound


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", "2015-06-30 08:32:00.000001+00:00"),
        ("actor", "li"),
        ("action", "act.33"),
        ("target", "a.A:2"),
        ("place", "519999100000"),
        ("why", ""),
        ("door", "cli"),
        ("detail", '{"份数": 5}'),
        ("previous", b"\x01" * 32),
        ("digest", b"\x01" * 32),
    ],
)
def test_a_field_that_was_altered(written: list[str], column: str, value: object) -> None:
    if column == "at" and connection.vendor == "sqlite":
        value = "2015-06-30 08:32:00.000001"
    sql(f"UPDATE journal_entry SET {column} = %s WHERE id = 3", value)  # noqa: S608 - one of ours
    verdict = journal.verify()
    assert (verdict.entries, verdict.head, verdict.broken, verdict.sound) == (2, written[1], 3, False)
    assert verdict.text.zh == "第 3 条有问题：内容与登记时不一致，被改动过"


def removed() -> None:
    sql("DELETE FROM journal_entry WHERE id = 3")


def first_removed() -> None:
    sql("DELETE FROM journal_entry WHERE id IN (1, 2)")


def swapped() -> None:
    for old, new in ((3, 30), (4, 3), (30, 4)):
        sql("UPDATE journal_entry SET id = %s WHERE id = %s", new, old)


def renumbered() -> None:
    sql("DELETE FROM journal_entry WHERE id = 3")
    for old in (4, 5):
        sql("UPDATE journal_entry SET id = %s WHERE id = %s", old - 1, old)


def slipped_in() -> None:
    """An entry of somebody's own after the fourth, rightly hashed, the fifth moved on and hashed anew."""
    sql("UPDATE journal_entry SET id = 6 WHERE id = 5")
    sealed(Entry.objects.get(pk=4), number=5, actor="li", previous=START)


def appended() -> None:
    """With a digest that is not its own."""
    copy(Entry.objects.get(pk=5), number=6, previous=bytes(Entry.objects.get(pk=5).digest), own=bytes(32))


def replaced() -> None:
    """The third, rightly hashed anew; the fourth does not follow it."""
    third = Entry.objects.get(pk=3)
    sql("DELETE FROM journal_entry WHERE id = 3")
    sealed(third, number=3, actor="li", previous=bytes(Entry.objects.get(pk=2).digest))


def sealed(like: Entry, *, number: int, actor: str, previous: bytes) -> None:
    """A copy of an entry under another name with the digest that belongs to it."""
    fields = {name: getattr(like, name) for name in Line._fields}
    line = Line(**{**fields, "id": number, "actor": actor, "previous": previous})
    with opened():
        Entry.objects.create(**line._replace(digest=digest(line))._asdict())


def copy(like: Entry, *, number: int, previous: bytes, own: bytes) -> None:
    """A copy of an entry with any digest."""
    fields = {name: getattr(like, name) for name in Line._fields}
    Entry.objects.create(**{**fields, "id": number, "previous": previous, "digest": own})


@pytest.mark.parametrize(
    ("crime", "broken", "why"),
    [
        (removed, 4, "它之前缺了第 3 至 3 条，被删除过"),
        (first_removed, 3, "它之前缺了第 1 至 2 条，被删除过"),
        (swapped, 3, "内容与登记时不一致，被改动过"),
        (renumbered, 3, "内容与登记时不一致，被改动过"),
        (slipped_in, 5, "它接不上前一条，是后来插入、调换或替换的"),
        (appended, 6, "内容与登记时不一致，被改动过"),
        (replaced, 4, "它接不上前一条，是后来插入、调换或替换的"),
    ],
)
def test_crimes(written: list[str], crime: Callable[[], None], broken: int, why: str) -> None:
    crime()
    verdict = journal.verify()
    assert (verdict.broken, verdict.sound, verdict.text.zh) == (broken, False, f"第 {broken} 条有问题：{why}")


def test_an_end_that_was_cut_off_is_found_by_a_head_known_before(written: list[str]) -> None:
    sql("DELETE FROM journal_entry WHERE id > 3")
    assert journal.verify().sound
    verdict = journal.verify(head=written[4])
    assert (verdict.entries, verdict.broken, verdict.sound) == (3, None, False)
    assert verdict.text.zh == "链条自身完整，但其中没有给出的链头：末尾被截去，或整段被重写过"
    assert [journal.verify(head=head).sound for head in written] == [True, True, True, False, False]


def test_an_end_that_was_written_anew_is_found_by_a_head_known_before(written: list[str]) -> None:
    rows = [Entry.objects.get(pk=number) for number in (4, 5)]
    sql("DELETE FROM journal_entry WHERE id > 3")
    previous = bytes.fromhex(written[2])
    for row in rows:
        sealed(row, number=row.pk, actor="li", previous=previous)
        previous = bytes(Entry.objects.get(pk=row.pk).digest)
    assert journal.verify().sound
    assert not journal.verify(head=written[4]).sound
    assert journal.verify(head=written[2]).sound


def test_only_the_newest(written: list[str]) -> None:
    sql("UPDATE journal_entry SET why = '' WHERE id = 2")
    assert journal.verify(newest=3).sound
    assert journal.verify(newest=3).entries == 3
    assert journal.verify(newest=4).broken == 2
    assert journal.verify(newest=100).broken == 2


def test_it_is_read_by_the_chunk(written: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "CHUNK", 2)
    told: list[tuple[int, int]] = []
    verdict = journal.verify(lambda done, total: told.append((done, total)))
    assert (verdict.entries, verdict.head) == (5, written[-1])
    assert told == [(2, 5), (4, 5), (5, 5)]


def test_entries_from_before_the_chain_are_chained(written: list[str]) -> None:
    """What the migration does to an older journal gives the same digests as writing it now."""
    sql("UPDATE journal_entry SET previous = %s, digest = %s", b"", b"")
    with opened():
        import_module("datong.foundation.journal.migrations.0002_chain").chain(apps, None)
    assert [bytes(entry.digest).hex() for entry in Entry.objects.order_by("id")] == written
    assert journal.verify().sound


def test_values_come_back_as_they_were_hashed(db: None) -> None:
    detail = {
        "text": "“引号” \\ \u2028 😀", "large": 2**60, "fraction": 0.1, "tiny": 1e-20, "none": None, "yes": True,
        "day": dt.date(2014, 9, 26), "pair": (1, 2), "deep": {"b": 1, "a": [{}]}, "": "",
    }  # fmt: skip
    journal.record("wang", "act", "a.A:1", detail=detail)
    assert journal.verify().sound
    assert Entry.objects.get().detail == {
        "text": "“引号” \\ \u2028 😀", "large": 2**60, "fraction": "0.1", "tiny": "1e-20", "none": None, "yes": True,
        "day": "2014-09-26", "pair": [1, 2], "deep": {"b": 1, "a": [{}]}, "": "",
    }  # fmt: skip


def test_what_json_cannot_hold() -> None:
    with pytest.raises(TypeError, match="plain values, not object"):
        plain({"thing": object()})
    with pytest.raises(ValueError, match="JSON compliant"):
        plain({"nan": float("nan")})


def test_masking() -> None:
    assert masked("核对510626194708151037的低保.xlsx") == "核对510626********1037的低保.xlsx"
    assert masked("20140926-第3批") == "20140926-第3批"
