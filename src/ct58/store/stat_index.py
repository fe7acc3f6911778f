"""What each file of a folder held when it was read last, so that one that cannot have changed is not read again.

The rule of belief: a file is known by what the system says of it (size, times, inode) only after it was read twice, at least
three seconds apart, and the system said the same each time. A change in between was seen by the second reading; one after it comes
later than any clock of a disk takes for a tick, so its time of change is another. Both readings are timed by the clock that only runs
forward, of one boot: the clocks of a share and of this computer may differ, and either may be set.

A file of fixed rows under a hash: numbers, digests and names, nothing else. Damaged, foreign or not there, it is none, and every
file is read.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import struct
import time
from collections.abc import Callable, Container
from functools import cached_property
from operator import attrgetter
from pathlib import Path
from typing import cast

from ct58.store.digests import Digest, digest_of
from ct58.store.folders import is_own, own_bytes, put_own

IS_TOLD = os.name == "posix"
"""Whether the system tells when a file was changed. Windows only tells when it was made."""
APART = 3.0
"""Seconds between two readings: more than the tick of any disk's clock."""
FEW = 20
"""So many new readings, and a fiftieth of all, are not worth a new file."""
_MAGIC = b"ct58 files 1\n"
_STATUS = struct.Struct("<QqqQQ")
_SEEN = struct.Struct("<d")
_DIGEST = slice(_STATUS.size, _STATUS.size + 32)
_ROW = _DIGEST.stop + _SEEN.size
"""What the system says of a file, the digest of its content, and when it was read first."""
_SEAL = hashlib.sha256().digest_size
_BELIEVED = _SEEN.pack(0)
"""In place of the moment of the first reading."""
_MOST = 2**64 - 1
_BOOT = Path("/proc/sys/kernel/random/boot_id")

FileStatus = tuple[int, int, int, int, int]
"""Size, times of change of the content and of the file itself in nanoseconds, inode, disk."""
status_of: Callable[[os.stat_result], FileStatus] = attrgetter(
    "st_size", "st_mtime_ns", "st_ctime_ns", "st_ino", "st_dev"
)
"""What the system says of a file."""


class StatIndex:
    """The readings of a folder's files; a file that cannot be written only costs time."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._file = folder / "files.index"
        self._clock = clock
        self._changed = 0

    def believed(self, file: str, entry: os.DirEntry[str]) -> Digest | None:
        """The digest of a file's content, where it cannot be another than when it was read."""
        row = self._rows.get(file)
        if row is None or not row.endswith(_BELIEVED):
            return None
        return (
            cast("Digest", row[_DIGEST])
            if row.startswith(_packed(entry.stat(follow_symlinks=False)))
            else None
        )

    def note(self, file: str, before: os.stat_result, content: bytes, after: os.stat_result) -> Digest:
        """Keep a reading, by what the system said before and after it; the content's digest."""
        digest, said, now = digest_of(content), _packed(before), self._clock()
        if said != _packed(after):
            return digest
        row = self._rows.get(file, b"")
        first = _SEEN.unpack(row[_DIGEST.stop :])[0] if row.startswith(said + digest) else now
        if not row.startswith(said + digest) or now < first:
            self._put(file, said + digest + _SEEN.pack(now or 1e-9))
        elif not row.endswith(_BELIEVED) and now - first >= APART:
            self._put(file, said + digest + _BELIEVED)
        return digest

    def _put(self, file: str, row: bytes) -> None:
        self._rows[file] = row
        self._changed += 1

    def save(self, files: Container[str] | None = None) -> None:
        """Write the readings, of some files only where they are all there are, if enough are new: who reads a few again loses little."""
        if self._changed <= FEW + len(self._rows) // 50:
            return
        rows = {file: row for file, row in self._rows.items() if files is None or file in files}
        body = _MAGIC + self._boot + b"\n" + len(rows).to_bytes(4, "little")
        body += b"".join(rows.values())
        body += "\n".join(rows).encode("utf-8", "surrogateescape")
        with contextlib.suppress(OSError):
            put_own(self._file, hashlib.sha256(body).digest() + body)
        self._changed = 0

    @cached_property
    def _rows(self) -> dict[str, bytes]:
        try:
            content = own_bytes(self._file) if is_own(self._file.parent) else b""
            rows, boot = _read(content)
        except (OSError, ValueError):
            return {}
        if boot == self._boot:
            return rows
        return {file: row for file, row in rows.items() if row.endswith(_BELIEVED)}

    @cached_property
    def _boot(self) -> bytes:
        """Of which run of which computer the clock is."""
        try:
            return _BOOT.read_bytes().strip()
        except OSError:
            return os.uname().nodename.encode("utf-8", "surrogateescape")


def _packed(found: os.stat_result) -> bytes:
    """The beginning of the row of a file of which the system says this; of a disk it may say a number below 0."""
    *file, disk = status_of(found)
    return _STATUS.pack(*file, disk & _MOST)


def _read(content: bytes) -> tuple[dict[str, bytes], bytes]:
    """The rows of a file of ours, and of which boot they are. Raises ValueError for any other."""
    seal, body = content[:_SEAL], content[_SEAL:]
    if hashlib.sha256(body).digest() != seal or not body.startswith(_MAGIC):
        raise ValueError
    boot, _, rest = body.removeprefix(_MAGIC).partition(b"\n")
    end = 4 + _ROW * int.from_bytes(rest[:4], "little")
    names = rest[end:].decode("utf-8", "surrogateescape").split("\n")
    rows = [rest[at : at + _ROW] for at in range(4, min(end, len(rest)), _ROW)]
    return dict(zip(names, rows, strict=True)), boot
