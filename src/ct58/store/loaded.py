"""What was read of a data folder: the records, the findings with their places, and what nobody knows because of errors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from typing import TYPE_CHECKING, TypeVar

from ct58.domain.records.committee import PeriodFile
from ct58.domain.records.events import ItemFile, UnitEvents
from ct58.domain.records.office import LinesOfFiles, Office, Record, Records, build_office
from ct58.domain.records.places import (
    KINDS_OF_FILES,
    READ,
    Place,
    UnreadRecords,
    part_of,
    place_of,
    report_file,
    unit_of_file,
    unread_files,
)
from ct58.domain.records.reports import Report
from ct58.domain.records.units import Unit
from ct58.errors import Finding, Path, Sources
from ct58.errors.rules import severity_of
from ct58.records import record
from ct58.store.digest_tree import DigestTree
from ct58.store.digests import fetch_contents

if TYPE_CHECKING:
    from ct58.store.yaml.reader import SourceSpan

R = TypeVar("R")
MISPLACED, NO_ENTRY, TWO_SIDED = "U401", "U408", "Y003"
"""Findings of records that say they are others, of a unit's records without its entry, and of two sides that nobody has settled."""


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
    digests: DigestTree = field(default_factory=lambda: DigestTree({}))
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


def _located(findings: Iterable[Finding], sources: Sources) -> tuple[Finding, ...]:
    """Findings with line and column, by file and line."""
    return tuple(
        sorted(placed(findings, sources), key=lambda item: (item.file, item.line, item.column, item.code))
    )


def placed(findings: Iterable[Finding], sources: Sources) -> tuple[Finding, ...]:
    """Findings with line and column. Positions are read only in files that need them."""
    findings = tuple(findings)
    unplaced = {finding.file for finding in findings if finding.line == 0 and finding.file in sources}
    fetch_contents(sources, unplaced)
    positions = {file: _positions(sources[file]) for file in unplaced}
    return tuple(
        _with_place(finding, positions.get(finding.file, {})) if finding.line == 0 else finding
        for finding in findings
    )


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
    return place is not None and place.kind not in ("programme", "office", "amendment")


def with_unread(loaded: Loaded) -> Loaded:
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
        (finding.file for finding in errors if finding.code == TWO_SIDED and _is_about_a_record(finding)),
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
