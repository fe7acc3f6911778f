"""ct58 completion: the scripts, and what they get when a shell asks."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from ct58.cli.main import run


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_each_shell_gets_a_script_that_asks_ct58(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The script sets the variable by which ct58 knows that it is asked."""
    assert run(["completion", shell]) == 0
    assert "_CT58_COMPLETE" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "place", "answer"), [("ct58 overd", "1", "overdue"), ("ct58 overdue --as", "2", "--as-of")]
)
def test_bash_is_answered_with_commands_and_options(words: str, place: str, answer: str) -> None:
    """Commands are completed by name, options of the command that stands before."""
    asked = {"_CT58_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": place}
    code = "from ct58.cli.main import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, **asked}, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == [answer]


def test_an_unknown_shell_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 2, and the shells that are known."""
    assert run(["completion", "tcsh"]) == 2
    assert "fish" in capsys.readouterr().err
