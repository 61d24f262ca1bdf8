"""The commands on a cluster, as they are given: nothing said but their sentences, nothing left but their file."""

import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from datong.programmes.dibao.rules.wholesale import Wholesale
from tests.config.commandline import datong

pytestmark = pytest.mark.spark


def alone(*words: object) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    command = [sys.executable, "-m", "datong", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A synthetic county of 2,000 households."""
    folder = tmp_path_factory.mktemp("synthetic") / "county"
    assert datong("synth", "--households", "2000", "--seed", "12", "-o", folder).returncode == 0
    return folder


@pytest.fixture
def files(county: Path) -> list[object]:
    """The options of assess-all that name the county's files."""
    return [
        word for table in Wholesale.tables for word in (f"--{table.name}", county / f"{table.name}.parquet")
    ]


def test_the_command_on_a_cluster(files: list[object], master: str, tmp_path: Path) -> None:
    """Its file is one, as every engine's is; nothing else is left beside it, and nothing but two sentences is said."""
    out = tmp_path / "out [1]"
    out.mkdir()
    command = ["dibao", "assess-all", "--date", "2022-03-15", *files]
    done = alone(*command, "--engine", "spark", "--spark-master", master, "-o", out / "out.parquet")
    assert (done.returncode, done.stderr) == (0, "")
    assert "2,000 households under the rules of 2022-03-15" in done.stdout
    assert [path.name for path in out.iterdir()] == ["out.parquet"]
    assert datong(*command, "--engine", "duckdb", "-o", tmp_path / "d.parquet").returncode == 0
    assert pl.read_parquet(out / "out.parquet", glob=False).equals(pl.read_parquet(tmp_path / "d.parquet"))


@pytest.mark.parametrize(("address", "said"), [
    ("spark://127.0.0.1:1", "连不上 Spark 主节点 spark://127.0.0.1:1"), ("abacus", "Spark 中断，没有写出结果"),
])  # fmt: skip
def test_a_master_that_is_not_there(address: str, said: str, files: list[object], tmp_path: Path) -> None:
    done = datong(
        "dibao", "assess-all", "--date", "2022-03-15", *files, "--engine", "spark", "--spark-master", address,
        "-o", tmp_path / "out.parquet",
    )  # fmt: skip
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_command_on_a_cluster_against_registers_of_a_synthetic_county(
    county: Path, master: str, tmp_path: Path
) -> None:
    registers = [
        word
        for path in sorted((county / "registers").glob("*.parquet"))
        for word in ("--register", f"{path.stem}={path}")
    ]
    command = ["review", "run", "--recipients", county / "recipients.parquet", *registers]
    out = tmp_path / "out"
    out.mkdir()
    done = alone(*command, "--engine", "spark", "--spark-master", master, "-o", out / "hits.parquet")
    assert (done.returncode, done.stderr) == (0, "")
    assert [path.name for path in out.iterdir()] == ["hits.parquet"]
    assert datong(*command, "-o", tmp_path / "duckdb.parquet").returncode == 0
    expected = pl.read_parquet(tmp_path / "duckdb.parquet")
    assert expected.height > 50
    found = pl.read_parquet(out / "hits.parquet")
    assert found.schema == expected.schema
    assert found.equals(expected)


def test_the_command_by_likeness(
    county: Path, master: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a register of the synthetic county; expressions are interpreted, since compiling them takes longer."""
    settings = "spark.sql.codegen.wholeStage false\nspark.sql.codegen.factoryMode NO_CODEGEN\n"
    (tmp_path / "spark-defaults.conf").write_text(settings)
    monkeypatch.setenv("SPARK_CONF_DIR", str(tmp_path))
    command = ["review", "run", "--recipients", county / "recipients.parquet", "--fuzzy"]
    command += ["--register", f"house={county / 'registers' / 'housing.parquet'}"]
    done = alone(*command, "--engine", "spark", "--spark-master", master, "-o", tmp_path / "spark.parquet")
    assert (done.returncode, done.stderr) == (0, "")
    assert datong(*command, "-o", tmp_path / "duckdb.parquet").returncode == 0
    expected = pl.read_parquet(tmp_path / "duckdb.parquet")
    assert set(expected["kind"]) >= {"exact", "fuzzy"}
    assert pl.read_parquet(tmp_path / "spark.parquet").equals(expected)
