"""A name means one thing in the whole house."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "src" / "ct58"
_OF_THE_LIBRARIES = frozenset({"T", "app"})
"""A type variable, and what typer calls the commands of a module: each for its own module only."""


def _defined(tree: ast.Module) -> Iterator[str]:
    """The public names of a module's own level: classes, functions, what is assigned."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name
        elif isinstance(node, ast.Assign):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id


def _homes() -> dict[str, list[str]]:
    """Public name → the modules that define it."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(PACKAGE.rglob("*.py")):
        for name in set(_defined(ast.parse(path.read_bytes()))):
            if not name.startswith("_"):
                found[name].append(path.relative_to(PACKAGE).as_posix())
    return found


def test_no_name_has_two_meanings() -> None:
    """Classes, functions, constants: whoever reads `Step` need not ask which. What only its module uses is private."""
    twice = {name: there for name, there in _homes().items() if len(there) > 1}
    assert {name: there for name, there in twice.items() if name not in _OF_THE_LIBRARIES} == {}
