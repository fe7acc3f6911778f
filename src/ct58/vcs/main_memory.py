"""What this copy remembers of the main copy: how it was seen last, and what was there and went.

The main copy only grows, as ct58 does it; by a forced push it can be set back. What it was before is then kept in this
copy, so that nothing of it is lost, until the main copy has it again.
"""

from __future__ import annotations

from ct58.vcs.git import Git
from ct58.vcs.joining import is_ancestor

_SEEN, _LOST, _TOLD = "refs/ct58/main-copy", "refs/ct58/lost/", "refs/ct58/told/"


def remember_main(git: Git, now: str | None) -> None:
    """Keep how the main copy is now (None: gone), and what it was before where that is no part of it any more."""
    seen = (git.ask(["rev-parse", "--verify", "--quiet", _SEEN]) or b"").decode("ascii").strip()
    if seen == (now or ""):
        return
    if seen and not (now and is_ancestor(git, seen, now)):
        git.run(["update-ref", f"{_LOST}{seen}", seen])
    git.run(["update-ref", _SEEN, now] if now else ["update-ref", "-d", _SEEN])


def lost_states(git: Git) -> tuple[str, ...]:
    """What the main copy was and is no more, the oldest first."""
    listed = git.run(["for-each-ref", "--sort=committerdate", "--format=%(objectname)", _LOST])
    return tuple(listed.decode("ascii").split())


def is_told(git: Git, lost: str, who: str) -> bool:
    """Whether somebody (by the name in ASCII) has been told of it in this copy."""
    return git.ask(["rev-parse", "--verify", "--quiet", f"{_TOLD}{lost}/{who}"]) is not None


def note_told(git: Git, lost: str, who: str) -> None:
    """Remember that somebody was told of it."""
    git.run(["update-ref", f"{_TOLD}{lost}/{who}", lost])


def forget_lost(git: Git, lost: str) -> None:
    """The main copy has it all again."""
    told = git.run(["for-each-ref", "--format=%(refname)", f"{_TOLD}{lost}"]).decode().split()
    for ref in (f"{_LOST}{lost}", *told):
        git.run(["update-ref", "-d", ref])
