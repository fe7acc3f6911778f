"""One unit: reports, what it owes or leads, figures."""

from __future__ import annotations

from tests.support.offices import (
    calendar,
    day,
    duty,
    event,
    figure,
    office,
    period,
    report,
    rule,
    staff,
    task,
    unit,
)

from ct58.domain.indicators.answers import Answers
from ct58.domain.records.office import Office
from ct58.domain.standing.status import standings
from ct58.views.reports import past_reports
from ct58.views.unit_sheet import SHOWN_PERIODS, UnitSheet, unit_sheets


def known() -> Office:
    """Two units that report, and the office that leads a task."""
    return office(
        units=(staff(order=1), unit("a", order=2), unit("b", order=3)),
        tasks=(task("PL-01"),),
        duties=(duty("NV-01", rule(by="2021-06-30"), owners="tccsd"),),
        reporting=(
            calendar("BC-QUY", from_=period("2021-Q2")),
            calendar("BC-NAM", every="year", due_after=20),
        ),
        figures=(
            figure("members", 2),
            figure("meetings", 1, every="year"),
            figure("asked_of_others", 3, units="mass"),
            figure("plan", 4, type="date", every="once", adds=None),
        ),
        unit_events={"a": [event("completed", "2021-06-20", item="NV-01")]},
        reports=(
            report("a", "2021-Q2", on="2021-07-01", members=3),
            report("a", "2021-Q3", on="2021-10-09", members=None),
        ),
    )


def sheets(as_of: str) -> dict[str, UnitSheet]:
    """The sheet of each unit on a day."""
    of, on = known(), day(as_of)
    found = tuple(standings(of, on))
    rows = [row for view in past_reports(of, on) for row in view.rows]
    return {sheet.unit.id: sheet for sheet in unit_sheets(Answers(of, on), found, rows)}


def test_reports_stand_newest_first_and_are_counted() -> None:
    """The year after its last quarter; a period that runs is not among them."""
    sheet = sheets("2022-01-31")["a"]
    assert [str(row.period) for row in sheet.reports] == ["2021", "2021-Q4", "2021-Q3", "2021-Q2"]
    counts = sheet.due_reports
    assert (counts.expected, counts.actual, counts.actual_on_time) == (4, 2, 1)


def test_it_shows_what_it_owes_and_what_it_leads_but_no_reports() -> None:
    """Reports have their own list."""
    found = sheets("2021-07-15")
    assert [entry.item.id for entry in found["a"].owed] == ["NV-01"]
    assert [entry.item.id for entry in found["van-phong"].owed] == ["PL-01"]
    assert (found["a"].done, found["b"].done) == (1, 0)


def test_missing_reports_count_as_overdue() -> None:
    """Beside duties and tasks."""
    found = sheets("2021-07-15")
    late = {id: (sheet.late_times, sheet.late_reports) for id, sheet in found.items()}
    assert late == {"van-phong": (1, 0), "a": (0, 0), "b": (1, 1)}


def test_figures_stand_by_frequency_over_the_last_periods() -> None:
    """By their printed number; what nobody asks of the unit is left out."""
    quarters, years, once = sheets("2022-01-31")["a"].figures
    assert [str(entry) for entry in quarters.periods] == ["2021-Q1", "2021-Q2", "2021-Q3", "2021-Q4"]
    (line,) = quarters.lines
    assert [cell.state for cell in line.cells] == ["missing", "given", "missing", "missing"]
    assert [entry.figure.key for table in (years, once) for entry in table.lines] == ["meetings", "plan"]
    assert sheets("2022-01-31")["van-phong"].figures == ()


def test_the_past_is_limited_and_ends_with_the_programme() -> None:
    """Long after the end its last periods are shown."""
    quarters = sheets("2030-01-31")["a"].figures[0]
    assert len(quarters.periods) == SHOWN_PERIODS
    assert str(quarters.periods[-1]) == "2025-Q4"
