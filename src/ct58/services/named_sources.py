"""The two sides that a comparison is asked for: folders, or revisions by their names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path

from ct58.errors import EnvironmentProblem
from ct58.i18n import N_, msg
from ct58.services.data_source import DataSource, FolderSource, RevisionSource
from ct58.services.revision_names import named_revision
from ct58.store.sources import find_data_folder
from ct58.vcs.repository import repository_of


def named_source(
    name: str,
    root: Path,
    cache_of: Callable[[Path], Path],
    environment: Mapping[str, str],
    today: dt.date,
) -> DataSource:
    """A data folder where the name is one on the disk, else a revision of `root`.

    Raises BadUsage for a name that means neither, EnvironmentProblem where there is no history.
    """
    folder = _folder(name)
    if folder is not None:
        return FolderSource(folder, cache_of(folder))
    repository = repository_of(root, environment)
    found = named_revision(repository, name, FolderSource(root, cache_of(root)), today)
    return RevisionSource(root, cache_of(root), repository, found)


def last_kept(root: Path, cache: Path, environment: Mapping[str, str]) -> DataSource:
    """The newest revision. Raises EnvironmentProblem where nothing has been kept yet."""
    repository = repository_of(root, environment)
    head = repository.find("HEAD")
    if head is None:
        raise EnvironmentProblem(msg(N_("Nothing has been kept yet, so there is nothing to compare with.")))
    return RevisionSource(root, cache, repository, head)


def _folder(name: str) -> Path | None:
    """The data folder at a path, if there is one."""
    if not Path(name).is_dir():
        return None
    try:
        return find_data_folder(name, {}, Path())
    except EnvironmentProblem:
        return None
