"""A DuckDB connection with bounds, and a query that tells how far it is."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from datong.engine.matching.errors import EngineFailed, WrongMemory
from datong.engine.matching.files import quoted

__all__ = ["Tell", "run", "workshop"]

Tell = Callable[[int, int], None]
PAUSE = 0.2
"""Seconds between two looks at a running query."""


@contextmanager
def workshop(folder: Path, threads: int | None, memory: str | None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that spills into the folder, keeps no file in memory and no order it was not asked for.

    Raises WrongMemory; EngineFailed when a query stops.
    """
    with duckdb.connect() as connection:
        connection.execute(f"SET temp_directory = {quoted(str(folder / 'spill'))}")
        connection.execute("SET preserve_insertion_order = false")
        connection.execute("SET enable_external_file_cache = false")
        if threads:
            connection.execute(f"SET threads = {int(threads)}")
        if memory:
            try:
                connection.execute(f"SET memory_limit = {quoted(memory)}")
            except duckdb.Error as error:
                raise WrongMemory(memory) from error
        try:
            yield connection
        except duckdb.Error as error:
            raise EngineFailed(str(error).partition("\n")[0]) from error


def run(connection: duckdb.DuckDBPyConnection, query: str, tell: Tell | None) -> None:
    """Run a query; while it runs, tell how many per cent of it are done."""
    if tell is None:
        connection.execute(query)
        return
    connection.execute("SET enable_progress_bar = true")
    connection.execute("SET enable_progress_bar_print = false")
    done = threading.Event()
    watching = threading.Thread(target=_watch, args=(connection, tell, done), daemon=True)
    watching.start()
    try:
        connection.execute(query)
    finally:
        done.set()
        watching.join()
    tell(100, 100)


def _watch(connection: duckdb.DuckDBPyConnection, tell: Tell, done: threading.Event) -> None:
    while not done.wait(PAUSE):
        tell(min(max(int(connection.query_progress()), 0), 99), 100)
