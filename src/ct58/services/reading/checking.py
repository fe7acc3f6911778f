"""Checking a data folder, strictly without writing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import cast

from ct58.domain.records.office import Office
from ct58.errors import Finding
from ct58.errors.rules import RULES, severity_of
from ct58.records import positional_record
from ct58.services.reading.data_source import DataSource, Progress, load_data
from ct58.store.digests import digests_of
from ct58.store.hashing import digest_of
from ct58.store.known_findings import finding_of, row_of
from ct58.store.loaded import Loaded
from ct58.store.loader import load
from ct58.store.rechecking import digest_of_state
from ct58.store.sources import everything
from ct58.views.findings import FindingEntry, FindingsView, Subject, findings_view


@positional_record
class Beside:
    """What is found beside the data of an office, and all that it rests on but the data, in any form."""

    findings: Callable[[Path, Office], Iterable[Finding]]
    state: Callable[[Path], bytes]


_NOTHING = Beside(lambda _root, _office: (), lambda _root: b"")


def check_data(
    source: DataSource, progress: Progress | None = None, beside: Beside = _NOTHING
) -> FindingsView:
    """All findings of all files of the data, and of what lies beside it on the disk; known ones as they were shown."""
    beside = _NOTHING if source.revision else beside
    folder, memory = source.read(everything), source.memory()
    state = digest_of(
        digest_of_state(digests_of(folder.sources), folder.findings) + beside.state(source.root)
    )
    shown = memory.findings.shown(state) if memory and not folder.findings else None
    if shown is not None:
        return FindingsView(entries=tuple(map(_entry, shown)), files=len(folder.sources))
    loaded = load(folder.sources, memory, folder.findings, progress)
    around = beside.findings(source.root, loaded.office) if loaded.office else ()
    view = shown_findings(loaded, (*loaded.located(), *around))
    if memory:
        memory.findings.keep_shown(state, [*map(_row, view.entries)])
        memory.save()
    return view


def _row(entry: FindingEntry) -> Sequence[object]:
    subject = [getattr(entry.subject, name) for name in _SUBJECT]
    return [entry.excerpt, *subject, *row_of(entry.finding)]


def _entry(row: Sequence[object]) -> FindingEntry:
    """An entry as it was remembered: under a hash, so that it is one of ours."""
    end = len(_SUBJECT) + 1
    finding = finding_of(row[end:])
    subject = Subject(**dict(zip(_SUBJECT, row[1:end], strict=True)))  # type: ignore[arg-type]
    return FindingEntry(
        finding=finding, rule=RULES[finding.code], subject=subject, excerpt=cast("str | None", row[0])
    )


_SUBJECT: tuple[str, ...] = tuple(Subject.__dataclass_fields__)


def count_errors(source: DataSource, progress: Progress | None = None) -> int:
    """How many errors there are."""
    loaded = load_data(source, everything, progress)
    return sum(severity_of(finding) == "error" for finding in loaded.findings)


def shown_findings(loaded: Loaded, findings: tuple[Finding, ...], since: str | None = None) -> FindingsView:
    """The view of some findings of the data; `since` names the state that they are new to."""
    with_findings = {finding.file for finding in findings}
    texts = {
        file: loaded.sources[file].decode("utf-8", "replace").split("\n")
        for file in with_findings
        if file in loaded.sources
    }
    return findings_view(findings, len(loaded.sources), texts, loaded.office, loaded.names, since)
