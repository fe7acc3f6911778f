"""The period whose reports matter, from the calendar alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.command_line import write_data
from tests.support.offices import day

from ct58.errors import EnvironmentProblem, InvalidData
from ct58.services.data_source import FolderSource
from ct58.services.report_period import period_on


def test_only_the_programme_is_read(tmp_path: Path) -> None:
    """Whatever is wrong elsewhere, and however much there is."""
    root = write_data(
        tmp_path, **{"units/so-y-te/unit.yaml": "- [", "units/so-y-te/reports/2021-Q2.yaml": "- ["}
    )
    assert str(period_on(FolderSource(root, tmp_path / "cache"), day("2021-07-15"))) == "2021-Q2"
    assert str(period_on(FolderSource(root, None), day("2021-10-05"))) == "2021-Q3"


def test_a_programme_that_cannot_be_read_is_invalid_data(tmp_path: Path) -> None:
    """The calendar stands in it."""
    with pytest.raises(InvalidData):
        period_on(FolderSource(write_data(tmp_path, **{"programme.yaml": "- ["}), None), day("2021-07-15"))


def test_a_programme_that_is_gone_is_the_environments_problem(tmp_path: Path) -> None:
    """It was there a moment ago."""
    with pytest.raises(EnvironmentProblem):
        period_on(FolderSource(tmp_path, None), day("2021-07-15"))
