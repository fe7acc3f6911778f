"""Bringing two lines of work, or three texts, together aside: the folder that people work in is not touched until it is done."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from ct58.errors import EnvironmentProblem
from ct58.i18n import N_, msg
from ct58.records import positional_record, record
from ct58.vcs.git import Committer, Git, GitRefused

_AS_FILES = ("-c", "merge.renames=false", "-c", "rerere.enabled=false", "-c", "commit.template=")
"""Reports look alike: what git takes for a renamed file would often be another unit's."""

MINE, THEIRS = "<<<<<<< bản nháp".encode(), ">>>>>>> bản chính".encode()
"""How the two sides are marked, where they stand side by side in a file."""


DRIVER_SETTING = "merge.ct58.driver"


@record
class Driver:
    """A command that knows what some files mean, whether the repository names it or not; `files` is git's pattern of them."""

    files: str
    command: str


@record
class Joined:
    """A commit that holds both lines; `conflicts` are the files (from the top) that nobody can decide but people."""

    id: str
    conflicts: tuple[str, ...] = ()


def is_ancestor(git: Git, old: str, new: str) -> bool:
    """Whether one commit holds everything of another."""
    return git.ask(["merge-base", "--is-ancestor", old, new]) is not None


def meeting_point(git: Git, one: str, other: str) -> str | None:
    """The last commit that two lines have in common."""
    found = (git.ask(["merge-base", one, other]) or b"").decode().strip()
    return found or None


def commit_of_tree(git: Git, tree: str, parents: Sequence[str], message: str, who: Committer) -> str:
    """A commit of a tree that is there already; nothing points to it yet."""
    named = [word for parent in parents for word in ("-p", parent)]
    return git.line(["commit-tree", *named, "-F", "-", f"{tree}^{{tree}}"], who.variables(), message)


def tree_with(git: Git, tree: str, contents: Mapping[str, bytes | None]) -> str:
    """The tree of a commit with other contents of some files that it has (from the top); None takes one away."""
    with tempfile.TemporaryDirectory(prefix="ct58-", ignore_cleanup_errors=True) as temporary:
        index = {"GIT_INDEX_FILE": str(Path(temporary) / "index")}
        git.run(["read-tree", tree], index)
        top = git.inside(Path(git.line(["rev-parse", "--show-toplevel"])))
        lines = "".join(_index_line(top, path, content, len(tree)) for path, content in contents.items())
        top.run(["update-index", "-z", "--index-info"], index, lines.encode("utf-8", "surrogateescape"))
        return git.line(["write-tree"], index)


def _index_line(git: Git, path: str, content: bytes | None, width: int) -> str:
    """`width` is that of an id: 40 signs, or 64."""
    if content is None:
        return f"0 {'0' * width}\t{path}\0"
    id_ = git.run(["hash-object", "-w", "--stdin", "--no-filters"], given=content).decode().strip()
    return f"100644 {id_}\t{path}\0"


def join(
    git: Git,
    ours: str,
    theirs: str,
    message: str,
    who: Committer,
    driver: Driver | None = None,
) -> Joined:
    """A commit with two parents, made in a folder of its own.

    Where both sides changed the same, the commit holds both, marked as the driver or git marks it, and the
    files are named.
    Raises GitRefused where git cannot bring the two together at all.
    """
    if is_ancestor(git, ours, theirs):
        return Joined(id=commit_of_tree(git, theirs, (ours, theirs), message, who))
    with _aside(git, ours) as aside:
        asked = [
            *_driven_by(driver, aside.folder),
            *_AS_FILES,
            "merge",
            "--quiet",
            "--no-commit",
            "--no-ff",
            "--no-verify",
            theirs,
        ]
        done = aside.start(asked, who.variables())
        conflicts = _unmerged(aside)
        if done.returncode != 0 and not conflicts:
            raise GitRefused(done.stderr.decode("utf-8", "replace").strip() or "merge")
        _name_sides(aside.folder, conflicts, theirs)
        aside.run(["add", "--all"])
        tree = aside.line(["write-tree"])
        return Joined(id=commit_of_tree(aside, tree, (ours, theirs), message, who), conflicts=conflicts)


def _driven_by(driver: Driver | None, folder: Path) -> Sequence[str]:
    """Settings that make git ask a driver for the data's files, unless the repository's attributes say otherwise."""
    if driver is None:
        return ()
    attributes = folder.parent / "attributes"
    attributes.write_text(f"{driver.files} merge=ct58\n", "ascii")
    return ("-c", f"{DRIVER_SETTING}={driver.command}", "-c", f"core.attributesFile={attributes}")


def _name_sides(folder: Path, files: Sequence[str], theirs: str) -> None:
    """The marks of git speak of HEAD and of an id; people read whose side it is, in any language."""
    for path in (folder / file for file in files):
        if path.is_file():
            text = path.read_bytes().replace(b"<<<<<<< HEAD", MINE)
            path.write_bytes(text.replace(b">>>>>>> " + theirs.encode(), THEIRS))


def _unmerged(git: Git) -> tuple[str, ...]:
    listed = git.run(["diff", "--name-only", "-z", "--diff-filter=U", "--no-ext-diff"])
    return tuple(dict.fromkeys(listed.decode("utf-8", "surrogateescape").split("\0")[:-1]))


@contextmanager
def _aside(git: Git, commit: str) -> Iterator[Git]:
    """A second folder of the repository, gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="ct58-", ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary) / "aside"
        git.run(["worktree", "add", "--quiet", "--detach", "--force", str(folder), commit])
        try:
            yield git.inside(folder)
        finally:
            git.ask(["worktree", "remove", "--force", "--force", str(folder)])
    git.ask(["worktree", "prune"])


_MOST_CONFLICTS = 127
"""git says how many conflicts there are by its exit code, at most this; beyond it failed."""


@positional_record
class LineMerge:
    """The merged text, with marks where `conflicts` is not 0."""

    content: bytes
    conflicts: int


def merge_lines(
    base: bytes, ours: bytes, theirs: bytes, names: tuple[str, str], environment: Mapping[str, str]
) -> LineMerge:
    """What git makes of three texts; `names` are what its marks call ours and theirs.

    Raises EnvironmentProblem without git, or for what it takes for no text.
    """
    with tempfile.TemporaryDirectory() as folder:
        for name, content in (("ours", ours), ("base", base), ("theirs", theirs)):
            Path(folder, name).write_bytes(content)
        labels = ("-L", names[0], "-L", "base", "-L", names[1])
        asked = ["merge-file", "--stdout", "--quiet", *labels, "ours", "base", "theirs"]
        code, said = Git(Path(folder), environment).outcome(asked)
    if not 0 <= code <= _MOST_CONFLICTS:
        raise EnvironmentProblem(msg(N_("git cannot merge this file line by line.")))
    return LineMerge(content=said, conflicts=code)
