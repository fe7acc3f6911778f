"""The sides that a comparison is asked for: folders, or revisions by their names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path

from ct58.errors import EnvironmentProblem
from ct58.i18n import N_, msg
from ct58.services.reading.data_source import DataSource, FolderSource, whole_folder
from ct58.services.reading.revision_names import named_revision
from ct58.services.reading.revision_source import RevisionSource, content_ids_in
from ct58.store.digests import ContentIds
from ct58.store.sources import find_data_folder
from ct58.vcs.repository import Repository, Revision, repository_of


class NamedSources:
    """What names mean beside a data folder. Its repository is looked for once, and only if a name needs it."""

    def __init__(
        self,
        root: Path,
        cache_of: Callable[[Path], Path],
        environment: Mapping[str, str],
        today: dt.date,
        newest: RevisionSource | None = None,
    ) -> None:
        """`newest` is what stands in for a folder that is not on the disk."""
        self._root = root
        self._newest = newest
        self._cache_of = cache_of
        self._environment = environment
        self._today = today

    @cached_property
    def _repository(self) -> Repository:
        if self._newest is not None:
            return self._newest.repository
        return repository_of(self._root, self._environment)

    def as_it_is(self) -> DataSource:
        """The data folder itself. Raises EnvironmentProblem where it is not on the disk."""
        if self._newest is not None:
            raise EnvironmentProblem(
                msg(N_("There is no data folder here to compare with, only its history.")),
                msg(N_("Name both sides, for example: ct58 diff HEAD~ HEAD")),
            )
        return whole_folder(self._root, self._cache_of(self._root), self._environment)

    def named(self, name: str) -> DataSource:
        """A data folder where the name is one on the disk, else a revision.

        Raises BadUsage for a name that means neither, EnvironmentProblem where there is no history.
        """
        folder = _folder(name)
        if folder is not None:
            return FolderSource(folder, self._cache_of(folder))
        issued_in = self._newest or FolderSource(self._root, self._cache_of(self._root))
        return self._kept(named_revision(self._repository, name, issued_in, self._today))

    def branching_point(self, name: str, of: Revision | None) -> DataSource:
        """Where the history of a revision (None: of the folder as it is) left the one that is named.

        So that what was joined to that one meanwhile is no part of the change. A folder is taken as it is,
        and a revision too where the two are not known to meet, as in a shallow copy.
        """
        named = self.named(name)
        tip = (of or self._repository.find("HEAD")) if named.revision else None
        start = self._repository.meeting_point(named.revision, tip) if named.revision and tip else None
        return self._kept(start) if start else named

    def last_kept(self) -> DataSource:
        """The newest revision. Raises EnvironmentProblem where nothing has been kept yet."""
        head = self._repository.find("HEAD")
        if head is None:
            raise EnvironmentProblem(
                msg(N_("Nothing has been kept yet, so there is nothing to compare with."))
            )
        return self._kept(head)

    def _kept(self, revision: Revision) -> DataSource:
        cache = self._cache_of(self._root)
        return RevisionSource(self._root, cache, self._repository, revision, content_ids=self._content_ids)

    @cached_property
    def _content_ids(self) -> ContentIds:
        """One for all revisions that are named, because they have most contents in common."""
        return content_ids_in(self._cache_of(self._root))


def _folder(name: str) -> Path | None:
    """The data folder at a path, if there is one."""
    if not Path(name).is_dir():
        return None
    try:
        return find_data_folder(name, {}, Path())
    except EnvironmentProblem:
        return None
