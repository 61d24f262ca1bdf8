"""Importing the county against its floor: the same sheets read with calamine, the same rows put into the same tables."""

import json
import os
import sqlite3
import statistics
import sys
import time
from pathlib import Path

from bench.home import COUNTY, EXAMPLE, fresh, watched

RUNS = 3


def measure() -> dict[str, float]:
    """Seconds of both (medians of three, taken in turn), their ratio, and the peak memory of the importing processes."""
    whole, floors, peaks = [], [], []
    for _ in range(RUNS):
        with fresh() as home, fresh() as empty:
            output, peak = watched(home, "bench.importing")
            whole.append(json.loads(output)["seconds"])
            peaks.append(peak)
            floors.append(floor(home / "datong.sqlite3", empty / "datong.sqlite3"))
    seconds, least = statistics.median(whole), statistics.median(floors)
    return {"seconds": seconds, "floor": least, "ratio": seconds / least, "megabytes": max(peaks)}


def floor(full: Path, empty: Path) -> float:
    """Read every sheet with calamine in this process; insert the rows of `full` into the tables of `empty`."""
    from python_calamine import CalamineWorkbook  # noqa: PLC0415 - only the floor reads without the child process

    with sqlite3.connect(full) as source:
        source.row_factory = None
        tables = [name for (name,) in source.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE%' AND name NOT LIKE 'sqlite_%'"
            " AND name NOT LIKE 'django_%' AND name NOT LIKE 'storage_names%' AND name NOT LIKE 'places_%'"
        " AND name NOT LIKE 'journal_%' AND name NOT LIKE 'calendar_%'"
        )]  # fmt: skip
        rows = {table: source.execute(f'SELECT * FROM "{table}"').fetchall() for table in tables}  # noqa: S608
        names = source.execute("SELECT rowid, grams FROM storage_names").fetchall()
    target = sqlite3.connect(empty, isolation_level=None)
    target.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON;"
        " PRAGMA temp_store=MEMORY; PRAGMA cache_size=-65536"
    )
    began = time.perf_counter()
    for path in sorted(EXAMPLE.glob("*.xlsx")):
        workbook = CalamineWorkbook.from_path(path)
        for sheet in workbook.sheet_names:
            workbook.get_sheet_by_name(sheet).to_python()
    target.execute("BEGIN IMMEDIATE")
    target.execute("PRAGMA defer_foreign_keys=ON")
    for table, found in rows.items():
        if found:
            marks = ", ".join("?" * len(found[0]))
            target.executemany(f'INSERT OR IGNORE INTO "{table}" VALUES ({marks})', found)  # noqa: S608
    target.executemany("INSERT INTO storage_names(rowid, grams) VALUES (?, ?)", names)
    target.execute("COMMIT")
    seconds = time.perf_counter() - began
    target.close()
    return seconds


def main() -> None:
    """Import the county once in this data folder; seconds as JSON."""
    import django  # noqa: PLC0415 - this process is the one measured

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "datong.config.settings")
    django.setup()
    from datong.config import example  # noqa: PLC0415
    from datong.foundation.access import service as access  # noqa: PLC0415
    from datong.foundation.ledgers import service as ledgers  # noqa: PLC0415

    order = ledgers.Order(user=access.console(), county=COUNTY, as_of=example.AS_OF)
    began = time.perf_counter()
    ledgers.receive(order, example.workbooks())
    seconds = time.perf_counter() - began
    json.dump({"seconds": seconds}, sys.stdout)


if __name__ == "__main__":
    main()
