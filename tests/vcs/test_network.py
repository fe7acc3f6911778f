"""Talking to another repository: no question is asked, and each refusal has its reason."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.repositories import begin, git, git_environment, keep, put

from ct58.errors import EnvironmentProblem
from ct58.vcs import network
from ct58.vcs.git import Git, GitRefused
from ct58.vcs.network import Denied, Offline, fetch, knock, push


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """A repository and a bare one that knows as much."""
    made = begin(tmp_path / "kho")
    put(made, "a.txt", "a")
    keep(made)
    git(tmp_path, "clone", "--quiet", "--bare", str(made), str(tmp_path / "chung.git"))
    git(made, "remote", "add", "origin", str(tmp_path / "chung.git"))
    return made


def program(folder: Path, said: str, status: int = 128) -> dict[str, str]:
    """An environment in which ssh says something and fails."""
    path = folder / "ssh"
    path.write_text(f"#!/bin/sh\necho '{said}' >&2\nexit {status}\n", "utf-8")
    path.chmod(0o755)
    return {**git_environment(), "GIT_SSH_COMMAND": str(path), "GIT_SSH_VARIANT": "simple"}


def test_what_became_of_each_place(top: Path) -> None:
    """Done; moved, where one holds something else than was expected, and none of them then; no name is an option."""
    git_ = Git(top, git_environment())
    head = git(top, "rev-parse", "HEAD")
    said = push(git_, "origin", [f"{head}:refs/heads/x"], {"refs/heads/x": ""})
    assert said == {"refs/heads/x": "done"}
    said = push(git_, "origin", [f"{head}:refs/heads/y", ":refs/heads/x"], {"refs/heads/x": "1" * 40})
    assert said == {"refs/heads/y": "moved", "refs/heads/x": "moved"}
    assert git(top, "ls-remote", "--heads", "origin", "y") == ""
    with pytest.raises(EnvironmentProblem):
        push(git_, "--exec=touch x", [f"{head}:refs/heads/z"])
    assert not (top / "x").exists()


def test_what_is_handed_in_is_not_signed(top: Path) -> None:
    """Most shared places take no signature, which is no reason to say that nobody answers."""
    git(top, "config", "push.gpgSign", "true")
    git(top, "config", "gpg.program", "khong-co")
    head = git(top, "rev-parse", "HEAD")
    said = push(Git(top, git_environment()), "origin", [f"{head}:refs/heads/x"], {"refs/heads/x": ""})
    assert said == {"refs/heads/x": "done"}


def test_nobody_answers(top: Path, tmp_path: Path) -> None:
    """A share that is away."""
    (tmp_path / "chung.git").rename(tmp_path / "away.git")
    with pytest.raises(Offline):
        fetch(Git(top, git_environment()), "origin", ["+refs/heads/*:refs/remotes/origin/*"])


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ("Permission denied (publickey).", Denied),
        ("ssh: Could not resolve hostname kho.example.invalid", Offline),
        ("fatal: detected dubious ownership in repository", Denied),
        ("fatal: fatal: could not read Username: terminal prompts disabled", Denied),
        ("ssh: connect to host kho.example.invalid port 22: Connection timed out", Offline),
    ],
)
def test_each_refusal_has_its_reason(top: Path, tmp_path: Path, said: str, refusal: type[Exception]) -> None:
    """By what the other side, or the way to it, says."""
    git(top, "remote", "set-url", "origin", "ssh://kho.example.invalid/chung.git")
    with pytest.raises(refusal):
        knock(Git(top, program(tmp_path, said)), "origin")


def test_what_nobody_foresaw_is_gits_own_refusal(top: Path) -> None:
    """To be told with --debug."""
    with pytest.raises(GitRefused):
        push(Git(top, git_environment()), "origin", ["không có:refs/heads/x"])


def test_it_does_not_wait_for_ever(top: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A time that is used up is nobody answering."""
    git(top, "remote", "set-url", "origin", "ssh://kho.example.invalid/chung.git")
    waiting = {**program(tmp_path, ""), "GIT_SSH_COMMAND": "sleep 5;:"}
    monkeypatch.setattr(network, "SHORT_PATIENCE", 0.2)
    with pytest.raises(Offline):
        network.knock(Git(top, waiting), "origin")
