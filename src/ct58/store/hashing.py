"""What a content is known by, and the seal of what is remembered: BLAKE2b, from the standard library's own module where it is there.

`hashlib` brings OpenSSL along, which takes more memory than the records of an office, and 2 ms of every start.
"""

from __future__ import annotations

from typing import NewType

try:
    from _blake2 import blake2b
except ImportError:  # another Python than CPython
    from hashlib import blake2b

DIGEST_SIZE = 32
Digest = NewType("Digest", bytes)
"""Not to be taken for a content, which is bytes, too."""


def digest_of(content: bytes) -> Digest:
    """The digest of a content."""
    return Digest(blake2b(content, digest_size=DIGEST_SIZE).digest())


def sealed(body: bytes) -> bytes:
    """A content of ours behind its digest."""
    return digest_of(body) + body


def unsealed(content: bytes) -> bytes:
    """The content behind its digest. Raises ValueError where the one is not the other's: it is damaged, or not ours."""
    seal, body = content[:DIGEST_SIZE], content[DIGEST_SIZE:]
    if digest_of(body) != seal:
        raise ValueError
    return body
