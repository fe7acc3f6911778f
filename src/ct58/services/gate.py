"""The gate: what a change brings in, before it is kept or joined."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from ct58.domain.changes.compare import compare
from ct58.domain.gatekeeping import forbidden_changes
from ct58.errors import EnvironmentProblem, Finding
from ct58.services.checking import shown_findings
from ct58.services.comparing import differing_texts
from ct58.services.data_source import DataSource, Progress, RevisionSource, load_data
from ct58.services.differences import new_findings, pairs_of
from ct58.store.layout import place_of
from ct58.store.loader import Loaded
from ct58.store.sources import everything
from ct58.vcs.repository import find_repository
from ct58.views.findings import FindingsView


def check_change(
    since: DataSource, source: DataSource, name: str, progress: Progress | None = None
) -> FindingsView:
    """The findings that the data has and did not have since a state, in whatever file they appear.

    Those of the office's policies that only a change can break are among them. `name` is what the state
    is called.
    """
    before = load_data(since, everything, errors_only=False)
    after = load_data(source, everything, progress, errors_only=False)
    new = (*new_findings(before, after), *_forbidden(before, after))
    return shown_findings(after, replace(after, findings=new).located(), name)


def _forbidden(before: Loaded, after: Loaded) -> Iterator[Finding]:
    """What the change does against the policies; nothing is said while a programme cannot be read."""
    if before.office is None or after.office is None:
        return
    files = [f for f in differing_texts(before.sources, after.sources) if place_of(f) is not None]
    yield from forbidden_changes(before.office, after.office, compare(pairs_of(files, before, after)))


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
