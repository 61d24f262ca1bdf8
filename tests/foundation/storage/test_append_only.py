"""An append-only table takes rows and never changes or loses one, whoever asks and however."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction
from django.db.migrations.loader import MigrationLoader

from datong.foundation.journal import service as journal
from datong.foundation.journal.models import Entry
from datong.foundation.storage import service as storage
from datong.foundation.storage.models import AppendOnly
from tests.append_only import opened

pytestmark = pytest.mark.django_db
POSTGRESQL = connection.vendor == "postgresql"
SAYS = "journal_entry 只能追加，不能修改或删除"
COLUMNS = "id, at, actor, action, target, place, why, door, detail, previous, digest"
COPIED = f"SELECT {COLUMNS.replace('actor', '{name}', 1)} FROM journal_entry WHERE id = 1"  # noqa: S608


@pytest.fixture
def written() -> None:
    """Two entries."""
    journal.record("wang", "act.1", "a.A:1")
    journal.record("wang", "act.2", "a.A:1")


def refused(act: Callable[[], Any]) -> str:
    """What the database says; fails when it let it pass."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        act()
    return str(error.value)


def statement(text: str) -> Callable[[], Any]:
    """Raw SQL."""

    def run() -> None:
        with connection.cursor() as cursor:
            cursor.execute(text)

    return run


RAW = {
    "update": "UPDATE journal_entry SET why = '' WHERE id = 1",
    "update of all": "UPDATE journal_entry SET why = why",
    "delete": "DELETE FROM journal_entry WHERE id = 2",
    "delete all": "DELETE FROM journal_entry",
    "upsert": f"INSERT INTO journal_entry ({COLUMNS}) {COPIED.format(name='door')}"
    " ON CONFLICT (id) DO UPDATE SET actor = 'li'",
}
RAW |= (
    {
        "truncate": "TRUNCATE journal_entry",
        "truncate along": "TRUNCATE journal_entry, journal_entry CASCADE",
        "replication": "SET LOCAL session_replication_role = replica; DELETE FROM journal_entry",
    }
    if POSTGRESQL
    else {
        "insert or replace": f"INSERT OR REPLACE INTO journal_entry ({COLUMNS}) {COPIED.format(name='door')}",
        "replace": f"REPLACE INTO journal_entry ({COLUMNS}) {COPIED.format(name='door')}",
        "update or replace": "UPDATE OR REPLACE journal_entry SET id = 1 WHERE id = 2",
        "update or ignore": "UPDATE OR IGNORE journal_entry SET why = 'x' WHERE id = 2",
    }
)


@pytest.mark.parametrize("text", RAW.values(), ids=RAW)
def test_raw_sql_is_refused(written: None, text: str) -> None:
    before = list(Entry.objects.values())
    assert SAYS in refused(statement(text))
    assert list(Entry.objects.values()) == before


@pytest.mark.skipif(POSTGRESQL, reason="SQLite has the setting")
def test_replacing_is_refused_on_any_connection(written: None) -> None:
    """Such as that of a tool that does not switch recursive triggers on."""
    statement("PRAGMA recursive_triggers=OFF")()
    try:
        assert SAYS in refused(statement(RAW["insert or replace"]))
    finally:
        statement("PRAGMA recursive_triggers=ON")()


def changed_entry() -> Entry:
    entry = Entry.objects.get(pk=1)
    entry.why = "另一个原因"
    return entry


ORM: dict[str, Callable[[], Any]] = {
    "update": lambda: Entry.objects.filter(pk=1).update(why=""),
    "delete": lambda: Entry.objects.filter(pk=1).delete(),
    "delete all": lambda: Entry.objects.all().delete(),
    "save": lambda: changed_entry().save(),
    "delete one": lambda: changed_entry().delete(),
    "bulk update": lambda: Entry.objects.bulk_update([changed_entry()], ["why"]),
    "bulk upsert": lambda: Entry.objects.bulk_create(
        [changed_entry()], update_conflicts=True, unique_fields=["id"], update_fields=["why"]
    ),
}


@pytest.mark.parametrize("act", ORM.values(), ids=ORM)
def test_the_orm_is_refused(written: None, act: Callable[[], Any]) -> None:
    before = list(Entry.objects.values())
    assert SAYS in refused(act)
    assert list(Entry.objects.values()) == before


def test_rows_are_taken(written: None) -> None:
    journal.record("wang", "act.3", "a.A:1")
    assert Entry.objects.count() == 3


class Slip(models.Model):
    """A table for one test."""

    words = models.TextField()

    objects: models.Manager["Slip"] = models.Manager()

    class Meta:
        app_label = "a_test"
        managed = False
        db_table = "storage_slip"


@pytest.fixture
def slips() -> None:
    """The table with one row; nobody guards it yet."""
    counted = "bigserial" if POSTGRESQL else "integer"
    statement(f"CREATE TABLE storage_slip (id {counted} PRIMARY KEY, words text NOT NULL)")()
    Slip.objects.create(words="一")


class Editor:
    """All that the operation needs of a schema editor."""

    connection = connection

    @staticmethod
    def execute(text: str) -> None:
        statement(text)()


def test_it_can_be_taken_back(slips: None) -> None:
    operation = storage.append_only("storage_slip")
    for _ in range(2):  # it may be named again
        operation.code(None, Editor)  # type: ignore[arg-type]
    assert "storage_slip 只能追加" in refused(lambda: Slip.objects.update(words="二"))
    assert operation.reverse_code is not None
    operation.reverse_code(None, Editor)  # type: ignore[arg-type]
    assert Slip.objects.update(words="二") == 1


@pytest.mark.parametrize("name", ['x"; DROP TABLE y', "x y", ""])
def test_only_plain_names(name: str) -> None:
    with pytest.raises(ValueError, match="not the name of a table"):
        storage.append_only(name).code(None, Editor)  # type: ignore[arg-type]


def test_in_a_test_they_can_be_opened(written: None) -> None:
    with opened():
        assert Entry.objects.filter(pk=1).update(why="x") == 1
    assert SAYS in refused(ORM["update"])


def guarded() -> set[str]:
    """The tables that migrations make append-only."""
    migrations = MigrationLoader(connection).disk_migrations.values()
    operations = [operation for migration in migrations for operation in migration.operations]
    return {operation.table for operation in operations if isinstance(operation, AppendOnly)}


def test_what_migrations_guard_is_guarded() -> None:
    """A later migration that alters such a table on SQLite would lose its triggers."""
    query = (
        "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE tgname ~ '_append_only' AND tgenabled = 'A'"
        if POSTGRESQL
        else r"SELECT DISTINCT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%append\_only%' ESCAPE '\'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        found = {row[0] for row in cursor.fetchall()}
    assert "journal_entry" in guarded()
    assert guarded() - found == set()
