"""docs/security.md: each border with its promises, and each promise with tests that there are."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
BORDERS = (
    "A unit's form or list",
    "A colleague's branch and the data's files",
    "A template",
    "The cache and the user's own notes",
    "The terminal, and whoever reads an answer",
    "A shared drive",
    "Packages",
)
"""From where something comes, or to where it goes: whoever opens another one says so here and there."""
_TEST = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def sections() -> dict[str, str]:
    """Heading → what stands below it."""
    parts = re.split(r"^## (.+)\n", PAGE, flags=re.MULTILINE)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def promises(border: str) -> list[tuple[str, str]]:
    """The rows of a border's table, without its head: what is promised, and what holds it."""
    rows = [line.strip("|").split("|") for line in sections()[border].splitlines() if line.startswith("|")]
    assert rows[0] == [" promised ", " held by "]
    assert all(len(row) == 2 for row in rows)
    return [(promised.strip(), held.strip()) for promised, held in rows[2:]]


@cache
def _named_in(file: str) -> frozenset[str]:
    """The names of a file's tests."""
    tree = ast.parse((ROOT / file).read_bytes())
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def test_every_border_stands_there_in_this_order() -> None:
    """With who is behind it."""
    found = [heading for heading in sections() if heading in BORDERS]
    assert found == list(BORDERS)
    for border in BORDERS:
        assert re.match(r"\n(Comes from|Goes to): ", sections()[border]), border


@pytest.mark.parametrize("border", BORDERS)
def test_every_promise_is_held_by_tests_that_there_are(border: str) -> None:
    """By file and name; nothing else stands in that column."""
    assert promises(border)
    for promised, held in promises(border):
        named = _TEST.findall(held)
        assert promised
        assert named, promised
        assert _TEST.sub("", held).strip() == "", held
        assert [f"{file}::{name}" for file, name in named if name not in _named_in(file)] == []


def test_no_promise_is_made_outside_the_tables() -> None:
    """A test that is named is named in a row."""
    rows = {
        test for border in BORDERS for _promised, held in promises(border) for test in _TEST.findall(held)
    }
    assert set(_TEST.findall(PAGE)) == rows


def test_others_lead_to_the_page() -> None:
    """From where people begin to read."""
    assert "docs/security.md" in (ROOT / "README.md").read_text(encoding="utf-8")
