"""Whether the main copy has a submission, also where a platform has made other revisions of it: squashed, rebased, taken over."""

from __future__ import annotations

from ct58.records import record
from ct58.vcs.authorship import own_revisions
from ct58.vcs.git import Git
from ct58.vcs.joining import is_ancestor, meeting_point
from ct58.vcs.shared import Shared, Tip
from ct58.vcs.trailers import facts_in


@record
class Taken:
    """That the main copy has all of a submission; `by` is the revision that tells how, where one does."""

    by: str | None = None


def taken_in(shared: Shared, tip: Tip) -> Taken | None:
    """Whether and how the main copy, as it was seen last, has a submission."""
    main = shared.approved()
    return taken_up_to(shared.git, main.id, tip.revision.id, tip.name) if main else None


def taken_up_to(git: Git, main: str, tip: str, name: str) -> Taken | None:
    """Whether a line has another: whole; all its content, now or where it says so; or each of its changes by itself."""
    if is_ancestor(git, tip, main):
        return Taken(by=tip)
    base = meeting_point(git, main, tip)
    files = _differing(git, base, tip) if base else frozenset()
    if base is None or not files:
        return None
    for id_ in _that_name(git, base, main, name):
        if not files & _differing(git, id_, tip):
            return Taken(by=id_)
    is_there = not files & _differing(git, main, tip) or _has_the_pieces(git, base, main, tip)
    return Taken() if is_there else None


def _differing(git: Git, one: str, other: str) -> frozenset[str]:
    said = git.run(["diff-tree", "-r", "-z", "--name-only", "--no-renames", one, other])
    return frozenset(said.decode("utf-8", "surrogateescape").split("\0")[:-1])


def _that_name(git: Git, base: str, main: str, name: str) -> list[str]:
    """What the main copy got since, and says that it is of a submission; the content must bear it out."""
    asked = ["log", "--format=%x01%H%x00%b", "--fixed-strings", f"--grep={name}", main, f"^{base}", "--"]
    said = (git.ask(asked) or b"").decode("utf-8", "replace")
    entries = (entry.partition("\0") for entry in said.split("\x01")[1:])
    return [id_ for id_, _nul, body in entries if facts_in(body).submission == name]


def _has_the_pieces(git: Git, base: str, main: str, tip: str) -> bool:
    """Whether each change since two lines parted was taken over by itself, as a rebase does."""
    asked = ["rev-list", "--cherry-pick", "--right-only", "--no-merges", f"{main}...{tip}", "--"]
    left = set((git.ask(asked) or b"").decode("ascii").split())
    made = [revision.id for revision in own_revisions(git, tip, [base]) if revision.changes_something]
    return bool(made) and left.isdisjoint(made)
