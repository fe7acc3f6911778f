"""What was reported before: the reports that a comparison needs, and the data as it was then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from ct58.domain.records.office import Office
from ct58.domain.standing.summary_scope import scope_of
from ct58.errors import EnvironmentProblem
from ct58.services.data_source import load_data
from ct58.services.opening import Slice
from ct58.services.revision_source import RevisionSource
from ct58.vcs.repository import Repository
from ct58.views.indicators import Request, needed_periods
from ct58.views.reported import Recall, issues_on


def reported_periods(frame: Office, as_of: dt.date) -> frozenset[str]:
    """The periods of the reports that what was issued by a day rests on; the periods' files say enough."""
    ids = tuple(entry.id for entry in frame.programme.indicators)
    requests = (
        Request(period=scope_of(file.period).asked, ids=ids, with_past=False)
        for file, _issue in issues_on(frame, as_of)
    )
    return frozenset[str]().union(*(needed_periods(frame, request) for request in requests))


def recall_from(
    root: Path, cache: Path | None, repository_here: Callable[[], Repository], part: Slice
) -> Recall:
    """The data of a revision, read as the same slice; None without git, or where the revision is not known."""

    def recall(revision: str) -> Office | None:
        try:
            repository = repository_here()
            found = repository.find(revision)
            if found is None:
                return None
            return load_data(RevisionSource(root, cache, repository, found), part.wants).office
        except EnvironmentProblem:
            return None

    return recall
