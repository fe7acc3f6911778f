"""Which revision a data folder stands at: what a document says about where its numbers come from."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from ct58.errors import EnvironmentProblem
from ct58.records import record
from ct58.vcs.repository import Repository, Revision, differing, find_repository


@record
class CurrentRevision:
    """The revision that a folder was last at, and whether its data has been changed since."""

    id: str
    when: dt.datetime
    has_changes: bool


def current_revision(
    folder: Path, environment: Mapping[str, str], is_data: Callable[[str], bool]
) -> CurrentRevision | None:
    """The revision of a data folder; None without git, outside of a repository, or before the first one.

    Files are compared by content, without git's filters; only those count that `is_data` says are the data's.
    """
    try:
        repository = find_repository(folder, environment)
        head = repository.find("HEAD") if repository else None
    except EnvironmentProblem:
        return None
    if repository is None or head is None:
        return None
    return CurrentRevision(
        id=head.short, when=head.when, has_changes=_has_changes(repository, head, folder, is_data)
    )


def _has_changes(
    repository: Repository, head: Revision, folder: Path, is_data: Callable[[str], bool]
) -> bool:
    """Whether the data differs from a revision; data that the revision does not have at all is a change."""
    try:
        tree = repository.tree(head)
    except EnvironmentProblem:
        return True
    return any(map(is_data, differing(tree, dict(_contents(folder, is_data)))))


def _contents(folder: Path, is_data: Callable[[str], bool]) -> Iterator[tuple[str, bytes]]:
    """The data's files on the disk, by their path below the folder."""
    for top, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            path = Path(top, name)
            file = path.relative_to(folder).as_posix()
            if is_data(file) and path.is_symlink():
                yield file, os.fsencode(path.readlink())
            elif is_data(file) and path.is_file():
                yield file, path.read_bytes()
