"""Which line the folder works on, which other place it belongs to, and where the main copy of that was seen last."""

from __future__ import annotations

from ct58.vcs.git import Git

HEADS = "refs/heads/"


def main_place(git: Git) -> tuple[str, str] | None:
    """Where the main copy of the shared place was seen last, and what it is called there; None where there is none."""
    remote = remote_of(git)
    if remote is None:
        return None
    main = main_name(git, remote)
    return f"refs/remotes/{remote}/{main}", main


def working_branch(git: Git) -> str | None:
    """The name of the line that the folder works on; None where an old state was opened."""
    return (git.ask(["symbolic-ref", "--quiet", "--short", "HEAD"]) or b"").decode().strip() or None


def remote_of(git: Git) -> str | None:
    """The one that the line of work belongs to, else “origin”, else the only one."""
    known = git.run(["remote"]).decode().split()
    if len(known) < 2:
        return known[0] if known else None
    named = _setting(git, f"branch.{working_branch(git)}.remote")
    return next((name for name in (named, "origin") if name in known), None)


def main_name(git: Git, remote: str) -> str:
    """The setting ct58.main, else what the line of work follows, else what the shared place shows first, else its own name."""
    line = working_branch(git)
    follows = (_setting(git, f"branch.{line}.merge") or "").removeprefix(HEADS)
    said = (git.ask(["symbolic-ref", "--quiet", f"refs/remotes/{remote}/HEAD"]) or b"").decode().strip()
    first = said.removeprefix(f"refs/remotes/{remote}/")
    return _setting(git, "ct58.main") or follows or first or line or "main"


def _setting(git: Git, name: str) -> str | None:
    return (git.ask(["config", "--get", name]) or b"").decode("utf-8", "replace").strip() or None
