"""The names of units, items and figures, where only these are needed."""

from __future__ import annotations

from ct58.domain.records.office import Office
from ct58.services.reading.data_source import load_data
from ct58.services.reading.opening import PROGRAMME_ONLY
from ct58.services.reading.revision_source import RevisionSource
from ct58.services.writing.recording import Desk
from ct58.vcs.repository import Repository, Revision


def office_names(repository: Repository, desk: Desk, revision: Revision | None) -> Office | None:
    """The office as a revision has it, without reports; None where it cannot be read."""
    if revision is None:
        return None
    return load_data(RevisionSource(desk.root, desk.cache, repository, revision), PROGRAMME_ONLY.wants).office
