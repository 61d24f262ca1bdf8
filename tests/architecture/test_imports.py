"""Who may import whom: import-linter's contracts, and our own contract about front doors."""

import subprocess
import sys

import pytest
from grimp import ImportGraph

from tests.architecture.tree import ROOT, SOURCE, contracts
from tools.front_door import FrontDoorContract

PLACES = "datong.foundation.places"
DIBAO = "datong.programmes.dibao"


def test_contracts_are_kept() -> None:
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command; lint_imports_command()",
    ]
    done = subprocess.run(
        [*command, "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_contract_says_where_the_code_should_go() -> None:
    silent = [name for name, contract in contracts().items() if not contract.get("broken_contract_guidance")]
    assert silent == []


def test_storeys_are_all_named() -> None:
    named = {layer.strip("()") for layer in contracts()["storeys"]["layers"]}
    assert {folder.name for folder in SOURCE.iterdir() if (folder / "__init__.py").exists()} <= named


@pytest.mark.parametrize("storey", ["kernel", "engine"])
def test_storeys_below_web_stay_free_of_django(storey: str) -> None:
    if (SOURCE / storey).exists():
        assert f"datong.{storey}" in contracts()["pure-hearts"]["source_modules"]


def front_doors() -> FrontDoorContract:
    """The contract as pyproject.toml declares it."""
    return FrontDoorContract(
        name="front doors", session_options={}, contract_options=contracts()["front-doors"]
    )


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        (f"{DIBAO}.actions", f"{PLACES}.service"),
        (f"{DIBAO}.actions", f"{DIBAO}.models"),
        (f"{PLACES}.queries", f"{PLACES}.models"),
        ("datong.config.urls", f"{DIBAO}.urls"),
        ("datong.config.api", f"{DIBAO}.api"),
        ("datong.config.startup", f"{DIBAO}.wiring"),
        (f"{DIBAO}.migrations.0001_initial", f"{PLACES}.models"),
        (f"{DIBAO}.views", "datong.web.paging"),
        (f"{DIBAO}.service", "datong.kernel.text"),
    ],
)
def test_open_doors(importer: str, imported: str) -> None:
    assert breaches(importer, imported) == []


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        (f"{DIBAO}.actions", f"{PLACES}.models"),
        (f"{DIBAO}.actions", f"{PLACES}.core.codes"),
        (f"{DIBAO}.actions", PLACES),
        (f"{DIBAO}.urls", f"{PLACES}.urls"),
        ("datong.config.cli", f"{PLACES}.queries"),
        ("datong.config.cli", f"{DIBAO}.models"),
        ("datong.web.views", f"{PLACES}.wiring"),
        ("datong.foundation.placesque.actions", f"{PLACES}.models"),
    ],
)
def test_closed_doors(importer: str, imported: str) -> None:
    assert breaches(importer, imported) == [(importer, imported, (7,))]


def breaches(importer: str, imported: str) -> list[tuple[str, str, tuple[int, ...]]]:
    """What the contract finds in a graph with this one import, on line 7."""
    graph = ImportGraph()
    graph.add_import(importer=importer, imported=imported, line_number=7, line_contents="…")
    check = front_doors().check(graph, verbose=False)
    found = [tuple(breach) for breach in check.metadata["breaches"]]
    assert check.kept == (not found)
    return found
