"""The gate: what a change brings in, before it is kept or joined."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ct58.domain.changes.compare import compare
from ct58.domain.changes.gatekeeping import forbidden_changes
from ct58.domain.changes.model import FilePair
from ct58.domain.changes.settled import settled_moves
from ct58.domain.checks.registry import Touched
from ct58.domain.records.places import place_of
from ct58.domain.records.reports import Report
from ct58.domain.records.units import Unit
from ct58.errors import EnvironmentProblem, Finding, Sources
from ct58.services.past.comparing import differing_texts
from ct58.services.reading.checking import shown_findings
from ct58.services.reading.data_source import DataSource, Progress
from ct58.services.reading.differences import new_findings, pairs_of
from ct58.services.reading.revision_source import RevisionSource, common_memory
from ct58.store.cache import RecordCache
from ct58.store.digest_tree import unlike_files
from ct58.store.digests import fetch_contents
from ct58.store.loaded import Loaded
from ct58.store.loader import load
from ct58.store.rechecking import checked
from ct58.store.sources import everything
from ct58.vcs.repository import find_repository
from ct58.views.findings import FindingsView
from ct58.views.settled import settled_findings, settled_rows


def check_change(
    since: DataSource, source: DataSource, name: str, as_of: dt.date, progress: Progress | None = None
) -> FindingsView:
    """The findings that the data has and did not have since a state, in whatever file they appear.

    Those of the office's policies that only a change can break are among them, and the results that were settled by
    `as_of` and move. `name` is what the state is called.
    """
    memory = common_memory(since, source)
    before, after = _read(since, memory), _read(source, memory, progress)
    if memory:
        memory.save()
    differ = _differing(before, after)
    new = (*_new(before, after, differ), *_of_the_change(before, after, differ, as_of))
    return shown_findings(after, replace(after, findings=new).located(), name)


def _read(source: DataSource, memory: RecordCache | None, progress: Progress | None = None) -> Loaded:
    """All records, with what is wrong with each file by itself."""
    folder = source.read(everything)
    return load(folder.sources, memory, folder.findings, progress, is_whole=False)


def _differing(before: Loaded, after: Loaded) -> frozenset[str]:
    """The files that do not say the same to the letter, and those that only one side has, even if unread."""
    unlike = unlike_files(before.digests, after.digests)
    texts = differing_texts(_contents(before, unlike), _contents(after, unlike))
    return texts | (before.files ^ after.files)


def _contents(side: Loaded, files: frozenset[str]) -> Sources:
    """Some files, as far as they are there, read at once."""
    there = files & side.sources.keys()
    fetch_contents(side.sources, there)
    return {file: side.sources[file] for file in there}


def _new(before: Loaded, after: Loaded, differ: frozenset[str]) -> Iterator[Finding]:
    """The findings that came. What the change cannot turn is looked for on neither side."""
    touched = _touched(pairs_of(differ, before, after))
    yield from new_findings(checked(before, touched), checked(after, touched))


def _touched(pairs: Sequence[FilePair]) -> Touched | None:
    """What the differing files can turn; None for all, where what is asked or the office's own rules differ."""
    places = [place_of(pair.file) for pair in pairs]
    kinds = {place.kind if place else None for place in places}
    if kinds & {"programme", "office"}:
        return None
    units = frozenset(unit for pair in pairs for unit in _units_of(pair))
    return Touched(units, only_reports=kinds <= {"report"})


def _units_of(pair: FilePair) -> Iterator[str]:
    """The units that a report or register entry says it is of, wherever its file lies."""
    for record in (pair.before, pair.after):
        if isinstance(record, Unit):
            yield record.id
        elif isinstance(record, Report):
            yield record.unit


def _of_the_change(
    before: Loaded, after: Loaded, differ: frozenset[str], as_of: dt.date
) -> Iterator[Finding]:
    """What the change does against the policies, and what it moves; nothing is said while a programme cannot be read."""
    if before.office is None or after.office is None:
        return
    files = [file for file in differ if place_of(file) is not None]
    yield from forbidden_changes(before.office, after.office, compare(pairs_of(files, before, after)))
    old, new = before.readable, after.readable
    if files and old is not None and new is not None:
        yield from settled_findings(settled_rows(settled_moves(old, new, as_of)))


def below_top(source: DataSource, here: Path, environment: Mapping[str, str]) -> str:
    """How a hosting platform names the data folder: from the top of its repository, else from `here`.

    Ends with a slash, or is empty.
    """
    if isinstance(source, RevisionSource):
        return source.repository.prefix
    try:
        repository = find_repository(source.root, environment)
    except EnvironmentProblem:
        repository = None
    if repository is not None:
        return repository.prefix
    path = Path(os.path.relpath(source.root, here)).as_posix()
    return "" if path == "." else f"{path}/"
