"""The revision that a document names as the origin of its numbers."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.repositories import ISOLATED, begin, git, git_environment, keep, put

from ct58.domain.records.places import is_data_file
from ct58.vcs.revisions import CurrentRevision, current_revision


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder that was kept once."""
    top = begin(tmp_path)
    put(top, "data/programme.yaml", "a: 1\n")
    keep(top)
    return top / "data"


def current(folder: Path) -> CurrentRevision:
    """The current revision, which there is."""
    found = current_revision(folder, git_environment(), is_data_file)
    assert found is not None
    return found


def test_it_is_the_last_one_kept(data: Path) -> None:
    """Its short id and its time."""
    found = current(data)
    assert found.id == git(data, "rev-parse", "--short", "HEAD")
    assert found.when.isoformat() == "2021-07-15T08:00:00+07:00"
    assert not found.has_changes


@pytest.mark.parametrize(
    ("file", "text", "has_changes"),
    [
        ("programme.yaml", "a: 2\n", True),
        ("programme.yaml", "a: 1\r\n", False),
        ("units/x/unit.yaml", "id: x\n", True),
        ("bao-cao.docx", "…", False),
        (".ct58.lock", "", False),
        ("../readme.md", "…", False),
    ],
)
def test_only_a_change_of_the_data_counts(data: Path, file: str, text: str, has_changes: bool) -> None:
    """Neither line ends, nor what ct58 wrote beside, nor what lies outside."""
    put(data, file, text)
    assert current(data).has_changes is has_changes


def test_a_file_taken_away_is_a_change(data: Path) -> None:
    """The programme is gone."""
    (data / "programme.yaml").unlink()
    assert current(data).has_changes


def test_data_that_was_never_kept_has_changes(tmp_path: Path) -> None:
    """The repository has a revision, but none of this folder."""
    top = begin(tmp_path)
    put(top, "readme.md", "x")
    keep(top)
    put(top, "data/programme.yaml", "a: 1\n")
    assert current(top / "data").has_changes


def test_there_is_none_outside_git_without_git_and_before_the_first(tmp_path: Path) -> None:
    """A document then names no revision."""
    assert current_revision(tmp_path, git_environment(), is_data_file) is None
    assert current_revision(tmp_path, {**ISOLATED, "PATH": str(tmp_path)}, is_data_file) is None
    assert current_revision(begin(tmp_path / "new"), git_environment(), is_data_file) is None
