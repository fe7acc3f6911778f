"""Which reports a look at the indicators reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.support.command_line import SHIPPED, write_data
from tests.support.offices import day, period

from ct58.errors import BadUsage, InvalidData
from ct58.services.data_source import FolderSource
from ct58.services.indicator_slice import indicator_slice


def test_one_quarter_reads_no_report_of_another_year_s_quarters() -> None:
    """CT-01: the quarter, the one before and the same of the last year; its trend, five quarters."""
    source = FolderSource(SHIPPED, None)
    asked = (day("2023-07-15"), period("2023-Q2"), ["CT-01"])
    assert set(indicator_slice(source, *asked).slice.periods or ()) == {"2022-Q2", "2023-Q1", "2023-Q2"}
    found = indicator_slice(source, *asked, with_trend=True)
    expected = {"2022-Q2", "2022-Q3", "2022-Q4", "2023-Q1", "2023-Q2"}
    assert set(found.slice.periods or ()) == expected
    assert found.slice.wants("units/a/reports/2023-Q2.yaml")
    assert not found.slice.wants("units/a/reports/2023-Q3.yaml")


def test_without_a_period_the_last_that_ended_is_meant_and_all_indicators_are() -> None:
    """No trend then: it would read everything."""
    found = indicator_slice(FolderSource(SHIPPED, None), day("2021-07-15"), None, [])
    assert (str(found.request.period), len(found.request.ids), found.request.with_trend) == (
        "2021-Q2",
        28,
        False,
    )


def test_what_does_not_exist_is_refused_before_anything_is_read() -> None:
    """An id, a period."""
    with pytest.raises(BadUsage):
        indicator_slice(FolderSource(SHIPPED, None), day("2021-07-15"), None, ["CT-99"])
    with pytest.raises(BadUsage):
        indicator_slice(FolderSource(SHIPPED, None), day("2021-07-15"), period("2031"), [])


def test_a_programme_that_cannot_be_read_stops_it(tmp_path: Path) -> None:
    """Nothing is computed from half a programme."""
    data = write_data(tmp_path, **{"programme.yaml": "programme: ["})
    with pytest.raises(InvalidData):
        indicator_slice(FolderSource(data, None), day("2021-07-15"), None, [])
