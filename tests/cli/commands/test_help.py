"""ct58 help: what a command does, as --help behind it says it."""

from __future__ import annotations

import pytest

from ct58.cli.boundary import run


@pytest.mark.parametrize("path", [[], ["overdue"], ["record"], ["record", "event"]])
@pytest.mark.parametrize("name", ["help", "tro-giup"])
def test_help_says_what_the_option_says(
    path: list[str], name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of all, of a command, of a command of a command."""
    assert run([*path, "--help"]) == 0
    expected = capsys.readouterr().out
    assert run([name, *path]) == 0
    assert capsys.readouterr().out == expected


def test_other_names_do_as_well(capsys: pytest.CaptureFixture[str]) -> None:
    """As they are typed."""
    assert run(["help", "qua-han"]) == 0
    assert "ct58 overdue" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("path", "meant"), [(["overdu"], "ct58 overdue"), (["record", "evnt"], "ct58 record event")]
)
def test_a_slip_is_told(path: list[str], meant: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With what was probably meant; exit 2."""
    assert run(["help", *path]) == 2
    assert meant in capsys.readouterr().err


def test_what_has_no_commands_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """One word too many."""
    assert run(["help", "overdue", "now"]) == 2
    assert "ct58 overdue" in capsys.readouterr().err


def test_the_version_has_a_short_name(capsys: pytest.CaptureFixture[str]) -> None:
    """-V as --version."""
    assert run(["-V"]) == 0
    assert capsys.readouterr().out.startswith("ct58 ")
