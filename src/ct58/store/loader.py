"""From bytes to a checked office: every file, every finding, each with its place.

The loader never stops at the first problem and never writes. What is known to be valid comes from the
cache, so that neither YAML nor pydantic is imported for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from ct58.domain.records.committee import OfficeFile, PeriodFile
from ct58.domain.records.events import ItemFile, UnitEvents
from ct58.domain.records.office import LinesOfFiles, Office, Record, Records, build_office
from ct58.domain.records.places import (
    KINDS_OF_FILES,
    PROGRAMME_FILE,
    READ,
    DataPart,
    Place,
    UnreadRecords,
    is_ignored,
    part_of,
    place_of,
    report_file,
    unit_of_file,
    unread_files,
)
from ct58.domain.records.programme import Programme
from ct58.domain.records.reports import Report
from ct58.domain.records.units import Unit
from ct58.errors import Finding, Path, Sources
from ct58.errors.rules import has_errors, severity_of
from ct58.records import record
from ct58.store.digests import Digest, digest_of, digests_of, fetch_contents
from ct58.store.yaml.schema import validate

if TYPE_CHECKING:
    from ct58.domain.checks.context import Context
    from ct58.domain.checks.registry import Touched
    from ct58.store.yaml.reader import SourceSpan, Tree
    from ct58.store.yaml.schema import Mended, ShapeError

EVERYTHING: frozenset[DataPart] = frozenset(
    {"programme", "office", "units", "reports", "figures", "events", "periods"}
)

R = TypeVar("R")
RecordWithLines = tuple[Record, Mapping[Path, int]]
"""A record, and the lines of its file."""
MISPLACED, NO_ENTRY = "U401", "U408"
"""Findings of records that say they are others, and of a unit's records without its entry in the register."""
MOST_SHAPE_FINDINGS = 200
"""In one file: whoever has mended these will see the next ones."""


class Memory(Protocol):
    """What remembers records that are known to be valid, by the digests of their files' contents."""

    def recall(self, place: Place, digest: Digest) -> RecordWithLines | None:
        """The record of a content, if it is known."""

    def keep(self, place: Place, digest: Digest, record: Record, lines: Mapping[Path, int]) -> None:
        """Remember a record that is valid by itself."""

    def is_sound(self, digests: Mapping[str, Digest]) -> bool:
        """Whether these very files were found to have no error among them."""

    def keep_sound(self, digests: Mapping[str, Digest]) -> None:
        """Remember that these files have no error among them."""


class NoMemory:
    """Remembers nothing: everything is read and validated."""

    def recall(self, place: Place, digest: Digest) -> None:
        """Nothing is known."""

    def keep(self, place: Place, digest: Digest, record: Record, lines: Mapping[Path, int]) -> None:
        """Nothing is kept."""

    def is_sound(self, digests: Mapping[str, Digest]) -> bool:
        """Nothing is known."""
        return False

    def keep_sound(self, digests: Mapping[str, Digest]) -> None:
        """Nothing is kept."""


@record
class Partly:
    """What was read of files that are no records as they stand, beside all that is one.

    `turns` are the records with other stand-ins each time (`Mended`); `at` says where they stand in which file.
    """

    turns: tuple[Records, ...]
    lines: LinesOfFiles
    at: Mapping[str, frozenset[Path]]

    def rests_on(self, finding: Finding) -> bool:
        """Whether a finding is about what stands in for something."""
        at = self.at.get(finding.file, frozenset())
        return any(finding.at[:length] in at for length in range(len(finding.at) + 1))


@record
class Loaded:
    """What a data folder says: the records that could be read, and all findings.

    `office` is None when the programme itself cannot be used; it knows what is `unread`. Most findings know
    only their place in the tree; `located` finds lines and columns, for whoever shows them. `digests` are what a memory knows the
    files by. `partly` are all records once more, with those that could be read only in part, for checks alone.
    """

    office: Office | None
    records: Records | None
    findings: tuple[Finding, ...]
    sources: Sources
    digests: Mapping[str, Digest] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    partly: Partly | None = None

    def located(self) -> tuple[Finding, ...]:
        """All findings with line and column, by file and line."""
        return _located(self.findings, self.sources)

    @property
    def files(self) -> frozenset[str]:
        """All files: those with a finding of their own are there, even if they could not be read."""
        return frozenset([*self.sources, *(finding.file for finding in self.findings)])

    @property
    def blocking(self) -> tuple[Finding, ...]:
        """The errors that leave nothing to be told: in the programme, in office.yaml, in a folder that cannot be read."""
        return tuple(
            finding
            for finding in self._errors()
            if not _is_about_a_record(finding) and part_of(finding.file, finding.at) is not None
        )

    @property
    def readable(self) -> Office | None:
        """The office without what stands in files with errors: nobody knows what of it is right."""
        unread = self.office.unread if self.office else READ
        if self.records is None or self.office is None or not unread.files:
            return self.office
        return build_office(_without(self.records, unread), self.office.lines, unread)

    def record(self, file: str) -> Record | None:
        """The record of a file; None where there is none, or it could not be read."""
        place = place_of(file)
        if place is None or self.records is None:
            return None
        group = getattr(self.records, KINDS_OF_FILES[place.kind].records)
        found: Record | None = group.get(file) if isinstance(group, Mapping) else group
        return found

    def _errors(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if severity_of(finding) == "error")


@dataclass(slots=True)
class _Reading:
    """What has been read so far, by kind of file, and by which digests the files are known."""

    digests: Mapping[str, Digest] = field(default_factory=dict)

    programme: Programme | None = None
    office: OfficeFile | None = None
    units: dict[str, Unit] = field(default_factory=dict)
    reports: dict[str, Report] = field(default_factory=dict)
    unit_events: dict[str, UnitEvents] = field(default_factory=dict)
    items: dict[str, ItemFile] = field(default_factory=dict)
    periods: dict[str, PeriodFile] = field(default_factory=dict)
    lines: dict[str, Mapping[Path, int]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    mended: dict[str, tuple[Mended, Mapping[Path, int]]] = field(default_factory=dict)


def load(
    sources: Sources,
    memory: Memory | None = None,
    findings: Iterable[Finding] = (),
    progress: Callable[[int, int], None] | None = None,
    *,
    errors_only: bool = False,
    is_whole: bool = True,
    changed: Iterable[str] | None = None,
) -> Loaded:
    """Read, validate and check all files given.

    `findings` are those of the folder itself (links, permissions). `progress` is told files done and
    files in all. With `errors_only`, files that are known to be sound are not checked against each other
    again, so that warnings may be missing; with `is_whole` false they never are, because what they refer
    to was not read. `changed` are the files that differ from data known to be sound: where they are
    reports, only those are checked. Raises NewerFormat for data that this program is too old for.
    """
    reading = _Reading(findings=list(findings), digests=digests_of(sources))
    memory = memory or NoMemory()
    known = {file: _recall(reading, file, memory) for file in sorted(sources)}
    fetch_contents(sources, (file for file, entry in known.items() if entry is None and place_of(file)))
    if PROGRAMME_FILE in known and known[PROGRAMME_FILE] is None:
        _refuse_newer(sources[PROGRAMME_FILE])
    for index, (file, entry) in enumerate(known.items()):
        _take_file(reading, file, entry or _read_file(reading, file, sources, memory))
        if progress:
            progress(index + 1, len(sources))
    loaded = _loaded(reading, sources)
    if is_whole and not (errors_only and not reading.findings and memory.is_sound(reading.digests)):
        loaded = checked(loaded, _reports_alone(changed))
        if not has_errors(loaded.findings):
            memory.keep_sound(reading.digests)
    return _with_unread(loaded) if loaded.findings else loaded


def _reports_alone(changed: Iterable[str] | None) -> Touched | None:
    """The units whose reports are all that changed; None where more did, or nothing is known."""
    places = [place_of(file) for file in changed or ()]
    if changed is None or not all(place is not None and place.kind == "report" for place in places):
        return None
    from ct58.domain.checks.registry import Touched

    return Touched(frozenset(place.unit for place in places if place and place.unit), only_reports=True)


def checked(loaded: Loaded, touched: Touched | None = None) -> Loaded:
    """The same with what the records say against each other, besides what is wrong with each file.

    With `touched`, only as far as a change can turn it.
    """
    from ct58.domain.checks.registry import run_checks

    partly = loaded.partly
    turns: list[Callable[[], Context]] = (
        [cache(partial(_context, loaded, turn, partly.lines)) for turn in partly.turns]
        if partly
        else [partial(_context, loaded, loaded.records, loaded.office.lines if loaded.office else {})]
    )
    found = run_checks(turns[0](), touched, turns[1:])
    kept = (finding for finding in found if not (partly and partly.rests_on(finding)))
    return replace(loaded, findings=(*loaded.findings, *kept))


def _context(loaded: Loaded, records: Records | None, lines: LinesOfFiles) -> Context:
    from ct58.domain.checks.context import context_of

    office = loaded.office if records is loaded.records or records is None else build_office(records, lines)
    return context_of(records, office, loaded.files, lines)


def read_record(file: str, content: bytes, memory: Memory | None = None) -> Record | None:
    """The record of one file by itself, checked against nothing; None where it cannot be read as one."""
    place = place_of(file)
    if place is None:
        return None
    memory = memory or NoMemory()
    reading = _Reading(digests={file: digest_of(content)})
    known = memory.recall(place, reading.digests[file]) or _read_and_validate(
        reading, file, place, content, memory
    )
    return known[0] if known else None


def _recall(reading: _Reading, file: str, memory: Memory) -> RecordWithLines | None:
    place = place_of(file)
    return memory.recall(place, reading.digests[file]) if place else None


def _refuse_newer(programme: bytes) -> None:
    """Raises NewerFormat; asked only of a programme that is not known, so that a warm start does without."""
    from ct58.store.data_format import refuse_newer_content

    refuse_newer_content(PROGRAMME_FILE, programme)


def _read_file(reading: _Reading, file: str, sources: Sources, memory: Memory) -> RecordWithLines | None:
    """The record of a file that is not known yet. What is no record is a finding."""
    place = place_of(file)
    if place is not None:
        return _read_and_validate(reading, file, place, sources[file], memory)
    if not is_ignored(file):
        reading.findings.append(Finding(code="Y013", file=file, line=1, column=1))
    return None


def _read_and_validate(
    reading: _Reading, file: str, place: Place, content: bytes, memory: Memory
) -> RecordWithLines | None:
    """The record of a file, or None and findings. Only a file without any finding is remembered."""
    from ct58.store.yaml.reader import read

    tree, findings = read(file, content)
    reading.findings.extend(findings)
    if tree is None:
        return None
    found = validate(place.kind, tree.value)
    errors = found if isinstance(found, tuple) else ()
    if errors or has_errors(findings):
        _take_partly(reading, file, place, tree, errors)
        return None
    record = cast("Record", found)
    if not findings:
        memory.keep(place, reading.digests[file], record, tree.lines)
    return record, tree.lines


def _take_partly(
    reading: _Reading, file: str, place: Place, tree: Tree, errors: tuple[ShapeError, ...]
) -> None:
    """The findings of a file that is no record as it stands, and what can be read of it."""
    from ct58.store.yaml.schema import mended
    from ct58.store.yaml.shape_findings import shape_finding

    errors = tuple(error for error in errors if not _is_at_or_below(error.at, tree.doubtful))
    reading.findings.extend(shape_finding(file, place.kind, error) for error in errors[:MOST_SHAPE_FINDINGS])
    at = (*tree.doubtful, *(error.at for error in errors))
    known = {"id": place.unit, "unit": place.unit, "item": place.item, "period": place.period}
    found = mended(place.kind, tree.value, at, known)
    if found is not None:
        reading.mended[file] = found, tree.lines


def _is_at_or_below(at: Path, places: Iterable[Path]) -> bool:
    return any(at[: len(place)] == place for place in places)


def _take_file(reading: _Reading, file: str, entry: RecordWithLines | None) -> None:
    if entry is not None:
        record, reading.lines[file] = entry
        _take_record(reading, file, record)


def _take_record(reading: _Reading, file: str, record: Record) -> None:
    if isinstance(record, Programme):
        reading.programme = record
    elif isinstance(record, OfficeFile):
        reading.office = record
    elif isinstance(record, Unit):
        reading.units[file] = record
    elif isinstance(record, Report):
        reading.reports[file] = record
    elif isinstance(record, UnitEvents):
        reading.unit_events[file] = record
    elif isinstance(record, ItemFile):
        reading.items[file] = record
    else:
        reading.periods[file] = record


def _loaded(reading: _Reading, sources: Sources) -> Loaded:
    """The office with its index."""
    records = _records(reading)
    return Loaded(
        office=build_office(records, reading.lines) if records else None,
        records=records,
        findings=tuple(reading.findings),
        sources=sources,
        digests=reading.digests,
        names={unit.id: unit.name for unit in reading.units.values()},
        partly=_partly(reading) if reading.mended else None,
    )


def _partly(reading: _Reading) -> Partly | None:
    """All records, with those that were mended; None while the programme is not among them."""
    turns = [_turn(reading, turn) for turn in range(max(len(m.records) for m, _ in reading.mended.values()))]
    known = tuple(records for records in turns if records is not None)
    if not known:
        return None
    lines = {file: lines for file, (_, lines) in reading.mended.items()}
    at = {file: mended.at for file, (mended, _) in reading.mended.items()}
    return Partly(turns=known, lines=reading.lines | lines, at=at)


def _turn(reading: _Reading, turn: int) -> Records | None:
    whole = _Reading(
        programme=reading.programme,
        office=reading.office,
        units=dict(reading.units),
        reports=dict(reading.reports),
        unit_events=dict(reading.unit_events),
        items=dict(reading.items),
        periods=dict(reading.periods),
    )
    for file, (mended, _) in reading.mended.items():
        _take_record(whole, file, mended.records[turn % len(mended.records)])
    return _records(whole)


def _records(reading: _Reading) -> Records | None:
    if reading.programme is None:
        return None
    return Records(
        programme=reading.programme,
        office=reading.office,
        units=reading.units,
        reports=reading.reports,
        unit_events=reading.unit_events,
        items=reading.items,
        periods=reading.periods,
    )


def _located(findings: Iterable[Finding], sources: Sources) -> tuple[Finding, ...]:
    """Findings with line and column, by file and line. Positions are read only in files that need them."""
    findings = tuple(findings)
    unplaced = {finding.file for finding in findings if finding.line == 0 and finding.file in sources}
    fetch_contents(sources, unplaced)
    positions = {file: _positions(sources[file]) for file in unplaced}
    located = (
        _with_place(finding, positions.get(finding.file, {})) if finding.line == 0 else finding
        for finding in findings
    )
    return tuple(sorted(located, key=lambda item: (item.file, item.line, item.column, item.code)))


def _positions(content: bytes) -> Mapping[Path, SourceSpan]:
    from ct58.store.yaml.reader import positions

    return positions(content)


def _with_place(finding: Finding, positions: Mapping[Path, SourceSpan]) -> Finding:
    """The finding at its value or key; for a missing key at the record that lacks it, or the first key."""
    at = finding.at
    while at and at not in positions:
        at = at[:-1]
    lacks_a_key = at != finding.at
    span = positions.get(at) or next((span for place, span in positions.items() if len(place) == 1), None)
    if span is None:
        return replace(finding, line=1, column=1)
    if finding.at_key or not at or (lacks_a_key and isinstance(at[-1], str)):
        return replace(finding, line=span.key_line, column=span.key_column, width=span.key_width)
    return replace(finding, line=span.line, column=span.column, width=span.width)


def _is_about_a_record(finding: Finding) -> bool:
    place = place_of(finding.file)
    return place is not None and place.kind not in ("programme", "office")


def _with_unread(loaded: Loaded) -> Loaded:
    """The same, and its office knows what stands in files with errors."""
    errors = [finding for finding in loaded.findings if severity_of(finding) == "error"]
    if loaded.office is None or loaded.records is None or not errors:
        return loaded
    reports = loaded.records.reports
    beside_heads = {finding.file for finding in errors} - {
        finding.file for finding in errors if part_of(finding.file, finding.at) != "figures"
    }
    unread = unread_files(
        (finding.file for finding in errors if _is_about_a_record(finding)),
        beside_heads & reports.keys(),
        _said_places(loaded, errors),
    )
    return replace(loaded, office=replace(loaded.office, unread=unread))


def _said_places(loaded: Loaded, errors: Iterable[Finding]) -> Iterator[Place]:
    """Where records belong that say they are others than their places say; and units that have no entry."""
    for finding in errors:
        unit, record = unit_of_file(finding.file), loaded.record(finding.file)
        if finding.code == NO_ENTRY and unit is not None:
            yield Place("unit", unit)
        elif finding.code == MISPLACED and record is not None:
            yield from _said_place(record, loaded.sources)


def _said_place(record: Record, sources: Sources) -> Iterator[Place]:
    """Where a record belongs by what it says; a report only where none lies there."""
    if isinstance(record, Report):
        if report_file(record.unit, record.period) not in sources:
            yield Place("report", record.unit, str(record.period))
    elif isinstance(record, Unit):
        yield Place("unit", record.id)
    elif isinstance(record, UnitEvents):
        yield Place("unit_events", record.unit)
    elif isinstance(record, ItemFile):
        yield Place("item", item=record.item)
    elif isinstance(record, PeriodFile):
        yield Place("period", period=str(record.period))


def _without(records: Records, unread: UnreadRecords) -> Records:
    """The records of the files that have no errors; of a report with errors in its figures the head."""
    left_out = frozenset(unread.files)
    heads = {file for file in left_out if _report_key(file) in unread.figures}
    reports = {
        file: replace(report, figures={}) if file in heads else report
        for file, report in records.reports.items()
        if file in heads or file not in left_out
    }
    return replace(
        records,
        units=_other_than(left_out, records.units),
        reports=reports,
        unit_events=_other_than(left_out, records.unit_events),
        items=_other_than(left_out, records.items),
        periods=_other_than(left_out, records.periods),
    )


def _other_than(left_out: frozenset[str], records: Mapping[str, R]) -> Mapping[str, R]:
    return {file: record for file, record in records.items() if file not in left_out}


def _report_key(file: str) -> tuple[str | None, str | None]:
    place = place_of(file)
    return (place.unit, place.period) if place is not None else (None, None)


def figure_order(sources: Sources, memory: Memory | None = None) -> tuple[str, ...]:
    """The keys of the report form in its order; none while the programme cannot be read."""
    if PROGRAMME_FILE not in sources:
        return ()
    office = load({PROGRAMME_FILE: sources[PROGRAMME_FILE]}, memory, is_whole=False).office
    figures = sorted(office.programme.figures, key=lambda figure: figure.number) if office else ()
    return tuple(figure.key for figure in figures)


def format_in(root: FilePath) -> int | None:
    """The format of a data folder; None while its programme cannot be read. Raises NewerFormat."""
    try:
        content = (root / PROGRAMME_FILE).read_bytes()
    except OSError:
        return None
    _refuse_newer(content)
    found = read_record(PROGRAMME_FILE, content)
    return found.format if isinstance(found, Programme) else None
