"""datong dibao simulate: two sides over files, what cannot be used in one sentence, a report that hides small cells."""

import json
from pathlib import Path

import pytest

from datong.programmes.dibao.rules import parse_document
from tests.config.commandline import datong
from tests.programmes.dibao.road import document
from tests.programmes.dibao.rules.tables import write_files

DAY = ("--date", "2014-09-15")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Twelve households like the example: three persons, 4,200.00 a year, rural standard 2,777.00."""
    homes = [parse_document(document()).facts] * 12
    paths = write_files(homes, tmp_path_factory.mktemp("households"))
    return [part for name, path in paths.items() for part in (f"--{name}", str(path))]


def test_both_sides_beside_each_other(files: list[str], tmp_path: Path) -> None:
    """413.68 x 12 now; under 3000.00 a year 475.00 x 12."""
    report = tmp_path / "r.json"
    done = datong(
        "dibao", "simulate", "--standard", "rural=300000/year", *DAY, *files, "--lang", "en", "-o", report
    )
    assert (done.returncode, done.stderr) == (0, "")
    lines = {line.split("  ")[0]: line.split()[-3:] for line in done.stdout.splitlines() if line}
    assert lines["households eligible"] == ["12", "12", "0"]
    assert lines["cost a month, yuan"] == ["4,964.16", "5,700.00", "+735.84"]
    kept = json.loads(report.read_text())
    total = kept["lines"][0]
    assert (total["households_by_move"]["more"], total["then"]["cost_year"], kept["covers"]) == (
        12,
        6_840_000,
        None,
    )
    assert kept["changed"] == {"standard.rural": {"amount": "3000.00", "per": "year"}}


def test_a_workbook(files: list[str], tmp_path: Path) -> None:
    report = tmp_path / "r.xlsx"
    done = datong(
        "dibao",
        "simulate",
        "--set",
        "income_period_months=6",
        *DAY,
        *files,
        "-o",
        report,
        "--engine",
        "duckdb",
    )
    assert (done.returncode, report.read_bytes()[:2]) == (0, b"PK")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "请写出要改变什么"),
        (("--standard", "moon=1"), "“moon” 不是城乡类别"),
        (("--standard", "rural=abc"), "“abc” 不是金额"),
        (("--standard", "rural=1/week"), "“1/week” 不是金额"),
        (("--standard", "rural=1", "--standard", "rural=2"), "写了两次"),
        (("--set", "uplifts"), "请写成 名称=值"),
        (("--set", "colour=red"), "没有参数 colour"),
        (("--standard", "rural=1", "-o", "r.pdf"), ".json 或 .xlsx"),
        (("--standard", "rural=1", "--households", "h.parquet"), "还缺 --persons, --incomes, --assets"),
    ],
)
def test_what_cannot_be_used(arguments: tuple[str, ...], said: str) -> None:
    done = datong("dibao", "simulate", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_what_the_rules_refuse(files: list[str]) -> None:
    for more, said in (
        (("--set", "taper_months=3", *DAY), "只管程序"),
        (("--set", "benefit_method=tiers", *DAY), "gap"),
        (("--standard", "rural=1", "--date", "2011-01-01"), "2012-12-12"),
    ):
        done = datong("dibao", "simulate", *more, *files)
        assert (done.returncode, said in done.stderr) == (2, True)


@pytest.mark.django_db
def test_without_a_county_there_is_no_register() -> None:
    done = datong("dibao", "simulate", "--standard", "rural=26000")
    assert (done.returncode, "数据里还没有县" in done.stderr) == (2, True)
