"""Spark on two workers against DuckDB: the same rows, bit for bit, of all rules of dibao, of an exact review and of likeness.

`python -m bench spark` takes a million households and register rows; BENCH_HOUSEHOLDS=10000000 as many as are wanted, BENCH_NATION=DIR those
of a synthetic nation at hand. Everything else lies in the folder for temporary files (TMPDIR) and goes with the run.
"""

import datetime as dt
import importlib.util
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from bench.matching import county
from bench.synthetic import HOUSEHOLDS as N
from bench.synthetic import nation
from datong.engine import matching
from datong.engine.runs.running import run
from datong.programmes.dibao import rules
from datong.programmes.dibao.rules.wholesale import Wholesale

Line = tuple[str, str, str, bool]
SEED, DAY = 2022, dt.date(2022, 3, 15)
COUNTY = Path(rules.__file__).parent / "scenarios" / "county.yaml"
TABLES = ("households", "persons", "incomes", "assets")
RECIPIENTS = """
COPY (SELECT {number} AS id, '某人' AS name, 1 AS sex, 19700101 AS birth, '510626101201' AS place, i AS household
      FROM (SELECT i * 7 AS k, i FROM range({n}) AS t(i))) TO '{file}' (FORMAT parquet)
"""
REGISTER = """
COPY (SELECT CASE WHEN k % 50 = 0 THEN substring({number}, 1, 6) || substring({number}, 9, 9) ELSE {number} END AS id, '某人' AS name
      FROM (SELECT (i * 2654435761) % ({n} * 3) AS k FROM range({n}) AS t(i))) TO '{file}' (FORMAT parquet)
"""
NUMBER = "'510626' || cast(19400101 + k // 1000 % 60 * 10000 AS varchar) || lpad(cast(k % 1000 AS varchar), 3, '0') || cast(k // 60000 % 10 AS varchar)"
EVERY_ROW = "SELECT count(*), bit_xor(hash(t)) FROM read_parquet('{file}', file_row_number = true) AS t"


def lines() -> list[Line]:
    """All comparisons; one line that says so where Spark is not installed."""
    if importlib.util.find_spec("pyspark") is None or shutil.which("java") is None:
        return [("Spark, two workers", "not measured: pyspark or Java 17 is missing", "", True)]
    from tools.spark_cluster import cluster  # noqa: PLC0415 - pyspark is an extra

    print(f"{N:,} households and {N:,} register rows on Spark and DuckDB ...", file=sys.stderr)
    with TemporaryDirectory(prefix="datong-bench-") as name, cluster(Path(name)) as master:
        return [each for part in (assessed, matched, alike) for each in part(Path(name), master)]


def assessed(folder: Path, master: str) -> list[Line]:
    """All rules on synthetic households."""
    there = nation(folder, N, SEED)
    files = {table: there / f"{table}.parquet" for table in TABLES}
    rule = Wholesale(DAY, rules.CountyParameters.load(COUNTY))
    return both(
        folder, f"{N:,} households", lambda engine, out: run(rule, files, out, engine=engine, master=master)
    )


def matched(folder: Path, master: str) -> list[Line]:
    """An exact review of as many register rows, a tenth as many recipients."""
    recipients, register = folder / "recipients.parquet", folder / "register.parquet"
    with duckdb.connect() as database:
        database.execute(RECIPIENTS.format(number=NUMBER, n=N // 10, file=recipients))
        database.execute(REGISTER.format(number=NUMBER, n=N, file=register))
    return both(
        folder,
        f"{N:,} register rows",
        lambda engine, out: matching.review(
            recipients, {"list": register}, out, engine=engine, master=master
        ),
    )


def alike(folder: Path, master: str) -> list[Line]:
    """A review by likeness of three rows for a recipient, with slips of the pen; of 20,000 recipients at the most."""
    recipients = min(max(N // 50, 100), 20_000)
    rows = 3 * recipients
    county(folder, recipients, rows)
    return both(
        folder,
        f"likeness, {recipients:,} recipients x {rows:,} rows",
        lambda engine, out: matching.review(
            folder / "recipients.parquet", {"list": folder / "register.parquet"}, out, engine=engine, fuzzy=True, master=master
        ),
    )  # fmt: skip


def both(folder: Path, what: str, work: Callable[[str, Path], object]) -> list[Line]:
    """One piece of work on both engines: how long each took, and whether every row is the same at the same place."""
    seconds, digests = {}, {}
    for engine in ("duckdb", "spark"):
        out = folder / f"{engine}.parquet"
        began = time.perf_counter()
        work(engine, out)
        seconds[engine] = time.perf_counter() - began
        with duckdb.connect() as database:
            digests[engine] = database.execute(EVERY_ROW.format(file=out)).fetchall()
        out.unlink()
    took = f"{seconds['spark']:.0f} s (DuckDB {seconds['duckdb']:.0f} s)"
    same = digests["spark"] == digests["duckdb"]
    rows = digests["duckdb"][0][0]
    return [
        (f"Spark, two workers: {what}", took, "", True),
        (f"Spark, two workers: {what}, {rows:,} rows against DuckDB's", "same" if same else "differ", "same", same),
    ]  # fmt: skip
