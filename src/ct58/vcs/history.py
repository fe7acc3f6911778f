"""Who changed which files of the data, and when; merges and moves are followed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ct58.records import positional_record, record
from ct58.vcs.repository import INFO, Repository, Revision, parse_revision

_HEAD = "\x01"
_NO_OBJECT = frozenset("0")


@positional_record
class Touch:
    """A file that a revision changed: its path below the data folder, and the objects before and after."""

    file: str
    before: str | None
    after: str | None


@record
class Step:
    """One revision, with what it changed of the files that were asked for."""

    revision: Revision
    touches: tuple[Touch, ...]


def history(repository: Repository, paths: Sequence[str], start: str = "HEAD") -> Iterator[Step]:
    """The revisions that changed some paths of the data, the newest first.

    A merge is one of them only where it says something that neither of its sides said. Paths count from
    the data folder; a folder means all below it, none at all means everything.
    """
    asked = [
        *("log", "-z", "--raw", "--no-abbrev", "--no-renames", "--no-ext-diff", "--no-textconv", "-c"),
        *("--no-relative", "--no-color", "--no-notes", "--encoding=UTF-8", f"--format={_HEAD}{INFO}"),
        *("--end-of-options", start, "--", *(paths or ["."])),
    ]
    words = (repository.git.ask(asked) or b"").decode("utf-8", "surrogateescape").split("\0")
    head = (repository.git.ask(["rev-parse", "--short", "HEAD"]) or b"").strip()
    return _steps(words, repository.prefix, len(head))


def moved_from(repository: Repository, revision: Revision, file: str) -> str | None:
    """Where a file that a revision added was before, if the same revision took it away there."""
    asked = [
        *("diff-tree", "-r", "-z", "-M", "--no-commit-id", "--no-ext-diff", "--no-textconv"),
        *("--diff-filter=R", "--name-status", revision.id),
    ]
    words = (repository.git.ask(asked) or b"").decode("utf-8", "surrogateescape").split("\0")
    for old, new in zip(words[1::3], words[2::3], strict=False):
        if new == f"{repository.prefix}{file}" and old.startswith(repository.prefix):
            return old.removeprefix(repository.prefix)
    return None


def _steps(words: Sequence[str], prefix: str, length: int) -> Iterator[Step]:
    """A head, parted by NUL into its fields, and then for each file its objects and its path.

    Whole ids of objects are asked for, so the short ones are cut here, to the length of git's own.
    """
    revision: Revision | None = None
    touches: list[Touch] = []
    place = 0
    while place < len(words):
        word = words[place].removeprefix("\n")
        if word.startswith(_HEAD):
            if revision is not None:
                yield Step(revision=revision, touches=tuple(touches))
            fields = [word.removeprefix(_HEAD), *words[place + 1 : place + 5]]
            fields[1] = fields[0][:length]
            revision, touches = parse_revision("\0".join(fields)), []
            place += 5
        elif word.startswith(":"):
            if words[place + 1].startswith(prefix):
                touches.append(_touch(word, words[place + 1].removeprefix(prefix)))
            place += 2
        else:
            place += 1
    if revision is not None:
        yield Step(revision=revision, touches=tuple(touches))


def _touch(raw: str, file: str) -> Touch:
    """`:mode mode id id letter`; of a merge there are as many modes and ids as parents, and one more."""
    parents = len(raw) - len(raw.lstrip(":"))
    ids = raw.split(" ")[parents + 1 : -1]
    return Touch(file, _object(ids[0]), _object(ids[-1]))


def _object(id_: str) -> str | None:
    return None if set(id_) <= _NO_OBJECT else id_
