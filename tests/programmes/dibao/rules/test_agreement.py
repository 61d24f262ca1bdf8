"""Every engine says the same: thousands of households by chance and a synthetic county, every column compared.

The 10,000 cases of each pack are drawn by hypothesis (whatever seed it likes, shrunk on failure to a household or two) and
assessed as one file; the 1,000,000 households are `python -m bench agreement`.
"""

import datetime as dt
import random
import tempfile
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench import agreement
from datong.programmes.dibao.rules.quick import compiled
from datong.programmes.dibao.rules.terms import terms_at
from tests.programmes.dibao.rules.tables import by_chance
from tests.programmes.dibao.rules.test_wholesale import COUNTIES, LAST, NEW, OLD, alone, of_files

CASES, BATCH = 10_000, 2_500
THOROUGH = [name for name in COUNTIES if name != "bare"]


@pytest.mark.parametrize("on", [OLD, NEW], ids=str)
@settings(
    max_examples=CASES // BATCH, database=None, suppress_health_check=[HealthCheck.too_slow], deadline=None
)
@given(seed=st.integers(0, 2**64), size=st.just(BATCH), name=st.sampled_from(THOROUGH))
def test_ten_thousand_cases_of_each_pack(on: dt.date, seed: int, size: int, name: str) -> None:
    dice, county = random.Random(seed), COUNTIES[name]
    homes = [by_chance(dice, LAST[on]) for _ in range(size)]
    expected = [alone(home, on, county) for home in homes]
    quick = {area: compiled(terms_at(on, county, area)) for area in ("urban", "rural")}
    found = {"compiled": [quick["rural" if home.area else "urban"](home) for home in homes]}
    with tempfile.TemporaryDirectory() as folder:
        for engine in ("polars", "duckdb"):
            found[engine] = of_files(homes, on, county, Path(folder), engine)
    for engine, rows in found.items():
        wrong = [at for at, row in enumerate(expected) if rows[at] != row[: len(rows[at])]]
        assert wrong == [], (engine, homes[wrong[0]], expected[wrong[0]], rows[wrong[0]])


def test_a_synthetic_county_on_every_engine() -> None:
    """Polars, DuckDB and one household at a time, plain and compiled, on both packs: by the hash of every column."""
    found = agreement.measure(2_000, sample=2, engines=["polars", "duckdb"])["agree"]
    assert {key: (each["same"], each["differing"]) for key, each in found.items()} == {
        "2014-09-26: polars and duckdb": (16, []),
        "2014-09-26: polars and one by one, one in 2": (16, []),
        "2022-03-15: polars and duckdb": (16, []),
        "2022-03-15: polars and one by one, one in 2": (16, []),
    }


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ([1, None, 3], [1, 0, 3]),
        ([1, 2, 3], [1, 3, 2]),
        ([True, None], [True, False]),
        ([2**53], [2**53 + 1]),
        ([0], [0, 0]),
    ],
)
def test_a_hash_tells_them_apart(one: list[object], other: list[object]) -> None:
    assert agreement.digest(pl.Series("a", one)) != agreement.digest(pl.Series("a", other))


def test_a_hash_does_not_depend_on_the_width_an_engine_chose() -> None:
    narrow, wide = pl.Series("a", [1, None, -3], pl.Int8), pl.Series("a", [1, None, -3], pl.Int64)
    assert agreement.digest(narrow) == agreement.digest(wide)
    assert agreement.compared({"a": "1", "b": "2"}, {"a": "1", "c": "2"}) == {
        "same": 1,
        "differing": ["b", "c"],
    }
