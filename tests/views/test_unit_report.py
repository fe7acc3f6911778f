"""A report read back: what it says beside the period before, and what it does not say."""

from __future__ import annotations

from tests.support.offices import calendar, day, figure, office, period, report, unit

from ct58.domain.records.office import Office
from ct58.views.unit_report import ReportReading, reading_view

Q2 = period("2021-Q2")


def reading(known: Office, as_of: str = "2021-07-15") -> ReportReading:
    """The report of the only unit for the second quarter."""
    return reading_view(known, known.units["u1"], Q2, day(as_of))


def known(*reports: object) -> Office:
    """A unit that is asked for three figures."""
    return office(
        units=(unit("u1"),),
        figures=(figure("members", 1), figure("admitted", 5), figure("visits", 7)),
        reporting=(calendar(from_=period("2021-Q2")),),
        reports=reports,  # type: ignore[arg-type]
    )


def test_each_figure_stands_beside_the_period_before() -> None:
    """A 0 is an answer, null is none, and an absent key was not typed in."""
    found = reading(
        known(
            report("u1", "2021-Q1", on="2021-04-03", members=409),
            report("u1", "2021-Q2", on="2021-07-03", members=0, admitted=None),
        )
    )
    assert [(read.figure.key, read.value, read.last) for read in found.given] == [("members", 0, 409)]
    assert [read.figure.key for read in found.not_given] == ["admitted"]
    assert [read.figure.key for read in found.not_typed] == ["visits"]


def test_what_arrived_after_the_day_is_not_known_yet() -> None:
    """As every view of an earlier day."""
    later = known(report("u1", "2021-Q2", on="2021-07-10", members=1))
    assert reading(later, "2021-07-09").report is None
    assert reading(later, "2021-07-10").report is not None


def test_where_it_stands_is_said_with_its_deadline() -> None:
    """Five days late."""
    late = reading(known(report("u1", "2021-Q2", on="2021-07-10", members=1)))
    assert late.standing is not None
    assert (late.standing.due, late.standing.days_overdue) == (day("2021-07-05"), 5)


def test_what_a_decision_says_is_read_back_though_nobody_asks_it() -> None:
    """A rating that the office typed in."""
    rated = office(
        units=(unit("u1"),),
        figures=(figure("members", 1), figure("rating", 24, asked=False)),
        reporting=(calendar(from_=period("2021-Q2")),),
        reports=(report("u1", "2021-Q2", on="2021-07-03", rating=3),),
    )
    assert [read.figure.key for read in reading(rated).figures] == ["members", "rating"]
