"""A synthetic nation written to disk: households a second and the memory of all processes."""

import json
import os
import resource
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow.parquet as pq

from bench.home import watched
from datong.engine.synth import writing
from datong.engine.synth.codes import Codes
from datong.programmes.dibao.rules.codes import CODES, EXPENSES_FROM

Line = tuple[str, str, str, bool]
HOUSEHOLDS = int(os.environ.get("BENCH_HOUSEHOLDS", "1000000"))
"""How many the nation of a benchmark has, and rows the register of `spark`; goals are set for ten million."""
SEED = 2022
TEN_MILLION = 10_000_000


def lines() -> list[Line]:
    """What is promised of the generator, measured."""
    print(f"a synthetic nation of {HOUSEHOLDS:,} households ...", file=sys.stderr)
    found, megabytes = measure()
    rows, seconds, size = found["rows"], found["seconds"], found["megabytes"]
    minutes = seconds * TEN_MILLION / HOUSEHOLDS / 60
    how = "measured" if HOUSEHOLDS == TEN_MILLION else "extrapolated"
    processor = found["processor"] / HOUSEHOLDS * 1e6
    return [
        (f"{HOUSEHOLDS:,} synthetic households written ({rows:,.0f} rows, {size:,.0f} MB)", f"{seconds:.0f} s", "", True),
        ("synthetic rows a second, two processes", f"{rows / seconds:,.0f}", "", True),
        ("processor time of a synthetic household", f"{processor:.0f} microseconds", "", True),
        (f"the same for 10,000,000 households ({how})", f"{minutes:.1f} min", "goal <= 10 min", minutes <= 10),
        ("peak memory of the generator, all processes", f"{megabytes:.0f} MB", "<= 1500 MB", megabytes <= 1500),
    ]  # fmt: skip


def nation(folder: Path, households: int, seed: int) -> Path:
    """The folder with the files of so many households: that of BENCH_NATION, or a new one. Raises ValueError where BENCH_NATION holds another number."""
    there = os.environ.get("BENCH_NATION")
    if there is None:
        writing.generate(households, seed, folder / "nation", Codes(CODES, EXPENSES_FROM))
        return folder / "nation"
    found = int(pq.read_metadata(Path(there) / "households.parquet").num_rows)
    if found != households:
        raise ValueError(f"BENCH_NATION holds {found:,} households, not {households:,}")
    return Path(there).absolute()


def measure() -> tuple[dict[str, float], float]:
    """Seconds, rows and size as the process told, and its peak memory with its children's in megabytes."""
    with TemporaryDirectory(prefix="datong-bench-") as home:
        output, peak = watched(Path(home), "bench.synthetic")
    return json.loads(output), peak


def main() -> None:
    """Write the files and throw them away; what it took as JSON."""
    with TemporaryDirectory(prefix="datong-bench-") as folder:
        began = time.perf_counter()
        done = writing.generate(HOUSEHOLDS, SEED, Path(folder) / "nation", Codes(CODES, EXPENSES_FROM))
        seconds = time.perf_counter() - began
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    processor = sum(usage.ru_utime + usage.ru_stime for usage in used)
    found = {
        "processor": processor,
        "seconds": seconds,
        "rows": sum(done.rows.values()),
        "megabytes": sum(done.sizes.values()) / 1e6,
    }
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
