"""Checking a data folder, strictly without writing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from ct58.domain.records.office import Office
from ct58.errors import Finding
from ct58.errors.rules import severity_of
from ct58.services.reading.data_source import DataSource, Progress, load_data
from ct58.store.loaded import Loaded
from ct58.store.sources import everything
from ct58.views.findings import FindingsView, findings_view

Beside = Callable[[Path, Office], Iterable[Finding]]
"""What is found beside the data of an office."""


def check_data(
    source: DataSource, progress: Progress | None = None, beside: Beside | None = None
) -> FindingsView:
    """All findings of all files of the data, and of what lies beside it on the disk."""
    loaded = load_data(source, everything, progress)
    around = beside(source.root, loaded.office) if beside and loaded.office and not source.revision else ()
    return shown_findings(loaded, (*loaded.located(), *around))


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
