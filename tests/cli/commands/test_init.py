"""`ct58 init`: a new folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Ct58
from tests.support.command_line import contents
from tests.support.repositories import begin, git, isolate, needs_git


def test_a_new_folder_can_be_checked_and_asked_at_once(ct58: Ct58, tmp_path: Path) -> None:
    """The seed is right."""
    done = ct58("init", "moi")
    assert (done.code, done.out) == (0, "")
    assert "moi" in done.err
    assert (tmp_path / "moi" / "data" / "programme.yaml").is_file()
    assert ct58("check", "--data", "moi").code == 0
    assert ct58("overdue", "--data", "moi", "--as-of", "2021-07-15").code == 0


def test_an_existing_folder_is_refused(ct58: Ct58, data: Path) -> None:
    """Exit 4, and nothing is written."""
    before = sorted(data.rglob("*"))
    done = ct58("init", ".")
    assert done.code == 4
    assert sorted(data.rglob("*")) == before


@needs_git
def test_git_is_set_up_in_a_folder_that_has_data(ct58: Ct58, tmp_path: Path, data: Path) -> None:
    """Nothing of the data is touched; the second time there is nothing to do."""
    before = (data / "programme.yaml").read_bytes()
    done = ct58("init", "--git", ".")
    assert done.code == 0
    assert "set up for this copy" in done.err
    assert (data / "programme.yaml").read_bytes() == before
    assert "added" not in ct58("init", "--git", ".").err


@needs_git
def test_a_demo_is_never_made_in_a_folder_that_has_data(ct58: Ct58, data: Path) -> None:
    """With git or without."""
    assert ct58("init", "--git", "--demo", ".").code == 4


@needs_git
def test_a_hook_needs_git(ct58: Ct58, data: Path) -> None:
    """Exit 2."""
    assert ct58("init", "--hook", ".").code == 2
    assert "Checking before each commit: set up" in ct58("init", "--git", "--hook", ".").err


@pytest.mark.parametrize("where", ["bare.git", "bare.git/moi", "co-san/.git"])
def test_what_git_keeps_for_itself_is_no_place_for_data(
    ct58: Ct58, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    """The shared place is a repository without a folder; nothing is written into it."""
    isolate(monkeypatch)
    git(tmp_path, "init", "--quiet", "--bare", "bare.git")
    begin(tmp_path / "co-san")
    before = contents(tmp_path)
    done = ct58("init", "--git", where)
    assert (done.code, done.out) == (5, "")
    assert contents(tmp_path) == before


@needs_git
def test_a_new_folder_has_the_newest_format_and_an_old_one_keeps_its_own(
    ct58: Ct58, tmp_path: Path, data: Path
) -> None:
    """Only upgrade changes what somebody has."""
    programme = (data / "programme.yaml").read_bytes()
    assert ct58("init", "--git", ".").code == 0
    assert (data / "programme.yaml").read_bytes() == programme
    assert ct58("init", "moi").code == 0
    assert ct58("upgrade", "--data", "moi").out.startswith("The data is of format 2, the newest.\n")
