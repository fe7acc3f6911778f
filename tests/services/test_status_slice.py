"""Which reports a look at the status reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.command_line import SHIPPED, write_data
from tests.support.offices import day, period

from ct58.errors import BadUsage, InvalidData
from ct58.services.data_source import FolderSource
from ct58.services.status_slice import status_slice


def test_of_the_reports_only_those_that_are_counted_are_read() -> None:
    """In July 2021 nothing of later quarters; every other kind of file is."""
    found = status_slice(FolderSource(SHIPPED, None), day("2021-07-15"), None)
    assert found.slice.wants("units/a/reports/2021-Q2.yaml")
    assert found.slice.wants("units/a/reports/once.yaml")
    assert found.slice.wants("units/a/events.yaml")
    assert not found.slice.wants("units/a/reports/2021-Q3.yaml")


def test_a_period_outside_the_programme_is_refused_before_anything_is_read() -> None:
    """With what there is."""
    with pytest.raises(BadUsage):
        status_slice(FolderSource(SHIPPED, None), day("2021-07-15"), period("2031"))


def test_a_programme_that_cannot_be_read_stops_it(tmp_path: Path) -> None:
    """Nothing is computed from half a programme."""
    data = write_data(tmp_path, **{"programme.yaml": "programme: ["})
    with pytest.raises(InvalidData):
        status_slice(FolderSource(data, None), day("2021-07-15"), None)
