"""The house: its rooms as CONTRIBUTING shows them, one floor above the other, and a test for every file."""

from __future__ import annotations

import ast
import re
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.shared import ROOT

HOUSE = ROOT / "analysis"
MODULES = sorted(path.relative_to(ROOT) for path in HOUSE.rglob("*.py") if path.stem != "__init__")
ROWS = re.findall(r"^\| `([a-z_/]+)` \|.*\| `(\w+)` \|$", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), re.M)
TABLE = [name for name, _ in ROWS]
ROOMS = [name for name in TABLE if "/" not in name]
PARTS = [name for name in TABLE if "/" in name]
"""Folders in a large room."""


RESULTS = (
    "block/comparison.py",
    "block/plan.py",
    "logs/planned_done.py",
    "suggest/rosters/roster_plan.py",
    "suggest/suggested_week.py",
)
"""Modules whose results have methods for the next steps, functions of rooms above: imported when they are called."""


def next_steps(tree: ast.Module) -> list[ast.ImportFrom]:
    """Return the imports of methods that do nothing but import a function and return what it makes of the result."""
    methods = [
        method
        for made in tree.body
        if isinstance(made, ast.ClassDef)
        for method in made.body
        if isinstance(method, ast.FunctionDef) and isinstance(method.body[-1], ast.Return)
    ]
    bodies = [[node for node in method.body if not isinstance(node, ast.Expr)] for method in methods]
    return [body[0] for body in bodies if len(body) == 2 and isinstance(body[0], ast.ImportFrom)]


def imported(path: Path) -> set[str]:
    """Name the modules of the house that a file takes something from, within functions too; not for the next steps."""
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    later: list[ast.AST] = []
    if path.as_posix().removeprefix("analysis/") in RESULTS:
        later = [*next_steps(tree)]
        for node in tree.body:  # and what only the types of these methods need
            if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
                later += node.body
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node not in later]
    whole_rooms = {f"analysis.{alias.name}" for node in nodes if node.module == "analysis" for alias in node.names}
    return whole_rooms | {str(node.module) for node in nodes if str(node.module).startswith("analysis.")}


def test_the_table_of_rooms_is_the_house() -> None:
    assert set(TABLE) == {path.relative_to(HOUSE).parent.as_posix() for path in HOUSE.glob("*/**/__init__.py")}
    assert [name for name, start in ROWS if not (HOUSE / name / f"{start}.py").exists()] == []
    files = {path.name for path in HOUSE.iterdir() if path.is_file()}
    assert files == {"__init__.py", "__init__.pyi", "__main__.py", "py.typed"}


@pytest.mark.parametrize("module", [path for path in MODULES if len(path.parts) > 2], ids=str)
def test_a_room_imports_only_from_rooms_below(module: Path) -> None:
    floor = ROOMS.index(module.parts[1])
    for name in imported(module):
        assert ROOMS.index(name.split(".")[1]) <= floor, f"{module} imports {name}"


@pytest.mark.parametrize("part", PARTS)
def test_a_part_of_a_room_imports_only_from_parts_above_it_in_the_table(part: str) -> None:
    later = PARTS[PARTS.index(part) + 1 :]
    for module in (HOUSE / part).glob("*.py"):
        for name in imported(module.relative_to(ROOT)):
            assert "/".join(name.split(".")[1:3]) not in later, f"{module} imports {name}"


def test_no_two_modules_import_each_other() -> None:
    names = {".".join(path.with_suffix("").parts): imported(path) for path in MODULES}
    list(TopologicalSorter(names).static_order())  # raises CycleError with the circle


def test_every_module_has_a_test_of_its_name_or_is_named_by_one() -> None:
    tests = sorted((ROOT / "tests").rglob("test_*.py"))
    docs = {path: ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "" for path in tests}
    named = {name for doc in docs.values() for name in re.findall(r"[a-z_/]+/[a-z_]+\.py", doc)}
    folders = {path: path.relative_to(ROOT / "tests").parent.as_posix() for path in tests}
    mirrored = {f"{folders[path]}/{path.stem.removeprefix('test_')}.py" for path in tests}
    modules = {"/".join(path.parts[1:]) for path in MODULES if len(path.parts) > 2}
    assert modules - named - mirrored == set()
    assert named <= modules


def test_no_test_imports_from_another() -> None:
    for path in (ROOT / "tests").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                assert not re.search(r"(^|\.)test_", str(node.module)), f"{path} imports {node.module}"
