"""What was worked out of records and is remembered by the digest of all that it rests on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache, cached_property
from itertools import islice
from typing import Any, TypeVar, cast

from ct58.store.hashing import Digest, digest_of

T = TypeVar("T")
MOST_RESULTS = 2_000
"""An answer about a year has a hundred of them."""


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
        judges: Mapping[str, Digest],
        reports_of: Callable[[str], Mapping[str, Digest]],
    ) -> None:
        """`judges`: the files that judge reports → digest; `reports_of`: period → its reports by unit, in order, → digest."""
        self._judges = _state(judges)
        self._state_of = cache(lambda period: _state(reports_of(period)))
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
        states = [self._judges, *map(self._state_of, sorted(periods))]
        return digest_of(b"".join(states) + repr(asked).encode())


def _state(digests: Mapping[str, Digest]) -> Digest:
    return digest_of(b"".join(digests.values()) + "\n".join(digests).encode())
