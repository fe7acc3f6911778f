"""The areas of src/ct58 import only what the table allows (imports in functions and for types count)."""

from __future__ import annotations

import ast
import graphlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "ct58"

TEXT = {"errors", "i18n", "records", "patterns"}
ALLOWED: Mapping[str, set[str]] = {
    "records": set(),
    "patterns": {"records"},
    "i18n": {"records"},
    "ooxml": {"patterns"},
    "errors": {"i18n", "records", "patterns"},
    "domain": TEXT,
    "store": {"domain", *TEXT},
    "vcs": TEXT,
    "views": {"domain", *TEXT},
    "render": {"views", "domain", "ooxml", *TEXT},
    "exchange": {"domain", "views", "ooxml", *TEXT},
    "demo": {"domain", *TEXT},
    "services": {"domain", "store", "vcs", "views", "render", "exchange", "demo", "ooxml", *TEXT},
    "cli": {"services", "domain", "store", "vcs", "views", "render", "exchange", *TEXT},
}
"""Area → the areas that it may import beside itself. Nothing imports cli."""

ROOMS: Mapping[str, Mapping[str, set[str]]] = {
    "domain": {
        "text": set(),
        "time": {"text"},
        "records": {"text", "time"},
        "standing": {"text", "time", "records"},
        "checks": {"text", "time", "records", "standing"},
        "indicators": {"text", "time", "records", "standing"},
        "planning": {"text", "time", "records", "standing", "checks"},
        "rollup": {"text", "time", "records", "standing", "indicators"},
        "changes": {"text", "time", "records", "standing", "checks", "indicators", "planning", "rollup"},
    },
    "render": {
        "words": set(),
        "screens": {"words"},
        "documents": {"words", "screens"},
        "site": {"words", "screens"},
        "formats": {"words", "documents"},
    },
    "services": {
        "reading": set(),
        "writing": {"reading"},
        "past": {"reading", "writing"},
        "round": {"reading", "writing", "past"},
        "setup": {"reading", "round"},
        "documents": {"reading", "setup"},
    },
}
"""Area → its rooms, each with the rooms of the same area that it may import. No module lies loose beside them."""

PURE = ("domain", "errors", "views")
PURE_LIBRARY = {
    "__future__", "abc", "bisect", "calendar", "collections", "contextlib", "dataclasses", "datetime", "decimal",
    "difflib", "enum", "errno", "fractions", "functools", "graphlib", "hashlib", "heapq", "itertools", "json", "keyword", "math",
    "operator", "re", "statistics", "string", "textwrap", "types", "typing", "unicodedata",
}  # fmt: skip
"""What pure code may use of Python's library: nothing here reads a file, a clock or a setting."""
IMPURE_BUILTINS = {"open", "print", "input", "exec", "eval", "__import__", "breakpoint"}
SURROUNDINGS = {"today", "now", "utcnow", "environ", "getenv", "get_terminal_size"}
"""The clock, the environment and the terminal: read once, in cli, and then parameters."""

ONLY_IN_STORE = {"pydantic", "pydantic_core", "ruamel", "_ruamel_yaml"}
HEAVY = {
    "pydantic",
    "pydantic_core",
    "ruamel",
    "_ruamel_yaml",
    "rich",
    "openpyxl",
    "jinja2",
    "docx",
    "docxtpl",
    "lxml",
    "icalendar",
    "ibis",
    "duckdb",
    "pyarrow",
}


def _module(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def trees() -> Mapping[str, ast.Module]:
    """Module → what stands in it; read by the first test that asks, since every process collects this file."""
    return {_module(path): ast.parse(path.read_bytes()) for path in sorted(PACKAGE.rglob("*.py"))}


def _area(module: str) -> str | None:
    """The area of one of our modules; None for the package itself, which holds only the version."""
    name = module.removeprefix("ct58").removeprefix(".").split(".")[0]
    return "cli" if name == "__main__" else name if name in ALLOWED else None


def imports_of(tree: ast.AST) -> Iterator[str]:
    """Every module that a file imports, wherever in it, by its full name."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (_submodule(node.module or "", alias.name) for alias in node.names)
        elif isinstance(node, ast.Call) and _called(node) in {"import_module", "__import__"}:
            yield from (str(name.value) for name in node.args[:1] if isinstance(name, ast.Constant))


def _submodule(module: str, name: str) -> str:
    """`from module import name` names a module or something in one."""
    full = f"{module}.{name}"
    return full if full in trees() else module


def _called(node: ast.Call) -> str | None:
    """The last word of what is called: `b` of `a.b()`."""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else None


@cache
def _imported() -> Mapping[str, frozenset[str]]:
    return {name: frozenset(imports_of(tree)) for name, tree in trees().items()}


@cache
def ours() -> Mapping[str, set[str]]:
    """Module → the modules of ct58 that it imports."""
    return {name: {found for found in imported if found in trees()} for name, imported in _imported().items()}


@cache
def _foreign() -> Mapping[str, set[str]]:
    """Module → the packages of others that it imports."""
    return {
        name: {found.split(".")[0] for found in imported} - {"ct58"} for name, imported in _imported().items()
    }


def _modules(*areas: str) -> list[str]:
    return [module for module in trees() if _area(module) in areas]


def test_every_module_belongs_to_an_area_of_the_table() -> None:
    """A new folder or file at the top is a decision: the table and the code change together."""
    strangers = [module for module in trees() if module != "ct58" and _area(module) is None]
    assert strangers == []


def test_areas_import_only_what_the_table_allows() -> None:
    """Data moves one way: an area knows only those the table gives it."""
    forbidden = [
        f"{module} imports {found}"
        for module, imported in ours().items()
        if (area := _area(module))
        for found in sorted(imported)
        if _area(found) not in {area, None, *ALLOWED[area]}
    ]
    assert forbidden == []


def _room(module: str, area: str) -> str | None:
    """The room of an area's module; None for the area itself and for modules of other areas."""
    steps = module.split(".")
    return steps[2] if len(steps) > 2 and steps[1] == area else None


@pytest.mark.parametrize("area", ROOMS)
def test_rooms_import_only_what_the_table_allows(area: str) -> None:
    """Inside an area data moves one way, too: a room knows only those before it."""
    rooms = ROOMS[area]
    forbidden = [
        f"{module} imports {found}"
        for module in _modules(area)
        if (room := _room(module, area))
        for found in sorted(ours()[module])
        if _room(found, area) not in {room, None, *rooms.get(room, ())}
    ]
    assert forbidden == []


@pytest.mark.parametrize("area", ROOMS)
def test_every_room_stands_in_the_table(area: str) -> None:
    """A new folder in an area is a decision: the table and the code change together."""
    assert {_room(module, area) for module in _modules(area)} - {None} == set(ROOMS[area])


PAGE = Path(__file__).parents[1] / "docs" / "architecture.md"


def _table_of_the_page() -> dict[str, set[str] | str]:
    """Area or area/room → what its row on the page lets it import."""
    found: dict[str, set[str] | str] = {}
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| `"):
            said: set[str] | str = (
                set(re.findall(r"`(\w+)`", cells[-1])) if "all" not in cells[-1] else cells[-1]
            )
            found.update(dict.fromkeys(re.findall(r"`([\w/]+)`", cells[0]), said))
    return found


def test_the_page_on_the_architecture_says_what_the_tables_here_say() -> None:
    """A newcomer reads the page, not the test."""
    shown = _table_of_the_page()
    assert shown.pop("records") == {"records"}  # one row with i18n, which imports it
    held: dict[str, set[str]] = {area: allowed for area, allowed in ALLOWED.items() if area != "records"}
    for area, rooms in ROOMS.items():
        held |= {f"{area}/{room}": allowed for room, allowed in rooms.items()}
    said_otherwise = {
        "services": ("all of the above", set(ALLOWED) - {"services", "cli"}),
        "cli": ("all but `ooxml`, `demo`", set(ALLOWED) - {"cli", "ooxml", "demo"}),
        "domain/changes": ("all of the above", set(ROOMS["domain"]) - {"changes"}),
    }
    for place, (words, meant) in said_otherwise.items():
        assert (shown.pop(place), held.pop(place)) == (words, meant)
    assert shown == held


def test_every_file_that_the_page_names_is_there() -> None:
    """The walk through the rooms leads to doors that open."""
    text = PAGE.read_text(encoding="utf-8")
    named = {name.removeprefix("../") for name in re.findall(r"`([\w/]+/\w+\.py)`", text)}
    top = PACKAGE.parents[1]
    assert [name for name in sorted(named) if not ((PACKAGE / name).exists() or (top / name).exists())] == []


def test_what_is_imported_from_ct58_exists() -> None:
    """An import of a module that is gone would escape the table."""
    missing = [
        f"{module} imports {found}"
        for module, tree in trees().items()
        for found in imports_of(tree)
        if found.split(".")[0] == "ct58" and found not in trees()
    ]
    assert missing == []


def test_modules_do_not_import_in_a_circle() -> None:
    """No cycle, even counting imports in functions and for types."""
    graphlib.TopologicalSorter(ours()).prepare()


@pytest.mark.parametrize("area", PURE)
def test_pure_areas_use_nothing_that_touches_the_world(area: str) -> None:
    """No third-party package, no file, clock, process or setting: only what computes."""
    found = {module: _foreign()[module] - PURE_LIBRARY for module in _modules(area)}
    assert {module: names for module, names in found.items() if names} == {}


@pytest.mark.parametrize("area", PURE)
def test_pure_areas_call_nothing_that_touches_the_world(area: str) -> None:
    """No builtin that opens, prints or asks."""
    calls = [
        f"{module}:{node.lineno} {node.func.id}"
        for module in _modules(area)
        for node in ast.walk(trees()[module])
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in IMPURE_BUILTINS
    ]
    assert calls == []


def test_only_cli_reads_the_clock_and_the_environment() -> None:
    """`today`, the environment and the terminal's width are read once, at the edge."""
    reads = [
        f"{module}: {ast.unparse(node)}"
        for module in trees()
        if _area(module) != "cli"
        for node in ast.walk(trees()[module])
        if _reads_surroundings(node)
    ]
    assert reads == []


def _reads_surroundings(node: ast.AST) -> bool:
    """`date.today()` reads the clock; a field named `today` is a parameter."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr in SURROUNDINGS
    return isinstance(node, ast.Attribute) and node.attr == "environ"


def test_only_store_knows_yaml_and_pydantic() -> None:
    """What files look like is one area's business."""
    found = {module: _foreign()[module] & ONLY_IN_STORE for module in trees() if _area(module) != "store"}
    assert {module: names for module, names in found.items() if names} == {}


def test_importing_the_program_imports_nothing_heavy() -> None:
    """`--help` and every command pay only for what they use."""
    code = "import sys, ct58.cli.main; print(*{name.split('.')[0] for name in sys.modules})"
    answer = subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(PACKAGE.parent)},
    )
    assert HEAVY.intersection(answer.stdout.split()) == set()
