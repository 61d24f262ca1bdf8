"""The whole rule of dibao over many households, beside the same rule written by hand (`bench.baselines`) in the same run.

BENCH_HOUSEHOLDS says how many (a million by default), BENCH_NATION=DIR that so many lie there already. `python -m bench.wholesale WHAT FOLDER [ENGINE]` measures one of them alone
in its own process: memory, platform, polars, sql.
"""

import datetime as dt
import json
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import narwhals as nw
import polars as pl

from bench import baselines
from bench.home import EXAMPLE
from bench.matching import peak
from bench.synthetic import HOUSEHOLDS, nation
from datong.engine.runs import duckdb_plan, polars_plan
from datong.engine.runs.running import run
from datong.engine.runs.writing import written
from datong.programmes.dibao import rules
from datong.programmes.dibao.rules.wholesale import Wholesale

Line = tuple[str, str, str, bool]
ENGINES = (polars_plan, duckdb_plan)
"""Loaded before the clock runs, as the engines of the hand are."""
DAY, SEED, ROUNDS = dt.date(2022, 3, 15), 2022, 3


def lines() -> list[Line]:
    """What is promised of the wholesale run, measured."""
    print(
        f"all rules over {HOUSEHOLDS:,} households, beside the same written by hand ...",
        file=sys.stderr,
    )
    with TemporaryDirectory(prefix="datong-bench-") as name:
        folder = Path(name)
        if (there := nation(folder, HOUSEHOLDS, SEED)).parent != folder:
            (folder / "nation").symlink_to(there)
        memory = child("memory", folder)
        files = pair(folder, ("platform", "polars"), ("polars",))
        duck = pair(folder, ("platform", "duckdb"), ("sql",))
    return [*in_memory(memory), *from_files("Polars", 1.15, 700, *files), *from_files("DuckDB", 1.25, None, *duck)]  # fmt: skip


def in_memory(found: Mapping[str, float]) -> list[Line]:
    ratio, processors = found["ratio"], found["ratio_processors"]
    return [
        (f"all rules, {HOUSEHOLDS:,} households in memory, Polars", f"{found['platform']:.2f} s", "", True),
        (f"the same {HOUSEHOLDS:,} by hand in memory, Polars, same run", f"{found['hand']:.2f} s", "", True),
        (f"{HOUSEHOLDS:,} in memory, Polars: platform / by hand", f"{ratio:.2f} (processors {processors:.2f})", "goal <= 1.25", ratio <= 1.25),
    ]  # fmt: skip


def from_files(
    name: str, most: float, memory: float | None, ours: Mapping[str, float], hand: Mapping[str, float]
) -> list[Line]:
    """Parquet to Parquet on one engine."""
    what = f"{HOUSEHOLDS:,} households Parquet to Parquet, {name}"
    ratio, processors = ours["ratio_seconds"], ours["ratio_processors"]
    promise = f"<= {memory:.0f} MB" if memory else ""
    return [
        (what, f"{ours['seconds']:.2f} s", "", True),
        (f"processor time of a million households out of {HOUSEHOLDS:,}, {name}", f"{ours['processors'] / HOUSEHOLDS * 1e6:.1f} s", "", True),
        (f"the same {HOUSEHOLDS:,} by hand in {name}, same run", f"{hand['seconds']:.2f} s, {hand['megabytes']:.0f} MB", "", True),
        (f"{HOUSEHOLDS:,}, {name}, Parquet to Parquet: platform / by hand", f"{ratio:.2f} (processors {processors:.2f})", f"goal <= {most}", ratio <= most),
        (f"peak memory of {HOUSEHOLDS:,} households, {name}", f"{ours['megabytes']:.0f} MB", promise, memory is None or ours["megabytes"] <= memory),
    ]  # fmt: skip


def pair(folder: Path, *asked: tuple[str, ...]) -> list[dict[str, float]]:
    """The best of both in turn, each in a process of its own, with the middle ratio of a turn. Raises ValueError where they do not
    write the same."""
    rounds = [[child(what[0], folder, *what[1:]) for what in asked] for _ in range(ROUNDS)]
    ours, hand = (pl.read_parquet(folder / f"{'-'.join(what)}.parquet") for what in asked)
    same(ours, hand)
    best = [
        {
            key: (max if key == "megabytes" else min)(each[place][key] for each in rounds)
            for key in rounds[0][0]
        }
        for place in range(len(asked))
    ]
    for cost in ("seconds", "processors"):
        best[0][f"ratio_{cost}"] = median(each[0][cost] / each[1][cost] for each in rounds)
    return best


def same(ours: pl.DataFrame, hand: pl.DataFrame) -> None:
    """Raises ValueError where the platform and the hand differ by as much as a fen."""
    if not ours.equals(hand.select(ours.columns)):
        raise ValueError("the rule of the platform and the one written by hand do not agree")


def child(what: str, folder: Path, *more: str) -> dict[str, float]:
    """One measurement in a new process, so that its peak memory is its own."""
    asked = [sys.executable, "-m", "bench.wholesale", what, str(folder), *more]
    found: dict[str, float] = json.loads(subprocess.run(asked, check=True, stdout=subprocess.PIPE).stdout)
    return found


def rule() -> Wholesale:
    """The rule of the day under the parameters of the example county."""
    return Wholesale(DAY, rules.CountyParameters.load(EXAMPLE / "dibao-parameters.yaml"))


def files(folder: Path) -> dict[str, Path]:
    return {name: folder / "nation" / f"{name}.parquet" for name in baselines.TABLES}


def memory(folder: Path) -> dict[str, float]:
    """Both plans over the same tables in memory, in turn; they must agree."""
    asked = rule()
    frames = {
        table.name: pl.read_parquet(files(folder)[table.name], columns=table.columns(asked.key)).lazy()
        for table in asked.tables
    }

    def platform() -> pl.DataFrame:
        wrapped = {name: nw.from_native(frame) for name, frame in frames.items()}
        found: pl.DataFrame = written(asked, wrapped, keep=polars_plan.held).to_native().collect()
        return found

    turns: list[dict[str, float]] = []
    results: dict[str, pl.DataFrame] = {}
    plans: dict[str, Callable[[], pl.DataFrame]] = {"platform": platform, "hand": lambda: baselines.by_hand(frames).collect()}  # fmt: skip
    for _ in range(ROUNDS):
        turns.append({})
        for name, plan in plans.items():
            begun, used = time.perf_counter(), time.process_time()
            results[name] = plan()
            turns[-1][name] = time.perf_counter() - begun
            turns[-1][f"{name}_processors"] = time.process_time() - used
    same(results["platform"].sort(asked.key), results["hand"].sort(asked.key))
    return {key: min(turn[key] for turn in turns) for key in turns[0]} | {
        "ratio": median(turn["platform"] / turn["hand"] for turn in turns),
        "ratio_processors": median(turn["platform_processors"] / turn["hand_processors"] for turn in turns),
    }


def measured(folder: Path, name: str, of: Callable[[Path], Any]) -> dict[str, float]:
    """One run into a file: seconds by the clock and of the processors, the most memory."""
    output = folder / f"{name}.parquet"
    output.unlink(missing_ok=True)
    begun, used = time.perf_counter(), time.process_time()
    of(output)
    return {
        "seconds": time.perf_counter() - begun,
        "processors": time.process_time() - used,
        "megabytes": peak(),
    }


def platform(folder: Path, engine: str) -> dict[str, float]:
    """The run of the platform: the rule proven, the files checked, the result sorted."""
    return measured(folder, f"platform-{engine}", lambda to: run(rule(), files(folder), to, engine=engine))


def polars(folder: Path) -> dict[str, float]:
    """The plan by hand over the files, sorted."""
    scanned = {name: pl.scan_parquet(path) for name, path in files(folder).items()}
    return measured(
        folder, "polars", lambda to: baselines.by_hand(scanned).sort("household").sink_parquet(to)
    )


def sql(folder: Path) -> dict[str, float]:
    """The query by hand over the files, sorted."""
    query = baselines.sql({name: f"read_parquet('{path}')" for name, path in files(folder).items()})

    def copied(to: Path) -> None:
        with duckdb.connect() as database:
            database.execute(f"SET temp_directory = '{folder}/spill'")
            database.execute(f"COPY ({query} ORDER BY household) TO '{to}' (COMPRESSION zstd)")

    return measured(folder, "sql", copied)


def main() -> None:
    """One measurement as JSON."""
    what, folder, *more = sys.argv[1:]
    asked: dict[str, Callable[..., dict[str, float]]] = {
        "memory": memory, "platform": platform, "polars": polars, "sql": sql,
    }  # fmt: skip
    json.dump(asked[what](Path(folder), *more), sys.stdout)


if __name__ == "__main__":
    main()
