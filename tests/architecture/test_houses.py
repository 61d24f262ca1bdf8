"""What every house looks like from inside: the same rooms, short modules, no action at a distance."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.tree import ROOT, contracts, house_of, houses, layers, modules, syntax, where

DATA_FOLDERS = {"migrations", "templates", "jinja2", "static"}
MODULE_LINES = 400
FUNCTION_LINES = 60
TEST_LINES = 600
Function = ast.FunctionDef | ast.AsyncFunctionDef


def test_rooms_have_the_names_of_the_floor_plan() -> None:
    rooms = {name for layer in layers("floor-plan") for name in layer}
    allowed = rooms | DATA_FOLDERS | {"__init__"}
    strange = [
        where(entry)
        for house in houses()
        for entry in sorted(house.path.iterdir())
        if entry.name != "__pycache__" and entry.stem not in allowed
    ]
    assert strange == []


def test_rooms_that_are_data_hold_no_code() -> None:
    code = [
        where(path)
        for house in houses()
        for folder in ("templates", "jinja2", "static")
        for path in (house.path / folder).rglob("*.py")
    ]
    assert code == []


def test_every_house_says_in_its_first_lines_what_it_is_for() -> None:
    silent = [
        where(house.path) for house in houses() if not ast.get_docstring(syntax(house.path / "__init__.py"))
    ]
    assert silent == []


def test_a_house_is_not_entered_through_its_package() -> None:
    busy = [
        where(house.path / "__init__.py")
        for house in houses()
        if any(not is_docstring(node) for node in syntax(house.path / "__init__.py").body)
    ]
    assert busy == []


def is_docstring(node: ast.stmt) -> bool:
    """Whether a statement is a bare string."""
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def test_every_programme_has_one_list_of_what_it_plugs_in() -> None:
    missing = [
        house.name for house in houses() if house.street == "programmes" and not has(house.path, "wiring")
    ]
    assert missing == []


def has(house: Path, room: str) -> bool:
    """Whether a house has a room, as a module or as a package."""
    return (house / f"{room}.py").exists() or (house / room / "__init__.py").exists()


def test_every_door_lists_its_names() -> None:
    doors = [house.path / "service.py" for house in houses() if has(house.path, "service")]
    assert [where(door) for door in doors if "__all__" not in names_assigned(syntax(door))] == []


def names_assigned(tree: ast.Module) -> set[str]:
    """Names assigned at the top of a module."""
    targets = [target for node in tree.body if isinstance(node, ast.Assign) for target in node.targets]
    return {target.id for target in targets if isinstance(target, ast.Name)}


def test_modules_are_short() -> None:
    assert too_long(modules(), MODULE_LINES) == {}


def test_test_files_are_short() -> None:
    assert too_long(tuple((ROOT / "tests").rglob("*.py")), TEST_LINES) == {}


def too_long(paths: tuple[Path, ...], limit: int) -> dict[str, int]:
    """Files with more lines than the limit."""
    lengths = {where(path): len(path.read_text().splitlines()) for path in paths}
    return {name: length for name, length in lengths.items() if length > limit}


def test_functions_are_short() -> None:
    long = {
        f"{where(path, node.lineno)} {node.name}": length(node)
        for path in modules()
        for node in ast.walk(syntax(path))
        if isinstance(node, Function) and length(node) > FUNCTION_LINES
    }
    assert long == {}


def length(node: Function) -> int:
    """Lines of a function, its docstring and head included."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_logic_in_save() -> None:
    overrides = [
        where(path, node.lineno)
        for path in modules()
        for owner in ast.walk(syntax(path))
        if isinstance(owner, ast.ClassDef)
        for node in owner.body
        if isinstance(node, Function)
        and node.name in {"save", "save_base"}
        and "models" in (*path.parts, path.stem)
    ]
    assert overrides == [], "write an action instead: permission, lock, change, record, tell"


def test_no_signals_of_our_own() -> None:
    """Signals of libraries (a failed sign-in) may be heard; houses tell one another by calling a service."""
    found = [
        where(path, line)
        for path in modules()
        for line, module, name in imported_names(path)
        if module.startswith("django.db.models.signals")
        or (module, name) in {("django.db.models", "signals"), ("django.dispatch", "Signal")}
    ]
    assert found == [], "call the other house's service, or let it keep a registry that your wiring.py fills"


def imported_names(path: Path) -> Iterator[tuple[int, str, str]]:
    """Line, module and name of every import in a file."""
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, node.module or "", alias.name) for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name, "") for alias in node.names)


def test_time_is_read_in_one_place() -> None:
    """`kernel/clock` reads the time; everything else is told it, so that any day can be tried."""
    readers = {"now", "today", "utcnow"}
    found = [
        where(path, node.lineno)
        for path in modules()
        if path.name != "clock.py" and house_of(path) != "config"
        for node in ast.walk(syntax(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in readers
        if isinstance(node.func.value, ast.Name | ast.Attribute) and tail(node.func.value) in TIME_SOURCES
    ]
    assert found == []


TIME_SOURCES = {"datetime", "date", "timezone"}


def tail(node: ast.Name | ast.Attribute) -> str:
    """The last name of `a.b.c`."""
    return node.id if isinstance(node, ast.Name) else node.attr


def test_migrations_are_the_only_room_left_out_of_the_floor_plan() -> None:
    assert contracts()["floor-plan"]["exhaustive_ignores"] == ["migrations"]
