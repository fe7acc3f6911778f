"""The manual page: made of the help, and read by man."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from ct58.cli.boundary import run
from ct58.cli.commands_table import COMMANDS, PARTS


@pytest.fixture(params=["vi", "en"])
def page(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> str:
    """The page in a language."""
    monkeypatch.setenv("CT58_LANG", request.param)
    monkeypatch.setenv("LANGUAGE", request.param)
    assert run(["help", "--man"]) == 0
    return capsys.readouterr().out


def test_every_command_stands_in_it_with_its_options(page: str) -> None:
    """Those of a command, too."""
    for entry in COMMANDS:
        assert f'.SH "ct58 {entry.name}"'.replace("-", "\\-") in page
    for command, parts in PARTS.items():
        assert all(f'.SH "ct58 {command} {part}"' in page for part in parts)
    assert page.count("\\fB\\-\\-dry\\-run\\fR") > 20
    assert "\\fBct58 record event\\fR" in page
    assert '.SH "' in page
    assert all(f"\n\\fB{code}\\fR\n" in page for code in (0, 1, 2, 3, 4, 5, 70, 130))


def test_no_line_is_taken_for_a_request(page: str) -> None:
    """Whatever a help text begins with."""
    requests = {line.split()[0] for line in page.splitlines() if line.startswith((".", "'"))}
    assert requests == {"'\\\"", ".TH", ".SH", ".SS", ".PP", ".TP"}


@pytest.mark.parametrize("program", ["groff", "mandoc"])
def test_it_is_read_without_a_complaint(page: str, program: str) -> None:
    """By what man calls."""
    if shutil.which(program) is None:
        pytest.skip(f"{program} is not installed")
    how = {"groff": ["-k", "-man", "-ww", "-z", "-Tutf8"], "mandoc": ["-Tlint", "-Wwarning"]}[program]
    done = subprocess.run([program, *how], input=page.encode(), capture_output=True, check=False)
    assert (done.returncode, done.stderr.decode(), done.stdout.decode()) == (0, "", "")


def test_a_name_beside_it_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    """There is one page."""
    assert run(["help", "overdue", "--man"]) == 2
    assert "--man" in capsys.readouterr().err
