"""Which reports a look at the status reads."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.support.command_line import PROGRAMME, SHIPPED, write_data
from tests.support.offices import day, period

from ct58.errors import BadUsage, InvalidData
from ct58.services.documents.summary import Wish, ordered, read_frame
from ct58.services.reading.data_source import FolderSource
from ct58.services.reading.slices import export_slice, indicator_slice, status_slice
from ct58.views.export import TableName


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


def test_a_programme_that_cannot_be_read_stops_the_status(tmp_path: Path) -> None:
    """Nothing is computed from half a programme."""
    data = write_data(tmp_path, **{"programme.yaml": "programme: ["})
    with pytest.raises(InvalidData):
        status_slice(FolderSource(data, None), day("2021-07-15"), None)


def test_only_the_reports_of_the_periods_are_read() -> None:
    """All of them where no period is asked for."""
    half = export_slice("facts", (period("2021-H1"),))
    assert half.wants("units/a/reports/2021-Q2.yaml")
    assert not half.wants("units/a/reports/2021-Q3.yaml")
    assert not half.wants("units/a/reports/once.yaml")
    assert export_slice("facts", ()).wants("units/a/reports/once.yaml")


def test_the_register_and_the_form_need_no_report() -> None:
    """Errors in reports do not stop them."""
    tables: tuple[TableName, ...] = ("units", "figures")
    for table in tables:
        found = export_slice(table, (period("2021"),))
        assert not found.wants("units/a/reports/2021.yaml")
        assert found.wants("units/a/unit.yaml")


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


def test_a_programme_that_cannot_be_read_stops_the_indicators(tmp_path: Path) -> None:
    """Nothing is computed from half a programme."""
    data = write_data(tmp_path, **{"programme.yaml": "programme: ["})
    with pytest.raises(InvalidData):
        indicator_slice(FolderSource(data, None), day("2021-07-15"), None, [])


CALENDAR = PROGRAMME.replace("figures:", "  - {id: BC-NAM, title: Năm, every: year, units: tccsd}\nfigures:")
AMENDED = "format: 2\n" + CALENDAR
NO_QUARTERS = """\
id: SD-01
document: {number: 5-QĐ/ĐUK, date: 2022-10-05}
changes: {BC-QUY: {every: year, from: 2022}}
"""
ENDED = CALENDAR.replace("to: 2025}}", "to: 2025}, closed_on: 2023-11-15, closing: {cut_off: 2023-11-25}}")


def test_what_is_read_of_a_day_is_what_was_asked_on_it(tmp_path: Path) -> None:
    """A quarter that an amendment does without, and one that an end has cut off, are there on the days before."""
    amended = FolderSource(
        write_data(
            tmp_path / "a",
            **{"programme.yaml": AMENDED, "amendments/2022-10-05-sd.yaml": NO_QUARTERS},
        ),
        None,
    )
    before, after = (status_slice(amended, day(as_of)) for as_of in ("2022-10-04", "2023-02-10"))
    assert period("2022-Q3") in before.scope.reports
    assert before.slice.wants("units/a/reports/2022-Q3.yaml")
    assert after.scope.reports == (period("2022"),)

    ended = FolderSource(write_data(tmp_path / "b", **{"programme.yaml": ENDED}), None)
    assert status_slice(ended, day("2023-11-01"), period("2024")).scope.indicators == period("2024")
    frame = read_frame(ended)
    wish = Wish(period=period("2024"), profile="superior", as_of=day("2023-11-01"), today=day("2024-05-01"))
    with pytest.raises(BadUsage):
        ordered(frame, replace(wish, as_of=day("2024-05-01")))
    later = ordered(frame, replace(wish, period=period("2023"), as_of=day("2023-11-01")))
    assert later.slice.wants("units/a/reports/2023-Q4.yaml")
    with pytest.raises(BadUsage):
        indicator_slice(ended, day("2024-05-01"), period("2024"), ())
