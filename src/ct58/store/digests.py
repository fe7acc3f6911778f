"""What a content is known by, wherever it comes from: the SHA-256 of its bytes."""

from __future__ import annotations

import hashlib
from abc import abstractmethod
from collections.abc import Iterable, Mapping
from typing import NewType

from ct58.errors import Sources

Digest = NewType("Digest", bytes)
"""Not to be taken for a content, which is bytes, too."""


class Unread(Mapping[str, bytes]):
    """Files whose digests are known, so that their contents are read only where somebody asks for them."""

    @abstractmethod
    def digests(self) -> Mapping[str, Digest]:
        """File → digest of its content."""

    @abstractmethod
    def fetch(self, files: Iterable[str]) -> None:
        """Read some of the contents at once, because they are going to be asked for."""


def digest_of(content: bytes) -> Digest:
    """The digest of a content."""
    return Digest(hashlib.sha256(content).digest())


def digests_of(sources: Sources) -> Mapping[str, Digest]:
    """File → digest of its content."""
    if isinstance(sources, Unread):
        return sources.digests()
    return {file: digest_of(content) for file, content in sources.items()}


def fetch_contents(sources: Sources, files: Iterable[str]) -> None:
    """Say which contents are going to be asked for."""
    if isinstance(sources, Unread):
        sources.fetch(files)
