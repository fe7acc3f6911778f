"""Remembering what is known to be valid, in the user's cache folder, never in the data folder.

A record is kept under the hash of its file's bytes, so a changed file is always read again. Records
come back through an unpickler that makes nothing but ct58's own records, dates and decimals.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import pickle
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path as FilePath

from ct58 import __version__
from ct58.errors import Path
from ct58.store.layout import Place
from ct58.store.schema import Record

Entry = tuple[Record, Mapping[Path, int]]
_PLAIN_TYPES = {
    ("datetime", "date"),
    ("decimal", "Decimal"),
    ("copyreg", "_reconstructor"),
    ("builtins", "object"),
}


class RecordCache:
    """Valid records by kind of file, one cache file a group, read when first asked for.

    A damaged, foreign or outdated cache file is the same as none; a folder that cannot be written to
    only costs time.
    """

    def __init__(self, folder: FilePath) -> None:
        self._folder = folder
        self._known: dict[str, dict[bytes, Entry]] = {}
        self._used: dict[str, dict[bytes, Entry]] = {}
        self._changed: set[str] = set()

    def recall(self, place: Place, content: bytes) -> Entry | None:
        """The record of a content, if it is known to be valid."""
        group = _group(place)
        if group not in self._known:
            self._known[group] = self._read(group)
        digest = hashlib.sha256(content).digest()
        entry = self._known[group].get(digest)
        if entry is not None:
            self._used.setdefault(group, {})[digest] = entry
        return entry

    def keep(self, place: Place, content: bytes, record: Record, lines: Mapping[Path, int]) -> None:
        """Remember a record that is valid by itself."""
        group = _group(place)
        self._used.setdefault(group, {})[hashlib.sha256(content).digest()] = (record, dict(lines))
        self._changed.add(group)

    def save(self) -> None:
        """Write the groups that have something new, with only what was used: old contents are forgotten."""
        for group in self._changed:
            with contextlib.suppress(OSError):
                self._write(group, self._used[group])
        self._changed.clear()

    def _read(self, group: str) -> dict[bytes, Entry]:
        try:
            content = (self._folder / f"{group}.cache").read_bytes()
            stamp, entries = _RecordUnpickler(io.BytesIO(content)).load()
        except Exception:  # noqa: BLE001 - whatever is wrong with a cache, the data is read instead
            return {}
        return entries if stamp == _stamp() else {}

    def _write(self, group: str, entries: Mapping[bytes, Entry]) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=self._folder, suffix=".tmp")
        with os.fdopen(descriptor, "wb") as stream:
            pickle.dump((_stamp(), entries), stream, protocol=pickle.HIGHEST_PROTOCOL)
        os.replace(name, self._folder / f"{group}.cache")


class _RecordUnpickler(pickle.Unpickler):
    """Makes ct58's records and plain values only, so that a foreign cache file can run no code."""

    def find_class(self, module: str, name: str) -> object:
        is_record = module.startswith("ct58.domain.") and name[:1].isupper()
        if not is_record and (module, name) not in _PLAIN_TYPES:
            raise pickle.UnpicklingError(f"{module}.{name}")
        return super().find_class(module, name)


def _group(place: Place) -> str:
    """One cache file a kind; reports by period, so that one period can be read alone."""
    return f"report-{place.period}" if place.kind == "report" else place.kind


def _stamp() -> str:
    """What the cached records depend on: the version, and the code of the records themselves."""
    domain = FilePath(__file__).parent.parent / "domain"
    newest = max(entry.stat().st_mtime_ns for entry in os.scandir(domain))
    return f"{__version__} {sys.version_info[:2]} {newest}"
