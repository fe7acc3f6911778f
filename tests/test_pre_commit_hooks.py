"""The hooks that pre-commit finds in this repository: their commands run, on the files that they are for."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from tests.support.command_line import FILES, REPORT, ROOT, contents, program, report_text, write_data
from tests.support.repositories import begin, keep

HOOKS: dict[str, Any] = {
    hook["id"]: hook for hook in YAML(typ="safe").load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
}
DATA = [*FILES, REPORT, "tasks/PL-01.yaml", "units/so-y-te/events.yaml", "periods/2021-Q2.yaml"]


def run(hook: str, cwd: Path, *arguments: str) -> int:
    """Run a hook's entry as pre-commit does, with arguments of its configuration and files."""
    name, *words = shlex.split(HOOKS[hook]["entry"])
    assert name == "ct58"
    return program(*words, *arguments, cwd=cwd).code


def test_both_hooks_are_there() -> None:
    """In a virtual environment that pre-commit makes from this repository."""
    assert set(HOOKS) == {"ct58-check", "ct58-fmt"}
    assert {hook["language"] for hook in HOOKS.values()} == {"python"}


@pytest.mark.parametrize("below", ["", "data/", "của Sở/data/"])
def test_formatting_is_for_files_of_the_data_alone(below: str) -> None:
    """Checking is for any file of YAML, since it looks at all the data."""
    for file in DATA:
        assert re.search(HOOKS["ct58-fmt"]["files"], below + file)
        assert re.search(HOOKS["ct58-check"]["files"], below + file)
    assert not re.search(HOOKS["ct58-fmt"]["files"], "docker-compose.yaml")


def test_checking_passes_what_is_right_and_stops_what_is_wrong(tmp_path: Path) -> None:
    """All of it, or what the change brings in."""
    data = write_data(begin(tmp_path), **{REPORT: report_text()})
    keep(tmp_path)
    assert run("ct58-check", tmp_path) == 0
    (data / REPORT).write_text(report_text(admitted="1.412"), "utf-8")
    assert run("ct58-check", tmp_path) == 1
    assert run("ct58-check", tmp_path, "--since", "HEAD") == 1


def test_formatting_changes_the_files_that_it_is_given(tmp_path: Path) -> None:
    """The way pre-commit sees that something was wrong: the file is another one afterwards."""
    data = write_data(begin(tmp_path), **{REPORT: report_text().replace("state: ", "state:   ")})
    before = contents(data)
    assert run("ct58-fmt", tmp_path, f"data/{REPORT}") == 0
    changed = {name for name, content in contents(data).items() if before.get(name) != content}
    assert {name for name in changed if name.endswith(".yaml")} == {REPORT}
    assert HOOKS["ct58-fmt"]["require_serial"]
