"""What was reported before: the reports that a comparison needs, and the data as it was then."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ct58.domain.records.office import Office
from ct58.errors import EnvironmentProblem
from ct58.services.reading.data_source import load_data
from ct58.services.reading.opening import Slice
from ct58.services.reading.revision_source import RevisionSource
from ct58.vcs.repository import Repository
from ct58.views.reported import Recall


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
