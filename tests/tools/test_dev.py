"""dev.py: where ct58 works when it is run from a clone."""

from __future__ import annotations

import shutil
from pathlib import Path
from runpy import run_path
from typing import Any

import pytest
from tests.support.command_line import ROOT, copy_of_shipped

from ct58.cli.commands_table import find

Dev = dict[str, Any]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone with the data as it is shipped."""
    copy_of_shipped(tmp_path)
    shutil.copy(ROOT / "dev.py", tmp_path)
    return tmp_path


@pytest.fixture
def dev(clone: Path) -> Dev:
    """Its dev.py."""
    return run_path(str(clone / "dev.py"))


@pytest.mark.parametrize("words", ["overdue", "", "record event PL-01 started", "show so y te"])
def test_from_the_clones_folder_it_works_in_an_office_for_practice(dev: Dev, clone: Path, words: str) -> None:
    """The shipped data has nothing in it to look at or to work on."""
    assert dev["practises"](words.split(), clone, {})
    assert dev["practises"](words.split(), clone / "docs", {})


@pytest.mark.parametrize(
    "words",
    [
        "overdue --data .",
        "check --data=data",
        "init moi",
        "schema all -o schemas",
        "--help",
        "overdue --help",
    ],
)
def test_what_is_told_where_to_look_or_looks_nowhere_is_left_alone(dev: Dev, clone: Path, words: str) -> None:
    """The clone's own data is a word away."""
    assert not dev["practises"](words.split(), clone, {})


def test_commands_that_look_for_no_data_are_known_by_all_their_names(dev: Dev) -> None:
    """Whoever begins an office by its Vietnamese name is not led into another one."""
    named = [entry for name in dev["WITHOUT_DATA"] if (entry := find(name))]
    assert {name for entry in named for name in (entry.name, *entry.aliases)} == dev["WITHOUT_DATA"]


def test_a_folder_that_is_named_by_the_environment_is_the_one(dev: Dev, clone: Path) -> None:
    """Whoever sets it means it."""
    assert not dev["practises"](["overdue"], clone, {"CT58_DATA": "data"})


@pytest.mark.parametrize("folder", ["data", "data/units", "tap-lam", "tap-lam/data", ".."])
def test_where_the_user_stands_in_data_that_is_what_is_worked_on(dev: Dev, clone: Path, folder: str) -> None:
    """An office below the clone, the clone's own, and what lies elsewhere."""
    copy_of_shipped(clone / "tap-lam")
    assert not dev["practises"](["overdue"], (clone / folder).resolve(), {})


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("tasks/PL-01.yaml", "item: PL-01\n"),
        ("units/van-phong/events.yaml", "unit: van-phong\n"),
        ("periods/2021-Q2.yaml", "period: 2021-Q2\n"),
        ("units/so-y-te/unit.yaml", "id: so-y-te\nname: Sở Y tế\norganisation: grassroots_cell\n"),
    ],
)
def test_a_clone_that_somebody_works_with_is_worked_with(dev: Dev, clone: Path, file: str, text: str) -> None:
    """From the first unit or record on."""
    (clone / "data" / file).parent.mkdir(parents=True, exist_ok=True)
    (clone / "data" / file).write_text(text, encoding="utf-8")
    assert not dev["practises"](["overdue"], clone, {})


def test_the_office_is_made_once(dev: Dev, clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a folder that git ignores; every call works in it, and hands over its exit code."""
    called: list[list[str]] = []

    def hand_over(command: list[str]) -> int:
        called.append(command[1:])
        if command[1] == "init":
            copy_of_shipped(Path(command[-1]))
        return 0 if command[1] == "init" else 3

    monkeypatch.setitem(dev["run"].__globals__, "hand_over", hand_over)
    monkeypatch.setenv("CT58_DATA", "")
    monkeypatch.delenv("CT58_DATA")
    monkeypatch.chdir(clone)
    office = str(clone / "build" / "tap-lam")
    for _ in range(2):
        assert dev["run"](["overdue"]) == 3
        assert dev["os"].environ["CT58_DATA"] == office
        monkeypatch.delenv("CT58_DATA")
    assert called == [["init", "--demo", office], ["overdue"], ["overdue"]]
    assert "/build/" in (ROOT / ".gitignore").read_text("utf-8").splitlines()


def test_what_stops_the_making_is_the_answer(dev: Dev, clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is run in an office that is not there."""
    monkeypatch.setitem(dev["run"].__globals__, "hand_over", lambda _command: 5)
    monkeypatch.delenv("CT58_DATA", raising=False)
    monkeypatch.chdir(clone)
    assert dev["run"](["overdue"]) == 5
    assert "CT58_DATA" not in dev["os"].environ
