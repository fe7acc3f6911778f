"""What a line of work brings: what it says otherwise than the main copy did where the line left it.

`diff --since`, `check --since`, `submit`, `review` and a platform's pull request all begin where `departure` says.
What was joined to the main copy meanwhile is then no part of the work, and nothing of it looks deleted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ct58.errors import EnvironmentProblem
from ct58.i18n import N_, msg
from ct58.records import record
from ct58.vcs.joining import both_texts
from ct58.vcs.repository import Blob, Blobs, Repository, Revision, blob_id


@record
class Departure:
    """Where a line of work left another. `files` are given where it left it several times: what both lines knew of by then."""

    revision: Revision
    files: Blobs | None = None


def departure(repository: Repository, main: Revision, work: Revision) -> Departure | None:
    """Where the work left the main copy, or met it last; None where the two have nothing in common.

    Raises EnvironmentProblem where this copy of the history is too short to tell.
    """
    said = repository.git.ask(["merge-base", "--all", main.id, work.id])
    ids = said.decode("ascii").split() if said else []
    if not ids and repository.is_shallow:
        raise EnvironmentProblem(
            msg(N_("This copy holds too little of the history to tell where the work left the main copy.")),
            msg(N_("Fetch the rest first: git fetch --unshallow")),
        )
    if not ids:
        return None
    revision = repository.revision(ids[0])
    files = _known_to_both(repository, ids) if len(ids) > 1 else None
    return Departure(revision=revision, files=files)


def _known_to_both(repository: Repository, ids: Sequence[str]) -> Blobs | None:
    """The files of several revisions together, as if they had been joined; None where the data lay elsewhere then.

    Lines of work cross when each takes over from the other: a submission is approved while its sender joins what
    was approved before.
    """
    try:
        trees = [repository.tree(repository.revision(id_)) for id_ in ids]
        together = trees[0]
        for id_, tree in zip(ids[1:], trees[1:], strict=True):
            together = dict(_joined(repository, _common(repository, ids[0], id_), together, tree))
    except EnvironmentProblem:
        return None
    return together


def _common(repository: Repository, one: str, other: str) -> Blobs:
    said = repository.git.ask(["merge-base", one, other])
    return repository.tree(repository.revision(said.decode("ascii").split()[0])) if said else {}


def _joined(repository: Repository, base: Blobs, one: Blobs, other: Blobs) -> Mapping[str, Blob]:
    """File by file what either side made of it; the lines of both where both changed one."""
    found = {}
    for file in one.keys() | other.keys():
        old, mine, theirs = base.get(file), one.get(file), other.get(file)
        blob = theirs if mine == old else mine
        if mine and theirs and old not in (mine, theirs) and mine != theirs:
            blob = _both(repository, old, mine, theirs)
        if blob is not None:
            found[file] = blob
    return found


def _both(repository: Repository, old: Blob | None, mine: Blob, theirs: Blob) -> Blob:
    """A content of its own, which is known from then on like one that git keeps."""
    texts = repository.contents(blob.id for blob in (old, mine, theirs) if blob)
    content = both_texts(repository.git, texts[old.id] if old else b"", texts[mine.id], texts[theirs.id])
    id_ = blob_id(content, mine.id)
    repository.known[id_] = content
    return Blob(id_)
