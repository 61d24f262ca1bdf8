"""What the documents say can be done: commands exist, options exist, links lead somewhere."""

import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

from tests.architecture.tree import ROOT, where

FENCE = re.compile(r"^```[a-z]*\n(.*?)^```", re.S | re.M)
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
EXPECTED = [
    "README.md",
    "README.zh-CN.md",
    "CONTRIBUTING.md",
    "DEVELOPERS.md",
    "SECURITY.md",
    "docs/README.md",
]


@cache
def documents() -> tuple[Path, ...]:
    """Every Markdown file a reader may open."""
    return (
        *sorted(ROOT.glob("*.md")),
        *sorted((ROOT / "docs").rglob("*.md")),
        *sorted((ROOT / "changelog.d").glob("*.md")),
    )


def commands(tool: str) -> Iterator[tuple[Path, str]]:
    """Lines of code blocks that begin with `tool`, without `$`, variables before it, and comments."""
    for path in documents():
        for block in FENCE.findall(path.read_text()):
            for line in block.replace("\\\n", " ").splitlines():
                plain = re.sub(r"^\s*(?:\$ )?(?:[A-Z_]+=\S+ +)*(?:\.venv/bin/)?", "", line)
                plain = re.sub(r"(?:\s#|\s{3,}).*$", "", plain)
                if plain.split(" ")[0] == tool:
                    yield path, plain


def test_documents_are_there() -> None:
    assert [name for name in EXPECTED if not (ROOT / name).exists()] == []


def test_make_targets_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):(?!=)", (ROOT / "Makefile").read_text(), re.M))
    asked = {
        (where(path), word)
        for path, line in commands("make")
        for word in shlex.split(line)[1:]
        if "=" not in word
    }
    assert {(place, word) for place, word in asked if word not in targets} == set()
    assert {word for _, word in asked} >= {"run", "test"}


def test_makefile_help_tells_every_target() -> None:
    text = (ROOT / "Makefile").read_text()
    phony = set(" ".join(re.findall(r"^\.PHONY:(.*)$", text, re.M)).split())
    assert phony == set(re.findall(r"^([a-z-]+):.*?## ", text, re.M))


def test_datong_commands_exist(capsys: pytest.CaptureFixture[str]) -> None:
    asked = {line: where(path) for path, line in commands("datong")}
    assert len(asked) >= 5
    wrong = {
        f"{place}: {line}": problem for line, place in asked.items() if (problem := trouble(line, capsys))
    }
    assert wrong == {}


def trouble(line: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Why a documented command or one of its options is unknown to `--help`; "" when all is well."""
    from datong.config.cli import run

    words = shlex.split(line)[1:]
    verbs: list[str] = []
    for word in words:
        if not re.fullmatch(r"[a-z][a-z-]*", word) or len(verbs) == 2:
            break
        verbs.append(word)
    for attempt in (verbs, verbs[:1]):
        status, text = help_of(run, attempt, capsys)
        if status == 0:
            unknown = [word for word in words if word.startswith("--") and word.partition("=")[0] not in text]
            return f"no option {unknown}" if unknown else ""
    return "no such command"


def help_of(run: object, words: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Exit status and text of `datong WORDS --help`."""
    assert callable(run)
    try:
        status = run([*words, "--help"])
    except SystemExit as stop:
        status = stop.code
    captured = capsys.readouterr()
    return int(status or 0), captured.out + captured.err


def test_links_lead_somewhere() -> None:
    broken = [
        f"{where(path)} -> {target}"
        for path in documents()
        for target in LINK.findall(FENCE.sub("", path.read_text()))
        if not (path.parent / target).exists()
    ]
    assert broken == []


def test_every_document_is_in_the_index() -> None:
    index = ROOT / "docs" / "README.md"
    listed = {(index.parent / target).resolve() for target in LINK.findall(index.read_text())}
    listed |= {child for folder in listed if folder.is_dir() for child in folder.rglob("*.md")}
    assert [
        where(path) for path in sorted((ROOT / "docs").rglob("*.md")) if path not in listed | {index}
    ] == []


def test_publiccode_names_version_and_licence() -> None:
    from datong import __version__

    described = yaml.safe_load((ROOT / "publiccode.yml").read_text())
    assert described["softwareVersion"] == __version__
    assert described["legal"]["license"] == "MulanPSL-2.0"
    assert set(described["description"]) == {"zh-Hans", "en"}


def test_licence_is_whole_and_in_both_languages() -> None:
    text = (ROOT / "LICENSE").read_text()
    for phrase in (
        "木兰宽松许可证， 第2版",
        "条款结束",
        "Mulan Permissive Software License，Version 2",
        "END OF THE TERMS AND CONDITIONS",
    ):
        assert phrase in text
