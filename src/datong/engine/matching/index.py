"""One person against a register of millions of rows (单人查一份大名单): sorted keys and row numbers in two mapped files."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import duckdb
import numpy as np
from numpy.typing import NDArray

from datong.engine.matching.errors import NoIndex, OutputRefused
from datong.engine.matching.files import demanded, scan
from datong.engine.matching.keys import key_of, key_sql, spelling_sql
from datong.engine.matching.workshop import workshop

__all__ = ["KeyIndex"]

FILES = ("keys.npy", "rows.npy")


class KeyIndex:
    """The identity numbers of one register, sorted; opened without being read."""

    def __init__(self, keys: NDArray[np.int64], rows: NDArray[np.int64]) -> None:
        self._keys, self._rows = keys, rows

    def __len__(self) -> int:
        """How many rows have an identity number."""
        return len(self._keys)

    @classmethod
    def build(cls, register: Path, folder: Path, *, memory: str | None = None) -> KeyIndex:
        """Write the index of a register into a new folder and open it; 16 bytes a row.

        Raises FileMissing, NotParquet, MissingColumn, WrongType; OutputRefused when the folder exists.
        """
        demanded(register, ("id",))
        if folder.exists() or not folder.absolute().parent.is_dir():
            raise OutputRefused(folder)
        spare = Path(tempfile.mkdtemp(prefix=".index-", dir=folder.absolute().parent))
        try:
            with workshop(spare, None, memory) as connection:
                _write(connection, register, spare)
            shutil.rmtree(spare / "spill", ignore_errors=True)
            spare.rename(folder)
        finally:
            shutil.rmtree(spare, ignore_errors=True)
        return cls.open(folder)

    @classmethod
    def open(cls, folder: Path) -> KeyIndex:
        """Map an index. Raises NoIndex."""
        try:
            keys, rows = (np.load(folder / name, mmap_mode="r") for name in FILES)
        except (OSError, ValueError) as error:
            raise NoIndex(folder) from error
        return cls(keys, rows)

    def find(self, identity: str) -> list[int]:
        """The rows (from 0) that bear this number, in whatever spelling, in their order."""
        key = key_of(identity)
        if key is None:
            return []
        first, last = (int(np.searchsorted(self._keys, np.int64(key), side)) for side in ("left", "right"))
        return [int(row) for row in self._rows[first:last]]


def _write(connection: duckdb.DuckDBPyConnection, register: Path, folder: Path) -> None:
    connection.execute(
        f"CREATE TEMP TABLE spelt AS SELECT {spelling_sql('id')} AS spelt, file_row_number AS row FROM {scan(register)}"  # noqa: S608
    )
    counted = connection.execute("SELECT count(spelt) FROM spelt").fetchone()
    count = int(counted[0]) if counted else 0
    files = [
        np.lib.format.open_memmap(folder / name, mode="w+", dtype=np.int64, shape=(count,)) for name in FILES
    ]
    connection.execute(
        f"SELECT {key_sql('spelt')} AS key, row FROM spelt WHERE spelt IS NOT NULL ORDER BY key, row"  # noqa: S608
    )
    for file, values in zip(files, connection.fetchnumpy().values(), strict=True):
        file[:] = values
        file.flush()
