"""What an office has before anything is recorded in it: the state that its very first submission is compared with."""

from __future__ import annotations

from pathlib import Path

from ct58.domain.records.committee import Issue
from ct58.domain.records.places import PROGRAMME_FILE
from ct58.errors import EnvironmentProblem
from ct58.i18n import N_, msg
from ct58.services.reading.data_source import DataSource, Wants
from ct58.store.cache import RecordCache
from ct58.store.sources import Folder, everything
from ct58.vcs.repository import Revision


class Beginning:
    """The programme of some data, and nothing else of it: all that is recorded is new against it."""

    revision: Revision | None = None
    issue: Issue | None = None

    def __init__(self, source: DataSource) -> None:
        self.root: Path = source.root
        self._source = source

    def read(self, wants: Wants, enters: Wants = everything) -> Folder:
        """The programme, where it is wanted."""
        return self._source.read(lambda file: file == PROGRAMME_FILE and wants(file), enters)

    def read_one(self, file: str) -> bytes:
        """The programme; raises EnvironmentProblem for all else."""
        if file != PROGRAMME_FILE:
            raise EnvironmentProblem(msg(N_("There is no {file} yet."), file=file))
        return self._source.read_one(file)

    def memory(self) -> RecordCache | None:
        """That of the data."""
        return self._source.memory()
