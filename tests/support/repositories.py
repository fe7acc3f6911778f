"""Real git repositories in temporary folders; no setting of the person who runs the tests reaches them."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

NO_SETTINGS: Mapping[str, str] = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}
"""git without what the person or the computer has told it, the person's name among it."""
ISOLATED: Mapping[str, str] = {
    **NO_SETTINGS,
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


def isolate(monkeypatch: pytest.MonkeyPatch) -> None:
    """git, run by ct58 in this process, finds no setting of the person either."""
    for name, value in ISOLATED.items():
        monkeypatch.setenv(name, value)


def git_environment(day: str = "2021-07-15", who: str = "Lê Thị Hoa") -> dict[str, str]:
    """The environment in which somebody commits on a day, at eight in the morning."""
    when = f"{day}T08:00:00+07:00" if "T" not in day else day
    signed = {
        "GIT_AUTHOR_NAME": who,
        "GIT_AUTHOR_EMAIL": "hoa@example.invalid",
        "GIT_AUTHOR_DATE": when,
        "GIT_COMMITTER_NAME": who,
        "GIT_COMMITTER_EMAIL": "hoa@example.invalid",
        "GIT_COMMITTER_DATE": when,
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return {**kept, **ISOLATED, **signed}


def git(folder: Path, *arguments: str, day: str = "2021-07-15", who: str = "Lê Thị Hoa") -> str:
    """Run git in a folder and return what it said; without git, as in a box with Windows' Python, the test is skipped."""
    if shutil.which("git") is None:
        pytest.skip("needs git")  # like `needs_git`, for fixtures
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env=git_environment(day, who), capture_output=True, check=True
    )
    return done.stdout.decode("utf-8", "surrogateescape").strip()


def begin(folder: Path) -> Path:
    """An empty repository with a branch `main`."""
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    return folder


def keep(folder: Path, subject: str = "Cập nhật", day: str = "2021-07-15", who: str = "Lê Thị Hoa") -> str:
    """Commit everything below a folder; returns the commit's id."""
    git(folder, "add", "--all", day=day, who=who)
    git(folder, "commit", "--quiet", "--allow-empty", "--no-verify", "-m", subject, day=day, who=who)
    return git(folder, "rev-parse", "HEAD")


def put(folder: Path, file: str, text: str) -> None:
    """Write one file below a folder, byte for byte."""
    path = folder / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
