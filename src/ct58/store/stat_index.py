"""What each file of a folder held when it was read last, so that one that cannot have changed is not read again.

The rule of belief: a file is known by what the system says of it (size, times, inode) only after it was read twice, at least
three seconds apart, and the system said the same each time. A change in between was seen by the second reading; one after it comes
later than any clock of a disk takes for a tick, so its time of change is another. Both readings are timed by the clock that only runs
forward, of one boot: the clocks of a share and of this computer may differ, and either may be set.

A folder is asked about at once: in most nothing has changed, and one comparison says so of all its files. Names, digests and what the
system said, under a hash; damaged, foreign or not there, it is none, and every file is read.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import struct
import time
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from functools import cache, cached_property
from itertools import chain
from operator import attrgetter
from pathlib import Path

from ct58.store.cache import unpickled
from ct58.store.digest_tree import (
    NO_FILES,
    FolderDigests,
    by_folder,
    count_names,
    folder_digests,
    joined_names,
    split_at_folder,
)
from ct58.store.folders import put_sealed, sealed_bytes
from ct58.store.hashing import DIGEST_SIZE, Digest

IS_TOLD = os.name == "posix"
"""Whether the system tells when a file was changed. Windows only tells when it was made."""
APART = 3.0
"""Seconds between two readings: more than the tick of any disk's clock."""
FEW = 20
"""So many new readings, and a fiftieth of all, are not worth a new file."""
_MAGIC = b"ct58 files 2\n" + NO_FILES.whole
"""What a folder without files is known by tells how all folders are: rows that were made otherwise would never fit."""
_STATUS = "QqqQQ"
_SIZE = struct.calcsize(f"<{_STATUS}")
_SEEN = struct.Struct("<d")
_BELIEVED = 0.0
"""In place of the moment of the first reading."""
_MOST = 2**64 - 1
_BOOT = Path("/proc/sys/kernel/random/boot_id")

FileStatus = tuple[int, int, int, int, int]
"""Size, times of change of the content and of the file itself in nanoseconds, inode, disk."""
status_of: Callable[[os.stat_result], FileStatus] = attrgetter(
    "st_size", "st_mtime_ns", "st_ctime_ns", "st_ino", "st_dev"
)
"""What the system says of a file."""
_Row = tuple[bytes, Digest, float]
"""Of a file: what the system says of it, the digest of its content, and when it was read first."""
_Rows = tuple[tuple[str, bytes, Digest], bytes, bytes]
"""Of a folder's files what they are known by (`FolderDigests`); in the order of their names, in a row, what the system says of them; and
when they were read first, or nothing where all are believed."""


class StatIndex:
    """The readings of a folder's files; a file that cannot be written only costs time."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._file = folder / "files.index"
        self._clock = clock
        self._noted: dict[str, _Row] = {}
        self._changed = 0
        self._rows_in = cache(self._rows_in)  # type: ignore[method-assign]

    def believed(self, folder: str, files: Mapping[str, os.DirEntry[str]]) -> FolderDigests:
        """Of some files of a folder those whose contents cannot be others than when they were read. They are given by name, in order."""
        if folder not in self._folders:
            return NO_FILES
        digests, said, seen = self._folders[folder]
        try:
            found = _packed([entry.stat(follow_symlinks=False) for entry in files.values()])
        except OSError:  # one is gone: each is read, and says what is wrong with it
            return NO_FILES
        if found == said and not seen and joined_names(files) == digests[0]:
            return FolderDigests(*digests)
        rows = self._rows_in(folder)
        return folder_digests(
            {
                name: rows[name][1]
                for name, packed in zip(files, _cut(found, _SIZE), strict=True)
                if name in rows and rows[name][0] == packed and rows[name][2] == _BELIEVED
            }
        )

    def note(self, file: str, before: os.stat_result, digest: Digest, after: os.stat_result) -> None:
        """Keep a reading: what the content came to, and what the system said before and after it."""
        said, now = _packed([before]), self._clock()
        if said != _packed([after]):
            return
        known_said, known_digest, first = self._row_of(file)
        is_the_same = (known_said, known_digest) == (said, digest)
        if not is_the_same or now < first:
            self._put(file, (said, digest, now or 1e-9))
        elif first != _BELIEVED and now - first >= APART:
            self._put(file, (said, digest, _BELIEVED))

    def _put(self, file: str, row: _Row) -> None:
        self._noted[file] = row
        self._changed += 1

    def save(self, files: Container[str] | None = None) -> None:
        """Write the readings, of some files only where they are all there are, if enough are new: who reads a few again loses little."""
        if self._changed <= FEW:
            return
        rows = {folder + name: row for folder in self._folders for name, row in self._rows_in(folder).items()}
        rows |= self._noted
        if self._changed <= FEW + len(rows) // 50:
            return
        kept = {file: rows[file] for file in sorted(rows) if files is None or file in files}
        folders = {folder: _together(of_folder) for folder, of_folder in by_folder(kept).items()}
        body = _MAGIC + self._boot + b"\n" + pickle.dumps(folders, pickle.HIGHEST_PROTOCOL)
        with contextlib.suppress(OSError):
            put_sealed(self._file, body)
        self._changed = 0

    def _row_of(self, file: str) -> _Row:
        """What is known of a file; of one that is not known, what is true of none."""
        folder, name = split_at_folder(file)
        nothing = b"", Digest(b""), _BELIEVED
        return self._noted.get(file) or self._rows_in(folder).get(name, nothing)

    def _rows_in(self, folder: str) -> Mapping[str, _Row]:
        """A folder's files one by one; those that were read once in another boot are not known."""
        if folder not in self._folders:
            return {}
        known, said, seen = self._folders[folder]
        digests = FolderDigests(*known).by_name()
        moments = _SEEN.iter_unpack(seen or _SEEN.pack(_BELIEVED) * len(digests))
        rows = zip(digests.items(), _cut(said, _SIZE), moments, strict=True)
        return {
            name: (status, digest, first)
            for (name, digest), status, (first,) in rows
            if self._is_of_this_boot or first == _BELIEVED
        }

    @cached_property
    def _folders(self) -> Mapping[str, _Rows]:
        return self._kept[1]

    @cached_property
    def _is_of_this_boot(self) -> bool:
        return self._kept[0] == self._boot

    @cached_property
    def _kept(self) -> tuple[bytes, Mapping[str, _Rows]]:
        """Of which boot the index is, and the rows of each folder."""
        try:
            return _read(sealed_bytes(self._file))
        except (OSError, ValueError):
            return b"", {}

    @cached_property
    def _boot(self) -> bytes:
        """Of which run of which computer the clock is."""
        try:
            return _BOOT.read_bytes().strip()
        except OSError:
            return os.uname().nodename.encode("utf-8", "surrogateescape")


def _packed(found: Sequence[os.stat_result]) -> bytes:
    """What the system says of some files, in a row; of a disk it may say a number below 0."""
    said = chain.from_iterable(map(status_of, found))
    try:
        return struct.pack(f"<{_STATUS * len(found)}", *said)
    except struct.error:
        unsigned = ((*file, disk & _MOST) for *file, disk in map(status_of, found))
        return b"".join(struct.pack(f"<{_STATUS}", *file) for file in unsigned)


def _cut(row: bytes, size: int) -> Iterable[bytes]:
    return (part for (part,) in struct.iter_unpack(f"{size}s", row))


def _together(rows: Mapping[str, _Row]) -> _Rows:
    digests = folder_digests({name: digest for name, (_said, digest, _first) in rows.items()})
    said = b"".join(said for said, _digest, _first in rows.values())
    moments = [first for _said, _digest, first in rows.values()]
    seen = b"".join(map(_SEEN.pack, moments)) if any(moments) else b""
    return (digests.joined, digests.row, digests.whole), said, seen


def _read(body: bytes) -> tuple[bytes, Mapping[str, _Rows]]:
    """The boot and the rows of a file of ours. Raises ValueError for any other."""
    if not body.startswith(_MAGIC):
        raise ValueError
    boot, _, packed = body.removeprefix(_MAGIC).partition(b"\n")
    try:
        folders = dict(unpickled(packed))
        are_ours = all(_fit(*rows) for rows in folders.values())
    except Exception as error:  # whatever is wrong with it
        raise ValueError from error
    if not are_ours:
        raise ValueError
    return boot, folders


def _fit(digests: tuple[str, bytes, Digest], said: bytes, seen: bytes) -> bool:
    """Whether there is as much of each as there are names."""
    count = count_names(digests[0])
    sizes = len(digests[1]), len(said), len(seen) or count * _SEEN.size
    return sizes == (count * DIGEST_SIZE, count * _SIZE, count * _SEEN.size)
