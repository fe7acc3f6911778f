"""The files of a revision: what was read once is known by git's id, and only the rest is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from ct58.errors import Sources
from ct58.store.digest_tree import DigestTree, tree_of
from ct58.store.digests import ContentIds, Unread
from ct58.store.hashing import digest_of

if TYPE_CHECKING:
    from ct58.vcs.repository import Repository


class RevisionFiles(Unread):
    """Files by the ids of their contents, and some whose contents are at hand (`given`)."""

    def __init__(
        self, repository: Repository, ids: Mapping[str, str], given: Sources, known: ContentIds
    ) -> None:
        self._repository = repository
        self._ids = ids
        self._given = given
        self._known = known

    def digests(self) -> DigestTree:
        """The digest of each; contents that were never read are read now, by one process."""
        unknown = {id_ for id_ in self._ids.values() if self._known.get(id_) is None}
        if unknown:
            contents = self._repository.contents(unknown)
            self._known.remember({id_: digest_of(content) for id_, content in contents.items()})
        found = {file: digest_of(content) for file, content in self._given.items()}
        for file, id_ in self._ids.items():
            digest = self._known.get(id_)
            assert digest is not None  # each was known, or was read just now
            found[file] = digest
        return tree_of(found)

    def fetch(self, files: Iterable[str]) -> None:
        """Have some of the contents read by one process."""
        self._repository.contents([self._ids[file] for file in files if file in self._ids])

    def __getitem__(self, file: str) -> bytes:
        """The content; if nobody has said which ones will be asked for, that of every file is read."""
        if file in self._given:
            return self._given[file]
        id_ = self._ids[file]
        if id_ not in self._repository.known:
            self.fetch(self._ids)
        return self._repository.known[id_]

    def __contains__(self, file: object) -> bool:
        return file in self._ids or file in self._given

    def __iter__(self) -> Iterator[str]:
        yield from self._ids
        yield from self._given

    def __len__(self) -> int:
        return len(self._ids) + len(self._given)
