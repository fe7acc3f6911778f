"""What a repository is told once: settings of its own, attributes of its files, its hooks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from ct58.vcs.git import Git

UNSPECIFIED = "unspecified"


def setting(git: Git, key: str) -> str | None:
    """A setting of the repository itself."""
    said = git.ask(["config", "--local", "--get", key])
    return None if said is None else said.decode("utf-8", "replace").removesuffix("\n")


def set_setting(git: Git, key: str, value: str) -> None:
    """Give a setting of the repository itself."""
    git.run(["config", "--local", key, value])


def attributes(git: Git, file: str, names: Iterable[str]) -> Mapping[str, str]:
    """What git's attribute files say of a file, there or not; `unspecified` where they say nothing."""
    said = git.run(["check-attr", "-z", *names, "--", file]).decode("utf-8", "replace").split("\0")
    return dict(zip(said[1::3], said[2::3], strict=False))


def git_ignores(git: Git, file: str) -> bool:
    """Whether git passes a file over, there or not."""
    any_name = {"GIT_LITERAL_PATHSPECS": "0"}  # this command refuses to be told that names are literal
    code, _said = git.outcome(["check-ignore", "--quiet", "--no-index", "--", file], any_name)
    return code == 0


def hooks_folder(git: Git, folder: Path) -> Path:
    """Where git looks for the hooks of a repository; `folder` is the one that `git` runs in."""
    for scope in ("--worktree", "--local", "--global"):
        said = git.ask(["config", scope, "--type=path", "--get", "core.hooksPath"])
        if said is not None:
            return top(git) / said.decode().strip()
    common = git.run(["rev-parse", "--git-common-dir"]).decode("utf-8", "surrogateescape")[:-1]
    return folder / common / "hooks"


def top(git: Git) -> Path:
    """The folder that the repository is checked out in. Raises EnvironmentProblem for a bare one."""
    return Path(git.run(["rev-parse", "--show-toplevel"]).decode("utf-8", "surrogateescape")[:-1])
