"""One county of 10,000 households, drawn once; the tests read its files."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from datong.engine.synth import writing
from datong.engine.synth.codes import Codes
from datong.programmes.dibao.rules.codes import CODES, EXPENSES_FROM

Read = Callable[[str], pl.DataFrame]


@pytest.fixture(scope="session")
def codes() -> Codes:
    return Codes(CODES, EXPENSES_FROM)


@pytest.fixture(scope="session")
def written(codes: Codes, tmp_path_factory: pytest.TempPathFactory) -> writing.Written:
    return writing.generate(10_000, 2022, tmp_path_factory.mktemp("synth") / "county", codes)


@pytest.fixture(scope="session")
def read(written: writing.Written) -> Read:
    """A file's rows by the name of its table."""
    return lambda table: pl.read_parquet(written.directory / writing.FILES[table])


@pytest.fixture(scope="session")
def manifest(written: writing.Written) -> Path:
    return written.directory / "synth.json"
