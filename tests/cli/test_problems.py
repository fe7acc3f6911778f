"""Why a command stopped, for a person and for a program."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.support.command_line import write_data

from ct58.cli.boundary import run
from ct58.cli.problems import wants_json


@pytest.fixture(autouse=True)
def _in_an_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    second = "id: so-y-te-moi\nname: Đảng bộ Sở Y tế mới\nkind: agency\norganisation: grassroots_committee\n"
    monkeypatch.chdir(write_data(tmp_path, **{"units/so-y-te-moi/unit.yaml": second}))


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["show", "XX-99"], 2),
        (["overdue", "--as-of", "31/2/2021"], 2),
        (["overdue", "--no-such-option"], 2),
        (["overdue", "--rev", "HEAD"], 5),
        (["overdue", "--data", "nowhere"], 5),
    ],
)
@pytest.mark.parametrize("form", [["--format", "json"], ["--format=json"]])
def test_a_program_that_asked_for_json_gets_its_refusal_as_json(
    arguments: list[str], code: int, form: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """One object on stderr with the same words as a person gets; nothing on stdout."""
    assert run(arguments) == code
    words = capsys.readouterr().err.splitlines()
    assert run([*arguments, *form]) == code
    said = capsys.readouterr()
    assert said.out == ""
    problem: dict[str, Any] = json.loads(said.err)
    assert (problem["schema"], problem["exit_code"]) == ("ct58/error/1", code)
    assert [problem["message"], *([problem["hint"]] if problem["hint"] else [])] == words


def test_names_that_may_be_meant_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    """What to type for each, so that a program can ask its own user."""
    assert run(["show", "y te", "--format", "json"]) == 2
    choices = json.loads(capsys.readouterr().err)["choices"]
    assert [choice["answer"] for choice in choices] == ["so-y-te", "so-y-te-moi"]


def test_broken_data_is_told_the_same_way(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 3."""
    Path("programme.yaml").write_text("programme: [", encoding="utf-8")
    assert run(["overdue", "--format", "json"]) == 3
    assert json.loads(capsys.readouterr().err.splitlines()[-1])["exit_code"] == 3


def test_what_asks_for_json() -> None:
    """In either way of writing it, and no other word."""
    assert wants_json(["overdue", "--format", "json"])
    assert wants_json(["overdue", "--format=json"])
    assert not wants_json(["overdue", "--format", "csv", "json"])
    assert not wants_json([])
