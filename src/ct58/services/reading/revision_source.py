"""A revision as the source of a command's data: its files by object, what is remembered of them, and how it is recalled."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ct58.domain.records.committee import Issue
from ct58.domain.records.office import Office
from ct58.domain.records.places import PROGRAMME_FILE, is_ignored, place_of
from ct58.errors import EnvironmentProblem, Finding
from ct58.i18n import N_, msg
from ct58.services.reading.data_source import DataSource, Wants, load_data, memory_of_revisions
from ct58.services.reading.opening import Slice
from ct58.services.reading.revision_files import RevisionFiles
from ct58.store.cache import RecordCache
from ct58.store.data_format import refuse_newer_content
from ct58.store.digests import ContentIds
from ct58.store.sources import Folder, everything

if TYPE_CHECKING:  # what was reported is worked out by few who read a revision
    from ct58.vcs.repository import Blobs, Repository, Revision
    from ct58.views.reported import Recall


class RevisionSource:
    """The data as one revision has it. The working tree is neither read nor touched."""

    def __init__(
        self,
        root: Path,
        cache: Path | None,
        repository: Repository,
        revision: Revision,
        issue: Issue | None = None,
        content_ids: ContentIds | None = None,
        files: Blobs | None = None,
    ) -> None:
        """`content_ids` are shared by several revisions that are read in one run; `files` stand for those of the revision."""
        self.root = root
        self.revision: Revision | None = revision
        self.issue = issue
        self._cache = cache
        self.repository = repository
        self._revision = revision
        self._content_ids = content_ids or content_ids_in(cache)
        self._given_files = files

    @cached_property
    def tree(self) -> Blobs:
        """The files of the revision, by path; also where the data lay in another folder then."""
        if self._given_files is not None:
            return self._given_files
        try:
            return self.repository.tree(self._revision)
        except EnvironmentProblem:
            former = self.repository.folders_with(self._revision, PROGRAMME_FILE)
            if len(former) != 1:
                raise
            return self.repository.at(former[0]).tree(self._revision)

    def read(self, wants: Wants, enters: Wants = everything) -> Folder:
        """The wanted files of the revision; what is no record is only named, as in a folder."""
        records, strays = self._files
        wanted = {file: self.tree[file] for file in records if wants(file)}
        links = {file: blob for file, blob in wanted.items() if blob.is_link}
        targets, astray = self.repository.targets(self.tree, links)
        ids = {**{file: blob.id for file, blob in wanted.items() if not blob.is_link}, **targets}
        findings = tuple(Finding(code="Y014", file=file, line=1, column=1) for file in astray)
        named = {file: b"" for file in strays if wants(file)}
        return Folder(self.root, RevisionFiles(self.repository, ids, named, self._content_ids), findings)

    @cached_property
    def _files(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The records of the revision, and the files that are none; ignored ones left out."""
        records, others = [], []
        for file in self.tree:
            if place_of(file) is not None and not is_ignored(file):
                records.append(file)
            elif not is_ignored(file):
                others.append(file)
        return tuple(records), tuple(others)

    def read_one(self, file: str) -> bytes:
        """One file of the revision."""
        blob = self.tree.get(file)
        if blob is None:
            raise EnvironmentProblem(
                msg(
                    N_("Revision {revision} has no {file} in the data folder."),
                    revision=self._revision.short,
                    file=file,
                )
            )
        return self.repository.contents([blob.id])[blob.id]

    def memory(self) -> RecordCache | None:
        """A cache of its own, above the folder's."""
        return memory_of_revisions(self._cache)


def refuse_newer_revision(repository: Repository, tip: str) -> None:
    """Raises NewerFormat where the data of a revision is of a format that this program is too old for."""
    id_ = repository.object_at(tip, PROGRAMME_FILE)
    if id_ is not None:
        refuse_newer_content(PROGRAMME_FILE, repository.contents([id_])[id_])


def list_ahead(one: RevisionSource, other: RevisionSource) -> None:
    """Have the files of two revisions of a repository listed at the same time."""
    if one.repository is other.repository and one.revision and other.revision:
        one.repository.list_ahead([one.revision, other.revision])


def common_memory(origin: DataSource, target: DataSource) -> RecordCache | None:
    """What remembers the records of two states, so that what they share is recalled once."""
    return (origin if isinstance(origin, RevisionSource) else target).memory()


def content_ids_in(cache: Path | None) -> ContentIds:
    """What is known of the contents of revisions; nothing is read before it is asked."""
    return ContentIds(cache / "revisions" if cache else None)


def recall_from(
    root: Path, cache: Path | None, repository_here: Callable[[], Repository], part: Slice
) -> Recall:
    """The data of a revision, read as the same slice; None without git, or where the revision is not known."""

    def recall(revision: str) -> Office | None:
        try:
            repository = repository_here()
            found = repository.find(revision)
            if found is None:
                return None
            return load_data(RevisionSource(root, cache, repository, found), part.wants).readable
        except EnvironmentProblem:
            return None

    return recall
