"""One rule, every engine: all rules of both packs over synthetic households, every column of every engine compared by hash.

`python -m bench agreement` takes a million households; `python -m bench.agreement N [ENGINE ...]` as many as one likes. Polars, DuckDB, Spark
where it is installed, and one household at a time (plain and compiled) for every so manieth of them.
"""

import datetime as dt
import hashlib
import importlib.util
import json
import shutil
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl

from bench.synthetic import nation
from datong.engine.algebra import PLAIN
from datong.engine.runs.running import run
from datong.programmes.dibao import rules
from datong.programmes.dibao.rules.codes import EXPENSES_FROM
from datong.programmes.dibao.rules.facts import Asset, Home, Income, Person
from datong.programmes.dibao.rules.household import find, judge
from datong.programmes.dibao.rules.quick import compiled
from datong.programmes.dibao.rules.terms import Terms, terms_at
from datong.programmes.dibao.rules.wholesale import Wholesale

Line = tuple[str, str, str, bool]
HOUSEHOLDS, SEED, SAMPLE = 1_000_000, 2022, 50
DAYS = (dt.date(2014, 9, 26), dt.date(2022, 3, 15))
COUNTY = Path(rules.__file__).parent / "scenarios" / "county.yaml"
"""The county of the scenarios: it says something of everything the law leaves to a county."""
TABLES = ("households", "persons", "incomes", "assets")
AT_ONCE = 500_000
Digests = dict[str, str]


def lines() -> list[Line]:
    """For each pack: the columns on which all agree."""
    print(f"all rules on {HOUSEHOLDS:,} synthetic households, engine against engine ...", file=sys.stderr)
    return told(measure(HOUSEHOLDS), HOUSEHOLDS)


def told(found: Mapping[str, Any], households: int) -> list[Line]:
    """One line a pack and a comparison."""
    made = []
    for key, columns in found["agree"].items():
        same, differing = columns["same"], columns["differing"]
        what = f"{households:,} households, {key}: columns with equal hash"
        made.append((what, f"{same} of {same + len(differing)}", "all", not differing))
    return made


def measure(households: int, sample: int = SAMPLE, engines: Sequence[str] = ()) -> dict[str, Any]:
    """Every engine on both packs, by "pack: engine" against the first engine; which columns differ."""
    asked = list(engines) or usable()
    agree: dict[str, dict[str, Any]] = {}
    with TemporaryDirectory(prefix="datong-agreement-") as name:
        there = nation(Path(name), households, SEED)
        files = {table: there / f"{table}.parquet" for table in TABLES}
        for day in DAYS:
            county = rules.CountyParameters.load(COUNTY)
            digests = {engine: assessed(engine, files, day, county, Path(name)) for engine in asked}
            first, *others = asked
            for other in others:
                agree[f"{day}: {first} and {other}"] = compared(digests[first], digests[other])
            alone, few = one_by_one(files, day, county, Path(name) / f"{first}.parquet", sample)
            agree[f"{day}: {first} and one by one, one in {sample}"] = compared(few, alone)
            clear(Path(name), asked)
    return {"agree": agree}


def usable() -> list[str]:
    """The engines that are here: Spark is an extra."""
    spark = importlib.util.find_spec("pyspark") is not None and shutil.which("java") is not None
    return ["polars", "duckdb", "spark"] if spark else ["polars", "duckdb"]


def assessed(
    engine: str, files: Mapping[str, Path], day: dt.date, county: rules.CountyParameters, folder: Path
) -> Digests:
    """The hash of every column that an engine wrote."""
    output, began = folder / f"{engine}.parquet", time.perf_counter()
    run(Wholesale(day, county), files, output, engine=engine)
    print(f"{day} {engine}: {time.perf_counter() - began:.1f} s", file=sys.stderr)
    return hashed(output)


def hashed(output: Path) -> Digests:
    """BLAKE2 of each column in the order of the households: which values are null, then the values, in one form."""
    parts = sorted(output.glob("*.parquet")) if output.is_dir() else [output]
    frame = pl.scan_parquet(parts).sort("household")
    return {name: digest(frame.select(name).collect()[name]) for name in frame.collect_schema().names()}


def digest(column: pl.Series) -> str:
    """One column; whole numbers as 64 bits, truth as bytes, text with its length, whatever width an engine chose."""
    kept = hashlib.blake2b(digest_size=16)
    for start in range(0, len(column), AT_ONCE):
        part = column.slice(start, AT_ONCE)
        kept.update(part.is_null().to_numpy().tobytes())
        if part.dtype == pl.Boolean:
            kept.update(part.fill_null(False).to_numpy().tobytes())
        elif part.dtype.is_integer():
            kept.update(part.cast(pl.Int64).fill_null(0).to_numpy().tobytes())
        else:
            raise TypeError(f"{column.name} is {part.dtype}: no rule writes that")
    return kept.hexdigest()


def compared(one: Digests, other: Digests) -> dict[str, Any]:
    """How many columns are the same, and which are not or are missing on one side."""
    differing = sorted(key for key in one.keys() | other.keys() if one.get(key) != other.get(key))
    return {"same": len(one.keys() | other.keys()) - len(differing), "differing": differing}


def one_by_one(
    files: Mapping[str, Path], day: dt.date, county: rules.CountyParameters, output: Path, sample: int
) -> tuple[Digests, Digests]:
    """Hashes of the sample as the plain rule says of each household alone, and of the same rows of an engine's output.

    Raises AssertionError when the compiled rule says another verdict or amount than the plain one.
    """
    terms = {area: terms_at(day, county, area) for area in ("urban", "rural")}
    quick = {area: compiled(each) for area, each in terms.items()}
    wanted = pl.col("household") % sample == 0
    listed = pl.scan_parquet(output).filter(wanted).sort("household").collect()
    rows = []
    for number, home in homes(files, sample):
        area = "rural" if home.area else "urban"
        row = alone(home, terms[area])
        if quick[area](home) != row[:2]:
            raise AssertionError(
                f"household {number} on {day}: compiled {quick[area](home)}, plain {row[:2]}"
            )
        rows.append((number, *row))
    made = pl.DataFrame(rows, schema=listed.schema, orient="row")
    return tuple({name: digest(frame[name]) for name in frame.columns} for frame in (made, listed))  # type: ignore[return-value]


def alone(home: Home, terms: Terms) -> tuple[Any, ...]:
    """What the plain rule says of one household, in the order of the columns."""
    found = find(PLAIN, home, terms)
    verdict = judge(PLAIN, home, found, terms)
    limits = [each for limit in found.limits for each in (limit.total, limit.kept)]
    return (
        verdict.eligible, verdict.amount, verdict.reasons, found.registered, found.ground, found.members, found.sums.paid,
        found.raw_income, verdict.below, *limits,
    )  # fmt: skip


def homes(files: Mapping[str, Path], sample: int) -> Iterator[tuple[int, Home]]:
    """Every so manieth household of the files, with its rows as they stand there."""
    read = {
        table: pl.scan_parquet(path).filter(pl.col("household") % sample == 0).collect()
        for table, path in files.items()
    }
    persons = by_home(read["persons"].with_columns(groups=pl.col("groups").str.split(",")), person)
    moneys = read["incomes"]
    incomes = by_home(moneys.filter(pl.col("kind") < EXPENSES_FROM), lambda row: named(Income, row))
    expenses = by_home(moneys.filter(pl.col("kind") >= EXPENSES_FROM), lambda row: named(Income, row))
    assets = by_home(read["assets"], lambda row: named(Asset, row))
    own = [name for name in Home._fields if name not in ("persons", "incomes", "expenses", "assets")]
    for row in read["households"].sort("household").iter_rows(named=True):
        key = row["household"]
        rows = (persons[key], incomes[key], expenses[key], assets[key])
        yield key, Home(*[*(row[name] for name in own), *rows])


def by_home(rows: pl.DataFrame, make: Callable[[dict[str, Any]], Any]) -> dict[int, list[Any]]:
    """Rows by household, in the file's order."""
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows.iter_rows(named=True):
        found[row["household"]].append(make(row))
    return found


def person(row: dict[str, Any]) -> Person:
    """A person; nobody says of which groups: not known."""
    groups = row["groups"]
    return named(Person, row | {"groups": None if groups is None else tuple(each for each in groups if each)})


def named(record: type[Any], row: Mapping[str, Any]) -> Any:
    """A record of the fields of a row."""
    return record(*(row[name] for name in record._fields))


def clear(folder: Path, engines: Sequence[str]) -> None:
    """Make room for the next pack."""
    for engine in engines:
        output = folder / f"{engine}.parquet"
        shutil.rmtree(output) if output.is_dir() else output.unlink()


def main() -> int:
    """The comparison of N households as JSON; 1 when anything differs."""
    households, *engines = sys.argv[1:] or [str(HOUSEHOLDS)]
    found = measure(int(households), engines=engines)
    json.dump(found, sys.stdout, indent=1)
    return int(any(each["differing"] for each in found["agree"].values()))


if __name__ == "__main__":
    raise SystemExit(main())
