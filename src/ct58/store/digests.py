"""What a content is known by, wherever it comes from: the digest of its bytes, remembered by the id that git gives it."""

from __future__ import annotations

import contextlib
import struct
from abc import abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from ct58.errors import Sources
from ct58.store.digest_tree import DigestTree, tree_of
from ct58.store.folders import put_sealed, sealed_bytes
from ct58.store.hashing import DIGEST_SIZE, Digest, digest_of

MOST_BYTES = 5_000_000
"""No record is longer; what is, is no record, and is not read."""


class Unread(Mapping[str, bytes]):
    """Files whose digests are known, so that their contents are read only where somebody asks for them."""

    @abstractmethod
    def digests(self) -> DigestTree:
        """File → digest of its content."""

    @abstractmethod
    def fetch(self, files: Iterable[str]) -> None:
        """Read some of the contents at once, because they are going to be asked for."""


class WithChanges(Unread):
    """Some files with others in their place, and without those of which None is said."""

    def __init__(self, sources: Sources, changes: Mapping[str, bytes | None]) -> None:
        self._sources = sources
        self._changes = changes

    def digests(self) -> DigestTree:
        """Only those of what changes are worked out."""
        changed = self._changes.items()
        return digests_of(self._sources).with_changes(
            {file: None if content is None else digest_of(content) for file, content in changed}
        )

    def fetch(self, files: Iterable[str]) -> None:
        """Read some of those that stay as they are."""
        fetch_contents(self._sources, (file for file in files if file not in self._changes))

    def __getitem__(self, file: str) -> bytes:
        content = self._changes[file] if file in self._changes else self._sources[file]
        if content is None:
            raise KeyError(file)
        return content

    def __iter__(self) -> Iterator[str]:
        yield from (file for file in self._sources if file not in self._changes)
        yield from (file for file, content in self._changes.items() if content is not None)

    def __len__(self) -> int:
        return sum(1 for _file in self)


def digests_of(sources: Sources) -> DigestTree:
    """File → digest of its content."""
    if isinstance(sources, Unread):
        return sources.digests()
    return tree_of({file: digest_of(content) for file, content in sources.items()})


def fetch_contents(sources: Sources, files: Iterable[str]) -> None:
    """Say which contents are going to be asked for."""
    if isinstance(sources, Unread):
        sources.fetch(files)


MOST_IDS = 50_000
"""Some ten states of a large office; whoever looks back further reads again."""


class ContentIds:
    """Id → digest. A damaged file is the same as none; a folder that cannot be written to only costs time."""

    def __init__(self, folder: Path | None) -> None:
        self._file = folder / "contents.cache" if folder else None
        self._new: dict[str, Digest] = {}

    def get(self, id_: str) -> Digest | None:
        """The digest of a content, if it is known."""
        return self._new.get(id_) or self._kept.get(id_.encode("ascii"))

    def remember(self, digests: Mapping[str, Digest]) -> None:
        """Keep some digests, and with them what others have kept meanwhile."""
        self._new |= digests
        if self._file is not None and digests:
            new = {id_.encode("ascii"): digest for id_, digest in self._new.items()}
            newest = list((_read(self._file) | new).items())[-MOST_IDS:]
            length = len(next(iter(digests)))
            _write(self._file, length, [entry for entry in newest if len(entry[0]) == length])

    @cached_property
    def _kept(self) -> Mapping[bytes, Digest]:
        return _read(self._file) if self._file else {}


def _read(file: Path) -> dict[bytes, Digest]:
    """Under a seal the length of an id, then each id with its digest."""
    try:
        body = sealed_bytes(file)
    except (OSError, ValueError):
        return {}
    return dict(struct.iter_unpack(f"{body[0]}s{DIGEST_SIZE}s", body[1:]))


def _write(file: Path, length: int, digests: Sequence[tuple[bytes, Digest]]) -> None:
    body = bytes([length]) + b"".join(id_ + digest for id_, digest in digests)
    with contextlib.suppress(OSError):
        put_sealed(file, body)
