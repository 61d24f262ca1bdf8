"""Locks: every package with one version and its hashes, no addresses, nothing asked for left out."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator

import pytest

from tests.architecture.tree import ROOT, modules, syntax

FOLDER = ROOT / "requirements"
LOCKS = ["base.txt", "dev.txt", "spark.txt"]
PIN = re.compile(r"^(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^\]]*\])?==(?P<version>[^\s;\\]+)")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")


def entries(lock: str) -> list[str]:
    """Each locked requirement with its continuation lines joined; comments left out."""
    lines = [line for line in (FOLDER / lock).read_text().splitlines() if not line.lstrip().startswith("#")]
    return [entry.strip() for entry in "\n".join(lines).replace("\\\n", " ").splitlines() if entry.strip()]


def key(name: str) -> str:
    """A package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(lock: str) -> dict[str, str]:
    """Versions by package."""
    found = [match for entry in entries(lock) if (match := PIN.match(entry))]
    return {key(match["name"]): match["version"] for match in found}


def asked_for(source: str) -> set[str]:
    """Packages a `.in` file names."""
    text = re.sub(r"#.*", "", (FOLDER / source).read_text())
    names = (re.match(r"[A-Za-z0-9][A-Za-z0-9._-]*", line.strip()) for line in text.splitlines())
    return {key(match.group()) for match in names if match}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_entry_is_one_version_with_hashes(lock: str) -> None:
    assert [entry for entry in entries(lock) if not PIN.match(entry) or not HASH.search(entry)] == []
    assert len(pins(lock)) > (1 if lock == "spark.txt" else 10)


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_name_no_addresses(lock: str) -> None:
    text = (FOLDER / lock).read_text()
    assert re.findall(r"https?:|file:|git\+|^-[-\w]+|^\s*--(?!hash=)[\w-]+| @ ", text, re.M) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_locks_are_complete(lock: str) -> None:
    assert asked_for(lock.replace(".txt", ".in")) - set(pins(lock)) == set()


def test_development_runs_what_production_runs() -> None:
    developed = pins("dev.txt")
    assert {name: developed.get(name) for name in pins("base.txt")} == pins("base.txt")


# Packages that are imported under another name than their own.
PACKAGE = {
    "PIL": "pillow",
    "allauth": "django-allauth",
    "argon2": "argon2-cffi",
    "axes": "django-axes",
    "chinese_calendar": "chinesecalendar",
    "csp": "django-csp",
    "docx": "python-docx",
    "pkcs11": "python-pkcs11",
    "yaml": "pyyaml",
}


# Part of Jinja2: its text type.
COMES_WITH = {"markupsafe"}


def extras() -> set[str]:
    """Packages a county may install besides (`pip install datong[…]`)."""
    named = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]
    return {key(name) for names in named.values() for name in names}


def test_what_the_product_imports_is_asked_for() -> None:
    """A package that is only there because another brings it may be gone with that other's next version."""
    asked = asked_for("base.in") | extras()
    assert {name for name in imported(syntax_of_all()) if package(name) not in asked | COMES_WITH} == set()


def test_what_is_optional_may_be_missing() -> None:
    """Packages of an extra are imported inside `try: … except ImportError:` and nowhere else."""
    bare = {package(name) for name in imported(syntax_of_all(), optional=False)}
    assert bare & (extras() - asked_for("base.in")) == set()
    assert extras() <= {package(name) for name in imported(syntax_of_all())}


def package(name: str) -> str:
    """What the package is called that a name is imported from."""
    return PACKAGE.get(name, key(name))


def syntax_of_all() -> Iterator[ast.AST]:
    """Every module of the product."""
    return (syntax(path) for path in modules(migrations=True))


def imported(trees: Iterator[ast.AST], *, optional: bool = True) -> set[str]:
    """First names of the packages imported, without Python's own and ours; with `optional=False` without those
    whose absence is caught."""
    found: set[str] = set()
    for tree in trees:
        caught = set() if optional else {id(each) for each in guarded(tree)}
        for node in ast.walk(tree):
            if id(node) in caught:
                continue
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
            elif isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
    return found - set(sys.stdlib_module_names) - {"datong"}


def guarded(tree: ast.AST) -> Iterator[ast.stmt]:
    """Statements that stand in `try:` with an `except ImportError:`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Try) and "ImportError" in {
            name.id for each in node.handlers if isinstance(name := each.type, ast.Name)
        }:
            yield from node.body
