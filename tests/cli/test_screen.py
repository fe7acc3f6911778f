"""The screen: when it is drawn in colours, and what pages through what is longer than it."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest
from tests.support.command_line import write_data
from tests.support.terminals import Terminal

from ct58.cli.boundary import run
from ct58.cli.screen import is_coloured, page_through, pager


@pytest.mark.parametrize(
    ("asked", "environment", "terminal", "coloured"),
    [
        (None, {}, True, True),
        (None, {}, False, False),
        ("auto", {}, True, True),
        ("always", {}, False, True),
        ("always", {"NO_COLOR": "1"}, False, True),
        ("never", {"FORCE_COLOR": "1"}, True, False),
        (None, {"NO_COLOR": "1"}, True, False),
        (None, {"NO_COLOR": ""}, True, True),
        (None, {"FORCE_COLOR": "1"}, False, True),
        (None, {"FORCE_COLOR": "0"}, False, False),
        (None, {"CLICOLOR_FORCE": "1"}, False, True),
        (None, {"CLICOLOR": "0"}, True, False),
        (None, {"TERM": "dumb"}, True, False),
        (None, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
    ],
)
def test_who_decides_about_colours(
    asked: str | None, environment: dict[str, str], terminal: bool, coloured: bool
) -> None:
    """The option, then NO_COLOR, then what forces them, then whether it is a terminal."""
    assert is_coloured(asked, environment, is_terminal=terminal) is coloured


@pytest.mark.parametrize(
    ("arguments", "environment", "coloured"),
    [
        ([], {}, False),
        (["--color", "always"], {}, True),
        ([], {"FORCE_COLOR": "1"}, True),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
        (["--format", "json", "--color", "always"], {}, False),
        (["--format", "md", "--color", "always"], {}, False),
    ],
)
def test_colours_reach_a_pipe_only_where_they_were_asked_for(
    arguments: list[str],
    environment: dict[str, str],
    coloured: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """And never into a form that a program reads."""
    monkeypatch.chdir(write_data(tmp_path))
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert run(["overdue", "--as-of", "2021-07-15", *arguments]) == 0
    assert ("\x1b[" in capsys.readouterr().out) is coloured


def test_which_program_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """CT58_PAGER before PAGER before less; an empty name and cat mean none, and so does a terminal that can't."""
    monkeypatch.setattr(shutil, "which", lambda name: None if name == "missing" else name)
    assert pager({"CT58_PAGER": "most -s", "PAGER": "more"}) == ["most", "-s"]
    assert pager({"PAGER": "more"}) == ["more"]
    assert pager({"PAGER": "missing"}) == ()
    for none in ({"PAGER": ""}, {"PAGER": "cat"}, {"PAGER": "more", "TERM": "dumb"}):
        assert pager(none) == ()
    assert pager({}) == (["less"] if os.name != "nt" else ())


def test_a_program_that_cannot_be_started_leaves_the_text_to_us() -> None:
    """So nothing is lost by a wrong PAGER."""
    assert not page_through("text", [str(Path("no", "such", "program"))], dict(os.environ))
    assert page_through("text", [sys.executable, "-c", "import sys; sys.stdin.read()"], dict(os.environ))


def _list_units(folder: Path, *arguments: str) -> str:
    """The screen of a list of forty units, on a terminal of ten lines, with a pager that says so."""
    many = {f"units/u{n}/unit.yaml": f"id: u{n}\nname: Đơn vị {n}\nkind: agency\n" for n in range(40)}
    data = write_data(folder, **many)
    teller = folder / "teller"
    teller.write_text("#!/bin/sh\necho PAGED; cat\n", encoding="utf-8")
    teller.chmod(0o755)
    desk = Terminal(data, "list", "units", *arguments, TERM="xterm", CT58_PAGER=str(teller), LINES="10")
    assert desk.end() == 0
    return desk.screen


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
def test_what_is_longer_than_the_screen_is_paged(tmp_path: Path) -> None:
    """With its colours; not where --no-pager says so."""
    paged = _list_units(tmp_path / "one")
    assert "PAGED" in paged
    assert "\x1b[" in paged
    assert "PAGED" not in _list_units(tmp_path / "two", "--no-pager")
