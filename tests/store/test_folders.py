"""The user's own folders, outside the data."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from ct58.store.folders import (
    CallMemory,
    ReviewMemory,
    cache_folder,
    remember_calls,
    remember_review,
    remembered_calls,
    remembered_review,
    state_folder,
)

DATA = Path("programme") / "data"
Folder = Callable[[Mapping[str, str], Path], Path]


@pytest.mark.parametrize(("folder", "own"), [(cache_folder, "CT58_CACHE"), (state_folder, "CT58_STATE")])
def test_our_own_variable_comes_first(folder: Folder, own: str) -> None:
    """Wherever the system would put it."""
    environment = {own: "mine", "XDG_CACHE_HOME": "no", "XDG_STATE_HOME": "no", "LOCALAPPDATA": "no"}
    assert folder(environment, DATA).parent == Path("mine")


@pytest.mark.parametrize(
    ("folder", "variable", "below_home"),
    [(cache_folder, "XDG_CACHE_HOME", ".cache"), (state_folder, "XDG_STATE_HOME", ".local/state")],
)
def test_elsewhere_than_on_windows_the_xdg_folders_are_used(
    monkeypatch: pytest.MonkeyPatch, folder: Folder, variable: str, below_home: str
) -> None:
    """Their variable, else their place below the home."""
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(Path, "home", lambda: Path("home"))
    assert folder({variable: "xdg"}, DATA).parent == Path("xdg") / "ct58"
    assert folder({variable: ""}, DATA).parent == Path("home") / below_home / "ct58"


@pytest.mark.parametrize(("folder", "name"), [(cache_folder, "cache"), (state_folder, "state")])
def test_on_windows_they_are_local_to_the_computer(
    monkeypatch: pytest.MonkeyPatch, folder: Folder, name: str
) -> None:
    """Not in the profile that wanders through the network."""
    monkeypatch.setattr(sys, "platform", "win32")
    assert folder({"LOCALAPPDATA": "local"}, DATA).parent == Path("local") / "ct58" / name


@pytest.mark.parametrize("folder", [cache_folder, state_folder])
def test_each_data_folder_has_its_own(folder: Folder) -> None:
    """The same one at every run, also for a name that isn't ASCII."""
    environment = {"CT58_CACHE": "c", "CT58_STATE": "s"}
    other = Path("Chương trình") / "data"
    assert folder(environment, DATA) == folder(environment, DATA)
    assert folder(environment, DATA) != folder(environment, other)
    assert folder(environment, other).name.isascii()


def test_it_is_remembered(tmp_path: Path) -> None:
    """In a folder that need not be there yet."""
    memory = ReviewMemory(listed=("a", "b"), seen={"a": "1" * 40})
    remember_review(tmp_path / "state", memory)
    assert remembered_review(tmp_path / "state") == memory


@pytest.mark.parametrize(
    "text", [None, "", "[]", "{}", '{"listed": 1, "seen": {}}', '{"listed": [], "seen": 3}']
)
def test_a_damaged_memory_is_an_empty_one(tmp_path: Path, text: str | None) -> None:
    """It costs a second look."""
    if text is not None:
        (tmp_path / "review.json").write_text(text, "utf-8")
    assert remembered_review(tmp_path) == ReviewMemory()


def test_a_folder_that_cannot_be_written_to_is_no_obstacle(tmp_path: Path) -> None:
    """Nothing is remembered then."""
    (tmp_path / "file").write_text("", "utf-8")
    remember_review(tmp_path / "file", ReviewMemory(listed=("a",)))
    assert remembered_review(tmp_path / "file") == ReviewMemory()


CALLS = CallMemory(as_of="2021-07-15", rows=(("a", (("BC-QUY", "2021-Q2", "a"),), ("x", "y")),))


def test_each_terminal_has_its_own_list(tmp_path: Path) -> None:
    """What one showed says nothing of another."""
    remember_calls(tmp_path / "state", "one", CALLS)
    assert remembered_calls(tmp_path / "state", "one") == CALLS
    assert remembered_calls(tmp_path / "state", "two") is None


def test_the_lists_of_windows_long_closed_are_forgotten(tmp_path: Path) -> None:
    """The newest stay."""
    for number in range(30):
        remember_calls(tmp_path, str(number), CALLS)
    assert len(list((tmp_path / "calls").iterdir())) == 20
    assert remembered_calls(tmp_path, "29") == CALLS


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"as_of": "x", "rows": [1]}', '{"as_of": "x", "rows": [["a", 1, []]]}']
)
def test_a_damaged_list_is_none(tmp_path: Path, text: str) -> None:
    """It is shown again."""
    remember_calls(tmp_path, "one", CALLS)
    (file,) = (tmp_path / "calls").iterdir()
    file.write_text(text, "utf-8")
    assert remembered_calls(tmp_path, "one") is None


def test_a_list_that_cannot_be_kept_is_no_obstacle(tmp_path: Path) -> None:
    """Its numbers mean nothing then."""
    (tmp_path / "file").write_text("", "utf-8")
    remember_calls(tmp_path / "file", "one", CALLS)
    assert remembered_calls(tmp_path / "file", "one") is None
