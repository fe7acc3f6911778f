"""Checking a data folder, strictly without writing."""

from __future__ import annotations

from pathlib import Path

from ct58.services.opening import Progress
from ct58.store.cache import RecordCache
from ct58.store.loader import load
from ct58.store.sources import read_folder
from ct58.views.findings import FindingsView, findings_view


def check_folder(root: Path, cache: Path | None, progress: Progress | None) -> FindingsView:
    """All findings of all files of a data folder."""
    folder = read_folder(root)
    memory = RecordCache(cache) if cache else None
    loaded = load(folder.sources, memory, folder.findings, progress)
    if memory:
        memory.save()
    findings = loaded.located()
    with_findings = {finding.file for finding in findings}
    texts = {
        file: folder.sources[file].decode("utf-8", "replace").split("\n")
        for file in with_findings
        if file in folder.sources
    }
    return findings_view(findings, len(loaded.sources), texts, loaded.office, loaded.names)
