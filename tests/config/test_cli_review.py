"""datong review run from the command line: its summary in words, its refusals in one sentence."""

import re
from pathlib import Path

import pytest

from datong.engine import matching
from tests.config.commandline import datong
from tests.engine.matching.lists import LI, people, table


@pytest.fixture
def lists(tmp_path: Path) -> tuple[Path, Path]:
    """Recipients and a register of two rows, one with a slip."""
    rows = [(LI[0], "李小明", "川F1"), ("510626197003041239", "李小明", "川F2")]
    return people(tmp_path, LI), table(tmp_path / "cars.parquet", ("id", "name", "plate"), rows)


def test_a_run_is_summed_up_in_words(lists: tuple[Path, Path], tmp_path: Path) -> None:
    recipients, cars = lists
    output = tmp_path / "hits.parquet"
    done = datong("review", "run", "--recipients", recipients, "--register", f"车辆={cars}", "-o", output)
    assert (done.returncode, done.stderr) == (0, "")
    assert re.match(
        r"核对 1 人与 2 行：号码一致 1 条，15 位转 18 位后一致 0 条，相似 0 条；用时 \d+\.\d 秒 \(",
        done.stdout,
    )
    assert [(hit.register, hit.row, hit.kind) for hit in matching.read_hits(output)] == [("车辆", 0, "exact")]
    again = datong("review", "run", "--recipients", recipients, "--register", f"车辆={cars}", "-o", output)
    assert again.returncode == 2
    assert again.stderr == (
        f"datong: {output} 已经存在，没有改动它；请换一个文件名，或先移走它"
        f" ({output} exists already and was left as it is; choose another name or move it away)\n"
    )


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--register", "a={cars}", "--register", "a={cars}"), "名单名称写了两次：a"),
        (("--register", "{cars}"), "不是名单"),
        (("--register", "a=none.parquet"), "文件不存在：none.parquet"),
        ((), "--register"),
    ],
)
def test_bad_input(lists: tuple[Path, Path], tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    recipients, cars = lists
    given = [argument.format(cars=cars) for argument in arguments]
    done = datong("review", "run", "--recipients", recipients, *given, "-o", tmp_path / "hits.parquet")
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "hits.parquet").exists()
