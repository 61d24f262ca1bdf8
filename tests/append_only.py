"""Append-only tables in tests: they are opened to be emptied after a test, and to be tampered with in one.

Django empties every table after a test with `transaction=True`, by TRUNCATE or DELETE, which such tables refuse.
`let_flush` puts their triggers aside around that one statement; nothing in the application can. What migrations planted
is planted again, so that a test does not depend on which came before it.
"""

import importlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations

IN_SQLITE = r"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%\_append\_only\_%' ESCAPE '\'"
SEED = importlib.import_module("datong.foundation.calendar.migrations.0002_seed")
IN_POSTGRESQL = r"SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal AND tgname ~ '_append_only'"


@contextmanager
def opened() -> Iterator[None]:
    """Inside the block every append-only table can be changed."""
    with connection.cursor() as cursor:
        cursor.execute(IN_SQLITE if connection.vendor == "sqlite" else IN_POSTGRESQL)
        found: list[tuple[str, str]] = cursor.fetchall()
        for name, where in found:
            cursor.execute(
                f'DROP TRIGGER "{name}"'
                if connection.vendor == "sqlite"
                else f'ALTER TABLE {where} DISABLE TRIGGER "{name}"'
            )
        yield
        for name, where in found:
            cursor.execute(
                where
                if connection.vendor == "sqlite"
                else f'ALTER TABLE {where} ENABLE ALWAYS TRIGGER "{name}"'
            )


def let_flush() -> None:
    """Let Django's own emptying of tables after a test through; called once by conftest.py."""
    emptying = BaseDatabaseOperations.execute_sql_flush

    def opening(self: Any, sql_list: Iterable[str]) -> None:
        with opened():
            emptying(self, sql_list)
        SEED.seed(apps, None)

    BaseDatabaseOperations.execute_sql_flush = opening  # type: ignore[method-assign]
