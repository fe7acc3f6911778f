"""The templates that ct58 brings, held against the Party's form measure by measure, filled and opened again."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from tests.support.documents import TEMPLATES

TOOLS = Path(__file__).parents[1] / "tools"


def _tool(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, TOOLS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def built() -> dict[str, bytes]:
    """What the tool builds: file name → content."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(TOOLS))
        found = dict(_tool("build_templates").templates())
    for name in ("wordml", "word_styles"):
        sys.modules.pop(name, None)
    return found


def test_the_committed_templates_are_what_the_tool_builds(built: dict[str, bytes]) -> None:
    """Byte by byte, on any computer; `python tools/build_templates.py` writes them anew."""
    committed = {path.name: path.read_bytes() for path in TEMPLATES.glob("*.docx")}
    assert committed == built
