"""What can be the matter with a repository: recognised in one place, whatever git was about to do."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.support.conditions import FOREIGN, MADE, part
from tests.support.daily_round import office_files
from tests.support.refusals import words_of
from tests.support.repositories import begin, git, git_environment, keep, put

from ct58.errors import EnvironmentProblem
from ct58.vcs.conditions import Hindered, Hindrance, condition_in, condition_of
from ct58.vcs.git import Incomplete
from ct58.vcs.repository import find_repository

HALF_DONE = ("merging", "rebasing", "picking", "reverting", "applying", "bisecting", "detached")


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """A repository with data."""
    made = begin(tmp_path / "office")
    for file, text in office_files().items():
        put(made, f"data/{file}", text)
    keep(made)
    return made


@pytest.mark.parametrize("condition", HALF_DONE)
def test_what_is_half_done_is_known_without_starting_git(top: Path, condition: str) -> None:
    """By the marks that it leaves; they are gone when it is ended."""
    assert condition_of(top / "data") is None
    MADE[condition](top)
    assert condition_of(top / "data") == condition
    assert find_repository(top / "data", git_environment()) is not None


def test_a_worktree_has_a_state_of_its_own(top: Path) -> None:
    """What is half done in it is nothing to the folder that it came from."""
    part(top)
    git(top, "worktree", "add", "--quiet", "../second", "other")
    MADE["detached"](top.parent / "second")
    assert (condition_of(top), condition_of(top.parent / "second")) == (None, "detached")


def test_outside_of_any_repository_nothing_is_the_matter(tmp_path: Path) -> None:
    """Neither there, nor where a folder is only called like git's."""
    assert condition_of(tmp_path) is None
    (tmp_path / ".git").mkdir()
    assert condition_of(tmp_path) is None
    assert find_repository(tmp_path, git_environment()) is None


@pytest.mark.parametrize("name", [name for name in MADE if name not in (*HALF_DONE, "busy", "list_damaged")])
def test_what_hinders_reading_is_named(top: Path, name: str) -> None:
    """Never taken for a folder that keeps no history, and never said in git's words."""
    MADE[name](top)
    with pytest.raises(Hindered) as hindered:
        _read(top / "data")
    assert hindered.value.condition == name.partition(":")[0]
    assert hindered.value.technical or name.startswith(("lost_line", "damaged"))
    assert "fatal" not in words_of(hindered.value)


def _read(folder: Path, **more: str) -> None:
    """Read all that was saved last."""
    repository = find_repository(folder, {**git_environment(), **more})
    assert repository is not None
    head = repository.find("HEAD")
    assert head is not None
    repository.contents(blob.id for blob in repository.tree(head).values())


def test_the_folder_of_another_login_says_what_allows_it(top: Path) -> None:
    """The very command, with the folder as git spells it."""
    with pytest.raises(Hindered) as hindered:
        _read(top / "data", **FOREIGN)
    assert hindered.value.condition == "foreign"
    assert f"git config --global --add safe.directory {top}" in words_of(hindered.value)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives folders away")
def test_a_folder_that_really_is_somebody_elses(top: Path) -> None:
    """As on a shared drive, in WSL, after sudo."""
    for path in (top, top / ".git", *(top / ".git").rglob("*")):
        os.chown(path, 12345, 12345)
    with pytest.raises(Hindered) as hindered:
        _read(top / "data")
    assert hindered.value.condition == "foreign"


def test_the_line_of_the_settings_is_named(top: Path) -> None:
    """Whoever mends them need not look for it."""
    put(top, ".git/config", "[core]\n\trepositoryformatversion = 0\n[remote\n")
    with pytest.raises(Hindered) as hindered:
        _read(top / "data")
    assert ".git/config:3" in words_of(hindered.value)


def test_a_copy_that_left_something_out_is_not_damaged(top: Path) -> None:
    """What was never fetched can be fetched."""
    git(top, "config", "uploadpack.allowFilter", "true")
    git(top.parent, "clone", "--quiet", "--no-checkout", "--filter=blob:none", top.as_uri(), "part")
    with pytest.raises(Incomplete):
        _read(top.parent / "part")


SAID: dict[str, Hindrance | None] = {
    "fatal: bad config line 1 in file .git/config": "settings",
    "fatal: bad boolean config value 'x' for 'core.bare'": "settings",
    "fatal: unable to access '/x/.gitconfig': Permission denied": "settings",
    "fatal: unable to access 'https://x/': Could not resolve host: x": None,
    "warning: unable to access '/x/.config/git/attributes': Permission denied": None,
    "fatal: Expected git repo version <= 1, found 9": "newer",
    "fatal: unknown repository extension found:\n\tx": "newer",
    "fatal: Unable to create '/x/.git/index.lock': File exists.": "busy",
    "error: could not lock config file .git/config: File exists": "busy",
    "error: insufficient permission for adding an object to repository database .git/objects": "closed",
    "fatal: .git/index: index file open failed: Permission denied": "list_damaged",
    "fatal: cannot open '.git/FETCH_HEAD': Permission denied": "closed",
    "fatal: write error: No space left on device": "full",
    "error: unable to write file x: Disk quota exceeded": "full",
    "fatal: packed object 1234 (stored in .git/objects/pack/x.pack) is corrupt": "damaged",
    "fatal: bad revision 'xyz^{commit}'": None,
    "fatal: Not a valid commit name 1234": None,
    "fatal: bad object 1234": None,
}


@pytest.mark.parametrize("said", SAID)
def test_gits_words_are_known_for_what_they_mean(said: str) -> None:
    """A name that means nothing is no damage, a warning no refusal."""
    assert condition_in(said) == SAID[said]


def test_whatever_is_not_known_is_said_plainly(top: Path) -> None:
    """What git said is kept for technicians."""
    repository = find_repository(top, git_environment())
    assert repository is not None
    with pytest.raises(EnvironmentProblem) as refused:
        repository.git.run(["rev-parse", "--verify", "khong-co"])
    assert "Needed a single revision" in refused.value.technical
    assert "Needed a single revision" not in words_of(refused.value)
