"""Remembering what is known to be valid, in the user's cache folder, never in the data folder.

A record is kept under the hash of its file's bytes, so a changed file is always read again. A cache file
begins with the hash of the rest, so a damaged one is none; and records come back through an unpickler that
makes nothing but ct58's own records, dates and decimals, so no cache file can run code. Values that many
records share are written once, and the lines of a file stay packed until somebody asks for one.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import os
import pickle
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache, cached_property
from itertools import islice
from pathlib import Path as FilePath
from typing import Any, cast

from ct58 import __version__
from ct58.domain.records.office import Record
from ct58.domain.records.places import Place
from ct58.domain.records.reports import Report
from ct58.domain.time.period import Period
from ct58.errors import Path
from ct58.records import copied, is_record
from ct58.store.digest_tree import DigestTree
from ct58.store.folders import is_own, own_bytes, put_own
from ct58.store.hashing import Digest, digest_of, sealed, unsealed
from ct58.store.known_findings import KnownFindings
from ct58.store.known_reports import (
    NOTHING_REMEMBERED,
    KnownReports,
    ReportTable,
    Unchanged,
    is_of_period,
    unchanged,
)
from ct58.store.known_results import KnownResults
from ct58.store.yaml.schema import RECORD_TYPES

_OF_FOLDERS = ""
"""In place of a period, in what is known of reports: the digests of their folders."""
_OF_PERIOD = "report-"
"""How the group of a period's reports is named."""
_REPORTS = "reports"
"""The group of what is known of reports without recalling them."""
_RESULTS = "results"
MOST_OF_THE_PAST = 500
"""How many records of a kind are remembered of revisions: who looks at one should not make another unknown."""
PackedRecord = tuple[Record, bytes]
"""A record and, packed, the lines of its file."""
_MODELS = 20
"""Records that hold nearly all keys and words of hundreds of their kind."""
_RECORDS = tuple(RECORD_TYPES.values())
_PLAIN_TYPES: Mapping[tuple[str, str], type] = {
    ("datetime", "date"): dt.date,
    ("decimal", "Decimal"): Decimal,
    ("fractions", "Fraction"): Fraction,
}


class RecordCache:
    """Valid records by kind of file, one cache file a group, read when first asked for.

    A damaged, foreign or outdated cache file is the same as none, and so is a folder of somebody else or one that others may
    write to; a folder that cannot be written to only costs time. What it does not know it asks the cache below
    (`base`), and keeps it, too, so that the next look reads one file; nothing is written there, so looking at an
    old revision does not make the folder's own records forgotten.
    """

    def __init__(self, folder: FilePath, base: RecordCache | None = None) -> None:
        self._folder = folder
        self._base = base
        self._known: dict[str, dict[bytes, PackedRecord]] = {}
        self._used: dict[str, dict[bytes, PackedRecord]] = {}
        self._recalled: dict[tuple[str, Digest], tuple[Record, Mapping[Path, int]]] = {}
        self._anew: set[bytes] = set()
        self._changed: set[str] = set()
        self._given: list[KnownReports] = []
        self._noted: defaultdict[str, dict[str, tuple[Digest, Report]]] = defaultdict(dict)
        self.shown: frozenset[str] = frozenset()
        self.findings: KnownFindings = KnownFindings(folder, _stamp, base.findings if base else None)

    @cached_property
    def results(self) -> KnownResults:
        """What was worked out of the records."""
        return KnownResults(
            lambda: self._read(_RESULTS),
            lambda found: self._write(_RESULTS, _sealed(found)),
            _pickled_apart,
            unpickled,
        )

    def known_reports(self, tree: DigestTree) -> KnownReports:
        """The reports that this memory, and not only the one below, knows, and that are what their files are named.

        They need not be recalled to stay known.
        """
        found = KnownReports(self._reports, unchanged(self._reports, tree), tree, unpickled)
        self._given.append(found)
        return found

    def recall(self, place: Place, digest: Digest) -> tuple[Record, Mapping[Path, int]] | None:
        """The record of a content, if it is known to be valid; of two states that are compared, once."""
        found = self._recalled.get((place.kind, digest))
        if found is None:
            entry = self._recall(_group(place), digest)
            if entry is None:
                return None
            found = self._recalled[place.kind, digest] = entry[0], PackedLines(entry[1])
        self._note_report(place, digest, found[0])
        return found

    def _recall(self, group: str, digest: Digest) -> PackedRecord | None:
        entry = self._known_of(group).get(digest)
        if entry is None and self._base is not None:
            entry = self._base._recall(group, digest)  # noqa: SLF001 - of its own kind
            if entry is not None:
                self._changed.add(group)
        if entry is not None:
            self._used.setdefault(group, {})[digest] = entry
        return entry

    def keep(self, place: Place, digest: Digest, record: Record, lines: Mapping[Path, int]) -> None:
        """Remember a record that is valid by itself."""
        group = _group(place)
        entry = (record, _pickled(dict(lines)))
        self._used.setdefault(group, {})[digest] = entry
        if group in self._known:
            self._known[group][digest] = entry
        self._anew.add(digest)
        self._changed.add(group)
        self._note_report(place, digest, record)

    def _note_report(self, place: Place, digest: Digest, record: Record) -> None:
        """Of two revisions that are compared one's is known: noting the other's would have them take turns, run by run."""
        if isinstance(record, Report):
            unit, period = record.unit, str(record.period)
            if (place.unit, place.period) == (unit, period) and not self._is_known(unit, period, digest):
                self._noted[period][unit] = digest, record

    def _is_known(self, unit: str, period: str, digest: Digest) -> bool:
        known = [given.digests(period)[unit] for given in self._given if given.has(unit, period)]
        return digest in known if self._base is None else bool(known)

    def forget_reports(self) -> None:
        """Know no report before it is recalled: one was not there any more."""
        self._reports, self._given = NOTHING_REMEMBERED, []
        with contextlib.suppress(OSError):
            (self._folder / f"{_REPORTS}.cache").unlink(missing_ok=True)

    def save(self) -> None:
        """Write the groups that have something new, and what was found."""
        self.findings.save()
        for group in self._changed:
            self._write(group, self._packed(self._worth_keeping(group)))
        self._changed.clear()
        if self._noted:
            self._write(_REPORTS, _sealed(self._with_noted()))
            self._noted.clear()

    def _with_noted(self) -> Mapping[str, object]:
        """What is known of reports from now on, as entries of a file. It is another table: who asked before goes on with the one of then."""
        known = self._left
        anew = {
            period: known.with_noted(
                period, noted, self.shown, _pickled_apart if period in self._reports.periods else _pickled
            )
            for period, noted in self._noted.items()
        }
        self._reports = self._reports.with_periods(anew)
        return {**self._reports.periods, _OF_FOLDERS: _pickled(self._reports.folders)}

    @property
    def _left(self) -> KnownReports:
        """What is known of any of the states that were looked at."""
        known = Unchanged(but=frozenset(self._reports.folders))
        for given in self._given:
            known |= given.known
        return KnownReports(self._reports, known, DigestTree({}), unpickled)

    def _packed(self, entries: dict[bytes, PackedRecord]) -> bytes:
        """What was read just now is made of shared values already (`scalars.py`), and so is what comes from one cache file.

        So what is new in a file takes its values from some that were there; only what comes from two files is looked through.
        """
        there = [entry for digest, entry in entries.items() if digest not in self._anew]
        if not there:
            return _sealed(entries)
        if self._base is not None:
            return _sealed(shared(entries))
        values: dict[object, object] = {}
        shared(tuple(there[:_MODELS]), values)
        new = {digest: shared(entries[digest], values) for digest in entries.keys() & self._anew}
        return _sealed({**entries, **new})

    def _worth_keeping(self, group: str) -> dict[bytes, PackedRecord]:
        """Of a folder what was used or may be asked for: it is read as a whole, so the rest is old. Of revisions the latest."""
        known = self._known_of(group)
        period = group.removeprefix(_OF_PERIOD)
        left = {digest for given in self._given for digest in given.digests(period).values()}
        needed = {digest: known[digest] for digest in known.keys() & left}
        needed |= self._used[group]
        if self._base is None:
            return needed
        return dict(islice({**needed, **known}.items(), max(len(needed), MOST_OF_THE_PAST)))

    def _known_of(self, group: str) -> dict[bytes, PackedRecord]:
        if group not in self._known:
            self._known[group] = self._read(group)
        return self._known[group]

    @cached_property
    def _reports(self) -> ReportTable:
        found = self._read(_REPORTS)
        folders = found.pop(_OF_FOLDERS, None)
        return ReportTable(found, unpickled(folders)) if isinstance(folders, bytes) else NOTHING_REMEMBERED

    def _read(self, group: str) -> dict[Any, Any]:
        try:
            return _entries(self._content(f"{group}.cache"))
        except Exception:  # noqa: BLE001 - whatever is wrong with a cache, the data is read instead
            return {}

    def _write(self, group: str, content: bytes) -> None:
        with contextlib.suppress(OSError):
            put_own(self._folder / f"{group}.cache", content)

    def _content(self, name: str) -> bytes:
        """A file of the folder. Raises OSError where it is not there, or may be another's."""
        if not self._is_own:
            raise PermissionError(name)
        return own_bytes(self._folder / name)

    @cached_property
    def _is_own(self) -> bool:
        return is_own(self._folder)


class PackedLines(Mapping[Path, int]):
    """Where the values of a file stand: few commands ask, and hardly one for more than a few files."""

    def __init__(self, packed: bytes) -> None:
        self._packed = packed

    @cached_property
    def _lines(self) -> Mapping[Path, int]:
        lines: Mapping[Path, int] = unpickled(self._packed)
        return lines

    def __getitem__(self, place: Path) -> int:
        return self._lines[place]

    def __iter__(self) -> Iterator[Path]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)


def _sealed(entries: Mapping[Any, object]) -> bytes:
    """A cache file: under a seal what it depends on, and the entries."""
    return sealed(_pickled((_stamp(), entries)))


def _pickled_apart(value: object) -> bytes:
    return _pickled(shared(value))


def _pickled(value: object) -> bytes:
    return pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)


def _entries(content: bytes) -> dict[Any, Any]:
    """The entries of a cache file; none where it is damaged, outdated or not ours."""
    stamp, entries = unpickled(unsealed(content))
    is_ours = stamp == _stamp() and all(map(_is_entry, entries.values()))
    return entries if is_ours else {}


def _is_entry(entry: object) -> bool:
    """Whether it is a record with its packed lines, or what is known of the reports of a period."""
    match entry:
        case (record, bytes()):
            return isinstance(record, _RECORDS)
        case bytes():
            return True
    return is_of_period(entry)


def unpickled(body: bytes) -> Any:
    """What a pickle holds. Raises UnpicklingError where it names anything but records and plain values."""
    return _RecordUnpickler(io.BytesIO(body)).load()


class _RecordUnpickler(pickle.Unpickler):
    """Makes ct58's records and plain values only.

    A name may lead to nothing but a class that is defined in the module it names: a dotted one
    (`Class.method.__globals__`) or an imported one could lead to anything.
    """

    def find_class(self, module: str, name: str) -> type:
        return _PLAIN_TYPES.get((module, name)) or _record_class(module, name)


@cache  # each cache file names the same few
def _record_class(module: str, name: str) -> type:
    """The class of ct58's own records that a pickle names. Raises UnpicklingError for anything else."""
    found = getattr(sys.modules[module], name, None) if _is_domain(module) and name.isidentifier() else None
    if not (is_record(found) or is_dataclass(found)) or found.__module__ != module:
        raise pickle.UnpicklingError(f"{module}.{name}")
    return cast("type", found)


def _is_domain(module: str) -> bool:
    return module.startswith("ct58.domain.") and module in sys.modules


def _group(place: Place) -> str:
    """One cache file a kind; reports by period, so that one period can be read alone."""
    return f"{_OF_PERIOD}{place.period}" if place.kind == "report" else place.kind


@cache
def _stamp() -> str:
    """What is cached depends on the version, and on the code that reads, holds and checks records."""
    package = os.path.dirname(os.path.dirname(__file__))  # noqa: PTH120 - pathlib takes twice the time
    code = repr(code_that_decides(package, ("domain", "errors", "store"))).encode()
    return f"{__version__} {sys.version_info[:2]} {digest_of(code).hex()}"


def code_that_decides(package: str, areas: tuple[str, ...]) -> list[tuple[str, int]]:
    """Each file of some areas, with its age: what moves or changes tells itself."""
    return sorted(
        (entry.path.removeprefix(package), entry.stat().st_mtime_ns)
        for area in areas
        for folder in (f"{package}/{area}", *_rooms(f"{package}/{area}"))
        for entry in os.scandir(folder)
        if entry.is_file()
    )


def _rooms(area: str) -> list[str]:
    return [entry.path for entry in os.scandir(area) if entry.is_dir() and entry.name != "__pycache__"]


def shared(value: Any, known: dict[object, object] | None = None) -> Any:
    """The same value, made of texts and periods that are one object wherever they are equal.

    Hundreds of reports have the same period, keys and few words. Pickled as they were read, each brings its
    own; shared, they take a third of the room and of the time to come back. Nothing else is shared: 1, True and 1.0
    are equal, and still not the same.
    """
    known = {} if known is None else known
    kind = value.__class__
    if kind is str or kind is Period:
        return known.setdefault(value, value)
    if kind is tuple:
        return tuple([shared(part, known) for part in value])
    if kind is dict:
        return {shared(key, known): shared(part, known) for key, part in value.items()}
    if hasattr(kind, "__record_fields__"):
        return copied(value, **{name: shared(part, known) for name, part in vars(value).items()})
    return value
