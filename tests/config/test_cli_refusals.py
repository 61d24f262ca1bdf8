"""The command line refuses what it cannot use: status 2 and one sentence, in both languages, no traceback."""

from pathlib import Path

import pytest

from tests import small_county as second
from tests.config.commandline import datong

ABOUT = ("--county", "519999", "--as-of", "2015-06-30")
COMMANDS = [
    ("migrate",), ("demo",), ("serve",), ("places",), ("places", "load"), ("places", "find"), ("ledgers",),
    ("ledgers", "list"), ("ledgers", "template"), ("ledgers", "import"), ("ledgers", "export"), ("ledgers", "refused"),
    ("ledgers", "undo"), ("figures",), ("briefing",), ("clock",), ("clock", "due"), ("sample",), ("sample", "draw"), ("sample", "verify"),
    ("openness",), ("openness", "due"), ("openness", "expire"), ("log",), ("log", "status"), ("log", "export"),
    ("log", "verify"), ("log", "prove"), ("log", "monitor"), ("log", "rotate"), ("portal", "export"), ("witness", "keygen"),
    ("witness", "serve"), ("synth",), ("review", "destroy-due"), ("dibao", "simulate"),
]  # fmt: skip


@pytest.fixture
def places_only(db: None) -> None:
    """A database that holds places and nothing else."""
    assert datong("places", "load", second.PLACES).returncode == 0


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_is_complete(command: tuple[str, ...]) -> None:
    done = datong(*command, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0].startswith(f"usage: datong {' '.join(command)}")
    options = [line.split() for line in lines if line.startswith("  -")]
    assert [words for words in options if len(words) < 2] == []


def test_help_lists_every_command() -> None:
    told = datong("--help").stdout
    listed = [line.split()[0] for line in told.splitlines() if line.startswith("    ") and line[4] != " "]
    assert listed == [
        "migrate", "demo", "serve", "places", "ledgers", "figures", "journal", "evidence",
        "openness", "log", "clock", "sample", "dibao", "review", "synth", "portal", "witness", "briefing",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "usage"),
        (("figures", "--county", "519999", "--as-of", "30.6.2015"), "'30.6.2015' 不是日期"),
        (("figures", "--county", "5199", "--as-of", "2015-06-30"), "'5199' 不是县的代码"),
        (("briefing", *ABOUT, "--format", "odt", "-o", "x"), "invalid choice"),
        (("ledgers", "import", *ABOUT), "FILE"),
        (("ledgers", "burn"), "invalid choice"),
    ],
)
def test_unusable_arguments(arguments: tuple[str, ...], said: str) -> None:
    done = datong(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("figures", "--county", "429999", "--as-of", "2015-06-30"), "区划库中没有县 429999"),
        (("ledgers", "import", "none.xlsx", *ABOUT), "文件不存在：none.xlsx"),
        (("ledgers", "import", second.PLACES, *ABOUT), "另存为 .xlsx"),
        (("ledgers", "template", "tax", "-o", "x.xlsx"), "没有这个行动：tax"),
        (("ledgers", "refused", "4711", "-o", "x.xlsx"), "4711"),
        (("ledgers", "undo", "4711"), "4711"),
        (("figures", "trace", *ABOUT), "请写出指标的键"),
        (("dibao", "simulate", "--standard", "rural=1", "--county", "429999"), "数据里没有县 429999"),
        (("figures", "trace", "dibao.cows", *ABOUT), "dibao.cows"),
        (("places", "load", "none.csv"), "none.csv"),
        (("briefing", *ABOUT, "--format", "md", "-o", "no/such/folder/x.md"), "no/such/folder/x.md"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(
    places_only: None, arguments: tuple[str, ...], said: str
) -> None:
    done = datong(*arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_rows_refused_without_strict_are_no_failure(places_only: None, small_books: list[Path]) -> None:
    done = datong("ledgers", "import", small_books[3], *ABOUT, "--dry-run")
    assert (done.returncode, done.stderr) == (0, "")
    strict = datong("ledgers", "import", small_books[3], *ABOUT, "--dry-run", "--strict", "--lang", "en")
    assert (strict.returncode, strict.stderr) == (1, "")


def test_the_demo_is_not_loaded_beside_another_county(places_only: None) -> None:
    done = datong("demo")
    assert done.returncode == 2
    assert "--force" in done.stderr
