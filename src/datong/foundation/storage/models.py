"""The sealed column, the append-only table, counters. Deliberately missing: any table of keys, and a model for the name search (see search.py)."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import migrations, models

from datong.foundation.storage.core.guards import guard, unguard
from datong.foundation.storage.core.ring import seal, unseal

if TYPE_CHECKING:
    Sealed = models.BinaryField[str | None, Any]
else:
    Sealed = models.BinaryField


class SealedTextField(Sealed):
    """Text sealed at rest: a str in Python, `key | nonce | ciphertext | tag` in the table."""

    def place(self) -> str:
        return f"{self.model._meta.db_table}.{self.column}"

    def get_prep_value(self, value: Any) -> Any:
        return None if value is None else seal(self.place(), value)

    def from_db_value(self, value: Any, *_: Any) -> str | None:
        return None if value is None else unseal(self.place(), bytes(value))


class Counter(models.Model):
    """The last number given, by name (a county's cases of a year); the row is locked while the next one is taken."""

    name = models.CharField(max_length=60, primary_key=True)
    last = models.PositiveIntegerField(default=0)


class AppendOnly(migrations.RunPython):
    """The migration operation that `append_only` makes; it knows its table."""

    def __init__(self, table: str) -> None:
        self.table = table
        super().__init__(partial(self.apply, guard), partial(self.apply, unguard))

    def apply(self, statements: Callable[[str, str], list[str]], _apps: Any, editor: Any) -> None:
        for statement in statements(self.table, editor.connection.vendor):
            editor.execute(statement)

    def describe(self) -> str:
        return f"Make {self.table} append-only"


def append_only(table: str) -> AppendOnly:
    """A migration operation: from here on `table` takes rows and never changes or loses one. Reversible.

    SQLite rebuilds a table to alter it, and its triggers go: a later migration that alters the table names this
    operation once more at its end.
    """
    return AppendOnly(table)


SEARCH_SQLITE = "CREATE VIRTUAL TABLE {table} USING fts5(grams, tokenize = 'unicode61 remove_diacritics 0')"
SEARCH_POSTGRESQL = (
    "CREATE TABLE {table} (id bigint PRIMARY KEY, grams tsvector NOT NULL);"
    " CREATE INDEX {table}_grams ON {table} USING gin (grams)"
)


def search_table(table: str) -> migrations.RunPython:
    """A migration operation: a table of tokens by number, for `index_tokens` and `found_in`. Reversible."""

    def make(_apps: Any, editor: Any) -> None:
        statement = SEARCH_SQLITE if editor.connection.vendor == "sqlite" else SEARCH_POSTGRESQL
        editor.execute(statement.format(table=table))

    def drop(_apps: Any, editor: Any) -> None:
        editor.execute(f"DROP TABLE {table}")

    return migrations.RunPython(make, drop)
