"""The sides that a comparison is asked for: folders, or revisions by their names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path

from ct58.errors import BadUsage, EnvironmentProblem
from ct58.i18n import N_, msg
from ct58.services.reading.data_source import DataSource, FolderSource, whole_folder
from ct58.services.reading.revision_names import Tell, named_revision, range_of, untold
from ct58.services.reading.revision_source import RevisionSource, content_ids_in
from ct58.store.digests import ContentIds
from ct58.store.sources import find_data_folder
from ct58.vcs.repository import Blobs, Repository, Revision, repository_of


class NamedSources:
    """What names mean beside a data folder. Its repository is looked for once, and only if a name needs it."""

    def __init__(
        self,
        root: Path,
        cache_of: Callable[[Path], Path],
        environment: Mapping[str, str],
        today: dt.date,
        newest: RevisionSource | None = None,
        tell: Tell = untold,
    ) -> None:
        """`newest` is what stands in for a folder that is not on the disk."""
        self._tell = tell
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
        return self._kept(named_revision(self._repository, name, issued_in, self._today, self._tell))

    def range_in(self, name: str | None) -> tuple[str, str] | None:
        """The two names in `A...B`; None for one name, which a folder's may be though it has dots in it."""
        return range_of(name) if name is not None and _folder(name) is None else None

    def brought(self, since: str, by: str | None) -> tuple[DataSource, DataSource]:
        """The two states between which lies what a revision, or the folder as it is (None), brings since it left another."""
        target = self.as_it_is() if by is None else self.named(by)
        if by is not None and target.revision is None:
            raise BadUsage(
                msg(N_("“{name}” is a folder; only a revision has left another one."), name=by),
                msg(N_("Compare two states: ct58 diff A B")),
            )
        return self.left_at(since, target.revision), target

    def left_at(self, name: str, work: Revision | None) -> DataSource:
        """Where a line of work (None: that of the folder) left the one that is named; a folder is taken as it is.

        Raises EnvironmentProblem where this copy of the history is too short to tell.
        """
        from ct58.vcs.brought import departure

        named = self.named(name)
        if named.revision is None:
            return named
        tip = work or self._repository.find("HEAD")
        main = self._main_copy(name) or named.revision
        found = departure(self._repository, main, tip) if tip else None
        return self._kept(found.revision, found.files) if found else named

    def _main_copy(self, name: str) -> Revision | None:
        """The main copy in the shared place, where a name is that of the line that people here work on themselves."""
        from ct58.vcs.main_place import working_branch
        from ct58.vcs.shared import open_shared

        if name != working_branch(self._repository.git):
            return None
        try:
            shared = open_shared(self._repository)
        except EnvironmentProblem:
            return None
        return shared.approved() if shared.main == name else None

    def last_kept(self) -> DataSource:
        """The newest revision. Raises EnvironmentProblem where nothing has been kept yet."""
        if self._newest is not None:
            return self._newest
        head = self._repository.find("HEAD")
        if head is None:
            raise EnvironmentProblem(
                msg(N_("Nothing has been kept yet, so there is nothing to compare with."))
            )
        return self._kept(head)

    def _kept(self, revision: Revision, files: Blobs | None = None) -> DataSource:
        return RevisionSource(
            self._root,
            self._cache_of(self._root),
            self._repository,
            revision,
            content_ids=self._content_ids,
            files=files,
        )

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
