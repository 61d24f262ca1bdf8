"""What does not belong in a public repository: traces of a workshop, of one machine, of one mirror."""

import re
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, files, where

# Written with one letter in brackets, so that this file does not find itself.
WORDS = {
    "local paths": r"/w[o]rk/|/f[a]rm|/tmp/p[l]an|/root/\.|/home/[a-z]|/U[s]ers/",
    "tools of a workshop": r"\bf[a]rm-|\.l[i]brary\b|st[u]dio look|before-st[o]p",
    "mirrors": r"ind[e]x-url|find-l[i]nks|\"res[o]lved\": *\"http|pyth[o]nhosted|regist[r]y\.npmjs|pyp[i]\.o",
    "numbers of a tracker": r"\b[Ii]ss[u]e #?[0-9]+\b|\b(?:closes|fixes|see) #[0-9]+\b",
    "who wrote it with what": r"\bass[i]stants?\b|\bAI[ -]gener[a]ted\b|\blanguage m[o]del|\bLL[M]s?\b",
    "talk of work in progress": r"\b(?:this|last|next|previous) s[e]ssion\b|\bsystem pr[o]mpt",
    "unfinished": r"\bT[O]DO\b|\bF[I]XME\b|\bX[X]X\b",
}
LICENCES = {"LICENSE", "LICENCE", "COPYING", "NOTICE", "OFL.txt"}
BINARY = {".xlsx", ".woff2", ".png", ".ico", ".jpg", ".pdf", ".docx", ".mo", ".ttf", ".otf"}


def texts() -> list[tuple[Path, str]]:
    """Every text file of ours; vendored files, licences and locks say what others wrote."""
    return [
        (path, path.read_text(errors="replace"))
        for path in files()
        if "vendor" not in path.parts and path.suffix not in BINARY and path.name not in LICENCES
    ]


def test_there_are_files_to_look_at() -> None:
    assert {"pyproject.toml", "Makefile", "README.md"} <= {path.name for path, _ in texts()}


@pytest.mark.parametrize("kind", WORDS)
def test_words_that_do_not_belong(kind: str) -> None:
    pattern = re.compile(WORDS[kind])
    found = [
        f"{where(path, text.count(chr(10), 0, match.start()) + 1)} {match.group()}"
        for path, text in texts()
        for match in pattern.finditer(text)
    ]
    assert found == []


def test_binary_files_are_where_they_belong() -> None:
    """Ledgers as examples, vendored fonts, pictures in the docs: nothing else that a review cannot read."""
    homes = ("examples/", "docs/", "src/datong/web/static/", "tests/")
    binary = [str(path.relative_to(ROOT)) for path in files() if path.suffix in BINARY]
    assert [name for name in binary if not name.startswith(homes)] == []
