"""`make bench`: everything measured, printed, and with --write kept in docs/performance.md and docs/scale.md.

`make bench HOUSEHOLDS=10000000` measures the nation for which the goals of wholesale runs are set; some three quarters of an hour.
"""

import argparse
import datetime as dt
import os
import platform
import re
import sqlite3
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from bench import (
    agreement,
    assessing,
    caseload,
    clocks,
    figures,
    importing,
    matching,
    pages,
    publiclog,
    publishing,
    reviewing,
    scale,
    serving,
    spark,
    synthetic,
    wholesale,
)
from bench.home import ROOT, datong, fresh

PERFORMANCE = ROOT / "docs" / "performance.md"
SCALE = ROOT / "docs" / "scale.md"
LARGE = ("wholesale", "matching", "likeness", "scale", "synthetic", "spark")
"""Subjects whose rows stand in docs/scale.md too."""
MARKS = "<!-- measured -->", "<!-- end -->"


def main() -> int:
    """Measure; 1 when a promise is not kept; a goal is only told."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument(
        "--write", action="store_true", help="keep the tables in docs/performance.md and docs/scale.md"
    )
    parser.add_argument("subjects", nargs="*", help=f"only these: {', '.join(SUBJECTS)}")
    arguments = parser.parse_args()
    if unknown := set(arguments.subjects) - set(SUBJECTS):
        parser.error(f"no subject {', '.join(sorted(unknown))}; choose from {', '.join(SUBJECTS)}")
    measured = {name: SUBJECTS[name]() for name in arguments.subjects or SUBJECTS}
    lines = [line for found in measured.values() for line in found]
    told = f"{dt.datetime.now(dt.UTC):%Y-%m-%d}, {machine()}."
    print(f"\n{told}\n\n{table(written(lines))}")
    if arguments.write:
        whole = not arguments.subjects and synthetic.HOUSEHOLDS == synthetic.TEN_MILLION
        keep(PERFORMANCE, told, written(lines), whole=whole)
        if large := [line for name in LARGE for line in measured.get(name, [])]:
            keep(SCALE, told, written(large), whole=whole)
    return 0 if all(kept for *_, promise, kept in lines if not promise.startswith("goal")) else 1


def machine() -> str:
    """The machine and the versions of what does the work."""
    cpu = re.search(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text())
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    packages = ", ".join(
        f"{name} {version(name.lower())}" for name in ("Polars", "DuckDB", "narwhals", "NumPy", "Django")
    )
    return (
        f"{cpu[1] if cpu else platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GB, {platform.system()}; "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {packages}"
    )


def written(lines: list["Line"]) -> dict[str, str]:
    """The rows of the table by what they measure."""
    return {
        what: f"| {what} | {result} | {promise} | {'yes' if kept else '**no**'} |"
        for what, result, promise, kept in lines
    }


def table(rows: dict[str, str]) -> str:
    """The table."""
    return (
        "\n".join(["| measured | result | promise | kept |", "| --- | --- | --- | --- |", *rows.values()])
        + "\n"
    )


Line = tuple[str, str, str, bool]


def imports() -> list[Line]:
    """The whole county taken in, against its floor."""
    print("importing the county, three times, beside its floor ...", file=sys.stderr)
    found = importing.measure()
    return [
        (
            "whole county imported (115,000 rows, 7 workbooks)",
            f"{found['seconds']:.1f} s",
            "<= 15 s",
            found["seconds"] <= 15,
        ),
        ("its floor: calamine reads, executemany inserts the same rows", f"{found['floor']:.1f} s", "", True),
        ("import / floor", f"{found['ratio']:.2f}", "<= 3", found["ratio"] <= 3),
        (
            "peak memory of the import, all processes",
            f"{found['megabytes']:.0f} MB",
            "<= 600 MB",
            found["megabytes"] <= 600,
        ),
    ]


def county() -> list[Line]:
    """All figures of the loaded county, and the queries each page takes."""
    print("figures and pages of the loaded county ...", file=sys.stderr)
    with fresh() as home:
        datong(home, "demo")
        cold = figures.measure(home)
        counted = pages.measure(home)
    lines: list[Line] = [
        (
            f"all {cold['count']:.0f} figures, cold",
            f"{cold['figures']:.2f} s",
            "<= 1 s",
            cold["figures"] <= 1,
        ),
        ("queries for all figures", f"{cold['queries']:.0f}", "", True),
        ("all checks", f"{cold['checks']:.2f} s", "", True),
    ]
    return lines + [
        (f"queries: {name}", f"{number}", f"<= {most}", number <= most) for name, number, most in counted
    ]


def lists() -> list[Line]:
    """A register of 100,000 rows, one worker, against the same server's bare hello."""
    print("the list page at 100,000 rows, beside a bare hello ...", file=sys.stderr)
    with fresh() as home:
        datong(home, "demo")
        cookie, address = pages.prepare(home, serving.ROWS)
        found = serving.measure(home, cookie, address)
    return [
        (
            "list page at 100,000 rows: p95, one client",
            f"{found['p95_alone']:.1f} ms",
            "<= 150 ms",
            found["p95_alone"] <= 150,
        ),
        (
            "list page at 100,000 rows: p95, four clients",
            f"{found['p95']:.1f} ms",
            "<= 150 ms",
            found["p95"] <= 150,
        ),
        ("list page, requests a second", f"{found['rate']:.0f}", "", True),
        ("bare hello on the same server, requests a second", f"{found['hello']:.0f}", "", True),
        ("list page / hello", f"{100 * found['share']:.2f}%", "goal >= 2%", found["share"] >= 0.02),
    ]


def assessments() -> list[Line]:
    """Households assessed one by one by the rules of dibao, on one core."""
    print("100,000 households assessed ...", file=sys.stderr)
    found = assessing.measure()
    return [
        (
            "dibao assessments one by one, a second of one core",
            f"{found['assessed']:,.0f}",
            ">= 20,000/s",
            found["assessed"] >= 20_000,
        ),
        (
            "the same with every reason and what would change it, a second",
            f"{found['explained']:,.0f}",
            "",
            True,
        ),
        ("household documents read and checked, a second", f"{found['read']:,.0f}", "", True),
        ("one household (3 persons, 3 incomes, 2 things) by the compiled rule", f"{found['plain']:.1f} microseconds", "goal <= 5", found["plain"] <= 5),
        ("the same with every step written down", f"{found['traced']:.0f} microseconds", "goal <= 100", found["traced"] <= 100),
    ]  # fmt: skip


def keep(file: Path, told: str, rows: dict[str, str], *, whole: bool) -> None:
    """Put the table between the marks of a page; rows of other subjects and sizes stay unless everything was measured."""
    begin, end = MARKS
    page = file.read_text()
    there = page.partition(begin)[2].partition(end)[0].splitlines()
    old = {line.split(" | ")[0].removeprefix("| "): line for line in there if line.startswith("| ")}
    kept = {} if whole else {what: line for what, line in old.items() if what not in ("measured", "---")}
    text = f"{told}\n\n{table(kept | rows)}"
    file.write_text(re.sub(f"(?s){begin}.*{end}", lambda _: f"{begin}\n\n{text}\n{end}", page))


SUBJECTS: dict[str, Callable[[], list[Line]]] = {
    "imports": imports,
    "county": county,
    "lists": lists,
    "assessments": assessments,
    "clocks": clocks.lines,
    "caseload": caseload.lines,
    "publiclog": publiclog.lines,
    "publishing": publishing.lines,
    "agreement": agreement.lines,
    "reviewing": reviewing.lines,
    "spark": spark.lines,
    "wholesale": wholesale.lines,
    "matching": matching.lines,
    "synthetic": synthetic.lines,
    "likeness": matching.likeness,
    "scale": scale.lines,
}


if __name__ == "__main__":
    raise SystemExit(main())
