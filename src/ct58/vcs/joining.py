"""Bringing two lines of work, or three texts, together aside: the folder that people work in is not touched until it is done."""

from __future__ import annotations

import datetime as dt
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


def at_this_moment(git: Git, who: Committer) -> tuple[Committer, dt.datetime]:
    """Somebody who commits now, by git's clock, and when that is: what is said of it and what git keeps then agree."""
    ident = git.line(["var", "GIT_COMMITTER_IDENT"], who.variables())
    seconds, zone = ident.rsplit(" ", 2)[1:]
    offset = dt.timedelta(hours=int(zone[:3]), minutes=int(f"{zone[0]}{zone[3:]}"))
    moment = dt.datetime.fromtimestamp(int(seconds), dt.timezone(offset))
    return Committer(name=who.name, email=who.email, when=moment.isoformat()), moment


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
    tree = _joined_tree(git, ours, theirs, driver)
    if tree is not None:
        return Joined(id=commit_of_tree(git, tree, (ours, theirs), message, who))
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
        conflicts = unmerged(aside)
        if done.returncode != 0 and not conflicts:
            raise GitRefused(done.stderr.decode("utf-8", "replace").strip() or "merge")
        _name_sides(aside.folder, conflicts, theirs)
        aside.run(["add", "--all"])
        tree = aside.line(["write-tree"])
        return Joined(id=commit_of_tree(aside, tree, (ours, theirs), message, who), conflicts=conflicts)


def _joined_tree(git: Git, ours: str, theirs: str, driver: Driver | None) -> str | None:
    """The tree of both, made of objects alone, in a tenth of the time; None where somebody must decide, or git is too old for it.

    Attributes are read from files, so those of our side are laid into an empty folder; None where they lie in many.
    """
    listed = (git.ask(["ls-tree", "-r", "--full-tree", "--name-only", "-z", ours]) or b"").split(b"\0")
    attributes = [path for path in listed if path.endswith(b".gitattributes")]
    if attributes not in ([], [b".gitattributes"]):
        return None
    with tempfile.TemporaryDirectory(prefix="ct58-", ignore_cleanup_errors=True) as temporary:
        folder = Path(temporary) / "aside"
        folder.mkdir()
        if attributes:
            (folder / ".gitattributes").write_bytes(git.run(["cat-file", "blob", f"{ours}:.gitattributes"]))
        place = git.line(["rev-parse", "--absolute-git-dir"])
        asked = ["merge-tree", "--write-tree", ours, theirs]
        code, said = git.inside(folder).outcome(
            [f"--git-dir={place}", *_driven_by(driver, folder), *_AS_FILES, *asked]
        )
    return said.decode("ascii", "replace").strip() if code == 0 else None


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


def unmerged(git: Git) -> tuple[str, ...]:
    """The files (from the top) that two states differ in and nobody has settled, where git was joining them."""
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
    code, said = _merged(
        Git(Path(), environment), base, ours, theirs, "-L", names[0], "-L", "base", "-L", names[1]
    )
    if not 0 <= code <= _MOST_CONFLICTS:
        raise EnvironmentProblem(msg(N_("git cannot merge this file line by line.")))
    return LineMerge(content=said, conflicts=code)


def both_texts(git: Git, base: bytes, ours: bytes, theirs: bytes) -> bytes:
    """Three texts in one, with the lines of both sides where both changed the same; ours where one is no text."""
    code, said = _merged(git, base, ours, theirs, "--union")
    return said if code == 0 else ours


def _merged(git: Git, base: bytes, ours: bytes, theirs: bytes, *options: str) -> tuple[int, bytes]:
    """The exit code and the answer of git's own merge of three texts."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in (("ours", ours), ("base", base), ("theirs", theirs)):
            Path(folder, name).write_bytes(content)
        asked = ["merge-file", "--stdout", "--quiet", *options, "ours", "base", "theirs"]
        return git.inside(Path(folder)).outcome(asked)
