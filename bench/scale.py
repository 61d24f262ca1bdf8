"""A province at once: 4 M recipients against twelve registers of 100 M rows in all, in bounded memory on this machine.

It takes a minute, and some gigabytes of disk. BENCH_ROWS and BENCH_RECIPIENTS make it smaller. `python -m bench.scale FOLDER RECIPIENTS` runs the review alone.
"""

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import polars as pl
import pyarrow.parquet as pq

from bench.matching import numbers, peak, write

Line = tuple[str, str, str, bool]
ROWS = int(os.environ.get("BENCH_ROWS", "100000000"))
RECIPIENTS = int(os.environ.get("BENCH_RECIPIENTS", "4000000"))
REGISTERS, AT_ONCE, MEMORY = 12, 1_000_000, "6GB"


def lines() -> list[Line]:
    """What is promised of a province, measured."""
    print(f"{RECIPIENTS:,} recipients against {REGISTERS} registers of {ROWS:,} rows ...", file=sys.stderr)
    found = measure()
    return [
        (f"{REGISTERS} registers, {ROWS:,} rows in all, {RECIPIENTS:,} recipients, two threads", f"{found['seconds']:.0f} s, {found['hits']:,.0f} hits", "finishes", True),
        ("its processor time for a million rows", f"{found['processors'] / ROWS * 1e6:.2f} s", "", True),
        ("the same: peak memory", f"{found['megabytes']:.0f} MB", "<= 8000 MB", found["megabytes"] <= 8000),
        ("the most it spilled to disk", f"{found['spilt']:.0f} MB", "<= 20000 MB", found["spilt"] <= 20_000),
    ]  # fmt: skip


def measure() -> dict[str, float]:
    """Lists made, and the review of them in a process of its own."""
    with TemporaryDirectory(prefix="datong-scale-") as name:
        make(Path(name))
        asked = [sys.executable, "-m", "bench.scale", name]
        found: dict[str, float] = json.loads(subprocess.run(asked, check=True, stdout=subprocess.PIPE).stdout)
    return found


def make(folder: Path) -> None:
    """Recipients, and registers of equal length in which one row in twenty is about one of them."""
    write(folder / "recipients.parquet", numbers(np.arange(RECIPIENTS)), np.arange(RECIPIENTS))
    chance = np.random.default_rng(2014)
    for place in range(REGISTERS):
        writer = None
        left = ROWS // REGISTERS + (place < ROWS % REGISTERS)
        while left:
            count = min(left, AT_ONCE)
            drawn = numbers(chance.integers(0, RECIPIENTS * 20, count))
            frame = pl.DataFrame({"id": drawn}).with_columns(name=pl.lit("李四"), plate=pl.lit("川F00000"))
            table = frame.to_arrow()
            writer = writer or pq.ParquetWriter(folder / f"register-{place:02}.parquet", table.schema)
            writer.write_table(table)
            left -= count
        if writer is not None:
            writer.close()


class Watch(threading.Thread):
    """The most bytes that stand in a folder's hidden folders while something runs."""

    def __init__(self, folder: Path) -> None:
        super().__init__(daemon=True)
        self.folder, self.most, self.done = folder, 0, threading.Event()

    def run(self) -> None:
        while not self.done.wait(0.2):
            self.most = max(self.most, sum(map(size, self.folder.glob(".review-*/spill/**/*"))))


def size(path: Path) -> int:
    """Bytes of a file; 0 when it is gone."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def main() -> None:
    """The review of the lists in a folder, as JSON."""
    from datong.engine import matching  # noqa: PLC0415 - this process is the one measured

    folder = Path(sys.argv[1])
    registers = {path.stem: path for path in sorted(folder.glob("register-*.parquet"))}
    watch = Watch(folder)
    watch.start()
    begun, used = time.perf_counter(), time.process_time()
    done = matching.review(folder / "recipients.parquet", registers, folder / "hits.parquet", threads=2, memory=MEMORY)  # fmt: skip
    found = {
        "seconds": time.perf_counter() - begun,
        "processors": time.process_time() - used,
        "megabytes": peak(),
        "hits": done.exact + done.converted,
    }
    watch.done.set()
    json.dump(found | {"spilt": watch.most / 1e6}, sys.stdout)


if __name__ == "__main__":
    main()
