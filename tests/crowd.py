"""Many at once: threads with a connection each, on a database that takes them.

def test_...(crowd_db, ...):                       # instead of @pytest.mark.django_db(transaction=True)
    answers = at_once(50, lambda number: ...)
"""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import pytest
from django.db import connection, connections

Answer = TypeVar("Answer")


@pytest.fixture
def crowd_db(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """The test database for threads. On SQLite a copy in a file, as in real life: threads that share the tests'
    database in memory lock one another out at once instead of waiting."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    memory, name = connection.connection, connection.settings_dict["NAME"]
    file = tmp_path / "crowd.sqlite3"
    with sqlite3.connect(file) as copy:
        memory.backup(copy)
        copy.execute("PRAGMA journal_mode=WAL")
    copy.close()
    connection.settings_dict["NAME"], connection.connection = str(file), None
    yield
    connection.close()
    connection.settings_dict["NAME"], connection.connection = name, memory


def at_once(count: int, act: Callable[[int], Answer]) -> list[Answer]:
    """What `act(0)`, `act(1)`, … gave, all begun at the same moment; raises the first error of any."""
    gate = threading.Barrier(count)

    def one(number: int) -> Answer:
        try:
            gate.wait(timeout=60)
            return act(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))
