"""The tree as the architecture tests see it: files, houses, the order of the street, templates."""

import ast
import os
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, cast

from django.template import engines
from jinja2 import Environment

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "datong"
STREETS = ("foundation", "programmes")
TEMPLATE_FOLDERS = ("jinja2", "templates")
NOT_OURS = {"var", "build", "test-output", "__pycache__", "vendor", "node_modules"}


class House(NamedTuple):
    """A child package of a street."""

    street: str
    name: str
    path: Path


@cache
def contracts() -> dict[str, dict[str, Any]]:
    """import-linter's contracts by id: the one place where the order of houses and rooms is written."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return {contract["id"]: contract for contract in settings["tool"]["importlinter"]["contracts"]}


@cache
def layers(contract: str) -> tuple[tuple[str, ...], ...]:
    """The layers of a contract from the top down, each with its names, without brackets and bars."""
    return tuple(
        tuple(name.strip(" ()") for name in layer.replace(":", "|").split("|"))
        for layer in contracts()[contract]["layers"]
    )


@cache
def houses() -> tuple[House, ...]:
    """Every house of both streets."""
    return tuple(
        House(street, folder.name, folder)
        for street in STREETS
        for folder in sorted((SOURCE / street).iterdir())
        if folder.is_dir() and any(folder.glob("*.py"))
    )


def house_of(path: Path) -> str:
    """What a file belongs to: "foundation/places", "programmes/dibao", or its storey ("web", "config")."""
    parts = path.relative_to(SOURCE).parts
    return "/".join(parts[:2]) if parts[0] in STREETS and len(parts) > 2 else parts[0]


def level(app: str) -> int | None:
    """How high an app stands: programmes 100, foundation by its order, web -1; None when it is not ours."""
    if app == "web":
        return -1
    if any(house.name == app and house.street == "programmes" for house in houses()):
        return 100
    for height, names in enumerate(reversed(layers("foundation-order"))):
        if app in names:
            return height
    return None


@cache
def modules(*, migrations: bool = False) -> tuple[Path, ...]:
    """Python files of the product; migrations are written by Django and left out unless asked for."""
    return tuple(
        path
        for path in sorted(SOURCE.rglob("*.py"))
        if "__pycache__" not in path.parts and (migrations or "migrations" not in path.parts)
    )


@cache
def syntax(path: Path) -> ast.Module:
    """A Python file, parsed."""
    return ast.parse(path.read_text(), str(path))


@cache
def templates() -> dict[str, Path]:
    """Our templates by the name Django knows them by."""
    return dict(template_files())


def template_files() -> Iterator[tuple[str, Path]]:
    """Name and path of each of our templates, of both engines."""
    for path in sorted(SOURCE.rglob("*.html")):
        folder = template_folder(path)
        if folder is not None:
            yield str(path.relative_to(folder)), path


def template_folder(path: Path) -> Path | None:
    """The `jinja2` or `templates` folder a template stands in."""
    return next((parent for parent in path.parents if parent.name in TEMPLATE_FOLDERS), None)


def jinja() -> Environment:
    """The Jinja environment of the pages."""
    return cast(Environment, engines["jinja2"].env)  # type: ignore[attr-defined]  # Jinja2's backend has one


@cache
def files() -> tuple[Path, ...]:
    """Every file of the repository: what git keeps or would keep; without git, all but known refuse."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    if (ROOT / ".git").exists():
        listed = (
            subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout.decode().split("\0")
        )
        return tuple(ROOT / name for name in listed if name and (ROOT / name).is_file())
    return tuple(walk())


def walk() -> Iterator[Path]:
    """Files under the root, outside folders that hold what others or machines made."""
    for folder, inside, names in os.walk(ROOT):
        inside[:] = sorted(name for name in set(inside) - NOT_OURS if is_kept(name))
        yield from (Path(folder) / name for name in sorted(names))


def is_kept(folder: str) -> bool:
    """Whether a folder is of the repository: not a cache, an environment or an installation's note."""
    return folder == ".ci" or not (folder.startswith(".") or folder.endswith(".egg-info"))


def where(path: Path, line: int = 0) -> str:
    """`src/datong/….py:12`, for messages."""
    return f"{path.relative_to(ROOT)}{f':{line}' if line else ''}"
