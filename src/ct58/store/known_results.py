"""What was worked out of records and is remembered by the digest of all that it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import islice
from typing import Any, TypeVar, cast

from ct58.domain.records.places import OFFICE_FILE, PROGRAMME_FILE
from ct58.store.hashing import DIGEST_SIZE, Digest, digest_of

T = TypeVar("T")
MOST_RESULTS = 2_000
"""An answer about a year has a hundred of them."""
_NOT_THERE = bytes(DIGEST_SIZE)
"""In place of the digest of a file that is not there."""


class KnownResults:
    """Key → answer, the newest last; each is packed by itself, so that what nobody asks for costs little."""

    def __init__(
        self,
        read: Callable[[], dict[bytes, bytes]],
        write: Callable[[Mapping[bytes, bytes]], None],
        packed: Callable[[object], bytes],
        unpacked: Callable[[bytes], Any],
    ) -> None:
        self._read = read
        self._write = write
        self._packed = packed
        self._unpacked = unpacked
        self._new: dict[bytes, bytes] = {}

    def recall(self, key: bytes) -> object | None:
        """The answer, if it is known."""
        found = self._new.get(key) or self._kept.get(key)
        try:
            return None if found is None else self._unpacked(found)
        except Exception:  # noqa: BLE001 - whatever is wrong with a cache, it is worked out instead
            return None

    def keep(self, key: bytes, answer: object) -> None:
        """Remember an answer."""
        self._new[key] = self._packed(answer)

    def save(self) -> None:
        """Write down what is new, and what others have kept meanwhile."""
        if self._new:
            found = self._read() | self._new
            self._write(dict(islice(found.items(), max(0, len(found) - MOST_RESULTS), None)))
            self._new = {}

    @cached_property
    def _kept(self) -> dict[bytes, bytes]:
        return self._read()


class ResultsOf:
    """Those of the records of one state: an answer rests on the reports of some periods, and on what judges reports."""

    def __init__(
        self,
        results: KnownResults,
        digests: Mapping[str, Digest],
        judging: Sequence[str],
        files_of: Callable[[str], Iterable[str]],
    ) -> None:
        """`judging`: the files that judge reports; `files_of`: period → the files of its reports."""
        self._digests = digests
        self._judging = judging
        self._files_of = files_of
        self._states: dict[str, bytes] = {}
        self._results = results
        self.save = results.save

    def once(self, periods: Iterable[str], asked: tuple[object, ...], work_out: Callable[[], T]) -> T:
        """What is worked out of the reports of some periods; not again while they and all that judges them say the same."""
        key = self._key(periods, asked)
        found = self._results.recall(key)
        if found is None:
            found = work_out()
            self._results.keep(key, found)
        return cast("T", found)

    def _key(self, periods: Iterable[str], asked: tuple[object, ...]) -> bytes:
        """By the contents of all these files, and by the words of what is asked."""
        states = [self._judges, *(self._state(period) for period in sorted(periods))]
        return digest_of(b"".join(states) + repr(asked).encode())

    @cached_property
    def _judges(self) -> bytes:
        return self._digest([PROGRAMME_FILE, OFFICE_FILE, *self._judging])

    def _state(self, period: str) -> bytes:
        if period not in self._states:
            self._states[period] = self._digest(self._files_of(period))
        return self._states[period]

    def _digest(self, files: Iterable[str]) -> bytes:
        ordered, digest_of_file = sorted(files), self._digests.get
        contents = [digest_of_file(file, _NOT_THERE) for file in ordered]
        return digest_of(b"".join((*contents, "\n".join(ordered).encode())))
