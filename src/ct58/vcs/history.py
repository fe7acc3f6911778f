"""Who changed which files of the data, and when; merges and moves are followed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from ct58.records import positional_record, record
from ct58.vcs.repository import INFO, Repository, Revision, parse_revision

_HEAD = "\x01"
_NO_OBJECT = frozenset("0")
SHORTEST = 7
"""How long git's short ids are at least; where the line of work has no revision yet, no id tells how long."""


@positional_record
class Touch:
    """A file that a revision changed: its path below the data folder, and the objects before and after.

    None where it was not there. `before` is that of a merge's first side, `others` are those of its other sides.
    """

    file: str
    before: str | None
    after: str | None
    others: tuple[str | None, ...] = ()

    @property
    def sides(self) -> tuple[str | None, ...]:
        """The objects before, side by side."""
        return (self.before, *self.others)

    @property
    def is_of_mode_only(self) -> bool:
        """Whether the content stayed as it was, as where only its permissions were changed."""
        return all(id_ == self.after for id_ in self.sides)


@record
class RevisionStep:
    """One revision, with what it changed of the files that were asked for."""

    revision: Revision
    touches: tuple[Touch, ...]


@positional_record
class Move:
    """A file that a revision took elsewhere: its path below the data folder before and after, and how alike in percent."""

    old: str
    new: str
    likeness: int


@record
class Moves:
    """The files that a revision took elsewhere, and every path that it left empty, with the object that was there.

    `former` is the folder from which the data came as a whole (it ends with a slash, or is empty); then its
    paths were the same below that one, and `gone` tells what was there.
    """

    files: tuple[Move, ...]
    gone: Mapping[str, str]
    former: str | None = None


def revision_steps(
    repository: Repository, paths: Sequence[str], start: str = "HEAD"
) -> Iterator[RevisionStep]:
    """The revisions that changed some paths of the data, the newest first.

    A merge is one of them only where it says something that neither of its sides said. Paths count from
    the data folder; a folder means all below it, none at all means everything.
    """
    asked = [
        *("log", "-z", "--raw", "--no-abbrev", "--no-renames", "--no-ext-diff", "--no-textconv", "-c"),
        *("--no-relative", "--no-color", "--no-notes", "--encoding=UTF-8", f"--format={_HEAD}{INFO}"),
        *("--end-of-options", start, "--", *(f"{repository.below}{path}" for path in paths or ["."])),
    ]
    said = repository.git.ask(asked)
    if said is None and repository.git.ask(["rev-parse", "--verify", "--quiet", start]) is not None:
        said = repository.git.run(asked)  # only a line without any revision yet has no history
    words = (said or b"").decode("utf-8", "surrogateescape").split("\0")
    return _steps(words, repository.prefix, len(repository.head) or SHORTEST)


def moves(repository: Repository, revision: Revision, side: int = 0) -> Moves:
    """What a revision took elsewhere within the data, as git recognises it by its content.

    Of a merge it is told against one of its sides.
    """
    asked = [
        *("diff-tree", "-r", "-z", "--raw", "--no-abbrev", "-M", "-l1000", "--diff-filter=DR"),
        *("--no-ext-diff", "--no-textconv", "--no-relative", f"{revision.id}^{side + 1}", revision.id),
    ]
    said = (repository.git.ask(asked) or b"").decode("utf-8", "surrogateescape")
    found = list(_departures(iter(said.split("\0")[:-1])))
    former = _former_folder([move for move, _object in found], repository.prefix)
    before = repository.prefix if former is None else former
    inside = [_below(move, before, repository.prefix) for move, _object in found]
    return Moves(
        files=tuple(move for move in inside if move and move.new and move.old != move.new),
        gone={move.old: object_ for move, (_, object_) in zip(inside, found, strict=True) if move},
        former=former,
    )


def _departures(words: Iterator[str]) -> Iterator[tuple[Move, str]]:
    """What went, each with the object that it was; what went for good has no new path."""
    for word in words:
        _mode, _new_mode, object_, _new_object, how = word.split(" ")
        old = next(words)
        yield Move(old, *((next(words), int(how[1:])) if how.startswith("R") else ("", 0))), object_


def _former_folder(found: Sequence[Move], prefix: str) -> str | None:
    """The folder that most of the files that came into the data were taken from, at the same paths below it."""
    came = [move for move in found if move.new.startswith(prefix) and not move.old.startswith(prefix or "\0")]
    tails = ((move.old, move.new.removeprefix(prefix)) for move in came)
    votes = Counter(old.removesuffix(tail) for old, tail in tails if f"/{old}".endswith(f"/{tail}"))
    best, count = votes.most_common(1)[0] if votes else (prefix, 0)
    return best if best != prefix and 2 * count > len(came) else None


def _below(move: Move, before: str, prefix: str) -> Move | None:
    """A move with its paths below the data folder; None for one that is not within it."""
    if not (move.old.startswith(before) and (not move.new or move.new.startswith(prefix))):
        return None
    return Move(move.old.removeprefix(before), move.new.removeprefix(prefix), move.likeness)


def descendants(repository: Repository, revision: Revision, tip: str) -> frozenset[str]:
    """The ids of the revisions up to a tip that build on a revision; itself is none of them."""
    asked = ["rev-list", "--ancestry-path", "--end-of-options", tip, f"^{revision.id}", "--"]
    return frozenset((repository.git.ask(asked) or b"").decode("ascii").split())


def _steps(words: Sequence[str], prefix: str, length: int) -> Iterator[RevisionStep]:
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
                yield RevisionStep(revision=revision, touches=tuple(touches))
            fields = [word.removeprefix(_HEAD), *words[place + 1 : place + 5]]
            fields[1] = fields[0][:length]
            revision, touches = parse_revision("\0".join(fields)), []
            place += 5
        elif word.startswith(":"):
            touch = _touch(word, words[place + 1].removeprefix(prefix))
            if words[place + 1].startswith(prefix) and not touch.is_of_mode_only:
                touches.append(touch)
            place += 2
        else:
            place += 1
    if revision is not None:
        yield RevisionStep(revision=revision, touches=tuple(touches))


def _touch(raw: str, file: str) -> Touch:
    """`:mode mode id id letter`; of a merge there are as many modes and ids as parents, and one more."""
    parents = len(raw) - len(raw.lstrip(":"))
    ids = [_object(id_) for id_ in raw.split(" ")[parents + 1 : -1]]
    return Touch(file, ids[0], ids[-1], tuple(ids[1:-1]))


def _object(id_: str) -> str | None:
    return None if set(id_) <= _NO_OBJECT else id_
