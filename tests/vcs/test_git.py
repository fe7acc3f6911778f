"""Running git: never anything that the data's repository brings along."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.support.refusals import words_of
from tests.support.repositories import ISOLATED, begin, git, git_environment, keep, put

from ct58.errors import EnvironmentProblem
from ct58.vcs.git import Committer, Git, git_on


def test_a_refusal_is_not_said_in_gits_words(tmp_path: Path) -> None:
    """They are kept for technicians."""
    with pytest.raises(EnvironmentProblem) as refused:
        Git(begin(tmp_path), git_environment()).run(["rev-parse", "--verify", "khong-co"])
    assert "Needed a single revision" in refused.value.technical
    assert "fatal" not in words_of(refused.value)


def test_asking_takes_no_for_an_answer(tmp_path: Path) -> None:
    """None, no refusal."""
    assert Git(begin(tmp_path), git_environment()).ask(["rev-parse", "--verify", "khong-co"]) is None


def test_without_git_the_refusal_says_so(tmp_path: Path) -> None:
    """And that all else works."""
    with pytest.raises(EnvironmentProblem) as refused:
        Git(tmp_path, {**ISOLATED, "PATH": str(tmp_path)}).run(["version"])
    assert "not installed" in words_of(refused.value)


def test_on_windows_git_is_looked_for_in_path_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not in the folder where one stands, which may have come from anywhere; a name in PATH without a place means that, too."""
    put(tmp_path, "here/git.exe", "")
    put(tmp_path, "tools/git.exe", "")
    monkeypatch.chdir(tmp_path / "here")
    assert git_on(os.pathsep.join(("", ".", str(tmp_path / "none")))) is None
    assert git_on(os.pathsep.join((".", str(tmp_path / "tools")))) == str(tmp_path / "tools" / "git.exe")


def test_a_folder_that_is_gone_is_no_git_that_is_not_there(tmp_path: Path) -> None:
    """Python says the same of both."""
    with pytest.raises(EnvironmentProblem) as refused:
        Git(tmp_path / "khong-co", git_environment()).run(["version"])
    said = f"{tmp_path / 'khong-co'}: there is no such file or folder."
    assert words_of(refused.value).strip() == said


@pytest.mark.skipif(os.name == "nt", reason="Windows knows programs by their ending")
def test_a_git_that_cannot_be_started_says_why(tmp_path: Path) -> None:
    """It is there, so it need not be installed."""
    put(tmp_path, "git", "")
    with pytest.raises(EnvironmentProblem) as refused:
        Git(tmp_path, {**ISOLATED, "PATH": str(tmp_path)}).run(["version"])
    assert "not installed" not in words_of(refused.value)


def test_the_folder_alone_decides_which_repository_is_meant(tmp_path: Path) -> None:
    """A hook that calls ct58 has exported its own repository."""
    mine, other = begin(tmp_path / "mine"), begin(tmp_path / "other")
    put(mine, "a.txt", "a")
    id_ = keep(mine)
    exported = {"GIT_DIR": str(other / ".git"), "GIT_WORK_TREE": str(other), "GIT_INDEX_FILE": "x"}
    found = Git(mine, {**git_environment(), **exported}).run(["rev-parse", "HEAD"])
    assert found.decode().strip() == id_


def test_no_hook_monitor_or_alias_of_the_repository_is_run(tmp_path: Path) -> None:
    """Each of them would leave a trace."""
    repository, trace = begin(tmp_path / "repository"), tmp_path / "trace"
    put(repository, "a.txt", "a")
    keep(repository)
    put(repository, ".git/spy", f"#!/bin/sh\ntouch '{trace}'\n")
    (repository / ".git/spy").chmod(0o755)
    for name in ("core.fsmonitor", "core.pager", "gpg.program", "alias.status", "core.sshCommand"):
        git(repository, "config", name, str(repository / ".git/spy"))
    git(repository, "config", "log.showSignature", "true")
    reading = Git(repository, git_environment())
    reading.run(["status", "--porcelain"])
    reading.run(["log", "-1"])
    assert not trace.exists()


def test_several_questions_are_answered_in_their_order(tmp_path: Path) -> None:
    """However long an answer is, and whichever ends first; a no is None."""
    top = begin(tmp_path)
    put(top, "dai.txt", "x" * 3_000_000)
    keep(top)
    large, no, small = (
        ["cat-file", "blob", "HEAD:dai.txt"],
        ["cat-file", "-e", "HEAD:khong"],
        ["cat-file", "-t", "HEAD"],
    )
    answers = Git(top, git_environment()).ask_each([small, large, no, large])
    assert answers == [b"commit\n", b"x" * 3_000_000, None, b"x" * 3_000_000]


def test_a_removal_that_the_index_knows_already_is_committed(tmp_path: Path) -> None:
    """As after a commit that was cut short, by a full disk or a person; and with it what else is named."""
    top = begin(tmp_path)
    put(top, "a.yaml", "a")
    put(top, "b.yaml", "b")
    keep(top)
    git(top, "rm", "--quiet", "a.yaml")
    put(top, "b.yaml", "c")
    put(top, "mới.yaml", "d")
    names = ["a.yaml", "b.yaml", "mới.yaml"]
    assert Git(top, git_environment()).commit(names, "x", Committer(name="Hoa", email="h@example.invalid"))
    assert git(top, "status", "--porcelain") == ""
    assert git(top, "ls-files", "-z").split("\0")[:-1] == names[1:]
