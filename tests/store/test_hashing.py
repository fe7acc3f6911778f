"""Digests, and what is behind a seal."""

from __future__ import annotations

import hashlib

import pytest

from ct58.store.hashing import DIGEST_SIZE, digest_of, sealed, unsealed


@pytest.mark.parametrize("content", [b"", b"x", bytes(100_000)])
def test_a_digest_is_that_of_the_standard_library(content: bytes) -> None:
    """Whichever module works it out."""
    assert digest_of(content) == hashlib.blake2b(content, digest_size=DIGEST_SIZE).digest()


def test_what_is_behind_a_seal_comes_back() -> None:
    """Only as it was put there."""
    content = sealed(b"body")
    assert unsealed(content) == b"body"
    for bad in (b"", content[:-1], content + b"x", b"x" + content[1:]):
        with pytest.raises(ValueError, match=r"^$"):
            unsealed(bad)
