"""Two states are read as far as the comparison needs, and no further."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from tests.support.command_line import REPORT, report_text, write_data
from tests.support.refusals import words_of
from tests.support.repositories import begin, git_environment, keep, put

from ct58.domain.changes.model import ReportChange
from ct58.errors import InvalidData
from ct58.services.past.comparing import changes_view
from ct58.services.reading.data_source import FolderSource, Wants
from ct58.services.reading.named_sources import NamedSources
from ct58.store.sources import Folder, everything

AS_OF = dt.date(2021, 7, 15)


def _named(data: Path, cache: Path) -> NamedSources:
    """What names mean beside the data."""
    return NamedSources(data, lambda _root: cache, git_environment(), AS_OF)


class Watched(FolderSource):
    """A folder that notes what is read of it."""

    def __init__(self, root: Path) -> None:
        super().__init__(root, None)
        self.seen: list[str] = []

    def read(self, wants: Wants, enters: Wants = everything) -> Folder:
        """The files, noted."""
        folder = super().read(wants, enters)
        self.seen += folder.sources
        return folder


def test_a_folder_is_read_once(tmp_path: Path) -> None:
    """However often it is asked."""
    data = write_data(begin(tmp_path), **{REPORT: report_text(admitted="12")})
    keep(tmp_path)
    put(data, REPORT, report_text(admitted="21"))
    folder = Watched(data)
    view = changes_view(_named(data, tmp_path / "cache").last_kept(), folder, AS_OF)
    assert [type(change) for change in view.changes] == [ReportChange]
    assert len(folder.seen) == len(set(folder.seen))
    assert (view.origin.revision is not None, view.target.revision) == (True, None)


def test_only_errors_that_are_new_are_told(tmp_path: Path) -> None:
    """What was wrong before is not this change's doing."""
    write_data(tmp_path / "old", **{"tasks/XX-01.yaml": "item: XX-01\nevents: []\n"})
    wrong = "unit: so-y-te\nevents:\n- {item: YY-01, date: 2021-07-01, event: noted}\n"
    write_data(
        tmp_path / "new",
        **{"tasks/XX-01.yaml": "item: XX-01\nevents: []\n", "units/so-y-te/events.yaml": wrong},
    )
    view = changes_view(
        FolderSource(tmp_path / "old/data", None), FolderSource(tmp_path / "new/data", None), AS_OF
    )
    assert {finding.file for finding in view.errors} == {"units/so-y-te/events.yaml"}


def test_a_programme_that_cannot_be_used_stops_the_comparison(tmp_path: Path) -> None:
    """Exit code 3."""
    write_data(tmp_path / "old")
    write_data(tmp_path / "new", **{"programme.yaml": "- ["})
    with pytest.raises(InvalidData) as refused:
        changes_view(
            FolderSource(tmp_path / "old/data", None), FolderSource(tmp_path / "new/data", None), AS_OF
        )
    assert "programme of one side" in words_of(refused.value)
